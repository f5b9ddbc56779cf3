#include "composer/attachmentbar.h"

#include "composer/attachmentchip.h"

#include <QEvent>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace spaceline {

namespace {
constexpr int kGap = 6; ///< pixels
constexpr int kWidest = 140; ///< of a chip where there is room, in percent of what it asks for
constexpr double kRowsInSight = 2.4; ///< a part of the third one says that there is more
} // namespace

AttachmentBar::AttachmentBar(QWidget *parent) : QScrollArea(parent), m_ground(new QWidget)
{
    setAccessibleName(tr("Attached files"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWidget(m_ground);
    viewport()->setAutoFillBackground(false);
    m_ground->setAutoFillBackground(false);
    hide();
}

void AttachmentBar::setFiles(const QList<LocalFile> &files, const QList<LocalFile> &unfinished)
{
    if (files == m_files && unfinished == m_unfinished)
        return;
    const QList<LocalFile> all = files + unfinished;
    const bool grows = all.size() > m_chips.size();
    m_files = files;
    m_unfinished = unfinished;
    QList<AttachmentChip *> before = std::exchange(m_chips, {});
    QWidget *last = this;
    for (const LocalFile &file : all) {
        const auto same
            = std::find_if(before.begin(), before.end(),
                           [&file](const AttachmentChip *chip) { return chip->file() == file; });
        AttachmentChip *chip = same == before.end() ? makeChip(file) : *same;
        if (same != before.end())
            before.erase(same);
        else
            QWidget::setTabOrder(last, &chip->removeButton());
        last = &chip->removeButton();
        m_chips += chip;
        if (m_chips.size() <= files.size())
            chip->setFinished();
    }
    for (AttachmentChip *chip : std::as_const(before)) {
        if (chip->removeButton().hasFocus()) {
            if (m_chips.isEmpty())
                Q_EMIT focusLost();
            else
                m_chips.constLast()->removeButton().setFocus(Qt::OtherFocusReason);
        }
        chip->hide();
        chip->deleteLater(); // its button may be the one that was clicked
    }
    setVisible(!m_chips.isEmpty());
    layOut();
    if (grows)
        ensureWidgetVisible(m_chips.constLast(), 0, 0);
}

void AttachmentBar::setProgress(const LocalFile &file, qint64 copied, qint64 size)
{
    for (AttachmentChip *chip : std::as_const(m_chips)) {
        if (chip->file() == file)
            chip->setProgress(copied, size);
    }
}

AttachmentChip *AttachmentBar::makeChip(const LocalFile &file)
{
    auto *chip = new AttachmentChip(file, m_ground);
    connect(chip, &AttachmentChip::removeRequested, this,
            [this, chip] { Q_EMIT removeRequested(chip->file()); });
    chip->show();
    return chip;
}

void AttachmentBar::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    layOut();
}

void AttachmentBar::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange)
        layOut();
}

void AttachmentBar::layOut()
{
    if (m_chips.isEmpty())
        return;
    const QSize hint = m_chips.constFirst()->sizeHint();
    const auto rowsIn = [&](int width) {
        const int columns = qMax(1, (width + kGap) / (hint.width() + kGap));
        return std::pair(columns, (int(m_chips.size()) + columns - 1) / columns);
    };
    const int pitch = hint.height() + kGap;
    auto [columns, rows] = rowsIn(width());
    const bool scrolls = rows > 2;
    const int height = scrolls ? int(kRowsInSight * pitch) : rows * pitch - kGap;
    // Known here, not after the scroll bar has come.
    setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    if (height != maximumHeight() || height != minimumHeight())
        setFixedHeight(height);
    const int room = viewport()->width();
    std::tie(columns, rows) = rowsIn(room);
    m_ground->resize(room, rows * pitch - kGap);
    const int chipWidth
        = qMin((room - (columns - 1) * kGap) / columns, kWidest * hint.width() / 100);
    for (int i = 0; i < int(m_chips.size()); ++i) {
        const QRect place((i % columns) * (chipWidth + kGap), (i / columns) * pitch, chipWidth,
                          hint.height());
        m_chips[i]->setGeometry(QStyle::visualRect(layoutDirection(), m_ground->rect(), place));
    }
}

} // namespace spaceline
