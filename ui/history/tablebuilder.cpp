#include "history/blockbuilder.h"

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

using markdown::Block;

namespace {

constexpr int kColumnGap = 18;
constexpr int kRowPadding = 6;

/// The columns' widths within \p available: as wide as their text where there is room, else each at
/// least as wide as its longest word and the rest shared by need.
std::vector<int> shareWidth(const std::vector<TextBox::Widths> &columns, int available)
{
    int natural = 0;
    int least = 0;
    for (const TextBox::Widths &column : columns) {
        natural += column.natural;
        least += column.least;
    }
    std::vector<int> widths;
    for (const TextBox::Widths &column : columns) {
        if (natural <= available) {
            widths.push_back(column.natural);
        } else if (least >= available) {
            widths.push_back(int(qint64(column.least) * available / std::max(1, least)));
        } else {
            const qint64 more = qint64(column.natural - column.least) * (available - least);
            widths.push_back(column.least + int(more / (natural - least)));
        }
        widths.back() = std::max(1, widths.back());
    }
    return widths;
}

Qt::Alignment alignmentOf(const Block &table, size_t column)
{
    if (column >= table.alignments.size())
        return Qt::AlignLeft;
    switch (table.alignments[column]) {
    case Block::Alignment::Right:
        return Qt::AlignRight;
    case Block::Alignment::Center:
        return Qt::AlignHCenter;
    case Block::Alignment::Left:
    case Block::Alignment::Default:
        break;
    }
    return Qt::AlignLeft;
}

/// A table that has more columns than the width has room for: each row is a paragraph.
void buildAsText(BlockBuilder &builder, const Block &table, BlockBuilder::Area area)
{
    for (const Block &row : table.children) {
        Block paragraph;
        for (const Block &cell : row.children) {
            if (!paragraph.runs.empty())
                paragraph.runs.push_back({u" · "_s, {}, {}});
            paragraph.runs.insert(paragraph.runs.end(), cell.runs.begin(), cell.runs.end());
        }
        builder.add(paragraph, area);
        builder.setSeparator(u"\n"_s);
        builder.advance(4);
    }
}

} // namespace

void buildTable(BlockBuilder &builder, const Block &table, BlockBuilder::Area area)
{
    const HistoryStyle &style = builder.style();
    size_t columns = 0;
    for (const Block &row : table.children)
        columns = std::max(columns, row.children.size());
    if (columns == 0)
        return;
    if (int(std::min<size_t>(columns, 1000)) > std::max(1, area.width / (3 * style.em))) {
        buildAsText(builder, table, area);
        return;
    }

    // The boxes of all cells first: a column is as wide as its widest cell. Pieces are placed in
    // the order in which the boxes were asked for, so that a table that grows finds its old ones.
    const int pitch = HistoryStyle::pitchOf(style.table);
    std::vector<TextBox> boxes;
    std::vector<TextBox::Widths> widths(columns);
    for (const Block &row : table.children) {
        for (size_t i = 0; i < row.children.size(); ++i) {
            StyledText text(row.children[i].runs, style, style.table);
            boxes.push_back(builder.box(std::move(text), style.table, pitch,
                                        Qt::LayoutDirectionAuto, boxes.size()));
            const TextBox::Widths cell = boxes.back().widths();
            widths[i].natural = std::max(widths[i].natural, cell.natural);
            widths[i].least = std::max(widths[i].least, cell.least);
        }
    }
    const int gaps = int(columns - 1) * kColumnGap;
    const std::vector<int> shared = shareWidth(widths, area.width - gaps);
    const int total = std::accumulate(shared.begin(), shared.end(), gaps);

    const bool rightToLeft = !boxes.empty() && boxes.front().isRightToLeft();
    auto next = boxes.begin();
    for (size_t r = 0; r < table.children.size(); ++r) {
        builder.advance(kRowPadding);
        int height = pitch;
        int from = 0;
        for (size_t i = 0; i < table.children[r].children.size(); ++i, ++next) {
            next->layOut(shared[i], alignmentOf(table, i));
            height = std::max(height, next->height());
            const int x = rightToLeft ? area.x + area.width - from - shared[i] : area.x + from;
            if (i > 0 || r > 0)
                builder.setSeparator(i > 0 ? u"\t"_s : u"\n"_s);
            builder.place(std::move(*next), {x, builder.y()}, shared[i],
                          r < table.level ? style.theme.muted : style.theme.text);
            from += shared[i] + kColumnGap;
        }
        builder.advance(height + kRowPadding);
        const int x = rightToLeft ? area.x + area.width - total : area.x;
        builder.shape(Shape::Kind::Line, {x, builder.y(), total, 1});
        builder.advance(1);
    }
}

} // namespace spaceline
