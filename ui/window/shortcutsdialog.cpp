#include "window/shortcutsdialog.h"

#include "window/shortcuts.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

ShortcutsDialog::ShortcutsDialog(Settings::SendKey sendKey, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *table = new QTreeWidget(this);
    table->setAccessibleName(tr("Keyboard shortcuts"));
    table->setColumnCount(2);
    table->setHeaderLabels({tr("Action"), tr("Keys")});
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    for (const ShortcutRow &row : shortcutTable()) {
        QList<QKeySequence> keys = commandKeys(row.command);
        if (keys.isEmpty())
            continue;
        if (sendKey == Settings::SendKey::ControlEnter) {
            const QKeySequence enter(Qt::Key_Return);
            if (row.command == Command::Send)
                keys.removeAll(enter);
            else if (row.command == Command::NewLine)
                keys.prepend(enter);
        }
        QStringList texts;
        if (row.command == Command::ConversationByNumber) {
            texts += keys.first().toString(QKeySequence::NativeText) + u'–'
                + keys.last().toString(QKeySequence::NativeText).back();
        } else {
            for (const QKeySequence &key : keys)
                texts += keyText(key);
        }
        auto *item = new QTreeWidgetItem(table, {commandText(row.command), texts.join(u", "_s)});
        item->setSizeHint(0, {0, fontMetrics().height() + 8});
    }
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    table->header()->setStretchLastSection(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *close = buttons->button(QDialogButtonBox::Close);
    close->setAccessibleName(close->text().remove(u'&'));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(table);
    layout->addWidget(buttons);
    resize(520, 680);
    close->setFocus();
}

} // namespace spaceline
