#include "markdown/opentail.h"

#include "markdown/blockbuilder.h"
#include "markdown/inlinecompletion.h"
#include "markdown/tables.h"

#include <algorithm>
#include <vector>

namespace spaceline::markdown {

namespace {

/// One line of the tail, container marks taken apart.
struct TailLine {
    qsizetype begin = 0; ///< offset in the tail
    QByteArrayView prefix; ///< blanks, quote marks and list markers
    QByteArrayView content; ///< the rest without blanks at the end
    bool item = false; ///< the prefix has a list marker
};

bool isBlankCharacter(char c) { return c == ' ' || c == '\t'; }

/// Bytes of the list marker that \p text begins with and the blank after it; 0: none.
qsizetype markerSize(QByteArrayView text)
{
    qsizetype size = 0;
    if (!text.isEmpty() && (text[0] == '-' || text[0] == '*' || text[0] == '+')) {
        size = 1;
    } else {
        while (size < text.size() && text[size] >= '0' && text[size] <= '9')
            ++size;
        if (size == 0 || size == text.size() || (text[size] != '.' && text[size] != ')'))
            return 0;
        ++size;
    }
    return size < text.size() && isBlankCharacter(text[size]) ? size + 1 : 0;
}

TailLine lineAt(QByteArrayView tail, qsizetype begin, qsizetype end)
{
    TailLine line;
    line.begin = begin;
    const QByteArrayView text = tail.sliced(begin, end - begin);
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype marker = markerSize(text.sliced(at));
        if (isBlankCharacter(text[at]) || text[at] == '>')
            ++at;
        else if (marker > 0)
            at += marker;
        else
            break;
        line.item = line.item || marker > 0;
    }
    line.prefix = text.first(at);
    line.content = text.sliced(at);
    while (!line.content.isEmpty() && isBlankCharacter(line.content.back()))
        line.content.chop(1);
    return line;
}

bool consistsOf(QByteArrayView text, QByteArrayView characters)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [characters](char c) {
        return characters.contains(c);
    });
}

bool isHeading(QByteArrayView content)
{
    qsizetype level = 0;
    while (level < content.size() && content[level] == '#')
        ++level;
    return level >= 1 && level <= 6 && (level == content.size() || content[level] == ' ');
}

bool isTaskBox(QByteArrayView content)
{
    return content == "[ ]" || content == "[x]" || content == "[X]";
}

/// The end of a text that grows, made ready for md4c.
class Tail {
public:
    explicit Tail(QByteArrayView text);

    /// Without marks that cannot be understood before more of their line is there.
    [[nodiscard]] const QByteArray &prepared() const { return m_text; }
    /// With the ends of what is open; \p closers are the bytes that were appended.
    [[nodiscard]] QByteArray completed(QByteArray *closers) const;

private:
    void holdBack();
    [[nodiscard]] bool isHeldBack(const TailLine &line, bool continues) const;
    void readParagraph();
    void completeTable();
    [[nodiscard]] QByteArray continuation(const TailLine &line) const;

    QByteArray m_text;
    std::vector<TailLine> m_paragraph; ///< the lines of the last paragraph or table, the last first
    qsizetype m_kept = 0; ///< bytes that stay
    QByteArray m_suffix; ///< the row that makes a table
    bool m_lineEnded = false; ///< the last line is whole
    bool m_table = false;
};

Tail::Tail(QByteArrayView text) : m_text(text.toByteArray())
{
    holdBack();
    m_kept = m_text.size();
    readParagraph();
    completeTable();
}

void Tail::holdBack()
{
    m_lineEnded = m_text.endsWith('\n');
    if (m_lineEnded)
        return;
    const qsizetype begin = m_text.lastIndexOf('\n') + 1;
    const TailLine last = lineAt(m_text, begin, m_text.size());
    if (begin > 0 && consistsOf(last.prefix, " \t") && last.content.isEmpty()) {
        m_text.truncate(begin);
        m_lineEnded = true;
        return;
    }
    const qsizetype before = begin < 2 ? 0 : m_text.lastIndexOf('\n', begin - 2) + 1;
    const bool continues
        = begin > 0 && !lineAt(m_text, before, begin - 1).content.isEmpty() && !last.item;
    if (isHeldBack(last, continues)) {
        // The item stays, a line that continues a paragraph goes with its line end.
        m_text.truncate(last.item || begin == 0 ? begin + last.prefix.size() : begin);
        m_lineEnded = m_text.endsWith('\n');
    }
}

/// Is what \p line has so far a mark whose meaning only the next bytes will tell?
bool Tail::isHeldBack(const TailLine &line, bool continues) const
{
    const QByteArrayView text = line.content;
    if (text.isEmpty())
        return false;
    if (consistsOf(text, "*") || consistsOf(text, "_") || text == "|")
        return true;
    if (consistsOf(text, "`") || consistsOf(text, "~"))
        return text.size() < 3;
    if (consistsOf(text, "-"))
        return continues || text.size() == 2;
    if (text == "+" || consistsOf(text, "="))
        return continues;
    if (line.item && text.startsWith('['))
        return text == "[" || text == "[x" || text == "[X";
    // "2" and "2." after "1. one"
    return line.begin > 0 && text.size() <= 4 && consistsOf(text, "0123456789.)")
        && (continues || consistsOf(text, "0123456789"));
}

void Tail::readParagraph()
{
    qsizetype end = m_text.size();
    if (end > 0 && m_lineEnded)
        --end;
    for (;;) {
        const qsizetype begin = end == 0 ? 0 : m_text.lastIndexOf('\n', end - 1) + 1;
        const TailLine line = lineAt(m_text, begin, end);
        if (line.content.isEmpty() || line.content.startsWith("```")
            || line.content.startsWith("~~~") || (isHeading(line.content) && !m_paragraph.empty()))
            break;
        m_table = m_table || (!m_paragraph.empty() && delimiterColumns(line.content) > 0);
        m_paragraph.push_back(line);
        if (line.item || isHeading(line.content) || begin == 0)
            break;
        end = begin - 1;
    }
}

/// What stands before a next line of the same paragraph as \p line.
QByteArray Tail::continuation(const TailLine &line) const
{
    QByteArray prefix = line.prefix.toByteArray();
    std::replace_if(
        prefix.begin(), prefix.end(), [](char c) { return c != '>' && c != '\t'; }, ' ');
    return prefix;
}

/// A header row becomes a table at once, not when the second row is whole.
void Tail::completeTable()
{
    if (m_table || m_paragraph.empty())
        return;
    const TailLine &last = m_paragraph.front();
    const bool second = m_paragraph.size() > 1 && m_paragraph[1].content.contains('|');
    const TailLine &header = second ? m_paragraph[1] : last;
    const qsizetype columns = cellsOf(header.content);
    if (second) {
        if (m_lineEnded || !consistsOf(last.content, "|-: \t")
            || delimiterColumns(last.content) == columns)
            return;
        m_kept = last.begin;
        m_paragraph.clear();
    } else if (!last.content.startsWith('|') || last.content.size() < 2) {
        return;
    } else if (!m_lineEnded) {
        m_suffix = "\n";
    }
    m_suffix.append(continuation(header)).append(QByteArray("|---").repeated(columns)).append('|');
    m_table = true;
}

QByteArray Tail::completed(QByteArray *closers) const
{
    const bool inlineEnds = m_paragraph.empty() || (m_table && m_lineEnded)
        || (m_paragraph.front().item && isTaskBox(m_paragraph.front().content));
    if (inlineEnds)
        return m_text.first(m_kept) + m_suffix;
    const TailLine &last = m_paragraph.front();
    QByteArray text;
    if (m_table) {
        text = last.content.sliced(last.content.lastIndexOf('|') + 1).toByteArray();
    } else {
        for (auto line = m_paragraph.rbegin(); line != m_paragraph.rend(); ++line) {
            if (!text.isEmpty())
                text.append('\n');
            text.append(line->content);
        }
    }
    const InlineCompletion completion = completeInline(text);
    const qsizetype contentEnd = last.begin + last.prefix.size() + last.content.size();
    if (completion.chop == 0 && completion.closers.isEmpty())
        return m_text + m_suffix;
    *closers = completion.closers;
    return m_text.first(std::max(last.begin, contentEnd - completion.chop)) + completion.closers
        + m_suffix;
}

void markOpen(Blocks &blocks)
{
    for (Blocks *level = &blocks; !level->empty(); level = &level->back().children)
        level->back().open = true;
}

const Block *lastLeaf(const Blocks &blocks)
{
    const Block *leaf = nullptr;
    for (const Blocks *level = &blocks; !level->empty(); level = &level->back().children)
        leaf = &level->back();
    return leaf;
}

/// Did md4c take \p closers for text, or did they end up in code?
bool isWrong(const Blocks &blocks, const QByteArray &closers)
{
    const Block *leaf = lastLeaf(blocks);
    if (leaf == nullptr)
        return false;
    if (leaf->kind == Block::Kind::Code)
        return true;
    return !closers.isEmpty() && !leaf->runs.empty()
        && leaf->runs.back().text.endsWith(QLatin1Char(closers.back()));
}

} // namespace

OpenTail parseOpenTail(QByteArrayView text, SoftBreak softBreak)
{
    OpenTail result;
    const Tail tail(text);
    QByteArray closers;
    const QByteArray completed = tail.completed(&closers);
    result.blocks = buildBlocks(completed, softBreak, true);
    result.parsedBytes = completed.size();
    if (completed != tail.prepared() && isWrong(result.blocks, closers)) {
        result.blocks = buildBlocks(tail.prepared(), softBreak, true);
        result.parsedBytes += tail.prepared().size();
    }
    markOpen(result.blocks);
    return result;
}

} // namespace spaceline::markdown
