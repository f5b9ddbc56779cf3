#pragma once

#include "base/localfile.h"

#include <QPixmap>
#include <QWidget>

class QToolButton;

namespace spaceline {

/// One attached file: its picture or icon, its name, its size, and the button that takes it away.
class AttachmentChip : public QWidget {
    Q_OBJECT
public:
    AttachmentChip(const LocalFile &file, QWidget *parent);

    [[nodiscard]] const LocalFile &file() const { return m_file; }
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
    QToolButton *m_remove;
};

} // namespace spaceline
