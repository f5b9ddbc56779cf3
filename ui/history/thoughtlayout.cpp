#include "history/thoughtlayout.h"

#include "history/historystyle.h"
#include "markdown/parser.h"

#include <QCoreApplication>
#include <QFontInfo>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// Lines that are shown of a thought while it is being written.
constexpr int kLiveLines = 7;
constexpr int kBodyGap = 2;

QString words(const char *text) { return QCoreApplication::translate("History", text); }

QString durationText(double seconds)
{
    const QLocale locale;
    if (seconds < 9.95)
        return words(QT_TRANSLATE_NOOP("History", "%1 s"))
            .arg(locale.toString(std::max(0.1, seconds), 'f', 1));
    const auto whole = qint64(std::llround(std::min(seconds, 1e9)));
    if (whole < 60)
        return words(QT_TRANSLATE_NOOP("History", "%1 s")).arg(locale.toString(whole));
    return words(QT_TRANSLATE_NOOP("History", "%1 min %2 s"))
        .arg(locale.toString(whole / 60), locale.toString(whole % 60));
}

/// The same conversation in smaller, quieter letters.
HistoryStyle quiet(const HistoryStyle &style)
{
    HistoryStyle quiet = style;
    quiet.theme.text = style.theme.muted;
    quiet.body = style.muted;
    quiet.table = style.muted;
    for (QFont &heading : quiet.headings) {
        heading = style.muted;
        heading.setWeight(QFont::DemiBold);
    }
    quiet.em = std::max(1, QFontInfo(quiet.body).pixelSize());
    quiet.pitch = HistoryStyle::pitchOf(quiet.body);
    return quiet;
}

} // namespace

QString thoughtTitle(const Thought &thought, ThoughtLayout::State state)
{
    QStringList parts;
    const bool isLive = state == ThoughtLayout::State::Live;
    const QString title = thought.title.simplified();
    if (!title.isEmpty()) {
        parts += title;
        if (isLive)
            parts += words(QT_TRANSLATE_NOOP("History", "in progress"));
    } else if (isLive) {
        parts += words(QT_TRANSLATE_NOOP("History", "Thinking…"));
    } else if (thought.duration) {
        parts += words(QT_TRANSLATE_NOOP("History", "Thought for %1"))
                     .arg(durationText(*thought.duration));
    } else {
        parts += words(QT_TRANSLATE_NOOP("History", "Thought"));
    }
    if (const QString log = thought.log.simplified(); !log.isEmpty())
        parts += log;
    if (thought.duration && !title.isEmpty())
        parts += durationText(*thought.duration);
    return parts.join(u" · "_s);
}

ThoughtLayout::ThoughtLayout(const Thought &thought, int index, State state, bool hasSteps,
                             const HistoryStyle &style, int width, const Folds &folds,
                             std::unique_ptr<ThoughtLayout> before)
    : m_thought(thought)
    , m_state(state)
    , m_hasSteps(hasSteps)
    , m_width(width)
{
    const int indent = thought.depth > 0 ? std::min(int(1.6 * style.em), width / 8) : 0;
    const bool mirrored = style.isRightToLeft();
    m_x = mirrored ? 0 : indent;
    m_width = std::max(1, width - indent);

    const Control::Key key{Control::Kind::Thought, blockOf(index), 0};
    // A line that opens nothing is no button.
    const bool hasBody = !thought.text.trimmed().isEmpty();
    const bool canFold = hasBody || hasSteps;
    const bool open = canFold && folds.isOpen(key, state == State::Live);
    const QString whole = thoughtTitle(thought, state);
    const int room = m_width - Control::sizeOf(Control::Kind::Thought, {}, style).width();
    const QString shown
        = QFontMetrics(style.muted).elidedText(whole, Qt::ElideRight, std::max(1, room));
    const QSize size = Control::sizeOf(Control::Kind::Thought, shown, style);
    m_line = {key, {{mirrored ? m_x + m_width - size.width() + 6 : m_x - 6, 0}, size}, shown};
    m_line.name = whole;
    if (canFold)
        m_line.isOpen = open;
    m_height = size.height();
    if (!open || !hasBody)
        return;

    const HistoryStyle letters = quiet(style);
    markdown::Block quote;
    quote.kind = markdown::Block::Kind::Quote;
    quote.children = markdown::parse(thought.text, state == State::Live);
    m_line.description = markdown::toPlainText(quote.children);
    m_body = std::make_unique<BlockLayout>(quote, blockOf(index), letters, m_width, folds,
                                           before ? std::move(before->m_body) : nullptr);
    m_bodyTop = m_height + kBodyGap;
    const bool isLimited = state == State::Live && !folds.isChosen(key);
    m_bodyHeight
        = isLimited ? std::min(m_body->height(), kLiveLines * letters.pitch) : m_body->height();
    m_height = m_bodyTop + m_bodyHeight + 6;
}

bool ThoughtLayout::isMadeOf(const Thought &thought, State state, bool hasSteps) const
{
    return m_state == state && m_hasSteps == hasSteps && m_thought == thought;
}

QRect ThoughtLayout::bodyRect() const { return {m_x, m_bodyTop, m_width, m_bodyHeight}; }

QPoint ThoughtLayout::bodyAt() const { return {m_x, m_bodyTop + m_bodyHeight - m_body->height()}; }

std::vector<Control> ThoughtLayout::controls() const
{
    std::vector<Control> all{m_line};
    if (!m_line.isOpen)
        all.clear();
    if (m_body) {
        for (Control &control : m_body->controls()) {
            control.rect.translate(bodyAt());
            if (bodyRect().intersects(control.rect))
                all.push_back(std::move(control));
        }
    }
    return all;
}

std::optional<Control> ThoughtLayout::controlAt(QPoint point) const
{
    if (m_line.isOpen && m_line.rect.contains(point))
        return m_line;
    if (!m_body || !bodyRect().contains(point))
        return std::nullopt;
    std::optional<Control> control = m_body->controlAt(point - bodyAt());
    if (control)
        control->rect.translate(bodyAt());
    return control;
}

QString ThoughtLayout::code(const Control::Key &key) const
{
    return m_body && key.block == m_line.key.block ? m_body->code(key.ordinal) : QString();
}

void ThoughtLayout::paint(QPainter &painter, const HistoryStyle &style,
                          const BlockLayout::Paint &paint) const
{
    paintControl(painter, style, m_line, paint);
    if (!m_body)
        return;
    BlockLayout::Paint body = paint;
    body.selectedFrom = body.selectedTo = 0;
    body.clip = (paint.clip & bodyRect()).translated(-bodyAt());
    for (auto *key : {&body.hovered, &body.pressed, &body.focused, &body.done}) {
        if (*key && (*key)->block != m_line.key.block)
            key->reset();
    }
    const bool isLimited = m_bodyHeight < m_body->height();
    if (isLimited) {
        painter.save();
        painter.setClipRect(bodyRect(), Qt::IntersectClip);
    }
    painter.translate(bodyAt());
    m_body->paint(painter, style, body);
    painter.translate(-bodyAt());
    if (isLimited) {
        QRect fade = bodyRect();
        fade.setHeight(std::min(fade.height(), style.pitch));
        QColor clear = style.theme.window;
        clear.setAlpha(0);
        QLinearGradient gradient(fade.topLeft(), fade.bottomLeft());
        gradient.setColorAt(0, style.theme.window);
        gradient.setColorAt(1, clear);
        painter.fillRect(fade, gradient);
        painter.restore();
    }
}

} // namespace spaceline
