#include "history/messagelayout.h"

#include "history/blockbuilder.h"
#include "history/historystyle.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kPromptGap = 12; ///< above a prompt; the room for actions is above that
constexpr int kHeaderGap = 4; ///< below name and time
constexpr int kBubblePaddingX = 14;
constexpr int kBubblePaddingY = 10;
constexpr int kTailGap = 10; ///< above the status line and the card
constexpr int kActionsGap = 4;
constexpr int kNoActionsGap = 16; ///< below a reply without actions

QString words(const char *text) { return QCoreApplication::translate("History", text); }

/// A rounded rectangle whose lower corner at the end side is nearly square.
QPainterPath bubblePath(const QRectF &rect, bool mirrored)
{
    constexpr qreal kSmall = 4;
    const qreal r = HistoryStyle::kMessageRadius;
    const qreal left = mirrored ? kSmall : r;
    const qreal right = mirrored ? r : kSmall;
    QPainterPath path;
    path.moveTo(rect.left() + r, rect.top());
    path.arcTo(rect.right() - 2 * r, rect.top(), 2 * r, 2 * r, 90, -90);
    path.arcTo(rect.right() - 2 * right, rect.bottom() - 2 * right, 2 * right, 2 * right, 0, -90);
    path.arcTo(rect.left(), rect.bottom() - 2 * left, 2 * left, 2 * left, 270, -90);
    path.arcTo(rect.left(), rect.top(), 2 * r, 2 * r, 180, -90);
    path.closeSubpath();
    return path;
}

} // namespace

MessageLayout::MessageLayout(const HistoryStyle &style, int width) : m_style(style)
{
    const int column = style.columnWidth(width);
    m_column = {(width - column) / 2, 0, column, 0};
}

void MessageLayout::setItem(MessageItem item, const Folds &folds)
{
    const QByteArray text = std::exchange(item.text, {});
    m_item = std::move(item);
    m_hasText = !text.isEmpty();
    m_changedFrom = 0;
    if (m_item.author == MessageAuthor::User)
        layOutPrompt(text);
    else
        layOutReply(text, folds);
}

void MessageLayout::layOutPrompt(const QByteArray &text)
{
    const int most = std::max(1, m_column.width() * 3 / 4 - 2 * kBubblePaddingX);
    auto layout = std::make_unique<BlockLayout>(QString::fromUtf8(text), m_style, most);
    ++m_laidOutBlocks;
    const int width = std::clamp(layout->naturalWidth(), m_style.em, most);
    if (width < most)
        layout = std::make_unique<BlockLayout>(QString::fromUtf8(text), m_style, width);
    const QSize size(width + 2 * kBubblePaddingX, layout->height() + 2 * kBubblePaddingY);
    const int x = m_style.isRightToLeft() ? m_column.left()
                                          : m_column.left() + m_column.width() - size.width();
    m_bubble = {{x, kPromptGap}, size};
    m_textX = x + kBubblePaddingX;
    m_entries.clear();
    m_entries.push_back(
        {std::move(layout), markdown::Block::Kind::Paragraph, kPromptGap + kBubblePaddingY, 0});
    m_content = m_bubble;
    m_height = m_bubble.bottom() + 1;
}

void MessageLayout::layOutReply(const QByteArray &text, const Folds &folds)
{
    m_textX = m_column.left();
    if (!m_header) {
        const QFontMetrics metrics(m_style.muted);
        QString line = m_item.name;
        if (m_item.time.isValid())
            line += u" · "_s + QLocale().toString(m_item.time.time(), u"HH:mm"_s);
        TextBox box(StyledText(metrics.elidedText(line, Qt::ElideMiddle, m_column.width())),
                    m_style.muted, HistoryStyle::pitchOf(m_style.muted));
        box.layOut(m_column.width(), m_style.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
        m_header = Piece{std::move(box),
                         {m_column.left(), HistoryStyle::kTurnGap},
                         m_column.width(),
                         m_style.theme.muted};
    }

    const bool open = !isFinal(m_item.state);
    if (open && !m_growing) {
        m_growing = std::make_unique<markdown::GrowingDocument>();
        m_entries.clear();
    }
    if (m_growing) {
        const qsizetype first = m_growing->setText(text, open);
        layOutBlocks(m_growing->blocks(), first, folds);
        if (!open)
            m_growing.reset();
    } else {
        m_entries.clear();
        layOutBlocks(markdown::parse(text), 0, folds);
    }
    layOutTail(folds);
}

void MessageLayout::layOutBlocks(const markdown::Blocks &blocks, qsizetype first,
                                 const Folds &folds)
{
    std::vector<Entry> before;
    for (size_t i = size_t(first); i < m_entries.size(); ++i)
        before.push_back(std::move(m_entries[i]));
    m_entries.resize(std::min(m_entries.size(), size_t(first)));
    m_changedFrom = m_entries.empty() ? 0 : m_entries.back().bottom();

    for (size_t i = m_entries.size(); i < blocks.size(); ++i) {
        Entry entry;
        entry.kind = blocks[i].kind;
        entry.y = m_header->rect().bottom() + 1 + kHeaderGap;
        if (i > 0) {
            const Entry &above = m_entries.back();
            entry.y = above.bottom() + gapBetween(above.kind, entry.kind);
            entry.start = above.start + above.layout->length() + 1;
        }
        const size_t old = i - size_t(first);
        entry.layout = std::make_unique<BlockLayout>(
            blocks[i], int(i), m_style, m_column.width(), folds,
            old < before.size() ? std::move(before[old].layout) : nullptr);
        ++m_laidOutBlocks;
        m_entries.push_back(std::move(entry));
    }
}

void MessageLayout::layOutTail(const Folds &folds)
{
    int y = m_header->rect().bottom() + 1;
    if (!m_entries.empty())
        y = m_entries.back().bottom();

    m_status.reset();
    MessageItem item = m_item;
    if (m_hasText)
        item.text = "x"; // the words depend on whether there is text, not on which
    if (const QString status = item.statusLine(); !status.isEmpty()) {
        y += m_entries.empty() ? kHeaderGap : kTailGap;
        TextBox box(StyledText(status), m_style.muted, HistoryStyle::pitchOf(m_style.muted));
        box.layOut(m_column.width(), m_style.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
        const int height = box.height();
        m_status
            = Piece{std::move(box), {m_column.left(), y}, m_column.width(), m_style.theme.muted};
        y += height;
    }

    m_card.reset();
    if (!item.cardSentence().isEmpty()) {
        m_cardY = y + kTailGap;
        const Control::Key details{Control::Kind::Details, -1, 0};
        m_card.emplace(item, m_style, m_column.width(), folds.isOpen(details, false));
        y = m_cardY + m_card->height();
    }

    m_content
        = {m_column.left(), HistoryStyle::kTurnGap, m_column.width(), y - HistoryStyle::kTurnGap};
    m_actions.clear();
    if (isFinal(m_item.state)) {
        if (m_hasText)
            addAction(Control::Kind::Copy, words(QT_TRANSLATE_NOOP("History", "Copy")),
                      y + kActionsGap);
        if (!m_card || item.cardRemedy() != Failure::Remedy::Retry)
            addAction(Control::Kind::Retry, words(QT_TRANSLATE_NOOP("History", "Retry")),
                      y + kActionsGap);
    }
    m_height = m_actions.empty() ? y + kNoActionsGap : m_actions.front().rect.bottom() + 1;
    setNewest(m_newest);
}

void MessageLayout::addAction(Control::Kind kind, const QString &text, int y)
{
    const QSize size = Control::sizeOf(kind, text, m_style);
    // The words stand in line with the text above: they are inset by 6.
    int x = m_style.isRightToLeft() ? m_column.left() + m_column.width() + 6 - size.width()
                                    : m_column.left() - 6;
    if (!m_actions.empty()) {
        const QRect last = m_actions.back().rect;
        x = m_style.isRightToLeft() ? last.left() - 4 - size.width()
                                    : last.left() + last.width() + 4;
    }
    m_actions.push_back({{kind, -1, 0}, {{x, y}, size}, text});
}

void MessageLayout::setNewest(bool newest)
{
    m_newest = newest;
    for (Control &action : m_actions) {
        if (action.key.kind == Control::Kind::Retry) {
            action.reason = newest || m_item.state != MessageState::Complete
                ? QString()
                : words(QT_TRANSLATE_NOOP("History",
                                          "Only the newest reply can be asked for "
                                          "again."));
        }
    }
}

qsizetype MessageLayout::length() const
{
    return m_entries.empty() ? 0 : m_entries.back().start + m_entries.back().layout->length();
}

void MessageLayout::paint(QPainter &painter, const Paint &paint) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_bubble.isNull()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_style.theme.tint);
        painter.drawPath(bubblePath(m_bubble, m_style.isRightToLeft()));
    }
    const auto paintPiece = [&](const Piece &piece) {
        TextBox::Paint text;
        text.color = piece.color;
        text.clip = paint.clip.translated(-piece.at);
        piece.box.paint(painter, piece.at, text);
    };
    if (m_header)
        paintPiece(*m_header);

    auto entry = std::partition_point(m_entries.begin(), m_entries.end(), [&](const Entry &e) {
        return e.bottom() <= paint.clip.top();
    });
    for (; entry != m_entries.end() && entry->y <= paint.clip.bottom(); ++entry) {
        BlockLayout::Paint block = paint;
        block.clip.translate(-m_textX, -entry->y);
        block.selectedFrom = paint.selectedFrom - entry->start;
        block.selectedTo = paint.selectedTo - entry->start;
        const int index = int(entry - m_entries.begin());
        for (auto *key : {&block.hovered, &block.pressed, &block.focused, &block.done}) {
            if (*key && (*key)->block != index)
                key->reset();
        }
        painter.translate(m_textX, entry->y);
        entry->layout->paint(painter, m_style, block);
        painter.translate(-m_textX, -entry->y);
    }

    if (m_status)
        paintPiece(*m_status);
    if (m_card) {
        BlockLayout::Paint card = paint;
        card.clip.translate(-m_column.left(), -m_cardY);
        painter.translate(m_column.left(), m_cardY);
        m_card->paint(painter, m_style, card);
        painter.translate(-m_column.left(), -m_cardY);
    }
    if (paint.withActions) {
        for (const Control &action : m_actions) {
            action.paint(painter, m_style,
                         {paint.hovered == action.key, paint.pressed == action.key,
                          paint.focused == action.key, paint.done == action.key});
        }
    }
    if (paint.withRing) {
        painter.setPen(QPen(m_style.theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        const int out = m_bubble.isNull() ? 8 : 3;
        painter.drawRoundedRect(m_content.adjusted(-out, -out + 2, out, out - 2),
                                HistoryStyle::kMessageRadius, HistoryStyle::kMessageRadius);
    }
}

const MessageLayout::Entry *MessageLayout::entryAt(int y) const
{
    const auto found = std::partition_point(m_entries.begin(), m_entries.end(),
                                            [y](const Entry &e) { return e.bottom() <= y; });
    if (found == m_entries.end())
        return m_entries.empty() ? nullptr : &m_entries.back();
    if (found == m_entries.begin() || y >= found->y)
        return &*found;
    // Between two blocks: the nearer one.
    const auto above = std::prev(found);
    return y - above->bottom() < found->y - y ? &*above : &*found;
}

const MessageLayout::Entry *MessageLayout::entryOf(qsizetype position) const
{
    const auto after
        = std::partition_point(m_entries.begin(), m_entries.end(),
                               [position](const Entry &e) { return e.start <= position; });
    if (after == m_entries.begin())
        return m_entries.empty() ? nullptr : &m_entries.front();
    return &*std::prev(after);
}

QPoint MessageLayout::inEntry(const Entry &entry, QPoint point) const
{
    return point - QPoint(m_textX, entry.y);
}

qsizetype MessageLayout::positionAt(QPoint point) const
{
    const Entry *entry = entryAt(point.y());
    if (!entry || point.y() < m_entries.front().y)
        return 0;
    if (point.y() >= m_entries.back().bottom())
        return length();
    return entry->start + entry->layout->positionAt(inEntry(*entry, point));
}

bool MessageLayout::isOnText(QPoint point) const
{
    const Entry *entry = entryAt(point.y());
    return entry && entry->layout->isOnText(inEntry(*entry, point));
}

std::optional<Control> MessageLayout::controlAt(QPoint point) const
{
    for (const Control &action : m_actions) {
        if (action.rect.contains(point))
            return action;
    }
    const QPoint cardAt(m_column.left(), m_cardY);
    if (m_card) {
        for (Control control : m_card->controls()) {
            control.rect.translate(cardAt);
            if (control.rect.contains(point))
                return control;
        }
    }
    const Entry *entry = entryAt(point.y());
    if (!entry)
        return std::nullopt;
    std::optional<Control> control = entry->layout->controlAt(inEntry(*entry, point));
    if (control)
        control->rect.translate(m_textX, entry->y);
    return control;
}

std::vector<Control> MessageLayout::controls() const
{
    std::vector<Control> all;
    for (const Entry &entry : m_entries) {
        for (Control &control : entry.layout->controls()) {
            control.rect.translate(m_textX, entry.y);
            all.push_back(std::move(control));
        }
    }
    if (m_card) {
        for (Control control : m_card->controls()) {
            control.rect.translate(m_column.left(), m_cardY);
            all.push_back(std::move(control));
        }
    }
    all.insert(all.end(), m_actions.begin(), m_actions.end());
    return all;
}

std::pair<qsizetype, qsizetype> MessageLayout::paragraphAt(qsizetype position) const
{
    const Entry *entry = entryOf(position);
    if (!entry)
        return {0, 0};
    const auto [from, to] = entry->layout->paragraphAt(position - entry->start);
    return {entry->start + from, entry->start + to};
}

std::pair<qsizetype, qsizetype> MessageLayout::wordAt(qsizetype position) const
{
    const Entry *entry = entryOf(position);
    if (!entry)
        return {0, 0};
    const auto [from, to] = entry->layout->wordAt(position - entry->start);
    return {entry->start + from, entry->start + to};
}

QRect MessageLayout::rectOf(qsizetype position) const
{
    const Entry *entry = entryOf(position);
    return entry ? entry->layout->rectOf(position - entry->start).translated(m_textX, entry->y)
                 : m_content;
}

QString MessageLayout::text(qsizetype from, qsizetype to) const
{
    QString text;
    for (const Entry &entry : m_entries) {
        const qsizetype begin = std::max<qsizetype>(0, from - entry.start);
        const qsizetype end = std::min(entry.layout->length(), to - entry.start);
        if (begin > end)
            continue;
        if (!text.isEmpty())
            text += u"\n\n"_s;
        entry.layout->appendText(begin, end, text);
    }
    return text;
}

QString MessageLayout::code(const Control::Key &key) const
{
    return m_entries[size_t(key.block)].layout->code(key.ordinal);
}

} // namespace spaceline
