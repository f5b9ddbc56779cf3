#include "gradio/htmltag.h"

#include <QHash>

namespace spaceline::gradio {

namespace {

/// Longer ones are text that has an ampersand.
constexpr qsizetype kLongestEntity = 10;

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/// Empty where \p name, without `&` and `;`, is unknown.
QByteArray entity(QByteArrayView name)
{
    static const QHash<QByteArray, QByteArray> known{
        {"amp", "&"},       {"lt", "<"},    {"gt", ">"},     {"quot", "\""},  {"apos", "'"},
        {"nbsp", "\u00a0"}, {"copy", "©"},  {"reg", "®"},    {"trade", "™"},  {"hellip", "…"},
        {"mdash", "—"},     {"ndash", "–"}, {"laquo", "«"},  {"raquo", "»"},  {"lsquo", "‘"},
        {"rsquo", "’"},     {"ldquo", "“"}, {"rdquo", "”"},  {"bull", "•"},   {"middot", "·"},
        {"times", "×"},     {"deg", "°"},   {"euro", "€"},   {"rarr", "→"},   {"larr", "←"},
        {"auml", "ä"},      {"ouml", "ö"},  {"uuml", "ü"},   {"Auml", "Ä"},   {"Ouml", "Ö"},
        {"Uuml", "Ü"},      {"szlig", "ß"}, {"eacute", "é"}, {"egrave", "è"}, {"agrave", "à"},
        {"ccedil", "ç"}};
    if (!name.startsWith('#'))
        return known.value(name.toByteArray());
    const bool isHex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    bool isNumber = false;
    const uint code = name.sliced(isHex ? 2 : 1).toByteArray().toUInt(&isNumber, isHex ? 16 : 10);
    if (!isNumber)
        return {};
    const bool isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    const char32_t ucs4 = isCharacter ? char32_t(code) : U'\uFFFD';
    return QString::fromUcs4(&ucs4, 1).toUtf8();
}

} // namespace

QString HtmlTag::attribute(QByteArrayView wanted) const
{
    for (const auto &[key, value] : attributes) {
        if (key == wanted)
            return value;
    }
    return {};
}

HtmlTag readHtmlTag(QByteArrayView html, qsizetype at)
{
    HtmlTag tag;
    tag.end = at;
    const QByteArrayView rest = html.sliced(at);
    if (rest.startsWith("<!--")) {
        const qsizetype close = html.indexOf("-->", at + 4);
        tag.end = close < 0 ? html.size() : close + 3;
        return tag;
    }
    if (rest.size() < 2)
        return tag;
    if (rest[1] == '!' || rest[1] == '?') {
        const qsizetype close = html.indexOf('>', at);
        tag.end = close < 0 ? html.size() : close + 1;
        return tag;
    }
    tag.closing = rest[1] == '/';
    qsizetype i = at + (tag.closing ? 2 : 1);
    if (i >= html.size() || !isLetter(html[i]))
        return tag;
    const qsizetype begin = i;
    while (i < html.size() && !isBlank(html[i]) && html[i] != '>' && html[i] != '/')
        ++i;
    const QByteArray name = html.sliced(begin, i - begin).toByteArray().toLower();

    while (i < html.size() && html[i] != '>') {
        if (isBlank(html[i]) || html[i] == '/') {
            ++i;
            continue;
        }
        const qsizetype nameBegin = i;
        while (i < html.size() && !isBlank(html[i]) && html[i] != '=' && html[i] != '>'
               && html[i] != '/')
            ++i;
        const QByteArray key = html.sliced(nameBegin, i - nameBegin).toByteArray().toLower();
        while (i < html.size() && isBlank(html[i]))
            ++i;
        if (i >= html.size() || html[i] != '=') {
            // A lone `=` would stay where it is for ever.
            if (key.isEmpty())
                ++i;
            continue;
        }
        ++i;
        while (i < html.size() && isBlank(html[i]))
            ++i;
        if (i >= html.size())
            break;
        QByteArrayView value;
        if (html[i] == '"' || html[i] == '\'') {
            const qsizetype close = html.indexOf(html[i], i + 1);
            const qsizetype end = close < 0 ? html.size() : close;
            value = html.sliced(i + 1, end - i - 1);
            i = close < 0 ? end : end + 1;
        } else {
            const qsizetype valueBegin = i;
            while (i < html.size() && !isBlank(html[i]) && html[i] != '>')
                ++i;
            value = html.sliced(valueBegin, i - valueBegin);
        }
        tag.attributes.append({key, QString::fromUtf8(decodedHtml(value))});
    }
    tag.name = name;
    tag.end = std::min(i + 1, html.size());
    return tag;
}

qsizetype behindElement(QByteArrayView html, qsizetype at, QByteArrayView name)
{
    for (at = html.indexOf("</", at); at >= 0; at = html.indexOf("</", at + 2)) {
        const QByteArrayView rest = html.sliced(at + 2);
        if (rest.size() < name.size()
            || qstrnicmp(rest.data(), name.data(), size_t(name.size())) != 0)
            continue;
        const qsizetype close = html.indexOf('>', at);
        return close < 0 ? html.size() : close + 1;
    }
    return html.size();
}

QByteArray decodedHtml(QByteArrayView text)
{
    QByteArray decoded;
    decoded.reserve(text.size());
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype next = text.indexOf('&', at);
        decoded += text.sliced(at, (next < 0 ? text.size() : next) - at);
        if (next < 0)
            break;
        const QByteArrayView head
            = text.sliced(next + 1, std::min(kLongestEntity, text.size() - next - 1));
        const qsizetype end = head.indexOf(';');
        const QByteArray character = end > 0 ? entity(head.first(end)) : QByteArray();
        decoded += character.isEmpty() ? QByteArray("&") : character;
        at = next + 1 + (character.isEmpty() ? 0 : end + 1);
    }
    return decoded;
}

} // namespace spaceline::gradio
