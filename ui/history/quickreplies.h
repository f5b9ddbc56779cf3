#pragma once

#include "base/reply.h"
#include "history/messagepart.h"

namespace spaceline {

/// The quick replies below the newest reply: buttons that flow in rows.
class QuickReplies : public MessagePart {
public:
    /// \p reason says why they cannot be used now; empty where they can.
    QuickReplies(const std::vector<ReplyOption> &options, const QString &reason,
                 const HistoryStyle &style, int width);

    [[nodiscard]] int height() const override { return m_height; }
    [[nodiscard]] std::vector<Control> controls() const override { return m_controls; }
    void paint(QPainter &painter, const HistoryStyle &style,
               const BlockLayout::Paint &paint) const override;

private:
    std::vector<Control> m_controls;
    int m_height = 0;
};

} // namespace spaceline
