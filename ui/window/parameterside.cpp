#include "window/parameterside.h"

#include "chat/conversationcontroller.h"
#include "chat/spaceconnection.h"
#include "gradio/parametervalues.h"
#include "parameters/parameterpanel.h"
#include "settings/settings.h"
#include "window/header.h"

#include <QApplication>
#include <QEvent>
#include <QSplitter>

namespace spaceline {

namespace {

constexpr int kPanelWidth = 252; ///< pixels, at first
constexpr int kNarrow = 640; ///< below this width there is no room for both

} // namespace

ParameterSide::ParameterSide(Settings &settings, Header &header, QSplitter &splitter)
    : QObject(&splitter)
    , m_settings(settings)
    , m_header(header)
    , m_splitter(splitter)
    , m_isWanted(settings.showsParameters())
{
    m_splitter.installEventFilter(this);
    connect(&m_header, &Header::parametersRequested, this, &ParameterSide::toggle);
}

void ParameterSide::setController(ConversationController *controller)
{
    if (m_controller) {
        m_controller->disconnect(this);
        m_controller->connection().disconnect(this);
    }
    m_controller = controller;
    m_said.clear();
    if (controller) {
        connect(controller, &ConversationController::activityChanged, this,
                &ParameterSide::showForm);
        connect(&controller->connection(), &SpaceConnection::mappingChanged, this,
                &ParameterSide::showForm);
    }
    showForm();
}

QString ParameterSide::showProblem(bool takesFocus)
{
    if (!isReady())
        return {}; // nothing is known of the Space yet
    const QString problem = m_controller->parametersProblem();
    // The form may hold what is no value at all, such as half a JSON object.
    if (problem.isEmpty() && (!m_panel || m_panel->problems().isEmpty()))
        return {};
    m_isWanted = true;
    showWanted();
    const QString shown = m_panel->showFirstProblem(takesFocus);
    m_said = shown.isEmpty() ? problem : shown;
    return m_said;
}

void ParameterSide::lookAtProblem()
{
    if (m_said.isEmpty() || m_panel->problems().contains(m_said)
        || (m_controller && m_controller->parametersProblem() == m_said))
        return;
    m_said.clear();
    Q_EMIT problemGone();
}

void ParameterSide::toggle()
{
    saveWidth();
    m_isWanted = !m_isWanted;
    m_settings.setShowsParameters(m_isWanted);
    const bool hadFocus = hasFocusInside();
    showWanted();
    if (m_isWanted && m_isInFront)
        m_panel->focusForm();
    else if (hadFocus)
        m_splitter.widget(0)->setFocus(Qt::OtherFocusReason);
}

bool ParameterSide::focusPanel()
{
    if (!m_panel || !m_panel->isVisible())
        return false;
    m_panel->focusForm();
    return hasFocusInside();
}

bool ParameterSide::hasFocusInside() const
{
    const QWidget *focus = QApplication::focusWidget();
    return m_panel && focus && m_panel->isAncestorOf(focus);
}

bool ParameterSide::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == &m_splitter)
        layOut();
    if (event->type() == QEvent::Hide)
        saveWidth();
    // Made when the window is on the screen: a first frame without it is an earlier one.
    if (event->type() == QEvent::Show && m_isWanted && !m_panel)
        QMetaObject::invokeMethod(this, &ParameterSide::showWanted, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void ParameterSide::showWanted()
{
    if (m_isWanted && !m_panel)
        makePanel();
    layOut();
    showForm();
}

void ParameterSide::makePanel()
{
    m_panel = new ParameterPanel;
    m_splitter.addWidget(m_panel);
    m_splitter.setStretchFactor(0, 1);
    m_splitter.setStretchFactor(1, 0);
    if (!m_splitter.restoreState(m_settings.parametersState()))
        m_splitter.setSizes({m_splitter.width() - kPanelWidth, kPanelWidth});
    m_splitter.setHandleWidth(1);
    m_splitter.setChildrenCollapsible(false);
    connect(m_panel, &ParameterPanel::closeRequested, this, &ParameterSide::toggle);
    connect(m_panel, &ParameterPanel::valuesChanged, this, [this](const QJsonObject &values) {
        if (m_controller)
            m_controller->setParameters(values);
        showForm();
        lookAtProblem();
    });
    connect(m_panel, &ParameterPanel::presetsChanged, this, [this](const QJsonObject &presets) {
        if (m_controller)
            m_controller->setPresets(presets);
    });
}

void ParameterSide::showForm()
{
    int count = 0;
    std::vector<gradio::Parameter> parameters;
    std::vector<gradio::Role> roles;
    QJsonObject values;
    if (isReady()) {
        const gradio::ChatMapping &mapping = m_controller->connection().mapping();
        parameters = mapping.parameters();
        for (const gradio::Parameter &parameter : parameters)
            roles.push_back(mapping.roleOf(parameter.key()));
        values = m_controller->parameters();
        count = int(gradio::differing(parameters, values).size());
    }
    m_header.setParameters(m_isWanted, count);
    if (!m_panel || !m_isWanted)
        return;
    m_panel->setEmptyText(isReady() ? tr("This Space has no parameters.")
                                    : tr("What can be set is known when the Space is connected."));
    m_panel->setParameters(parameters, roles, values);
    m_panel->setPresets(m_controller ? m_controller->presets() : QJsonObject());
}

void ParameterSide::layOut()
{
    if (!m_panel)
        return;
    m_isInFront = m_isWanted && m_splitter.width() < kNarrow;
    m_panel->setVisible(m_isWanted);
    m_panel->setClosable(m_isInFront);
    m_splitter.widget(0)->setVisible(!m_isInFront);
}

void ParameterSide::saveWidth()
{
    if (m_panel && m_isWanted && !m_isInFront)
        m_settings.setParametersState(m_splitter.saveState());
}

bool ParameterSide::isReady() const
{
    return m_controller && m_controller->connection().state() == SpaceConnection::State::Ready;
}

} // namespace spaceline
