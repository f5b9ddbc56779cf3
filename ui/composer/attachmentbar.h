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
    [[nodiscard]] qsizetype count() const { return m_files.size() + m_unfinished.size(); }
    /// There are chips of files that are still being copied.
    [[nodiscard]] bool isUnfinished() const { return !m_unfinished.isEmpty(); }
    /// Chips of files that stay are kept.
    void setFiles(const QList<LocalFile> &files, const QList<LocalFile> &unfinished);
    /// How far an unfinished one is, in bytes.
    void setProgress(const LocalFile &file, qint64 copied, qint64 size);

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
    QList<LocalFile> m_unfinished;
    QList<AttachmentChip *> m_chips;
    QWidget *m_ground;
};

} // namespace spaceline
