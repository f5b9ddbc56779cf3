#pragma once

#include "base/failure.h"
#include "chat/messageroles.h"
#include "store/historystore.h"

#include <QAbstractListModel>
#include <QHash>

#include <optional>
#include <vector>

namespace spaceline {

/// The messages of one conversation, oldest first, with the roles of chat/messageroles.h. Keeps
/// heads for all rows and texts only for replies that grow; every other text is read from the
/// database when asked. Main thread.
class MessageModel : public QAbstractListModel {
    Q_OBJECT
public:
    /// \p history outlives the model.
    MessageModel(HistoryStore &history, qint64 conversation, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    [[nodiscard]] int rowOf(qint64 message) const; ///< -1 where there is none
    [[nodiscard]] const MessageHead &head(int row) const { return m_heads[size_t(row)]; }
    [[nodiscard]] QByteArray text(qint64 message) const;
    /// Why \p message failed, was interrupted or is held; None for all others.
    [[nodiscard]] Failure failure(qint64 message) const;
    /// The prompt that \p reply answers; 0 where there is none.
    [[nodiscard]] qint64 promptOf(qint64 reply) const;

    /// How replies are headed.
    void setSpaceName(const QString &name);
    /// A turn that was just stored.
    void appendTurn(const TurnIds &ids, const QByteArray &prompt);
    /// Reads again which messages there are, after a turn was set aside or brought back.
    void reload();
    /// A reply that grows or ends. Stores nothing: a final text is read from the database from then
    /// on, except where it is not \p stored there.
    void setReply(qint64 reply, const QByteArray &text, MessageState state,
                  const Failure &failure = {}, bool stored = true);
    /// What \p message holds beside its text, newer than what is stored until its reply ends.
    void setExtras(qint64 message, const MessageExtras &extras);
    /// The stored files of \p message are others than before.
    void filesChanged(qint64 message);
    /// \p file of \p message is on its way: 0..1, -1 where that is unknown.
    void setFileProgress(qint64 message, qint64 file, double done);
    /// What a pending reply waits for, in words, and how far it is (0..1), where that is known.
    void setStatus(qint64 reply, const QString &words, std::optional<double> done = {});

private:
    struct Live {
        qint64 id = 0;
        QByteArray text;
        QString status;
        std::optional<double> done;
        std::optional<Failure> failure; ///< newer than what is stored
        bool hasText = false;
        std::optional<MessageExtras> extras;
        QHash<qint64, double> progress; ///< by file, while files are on their way
    };
    Live &live(qint64 id);
    [[nodiscard]] const Live *findLive(qint64 id) const;
    void changed(int row, const QList<int> &roles);

    HistoryStore &m_history;
    qint64 m_conversation;
    std::vector<MessageHead> m_heads; ///< ascending ids
    std::vector<Live> m_live; ///< replies of this run: few
    QString m_spaceName;
};

} // namespace spaceline
