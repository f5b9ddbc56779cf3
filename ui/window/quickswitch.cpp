#include "window/quickswitch.h"

#include "chat/conversationmodel.h"
#include "conversations/conversationfilter.h"
#include "widgets/labels.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr QSize kSize(460, 360); ///< pixels
constexpr int kMargin = 24; ///< at least this beside it in the window
constexpr int kMost = 50; ///< rows; who wants another one types more
constexpr int kIdRole = Qt::UserRole;
constexpr int kAddressRole = Qt::UserRole + 1;

} // namespace

QuickSwitch::QuickSwitch(ConversationModel &conversations, const QStringList &addresses,
                         QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint)
    , m_filter(new ConversationFilter(this))
    , m_addresses(addresses)
    , m_box(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_nothing(mutedLabel(tr("No conversation or Space matches"), this))
{
    setWindowTitle(tr("Go to"));
    m_filter->setSourceModel(&conversations);
    m_box->setAccessibleName(tr("Go to a conversation or Space"));
    m_box->setPlaceholderText(tr("Go to a conversation or Space"));
    m_box->installEventFilter(this);
    m_list->setAccessibleName(tr("Conversations and Spaces"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus); // what is typed stays in the box
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setUniformItemSizes(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_box);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing, 1);
    connect(m_box, &QLineEdit::textChanged, this, &QuickSwitch::fill);
    connect(m_list, &QListWidget::itemClicked, this, &QuickSwitch::go);

    const QSize room = parent->size() - QSize(2 * kMargin, 2 * kMargin);
    resize(kSize.boundedTo(room));
    move(parent->mapToGlobal(
        QPoint((parent->width() - width()) / 2, (parent->height() - height()) / 4)));
    fill({});
    m_box->setFocus();
}

void QuickSwitch::fill(const QString &typed)
{
    m_list->clear();
    m_filter->setNeedle(typed);
    const auto add = [this](const QString &text, int role, const QVariant &value) {
        auto *item = new QListWidgetItem(text, m_list);
        item->setData(role, value);
        item->setSizeHint({0, fontMetrics().height() + 14});
    };
    for (int row = 0; row < std::min(m_filter->rowCount(), kMost); ++row) {
        const QModelIndex index = m_filter->index(row, 0);
        const QString space = index.data(ConversationModel::SpaceNameRole).toString();
        QString text = index.data(ConversationModel::TitleRole).toString();
        if (!space.isEmpty())
            text += u" · "_s + space;
        add(text.simplified(), kIdRole, index.data(ConversationModel::IdRole));
    }
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    for (const QString &address : std::as_const(m_addresses)) {
        const bool matches = std::all_of(words.cbegin(), words.cend(), [&](const QString &word) {
            return address.contains(word, Qt::CaseInsensitive);
        });
        if (matches)
            add(tr("New conversation with %1").arg(address), kAddressRole, address);
    }
    m_list->setCurrentRow(0);
    m_list->setVisible(m_list->count() > 0);
    m_nothing->setVisible(m_list->count() == 0);
}

void QuickSwitch::go()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const qint64 conversation = item->data(kIdRole).toLongLong();
    const QString address = item->data(kAddressRole).toString();
    accept();
    if (conversation)
        Q_EMIT conversationChosen(conversation);
    else
        Q_EMIT spaceChosen(address);
}

bool QuickSwitch::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_box && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QApplication::sendEvent(m_list, event);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            go();
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void QuickSwitch::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isVisible() && !isActiveWindow())
        reject();
}

void QuickSwitch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace spaceline
