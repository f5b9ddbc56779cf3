#pragma once

#include "base/localfile.h"
#include "composer/prompthistory.h"
#include "settings/settings.h"

#include <QTextCursor>
#include <QWidget>

class QLabel;

namespace spaceline {

class AttachmentBar;
class PromptEdit;
class RoundButton;

/// Where a message is written: the files that go along, the box, the line that says which key
/// sends, and Attach, Send and Stop.
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
    /// A Space is chosen; else \p why says in one sentence what is missing, where it is not that.
    void setCanSend(bool canSend, const QString &why = {});
    /// Messages that were written before wait for the user: an empty box sends those.
    void setWaiting(bool waits);
    /// The chips of what goes along with the text. Those of \p unfinished are still being copied:
    /// nothing is sent meanwhile.
    void setFiles(const QList<LocalFile> &files, const QList<LocalFile> &unfinished = {});
    /// How far an unfinished one is, in bytes.
    void setFileProgress(const LocalFile &file, qint64 copied, qint64 size);
    /// \p refusal says in one sentence why nothing can be attached now; empty where something can,
    /// and \p accepted says what.
    void setAttaching(const QString &refusal, const QString &accepted);
    /// A long text that is pasted can become a file.
    void setTakesTextFiles(bool takes);
    /// The text of textFileRequested() is in a file now: takes it out of the box. Undo brings it
    /// back, and tells textFileTakenBack().
    void takeOutText();
    /// The messages whose prompts Up and Ctrl+Up bring back. Not owned.
    ///
    /// Up in an empty box begins an edit of the last prompt: the line below says so, and Escape
    /// brings back what stood there.
    void setMessages(const QAbstractItemModel *messages);
    /// Says in the place of the hint why nothing was sent; goes at the next change of the text.
    void showProblem(const QString &sentence);
    /// \p sentence is no longer so; nothing changes where another one is shown.
    void takeBackProblem(const QString &sentence);
    /// The size of the text, in percent.
    void setZoom(int percent);
    void focusText();
    /// Begins the edit of the last prompt, whatever stands in the box.
    void editLast();
    /// What stood in the box before the edit that is under way; nothing where none is.
    [[nodiscard]] const std::optional<QString> &beforeEdit() const { return m_beforeEdit; }
    /// A key that was pressed elsewhere in the window and means text.
    void takeKey(QKeyEvent *event);

Q_SIGNALS:
    void sendRequested(const QString &text);
    void sendWaitingRequested();
    void stopRequested();
    void textEdited(const QString &text);
    void attachRequested();
    void removeRequested(const spaceline::LocalFile &file);
    void filesPasted(const QStringList &paths);
    void imagePasted(const QImage &image);
    /// Of a long text that was pasted the user wants a file instead.
    void textFileRequested(const QString &text);
    /// The text of the last such file is in the box again.
    void textFileTakenBack();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onTextChanged();
    void send();
    [[nodiscard]] bool hasContent() const;
    [[nodiscard]] static QString stillCopied();
    void showEarlier(const std::optional<QString> &prompt);
    void leaveEdit();
    void updateButtons();
    void updateHint();
    void offerFile(int position, int length);
    void withdrawOffer();
    void watchUndo();

    AttachmentBar *m_files;
    PromptEdit *m_edit;
    QWidget *m_offer; ///< the line that offers to make a file of a long text
    QLabel *m_offerWords;
    QLabel *m_hint;
    RoundButton *m_attach;
    RoundButton *m_stop;
    RoundButton *m_send;
    PromptHistory m_history;
    QString m_problem;
    QTextCursor m_pasted; ///< the text that is offered to become a file
    int m_stepsWithFile = 0; ///< undo steps when that was done; fewer ones: undone. 0: not done
    bool m_takesTextFiles = false;
    std::optional<QString> m_beforeEdit; ///< what an edit of the last prompt took the place of
    Settings::SendKey m_sendKey = Settings::SendKey::Enter;
    bool m_isBusy = false;
    bool m_canSend = false;
    QString m_whyNot; ///< nothing can be sent; empty: because no Space is chosen
    bool m_waits = false;
    bool m_isOurChange = false; ///< the text changes by us, not by the user
};

} // namespace spaceline
