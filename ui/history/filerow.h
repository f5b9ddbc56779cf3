#pragma once

#include "history/filefacts.h"
#include "history/messagepart.h"

namespace spaceline {

/// A file of a message as a row: icon, name, size or what it waits for, and what can be done with
/// it. Only its buttons do anything: no click beside them opens a file.
class FileRow : public MessagePart {
public:
    /// \p index is the file's number in its message. The row stands at the start side of a room
    /// \p width wide, at the end side where the user is the \p origin.
    FileRow(const StoredFile &file, int index, std::optional<double> progress, FileOrigin origin,
            const HistoryStyle &style, int width);

    [[nodiscard]] int height() const override { return m_rect.height(); }
    [[nodiscard]] std::vector<Control> controls() const override { return m_controls; }
    void paint(QPainter &painter, const HistoryStyle &style,
               const BlockLayout::Paint &paint) const override;

private:
    void addButtons(const StoredFile &file, int index, FileOrigin origin, bool isOnItsWay,
                    const HistoryStyle &style);

    std::vector<Piece> m_pieces;
    std::vector<Control> m_controls;
    QLatin1StringView m_icon;
    QRect m_rect;
    QRect m_iconRect;
    QRect m_bar; ///< of the progress; null without
    double m_progress = 0; ///< 0..1
};

} // namespace spaceline
