#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;

namespace spaceline {

class ConversationFilter;
class ConversationModel;

/// A small box over the window that goes to a conversation or a recent Space by a few letters of
/// it: arrows choose, Enter goes there, Esc or a click elsewhere leaves.
class QuickSwitch : public QDialog {
    Q_OBJECT
public:
    /// \p conversations outlive this; \p addresses are those of recent Spaces.
    QuickSwitch(ConversationModel &conversations, const QStringList &addresses, QWidget *parent);

Q_SIGNALS:
    void conversationChosen(qint64 conversation);
    void spaceChosen(const QString &address); ///< for a new conversation

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fill(const QString &typed);
    void go();

    ConversationFilter *m_filter;
    QStringList m_addresses;
    QLineEdit *m_box;
    QListWidget *m_list;
    QLabel *m_nothing;
};

} // namespace spaceline
