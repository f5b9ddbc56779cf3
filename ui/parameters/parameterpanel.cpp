#include "parameters/parameterpanel.h"

#include "gradio/parametervalues.h"
#include "parameters/parameterfield.h"
#include "parameters/presetmenu.h"
#include "widgets/icons.h"
#include "widgets/labels.h"
#include "widgets/menubutton.h"
#include "widgets/theme.h"
#include "widgets/toast.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleOptionToolButton>
#include <QToolButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kHead = 52; ///< pixels; the header beside it has the same height
constexpr int kMargin = 16;
constexpr int kBetweenFields = 16;
constexpr int kNarrowest = 220;
constexpr qsizetype kLongestName = 60; ///< characters of a preset's name

/// A button that is a word in the accent's colour.
class WordButton : public QToolButton {
public:
    WordButton(const QString &word, QWidget *parent) : QToolButton(parent)
    {
        setText(word);
        setAccessibleName(word);
        setAutoRaise(true);
        setToolButtonStyle(Qt::ToolButtonTextOnly);
        setFocusPolicy(Qt::TabFocus);
        setFont(scaledFont(font(), kMutedSize));
    }

protected:
    void initStyleOption(QStyleOptionToolButton *option) const override
    {
        QToolButton::initStyleOption(option);
        if (isEnabled())
            option->palette.setColor(QPalette::ButtonText, option->palette.color(QPalette::Link));
    }
};

bool isSame(const gradio::Parameter &a, const gradio::Parameter &b)
{
    return a.component == b.component && a.key() == b.key() && a.type == b.type
        && a.label == b.label && a.required == b.required && a.fallback == b.fallback
        && a.props == b.props && a.schema == b.schema && a.lines == b.lines;
}

} // namespace

ParameterPanel::ParameterPanel(QWidget *parent)
    : QWidget(parent)
    , m_presetButton(new MenuButton(this))
    , m_presetMenu(new PresetMenu(this))
    , m_reset(new WordButton(tr("Reset"), this))
    , m_close(new QToolButton(this))
    , m_empty(mutedLabel(tr("This Space has no parameters."), this))
    , m_scroll(new QScrollArea(this))
    , m_toast(new Toast(m_scroll, this))
{
    setAccessibleName(tr("Parameters"));
    setAutoFillBackground(true);
    followPalette();
    setMinimumWidth(kNarrowest);
    auto *title = headingLabel(tr("Parameters"), 1.0, this);
    alignToStart(*title);
    title->setAlignment((title->alignment() & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter);
    m_presetButton->setText(tr("Presets"));
    m_presetButton->setAccessibleName(tr("Presets"));
    m_presetButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_presetButton->setAutoRaise(true);
    m_presetButton->setFocusPolicy(Qt::TabFocus);
    m_presetButton->setFont(scaledFont(font(), kMutedSize));
    m_presetButton->setMenu(m_presetMenu);
    m_reset->setAccessibleName(tr("Reset all parameters"));
    m_reset->setToolTip(tr("Reset all to their defaults"));
    m_close->setAccessibleName(tr("Close parameters"));
    m_close->setToolTip(tr("Close parameters"));
    m_close->setIcon(symbolicIcon("window-close"_L1));
    m_close->setAutoRaise(true);
    m_close->setFixedSize(32, 32);
    m_close->setFocusPolicy(Qt::TabFocus);
    m_close->hide();
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setContentsMargins(kMargin, 24, kMargin, 24);
    m_scroll->setAccessibleName(tr("Parameters"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(kMargin, 0, kMargin - 6, 0);
    head->setSpacing(2);
    head->addWidget(title, 1);
    head->addWidget(m_presetButton);
    head->addWidget(m_reset);
    head->addWidget(m_close);
    auto *headBox = new QWidget(this);
    headBox->setMinimumHeight(kHead);
    headBox->setLayout(head);
    headBox->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(headBox);
    layout->addWidget(m_empty);
    layout->addWidget(m_scroll, 1);
    layout->addStretch(); // takes the room where there is no form

    connect(m_reset, &QToolButton::clicked, this, &ParameterPanel::resetAll);
    connect(m_close, &QToolButton::clicked, this, &ParameterPanel::closeRequested);
    connect(m_presetMenu, &PresetMenu::chosen, this, &ParameterPanel::choosePreset);
    connect(m_presetMenu, &PresetMenu::saveRequested, this, &ParameterPanel::askPresetName);
    connect(m_presetMenu, &PresetMenu::deleteRequested, this, &ParameterPanel::deletePreset);
    makeForm();
}

void ParameterPanel::setParameters(const std::vector<gradio::Parameter> &parameters,
                                   const std::vector<gradio::Role> &roles,
                                   const QJsonObject &values)
{
    std::vector<gradio::Parameter> shown;
    for (size_t i = 0; i < parameters.size() && i < roles.size(); ++i) {
        const bool isSystem = roles[i] == gradio::Role::System;
        if ((!isSystem && roles[i] != gradio::Role::Parameter) || parameters[i].hidden)
            continue;
        shown.push_back(parameters[i]);
        // Instructions to a model are rarely one line, whatever their box looks like on the page.
        if (isSystem)
            shown.back().lines = std::max(shown.back().lines, 3);
    }
    if (!std::equal(shown.begin(), shown.end(), m_parameters.begin(), m_parameters.end(), isSame)) {
        m_parameters = std::move(shown);
        makeForm();
    }
    if (values == m_values)
        return;
    m_values = values;
    for (ParameterField *field : m_fields) {
        const QJsonValue value = values.value(field->parameter().key());
        const bool isShown = value.isUndefined() ? field->isDefault() : field->value() == value;
        // What is being written keeps its cursor.
        if (!isShown)
            field->setValue(value);
    }
    updateHead();
}

void ParameterPanel::setEmptyText(const QString &text) { m_empty->setText(text); }

void ParameterPanel::setPresets(const QJsonObject &presets)
{
    m_presets = presets;
    updateHead();
}

QStringList ParameterPanel::problems() const
{
    QStringList problems;
    for (const ParameterField *field : m_fields)
        problems.append(field->problem());
    problems.removeAll(QString());
    return problems;
}

QString ParameterPanel::showFirstProblem(bool takesFocus)
{
    ParameterField *first = nullptr;
    for (ParameterField *field : m_fields) {
        if (field->showProblem() && !first)
            first = field;
    }
    if (!first)
        return {};
    m_scroll->ensureWidgetVisible(first, 0, kMargin);
    if (takesFocus)
        first->setFocus(Qt::ShortcutFocusReason); // with the ring that shows where it went
    return first->problem();
}

void ParameterPanel::focusForm()
{
    if (!m_fields.empty())
        m_fields.front()->setFocus(Qt::OtherFocusReason);
    else if (m_close->isVisibleTo(this))
        m_close->setFocus(Qt::OtherFocusReason);
}

void ParameterPanel::setClosable(bool isClosable) { m_close->setVisible(isClosable); }

void ParameterPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        followPalette();
    QWidget::changeEvent(event);
}

void ParameterPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_close->isVisibleTo(this))
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

void ParameterPanel::followPalette()
{
    const QColor ground = Theme::fromPalette(QApplication::palette()).side;
    if (palette().color(QPalette::Window) == ground)
        return; // also ends what setPalette() begins
    QPalette own;
    own.setColor(QPalette::Window, ground);
    setPalette(own);
}

void ParameterPanel::makeForm()
{
    m_fields.clear();
    m_values = {};
    auto *content = new QWidget;
    auto *form = new QVBoxLayout(content);
    form->setContentsMargins(kMargin, 4, kMargin, kMargin);
    form->setSpacing(kBetweenFields);
    for (const gradio::Parameter &parameter : m_parameters) {
        auto *field = new ParameterField(parameter, content);
        form->addWidget(field);
        m_fields.push_back(field);
        connect(field, &ParameterField::edited, this, [this, field] { takeField(*field); });
    }
    form->addStretch();
    m_scroll->setWidget(content); // the old one goes
    content->setAutoFillBackground(false);
    m_empty->setVisible(m_parameters.empty());
    m_scroll->setVisible(!m_parameters.empty());
    updateHead();
}

void ParameterPanel::takeField(const ParameterField &field)
{
    const QJsonValue value = field.value();
    const QString key = field.parameter().key();
    // What cannot be read is not sent; showFirstProblem() finds it in the field.
    if (value.isUndefined() || field.isDefault())
        m_values.remove(key);
    else
        m_values.insert(key, value);
    updateHead();
    Q_EMIT valuesChanged(m_values);
}

void ParameterPanel::resetAll()
{
    for (ParameterField *field : m_fields)
        field->setValue(QJsonValue::Undefined);
    m_values = {};
    updateHead();
    focusForm();
    Q_EMIT valuesChanged(m_values);
}

void ParameterPanel::choosePreset(const QString &name)
{
    const QJsonObject preset = m_presets.value(name).toObject();
    for (ParameterField *field : m_fields) {
        // A preset says nothing of passwords, so it does not take them away.
        if (field->parameter().password)
            continue;
        field->setValue(preset.value(field->parameter().key()));
        const QString key = field->parameter().key();
        if (field->isDefault())
            m_values.remove(key);
        else
            m_values.insert(key, field->value());
        field->showProblem();
    }
    updateHead();
    Q_EMIT valuesChanged(m_values);
}

void ParameterPanel::askPresetName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save as preset"));
    dialog->setLabelText(tr("Name of the preset"));
    dialog->setOkButtonText(tr("Save"));
    if (auto *edit = dialog->findChild<QLineEdit *>()) {
        edit->setAccessibleName(tr("Name of the preset"));
        edit->setMaxLength(kLongestName);
    }
    connect(dialog, &QInputDialog::textValueSelected, this, &ParameterPanel::savePreset);
    dialog->open();
}

void ParameterPanel::savePreset(const QString &typed)
{
    const QString name = typed.simplified();
    if (name.isEmpty())
        return;
    const QJsonObject before = m_presets;
    const bool isThere = m_presets.contains(name);
    m_presets.insert(name, gradio::withoutPasswords(m_parameters, m_values));
    updateHead();
    Q_EMIT presetsChanged(m_presets);
    if (isThere) {
        m_toast->present(tr("“%1” was replaced").arg(name), [this, before] {
            setPresets(before);
            Q_EMIT presetsChanged(m_presets);
        });
    }
}

void ParameterPanel::deletePreset(const QString &name)
{
    const QJsonObject before = m_presets;
    m_presets.remove(name);
    updateHead();
    Q_EMIT presetsChanged(m_presets);
    m_toast->present(tr("“%1” was deleted").arg(name), [this, before] {
        setPresets(before);
        Q_EMIT presetsChanged(m_presets);
    });
}

void ParameterPanel::updateHead()
{
    const QJsonObject comparable = gradio::withoutPasswords(m_parameters, m_values);
    QString current;
    for (auto it = m_presets.begin(); it != m_presets.end(); ++it) {
        if (it.value().toObject() == comparable)
            current = it.key();
    }
    m_presetMenu->setPresets(m_presets.keys(), current);
    m_presetButton->setVisible(!m_parameters.empty());
    m_reset->setVisible(!m_parameters.empty());
    m_reset->setEnabled(std::any_of(m_fields.begin(), m_fields.end(),
                                    [](const auto *field) { return !field->isDefault(); }));
}

} // namespace spaceline
