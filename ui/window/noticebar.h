#pragma once

#include <QFrame>

class QLabel;

namespace spaceline {

class Database;
class UnwrittenReplies;

/// What is wrong with the history file, in one or two sentences; empty where nothing is.
[[nodiscard]] QString databaseNotice(const Database &database);
/// That finished replies are not on the disk yet; empty where all are.
[[nodiscard]] QString unwrittenNotice(const UnwrittenReplies &replies);

/// A bar over the window's content for trouble that concerns all conversations. Closed by its
/// button; what it says is selectable.
class NoticeBar : public QFrame {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget *parent = nullptr);
    /// Shows \p text; empty hides the bar. The same again leaves a closed bar closed.
    void setText(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
};

} // namespace spaceline
