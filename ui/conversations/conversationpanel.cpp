#include "conversations/conversationpanel.h"

#include "chat/conversationmodel.h"
#include "conversations/conversationfilter.h"
#include "conversations/conversationlist.h"
#include "widgets/icons.h"
#include "widgets/labels.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

ConversationPanel::ConversationPanel(QAbstractItemModel &model, QWidget *parent)
    : QWidget(parent)
    , m_filter(new ConversationFilter(this))
    , m_search(new QLineEdit(this))
    , m_new(new QPushButton(this))
    , m_list(new ConversationList(this))
    , m_token(new QPushButton(this))
{
    setAutoFillBackground(true);
    followPalette();
    m_filter->setSourceModel(&model);
    m_list->setModel(m_filter);

    m_search->setAccessibleName(tr("Search conversations"));
    m_search->setPlaceholderText(tr("Search conversations"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_new->setAccessibleName(tr("New conversation"));
    m_new->setToolTip(tr("New conversation"));
    m_new->setIcon(symbolicIcon("list-add"_L1));
    m_new->setDefault(true);
    m_new->setFixedSize(32, 32);
    m_token->setFlat(true);
    m_token->setAutoDefault(false);
    m_token->setIcon(symbolicIcon("dialog-password"_L1));
    m_token->setFont(scaledFont(m_token->font(), kMutedSize));
    m_token->setToolTip(tr("Access token…"));

    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_search, 1);
    top->addWidget(m_new);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 8);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_token, 0, Qt::AlignLeading);
    setMinimumWidth(200);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        const QScopedValueRollback moving(m_isMoving, true);
        m_filter->setNeedle(text);
        m_list->setCurrentIndex(indexOf(m_current));
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (const qint64 first = listed(0)) {
            Q_EMIT chosen(first);
            Q_EMIT confirmed();
        }
    });
    connect(m_new, &QPushButton::clicked, this, &ConversationPanel::newRequested);
    connect(m_token, &QPushButton::clicked, this, &ConversationPanel::tokenRequested);
    connect(m_list, &ConversationList::renameRequested, this, &ConversationPanel::renameRequested);
    connect(m_list, &ConversationList::deleteRequested, this, &ConversationPanel::deleteRequested);
    connect(m_list, &QAbstractItemView::clicked, this, &ConversationPanel::confirmed);
    connect(m_list, &QAbstractItemView::activated, this, &ConversationPanel::confirmed);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                const qint64 id = current.data(ConversationModel::IdRole).toLongLong();
                if (m_isMoving || id == 0 || id == m_current)
                    return;
                m_current = id;
                Q_EMIT chosen(id);
            });
}

ConversationPanel::~ConversationPanel()
{
    // The filter goes before the list, which then changes its current row.
    m_list->selectionModel()->disconnect(this);
}

void ConversationPanel::setCurrent(qint64 conversation)
{
    const QScopedValueRollback moving(m_isMoving, true);
    m_current = conversation;
    const QModelIndex index = indexOf(conversation);
    m_list->setCurrentIndex(index);
    if (index.isValid())
        m_list->scrollTo(index);
}

qint64 ConversationPanel::neighbour(int steps) const
{
    const int rows = m_filter->rowCount();
    if (rows == 0)
        return 0;
    const QModelIndex current = indexOf(m_current);
    const int from = current.isValid() ? current.row() : (steps > 0 ? -1 : 0);
    return listed(((from + steps) % rows + rows) % rows);
}

qint64 ConversationPanel::listed(int row) const
{
    return m_filter->index(row, 0).data(ConversationModel::IdRole).toLongLong();
}

void ConversationPanel::renameCurrent() { m_list->rename(indexOf(m_current)); }

void ConversationPanel::setTokenText(const QString &text)
{
    m_token->setText(text);
    m_token->setAccessibleName(text);
}

void ConversationPanel::focusList() { m_list->setFocus(Qt::ShortcutFocusReason); }

bool ConversationPanel::hasFocusInside() const
{
    return QApplication::focusWidget() && isAncestorOf(QApplication::focusWidget());
}

bool ConversationPanel::event(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        followPalette();
    return QWidget::event(event);
}

bool ConversationPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down) {
            focusList();
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ConversationPanel::followPalette()
{
    const QColor side = Theme::fromPalette(QGuiApplication::palette()).side;
    if (palette().color(QPalette::Window) == side)
        return; // also ends what setPalette() begins
    QPalette own;
    own.setColor(QPalette::Window, side);
    setPalette(own);
}

QModelIndex ConversationPanel::indexOf(qint64 conversation) const
{
    for (int row = 0; conversation != 0 && row < m_filter->rowCount(); ++row) {
        if (listed(row) == conversation)
            return m_filter->index(row, 0);
    }
    return {};
}

} // namespace spaceline
