#include "connect/connectionsheet.h"

#include "connect/mappingeditor.h"
#include "widgets/labels.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>

#include <algorithm>

namespace spaceline {

namespace {
constexpr int kWidth = 460; ///< pixels
constexpr int kMappingWidth = 560;
constexpr int kMinimumHeight = 360;
} // namespace

ConnectionSheet::ConnectionSheet(const ConnectionFacts &facts, QWidget *parent)
    : QDialog(parent)
    , m_layout(new QVBoxLayout(this))
    , m_facts(new QWidget(this))
    , m_form(new QFormLayout(m_facts))
{
    setWindowTitle(tr("Connection"));
    setMinimumWidth(kWidth);
    m_form->setContentsMargins({});
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    m_form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    const auto add = [this](const QString &name) {
        auto *label = new QLabel(m_facts);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_form->addRow(mutedLabel(name, m_facts), label);
        return label;
    };
    m_state = add(tr("State"));
    m_address = add(tr("Space"));
    m_server = add(tr("Server"));
    m_gradio = add(tr("Gradio"));
    m_protocol = add(tr("Protocol"));
    m_credentials = add(tr("Told about you"));
    m_grants = new GrantList(m_facts);
    m_form->addRow(mutedLabel(tr("Allowed"), m_facts), m_grants);
    connect(m_grants, &GrantList::pressed, this, &ConnectionSheet::grantPressed);
    m_statistics = add(tr("So far"));

    auto *buttons = new QDialogButtonBox(this);
    QPushButton *change = buttons->addButton(tr("Change Space…"), QDialogButtonBox::ActionRole);
    m_again = buttons->addButton(tr("Reconnect"), QDialogButtonBox::ActionRole);
    m_check = buttons->addButton(tr("Check…"), QDialogButtonBox::ActionRole);
    m_check->setToolTip(tr("Tries the connection step by step and says what to do."));
    QPushButton *close = buttons->addButton(QDialogButtonBox::Close);
    for (QPushButton *button : {change, m_again, m_check, close}) {
        button->setAccessibleName(button->text().remove(u'&'));
        button->setAutoDefault(false);
    }
    close->setDefault(true);
    connect(change, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT changeRequested();
    });
    connect(m_again, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT reconnectRequested();
    });
    connect(m_check, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT checkRequested();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    m_layout->setContentsMargins(20, 20, 20, 16);
    m_layout->setSpacing(20);
    m_layout->addWidget(m_facts);
    m_layout->addWidget(buttons);
    close->setFocus();
    setFacts(facts);
}

void ConnectionSheet::setFacts(const ConnectionFacts &facts)
{
    setRow(m_state, facts.state);
    setRow(m_address, facts.address);
    setRow(m_server, facts.server);
    setRow(m_gradio, facts.gradio);
    setRow(m_protocol, facts.transport);
    setRow(m_credentials, facts.credentials);
    m_grants->setGrants(facts.grants);
    m_form->setRowVisible(m_grants, !facts.grants.isEmpty());
    setRow(m_statistics, facts.statistics);
    m_again->setEnabled(!facts.address.isEmpty());
    m_check->setEnabled(!facts.address.isEmpty());
}

void ConnectionSheet::setRow(QLabel *label, const QString &value)
{
    if (label->text() != value)
        label->setText(value);
    m_form->setRowVisible(label, !value.isEmpty());
}

MappingEditor &ConnectionSheet::addMapping(MappingSubject subject)
{
    setWindowTitle(tr("How this Space is called"));
    setMinimumWidth(kMappingWidth);
    auto *editor = new MappingEditor(std::move(subject), this);
    m_layout->removeWidget(m_facts);
    editor->addAbove(m_facts);
    m_layout->insertWidget(0, editor, 1);
    m_hasMapping = true;
    // As high as what is in it, where the screen has room for that.
    resize(kMappingWidth, kMinimumHeight);
    m_layout->activate();
    const int room = screen()->availableGeometry().height() * 9 / 10;
    resize(kMappingWidth, std::clamp(height() + editor->hiddenHeight(), kMinimumHeight, room));
    return *editor;
}

} // namespace spaceline
