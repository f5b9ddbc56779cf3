#include "connect/mappingeditor.h"

#include "connect/rolewords.h"
#include "gradio/parametervalues.h"
#include "widgets/choicebox.h"
#include "widgets/labels.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

using gradio::ChatMapping;
using gradio::MappingChoice;
using gradio::Role;
using Follow = MappingChoice::Follow;
using Visibility = gradio::Dependency::Visibility;

namespace {

constexpr int kRing = 2; ///< pixels
constexpr int kShortestText = 16; ///< characters that a dropdown has room for

QComboBox *narrowBox(QWidget *parent)
{
    auto *box = new ChoiceBox(parent);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(kShortestText);
    box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return box;
}

QLabel *wrapped(QLabel *label)
{
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    alignToStart(*label);
    return label;
}

void setColor(QLabel &label, const QColor &color)
{
    QPalette palette;
    palette.setColor(label.foregroundRole(), color);
    label.setPalette(palette);
}

QString endpointWords(const gradio::Endpoint &endpoint)
{
    switch (endpoint.visibility) {
    case Visibility::Public:
        return endpoint.name;
    case Visibility::Undocumented:
        return MappingEditor::tr("%1 (not documented)").arg(endpoint.name);
    case Visibility::Private:
        return MappingEditor::tr("%1 (not meant for others)").arg(endpoint.name);
    }
    Q_UNREACHABLE();
}

} // namespace

MappingEditor::MappingEditor(MappingSubject subject, QWidget *parent)
    : QWidget(parent)
    , m_subject(std::move(subject))
    , m_choice(m_subject.choice)
    , m_changed(wrapped(new QLabel(this)))
    , m_endpoint(narrowBox(this))
    , m_advanced(new QCheckBox(tr("Advanced: all endpoints"), this))
    , m_reason(wrapped(mutedLabel({}, this)))
    , m_steps(wrapped(new QLabel(this)))
    , m_follow(narrowBox(this))
    , m_followTitle(mutedLabel(tr("Called after it"), this))
    , m_history(wrapped(new QLabel(this)))
    , m_scroll(new QScrollArea(this))
    , m_prompt(new QLineEdit(tr("Hello"), this))
    , m_try(new QPushButton(tr("Try it"), this))
    , m_result(wrapped(new QLabel(this)))
    , m_reset(new QPushButton(tr("Reset"), this))
    , m_use(new QPushButton(tr("Use"), this))
{
    m_endpoint->setAccessibleName(tr("Endpoint"));
    m_advanced->setAccessibleName(m_advanced->text());
    m_follow->setAccessibleName(tr("Called after it"));
    m_prompt->setAccessibleName(tr("Test message"));
    m_result->setAccessibleName(tr("Result of the test"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (QPushButton *button : {m_try, m_reset, m_use}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
    }
    m_reset->setToolTip(tr("Back to what is chosen by itself"));
    m_result->hide();
    const std::pair<Follow, QString> follows[]{{Follow::Automatic, tr("What the app's page calls")},
                                               {Follow::Alone, tr("Nothing")},
                                               {Follow::Page, tr("All that the page calls")}};
    for (const auto &[follow, words] : follows)
        m_follow->addItem(words, int(follow));

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(mutedLabel(tr("Endpoint"), this), m_endpoint);
    form->addRow(nullptr, m_advanced);
    form->addRow(mutedLabel(tr("Because"), this), m_reason);
    form->addRow(m_followTitle, m_follow);
    form->addRow(mutedLabel(tr("Steps"), this), m_steps);
    form->addRow(mutedLabel(tr("Conversation"), this), m_history);
    auto *trial = new QHBoxLayout;
    trial->setSpacing(8);
    trial->addWidget(m_prompt, 1);
    trial->addWidget(m_try);
    auto *end = new QHBoxLayout;
    end->setSpacing(8);
    end->addStretch();
    end->addWidget(m_reset);
    end->addWidget(m_use);
    auto *body = new QWidget;
    m_body = new QVBoxLayout(body);
    // What has the focus has a ring around it.
    m_body->setContentsMargins(kRing, kRing, kRing, kRing);
    m_body->setSpacing(12);
    m_body->addWidget(headingLabel(tr("How this Space is called"), 1.0, this));
    m_body->addWidget(m_changed);
    m_body->addLayout(form);
    m_body->addLayout(trial);
    m_body->addWidget(m_result);
    m_body->addStretch(1);
    m_scroll->setWidget(body);
    body->setAutoFillBackground(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(end);

    apply();
    // Where nothing could be chosen by itself, everything may be meant.
    m_advanced->setChecked(!m_mapping.isValid());
    fillEndpoints();
    const QColor warn = Theme::fromPalette(QApplication::palette()).warn;
    setColor(*m_changed, warn);
    m_changed->setText(m_subject.changed.isEmpty() ? m_mapping.changed : m_subject.changed);
    m_changed->setVisible(!m_changed->text().isEmpty());
    m_use->setEnabled(false);
    connect(m_endpoint, &QComboBox::activated, this, &MappingEditor::chooseEndpoint);
    connect(m_advanced, &QCheckBox::toggled, this, &MappingEditor::fillEndpoints);
    connect(m_follow, &QComboBox::activated, this, &MappingEditor::chooseFollow);
    connect(m_try, &QPushButton::clicked, this, &MappingEditor::tryIt);
    connect(m_prompt, &QLineEdit::returnPressed, this, &MappingEditor::tryIt);
    connect(m_reset, &QPushButton::clicked, this, &MappingEditor::reset);
    connect(m_use, &QPushButton::clicked, this, [this] {
        m_use->setEnabled(false);
        m_changed->hide();
        m_subject.choice = m_choice;
        Q_EMIT used(m_choice);
    });
}

void MappingEditor::showTrial(const QString &state)
{
    m_try->setEnabled(false);
    m_result->setText(state);
    m_result->setPalette({});
    showResult();
}

void MappingEditor::showTrialResult(const QString &text, bool isFailure)
{
    m_try->setEnabled(m_mapping.isValid());
    m_result->setText(text);
    if (isFailure)
        setColor(*m_result, Theme::fromPalette(QApplication::palette()).error);
    else
        m_result->setPalette({});
    showResult();
}

void MappingEditor::fillEndpoints()
{
    const QSignalBlocker blocker(m_endpoint);
    m_endpoint->clear();
    const auto add = [this](const QString &name, const QString &words) {
        if (m_endpoint->findData(name) < 0)
            m_endpoint->addItem(words, name);
    };
    const std::vector<ChatMapping> ranked
        = gradio::rankedMappings(m_subject.config, m_subject.endpoints);
    for (size_t i = 0; i < ranked.size(); ++i) {
        const gradio::Endpoint *endpoint = endpointNamed(ranked[i].calledAs);
        const QString words = endpoint ? endpointWords(*endpoint) : ranked[i].calledAs;
        if (i == 0)
            add(ranked[i].calledAs, tr("%1 (recommended)").arg(words));
        else if (m_advanced->isChecked() || !endpoint || endpoint->visibility == Visibility::Public)
            add(ranked[i].calledAs, words);
    }
    if (m_advanced->isChecked()) {
        for (const gradio::Endpoint &endpoint : m_subject.endpoints)
            add(endpoint.name, endpointWords(endpoint));
    }
    // What was chosen before stays there, whatever list it is from.
    const QString now = m_mapping.isValid() ? m_mapping.calledAs : m_choice.endpoint;
    if (!now.isEmpty())
        add(now, now);
    m_endpoint->setCurrentIndex(m_endpoint->findData(now));
}

const gradio::Endpoint *MappingEditor::endpointNamed(const QString &name) const
{
    const auto it = std::find_if(m_subject.endpoints.begin(), m_subject.endpoints.end(),
                                 [&](const auto &endpoint) { return endpoint.name == name; });
    return it == m_subject.endpoints.end() ? nullptr : &*it;
}

void MappingEditor::chooseEndpoint()
{
    m_choice = {};
    m_choice.endpoint = m_endpoint->currentData().toString();
    apply();
}

void MappingEditor::chooseFollow()
{
    // Other steps have other inputs: what was changed in them is gone.
    const Follow follow = Follow(m_follow->currentData().toInt());
    const QString endpoint = m_mapping.isValid() ? m_mapping.calledAs : m_choice.endpoint;
    m_choice = {};
    m_choice.endpoint = endpoint;
    m_choice.follow = follow;
    apply();
}

void MappingEditor::changeRole(bool isInput, MappingChoice::Place place, Role role)
{
    (isInput ? m_choice.inputs : m_choice.outputs)[place] = role;
    const QString name = focusWidget() ? focusWidget()->accessibleName() : QString();
    apply();
    // The table is another one; the keyboard stays in its row.
    for (auto *box : m_scroll->findChildren<QComboBox *>()) {
        if (box->accessibleName() == name)
            box->setFocus(Qt::OtherFocusReason);
    }
}

void MappingEditor::reset()
{
    m_choice = {};
    m_changed->hide();
    apply();
    fillEndpoints();
}

void MappingEditor::apply()
{
    Failure failure;
    const ChatMapping chosen
        = gradio::chooseMapping(m_subject.config, m_subject.endpoints, {}, m_choice, &failure);
    const bool canBeUsed = chosen.isValid();
    if (canBeUsed) {
        m_mapping = chosen;
        if (!m_choice.isEmpty() && m_choice.shape.isEmpty()) {
            m_choice.shape = gradio::shapeOf(m_mapping);
            if (m_choice.endpoint.isEmpty())
                m_choice.was = m_mapping.calledAs;
        }
        showMapping();
    } else {
        m_reason->setText(failure.said.isEmpty() ? failure.sentence() : failure.said);
        setColor(*m_reason, Theme::fromPalette(QApplication::palette()).error);
    }
    m_use->setEnabled(canBeUsed && m_choice != m_subject.choice);
    m_try->setEnabled(canBeUsed);
    m_reset->setEnabled(!m_choice.isEmpty());
}

void MappingEditor::showMapping()
{
    m_reason->setPalette({});
    m_reason->setText(m_mapping.reason);
    QStringList steps;
    for (int step = 0; step < m_mapping.stepCount(); ++step)
        steps += m_mapping.stepEndpoint(step).name;
    // Names of functions run from left to right in every language.
    m_steps->setText(u'\u2066' + steps.join(u" → "_s) + u'\u2069');
    m_follow->setCurrentIndex(m_follow->findData(int(m_choice.follow)));
    const bool canFollow
        = m_choice.follow != Follow::Automatic || m_mapping.stepCount() > 1 || canFollowPage();
    m_follow->setVisible(canFollow);
    m_followTitle->setVisible(canFollow);
    m_history->setText(historyWords(m_mapping.history));
    fillRoles();
}

bool MappingEditor::canFollowPage() const
{
    MappingChoice page;
    page.endpoint = m_mapping.calledAs;
    page.follow = Follow::Page;
    const ChatMapping followed
        = gradio::chooseMapping(m_subject.config, m_subject.endpoints, {}, page, nullptr);
    return followed.isValid() && gradio::shapeOf(followed) != gradio::shapeOf(m_mapping);
}

void MappingEditor::fillRoles()
{
    auto *roles = new QWidget;
    auto *grid = new QGridLayout(roles);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    for (int step = 0; step < m_mapping.stepCount(); ++step)
        addStep(*grid, step);
    // The combo box that was used is among the old ones: they go when it has returned.
    if (m_roles) {
        delete m_body->replaceWidget(m_roles, roles);
        m_roles->hide();
        m_roles->deleteLater();
    } else {
        m_body->insertWidget(m_body->indexOf(m_result) - 1, roles);
    }
    m_roles = roles;
}

void MappingEditor::addAbove(QWidget *widget)
{
    m_body->insertWidget(0, widget);
    m_body->insertSpacing(1, 8);
}

int MappingEditor::hiddenHeight() const
{
    return m_scroll->widget()->heightForWidth(m_scroll->viewport()->width())
        - m_scroll->viewport()->height();
}

/// When it is laid out.
void MappingEditor::showResult()
{
    m_result->show();
    QMetaObject::invokeMethod(
        this, [this] { m_scroll->ensureWidgetVisible(m_result, 0, kRing); }, Qt::QueuedConnection);
}

void MappingEditor::addStep(QGridLayout &grid, int step)
{
    const gradio::Endpoint &endpoint = m_mapping.stepEndpoint(step);
    const std::vector<Role> &inputs = m_mapping.stepInputs(step);
    const std::vector<Role> &outputs = m_mapping.stepOutputs(step);
    const auto addTitle = [&grid](const QString &words) {
        QLabel *title = headingLabel(words, kMutedSize);
        grid.addWidget(title, grid.rowCount(), 0, 1, 3);
    };
    const bool isChain = m_mapping.stepCount() > 1;
    if (!inputs.empty())
        addTitle(isChain ? tr("Inputs of %1").arg(endpoint.name) : tr("Inputs"));
    for (size_t i = 0; i < inputs.size(); ++i) {
        const gradio::Parameter &input = endpoint.inputs[i];
        addRow(grid, true, {step, int(i)}, gradio::titleOf(input), input.type,
               gradio::rolesFor(input), inputs[i]);
    }
    if (!outputs.empty())
        addTitle(isChain ? tr("Outputs of %1").arg(endpoint.name) : tr("Outputs"));
    for (size_t i = 0; i < outputs.size(); ++i) {
        const gradio::Output &output = endpoint.outputs[i];
        addRow(grid, false, {step, int(i)},
               output.label.isEmpty() ? tr("Output %1").arg(i + 1) : output.label, output.type,
               gradio::rolesFor(output), outputs[i]);
    }
}

void MappingEditor::addRow(QGridLayout &grid, bool isInput, MappingChoice::Place place,
                           const QString &name, const QString &type, const QList<Role> &roles,
                           Role role)
{
    const int row = grid.rowCount();
    auto *title = new ElidedLabel;
    title->setText(name);
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    grid.addWidget(title, row, 0);
    grid.addWidget(mutedLabel(type), row, 1);
    if (roles.size() < 2 && roles.contains(role)) {
        grid.addWidget(new QLabel(roleWords(role)), row, 2);
        return;
    }
    QComboBox *box = narrowBox(nullptr);
    box->setAccessibleName(isInput ? tr("Role of the input %1").arg(name)
                                   : tr("Role of the output %1").arg(name));
    for (const Role one : roles)
        box->addItem(roleWords(one), int(one));
    if (!roles.contains(role))
        box->addItem(roleWords(role), int(role));
    box->setCurrentIndex(box->findData(int(role)));
    grid.addWidget(box, row, 2);
    connect(box, &QComboBox::activated, this, [this, box, isInput, place] {
        changeRole(isInput, place, Role(box->currentData().toInt()));
    });
}

void MappingEditor::tryIt()
{
    if (!m_try->isEnabled() || m_prompt->text().trimmed().isEmpty())
        return;
    showTrial(tr("Trying…"));
    Q_EMIT tryRequested(m_choice, m_prompt->text());
}

} // namespace spaceline
