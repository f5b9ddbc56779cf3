#include "demo/answer.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::demo {

namespace {

using Kind = Answer::Part::Kind;

Answer::Part text(const QString &markdown) { return {Kind::Text, {}, markdown, {}}; }

/// Short enough to stand in a sentence, without the line breaks.
QString quoted(const QString &prompt)
{
    constexpr qsizetype kLongest = 120;
    const QString line = prompt.simplified();
    return line.size() <= kLongest ? line : line.first(kLongest) + u'…';
}

/// Blanks part words, but not in Chinese and Japanese, where people count characters.
int wordCount(const QString &text)
{
    int count = 0;
    bool isInWord = false;
    for (const QChar c : text) {
        const QChar::Script script = c.script();
        if (script == QChar::Script_Han || script == QChar::Script_Hiragana
            || script == QChar::Script_Katakana) {
            ++count;
            isInWord = false;
        } else if (c.isSpace()) {
            isInWord = false;
        } else if (!isInWord && c.isLetterOrNumber()) {
            ++count;
            isInWord = true;
        }
    }
    return count;
}

bool isChinese(const QString &prompt)
{
    const auto is
        = [](QChar::Script script) { return [script](QChar c) { return c.script() == script; }; };
    return std::any_of(prompt.cbegin(), prompt.cend(), is(QChar::Script_Han))
        && std::none_of(prompt.cbegin(), prompt.cend(), is(QChar::Script_Hiragana))
        && std::none_of(prompt.cbegin(), prompt.cend(), is(QChar::Script_Katakana));
}

/// For people who write Chinese while the program speaks another language.
QString chinese(const QString &prompt, const Memory &memory)
{
    QString answer
        = u"你好！这里是 Spaceline 自带的演示 Space：它就在这个程序里运行，背后没有语言模型，"
          u"只演示程序如何显示回复。\n\n你写的是：“%1”（%2 个字）。"_s.arg(
              quoted(prompt), QString::number(wordCount(prompt)));
    if (memory.turns > 0)
        answer += u"这是你的第 %1 个问题，第一个是：“%2”。"_s.arg(QString::number(memory.turns + 1),
                                                                  quoted(memory.first));
    return QString(answer + u"\n\n试试 `/markdown`、`/code`、`/think` 或 `/help`。"_s);
}

constexpr auto kPython = R"(```python
from dataclasses import dataclass


@dataclass
class Turn:
    prompt: str
    reply: str = ""


def words(text: str):
    """Yield the text as it grows, one word at a time."""
    grown = []
    for word in text.split():
        grown.append(word)
        yield " ".join(grown)


turn = Turn("hello")
for turn.reply in words("a reply that grows"):
    print(f"{len(turn.reply):>3}  {turn.reply}")
```)"_L1;

constexpr auto kCpp = R"(```cpp
#include <iostream>
#include <ranges>

int main()
{
    for (int n : std::views::iota(1, 6)) // squares
        std::cout << n * n << '\n';
}
```)"_L1;

constexpr auto kShell = R"(```sh
spaceline ask --space demo: "hello"   # the same answer, without a window
```)"_L1;

} // namespace

QString Answers::title() { return tr("Demo Space"); }

QString Answers::greeting()
{
    return tr("The Demo Space runs inside this program: no network, no account, and no language "
              "model. Ask it anything, or send `/help`.");
}

const std::array<Answers::Command, 8> Answers::kCommands{{
    {"/markdown"_L1, &Answers::markdown},
    {"/code"_L1, &Answers::code},
    {"/think"_L1, &Answers::think},
    {"/slow"_L1, &Answers::slow},
    {"/queue"_L1, &Answers::queue},
    {"/error"_L1, &Answers::error},
    {"/files"_L1, &Answers::files},
    {"/help"_L1, &Answers::help},
}};

QStringList Answers::commands()
{
    QStringList words;
    for (const Command &command : kCommands)
        words << command.word;
    return words;
}

Answer Answers::markdown(const Memory &)
{
    const QString head = tr("## What Markdown looks like here\n\n"
                            "This answer was written beforehand, to show **bold**, *italic*, "
                            "~~struck~~ and `inline code`, and a [link](https://www.gradio.app).");
    const QString list = tr("1. Lists are numbered\n"
                            "2. or they have bullets:\n"
                            "   - one level down\n"
                            "   - with `code` in them\n"
                            "3. and they go on.");
    const QString quote = tr("> A quotation stands a little aside.");
    const QString table = tr("| What | Where it is kept |\n"
                             "| :--- | ---: |\n"
                             "| Conversations | on this computer |\n"
                             "| Access tokens | in the system's keychain |\n"
                             "| This answer | in the program itself |");
    const QString end = tr("Everything stays readable while it grows, and copying gives back the "
                           "Markdown.");
    return {
        {text(QStringList{head, list, quote, table, u"$$e^{i\\pi} + 1 = 0$$"_s, u"---"_s, end}.join(
            "\n\n"_L1))},
        0,
        1,
        {}};
}

Answer Answers::code(const Memory &)
{
    const QString start = tr("Three blocks of code, each with its language. None of it was run.");
    const QString end = tr("The last one asks this Demo Space from a terminal.");
    return {{text(QStringList{start, kPython, kCpp, kShell, end}.join("\n\n"_L1))}, 0, 1, {}};
}

Answer Answers::think(const Memory &)
{
    return {{{Kind::Thought,
              tr("Thinking"),
              tr("This is a thought: text that a model writes before its answer. There is no model "
                 "here, so these words were written beforehand. They fold away when the answer "
                 "begins."),
              {}},
             {Kind::Thought,
              tr("Counting to three"),
              tr("1. A second step, with a title of its own.\n2. Steps may hold **Markdown**.\n"
                 "3. Done."),
              {}},
             text(tr("That was the thinking. Above this answer stand two steps with the time that "
                     "each took; open them to read them again. Copying this answer leaves them "
                     "out."))},
            0,
            1,
            {}};
}

Answer Answers::slow(const Memory &)
{
    constexpr int kSlowness = 12;
    return {{text(tr("This answer takes its time, as a large model on a small machine does. While "
                     "it comes you can scroll, type the next prompt, or press Stop: what has come "
                     "so far is kept, and the server really stops."))},
            0,
            kSlowness,
            {}};
}

Answer Answers::queue(const Memory &)
{
    constexpr int kAhead = 2; // the third in the queue
    return {{text(tr("Your prompt waited in a queue, and you saw the position fall. On a busy "
                     "Space the same happens, with real people before you; here they were made "
                     "up."))},
            kAhead,
            1,
            {}};
}

Answer Answers::error(const Memory &)
{
    return {{text(tr("This answer will not be finished. An app can fail in the middle of its work, "
                     "and what came before"))},
            0,
            1,
            Raised{tr("The Demo Space raised this error because you asked for it."),
                   tr("A demonstration")}};
}

Answer Answers::files(const Memory &memory)
{
    QString content = tr("A file from the Demo Space, made while it answered.") + u"\n\n"_s
        + tr("Prompts before this one: %1").arg(memory.turns) + u'\n';
    if (memory.turns > 0)
        content += tr("The first: %1").arg(memory.first) + u'\n';
    return {{text(tr("Here is a small text file. It was made just now and lives in the memory of "
                     "this program until the program ends.")),
             {Kind::File, {}, {}, {u"demo.txt"_s, content.toUtf8()}}},
            0,
            1,
            {}};
}

Answer Answers::help(const Memory &)
{
    return {{text(QStringList{
                tr("The Demo Space shows what Spaceline does with the replies of a Space. "
                   "It understands:"),
                QStringList{tr("- `/markdown`: headings, lists, a table, a formula"),
                            tr("- `/code`: code blocks with colours"),
                            tr("- `/think`: steps that a model takes before it answers"),
                            tr("- `/slow`: a slow answer, to try Stop"),
                            tr("- `/queue`: waiting in a queue"),
                            tr("- `/error`: an app that fails in the middle"),
                            tr("- `/files`: a file that comes back"), tr("- `/help`: this list")}
                    .join(u'\n'),
                tr("Anything else gets a friendly answer without any intelligence: there is no "
                   "language model here.")}
                      .join("\n\n"_L1))},
            0,
            1,
            {}};
}

Answer Answers::anything(const QString &prompt, const Memory &memory)
{
    QStringList paragraphs;
    if (memory.turns == 0)
        paragraphs << tr(
            "Hello! This is the **Demo Space**. It runs inside Spaceline and has no "
            "language model, so I cannot answer questions; I can only show how answers "
            "look.");
    paragraphs << tr("You wrote %n word(s): “%1”.", nullptr, wordCount(prompt)).arg(quoted(prompt));
    if (memory.turns > 0) {
        //: %n counts the prompt that is being answered.
        paragraphs << tr("I remember this conversation: you have asked me %n thing(s) so far. The "
                         "first was “%1”, the one before this “%2”.",
                         nullptr, memory.turns + 1)
                          .arg(quoted(memory.first), quoted(memory.last));
    }
    paragraphs << tr("Try `/markdown`, `/code`, `/think` or `/queue` to see more, `/help` for the "
                     "whole list, or connect to a real Space with its address, `owner/name`.");
    return {{text(paragraphs.join("\n\n"_L1))}, 0, 1, {}};
}

Answer Answers::to(const QString &prompt, const Memory &memory)
{
    const QString word = prompt.trimmed().section(u' ', 0, 0).toLower();
    const auto *const command = std::find_if(kCommands.cbegin(), kCommands.cend(),
                                             [&](const Command &c) { return c.word == word; });
    if (command != kCommands.cend())
        return command->answer(memory);
    // Where the program speaks Chinese the usual answer does too.
    if (isChinese(prompt) && !isChinese(greeting()))
        return {{text(chinese(prompt, memory))}, 0, 1, {}};
    return anything(prompt, memory);
}

} // namespace spaceline::demo
