#pragma once

#include "history/followend.h"
#include "history/historyrows.h"

#include <QRect>

#include <optional>

namespace spaceline {

/// Which rows are in sight, and where.
///
/// The place is an anchor: the row at the upper edge and how much of it is above the edge. Heights
/// above the anchor can become exact without anything moving. While FollowEnd is pinned the rows
/// are placed from the end upwards instead. Where all rows fit they stand at the lower edge.
class HistorySight {
public:
    static constexpr int kBottomPadding = 20;

    /// What stands at the upper edge.
    struct Anchor {
        qsizetype row = 0;
        int offset = 0; ///< pixels of the row above the edge; negative where all rows fit

        friend bool operator==(const Anchor &, const Anchor &) = default;
    };

    HistorySight(HistoryRows &rows, FollowEnd &follow);

    void setSize(QSize size);
    [[nodiscard]] QSize size() const { return m_size; }
    /// Lays out the rows in sight, drops those far away.
    void layOut();
    void moveBy(int dy); ///< exactly so many pixels, as far as there are rows; down is positive
    void moveTo(double fraction); ///< 0 is the start, 1 the end
    void setTop(qsizetype row); ///< the row's top at the upper edge
    void reset();
    void shiftRows(qsizetype first, qsizetype by);

    [[nodiscard]] Anchor anchor() const { return m_anchor; }
    [[nodiscard]] qsizetype firstRow() const { return m_anchor.row; }
    [[nodiscard]] qsizetype lastRow() const { return m_last; }
    [[nodiscard]] qsizetype rowAt(int y) const; ///< of those in sight the nearest; -1 without rows
    [[nodiscard]] QRect rowRect(qsizetype row) const; ///< null where the row is out of sight
    /// Pixels between the start of the conversation and the upper edge; estimated where rows are.
    [[nodiscard]] qint64 offsetFromStart() const;
    [[nodiscard]] qint64 distanceToEnd() const;
    [[nodiscard]] qint64 scrollRange() const; ///< the largest offset

    /// A line of text, or what else a message shows, and how far its top is below the upper edge.
    struct ReadingLine {
        qsizetype row;
        MessageLayout::Mark mark;
        int top;
    };
    /// What is at the upper edge; nothing while the end is followed.
    [[nodiscard]] std::optional<ReadingLine> readingLine() const;
    void restore(const ReadingLine &line); ///< after layouts changed

private:
    void placeAtEnd();
    void placeFromAnchor();

    HistoryRows &m_rows;
    FollowEnd &m_follow;
    Anchor m_anchor;
    qsizetype m_last = -1;
    QSize m_size;
};

} // namespace spaceline
