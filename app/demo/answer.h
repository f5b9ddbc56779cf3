#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace spaceline::demo {

/// What the Demo Space knows of one conversation: Gradio's State, kept under the session's hash.
struct Memory {
    int turns = 0;
    QString first; ///< the first prompt
    QString last; ///< the prompt before the one being answered
};

/// A file that comes with an answer; made up in memory, never on a disk.
struct DemoFile {
    QString name;
    QByteArray content;
};

/// What a failing app raises; an empty text is an exception that the app does not show.
struct Raised {
    QString text;
    QString title;
};

/// One turn as the Demo Space will play it: what is shown, and how fast.
struct Answer {
    struct Part {
        enum class Kind { Text, Thought, File };
        Kind kind = Kind::Text;
        QString title; ///< a thought's title
        QString text; ///< Markdown
        DemoFile file;
    };
    std::vector<Part> parts; ///< played one after the other, word by word
    int ahead = 0; ///< events that stand before it in the queue
    int slowness = 1; ///< times the usual pause between two words
    std::optional<Raised> raised; ///< how it ends after the last word, where it fails
};

/// The Demo Space's wits: which answer a prompt gets. No state, no clock, no network.
///
/// Words such as /markdown show what the program does with such a reply; anything else is answered
/// honestly by a program that has no language model. Texts are in the language of the program, and
/// in Chinese where the prompt is.
class Answers {
    Q_DECLARE_TR_FUNCTIONS(spaceline::demo::Answers)
public:
    /// \p memory as it was before \p prompt.
    [[nodiscard]] static Answer to(const QString &prompt, const Memory &memory);

    /// The name of the app.
    [[nodiscard]] static QString title();
    /// One line for an empty conversation, Markdown.
    [[nodiscard]] static QString greeting();
    /// The words that it understands, in the order of its /help.
    [[nodiscard]] static QStringList commands();

private:
    static Answer markdown(const Memory &memory);
    static Answer code(const Memory &memory);
    static Answer think(const Memory &memory);
    static Answer slow(const Memory &memory);
    static Answer queue(const Memory &memory);
    static Answer error(const Memory &memory);
    static Answer files(const Memory &memory);
    static Answer help(const Memory &memory);
    static Answer anything(const QString &prompt, const Memory &memory);

    struct Command {
        QLatin1StringView word;
        Answer (*answer)(const Memory &memory);
    };
    static const std::array<Command, 8> kCommands;
};

} // namespace spaceline::demo
