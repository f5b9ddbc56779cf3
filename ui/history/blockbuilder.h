#pragma once

#include "history/blocklayout.h"
#include "history/historystyle.h"
#include "markdown/block.h"

namespace spaceline {

/// Lays out one block tree from the top down into BlockParts.
class BlockBuilder {
public:
    /// Where a block may be: from x on, so wide.
    struct Area {
        int x = 0;
        int width = 0;

        /// What is left when \p by pixels at the start side are taken away.
        [[nodiscard]] Area indented(int by, bool rightToLeft) const
        {
            return {rightToLeft ? x : x + by, width - by};
        }
    };

    BlockBuilder(const HistoryStyle &style, const Folds &folds, int index,
                 std::vector<Piece> before);

    void add(const markdown::Block &block, Area area);
    void addVerbatim(const QString &text, int width);
    [[nodiscard]] BlockParts take();

    // For the parts of the builder that have files of their own.
    [[nodiscard]] const HistoryStyle &style() const { return m_style; }
    [[nodiscard]] int y() const { return m_y; }
    void advance(int pixels) { m_y += pixels; }
    /// A box of this text for the piece \p ahead after the next one, taken from the layout before
    /// if it is there.
    [[nodiscard]] TextBox box(StyledText text, const QFont &font, int pitch,
                              Qt::LayoutDirection direction = Qt::LayoutDirectionAuto,
                              size_t ahead = 0);
    /// Puts \p box, which is laid out, at \p at. Selectable text gets its place in the block's
    /// text.
    Piece &place(TextBox box, QPoint at, int width, const QColor &color, bool selectable = true,
                 bool continues = false);
    /// Answers the shape's number for setShapeRect().
    size_t shape(Shape::Kind kind, QRect rect);
    void setShapeRect(size_t shape, QRect rect) { m_parts.shapes[shape].rect = rect; }
    Control &control(Control::Kind kind, const QString &text, QRect rect);
    [[nodiscard]] Control::Key nextKey(Control::Kind kind) const;
    void addCode(QString code) { m_parts.codes.push_back(std::move(code)); }
    /// What a copy puts before the next selectable text.
    void setLead(const QString &lead) { m_lead = lead; }
    void setSeparator(const QString &separator) { m_separator = separator; }

private:
    void addText(const StyledText &text, const QFont &font, int pitch, Area area);
    [[nodiscard]] TextBox nextPart(const StyledText &text, int from, const QFont &font, int pitch,
                                   Qt::LayoutDirection direction, int width);
    void addChildren(const std::vector<markdown::Block> &blocks, Area area, bool tight);
    void addList(const markdown::Block &list, Area area);
    void addItem(const markdown::Block &item, Area area, const QString &marker, bool rightToLeft,
                 int indent, bool tight);
    void addQuote(const std::vector<markdown::Block> &blocks, Area area);
    void addThought(const markdown::Block &thought, Area area);
    void addMath(const markdown::Block &math, Area area);
    [[nodiscard]] int usableIndent(int wanted, Area area) const;

    const HistoryStyle &m_style;
    const Folds &m_folds;
    std::vector<Piece> m_before;
    BlockParts m_parts;
    QString m_lead;
    QString m_separator;
    int m_index;
    int m_y = 0;
    int m_listDepth = 0;
};

/// Space between two blocks that follow each other, in pixels.
[[nodiscard]] int gapBetween(markdown::Block::Kind above, markdown::Block::Kind below);

void buildCode(BlockBuilder &builder, const markdown::Block &code, BlockBuilder::Area area);
void buildTable(BlockBuilder &builder, const markdown::Block &table, BlockBuilder::Area area);

} // namespace spaceline
