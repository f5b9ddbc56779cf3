#pragma once

#include "composer/prompthistory.h"
#include "settings/settings.h"

#include <QWidget>

class QLabel;

namespace spaceline {

class PromptEdit;
class RoundButton;

/// Where a message is written: the box, the line that says which key sends, and Send and Stop.
///
/// It decides what may be sent, never whether it was: the owner calls clear() once the prompt is on
/// disk, or showProblem() where it is not.
class Composer : public QWidget {
    Q_OBJECT
public:
    explicit Composer(QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    /// Replaces the text without telling textEdited(): a draft that is restored.
    void setText(const QString &text);
    /// Puts \p text in the box as if the user had typed it: undo brings back what stood there.
    void fill(const QString &text);
    /// Empties the box after its text was stored.
    void clear();
    void setSpaceName(const QString &name);
    void setSendKey(Settings::SendKey key);
    /// A reply is being made: Stop is offered.
    void setBusy(bool isBusy);
    /// A Space is chosen.
    void setCanSend(bool canSend);
    /// The messages whose prompts Up and Ctrl+Up bring back. Not owned.
    ///
    /// Up in an empty box begins an edit of the last prompt: the line below says so, sending makes
    /// a new turn, because nothing is thrown away, and Escape brings back what stood there.
    void setMessages(const QAbstractItemModel *messages);
    /// Says in the place of the hint why nothing was sent; goes at the next change of the text.
    void showProblem(const QString &sentence);
    /// The size of the text, in percent.
    void setZoom(int percent);
    void focusText();
    /// A key that was pressed elsewhere in the window and means text.
    void takeKey(QKeyEvent *event);

Q_SIGNALS:
    void sendRequested(const QString &text);
    void stopRequested();
    void textEdited(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onTextChanged();
    void send();
    void showEarlier(const std::optional<QString> &prompt);
    void editLast();
    void leaveEdit();
    void updateButtons();
    void updateHint();

    PromptEdit *m_edit;
    QLabel *m_hint;
    RoundButton *m_stop;
    RoundButton *m_send;
    PromptHistory m_history;
    QString m_problem;
    std::optional<QString> m_beforeEdit; ///< what an edit of the last prompt took the place of
    Settings::SendKey m_sendKey = Settings::SendKey::Enter;
    bool m_isBusy = false;
    bool m_canSend = false;
    bool m_isOurChange = false; ///< the text changes by us, not by the user
};

} // namespace spaceline
