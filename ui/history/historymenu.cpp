#include "history/historymenu.h"

#include "history/filefacts.h"
#include "history/historyclipboard.h"
#include "history/historyview.h"

#include <QCoreApplication>
#include <QMenu>

namespace spaceline {

namespace {

QString words(const char *text) { return QCoreApplication::translate("History", text); }

/// What can be done with the file under the pointer.
void addFileActions(QMenu &menu, HistoryView &view, const Control &under)
{
    const std::optional<StoredFile> file = view.fileOf(under.file);
    if (!file || !isThere(*file))
        return;
    menu.addAction(words(QT_TRANSLATE_NOOP("History", "Open")), &view,
                   [&view, file] { Q_EMIT view.fileOpenRequested(*file); });
    menu.addAction(words(QT_TRANSLATE_NOOP("History", "Save as…")), &view,
                   [&view, file] { Q_EMIT view.fileSaveRequested(*file); });
    if (under.key.kind == Control::Kind::Image)
        menu.addAction(words(QT_TRANSLATE_NOOP("History", "Copy image")), &view,
                       [&view, file] { view.rows().images().copy(file->path); });
    menu.addSeparator();
}

/// What can be learned of the reply that has the focus.
void addReplyActions(QMenu &menu, HistoryView &view)
{
    const qsizetype row = view.keyboardFocus().row();
    if (row < 0)
        return;
    const MessageItem &item = view.rows().item(row);
    if (item.author != MessageAuthor::Reply || !isFinal(item.state))
        return;
    menu.addSeparator();
    menu.addAction(words(QT_TRANSLATE_NOOP("History", "Details…")), &view,
                   [&view, id = item.id] { Q_EMIT view.detailsRequested(id); });
    if (item.failure) {
        menu.addAction(words(QT_TRANSLATE_NOOP("History", "Check the connection…")), &view,
                       &HistoryView::checkRequested);
    }
}

} // namespace

void showHistoryMenu(HistoryView &view, const std::optional<Control> &under, QPoint global)
{
    if (view.rows().count() == 0)
        return;
    auto *menu = new QMenu(&view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (under && under->file)
        addFileActions(*menu, view, *under);
    QAction *copy
        = menu->addAction(words(QT_TRANSLATE_NOOP("History", "Copy")), &view, &HistoryView::copy);
    copy->setEnabled(!view.selection().isEmpty());
    menu->addAction(words(QT_TRANSLATE_NOOP("History", "Copy as Markdown")), &view,
                    &HistoryView::copyAsMarkdown);
    if (under && under->target.isValid()) {
        const QUrl target = under->target;
        menu->addAction(words(QT_TRANSLATE_NOOP("History", "Copy link address")), &view,
                        [target] { putTextOnClipboard(QString::fromUtf8(target.toEncoded())); });
    }
    menu->addSeparator();
    menu->addAction(words(QT_TRANSLATE_NOOP("History", "Select all")), &view,
                    &HistoryView::selectAll);
    addReplyActions(*menu, view);
    menu->popup(global);
}

} // namespace spaceline
