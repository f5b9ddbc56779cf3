#include "history/cardlayout.h"

#include "history/historystyle.h"
#include "history/messageitem.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kPadding = 14;

QString words(const char *text) { return QCoreApplication::translate("History", text); }

/// Red is for what the user cannot mend: the app itself broke.
bool isAppsFault(Failure::Kind kind)
{
    return kind == Failure::Kind::AppError || kind == Failure::Kind::SilentApp;
}

} // namespace

CardLayout::CardLayout(const MessageItem &item, const HistoryStyle &style, int width,
                       bool detailsOpen)
    : m_isError(isAppsFault(item.failure.kind))
{
    const bool mirrored = style.isRightToLeft();
    const QString button = remedyText(item.cardRemedy());
    const QSize buttonSize
        = button.isEmpty() ? QSize(0, 0) : Control::sizeOf(Control::Kind::Remedy, button, style);
    const int inner = std::max(1, width - 2 * kPadding);
    const bool beside = !button.isEmpty() && inner - buttonSize.width() > 16 * style.em;
    const int textWidth = beside ? inner - buttonSize.width() - 16 : inner;
    const int textX = mirrored && beside ? kPadding + buttonSize.width() + 16 : kPadding;

    int y = kPadding - 2;
    y += addText(item.cardSentence(), style.strong, style.theme.text, {textX, y}, textWidth);
    if (const QString facts = item.cardFacts(); !facts.isEmpty())
        y += addText(facts, style.muted, style.theme.muted, {textX, y}, textWidth);

    // The texts of the small controls are inset by 6, so they stand in line with the text.
    const auto alongStart = [&](int from, QSize size) {
        return mirrored ? textX + textWidth - from - size.width() + 6 : textX + from - 6;
    };
    if (item.failure) {
        const QString details = detailsOpen ? words(QT_TRANSLATE_NOOP("History", "Hide details"))
                                            : words(QT_TRANSLATE_NOOP("History", "Details"));
        const QSize size = Control::sizeOf(Control::Kind::Details, details, style);
        y += 4;
        addControl(Control::Kind::Details, details, {{alongStart(0, size), y}, size}).isOpen
            = detailsOpen;
        y += size.height() - 4;
    }
    y += kPadding - 2;

    if (beside) {
        const int top = std::max(kPadding, (y - buttonSize.height()) / 2);
        // One short line stands in the middle beside its button.
        const int lower = (top + buttonSize.height() + kPadding - y) / 2;
        if (lower > 0) {
            for (Piece &piece : m_pieces)
                piece.at.ry() += lower;
            for (Control &control : m_controls)
                control.rect.translate(0, lower);
        }
        const int x = mirrored ? kPadding : width - kPadding - buttonSize.width();
        addControl(Control::Kind::Remedy, button, {{x, top}, buttonSize}).remedy
            = item.cardRemedy();
        y = std::max(y, top + buttonSize.height() + kPadding);
    } else if (!button.isEmpty()) {
        const int x = mirrored ? width - kPadding - buttonSize.width() : kPadding;
        addControl(Control::Kind::Remedy, button, {{x, y - 2}, buttonSize}).remedy
            = item.cardRemedy();
        y += buttonSize.height() + kPadding - 2;
    }

    if (detailsOpen && item.failure) {
        m_ruleY = y - 1;
        y += 8;
        y += addText(item.report(), style.code, style.theme.text, {kPadding, y}, inner, true);
        const QString copy = words(QT_TRANSLATE_NOOP("History", "Copy report"));
        const QSize size = Control::sizeOf(Control::Kind::CopyReport, copy, style);
        const int x = mirrored ? width - kPadding - size.width() + 6 : kPadding - 6;
        y += 4;
        addControl(Control::Kind::CopyReport, copy, {{x, y}, size});
        y += size.height() + 8;
    }
    m_rect = {0, 0, width, y};
}

int CardLayout::addText(const QString &text, const QFont &font, const QColor &color, QPoint at,
                        int width, bool isCode)
{
    QString lines = text;
    lines.replace(u'\n', QChar::LineSeparator);
    TextBox box(StyledText(lines), font, HistoryStyle::pitchOf(font),
                isCode ? Qt::LeftToRight : Qt::LayoutDirectionAuto);
    box.layOut(width, Qt::AlignLeft, isCode);
    const int height = box.height();
    m_pieces.push_back({std::move(box), at, width, color});
    return height;
}

Control &CardLayout::addControl(Control::Kind kind, const QString &text, QRect rect)
{
    m_controls.push_back({{kind, -1, 0}, rect, text});
    return m_controls.back();
}

void CardLayout::paint(QPainter &painter, const HistoryStyle &style,
                       const BlockLayout::Paint &paint) const
{
    const Theme &theme = style.theme;
    const QColor line = m_isError ? theme.errorLine : theme.warnLine;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1));
    painter.setBrush(m_isError ? theme.errorGround : theme.warnGround);
    painter.drawRoundedRect(QRectF(m_rect).adjusted(0.5, 0.5, -0.5, -0.5),
                            HistoryStyle::kBlockRadius, HistoryStyle::kBlockRadius);
    if (m_ruleY >= 0)
        painter.fillRect(0, m_ruleY, m_rect.width(), 1, line);
    for (const Piece &piece : m_pieces)
        paintPiece(painter, piece, paint);
    for (const Control &control : m_controls)
        paintControl(painter, style, control, paint);
}

} // namespace spaceline
