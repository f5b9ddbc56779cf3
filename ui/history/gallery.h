#pragma once

#include "history/filefacts.h"
#include "history/messagepart.h"

namespace spaceline {

class HistoryImages;

/// The pictures of a message, scaled down to the room they have: one alone larger, several in rows
/// of one height. A click opens the file.
class Gallery : public MessagePart {
public:
    struct Item {
        StoredFile file;
        int index = 0; ///< the file's number in its message
    };
    /// All \p items have a size in \p images, which outlives this. The pictures stand at the start
    /// side of a room \p width wide, at the end side where the user is the \p origin.
    Gallery(const std::vector<Item> &items, HistoryImages &images, FileOrigin origin,
            const HistoryStyle &style, int width);

    [[nodiscard]] int height() const override { return m_height; }
    [[nodiscard]] std::vector<Control> controls() const override;
    void paint(QPainter &painter, const HistoryStyle &style,
               const BlockLayout::Paint &paint) const override;

private:
    struct Cell {
        QString path;
        Control control; ///< its rectangle is the picture's
        std::optional<Piece> caption;
        [[nodiscard]] int bottom() const;
    };
    /// Puts the cells from \p first on beside each other at \p y; answers the row's height.
    int placeRow(size_t first, int y, bool atRight, bool mirrored, int width);

    HistoryImages &m_images;
    std::vector<Cell> m_cells;
    int m_height = 0;
};

} // namespace spaceline
