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
constexpr int kMappingHeight = 820;
} // namespace

ConnectionSheet::ConnectionSheet(const ConnectionFacts &facts, QWidget *parent)
    : QDialog(parent)
    , m_layout(new QVBoxLayout(this))
{
    setWindowTitle(tr("Connection"));
    setMinimumWidth(kWidth);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    const auto add = [this, form](const QString &name, const QString &value) {
        if (value.isEmpty())
            return;
        auto *label = new QLabel(value, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        form->addRow(mutedLabel(name, this), label);
    };
    add(tr("State"), facts.state);
    add(tr("Space"), facts.address);
    add(tr("Server"), facts.server);
    add(tr("Gradio"), facts.gradio);
    add(tr("Protocol"), facts.transport);
    add(tr("Told about you"), facts.credentials);
    add(tr("So far"), facts.statistics);

    auto *buttons = new QDialogButtonBox(this);
    QPushButton *change = buttons->addButton(tr("Change Space…"), QDialogButtonBox::ActionRole);
    QPushButton *again = buttons->addButton(tr("Reconnect"), QDialogButtonBox::ActionRole);
    QPushButton *check = buttons->addButton(tr("Check…"), QDialogButtonBox::ActionRole);
    QPushButton *close = buttons->addButton(QDialogButtonBox::Close);
    for (QPushButton *button : {change, again, check, close}) {
        button->setAccessibleName(button->text().remove(u'&'));
        button->setAutoDefault(false);
    }
    close->setDefault(true);
    again->setEnabled(!facts.address.isEmpty());
    check->setEnabled(!facts.address.isEmpty());
    check->setToolTip(tr("Tries the connection step by step and says what to do."));
    connect(change, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT changeRequested();
    });
    connect(again, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT reconnectRequested();
    });
    connect(check, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT checkRequested();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    m_layout->setContentsMargins(20, 20, 20, 16);
    m_layout->setSpacing(20);
    m_layout->addLayout(form);
    m_layout->addWidget(buttons);
    close->setFocus();
}

MappingEditor &ConnectionSheet::addMapping(MappingSubject subject)
{
    setWindowTitle(tr("How this Space is called"));
    setMinimumWidth(kMappingWidth);
    auto *editor = new MappingEditor(std::move(subject), this);
    m_layout->insertWidget(1, editor, 1);
    const int room = screen()->availableGeometry().height() * 9 / 10;
    resize(kMappingWidth, std::min(kMappingHeight, room));
    return *editor;
}

} // namespace spaceline
