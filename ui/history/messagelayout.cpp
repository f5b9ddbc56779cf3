#include "history/messagelayout.h"

#include "history/blockbuilder.h"
#include "history/cardlayout.h"
#include "history/filerow.h"
#include "history/gallery.h"
#include "history/historyimages.h"
#include "history/historystyle.h"
#include "history/quickreplies.h"
#include "history/quietlines.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kPromptGap = 12; ///< above a prompt that stands first
constexpr int kHeaderGap = 4; ///< below name and time
constexpr int kThoughtsGap = 4; ///< below the last thought; its line has room of its own
constexpr int kBubblePaddingX = 14;
constexpr int kBubblePaddingY = 10;
constexpr int kActionsGap = 4; ///< below what is not text, which has room of its own
constexpr int kTailGap = 10; ///< above the parts below the text

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

MessageLayout::MessageLayout(const HistoryStyle &style, int width, HistoryImages *images)
    : m_style(style)
    , m_images(images)
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
    m_below.clear();
    if (m_item.author == MessageAuthor::User)
        layOutPrompt(text);
    else
        layOutReply(text, folds);
    m_folds = folds;
}

void MessageLayout::layOutPrompt(const QByteArray &text)
{
    const int top = m_above == Above::Nothing ? kPromptGap
        : m_above == Above::Prompt            ? HistoryStyle::kTurnGap
                                              : 0; // the room for a reply's actions is above it
    const int room = m_column.width() * 3 / 4;
    const bool mirrored = m_style.isRightToLeft();
    const int roomX = mirrored ? m_column.left() : m_column.left() + m_column.width() - room;
    m_entries.clear();
    m_bubble = {};
    m_content = {};
    int y = top;
    if (m_hasText || m_item.files.isEmpty()) {
        const int most = std::max(1, room - 2 * kBubblePaddingX);
        auto layout = std::make_unique<BlockLayout>(QString::fromUtf8(text), m_style, most);
        ++m_laidOutBlocks;
        const int width = std::clamp(layout->naturalWidth(), m_style.em, most);
        if (width < most)
            layout = std::make_unique<BlockLayout>(QString::fromUtf8(text), m_style, width);
        const QSize size(width + 2 * kBubblePaddingX, layout->height() + 2 * kBubblePaddingY);
        const int x
            = mirrored ? m_column.left() : m_column.left() + m_column.width() - size.width();
        m_bubble = {{x, top}, size};
        m_textX = x + kBubblePaddingX;
        m_textTop = top + kBubblePaddingY;
        m_entries.push_back({std::move(layout), markdown::Block::Kind::Paragraph, m_textTop, 0});
        m_content = m_bubble;
        y = m_bubble.bottom() + 1;
    }
    y = layOutFiles(FileOrigin::User, roomX, y, room);
    if (const QString line = parametersText(m_item.extras.parameters); !line.isEmpty()) {
        const QString shown
            = QFontMetrics(m_style.muted).elidedText(line, Qt::ElideRight, m_column.width());
        y = addBelow(std::make_unique<QuietLine>(shown, m_style, m_column.width(), true),
                     m_column.left(), y, kHeaderGap);
    }
    if (!m_below.empty())
        m_content |= QRect(roomX, top, room, y - top);
    m_height = y;
}

void MessageLayout::layOutHeader()
{
    const int top = m_above == Above::Reply ? 0 : HistoryStyle::kTurnGap;
    if (m_header && m_header->at.y() == top)
        return;
    const QFontMetrics metrics(m_style.muted);
    QString line = m_item.name;
    if (m_item.time.isValid())
        line += u" · "_s + QLocale().toString(m_item.time.time(), u"HH:mm"_s);
    m_header
        = quietPiece(metrics.elidedText(line, Qt::ElideMiddle, m_column.width()), m_style.muted,
                     m_style.theme.muted, m_style, {m_column.left(), top}, m_column.width());
}

void MessageLayout::layOutReply(const QByteArray &text, const Folds &folds)
{
    m_textX = m_column.left();
    layOutHeader();
    const int textTop = m_textTop;
    const int thoughtsFrom = layOutThoughts(folds);
    for (Entry &entry : m_entries)
        entry.y += m_textTop - textTop;

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
    m_changedFrom = std::min(m_changedFrom, thoughtsFrom);
    layOutTail(folds);
}

bool MessageLayout::isLive(size_t thought) const
{
    const std::vector<Thought> &all = m_item.extras.thoughts;
    if (isFinal(m_item.state))
        return false;
    if (all[thought].status == "pending"_L1)
        return true;
    // Where the server gives no status, the last one is being written until the text begins.
    if (all[thought].status.isEmpty() && thought + 1 == all.size() && !m_hasText)
        return true;
    // A step is live as long as one within it is.
    return all[thought].depth == 0 && thought + 1 < all.size() && all[thought + 1].depth > 0
        && std::any_of(all.begin() + qsizetype(thought) + 1,
                       std::find_if(all.begin() + qsizetype(thought) + 1, all.end(),
                                    [](const Thought &next) { return next.depth == 0; }),
                       [](const Thought &step) { return step.status == "pending"_L1; });
}

int MessageLayout::layOutThoughts(const Folds &folds)
{
    const std::vector<Thought> &all = m_item.extras.thoughts;
    std::vector<Placed<ThoughtLayout>> before = std::exchange(m_thoughts, {});
    const bool sameFolds = folds.chosen == m_folds.chosen;
    int y = m_header->rect().bottom() + 1;
    int changedFrom = std::numeric_limits<int>::max();
    bool showsSteps = true;
    for (size_t i = 0; i < all.size(); ++i) {
        const bool isStep = all[i].depth > 0 && i > 0;
        if (isStep && !showsSteps)
            continue;
        const bool hasSteps = !isStep && i + 1 < all.size() && all[i + 1].depth > 0;
        const auto state = isLive(i) ? ThoughtLayout::State::Live : ThoughtLayout::State::Done;
        std::unique_ptr<ThoughtLayout> old;
        int oldY = -1;
        for (Placed<ThoughtLayout> &placed : before) {
            if (placed.part && placed.part->block() == ThoughtLayout::blockOf(int(i))) {
                oldY = placed.at.y();
                old = std::move(placed.part);
            }
        }
        const bool same = old && sameFolds && old->isMadeOf(all[i], state, hasSteps);
        if (!same || oldY != y)
            changedFrom = std::min(changedFrom, y);
        if (!same) {
            ++m_laidOutBlocks;
            old = std::make_unique<ThoughtLayout>(all[i], int(i), state, hasSteps, m_style,
                                                  m_column.width(), folds, std::move(old));
        }
        if (!isStep)
            showsSteps = !hasSteps || old->isOpen();
        const int height = old->height();
        m_thoughts.push_back({std::move(old), {m_column.left(), y}});
        y += height;
    }
    if (m_thoughts.size() != before.size())
        changedFrom = std::min(changedFrom, y);
    m_textTop = y + (m_thoughts.empty() ? kHeaderGap : kThoughtsGap);
    return changedFrom;
}

void MessageLayout::layOutBlocks(const markdown::Blocks &blocks, qsizetype first,
                                 const Folds &folds)
{
    std::vector<Entry> before;
    for (size_t i = size_t(first); i < m_entries.size(); ++i)
        before.push_back(std::move(m_entries[i]));
    m_entries.resize(std::min(m_entries.size(), size_t(first)));
    if (!m_entries.empty())
        m_changedFrom = m_entries.back().bottom();
    else if (!before.empty())
        m_changedFrom = m_textTop;

    for (size_t i = m_entries.size(); i < blocks.size(); ++i) {
        Entry entry;
        entry.kind = blocks[i].kind;
        entry.y = m_textTop;
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

int MessageLayout::addBelow(std::unique_ptr<MessagePart> part, int x, int y, int gap)
{
    y += gap;
    const int height = part->height();
    m_below.push_back({std::move(part), {x, y}});
    return y + height;
}

int MessageLayout::layOutFiles(FileOrigin origin, int x, int y, int width)
{
    std::vector<Gallery::Item> pictures;
    std::vector<qsizetype> others;
    for (qsizetype i = 0; i < m_item.files.size(); ++i) {
        const StoredFile &file = m_item.files[i];
        const bool isPicture = m_images && file.kind == FileKind::Image && isThere(file)
            && isNamedAsImage(file) && !m_item.progressOf(i)
            && !m_images->sizeOf(file.path).isEmpty();
        if (isPicture)
            pictures.push_back({file, int(i)});
        else
            others.push_back(i);
    }
    const auto gap = [this, origin] {
        if (origin == FileOrigin::User)
            return m_bubble.isNull() && m_below.empty() ? 0 : HistoryStyle::kGap;
        return m_below.empty() && m_entries.empty() ? kHeaderGap : HistoryStyle::kGap;
    };
    if (m_images && !pictures.empty())
        y = addBelow(std::make_unique<Gallery>(pictures, *m_images, origin, m_style, width), x, y,
                     gap());
    for (const qsizetype i : others)
        y = addBelow(std::make_unique<FileRow>(m_item.files[i], int(i), m_item.progressOf(i),
                                               origin, m_style, width),
                     x, y, gap());
    return y;
}

void MessageLayout::layOutTail(const Folds &folds)
{
    const int x = m_column.left();
    const int width = m_column.width();
    int y = m_entries.empty() ? m_textTop - kHeaderGap : m_entries.back().bottom();
    const auto add = [&](std::unique_ptr<MessagePart> part, int gap) {
        y = addBelow(std::move(part), x, y,
                     m_below.empty() && m_entries.empty() ? kHeaderGap : gap);
    };

    MessageItem item = m_item;
    if (m_hasText)
        item.text = "x"; // the words depend on whether there is text, not on which
    if (const QString status = item.statusLine(); !status.isEmpty())
        add(std::make_unique<QuietLine>(status, m_style, width, false, item.done), kTailGap);
    y = layOutFiles(FileOrigin::Space, x, y, width);
    for (const Notice &notice : m_item.extras.notices) {
        const bool first = &notice == &m_item.extras.notices.front();
        add(std::make_unique<NoticeLine>(notice, m_style, width), first ? kTailGap : kHeaderGap);
    }
    const bool hasCard = !item.cardSentence().isEmpty();
    if (hasCard) {
        add(std::make_unique<CardLayout>(item, m_style, width, folds), kTailGap);
    }
    if (m_newest && isFinal(m_item.state) && !m_item.extras.options.empty()) {
        const QString reason = m_busy
            ? words(QT_TRANSLATE_NOOP("History", "Another reply is on its way."))
            : QString();
        add(std::make_unique<QuickReplies>(m_item.extras.options, reason, m_style, width),
            kTailGap);
    }
    if (const QString line = parametersText(m_item.extras.parameters); !line.isEmpty()) {
        const QString shown = QFontMetrics(m_style.muted).elidedText(line, Qt::ElideRight, width);
        add(std::make_unique<QuietLine>(shown, m_style, width), HistoryStyle::kGap);
    }

    const int top = m_header->at.y();
    m_content = {x, top, width, y - top};
    m_actions.clear();
    const int actionsTop = m_below.empty() ? y : y + kActionsGap;
    if (isFinal(m_item.state)) {
        // One button that mends it: Retry is not offered twice.
        addActions(hasCard && item.cardRemedies().contains(Failure::Remedy::Retry), actionsTop);
    }
    // The actions stand in the gap to the next turn.
    m_height = m_actions.empty() ? y + HistoryStyle::kTurnGap : m_actions.front().rect.bottom() + 1;
    if (m_item.extras.endsMemory) {
        m_height = addBelow(std::make_unique<DividerLine>(endOfMemoryText(), m_style, width), x,
                            m_height, HistoryStyle::kGap)
            + HistoryStyle::kTurnGap;
    }
    setNewest(m_newest, m_busy);
}

void MessageLayout::addActions(bool hasRetryInCard, int y)
{
    using Kind = Control::Kind;
    if (m_hasText)
        addAction(Kind::Copy, words(QT_TRANSLATE_NOOP("History", "Copy")), y);
    if (!hasRetryInCard)
        addAction(Kind::Retry, words(QT_TRANSLATE_NOOP("History", "Retry")), y);
    if (m_offers.edit) {
        addAction(Kind::Edit, words(QT_TRANSLATE_NOOP("History", "Edit")), y);
        m_actions.back().name = words(QT_TRANSLATE_NOOP("History", "Edit your message"));
        addAction(Kind::Undo, words(QT_TRANSLATE_NOOP("History", "Undo")), y);
        m_actions.back().name = words(QT_TRANSLATE_NOOP("History", "Take this turn back"));
    }
    if (m_hasText && m_offers.like) {
        addAction(Kind::Like, words(QT_TRANSLATE_NOOP("History", "Like")), y);
        m_actions.back().isOn = m_item.extras.feedback == Feedback::Like;
    }
    if (m_hasText && m_offers.dislike) {
        addAction(Kind::Dislike, words(QT_TRANSLATE_NOOP("History", "Dislike")), y);
        m_actions.back().isOn = m_item.extras.feedback == Feedback::Dislike;
    }
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

void MessageLayout::setNewest(bool newest, bool busy)
{
    m_newest = newest;
    m_busy = busy;
    for (Control &action : m_actions)
        action.reason = reasonAgainst(action.key.kind);
}

QString MessageLayout::reasonAgainst(Control::Kind kind) const
{
    using Kind = Control::Kind;
    const bool changes = kind == Kind::Edit || kind == Kind::Undo;
    if (kind == Kind::Retry && !m_newest && m_item.state == MessageState::Complete)
        return words(QT_TRANSLATE_NOOP("History", "Only the newest reply can be asked for again."));
    if (kind == Kind::Edit && !m_newest)
        return words(QT_TRANSLATE_NOOP("History", "Only your last message can be edited."));
    if (kind == Kind::Undo && !m_newest)
        return words(QT_TRANSLATE_NOOP("History", "Only the last turn can be taken back."));
    if (m_busy && (changes || kind == Kind::Like || kind == Kind::Dislike))
        return words(QT_TRANSLATE_NOOP("History", "Another reply is on its way."));
    return kind == Kind::Undo ? m_offers.undoRefusal : QString();
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
    if (m_header) {
        TextBox::Paint text;
        text.color = m_header->color;
        text.clip = paint.clip.translated(-m_header->at);
        m_header->box.paint(painter, m_header->at, text);
    }
    for (const auto &[part, at] : parts()) {
        // A focused part has a ring around it.
        if (at.y() > paint.clip.bottom() + 4 || at.y() + part->height() < paint.clip.top() - 4)
            continue;
        BlockLayout::Paint inside = paint;
        inside.clip.translate(-at);
        painter.translate(at);
        part->paint(painter, m_style, inside);
        painter.translate(-at);
    }

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
        QRect ring = m_content.adjusted(-out, -out + 2, out, out - 2);
        if (paint.withActions && !m_actions.empty())
            ring.setBottom(m_actions.front().rect.bottom() + 2);
        painter.drawRoundedRect(ring, HistoryStyle::kMessageRadius, HistoryStyle::kMessageRadius);
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
    for (const auto &[part, at] : parts()) {
        if (std::optional<Control> control = part->controlAt(point - at)) {
            control->rect.translate(at);
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

std::vector<MessageLayout::PartAt> MessageLayout::parts() const
{
    std::vector<PartAt> all;
    all.reserve(m_thoughts.size() + m_below.size());
    for (const auto &placed : m_thoughts)
        all.emplace_back(placed.part.get(), placed.at);
    for (const auto &placed : m_below)
        all.emplace_back(placed.part.get(), placed.at);
    return all;
}

std::vector<Control> MessageLayout::controls() const
{
    std::vector<Control> all;
    const auto add = [&all](std::vector<Control> controls, QPoint at) {
        for (Control &control : controls) {
            control.rect.translate(at);
            all.push_back(std::move(control));
        }
    };
    for (const auto &placed : m_thoughts)
        add(placed.part->controls(), placed.at);
    for (const Entry &entry : m_entries)
        add(entry.layout->controls(), {m_textX, entry.y});
    for (const auto &placed : m_below)
        add(placed.part->controls(), placed.at);
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
    if (key.block >= 0)
        return m_entries[size_t(key.block)].layout->code(key.ordinal);
    QString code;
    for (const auto &placed : m_thoughts)
        code += placed.part->code(key);
    return code;
}

MessageLayout::Mark MessageLayout::markAt(int y) const
{
    const auto lastAbove = [y](const auto &placed) {
        const auto after = std::partition_point(placed.begin(), placed.end(),
                                                [y](const auto &part) { return part.at.y() <= y; });
        return after == placed.begin() ? 0 : after - placed.begin() - 1;
    };
    if (!m_thoughts.empty() && (y < m_textTop || (m_entries.empty() && m_below.empty())))
        return {Mark::Kind::Thought, m_thoughts[size_t(lastAbove(m_thoughts))].part->block()};
    if (!m_below.empty() && (m_entries.empty() || y >= m_below.front().at.y()))
        return {Mark::Kind::Below, lastAbove(m_below)};
    return {Mark::Kind::Text, positionAt({m_content.center().x(), y})};
}

int MessageLayout::topOf(const Mark &mark) const
{
    switch (mark.kind) {
    case Mark::Kind::Thought:
        for (const auto &placed : m_thoughts) {
            if (placed.part->block() == mark.position)
                return placed.at.y();
        }
        break;
    case Mark::Kind::Below:
        if (mark.position < qsizetype(m_below.size()))
            return m_below[size_t(mark.position)].at.y();
        break;
    case Mark::Kind::Text:
        break;
    }
    return rectOf(mark.kind == Mark::Kind::Text ? mark.position : 0).top();
}

} // namespace spaceline
