#pragma once

#include "base/failure.h"
#include "base/message.h"
#include "base/remedies.h"
#include "base/reply.h"
#include "store/storedfile.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

class QAbstractItemModel;

namespace spaceline {

/// One row of a model of messages, read by its roles.
struct MessageItem {
    qint64 id = 0;
    MessageAuthor author = MessageAuthor::User;
    MessageState state = MessageState::Complete;
    QByteArray text; ///< UTF-8 Markdown; of the user plain text
    QDateTime time;
    QString name;
    Failure failure;
    QString status;
    std::optional<double> done = {}; ///< 0..1: how far a pending reply is, where that is known
    MessageExtras extras = {};
    QList<StoredFile> files = {};
    QList<double> progress = {}; ///< beside files, or empty
    RemedyContext context = {}; ///< what decides which buttons its card has

    static MessageItem read(const QAbstractItemModel &model, int row);
    /// The prompt waits for the time at which it goes out by itself.
    [[nodiscard]] bool isHeld() const;
    /// What the card of a reply that did not end well, or is held, says; empty where there is no
    /// card.
    [[nodiscard]] QString cardSentence() const;
    /// The muted line of that card: figures, times, advice.
    [[nodiscard]] QString cardFacts() const;
    /// What was tried by itself before, as another muted line.
    [[nodiscard]] QString cardTried() const;
    /// The other side's own words, where the sentence does not say the same.
    [[nodiscard]] QString cardSaid() const;
    /// The buttons of that card, the main one first.
    [[nodiscard]] QList<Failure::Remedy> cardRemedies() const;
    /// For the clipboard: what happened, with nothing of the conversation in it.
    [[nodiscard]] QString report() const;
    /// The muted line in the place of, or below, a reply that is not complete; empty else.
    [[nodiscard]] QString statusLine() const;
    /// How far the file \p index is: 0..1, -1 where that is unknown, nothing where it is not on its
    /// way.
    [[nodiscard]] std::optional<double> progressOf(qsizetype index) const;
    /// All that the message shows, as plain text: for screen readers. What folds is told by its own
    /// button.
    [[nodiscard]] QString plainText() const;
    [[nodiscard]] QString copiedText() const; ///< its text alone, as plain text
    [[nodiscard]] QString accessibleName() const; ///< "You" or "Reply"
};

} // namespace spaceline
