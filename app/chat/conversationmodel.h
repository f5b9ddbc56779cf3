#pragma once

#include "store/historystore.h"

#include <QAbstractListModel>
#include <QHash>

namespace spaceline {

class ConversationController;
class Services;

/// The conversations, the last updated first, as the side list shows them; and the way to open one.
/// Controllers are made when a conversation is first opened, and kept. Main thread.
class ConversationModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< qint64
        TitleRole, ///< QString, never empty ("New conversation")
        SpaceNameRole, ///< QString
        SnippetRole, ///< QString, one line
        UpdatedRole, ///< qint64, milliseconds since 1970 UTC
        DayGroupRole, ///< int of DayGroup
        StateRole, ///< QString: what is waited for, in a word or two; empty where nothing is
        UnreadRole, ///< bool: a reply was finished while another conversation was shown
        FailedRole, ///< bool: the last reply failed or was interrupted
    };
    /// Rows are grouped by the local date of their last update.
    enum class DayGroup { Today, Yesterday, ThisWeek, ThisMonth, Older };
    Q_ENUM(DayGroup)

    explicit ConversationModel(Services &services, QObject *parent = nullptr);
    ~ConversationModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /// Qt::DisplayRole is the title, Qt::ToolTipRole title and Space; the others as above.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] int rowOf(qint64 conversation) const; ///< -1 where it is not listed
    [[nodiscard]] qint64 idAt(int row) const; ///< 0 where there is no such row

    /// The controller of a listed conversation; null where there is none. Belongs to this model.
    ConversationController *controller(qint64 conversation);
    /// Connects where prompts wait that the program could not send before it ended; they go out by
    /// themselves. For its start, after the window is there.
    void sendWaiting();
    /// An empty conversation, at the top. Where the newest one is still empty (no message, no
    /// Space) that one is returned.
    qint64 create();
    /// Hides \p conversation and stops what runs in it; restore() undoes that until the program
    /// ends. False where the history does not take that (HistoryStore::lastError()): nothing
    /// changes.
    bool remove(qint64 conversation);
    void restore(qint64 conversation);
    /// False likewise.
    bool rename(qint64 conversation, const QString &title);
    /// The conversation in front: its unread mark goes. Others in which nothing was written leave
    /// the list for good, soon after.
    void setShown(qint64 conversation);

Q_SIGNALS:
    /// A prompt was sent in \p conversation, or a reply in it is tried again.
    void replyAwaited(qint64 conversation);
    /// A reply ended; \p shown tells whether its conversation is in front.
    void replyFinished(qint64 conversation, qint64 message, bool shown);

private:
    struct Entry {
        ConversationRecord record;
        QString state;
        bool unread = false;
    };
    void insert(const Entry &entry);
    void refresh(ConversationController *controller);
    void touch(int row);
    [[nodiscard]] bool isUntouched(const ConversationRecord &listed) const;
    void dropUntouched();

    Services &m_services;
    QList<Entry> m_entries;
    QHash<qint64, ConversationController *> m_controllers;
    qint64 m_shown = 0;
};

} // namespace spaceline
