#pragma once

#include <QColor>
#include <QTextLayout>
#include <QUrl>

#include <memory>
#include <vector>

class QPainter;

namespace spaceline {

struct HistoryStyle;
namespace markdown {
struct Run;
}

/// A paragraph's text and how its parts look, before it is laid out.
struct StyledText {
    struct Link {
        int from = 0;
        int length = 0;
        QUrl target;
    };
    struct Span {
        int from = 0;
        int length = 0;
    };
    QString text;
    QList<QTextLayout::FormatRange> formats;
    std::vector<Link> links;
    std::vector<Span> grounds; ///< inline code, which has a ground of its own

    /// The part [\p from, \p from + \p length), with what looks different in it.
    [[nodiscard]] StyledText mid(int from, int length) const;

    StyledText() = default;
    explicit StyledText(QString plain) : text(std::move(plain)) { }
    /// \p runs in \p font. Targets that are not http, https or mailto are no links.
    StyledText(const std::vector<markdown::Run> &runs, const HistoryStyle &style,
               const QFont &font);

private:
    void widenBlanks(const markdown::Run &run, int from, const QFont &font);
};

/// The address that \p target means, if a click may hand it on; else an invalid one.
[[nodiscard]] QUrl linkTarget(const QString &target);

/// One paragraph laid out: a QTextLayout with even line distances, ranges that can be painted,
/// and the way from a point to a position. Movable. Coordinates are relative to its top left.
class TextBox {
public:
    /// \p pitch is the least distance of two lines. Qt::LayoutDirectionAuto is the direction of the
    /// first strong character of \p text.
    TextBox(StyledText text, const QFont &font, int pitch,
            Qt::LayoutDirection direction = Qt::LayoutDirectionAuto);

    /// True where a box made of these would look the same once it is laid out.
    [[nodiscard]] bool isMadeOf(const StyledText &text, const QFont &font, int pitch,
                                Qt::LayoutDirection direction) const;
    /// Breaks the lines anew; free where nothing is different. AlignLeft means the start side.
    void layOut(int width, Qt::Alignment alignment = Qt::AlignLeft, bool breakAnywhere = false);
    /// The widths of the text with no line broken, and with every line broken that can be.
    struct Widths {
        int natural = 0;
        int least = 0;
    };
    [[nodiscard]] Widths widths();

    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] int naturalWidth() const { return m_naturalWidth; } ///< of the lines as laid out
    [[nodiscard]] const QString &text() const { return m_text.text; }
    [[nodiscard]] bool isRightToLeft() const { return m_rightToLeft; }
    [[nodiscard]] const std::vector<StyledText::Link> &links() const { return m_text.links; }

    struct Paint {
        QColor color;
        QColor codeGround; ///< behind inline code
        QColor selection;
        QColor link; ///< the line under the link that the pointer is on
        int selectedFrom = 0;
        int selectedTo = 0;
        int underlinedLink = -1; ///< index in links()
        QRect clip; ///< in the box's coordinates
    };
    void paint(QPainter &painter, QPoint at, const Paint &paint) const;

    [[nodiscard]] int positionAt(QPoint point) const; ///< the nearest, always valid
    [[nodiscard]] int linkAt(QPoint point) const; ///< index in links(), or -1
    /// Where the characters [from, to) are, line by line; only the lines that touch \p clip, if it
    /// is not null.
    [[nodiscard]] std::vector<QRect> rectsOf(int from, int to, QRect clip = {}) const;

    [[nodiscard]] QRect lineRect(int position) const; ///< of the whole line that holds it
    /// Where the last line begins that begins at or before \p position.
    [[nodiscard]] int lineStart(int position) const;

private:
    [[nodiscard]] QTextLine lineAt(int y) const;
    void fillRanges(QPainter &painter, QPoint at, const Paint &paint) const;
    void appendRects(const QTextLine &line, int from, int to, std::vector<QRect> &rects) const;

    StyledText m_text;
    std::unique_ptr<QTextLayout> m_layout;
    QFont m_font;
    int m_pitch;
    int m_width = -1;
    int m_height = 0;
    int m_naturalWidth = 0;
    Qt::LayoutDirection m_direction;
    bool m_rightToLeft = false;
    bool m_breakAnywhere = false;
    Qt::Alignment m_alignment;
    Widths m_widths = {-1, -1};
};

} // namespace spaceline
