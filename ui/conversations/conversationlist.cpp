#include "conversations/conversationlist.h"

#include "chat/conversationmodel.h"
#include "conversations/conversationdelegate.h"
#include "widgets/icons.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

ConversationList::ConversationList(QWidget *parent) : QListView(parent)
{
    setAccessibleName(tr("Conversations"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setEditTriggers(EditKeyPressed);
    setMouseTracking(true);
    setResizeMode(Adjust);
    viewport()->setAutoFillBackground(false);
    auto *delegate = new ConversationDelegate(this);
    setItemDelegate(delegate);
    connect(delegate, &ConversationDelegate::renameRequested, this,
            &ConversationList::renameRequested);
}

void ConversationList::rename(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    setFocus();
    scrollTo(index);
    edit(index);
}

qint64 ConversationList::currentId() const
{
    return currentIndex().data(ConversationModel::IdRole).toLongLong();
}

void ConversationList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::NoModifier) {
        if (const qint64 id = currentId())
            Q_EMIT deleteRequested(id);
        return;
    }
    const QString text = event->text();
    if (!text.isEmpty() && text.front().isPrint()) {
        event->ignore();
        return;
    }
    QListView::keyPressEvent(event);
}

void ConversationList::scrollContentsBy(int dx, int dy)
{
    QListView::scrollContentsBy(dx, dy);
    updateEditorGeometries(); // it lies beside the viewport, which moves only what is in it
}

void ConversationList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPersistentModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *renames = menu->addAction(symbolicIcon("edit-rename"_L1), tr("Rename"), this,
                                       [this, index] { rename(index); });
    renames->setShortcut(Qt::Key_F2);
    QAction *deletes
        = menu->addAction(symbolicIcon("edit-delete"_L1), tr("Delete"), this, [this, index] {
              if (index.isValid())
                  Q_EMIT deleteRequested(index.data(ConversationModel::IdRole).toLongLong());
          });
    deletes->setShortcut(Qt::Key_Delete);
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

} // namespace spaceline
