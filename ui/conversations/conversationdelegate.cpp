#include "conversations/conversationdelegate.h"

#include "chat/conversationmodel.h"
#include "widgets/avatar.h"
#include "widgets/icons.h"
#include "widgets/labels.h"
#include "widgets/style.h"
#include "widgets/theme.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QLineEdit>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kGap = 8; ///< between avatar, texts and edges, in pixels
constexpr int kAvatar = 32;
constexpr int kBetweenRows = 4;
constexpr int kDot = 8;
constexpr int kMark = 14;

struct Fonts {
    explicit Fonts(const QFont &font) : title(font), muted(scaledFont(font, kMutedSize)) { }
    QFont title;
    QFont muted;
};

int headingHeight(const Fonts &fonts) { return QFontMetrics(fonts.muted).height() + 20; }

int rowHeight(const Fonts &fonts)
{
    const int texts = QFontMetrics(fonts.title).height() + QFontMetrics(fonts.muted).height() + 2;
    return qMax(texts, kAvatar) + 2 * kGap;
}

/// The row itself, without its heading and the gap below it.
QRect rowRect(const QStyleOptionViewItem &option, const QModelIndex &index, const Fonts &fonts)
{
    const int top = ConversationDelegate::headingOf(index).isEmpty() ? 0 : headingHeight(fonts);
    return option.rect.adjusted(0, top, 0, -kBetweenRows);
}

QRect titleRect(const QRect &row, const Fonts &fonts)
{
    const int titleHeight = QFontMetrics(fonts.title).height();
    const int texts = titleHeight + QFontMetrics(fonts.muted).height() + 2;
    return {row.x() + kGap + kAvatar + 10, row.y() + (row.height() - texts) / 2,
            row.width() - kAvatar - 10 - 2 * kGap, titleHeight};
}

void drawLine(QPainter &painter, const QRect &rect, const QFont &font, const QColor &color,
              const QString &text)
{
    painter.setFont(font);
    painter.setPen(color);
    drawElided(painter, rect, text, painter.layoutDirection());
}

} // namespace

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    const Fonts fonts(option.font);
    const auto mirrored = [&option](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    painter->save();
    painter->setLayoutDirection(option.direction);
    painter->setRenderHint(QPainter::Antialiasing);

    if (const QString heading = headingOf(index); !heading.isEmpty()) {
        QRect rect = option.rect;
        rect.setHeight(headingHeight(fonts));
        drawLine(*painter, mirrored(rect.adjusted(kGap, 4, -kGap, -4)), fonts.muted, theme.muted,
                 heading);
    }

    const QRect row = rowRect(option, index, fonts);
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isHovered = option.state & QStyle::State_MouseOver;
    if (isSelected || isHovered) {
        QColor ground = theme.selected;
        ground.setAlphaF(isSelected ? 1.0F : 0.5F);
        painter->setPen(Qt::NoPen);
        painter->setBrush(ground);
        painter->drawRoundedRect(row, Style::kRadius, Style::kRadius);
    }

    const QString title = index.data(ConversationModel::TitleRole).toString();
    const QString space = index.data(ConversationModel::SpaceNameRole).toString();
    const QRect avatar(row.x() + kGap, row.y() + (row.height() - kAvatar) / 2, kAvatar, kAvatar);
    paintAvatar(*painter, mirrored(avatar), space.isEmpty() ? title : space, option.font);

    QRect first = titleRect(row, fonts);
    QRect second(first.x(), first.bottom() + 3, first.width(), QFontMetrics(fonts.muted).height());

    // What stands at the end of the first line: the mark of something unseen, else the time.
    if (index.data(ConversationModel::UnreadRole).toBool()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.accent);
        painter->drawEllipse(
            mirrored({first.right() + 1 - kDot, first.center().y() - kDot / 2 + 1, kDot, kDot}));
        first.setRight(first.right() - kDot - kGap);
    } else {
        const auto updated = QDateTime::fromMSecsSinceEpoch(
            index.data(ConversationModel::UpdatedRole).toLongLong());
        const QString time = timeText(updated, QDateTime::currentDateTime(), option.locale);
        const int width = QFontMetrics(fonts.muted).horizontalAdvance(time) + 2;
        drawLine(*painter, mirrored({first.right() + 1 - width, first.y(), width, first.height()}),
                 fonts.muted, theme.muted, time);
        first.setRight(first.right() - width - kGap);
    }
    if (index.data(ConversationModel::FailedRole).toBool()) {
        paintIcon(
            *painter,
            mirrored({second.right() + 1 - kMark, second.center().y() - kMark / 2, kMark, kMark}),
            "dialog-warning"_L1, theme.warn);
        second.setRight(second.right() - kMark - kGap / 2);
    }
    drawLine(*painter, mirrored(first), fonts.title, theme.text, title);
    drawLine(*painter, mirrored(second), fonts.muted, theme.muted, secondLine(index));

    if ((option.state & QStyle::State_HasFocus)
        && (option.state & QStyle::State_KeyboardFocusChange))
        paintFocusRing(*painter, row, Style::kRadius, theme.accent);
    painter->restore();
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &option,
                                     const QModelIndex &index) const
{
    const Fonts fonts(option.font);
    const int heading = headingOf(index).isEmpty() ? 0 : headingHeight(fonts);
    return {120, heading + rowHeight(fonts) + kBetweenRows};
}

QWidget *ConversationDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                            const QModelIndex &) const
{
    // Beside the list, not in it: to screen readers a list holds rows and nothing else.
    QWidget *beside = parent->parentWidget() ? parent->parentWidget()->parentWidget() : nullptr;
    auto *editor = new QLineEdit(beside ? beside : parent);
    editor->setAccessibleName(tr("Conversation title"));
    return editor;
}

void ConversationDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *line = qobject_cast<QLineEdit *>(editor);
    // The view asks again whenever the row changes; what was typed meanwhile must stay.
    if (!line->isModified()) {
        line->setText(index.data(ConversationModel::TitleRole).toString());
        line->selectAll();
    }
}

void ConversationDelegate::setModelData(QWidget *editor, QAbstractItemModel *,
                                        const QModelIndex &index) const
{
    const QString title = qobject_cast<QLineEdit *>(editor)->text().simplified();
    if (!title.isEmpty() && title != index.data(ConversationModel::TitleRole).toString())
        Q_EMIT renameRequested(index.data(ConversationModel::IdRole).toLongLong(), title);
}

void ConversationDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                                const QModelIndex &index) const
{
    const QRect row = rowRect(option, index, Fonts(option.font));
    const int height = qMin(editor->sizeHint().height(), row.height());
    const int left = kGap + kAvatar + 4;
    const QRect place = QStyle::visualRect(
        option.direction, option.rect,
        {row.x() + left, row.center().y() - height / 2 + 1, row.width() - left - kGap, height});
    const auto *viewport = qobject_cast<const QAbstractScrollArea *>(option.widget)->viewport();
    const QPoint origin = viewport->mapTo(editor->parentWidget(), QPoint());
    editor->setGeometry(place.translated(origin));
    // A row that is scrolled out of the list takes its editor along.
    editor->setMask(viewport->rect().intersected(place).translated(-place.topLeft()));
}

QString ConversationDelegate::secondLine(const QModelIndex &index)
{
    const QString space = index.data(ConversationModel::SpaceNameRole).toString();
    QStringList parts{space.mid(space.lastIndexOf(u'/') + 1)};
    const QString state = index.data(ConversationModel::StateRole).toString();
    parts += state.isEmpty() ? index.data(ConversationModel::SnippetRole).toString() : state;
    parts.removeAll(QString());
    return parts.isEmpty() ? tr("No Space chosen") : parts.join(u" · "_s);
}

QString ConversationDelegate::timeText(const QDateTime &time, const QDateTime &now,
                                       const QLocale &locale)
{
    const qint64 days = time.date().daysTo(now.date());
    if (days <= 0)
        return locale.toString(time.time(), u"HH:mm"_s);
    if (days < 7)
        return locale.dayName(time.date().dayOfWeek(), QLocale::ShortFormat);
    //: As QLocale::toString() takes it. Letters that do not stand for something go in '…'.
    return locale.toString(time.date(),
                           time.date().year() == now.date().year()
                               ? tr("d MMM", "date of this year")
                               : tr("MMM yyyy", "date of another year"));
}

QString ConversationDelegate::headingOf(const QModelIndex &index)
{
    const int group = index.data(ConversationModel::DayGroupRole).toInt();
    if (index.row() > 0
        && index.sibling(index.row() - 1, 0).data(ConversationModel::DayGroupRole).toInt() == group)
        return {};
    switch (ConversationModel::DayGroup(group)) {
    case ConversationModel::DayGroup::Today:
        return tr("Today");
    case ConversationModel::DayGroup::Yesterday:
        return tr("Yesterday");
    case ConversationModel::DayGroup::ThisWeek:
        return tr("This week");
    case ConversationModel::DayGroup::ThisMonth:
        return tr("This month");
    case ConversationModel::DayGroup::Older:
        return tr("Older");
    }
    return {};
}

} // namespace spaceline
