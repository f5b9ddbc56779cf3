#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace spaceline {

/// Where a Space is chosen: the box for its address, those used last, three suggestions, the demo.
class ConnectBox : public QWidget {
    Q_OBJECT
public:
    explicit ConnectBox(QWidget *parent = nullptr);

    [[nodiscard]] QString address() const;
    void setAddress(const QString &address);
    /// Addresses connected to before, the last first; the first three are shown.
    void setRecent(const QStringList &addresses);
    /// What the connection to the address is waiting for, in words; empty: nothing.
    void setState(const QString &words);
    /// One sentence under the box, the text stays; empty: none. Goes when the text changes.
    void setProblem(const QString &sentence);
    void focusAddress();

Q_SIGNALS:
    void connectRequested(const QString &address);
    void demoRequested();
    void edited(); ///< by the user

private:
    void submit();

    QLineEdit *m_address;
    QPushButton *m_connect;
    QLabel *m_state;
    QLabel *m_problem;
    QLabel *m_recentTitle;
    QWidget *m_recentPlace; ///< made before the suggestions: screen readers go in that order
    QVBoxLayout *m_recent;
    QStringList m_recentShown;
};

} // namespace spaceline
