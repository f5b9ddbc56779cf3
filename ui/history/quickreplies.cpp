#include "history/quickreplies.h"

#include "history/historystyle.h"

#include <QFontMetrics>

#include <algorithm>

namespace spaceline {

QuickReplies::QuickReplies(const std::vector<ReplyOption> &options, const QString &reason,
                           const HistoryStyle &style, int width)
{
    const QFontMetrics metrics(style.table);
    const int most = std::max(1, width - Control::sizeOf(Control::Kind::Option, {}, style).width());
    int x = 0;
    int y = 0;
    for (const ReplyOption &option : options) {
        QString label = option.label.simplified();
        if (label.isEmpty())
            label = option.value.simplified();
        Control control;
        control.key = {Control::Kind::Option, -1, int(m_controls.size())};
        control.text = metrics.elidedText(label, Qt::ElideRight, most);
        control.name = label;
        control.value = option.value;
        control.reason = reason;
        const QSize size = Control::sizeOf(Control::Kind::Option, control.text, style);
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += size.height() + HistoryStyle::kGap;
        }
        control.rect = {{style.isRightToLeft() ? width - x - size.width() : x, y}, size};
        x += size.width() + HistoryStyle::kGap;
        m_height = y + size.height();
        m_controls.push_back(std::move(control));
    }
}

void QuickReplies::paint(QPainter &painter, const HistoryStyle &style,
                         const BlockLayout::Paint &paint) const
{
    for (const Control &control : m_controls)
        paintControl(painter, style, control, paint);
}

} // namespace spaceline
