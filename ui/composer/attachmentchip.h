#pragma once

#include "base/localfile.h"

#include <QPixmap>
#include <QWidget>

class QLabel;
class QToolButton;

namespace spaceline {

/// One attached file: its picture or icon, its name, its size, and the button that takes it away.
/// It is not finished at first: how far its copy is stands in place of the size.
class AttachmentChip : public QWidget {
    Q_OBJECT
public:
    AttachmentChip(const LocalFile &file, QWidget *parent);

    [[nodiscard]] const LocalFile &file() const { return m_file; }
    /// Bytes.
    void setProgress(qint64 copied, qint64 size);
    /// All of it is there, or was once.
    void setFinished();
    [[nodiscard]] QToolButton &removeButton() const { return *m_remove; }
    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void readPicture();

    LocalFile m_file;
    QPixmap m_picture;
    QLabel *m_facts; ///< its size, or how far it is
    QToolButton *m_remove;
    double m_done = 0; ///< 0..1
    bool m_isFinished = false;
};

} // namespace spaceline
