#pragma once

#include "demo/answer.h"
#include "demo/httpconnection.h"

#include <QHash>
#include <QJsonValue>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <chrono>
#include <utility>
#include <vector>

namespace spaceline {

namespace demo {
class Turn;
}

/// The built-in Demo Space: a server on 127.0.0.1 that talks like a Gradio 6 chat app.
///
/// It needs no Python, no network and no account, and it is honest: its title says Demo, and its
/// answers say what they are. It speaks both of Gradio's transports, keeps a memory for each
/// session hash, and lives in the thread that made it, whose event loop it needs. Until start() it
/// costs nothing. Everything a caller can make it keep is bounded.
class DemoSpace : public QObject {
    Q_OBJECT
public:
    explicit DemoSpace(QObject *parent = nullptr);
    ~DemoSpace() override;

    /// The address, http://127.0.0.1:PORT; listens from the first call on. Empty where no port
    /// could be had (then the next call tries again).
    QUrl start();

    /// The pause between two words, 25 ms by default; 0 plays every answer at once. For turns that
    /// begin later.
    void setPace(std::chrono::milliseconds pace) { m_pace = pace; }

private:
    using Connection = demo::HttpConnection;

    /// One call of a function, and what of it has been told to whoever listens.
    struct Event {
        QString id;
        QString session;
        demo::Turn *turn = nullptr; // a child
        bool byName = false; // called by `/call`, followed on a stream of its own
        bool whole = false; // partial values whole instead of as differences
        Connection *stream = nullptr; // of an event that was called by name
        struct Told {
            int ahead = -1;
            bool start = false;
            QJsonValue value;
        } told;
    };
    struct Session {
        demo::Memory memory;
        Connection *stream = nullptr; // of queue/data
        qint64 used = 0; // the higher the later
        bool lost = false; // its stream was dropped: unknown until the next call, as in Gradio
    };
    void accept();
    void get(Connection *connection, const QString &path, const QUrlQuery &query);
    void post(Connection *connection, const QString &path, const QByteArray &body);
    void join(Connection *connection, const QByteArray &body);
    void callByName(Connection *connection, const QString &name, const QByteArray &body);
    void cancel(Connection *connection, const QByteArray &body);
    void followSession(Connection *connection, const QString &hash);
    void followEvent(Connection *connection, const QString &id);
    void sendFile(Connection *connection, const QString &path);

    /// Puts a turn into the queue and answers with its id, or with 503 where the queue is full.
    void enqueue(Connection *connection, Event event, const QJsonArray &data, bool chat);
    [[nodiscard]] static demo::Answer answer(demo::Memory &memory, const QJsonArray &data);
    [[nodiscard]] bool makeRoom();
    [[nodiscard]] Session &session(const QString &hash);
    /// Who hears of \p event; null while nobody does. Until then it is not played.
    [[nodiscard]] Connection *listener(const Event &event) const;
    /// Brings the listener of the event up to date, and forgets what has been told to the end.
    void deliver(const QString &id);
    void deliverTo(Connection *connection);
    void tell(Event &event, Connection *stream);
    void tellByName(Event &event, Connection *stream);
    void forget(const QString &id);
    void closed(Connection *connection);

    QTcpServer m_server;
    std::chrono::milliseconds m_pace{25};
    qint64 m_appId;
    qint64 m_clock = 0;
    QHash<QString, Session> m_sessions;
    std::vector<Event> m_events; // not yet told to the end; the oldest first
    std::vector<std::pair<QString, QByteArray>> m_files; // path and content, the oldest first
    int m_connections = 0;
};

} // namespace spaceline
