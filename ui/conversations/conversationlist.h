#pragma once

#include <QListView>

namespace spaceline {

/// The list itself: rows by ConversationModel's roles. Letters are not for it: they go on to the
/// window, which gives them to the composer.
class ConversationList : public QListView {
    Q_OBJECT
public:
    explicit ConversationList(QWidget *parent = nullptr);
    /// Opens the editor on \p index.
    void rename(const QModelIndex &index);
    /// The conversation of the current row; 0 where there is none.
    [[nodiscard]] qint64 currentId() const;

Q_SIGNALS:
    void deleteRequested(qint64 conversation);
    void renameRequested(qint64 conversation, const QString &title);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
};

} // namespace spaceline
