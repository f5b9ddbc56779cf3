#pragma once

#include "history/control.h"
#include "history/textbox.h"

#include <map>
#include <optional>

namespace spaceline {

namespace markdown {
struct Block;
}

/// What the user folded in or out in one message. What was chosen stays so, also where it would be
/// different by itself later on.
struct Folds {
    std::map<Control::Key, bool> chosen; ///< true is open
    [[nodiscard]] bool isChosen(const Control::Key &key) const { return chosen.contains(key); }
    [[nodiscard]] bool isOpen(const Control::Key &key, bool byItself) const
    {
        const auto found = chosen.find(key);
        return found == chosen.end() ? byItself : found->second;
    }
};

/// One text of a block at its place.
struct Piece {
    TextBox box;
    QPoint at;
    int width = 0; ///< that it was laid out in
    QColor color;
    qsizetype start = -1; ///< of its text in the block's text; -1 where it cannot be selected
    bool continues = false; ///< goes on with the paragraph of the piece before
    QString separator = {}; ///< what a copy puts between the text before and this one
    QString lead = {}; ///< what a copy puts before its first character: a list's marker

    [[nodiscard]] QRect rect() const { return {at, QSize(width, box.height())}; }
    [[nodiscard]] qsizetype length() const { return box.text().size(); }
};

/// Something of a block that is neither text nor can be pressed.
struct Shape {
    enum class Kind : quint8 { CodeGround, Line, QuoteBar, Bullet, Circle, TaskOpen, TaskDone };
    Kind kind;
    QRect rect;
};

/// What a block consists of once it is laid out. Coordinates are relative to the block's top left.
struct BlockParts {
    std::vector<Piece> pieces;
    std::vector<Shape> shapes;
    std::vector<Control> controls; ///< not the links, those are part of the pieces
    std::vector<QString> codes; ///< the text of each code block, by the ordinal of its copy button
    qsizetype length = 0; ///< of the selectable text, with one position between two pieces
    int height = 0;
};

/// One top-level block of a message, laid out: it paints itself and knows what is where.
///
/// Its text is that of its pieces with one position between each two. Movable; holds no reference
/// to the block or the style.
class BlockLayout {
public:
    /// \p index is the block's place in its message. What \p before has that looks the same is
    /// taken over instead of being laid out again.
    BlockLayout(const markdown::Block &block, int index, const HistoryStyle &style, int width,
                const Folds &folds, std::unique_ptr<BlockLayout> before = {});
    /// Plain text as it is, \p lines broken at LF; for the user's messages.
    BlockLayout(const QString &verbatim, const HistoryStyle &style, int width);

    [[nodiscard]] int height() const { return m_parts.height; }
    [[nodiscard]] int naturalWidth() const; ///< of the widest piece
    [[nodiscard]] qsizetype length() const { return m_parts.length; }
    [[nodiscard]] const QString &code(int ordinal) const { return m_parts.codes[size_t(ordinal)]; }

    struct Paint {
        QRect clip;
        qsizetype selectedFrom = 0;
        qsizetype selectedTo = 0;
        std::optional<Control::Key> hovered;
        std::optional<Control::Key> pressed;
        std::optional<Control::Key> focused;
        std::optional<Control::Key> done;
    };
    void paint(QPainter &painter, const HistoryStyle &style, const Paint &paint) const;

    [[nodiscard]] qsizetype positionAt(QPoint point) const;
    [[nodiscard]] bool isOnText(QPoint point) const; ///< where the pointer is a text cursor
    [[nodiscard]] std::optional<Control> controlAt(QPoint point) const;
    [[nodiscard]] std::vector<Control> controls() const; ///< links and buttons, top down
    /// The paragraph around \p position, as [from, to).
    [[nodiscard]] std::pair<qsizetype, qsizetype> paragraphAt(qsizetype position) const;
    [[nodiscard]] std::pair<qsizetype, qsizetype> wordAt(qsizetype position) const;
    [[nodiscard]] QRect rectOf(qsizetype position) const; ///< of the line that holds it
    /// Appends the text of [from, to) as a copy has it.
    void appendText(qsizetype from, qsizetype to, QString &text) const;

private:
    [[nodiscard]] const Piece *pieceOf(qsizetype position) const;
    [[nodiscard]] Control linkControl(const Piece &piece, size_t link, int ordinal) const;

    BlockParts m_parts;
    int m_index = 0;
};

} // namespace spaceline
