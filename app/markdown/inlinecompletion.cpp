#include "markdown/inlinecompletion.h"

#include "markdown/entities.h"
#include "markdown/inlinehtml.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <array>
#include <vector>

namespace spaceline::markdown {

namespace {

/// Nobody reads so much at once, and looking for ends takes time.
constexpr qsizetype kLongestText = 16 * 1024;
/// Longer text in an open bracket is a remark, not a link.
constexpr qsizetype kLongestLinkText = 120;

struct Opener {
    char character = 0; ///< '*', '_', '~', '`' or '['
    qsizetype length = 0; ///< of the marker that is still open
    qsizetype begin = 0;
    qsizetype end = 0;
    bool closable = true; ///< '[': may it be a link?
};

bool isAsciiSpace(char c) { return c == ' ' || c == '\t' || c == '\n'; }

bool isAsciiAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isAsciiPunctuation(char c) { return c > ' ' && c < 0x7F && !isAsciiAlphanumeric(c); }

/// The address of a link, and its title.
struct Destination {
    enum class State : quint8 { None, Unfinished, Closed };
    State state = State::None;
    qsizetype end = 0; ///< behind the `)`
};

constexpr std::array<bool, 256> kSpecial = [] {
    std::array<bool, 256> special{};
    for (const char c : {'\\', '*', '_', '~', '`', '<', '&', '[', ']', 'h', 'w'})
        special[uchar(c)] = true;
    return special;
}();

bool isSpecial(char c) { return kSpecial[uchar(c)]; }

enum class Around : quint8 { Space, Punctuation, Other };

Around kindOf(QByteArrayView character)
{
    if (character.isEmpty() || isAsciiSpace(character.front()))
        return Around::Space;
    if (uchar(character.front()) < 0x80)
        return isAsciiPunctuation(character.front()) ? Around::Punctuation : Around::Other;
    const QList<uint> decoded = QString::fromUtf8(character).toUcs4();
    if (decoded.isEmpty())
        return Around::Other;
    if (QChar::isSpace(decoded.front()))
        return Around::Space;
    return QChar::isPunct(decoded.front()) ? Around::Punctuation : Around::Other;
}

bool isContinuation(char c) { return (uchar(c) & 0xC0) == 0x80; }

class Completer {
public:
    explicit Completer(QByteArrayView text) : m_text(text), m_limit(text.size()) { }

    InlineCompletion run();

private:
    [[nodiscard]] qsizetype runLength(qsizetype at) const;
    [[nodiscard]] Around before(qsizetype at) const;
    [[nodiscard]] Around after(qsizetype at) const;
    [[nodiscard]] Opener *opener(char character);
    void dropFrom(const Opener *first);
    void endHere(qsizetype at);
    [[nodiscard]] qsizetype step(qsizetype at);
    [[nodiscard]] qsizetype delimiter(qsizetype at);
    void lastDelimiter(qsizetype at, qsizetype length);
    [[nodiscard]] qsizetype code(qsizetype at);
    [[nodiscard]] qsizetype angle(qsizetype at);
    [[nodiscard]] qsizetype openBracket(qsizetype at);
    [[nodiscard]] qsizetype closeBracket(qsizetype at);
    [[nodiscard]] Destination destination(qsizetype at) const;
    [[nodiscard]] qsizetype word(qsizetype at);
    [[nodiscard]] bool mayBeLink(const Opener &bracket) const;
    void trimBlanks();

    QByteArrayView m_text;
    qsizetype m_limit; ///< what lies behind is cut off
    std::vector<Opener> m_open;
    QByteArray m_first; ///< closers that come before those of m_open
};

qsizetype Completer::runLength(qsizetype at) const
{
    qsizetype end = at;
    while (end < m_text.size() && m_text[end] == m_text[at])
        ++end;
    return end - at;
}

Around Completer::before(qsizetype at) const
{
    qsizetype begin = at;
    while (begin > 0 && isContinuation(m_text[--begin])) { }
    return kindOf(m_text.sliced(begin, at - begin));
}

Around Completer::after(qsizetype at) const
{
    qsizetype end = std::min(at + 1, m_text.size());
    while (end < m_text.size() && isContinuation(m_text[end]))
        ++end;
    return kindOf(m_text.sliced(at, end - at));
}

Opener *Completer::opener(char character)
{
    const auto found
        = std::find_if(m_open.rbegin(), m_open.rend(), [character](const Opener &candidate) {
              return candidate.character == character;
          });
    return found == m_open.rend() ? nullptr : &*found;
}

void Completer::dropFrom(const Opener *first)
{
    m_open.erase(m_open.begin() + (first - m_open.data()), m_open.end());
}

/// Cuts the text off at \p at and stops.
void Completer::endHere(qsizetype at) { m_limit = at; }

InlineCompletion Completer::run()
{
    for (qsizetype at = 0; at < m_limit;)
        at = isSpecial(m_text[at]) ? step(at) : at + 1;
    trimBlanks();
    // A marker without anything behind it is not shown at all.
    while (m_first.isEmpty() && !m_open.empty() && m_open.back().end >= m_limit) {
        m_limit = m_open.back().begin;
        m_open.pop_back();
        trimBlanks();
    }
    InlineCompletion result;
    result.chop = m_text.size() - m_limit;
    result.closers = m_first;
    for (auto open = m_open.rbegin(); open != m_open.rend(); ++open) {
        if (open->character != '[')
            result.closers.append(open->length, open->character);
        else if (mayBeLink(*open))
            result.closers.append("]()");
    }
    return result;
}

void Completer::trimBlanks()
{
    while (m_limit > 0 && isAsciiSpace(m_text[m_limit - 1]))
        --m_limit;
}

qsizetype Completer::step(qsizetype at)
{
    switch (m_text[at]) {
    case '\\':
        if (at + 1 == m_text.size())
            endHere(at);
        return at + 2;
    case '*':
    case '_':
    case '~':
        return delimiter(at);
    case '`':
        return code(at);
    case '<':
        return angle(at);
    case '&':
        if (mayBecomeEntity(m_text.sliced(at)))
            endHere(at);
        return at + 1;
    case '[':
        return openBracket(at);
    case ']':
        return closeBracket(at);
    default:
        return word(at);
    }
}

qsizetype Completer::delimiter(qsizetype at)
{
    const char character = m_text[at];
    qsizetype length = runLength(at);
    const qsizetype end = at + length;
    if (character == '~' && length > 2)
        return end;
    if (end == m_text.size()) {
        lastDelimiter(at, length);
        return end;
    }
    const Around left = before(at);
    const Around right = after(end);
    const bool leftFlanking
        = right != Around::Space && (right != Around::Punctuation || left != Around::Other);
    const bool rightFlanking
        = left != Around::Space && (left != Around::Punctuation || right != Around::Other);
    const bool underscore = character == '_';
    const bool closes
        = rightFlanking && (!underscore || !leftFlanking || right == Around::Punctuation);
    bool opens = leftFlanking && (!underscore || !rightFlanking || left == Around::Punctuation);
    // "2*3", "~5": hardly ever emphasis that is only closed later.
    if (length == 1 && (character == '~' || (left == Around::Other && right == Around::Other)))
        opens = false;
    while (closes && length > 0) {
        Opener *open = opener(character);
        if (open == nullptr || (character == '~' && open->length != length))
            break;
        const qsizetype used = std::min(length, open->length);
        length -= used;
        if (open->length == used) {
            dropFrom(open);
        } else {
            open->length -= used;
            m_open.resize(size_t(open - m_open.data()) + 1);
        }
    }
    if (length > 0 && opens)
        m_open.push_back({character, length, end - length, end, true});
    return end;
}

/// Nothing follows yet: the marker closes what is open, or it is the half of one that will.
void Completer::lastDelimiter(qsizetype at, qsizetype length)
{
    const Opener *open = opener(m_text[at]);
    if (open != nullptr && open->length == length && before(at) != Around::Space)
        dropFrom(open);
    else
        endHere(at);
}

qsizetype Completer::code(qsizetype at)
{
    const qsizetype length = runLength(at);
    qsizetype next = at + length;
    while (next < m_text.size()) {
        if (m_text[next] != '`') {
            ++next;
            continue;
        }
        const qsizetype closing = runLength(next);
        if (closing == length)
            return next + closing;
        if (next + closing == m_text.size() && closing < length)
            endHere(next);
        next += closing;
    }
    m_open.push_back({'`', length, at, at + length, true});
    return m_text.size();
}

qsizetype Completer::angle(qsizetype at)
{
    const QByteArrayView rest = m_text.sliced(at);
    const bool mayBegin = rest.size() > 1
        && (isAsciiAlphanumeric(rest[1]) || rest[1] == '/' || rest[1] == '!' || rest[1] == '?');
    const qsizetype end = rest.indexOf('>');
    if (end > 0)
        return mayBegin ? at + end + 1 : at + 1;
    if (mayBecomeTag(rest)) {
        endHere(at);
        return m_text.size();
    }
    return at + 1;
}

qsizetype Completer::openBracket(qsizetype at)
{
    const bool image = at > 0 && m_text[at - 1] == '!';
    const bool afterWord = at > 0 && isAsciiAlphanumeric(m_text[at - 1]);
    const bool footnote = at + 1 < m_text.size() && m_text[at + 1] == '^';
    m_open.push_back({'[', 1, image ? at - 1 : at, at + 1, !afterWord && !footnote});
    return at + 1;
}

bool Completer::mayBeLink(const Opener &bracket) const
{
    const QByteArrayView text = m_text.sliced(bracket.end, m_limit - bracket.end);
    const bool isNumber
        = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return bracket.closable && text.size() <= kLongestLinkText && !text.contains('\n') && !isNumber;
}

qsizetype Completer::closeBracket(qsizetype at)
{
    const Opener *found = opener('[');
    if (found == nullptr)
        return at + 1;
    const Opener bracket = *found;
    const qsizetype next = at + 1;
    if (next == m_text.size()) {
        m_limit = at;
        const bool link = mayBeLink(bracket);
        m_limit = next;
        if (link) {
            dropFrom(found);
            m_first = "()";
        } else {
            m_open.erase(m_open.begin() + (found - m_open.data()));
        }
        return next;
    }
    if (m_text[next] != '(') {
        m_open.erase(m_open.begin() + (found - m_open.data()));
        return next;
    }
    const Destination target = destination(next + 1);
    if (target.state == Destination::State::None) {
        m_open.erase(m_open.begin() + (found - m_open.data()));
        return next;
    }
    dropFrom(found);
    if (target.state == Destination::State::Unfinished) {
        // Half an address leads nowhere.
        endHere(next + 1);
        m_first = ")";
    }
    return target.end;
}

/// Reads what follows `](`.
Destination Completer::destination(qsizetype at) const
{
    int depth = 1;
    bool blank = false;
    char quote = 0;
    for (qsizetype i = at; i < m_text.size(); ++i) {
        const char c = m_text[i];
        if (c == '\\') {
            ++i;
        } else if (quote != 0) {
            if (c == quote)
                quote = 0;
        } else if (isAsciiSpace(c)) {
            blank = i > at;
        } else if (blank && (c == '"' || c == '\'')) {
            quote = c;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')') {
            if (--depth == 0)
                return {Destination::State::Closed, i + 1};
        } else if (blank) {
            return {Destination::State::None, at};
        }
    }
    return {Destination::State::Unfinished, m_text.size()};
}

/// Steps over an address or one character: the underscores of an address open nothing.
qsizetype Completer::word(qsizetype at)
{
    const QByteArrayView rest = m_text.sliced(at);
    if (!rest.startsWith("http://") && !rest.startsWith("https://") && !rest.startsWith("www."))
        return at + 1;
    constexpr QByteArrayView inAddress("_-./?=&%#:+,;@");
    qsizetype size = 0;
    while (size < rest.size()
           && (isAsciiAlphanumeric(rest[size]) || inAddress.contains(rest[size])))
        ++size;
    // md4c finds no end of emphasis right behind the slashes.
    if (at + size == m_text.size() && rest.endsWith("://"))
        endHere(m_text.size() - 2);
    return at + size;
}

} // namespace

InlineCompletion completeInline(QByteArrayView text)
{
    return text.size() <= kLongestText ? Completer(text).run() : InlineCompletion();
}

} // namespace spaceline::markdown
