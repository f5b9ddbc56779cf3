#include "connect/connectionsheet.h"

#include "widgets/labels.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

namespace spaceline {

namespace {
constexpr int kWidth = 460; ///< pixels
} // namespace

ConnectionSheet::ConnectionSheet(const ConnectionFacts &facts, QWidget *parent) : QDialog(parent)
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
    add(tr("Endpoint"), facts.endpoint);
    add(tr("Chosen because"), facts.reason);
    add(tr("Told about you"), facts.credentials);

    auto *buttons = new QDialogButtonBox(this);
    QPushButton *change = buttons->addButton(tr("Change Space…"), QDialogButtonBox::ActionRole);
    QPushButton *again = buttons->addButton(tr("Reconnect"), QDialogButtonBox::ActionRole);
    QPushButton *close = buttons->addButton(QDialogButtonBox::Close);
    for (QPushButton *button : {change, again, close}) {
        button->setAccessibleName(button->text().remove(u'&'));
        button->setAutoDefault(false);
    }
    close->setDefault(true);
    again->setEnabled(!facts.address.isEmpty());
    connect(change, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT changeRequested();
    });
    connect(again, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT reconnectRequested();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(20);
    layout->addLayout(form);
    layout->addWidget(buttons);
    close->setFocus();
}

} // namespace spaceline
