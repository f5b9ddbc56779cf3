#include "composer/attachmentchip.h"

#include "widgets/controlpainting.h"
#include "widgets/filelook.h"
#include "widgets/icons.h"
#include "widgets/labels.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPointer>
#include <QStyle>
#include <QThreadPool>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr int kRadius = 8;
constexpr int kPicture = 32; ///< pixels, as all here
constexpr int kIcon = 18;
constexpr int kPad = 6;
constexpr int kRemove = 24;
constexpr int kBar = 2; ///< of progress
constexpr int kCharacters = 26; ///< that a chip has room for, about
} // namespace

AttachmentChip::AttachmentChip(const LocalFile &file, QWidget *parent)
    : QWidget(parent)
    , m_file(file)
    , m_facts(mutedLabel({}, this))
    , m_remove(new QToolButton(this))
{
    // Both ends of a name tell files apart.
    auto *name = new ElidedLabel(this, Qt::ElideMiddle);
    name->setText(file.name);
    name->setFont(scaledFont(name->font(), kMutedSize));
    alignToStart(*name);
    alignToStart(*m_facts);
    setAccessibleName(file.name);
    m_remove->setAutoRaise(true);
    m_remove->setFixedSize(kRemove, kRemove);
    m_remove->setIcon(symbolicIcon("window-close"_L1));
    m_remove->setFocusPolicy(Qt::TabFocus); // a click keeps the focus where the text is
    m_remove->setAccessibleName(tr("Remove %1").arg(file.name));
    m_remove->setToolTip(m_remove->accessibleName());
    connect(m_remove, &QToolButton::clicked, this, &AttachmentChip::removeRequested);

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(name);
    words->addWidget(m_facts);
    words->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(kPad + kPicture + kPad, 4, 4, 4);
    layout->setSpacing(4);
    layout->addLayout(words, 1);
    layout->addWidget(m_remove);
}

void AttachmentChip::setProgress(qint64 copied, qint64 size)
{
    if (m_isFinished)
        return;
    m_done = size > 0 ? double(copied) / double(size) : 0;
    const QString whole = fileSizeText(size);
    // A copy that takes no time shows what it will be.
    m_facts->setText(copied > 0 ? tr("%1 % of %2").arg(int(100 * m_done)).arg(whole) : whole);
    setAccessibleName(m_file.name + u", "_s + whole);
    update();
}

void AttachmentChip::setFinished()
{
    if (std::exchange(m_isFinished, true))
        return;
    const QFileInfo there(m_file.path);
    m_facts->setText(there.isFile() ? fileSizeText(there.size()) : tr("No longer there"));
    setAccessibleName(m_file.name + u", "_s + m_facts->text());
    readPicture();
    update();
}

QSize AttachmentChip::sizeHint() const
{
    const QFontMetrics metrics(scaledFont(font(), kMutedSize));
    return {kPad + kPicture + kPad + kCharacters * metrics.horizontalAdvance(u'x') + kRemove + 8,
            qMax(kPicture + 2 * kPad, layout()->sizeHint().height())};
}

void AttachmentChip::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    QPainter painter(this);
    paintRounded(painter, rect(), kRadius, theme.window, theme.line);
    if (!m_isFinished && m_done > 0) {
        const QRect bar(kPad, height() - 1 - kBar, width() - 2 * kPad, kBar);
        const QRect done(bar.x(), bar.y(), int(m_done * bar.width()), kBar);
        painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), done), theme.accent);
    }
    QRect place(kPad, (height() - kPicture) / 2, kPicture, kPicture);
    if (layoutDirection() == Qt::RightToLeft)
        place.moveRight(width() - 1 - kPad);
    if (m_picture.isNull()) {
        QRect icon(0, 0, kIcon, kIcon);
        icon.moveCenter(place.center());
        paintIcon(painter, icon, fileIconOf(m_file.mime, m_file.name), theme.muted);
        return;
    }
    QRect shown(QPoint(), m_picture.deviceIndependentSize().toSize());
    shown.moveCenter(place.center());
    painter.drawPixmap(shown, m_picture);
}

void AttachmentChip::keyPressEvent(QKeyEvent *event)
{
    // Of its button, which does not want them.
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removeRequested();
    else
        QWidget::keyPressEvent(event);
}

void AttachmentChip::readPicture()
{
    if (!m_file.mime.startsWith("image/"_L1))
        return;
    const qreal ratio = devicePixelRatioF();
    const QSize room = QSize(kPicture, kPicture) * ratio;
    QThreadPool::globalInstance()->start(
        [chip = QPointer(this), path = m_file.path, room, ratio]() mutable {
            QImage image = smallPicture(path, room);
            image.setDevicePixelRatio(ratio);
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [chip = std::move(chip), image] {
                    if (!chip || image.isNull())
                        return;
                    chip->m_picture = QPixmap::fromImage(image);
                    chip->update();
                },
                Qt::QueuedConnection);
        });
}

} // namespace spaceline
