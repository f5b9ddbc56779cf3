#pragma once

#include "demo/answer.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>

namespace spaceline::demo {

/// One event of the queue while it waits, is answered word by word, and ends.
///
/// It knows nothing of connections: whoever delivers it reads its state when it likes, so a slow
/// reader gets fewer and longer pieces and never makes anything pile up here.
class Turn : public QObject {
    Q_OBJECT
public:
    enum class State { Waiting, Running, Completed, Failed, Cancelled };
    Q_ENUM(State)

    /// \p pace between two words, before the answer's own slowness; 0 plays it at once.
    /// \p folder is where the server keeps the files of \p answer, a path that ends in a slash;
    /// \p api is what comes before `file=`.
    Turn(Answer answer, std::chrono::milliseconds pace, QString folder, const QUrl &api,
         QObject *parent);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isFinal() const { return m_state > State::Running; }
    [[nodiscard]] int ahead() const { return m_ahead; } ///< events before it; 0 when it is next
    [[nodiscard]] double eta() const; ///< seconds until its end, as a server guesses
    [[nodiscard]] double seconds() const; ///< of work done so far
    /// The reply so far, as a chat function would yield it: text, or a list of messages where
    /// there are thoughts or files. Null before the first word.
    [[nodiscard]] QJsonValue value() const;
    [[nodiscard]] QJsonObject error() const; ///< the output of a Failed turn

    void start(); ///< no effect on a turn that has begun
    void cancel(); ///< no effect on a turn that has ended

Q_SIGNALS:
    void changed(); ///< any of the above is newer; the last one is for a final state

private:
    void step();
    void end(State state);
    [[nodiscard]] QJsonObject message(size_t part) const;

    Answer m_answer;
    QString m_folder;
    QString m_api;
    std::chrono::milliseconds m_pace;
    QTimer m_timer;
    State m_state = State::Waiting;
    int m_ahead;
    size_t m_part = 0; // the one being played
    qsizetype m_shown = 0; // of its text, in UTF-16 units
    std::vector<qsizetype> m_words; // played of each part
};

} // namespace spaceline::demo
