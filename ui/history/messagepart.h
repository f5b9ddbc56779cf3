#pragma once

#include "history/blocklayout.h"

namespace spaceline {

/// A part of a message beside its text: a thought, a file, a card. Laid out for one width;
/// coordinates are relative to its own top left. None of its text is copied with the message.
class MessagePart {
public:
    MessagePart() = default;
    virtual ~MessagePart() = default;
    Q_DISABLE_COPY_MOVE(MessagePart)

    [[nodiscard]] virtual int height() const = 0;
    [[nodiscard]] virtual std::vector<Control> controls() const = 0; ///< in reading order
    [[nodiscard]] virtual std::optional<Control> controlAt(QPoint point) const;
    /// The code that the CopyCode control \p key copies; empty where it is not of this part.
    [[nodiscard]] virtual QString code(const Control::Key &key) const;
    virtual void paint(QPainter &painter, const HistoryStyle &style,
                       const BlockLayout::Paint &paint) const = 0;

protected:
    static void paintPiece(QPainter &painter, const Piece &piece, const BlockLayout::Paint &paint);
    static constexpr int kBarHeight = 3;
    /// How far something is: \p done is 0..1.
    static void paintBar(QPainter &painter, const HistoryStyle &style, const QRect &rect,
                         double done);
    static void paintControl(QPainter &painter, const HistoryStyle &style, const Control &control,
                             const BlockLayout::Paint &paint);
};

/// One text that is not copied, at the start side of a room \p width wide, or at its end side.
[[nodiscard]] Piece quietPiece(const QString &text, const QFont &font, const QColor &color,
                               const HistoryStyle &style, QPoint at, int width, bool atEnd = false);

} // namespace spaceline
