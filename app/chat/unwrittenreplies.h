#pragma once

#include "base/failure.h"
#include "base/message.h"
#include "base/reply.h"

#include <QByteArray>
#include <QMetaType>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace spaceline {

class HistoryStore;

/// How a reply ended, as it is to be stored.
struct FinishedReply {
    qint64 id = 0;
    QByteArray text; ///< UTF-8 Markdown
    MessageState state = MessageState::Complete; ///< isFinal()
    Failure failure;
    std::optional<MessageExtras> extras; ///< nothing: they are stored already
};

/// Finished replies that the history did not take, a full disk for instance: kept whole in memory
/// and written as soon as that works, tried every few seconds and whenever somebody asks. Main
/// thread; goes before its HistoryStore, with one last try.
class UnwrittenReplies : public QObject {
    Q_OBJECT
public:
    explicit UnwrittenReplies(HistoryStore &history, QObject *parent = nullptr);
    ~UnwrittenReplies() override;

    /// Stores \p reply now if that works; else keeps it, and answers false.
    bool store(const FinishedReply &reply);
    [[nodiscard]] bool isEmpty() const { return m_replies.empty(); }
    [[nodiscard]] int count() const { return int(m_replies.size()); }
    [[nodiscard]] bool contains(qint64 reply) const;
    /// The history's own sentence about the last try; empty where nothing is kept.
    [[nodiscard]] QString error() const { return m_error; }
    /// Tries all that are kept. True where none is left.
    bool writeAll();
    /// The pause between two tries. Default five seconds.
    void setPause(std::chrono::milliseconds pause) { m_pause = pause; }

Q_SIGNALS:
    void changed(); ///< count() or error()
    void written(const spaceline::FinishedReply &reply); ///< one that was kept

private:
    [[nodiscard]] bool write(const FinishedReply &reply);

    HistoryStore &m_history;
    std::vector<FinishedReply> m_replies;
    QString m_error;
    std::chrono::milliseconds m_pause{5000};
    std::unique_ptr<QTimer> m_timer; ///< made when it is first needed
};

} // namespace spaceline

Q_DECLARE_METATYPE(spaceline::FinishedReply)
