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
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

ConversationPanel::ConversationPanel(QAbstractItemModel &model, QWidget *parent)
    : QWidget(parent)
    , m_filter(new ConversationFilter(this))
    , m_top(new QHBoxLayout)
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

    m_top->setSpacing(8);
    m_top->addWidget(m_search, 1);
    m_top->addWidget(m_new);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 8);
    layout->setSpacing(4);
    layout->addLayout(m_top);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_token, 0, Qt::AlignLeading);
    setMinimumWidth(200);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        const QScopedValueRollback moving(m_isMoving, true);
        m_filter->setNeedle(text);
        m_list->setCurrentIndex(indexOf(m_current));
        showMatches();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &ConversationPanel::showMatches);
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

void ConversationPanel::setCoversPage(bool covers)
{
    if (!m_back && covers) {
        m_back = new QToolButton(this);
        m_back->setAccessibleName(tr("Back to the conversation"));
        m_back->setToolTip(tr("Back to the conversation"));
        m_back->setIcon(symbolicIcon(isRightToLeft() ? "go-next"_L1 : "go-previous"_L1));
        m_back->setAutoRaise(true);
        m_back->setFixedSize(32, 32);
        m_back->setIconSize({18, 18});
        m_back->setFocusPolicy(Qt::TabFocus);
        m_top->insertWidget(0, m_back);
        setTabOrder(m_token, m_back);
        connect(m_back, &QToolButton::clicked, this, &ConversationPanel::backRequested);
    }
    if (m_back)
        m_back->setVisible(covers);
}

void ConversationPanel::showMatches()
{
    const bool isEmpty = !m_search->text().isEmpty() && m_filter->rowCount() == 0;
    if (!m_nothing && isEmpty) {
        m_nothing = mutedLabel(tr("No conversation matches"), this);
        m_nothing->setAlignment(Qt::AlignHCenter);
        m_nothing->setContentsMargins(0, 24, 0, 0);
        static_cast<QBoxLayout *>(layout())->insertWidget(1, m_nothing);
    }
    if (m_nothing)
        m_nothing->setVisible(isEmpty);
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
