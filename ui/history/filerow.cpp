#include "history/filerow.h"

#include "history/historystyle.h"
#include "widgets/icons.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kPadding = 12;
constexpr int kIcon = 20;
constexpr int kWidthEms = 34; ///< at most

QString words(const char *text) { return QCoreApplication::translate("History", text); }

} // namespace

FileRow::FileRow(const StoredFile &file, int index, std::optional<double> progress,
                 FileOrigin origin, const HistoryStyle &style, int width)
    : m_icon(fileIcon(file))
{
    const bool mirrored = style.isRightToLeft();
    const bool atRight = mirrored != (origin == FileOrigin::User);
    const int own = std::min(width, kWidthEms * style.em);
    const int left = atRight ? width - own : 0;

    addButtons(file, index, origin, progress.has_value(), style);
    int buttons = 0;
    for (const Control &control : m_controls)
        buttons += control.rect.width();
    const int icon = std::max(kIcon, style.em * 10 / 7);
    const int inner = own - 2 * kPadding - icon - 10;
    const bool beside = inner - buttons >= 10 * style.em;
    const int textWidth = std::max(1, beside ? inner - buttons - 8 : inner);
    const auto mirroredX
        = [&](int from, int size) { return mirrored ? left + own - from - size : left + from; };
    const int textFrom = kPadding + icon + 10;
    const int textX = mirroredX(textFrom, textWidth);

    const QFontMetrics body(style.body);
    const QFontMetrics muted(style.muted);
    int y = 8;
    Piece name = quietPiece(body.elidedText(file.name, Qt::ElideMiddle, textWidth), style.body,
                            style.theme.text, style, {textX, y}, textWidth);
    y += name.box.height();
    m_pieces.push_back(std::move(name));
    if (const QString facts = fileFacts(file, progress, origin); !facts.isEmpty()) {
        Piece line = quietPiece(muted.elidedText(facts, Qt::ElideRight, textWidth), style.muted,
                                style.theme.muted, style, {textX, y}, textWidth);
        y += line.box.height();
        m_pieces.push_back(std::move(line));
    }
    if (progress && *progress >= 0) {
        m_progress = std::min(*progress, 1.0);
        m_bar = {textX, y + 3, textWidth, kBarHeight};
        y += kBarHeight + 6;
    }
    y += 8;

    const int buttonHeight = m_controls.empty() ? 0 : m_controls.front().rect.height();
    const int buttonsTop = beside ? (y - buttonHeight) / 2 : y - 6;
    int from = beside ? own - kPadding + 6 - buttons : textFrom - 6;
    for (Control &control : m_controls) {
        control.rect.moveTo(mirroredX(from, control.rect.width()), buttonsTop);
        from += control.rect.width();
    }
    if (!beside && !m_controls.empty())
        y = buttonsTop + buttonHeight + 6;
    m_iconRect = {mirroredX(kPadding, icon), beside ? (y - icon) / 2 : 12, icon, icon};
    m_rect = {left, 0, own, y};
}

void FileRow::addButtons(const StoredFile &file, int index, FileOrigin origin, bool isOnItsWay,
                         const HistoryStyle &style)
{
    using Kind = Control::Kind;
    using State = StoredFile::State;
    const auto add = [&](Kind kind, const QString &text, const QString &name) {
        Control control{{kind, -1, index}, {{}, Control::sizeOf(kind, text, style)}, text};
        control.name = name.arg(file.name);
        control.file = file.id;
        m_controls.push_back(std::move(control));
    };
    if (isThere(file)) {
        add(Kind::OpenFile, words(QT_TRANSLATE_NOOP("History", "Open")),
            words(QT_TRANSLATE_NOOP("History", "Open %1")));
        add(Kind::SaveFile, words(QT_TRANSLATE_NOOP("History", "Save as…")),
            words(QT_TRANSLATE_NOOP("History", "Save %1 as…")));
    } else if (isOnItsWay || origin == FileOrigin::User || file.state == State::Waiting) {
        return;
    } else if (file.state == State::TooLarge) {
        add(Kind::FetchFile, words(QT_TRANSLATE_NOOP("History", "Fetch")),
            words(QT_TRANSLATE_NOOP("History", "Fetch %1")));
    } else {
        add(Kind::FetchFile, words(QT_TRANSLATE_NOOP("History", "Try again")),
            words(QT_TRANSLATE_NOOP("History", "Try again to fetch %1")));
    }
}

void FileRow::paint(QPainter &painter, const HistoryStyle &style,
                    const BlockLayout::Paint &paint) const
{
    const Theme &theme = style.theme;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(QRectF(m_rect).adjusted(0.5, 0.5, -0.5, -0.5),
                            HistoryStyle::kBlockRadius, HistoryStyle::kBlockRadius);
    paintIcon(painter, m_iconRect, m_icon, theme.muted);
    for (const Piece &piece : m_pieces)
        paintPiece(painter, piece, paint);
    if (!m_bar.isNull())
        paintBar(painter, style, m_bar, m_progress);
    for (const Control &control : m_controls)
        paintControl(painter, style, control, paint);
}

} // namespace spaceline
