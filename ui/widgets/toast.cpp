#include "widgets/toast.h"

#include "widgets/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace std::chrono_literals;

namespace spaceline {

namespace {
/// \p widget is a text in which Ctrl+Z takes something back.
bool hasOwnUndo(const QObject *widget)
{
    if (const auto *line = qobject_cast<const QLineEdit *>(widget))
        return line->isUndoAvailable();
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(widget))
        return text->document()->isUndoAvailable();
    return false;
}

constexpr auto kShown = 8s;
constexpr int kGap = 16; ///< to the parent's edges, in pixels
} // namespace

Toast::Toast(QWidget *over, QWidget *parent)
    : QFrame(parent)
    , m_over(over)
    , m_text(new QLabel(this))
    , m_undoButton(new QPushButton(tr("Undo"), this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_undoButton->setAccessibleName(tr("Undo"));
    m_undoButton->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 8, 8);
    layout->setSpacing(16);
    layout->addWidget(m_text);
    layout->addWidget(m_undoButton);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kShown);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (underMouse() || m_undoButton->hasFocus())
            m_timer.start();
        else
            dismiss();
    });
    connect(m_undoButton, &QPushButton::clicked, this, [this] {
        const auto undo = std::exchange(m_undo, {});
        dismiss();
        if (undo)
            undo();
    });
    over->installEventFilter(this);
    hide();
}

void Toast::present(const QString &text, std::function<void()> undo)
{
    m_text->setText(text);
    m_undo = std::move(undo);
    m_undoButton->setVisible(bool(m_undo));
    // A text box takes the key for itself before a shortcut could see it.
    if (m_undo)
        qApp->installEventFilter(this);
    else
        qApp->removeEventFilter(this);
    setAccessibleName(text);
    place();
    show();
    raise();
    m_timer.start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Toast::dismiss()
{
    m_timer.stop();
    m_undo = {};
    qApp->removeEventFilter(this);
    if (isHidden())
        return;
    hide();
    Q_EMIT dismissed();
}

void Toast::moveOver(QWidget *over)
{
    m_over->removeEventFilter(this);
    m_over = over;
    m_over->installEventFilter(this);
    raise();
    place();
}

void Toast::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_over && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        place();
    const bool isKey
        = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (m_undo && isKey && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Undo)
        && watched == QApplication::focusWidget()
        && static_cast<QWidget *>(watched)->window() == window() && !hasOwnUndo(watched)) {
        event->accept();
        if (event->type() == QEvent::KeyPress)
            m_undoButton->click();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent *) { m_timer.stop(); }

void Toast::leaveEvent(QEvent *)
{
    if (isVisible())
        m_timer.start();
}

void Toast::place()
{
    const QRect area(m_over == parentWidget() ? QPoint() : m_over->mapTo(parentWidget(), QPoint()),
                     m_over->size());
    const QSize size = sizeHint().boundedTo({area.width() - 2 * kGap, area.height()});
    // At the lower edge it would lie on the line that was written last.
    setGeometry(area.x() + (area.width() - size.width()) / 2, area.y() + kGap, size.width(),
                size.height());
}

} // namespace spaceline
