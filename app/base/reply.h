#pragma once

#include "base/fileref.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <optional>
#include <vector>

namespace spaceline {

/// A thought or tool step of a reply (gradio-protocol.md §10.4, `metadata.title`).
struct Thought {
    QString title;
    QByteArray text; ///< UTF-8 Markdown
    QString status; ///< "pending", "done", or empty where the server gives none
    std::optional<double> duration; ///< seconds

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

    [[nodiscard]] bool isEmpty() const
    {
        return text.isEmpty() && thoughts.empty() && files.empty() && options.empty();
    }
    friend bool operator==(const Reply &, const Reply &) = default;
};

} // namespace spaceline
