#pragma once

#include <QDialog>
#include <QStringList>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace spaceline {

class TrafficLog;

/// The traffic log as it is written, from the moment this window is opened: with a filter, a pause
/// and a way to save what is shown. The log costs nothing while it is closed. Keeps the last
/// kMostLines lines.
class TrafficWindow : public QDialog {
    Q_OBJECT
public:
    static constexpr int kMostLines = 5'000;

    /// \p log outlives this.
    TrafficWindow(TrafficLog &log, QWidget *parent);

    /// What is shown now.
    [[nodiscard]] QString shownText() const;

private:
    void take(const QString &line);
    void showNew();
    void showAll();
    void updateCount();
    [[nodiscard]] bool isShown(const QString &line) const;

    QLineEdit *m_filter;
    QPlainTextEdit *m_text;
    QLabel *m_count;
    QPushButton *m_pause;
    QPushButton *m_save;
    QStringList m_lines; ///< the newest last
    QStringList m_new; ///< not yet shown
    QTimer m_timer; ///< what came is shown a few times a second
};

} // namespace spaceline
