#pragma once

#include <QWidget>

class QAbstractItemModel;
class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace spaceline {

class ConversationFilter;
class ConversationList;

/// The side list with its search box, the button for a new conversation and the state of the token.
class ConversationPanel : public QWidget {
    Q_OBJECT
public:
    /// \p model has ConversationModel's roles; not owned.
    explicit ConversationPanel(QAbstractItemModel &model, QWidget *parent = nullptr);

    ~ConversationPanel() override;

    /// Marks \p conversation as the one in front, without chosen(). 0: none.
    void setCurrent(qint64 conversation);
    /// The conversation \p steps rows below the one in front, around the ends; 0 where there is
    /// none.
    [[nodiscard]] qint64 neighbour(int steps) const;
    /// The conversation of the row \p row as listed; 0 where there is none.
    [[nodiscard]] qint64 listed(int row) const;
    void renameCurrent();
    /// "Token ••••x9Qd", for the button at the foot.
    void setTokenText(const QString &text);
    void focusList();
    /// It takes the place of the page, and so has a button that leads back to it.
    void setCoversPage(bool covers);
    [[nodiscard]] bool hasFocusInside() const;

Q_SIGNALS:
    void chosen(qint64 conversation);
    /// The conversation in front is what the user wants to see: clicked, or Enter. After chosen().
    void confirmed();
    void backRequested(); ///< to the page
    void newRequested();
    void renameRequested(qint64 conversation, const QString &title);
    void deleteRequested(qint64 conversation);
    void tokenRequested();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void followPalette();
    void showMatches();
    [[nodiscard]] QModelIndex indexOf(qint64 conversation) const;

    ConversationFilter *m_filter;
    QBoxLayout *m_top;
    QToolButton *m_back = nullptr; ///< made when it is first wanted
    QLineEdit *m_search;
    QPushButton *m_new;
    ConversationList *m_list;
    QLabel *m_nothing = nullptr; ///< that nothing matches; made when it is first wanted
    QPushButton *m_token;
    qint64 m_current = 0;
    bool m_isMoving = false; ///< the current row changes by us, not by the user
};

} // namespace spaceline
