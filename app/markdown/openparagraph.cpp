#include "markdown/openparagraph.h"

#include "markdown/blockbuilder.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <vector>

namespace spaceline::markdown {

namespace {

constexpr qsizetype kPieceSize = 1024;
/// A piece that is longer than this ends whatever is open.
constexpr qsizetype kLongestPiece = 3072;
/// A later piece begins in the middle of a line, where `1.` or `#` mean nothing; this says so.
constexpr char kGuard = 'x';

bool isBlank(char c) { return c == ' ' || c == '\n'; }

bool isWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || uchar(c) >= 0x80;
}

/// What seems to be open behind the bytes read so far. Only those count, so that the answer never
/// changes when more of the text arrives.
class Balance {
public:
    /// Reads the character at \p at; returns where the next one is.
    qsizetype read(QByteArrayView text, qsizetype at);
    [[nodiscard]] bool isOpen() const
    {
        return m_destination || m_brackets > 0 || m_elements > 0
            || std::find(m_marks.begin(), m_marks.end(), true) != m_marks.end();
    }

private:
    qsizetype readMark(QByteArrayView text, qsizetype at, size_t mark);

    std::array<bool, 4> m_marks{}; ///< one for each of kMarks
    int m_brackets = 0;
    int m_elements = 0;
    bool m_destination = false;
};

constexpr QByteArrayView kMarks("*_~`");

qsizetype Balance::read(QByteArrayView text, qsizetype at)
{
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    switch (text[at]) {
    case '\\':
        return at + 2;
    case '[':
        ++m_brackets;
        break;
    case ']':
        m_brackets = std::max(0, m_brackets - 1);
        m_destination = m_destination || next == '(';
        break;
    case ')':
        m_destination = false;
        break;
    case '<':
        if (next == '/')
            m_elements = std::max(0, m_elements - 1);
        else if (isWord(next) && !text.sliced(at).startsWith("<br"))
            ++m_elements;
        break;
    default:
        if (const qsizetype mark = kMarks.indexOf(text[at]); mark >= 0)
            return readMark(text, at, size_t(mark));
        break;
    }
    return at + 1;
}

qsizetype Balance::readMark(QByteArrayView text, qsizetype at, size_t mark)
{
    qsizetype end = at + 1;
    while (end < text.size() && text[end] == text[at])
        ++end;
    const char before = at > 0 ? text[at - 1] : ' ';
    const char after = end < text.size() ? text[end] : ' ';
    const bool loose = isBlank(before) && isBlank(after);
    const bool inWord = text[at] == '_' && isWord(before) && isWord(after);
    const bool approximately = text[at] == '~' && end == at + 1;
    if (!loose && !inWord && !approximately)
        m_marks[mark] = !m_marks[mark];
    return end;
}

/// Where the first piece of \p text ends; -1 if it is not long enough yet.
qsizetype pieceEnd(QByteArrayView text)
{
    Balance balance;
    for (qsizetype at = 0; at < text.size(); at = balance.read(text, at)) {
        if (at >= kPieceSize && isBlank(text[at]) && (at >= kLongestPiece || !balance.isOpen()))
            return at;
    }
    return -1;
}

QByteArray guarded(QByteArrayView piece)
{
    QByteArray result(1, kGuard);
    result.append(piece);
    return result;
}

/// Takes the guard from the front of a paragraph; false if it is not there.
bool dropGuard(Blocks &blocks)
{
    if (blocks.empty() || blocks.front().kind != Block::Kind::Paragraph
        || blocks.front().runs.empty())
        return false;
    std::vector<Run> &runs = blocks.front().runs;
    if (runs.front().styles || !runs.front().text.startsWith(QLatin1Char(kGuard)))
        return false;
    runs.front().text.remove(0, 1);
    if (runs.front().text.isEmpty())
        runs.erase(runs.begin());
    return true;
}

} // namespace

void OpenParagraph::clear() { *this = {}; }

OpenTail OpenParagraph::parse(QByteArrayView text, SoftBreak softBreak)
{
    qint64 parsedBytes = 0;
    for (;;) {
        const qsizetype size = pieceEnd(text.sliced(m_parsed));
        if (size < 0)
            break;
        parsedBytes += parsePiece(text.sliced(m_parsed, size), softBreak);
        m_parsed += size;
    }
    OpenTail tail;
    if (m_parsed > 0) {
        tail = parseOpenTail(guarded(text.sliced(m_parsed)), softBreak);
        parsedBytes += tail.parsedBytes;
    }
    if (m_parsed > 0 && dropGuard(tail.blocks)) {
        std::vector<Run> &runs = tail.blocks.front().runs;
        runs.insert(runs.begin(), m_runs.begin(), m_runs.end());
        tail.parsedBytes = parsedBytes;
    } else {
        tail = parseOpenTail(text, softBreak);
        tail.parsedBytes += parsedBytes;
    }
    return tail;
}

qint64 OpenParagraph::parsePiece(QByteArrayView piece, SoftBreak softBreak)
{
    const QByteArray source = m_parsed > 0 ? guarded(piece) : piece.toByteArray();
    Blocks blocks = buildBlocks(source, softBreak, false);
    const bool understood = (m_parsed == 0 || dropGuard(blocks)) && blocks.size() == 1
        && blocks.front().kind == Block::Kind::Paragraph;
    if (!understood)
        blocks = flatBlocks(piece);
    for (const Block &block : blocks)
        m_runs.insert(m_runs.end(), block.runs.begin(), block.runs.end());
    return source.size();
}

} // namespace spaceline::markdown
