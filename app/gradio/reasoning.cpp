#include "gradio/reasoning.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

struct UsualTag {
    QByteArrayView open;
    QByteArrayView close;
};

constexpr std::array kUsual{
    UsualTag{"<think>", "</think>"},         UsualTag{"<thinking>", "</thinking>"},
    UsualTag{"<reasoning>", "</reasoning>"}, UsualTag{"<reason>", "</reason>"},
    UsualTag{"<thought>", "</thought>"},     UsualTag{"<|begin_of_thought|>", "<|end_of_thought|>"},
};

/// No more than so many thoughts may end within code that never ends; each costs a pass.
constexpr int kPassLimit = 8;

bool standsAt(QByteArrayView text, qsizetype at, QByteArrayView tag)
{
    return text.size() - at >= tag.size()
        && qstrnicmp(text.data() + at, tag.data(), size_t(tag.size())) == 0;
}

/// A line that opens or closes fenced code; length 0 for any other.
struct FenceLine {
    char mark = 0;
    qsizetype length = 0;
    bool bare = true; ///< nothing behind the marks: only such a line closes

    explicit FenceLine(QByteArrayView line)
    {
        qsizetype at = 0;
        while (at < line.size() && (line[at] == ' ' || line[at] == '\t'))
            ++at;
        if (at == line.size() || (line[at] != '`' && line[at] != '~'))
            return;
        mark = line[at];
        const qsizetype begin = at;
        while (at < line.size() && line[at] == mark)
            ++at;
        if (at - begin < 3)
            return;
        const QByteArrayView rest = line.sliced(at);
        // Three backticks with another one behind them are a code span.
        if (mark == '`' && rest.contains('`'))
            return;
        length = at - begin;
        bare = rest.trimmed().isEmpty();
    }
};

class Splitter {
public:
    Splitter(QByteArrayView text, const QList<ReasoningTag> &more, std::vector<Thought> &thoughts)
        : m_text(text)
        , m_more(more)
        , m_thoughts(thoughts)
    {
    }

    QByteArray run()
    {
        qsizetype at = 0;
        for (int pass = 0; pass < kPassLimit; ++pass) {
            scan(at);
            // Code within a thought that never ends is not what ends the thought.
            if (!m_open || m_endInFence < 0)
                break;
            at = m_endInFence;
            endThought(at, m_open->close.size());
            at = m_begin;
        }
        if (m_open)
            think("pending"_L1, m_text.size());
        else
            keep(m_text.size());
        return std::move(m_words);
    }

private:
    void scan(qsizetype at)
    {
        m_fence = {};
        m_endInFence = -1;
        while (at < m_text.size()) {
            const void *newline = std::memchr(m_text.data() + at, '\n', size_t(m_text.size() - at));
            const qsizetype end
                = newline ? static_cast<const char *>(newline) - m_text.data() : m_text.size();
            scanLine(at, end);
            at = end + 1;
        }
    }

    void scanLine(qsizetype begin, qsizetype end)
    {
        const FenceLine fence(m_text.sliced(begin, end - begin));
        if (m_fence.length > 0) {
            if (fence.length >= m_fence.length && fence.mark == m_fence.mark && fence.bare) {
                m_fence = {};
                m_endInFence = -1;
            } else if (m_open && m_endInFence < 0) {
                const auto close = findClose(begin, end);
                m_endInFence = close;
            }
            return;
        }
        if (fence.length > 0) {
            m_fence = {fence.mark, fence.length};
            return;
        }
        m_counted = begin;
        m_backticks = 0;
        m_next.fill(-1, m_more.size());
        qsizetype at = begin;
        while (at < end) {
            if (m_open) {
                const qsizetype close = findClose(at, end);
                if (close < 0)
                    return;
                endThought(close, m_open->close.size());
                at = m_begin;
            } else {
                at = findOpen(at, end);
                if (at < 0)
                    return;
            }
        }
    }

    /// Where the open thought ends on this line, or -1.
    qsizetype findClose(qsizetype at, qsizetype end) const
    {
        const QByteArrayView line = m_text.first(end);
        const char first = m_open->close.front();
        for (at = line.indexOf(first, at); at >= 0; at = line.indexOf(first, at + 1)) {
            if (standsAt(line, at, m_open->close))
                return at;
        }
        return -1;
    }

    /// Behind the next tag on the line from \p at on, or -1.
    qsizetype findOpen(qsizetype at, qsizetype end)
    {
        const QByteArrayView line = m_text.first(end);
        qsizetype found = -1;
        UsualTag tag;
        bool opens = true;
        for (qsizetype i = line.indexOf('<', at); i >= 0 && found < 0;
             i = line.indexOf('<', i + 1)) {
            for (const UsualTag &usual : kUsual) {
                opens = standsAt(line, i, usual.open);
                // Only a text that has not been split yet can have begun inside a thought.
                if (opens || (m_untouched && standsAt(line, i, usual.close))) {
                    found = i;
                    tag = usual;
                    break;
                }
            }
        }
        for (qsizetype i = 0; i < m_more.size(); ++i) {
            // What was found before is still the next one, and where nothing was nothing is.
            qsizetype &next = m_next[i];
            if (next < at)
                next = line.indexOf(m_more[i].open, at);
            if (next < 0)
                next = end;
            if (next < end && (found < 0 || next < found)) {
                found = next;
                tag = {m_more[i].open, m_more[i].close};
                opens = true;
            }
        }
        if (found < 0)
            return -1;
        m_backticks += std::count(m_text.begin() + m_counted, m_text.begin() + found, '`');
        m_counted = found;
        if (m_backticks % 2 == 1)
            return found + 1;
        if (!opens) {
            endThought(found, tag.close.size());
            return m_begin;
        }
        keep(found);
        m_open = tag;
        m_begin = found + tag.open.size();
        return m_begin;
    }

    void keep(qsizetype end)
    {
        QByteArrayView words = m_text.sliced(m_begin, end - m_begin);
        if (m_untouched && end == m_text.size()) {
            m_words = words.toByteArray();
            return;
        }
        while (!words.isEmpty() && (words.front() == '\n' || words.front() == '\r'))
            words = words.sliced(1);
        // Blanks at the end of what still grows belong to what follows.
        if (end < m_text.size())
            words = words.chopped(words.size() - QByteArrayView(words).trimmed().size()
                                  - leadingBlanks(words));
        if (words.trimmed().isEmpty())
            return;
        if (!m_words.isEmpty())
            m_words += "\n\n";
        m_words += words;
    }

    static qsizetype leadingBlanks(QByteArrayView words)
    {
        const QByteArrayView trimmed = words.trimmed();
        return trimmed.isEmpty() ? 0 : trimmed.data() - words.data();
    }

    void endThought(qsizetype end, qsizetype tagSize)
    {
        think("done"_L1, end);
        m_open.reset();
        m_begin = end + tagSize;
    }

    void think(QLatin1StringView status, qsizetype end)
    {
        m_untouched = false;
        Thought thought;
        thought.text = m_text.sliced(m_begin, end - m_begin).trimmed().toByteArray();
        thought.status = status;
        // Models that were told not to think leave an empty pair of tags.
        if (!thought.text.isEmpty() || status == "pending"_L1)
            m_thoughts.push_back(std::move(thought));
    }

    QByteArrayView m_text;
    const QList<ReasoningTag> &m_more;
    std::vector<Thought> &m_thoughts;
    QByteArray m_words;
    struct {
        char mark = 0;
        qsizetype length = 0;
    } m_fence;
    std::optional<UsualTag> m_open;
    qsizetype m_begin = 0; ///< of what is neither kept nor thought yet
    qsizetype m_counted = 0; ///< how far the line's backticks are counted
    qsizetype m_backticks = 0;
    QList<qsizetype> m_next; ///< on the line, of each of m_more; the line's end where there is none
    qsizetype m_endInFence = -1; ///< a closing tag within code that is not closed yet
    bool m_untouched = true; ///< no tag was found
};

} // namespace

QList<ReasoningTag> reasoningTagsOf(const QJsonValue &value)
{
    QList<ReasoningTag> tags;
    for (const QJsonValue &item : value.toArray()) {
        const QJsonArray pair = item.toArray();
        ReasoningTag tag{pair.at(0).toString().toUtf8(), pair.at(1).toString().toUtf8()};
        const bool isUsual
            = std::any_of(kUsual.begin(), kUsual.end(),
                          [&tag](const UsualTag &usual) { return usual.open == tag.open; });
        if (!isUsual && !tag.open.isEmpty() && !tag.close.isEmpty())
            tags.append(std::move(tag));
    }
    return tags;
}

bool holdsReasoningTag(QByteArrayView text, qsizetype from)
{
    for (qsizetype at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
        for (const UsualTag &tag : kUsual) {
            if (standsAt(text, at, tag.open) || standsAt(text, at, tag.close))
                return true;
        }
    }
    return false;
}

QByteArray withoutReasoning(const QByteArray &text, const QList<ReasoningTag> &more,
                            std::vector<Thought> &thoughts)
{
    const bool holdsOwn = std::any_of(more.begin(), more.end(), [&text](const ReasoningTag &tag) {
        return text.contains(tag.open);
    });
    if (!holdsOwn && !holdsReasoningTag(text))
        return text;
    return Splitter(text, more, thoughts).run();
}

} // namespace spaceline::gradio
