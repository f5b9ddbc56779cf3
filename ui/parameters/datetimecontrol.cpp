#include "parameters/datetimecontrol.h"

#include "gradio/parametervalues.h"
#include "widgets/icons.h"

#include <QCalendarWidget>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QWidgetAction>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr int kButton = 32; ///< pixels
constexpr auto kDay = "yyyy-MM-dd"_L1;
constexpr auto kDayAndTime = "yyyy-MM-dd HH:mm:ss"_L1;
} // namespace

DateTimeControl::DateTimeControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_edit(new QLineEdit(this))
    , m_button(new QToolButton(this))
    , m_hasTime(gradio::includesTime(parameter))
{
    m_edit->setAccessibleName(gradio::titleOf(parameter));
    m_edit->setPlaceholderText(m_hasTime ? u"2026-01-31 18:30:00"_s : u"2026-01-31"_s);
    m_button->setAccessibleName(tr("Calendar for %1").arg(gradio::titleOf(parameter)));
    m_button->setToolTip(tr("Choose a day"));
    m_button->setIcon(symbolicIcon("x-office-calendar"_L1));
    m_button->setAutoRaise(true);
    m_button->setFixedSize(kButton, kButton);
    m_button->setIconSize({18, 18});
    setFocusProxy(m_edit);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_button);
    connect(m_edit, &QLineEdit::textEdited, this, &DateTimeControl::edited);
    connect(m_button, &QToolButton::clicked, this, &DateTimeControl::showCalendar);
}

QJsonValue DateTimeControl::value() const
{
    return m_edit->text().isEmpty() ? QJsonValue() : QJsonValue(m_edit->text());
}

void DateTimeControl::setValue(const QJsonValue &value)
{
    m_edit->setText(value.toString());
    m_edit->setCursorPosition(0);
}

void DateTimeControl::showCalendar()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *calendar = new QCalendarWidget(menu);
    calendar->setAccessibleName(m_button->accessibleName());
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    const QDate shown = QDate::fromString(m_edit->text().left(kDay.size()), kDay);
    calendar->setSelectedDate(shown.isValid() ? shown : QDate::currentDate());
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(calendar);
    menu->addAction(action);
    connect(calendar, &QCalendarWidget::activated, this, [this, menu](QDate day) {
        takeDay(day);
        menu->close();
    });
    connect(calendar, &QCalendarWidget::clicked, this, [this, menu](QDate day) {
        takeDay(day);
        menu->close();
    });
    menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height())));
    calendar->setFocus();
}

void DateTimeControl::takeDay(QDate day)
{
    if (m_hasTime) {
        const QDateTime before = QDateTime::fromString(m_edit->text(), kDayAndTime);
        const QTime time = before.isValid() ? before.time() : QTime::currentTime();
        m_edit->setText(QDateTime(day, time).toString(kDayAndTime));
    } else {
        m_edit->setText(day.toString(kDay));
    }
    Q_EMIT edited();
}

} // namespace spaceline
