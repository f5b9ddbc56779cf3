#pragma once

#include "base/localfile.h"

#include <QList>
#include <QScrollArea>

namespace spaceline {

class AttachmentChip;

/// The chips of what is attached, as many beside each other as there is room for; after two rows it
/// scrolls. Hidden while there are none.
class AttachmentBar : public QScrollArea {
    Q_OBJECT
public:
    explicit AttachmentBar(QWidget *parent = nullptr);

    [[nodiscard]] const QList<LocalFile> &files() const { return m_files; }
    /// Chips of files that stay are kept.
    void setFiles(const QList<LocalFile> &files);

Q_SIGNALS:
    void removeRequested(const spaceline::LocalFile &file);
    /// The chip that had the focus is gone, and there is no other.
    void focusLost();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    AttachmentChip *makeChip(const LocalFile &file);
    void layOut();

    QList<LocalFile> m_files;
    QList<AttachmentChip *> m_chips;
    QWidget *m_ground;
};

} // namespace spaceline
