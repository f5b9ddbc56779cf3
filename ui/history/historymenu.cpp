#include "history/historymenu.h"

#include "history/historyclipboard.h"
#include "history/historyview.h"

#include <QCoreApplication>
#include <QMenu>

namespace spaceline {

namespace {

QString words(const char *text) { return QCoreApplication::translate("History", text); }

} // namespace

void showHistoryMenu(HistoryView &view, const std::optional<Control> &under, QPoint global)
{
    if (view.rows().count() == 0)
        return;
    auto *menu = new QMenu(&view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
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
    menu->popup(global);
}

} // namespace spaceline
