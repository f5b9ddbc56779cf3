#pragma once

#include "base/failure.h"
#include "base/localfile.h"
#include "base/remedies.h"

#include <QList>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

class QLabel;

namespace spaceline {

class Attachments;
class Composer;
class ConversationController;
class FailureCard;
class Header;
class HistoryView;
class ParameterSide;
class Questions;
class Services;
class StartPage;
struct Theme;

/// One conversation in front: header, history, composer; shows what its controller says and gives
/// it what the user does.
class ConversationPage : public QWidget {
    Q_OBJECT
public:
    /// \p services outlive this.
    explicit ConversationPage(Services &services, QWidget *parent = nullptr);
    ~ConversationPage() override;

    /// Shows \p controller, or nothing. Not owned.
    void setController(ConversationController *controller);
    [[nodiscard]] ConversationController *controller() const;
    [[nodiscard]] Header &header() const { return *m_header; }
    [[nodiscard]] HistoryView &history() const { return *m_history; }
    [[nodiscard]] Composer &composer() const { return *m_composer; }
    [[nodiscard]] Attachments &attachments() const { return *m_attachments; }
    [[nodiscard]] ParameterSide &parameters() const { return *m_parameters; }

    /// Chooses the Space \p typed for this conversation; says under the box what is wrong with it.
    void connectTo(const QString &typed);
    /// The box for the address is in front, because the conversation is empty: gives it the focus.
    /// False else.
    bool focusAddress();
    /// Back from that box to the Space that is chosen already. False where it is not shown, or
    /// there is nothing to go back to.
    bool leaveAddress();
    /// Where the next message, or the address, is written.
    void focusInput();
    void setTheme(const Theme &theme);
    void applySettings();
    void retryLastReply();
    /// What that would ask for again; 0: nothing.
    [[nodiscard]] qint64 retriedReply() const;
    /// Counts on where the window is in sight again.
    void resumeCounting();

protected:
    void showEvent(QShowEvent *event) override;

Q_SIGNALS:
    /// A sentence about something outside a turn; \p undo may be empty.
    void toastRequested(const QString &text, const std::function<void()> &undo);
    /// What the last one could undo is past.
    void toastOver();
    /// The card of the reply \p message, or of the connection (0), needs the token.
    void tokenRequested(qint64 message);
    void changeAddressRequested();
    void detailsRequested(qint64 message); ///< of a reply
    void checkRequested(); ///< of the connection

private:
    void showState();
    void showOffers();
    void count();
    void showStart();
    bool deliver(const QString &text, const QList<LocalFile> &files = {}, bool isEdit = false);
    void send(const QString &text);
    void showRefusal(const QString &problem);
    void takeExample(const QString &text, bool sends);
    void chooseOption(const QString &value);
    void mend(qint64 message, Failure::Remedy remedy);
    void openLink(const QUrl &url);
    void showLinkTarget(const QString &address);
    [[nodiscard]] RemedyContext remedyContext() const;
    [[nodiscard]] bool saysLastReply(const Failure &failure) const;
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] QString spaceName() const;

    Services &m_services;
    QPointer<ConversationController> m_controller;
    Header *m_header;
    HistoryView *m_history;
    StartPage *m_start;
    FailureCard *m_failure;
    std::unique_ptr<Questions> m_questions;
    Composer *m_composer;
    Attachments *m_attachments;
    QLabel *m_linkTarget;
    ParameterSide *m_parameters;
    QString m_refusal; ///< what the composer was told of the parameters last
    QTimer m_second; ///< while something counts seconds and is in sight
    bool m_choosesAgain = false; ///< the box for the address is shown although a Space is chosen
};

} // namespace spaceline
