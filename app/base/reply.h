#pragma once

#include "base/fileref.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace spaceline {

/// A thought or tool step of a reply (gradio-protocol.md §10.4, `metadata.title`), or what stood
/// between reasoning tags.
struct Thought {
    QString title;
    QByteArray text; ///< UTF-8 Markdown
    QString status; ///< "pending", "done", or empty where the server gives none
    std::optional<double> duration; ///< seconds
    QString log = {}; ///< a quiet addition to the title
    int depth = 0; ///< 0, or 1 for a step within another one (`parent_id`)

    friend bool operator==(const Thought &, const Thought &) = default;
};

/// A quick reply: clicking it sends \a value as the next message.
struct ReplyOption {
    QString value;
    QString label;

    friend bool operator==(const ReplyOption &, const ReplyOption &) = default;
};

/// What one turn answered, read from `data` of whatever shape.
struct Reply {
    QByteArray text; ///< UTF-8 Markdown, without thoughts
    std::vector<Thought> thoughts;
    std::vector<FileRef> files;
    std::vector<ReplyOption> options;
    /// Parts of it did not survive the way to this program: the endpoint sends Python's name of a
    /// component, or its value without its kind (gradio-protocol.md §10.3). The app's own page gets
    /// them by another way (§10.5).
    bool lostComponents = false;

    /// Nothing that could be shown.
    [[nodiscard]] bool isEmpty() const
    {
        return text.isEmpty() && thoughts.empty() && files.empty() && options.empty();
    }
    friend bool operator==(const Reply &, const Reply &) = default;
};

/// A `gr.Info`, `gr.Warning`, … that the app sent while it worked, as plain text.
struct Notice {
    QString level; ///< "info", "warning", "success", "error"
    QString title;
    QString text;

    friend bool operator==(const Notice &, const Notice &) = default;
};

/// What the user thinks of a reply, and told the Space.
enum class Feedback { None, Like, Dislike };

/// What a message holds beside its text and its files; one JSON object in the database.
struct MessageExtras {
    std::vector<Thought> thoughts;
    std::vector<ReplyOption> options;
    std::vector<Notice> notices;
    QJsonObject parameters; ///< label -> value of what differed from the default; never a password
    Feedback feedback = Feedback::None;
    /// After this message the Space was restarted, and remembers nothing of what came before.
    bool endsMemory = false;

    [[nodiscard]] bool isEmpty() const
    {
        return thoughts.empty() && options.empty() && notices.empty() && parameters.isEmpty()
            && feedback == Feedback::None && !endsMemory;
    }
    /// One compact JSON object; empty where isEmpty(). fromJson() reads it back and answers an
    /// empty one for anything else.
    [[nodiscard]] QByteArray toJson() const;
    [[nodiscard]] static MessageExtras fromJson(const QByteArray &json);
    friend bool operator==(const MessageExtras &, const MessageExtras &) = default;
};

} // namespace spaceline

Q_DECLARE_METATYPE(spaceline::MessageExtras)
