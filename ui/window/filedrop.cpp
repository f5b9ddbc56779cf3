#include "window/filedrop.h"

#include "widgets/labels.h"
#include "widgets/mimefiles.h"
#include "widgets/theme.h"

#include <QDropEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>

namespace spaceline {

namespace {
constexpr int kMargin = 12; ///< pixels, as all here
constexpr int kRadius = 14;
constexpr int kGap = 6;
constexpr int kVeil = 235; ///< of 255: what is below shows through a little
} // namespace

FileDrop::FileDrop(QWidget &window) : QWidget(&window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents); // controls below may want the files themselves
    hide();
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

void FileDrop::setWords(const QString &title, const QString &detail)
{
    m_title = title;
    m_detail = detail;
    setAccessibleName(title);
    setAccessibleDescription(detail);
    QWidget::update();
}

bool FileDrop::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto *drag = static_cast<QDropEvent *>(event);
        if (!holdsFiles(*drag->mimeData()))
            break;
        drag->setDropAction(Qt::CopyAction);
        drag->accept();
        if (isHidden()) {
            Q_EMIT aboutToShow();
            setGeometry(parentWidget()->rect());
            raise();
            show();
        }
        return true;
    }
    case QEvent::DragLeave:
        hide();
        break;
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        hide();
        if (!holdsFiles(*drop->mimeData()))
            break;
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        if (const QStringList paths = localPathsOf(*drop->mimeData()); !paths.isEmpty())
            Q_EMIT filesDropped(paths);
        else
            Q_EMIT imageDropped(imageOf(*drop->mimeData()));
        return true;
    }
    case QEvent::Resize:
        setGeometry(parentWidget()->rect());
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void FileDrop::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = theme.window;
    veil.setAlpha(kVeil);
    painter.fillRect(rect(), veil);
    const QRect frame = rect().adjusted(kMargin, kMargin, -kMargin, -kMargin);
    painter.setPen(QPen(theme.accent, 2, Qt::DashLine));
    painter.drawRoundedRect(frame, kRadius, kRadius);

    const QRect room = frame.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const QFont titleFont = scaledFont(font(), kHeadingSize, QFont::DemiBold);
    const int flags = Qt::AlignHCenter | Qt::TextWordWrap;
    const QRect title = QFontMetrics(titleFont).boundingRect(room, flags | Qt::AlignTop, m_title);
    const QRect detail = fontMetrics().boundingRect(room, flags | Qt::AlignTop, m_detail);
    const int top = room.center().y() - (title.height() + kGap + detail.height()) / 2;
    painter.setFont(titleFont);
    painter.setPen(theme.text);
    painter.drawText(QRect(room.x(), top, room.width(), title.height()), flags, m_title);
    painter.setFont(font());
    painter.setPen(theme.muted);
    painter.drawText(
        QRect(room.x(), top + title.height() + kGap, room.width(), detail.height() + kGap), flags,
        m_detail);
}

} // namespace spaceline
