#include "parameters/parameterfield.h"

#include "gradio/parametervalues.h"
#include "parameters/parametercontrol.h"
#include "widgets/icons.h"
#include "widgets/labels.h"
#include "widgets/theme.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline {

namespace {

constexpr int kReset = 20; ///< pixels
constexpr auto kPatience = 800ms;
constexpr qsizetype kLongestSchema = 300; ///< characters

QLabel *wrappedLabel(const QString &text, QWidget *parent)
{
    QLabel *label = mutedLabel(text, parent);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    alignToStart(*label);
    return label;
}

/// What is known of a value that has no control of its own.
QString schemaHint(const gradio::Parameter &parameter)
{
    if (gradio::kindOf(parameter) != gradio::ParameterKind::Json || parameter.schema.isEmpty())
        return {};
    // How Gradio writes "anything": an empty object where a type would stand (§3).
    const QJsonValue type = parameter.schema.value("type"_L1);
    if (type.isObject() && type.toObject().isEmpty())
        return ParameterField::tr("Any JSON");
    QString schema
        = QString::fromUtf8(QJsonDocument(parameter.schema).toJson(QJsonDocument::Compact));
    if (schema.size() > kLongestSchema)
        schema = schema.left(kLongestSchema) + u'…';
    return ParameterField::tr("JSON of this form: %1").arg(schema);
}

} // namespace

ParameterField::ParameterField(const gradio::Parameter &parameter, QWidget *parent)
    : QWidget(parent)
    , m_parameter(parameter)
    , m_control(makeControl(parameter, this))
    , m_reset(new QToolButton(this))
    , m_problem(wrappedLabel({}, this))
{
    const QString title = gradio::titleOf(parameter);
    m_reset->setAutoRaise(true);
    m_reset->setIcon(symbolicIcon("edit-undo"_L1));
    m_reset->setIconSize({13, 13});
    m_reset->setFixedSize(kReset, kReset);
    m_reset->setFocusPolicy(Qt::TabFocus);
    m_reset->setAccessibleName(tr("Reset %1").arg(title));
    m_reset->setToolTip(tr("Reset to the default"));
    QSizePolicy keepsPlace = m_reset->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keepsPlace);

    const bool isRequired = gradio::mustBeGiven(parameter);
    auto *top = new QHBoxLayout;
    top->setSpacing(4);
    if (m_control->showsTitle()) {
        top->addWidget(m_control, 1);
    } else {
        auto *label = wrappedLabel(isRequired ? tr("%1 (required)").arg(title) : title, this);
        label->setBuddy(m_control);
        // On one line with what stands beside it.
        label->setAlignment((label->alignment() & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter);
        top->addWidget(label, 1);
    }
    top->addWidget(m_reset, 0, Qt::AlignVCenter);
    if (QWidget *control = m_control->titleControl())
        top->addWidget(control);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(top);
    for (const QString &hint : {parameter.hint, schemaHint(parameter)}) {
        if (!hint.isEmpty())
            layout->addWidget(wrappedLabel(hint, this));
    }
    if (!m_control->showsTitle())
        layout->addWidget(m_control);
    layout->addWidget(m_problem);
    m_problem->hide();

    // Rolling over a form scrolls it and changes nothing.
    for (QWidget *widget : findChildren<QWidget *>()) {
        if (qobject_cast<QAbstractSpinBox *>(widget) || qobject_cast<QComboBox *>(widget)
            || qobject_cast<QSlider *>(widget)) {
            widget->setFocusPolicy(Qt::StrongFocus);
            widget->installEventFilter(this);
        }
    }
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, &ParameterField::showProblem);
    connect(m_control, &ParameterControl::edited, this, &ParameterField::onEdited);
    connect(m_reset, &QToolButton::clicked, this, &ParameterField::reset);
    setFocusProxy(m_control);
    updateState();
}

QJsonValue ParameterField::value() const { return m_control->value(); }

void ParameterField::setValue(const QJsonValue &value)
{
    m_control->setValue(value.isUndefined() ? m_parameter.fallback : value);
    m_patience.stop();
    updateState();
}

bool ParameterField::isDefault() const
{
    const QJsonValue now = value();
    return !now.isUndefined() && gradio::isSameValue(now, m_parameter.fallback);
}

QString ParameterField::problem() const
{
    const QString unreadable = m_control->problem();
    return unreadable.isEmpty() ? gradio::problemOf(m_parameter, value()) : unreadable;
}

bool ParameterField::showProblem()
{
    const QString words = problem();
    m_patience.stop();
    m_problem->setText(words);
    m_problem->setVisible(!words.isEmpty());
    describe();
    return !words.isEmpty();
}

bool ParameterField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && !static_cast<QWidget *>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ParameterField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_problem) {
        const QColor color = Theme::fromPalette(QApplication::palette()).error;
        if (m_problem->palette().color(QPalette::PlaceholderText) != color) {
            QPalette own;
            own.setColor(QPalette::PlaceholderText, color);
            m_problem->setPalette(own);
        }
    }
    QWidget::changeEvent(event);
}

void ParameterField::reset()
{
    setValue(QJsonValue::Undefined);
    // The button hides; the keyboard stays in this field.
    m_control->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited();
}

void ParameterField::onEdited()
{
    if (m_problem->isVisible())
        showProblem();
    else
        m_patience.start();
    m_reset->setVisible(!isDefault());
    Q_EMIT edited();
}

void ParameterField::updateState()
{
    m_problem->hide();
    m_problem->clear();
    m_reset->setVisible(!isDefault());
    describe();
}

void ParameterField::describe()
{
    QStringList words;
    if (gradio::mustBeGiven(m_parameter))
        words += tr("Required.");
    words += m_parameter.hint;
    words += m_problem->text();
    words.removeAll(QString());
    QWidget *main = m_control;
    while (main->focusProxy())
        main = main->focusProxy();
    if (!words.isEmpty() || !m_control->accessibleName().isEmpty())
        main->setAccessibleDescription(
            (QStringList{m_control->accessibleName()} + words).join(u' ').trimmed());
}

} // namespace spaceline
