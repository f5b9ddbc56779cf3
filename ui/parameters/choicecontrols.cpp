#include "parameters/choicecontrols.h"

#include "gradio/parametervalues.h"
#include "parameters/fieldframe.h"
#include "parameters/optionrow.h"
#include "widgets/choicebox.h"

#include <QAbstractItemView>
#include <QButtonGroup>
#include <QCheckBox>
#include <QLineEdit>
#include <QListWidget>
#include <QRadioButton>
#include <QSignalBlocker>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kShortestText = 8; ///< characters that a dropdown has room for at least
constexpr int kRowsInSight = 6;

QString labelOf(const QJsonValue &choice) { return choice.toArray().at(0).toVariant().toString(); }
QJsonValue valueOf(const QJsonValue &choice) { return choice.toArray().at(1); }

bool isSame(const QJsonValue &a, const QJsonValue &b)
{
    return a.isDouble() && b.isDouble() ? a.toDouble() == b.toDouble() : a == b;
}

qsizetype indexOf(const QJsonArray &values, const QJsonValue &value)
{
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (isSame(values.at(i), value))
            return i;
    }
    return -1;
}

/// The values of \p choices, without their labels.
QJsonArray valuesOf(const QJsonArray &choices)
{
    QJsonArray values;
    for (const QJsonValue &choice : choices)
        values.append(valueOf(choice));
    return values;
}

QVBoxLayout *column(QWidget *widget)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    return layout;
}

} // namespace

CheckControl::CheckControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_box(new QCheckBox)
{
    auto *row = new OptionRow(m_box, gradio::titleOf(parameter), this);
    setFocusProxy(m_box);
    column(this)->addWidget(row);
    // Not clicked(): a screen reader toggles without a click.
    connect(m_box, &QCheckBox::toggled, this, &CheckControl::edited);
}

QJsonValue CheckControl::value() const { return m_box->isChecked(); }

void CheckControl::setValue(const QJsonValue &value)
{
    const QSignalBlocker blocker(m_box);
    m_box->setChecked(value.toBool());
}

CheckGroupControl::CheckGroupControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_choices(valuesOf(parameter.choices))
{
    setAccessibleName(gradio::titleOf(parameter));
    QVBoxLayout *layout = column(this);
    for (const QJsonValue &choice : parameter.choices) {
        auto *box = new QCheckBox;
        layout->addWidget(new OptionRow(box, labelOf(choice), this));
        box->setAccessibleDescription(gradio::titleOf(parameter));
        connect(box, &QCheckBox::toggled, this, &CheckGroupControl::edited);
        m_boxes += box;
    }
    if (!m_boxes.isEmpty())
        setFocusProxy(m_boxes.constFirst());
}

QJsonValue CheckGroupControl::value() const
{
    QJsonArray chosen;
    for (qsizetype i = 0; i < m_boxes.size(); ++i) {
        if (m_boxes[i]->isChecked())
            chosen.append(m_choices.at(i));
    }
    return chosen;
}

void CheckGroupControl::setValue(const QJsonValue &value)
{
    const QJsonArray chosen = value.toArray();
    for (qsizetype i = 0; i < m_boxes.size(); ++i) {
        const QSignalBlocker blocker(m_boxes[i]);
        m_boxes[i]->setChecked(indexOf(chosen, m_choices.at(i)) >= 0);
    }
}

RadioControl::RadioControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_choices(valuesOf(parameter.choices))
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(gradio::titleOf(parameter));
    QVBoxLayout *layout = column(this);
    for (const QJsonValue &choice : parameter.choices) {
        auto *button = new QRadioButton;
        layout->addWidget(new OptionRow(button, labelOf(choice), this));
        button->setAccessibleDescription(gradio::titleOf(parameter));
        m_group->addButton(button, int(m_group->buttons().size()));
        if (!focusProxy())
            setFocusProxy(button);
    }
    // Not clicked(): the arrow keys choose too.
    connect(m_group, &QButtonGroup::idToggled, this, [this](int, bool isOn) {
        if (isOn)
            Q_EMIT edited();
    });
}

QJsonValue RadioControl::value() const
{
    const int chosen = m_group->checkedId();
    return chosen < 0 ? QJsonValue() : m_choices.at(chosen);
}

void RadioControl::setValue(const QJsonValue &value)
{
    const QSignalBlocker blocker(m_group);
    const qsizetype chosen = indexOf(m_choices, value);
    if (QAbstractButton *button = m_group->button(int(chosen))) {
        button->setChecked(true);
        setFocusProxy(button);
        return;
    }
    // A group that insists on one would keep the old one.
    m_group->setExclusive(false);
    for (QAbstractButton *button : m_group->buttons())
        button->setChecked(false);
    m_group->setExclusive(true);
}

DropdownControl::DropdownControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_choices(valuesOf(parameter.choices))
    , m_box(new ChoiceBox(this))
    , m_other(QJsonValue::Undefined)
{
    m_box->setAccessibleName(gradio::titleOf(parameter));
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(kShortestText);
    m_box->setMaxVisibleItems(16);
    for (const QJsonValue &choice : parameter.choices)
        m_box->addItem(labelOf(choice));
    m_box->setPlaceholderText(tr("Choose…"));
    if (parameter.customValues) {
        m_box->setEditable(true);
        m_box->setInsertPolicy(QComboBox::NoInsert);
        m_box->lineEdit()->setAccessibleName(gradio::titleOf(parameter));
        m_box->lineEdit()->setPlaceholderText(tr("Choose or type…"));
        connect(m_box, &QComboBox::editTextChanged, this, &DropdownControl::edited);
    }
    setFocusProxy(m_box);
    column(this)->addWidget(m_box);
    connect(m_box, &QComboBox::activated, this, &DropdownControl::edited);
}

QJsonValue DropdownControl::value() const
{
    int index = m_box->currentIndex();
    if (m_box->isEditable()) {
        const QString typed = m_box->currentText();
        if (index < 0 || m_box->itemText(index) != typed)
            index = m_box->findText(typed, Qt::MatchExactly | Qt::MatchCaseSensitive);
        if (index < 0)
            return typed.isEmpty() ? QJsonValue() : QJsonValue(typed);
    }
    if (index < 0)
        return {};
    return index < m_choices.size() ? m_choices.at(index) : m_other;
}

void DropdownControl::setValue(const QJsonValue &value)
{
    const QSignalBlocker blocker(m_box);
    while (m_box->count() > m_choices.size())
        m_box->removeItem(m_box->count() - 1);
    m_other = QJsonValue::Undefined;
    qsizetype index = indexOf(m_choices, value);
    if (index < 0 && !value.isNull() && !value.isUndefined()) {
        // The app's choices have changed since: what was chosen is still shown.
        m_other = value;
        m_box->addItem(value.toVariant().toString());
        index = m_box->count() - 1;
    }
    m_box->setCurrentIndex(int(index));
    if (index < 0 && m_box->isEditable())
        m_box->clearEditText();
    if (m_box->isEditable())
        m_box->lineEdit()->setCursorPosition(0);
}

ChoiceListControl::ChoiceListControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_values(valuesOf(parameter.choices))
    , m_choiceCount(m_values.size())
    , m_list(new QListWidget(this))
{
    const QString title = gradio::titleOf(parameter);
    m_list->setAccessibleName(title);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTabKeyNavigation(false);
    QVBoxLayout *layout = column(this);
    layout->addWidget(new FieldFrame(m_list, this));
    for (const QJsonValue &choice : parameter.choices) {
        auto *item = new QListWidgetItem(labelOf(choice), m_list);
        item->setToolTip(item->text());
        item->setCheckState(Qt::Unchecked);
    }
    if (parameter.customValues) {
        m_own = new QLineEdit(this);
        m_own->setAccessibleName(tr("Add to %1").arg(title));
        m_own->setPlaceholderText(tr("Add another…"));
        layout->addWidget(m_own);
        connect(m_own, &QLineEdit::returnPressed, this, &ChoiceListControl::addTyped);
    }
    setFocusProxy(m_list);
    fitHeight();
    connect(m_list, &QListWidget::itemChanged, this, &ChoiceListControl::edited);
}

QJsonValue ChoiceListControl::value() const
{
    QJsonArray chosen;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            chosen.append(m_values.at(row));
    }
    return chosen;
}

void ChoiceListControl::setValue(const QJsonValue &value)
{
    const QSignalBlocker blocker(m_list);
    while (m_values.size() > m_choiceCount) {
        m_values.removeLast();
        delete m_list->takeItem(m_list->count() - 1);
    }
    const QJsonArray chosen = value.toArray();
    for (const QJsonValue &one : chosen) {
        if (indexOf(m_values, one) < 0)
            addOther(one);
    }
    for (int row = 0; row < m_list->count(); ++row) {
        const bool isOn = indexOf(chosen, m_values.at(row)) >= 0;
        m_list->item(row)->setCheckState(isOn ? Qt::Checked : Qt::Unchecked);
    }
    fitHeight();
}

void ChoiceListControl::addOther(const QJsonValue &value)
{
    m_values.append(value);
    auto *item = new QListWidgetItem(value.toVariant().toString(), m_list);
    item->setToolTip(item->text());
    item->setCheckState(Qt::Checked);
    m_list->scrollToItem(item);
}

void ChoiceListControl::addTyped()
{
    const QString typed = m_own->text().trimmed();
    if (typed.isEmpty())
        return;
    m_own->clear();
    const qsizetype there = indexOf(m_values, typed);
    {
        const QSignalBlocker blocker(m_list);
        if (there >= 0)
            m_list->item(int(there))->setCheckState(Qt::Checked);
        else
            addOther(typed);
    }
    fitHeight();
    Q_EMIT edited();
}

void ChoiceListControl::showEvent(QShowEvent *event)
{
    ParameterControl::showEvent(event);
    fitHeight(); // now the style is known
}

void ChoiceListControl::fitHeight()
{
    int height = 2;
    for (int row = 0; row < std::min(m_list->count(), kRowsInSight); ++row)
        height += m_list->sizeHintForRow(row);
    m_list->setFixedHeight(std::max(height, fontMetrics().height() + 8));
}

} // namespace spaceline
