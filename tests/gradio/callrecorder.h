#pragma once

#include "gradio/call.h"

#include <QJsonArray>
#include <QObject>
#include <QPointer>
#include <QTest>

#include <functional>

namespace spaceline {

/// Writes down what a Call does, beyond its end, and holds it to its promises: the state only moves
/// forward, finished() comes once and last.
class CallRecorder : public QObject {
    Q_OBJECT
public:
    using State = gradio::Call::State;

    explicit CallRecorder(gradio::Call *watched) : call(watched)
    {
        connect(watched, &gradio::Call::stateChanged, this, [this] {
            note();
            if (!states.isEmpty() && call->state() <= states.constLast())
                QTest::qFail("the state moved backward", __FILE__, __LINE__);
            states += call->state();
            if (onState)
                onState(call->state());
        });
        connect(watched, &gradio::Call::dataChanged, this, [this] {
            note();
            ++dataChanges;
            if (onData)
                onData();
        });
        connect(watched, &gradio::Call::placeChanged, this, [this] {
            note();
            places += call->place().position;
        });
        connect(watched, &gradio::Call::progressChanged, this, [this] {
            note();
            steps += call->progress().description;
        });
        connect(watched, &gradio::Call::logged, this, [this](const Notice &line) {
            note();
            logs += line.text;
        });
        connect(watched, &gradio::Call::wantsFullValues, this, [this] {
            note();
            ++wantsFullValues;
        });
        connect(watched, &gradio::Call::repeating, this,
                [this](const Failure &reason, int attempt, std::chrono::milliseconds pause) {
                    note();
                    repetitions.append({reason.kind, attempt, int(pause.count())});
                    if (onRepeating)
                        onRepeating();
                });
        connect(watched, &gradio::Call::finished, this, [this] {
            note();
            ++finished;
            failure = call->failure();
            data = call->data().toArray();
            timing = call->timing();
            transport = call->transport();
            if (onFinished)
                onFinished();
        });
    }

    struct Repetition {
        Failure::Kind reason;
        int attempt;
        int pause; ///< milliseconds

        friend bool operator==(const Repetition &, const Repetition &) = default;
    };

    [[nodiscard]] State last() const { return states.isEmpty() ? State::Idle : states.constLast(); }
    [[nodiscard]] QString text() const { return data.at(0).toString(); }

    QPointer<gradio::Call> call;
    QList<State> states;
    int dataChanges = 0;
    int wantsFullValues = 0;
    int finished = 0;
    QList<int> places;
    QStringList steps;
    QStringList logs;
    QList<Repetition> repetitions;
    /// As they were in finished().
    Failure failure;
    QJsonArray data;
    gradio::CallTiming timing;
    gradio::Transport::Kind transport{};
    /// What the user does in answer to a signal.
    std::function<void(State)> onState;
    std::function<void()> onData;
    std::function<void()> onRepeating;
    std::function<void()> onFinished;

private:
    void note() const
    {
        if (finished > 0)
            QTest::qFail("a signal after finished()", __FILE__, __LINE__);
    }
};

} // namespace spaceline
