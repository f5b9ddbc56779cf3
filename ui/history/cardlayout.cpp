#include "history/cardlayout.h"

#include "history/historystyle.h"
#include "history/messageitem.h"
#include "widgets/failurewords.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kPadding = 14;
constexpr int kInset = 6; ///< of the words of a small control in it
constexpr int kSaidLines = 3; ///< so many are shown of a long text

const Control::Key kDetails{Control::Kind::Details, -1, 0};
const Control::Key kWhole{Control::Kind::Fold, -1, 0};

QString words(const char *text) { return QCoreApplication::translate("History", text); }

/// Red is for what the user cannot mend: the app itself broke.
bool isAppsFault(const Failure &failure)
{
    return failure.cause == Failure::Cause::None
        && (failure.kind == Failure::Kind::AppError || failure.kind == Failure::Kind::SilentApp);
}

} // namespace

CardLayout::CardLayout(const MessageItem &item, const HistoryStyle &style, int width,
                       const Folds &folds)
    : m_isError(isAppsFault(item.failure))
{
    const bool mirrored = style.isRightToLeft();
    const bool detailsOpen = folds.isOpen(kDetails, false);
    const QList<Failure::Remedy> remedies = item.cardRemedies();
    const Failure::Remedy main = remedies.value(0, Failure::Remedy::None);
    const QString button = remedyText(main, item.failure, item.context);
    const QSize buttonSize
        = button.isEmpty() ? QSize(0, 0) : Control::sizeOf(Control::Kind::Remedy, button, style);
    const int inner = std::max(1, width - 2 * kPadding);
    const bool beside = !button.isEmpty() && inner - buttonSize.width() > 16 * style.em;
    const int textWidth = beside ? inner - buttonSize.width() - 16 : inner;
    const int textX = mirrored && beside ? kPadding + buttonSize.width() + 16 : kPadding;

    int y = kPadding - 2;
    y += addText(item.cardSentence(), style.strong, style.theme.text, {textX, y}, textWidth);
    for (const QString &line : {item.cardFacts(), item.cardTried()}) {
        if (!line.isEmpty())
            y += addText(line, style.muted, style.theme.muted, {textX, y}, textWidth);
    }
    const int headBottom = y;
    if (const QString said = item.cardSaid(); !said.isEmpty())
        y += addSaid(said, style, folds, {textX, y + 2}, textWidth) + 2;
    y += addLinks(item, style, {textX, y}, textWidth);
    y += addQuietButtons(item, style, detailsOpen, {textX, y}, textWidth);
    y += kPadding - 2;

    if (beside) {
        // In the middle of what is short, beside the first lines of what is long.
        const int middle
            = std::min(y, std::max(headBottom + kPadding, buttonSize.height() * 3)) / 2;
        const int top = std::max(kPadding, middle - buttonSize.height() / 2);
        // One short line stands in the middle beside its button.
        const int lower = (top + buttonSize.height() + kPadding - y) / 2;
        if (lower > 0) {
            for (Piece &piece : m_pieces)
                piece.at.ry() += lower;
            for (Control &control : m_controls)
                control.rect.translate(0, lower);
        }
        const int x = mirrored ? kPadding : width - kPadding - buttonSize.width();
        addControl(Control::Kind::Remedy, button, {{x, top}, buttonSize}).remedy = main;
        y = std::max(y, top + buttonSize.height() + kPadding);
    } else if (!button.isEmpty()) {
        const int x = mirrored ? width - kPadding - buttonSize.width() : kPadding;
        addControl(Control::Kind::Remedy, button, {{x, y - 2}, buttonSize}).remedy = main;
        y += buttonSize.height() + kPadding - 2;
    }

    if (detailsOpen && item.failure) {
        m_ruleY = y - 1;
        y += 8;
        y += addText(item.report(), style.code, style.theme.text, {kPadding, y}, inner, true);
        const QString copy = words(QT_TRANSLATE_NOOP("History", "Copy report"));
        const QSize size = Control::sizeOf(Control::Kind::CopyReport, copy, style);
        const int x = mirrored ? width - kPadding - size.width() + kInset : kPadding - kInset;
        y += 4;
        addControl(Control::Kind::CopyReport, copy, {{x, y}, size});
        y += size.height() + 8;
    }
    m_rect = {0, 0, width, y};
}

int CardLayout::addSaid(const QString &said, const HistoryStyle &style, const Folds &folds,
                        QPoint at, int width)
{
    const int from = int(m_pieces.size());
    int height = addText(said, style.muted, style.theme.text, at, width);
    const TextBox &box = m_pieces[size_t(from)].box;
    const int pitch = HistoryStyle::pitchOf(style.muted);
    if (height <= kSaidLines * pitch)
        return height;
    const bool isOpen = folds.isOpen(kWhole, false);
    if (!isOpen) {
        // What stands before the first line that is too many.
        const int cut = box.lineStart(box.positionAt({0, kSaidLines * pitch + pitch / 2}));
        QString start = said.left(cut);
        // Room for what says that it goes on, where the line is full.
        if (!start.endsWith(u'\n'))
            start.chop(std::min<qsizetype>(2, start.size()));
        m_pieces.pop_back();
        height = addText(start.trimmed() + u'…', style.muted, style.theme.text, at, width);
    }
    const QString fold = isOpen ? words(QT_TRANSLATE_NOOP("History", "Show less"))
                                : words(QT_TRANSLATE_NOOP("History", "Show all"));
    const QSize size = Control::sizeOf(Control::Kind::Fold, fold, style);
    const int x = style.isRightToLeft() ? at.x() + width - size.width() + kInset : at.x() - kInset;
    addControl(Control::Kind::Fold, fold, {{x, at.y() + height}, size}).isOpen = isOpen;
    return height + size.height();
}

int CardLayout::addLinks(const MessageItem &item, const HistoryStyle &style, QPoint at, int width)
{
    if (item.cardSentence().isEmpty())
        return 0;
    int y = 0;
    for (qsizetype i = 0; i < item.failure.links.size(); ++i) {
        const Failure::Link &link = item.failure.links[i];
        const QString shown = linkText(link);
        Piece piece = quietPiece(shown, style.muted, style.theme.accent, style,
                                 {at.x(), at.y() + y}, width);
        Control &control = addControl(Control::Kind::Link, shown, piece.rect());
        control.key.ordinal = int(i);
        control.target = link.url;
        y += piece.box.height();
        m_pieces.push_back(std::move(piece));
    }
    return y;
}

int CardLayout::addQuietButtons(const MessageItem &item, const HistoryStyle &style,
                                bool detailsOpen, QPoint at, int width)
{
    const bool mirrored = style.isRightToLeft();
    int x = -kInset; // their words stand in line with the text
    int y = 4;
    int bottom = 0;
    const auto add = [&](Control::Kind kind, const QString &text) -> Control & {
        const QSize size = Control::sizeOf(kind, text, style);
        if (x > 0 && x + size.width() > width + kInset) {
            x = -kInset;
            y = bottom;
        }
        const int left = mirrored ? at.x() + width - x - size.width() : at.x() + x;
        x += size.width() + 4;
        bottom = y + size.height();
        return addControl(kind, text, {{left, at.y() + y}, size});
    };
    const QList<Failure::Remedy> others = item.cardRemedies().mid(1);
    for (qsizetype i = 0; i < others.size(); ++i) {
        Control &control
            = add(Control::Kind::OtherRemedy, remedyText(others[i], item.failure, item.context));
        control.key.ordinal = int(i);
        control.remedy = others[i];
    }
    if (item.failure && !item.isHeld()) {
        add(Control::Kind::Details,
            detailsOpen ? words(QT_TRANSLATE_NOOP("History", "Hide details"))
                        : words(QT_TRANSLATE_NOOP("History", "Details")))
            .isOpen
            = detailsOpen;
    }
    return m_controls.empty() || bottom == 0 ? 0 : bottom - 4;
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
