#pragma once

#include <QFont>
#include <QLabel>

class QPainter;

namespace spaceline {

/// Sizes of text, as shares of the body's.
inline constexpr qreal kMutedSize = 0.86;
inline constexpr qreal kHeadingSize = 1.5;

/// \p font at \p share of its size.
[[nodiscard]] QFont scaledFont(const QFont &font, qreal share,
                               QFont::Weight weight = QFont::Normal);

/// A label in the muted colour and size; follows the palette.
[[nodiscard]] QLabel *mutedLabel(const QString &text, QWidget *parent = nullptr);
/// A semibold label at \p share of the body's size.
[[nodiscard]] QLabel *headingLabel(const QString &text, qreal share, QWidget *parent = nullptr);

/// Puts the text at the side where lines start in the window's language. By itself a label goes by
/// the text's own letters, and a form of several languages is ragged.
void alignToStart(QLabel &label);

/// Draws \p text on one line into \p rect, at its start side as \p direction says, with an ellipsis
/// where it has no room: at its end, or as \p mode says. The text's own direction decides where its
/// end is.
void drawElided(QPainter &painter, const QRect &rect, const QString &text,
                Qt::LayoutDirection direction, Qt::TextElideMode mode = Qt::ElideRight);

/// One line with an ellipsis where it has no room, at its end if nothing else was chosen; the whole
/// text is the tool tip then.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace spaceline
