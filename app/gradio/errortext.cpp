#include "gradio/errortext.h"

#include "base/redaction.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

constexpr qsizetype kMostLinks = 4;
constexpr qsizetype kLongestLink = 60; ///< characters of its words
/// What is behind this is not looked at: errors can be megabytes long.
constexpr qsizetype kLookedAt = 20'000;

/// \p text with HTML's entities read, each once: "&amp;lt;" is "&lt;".
QString withoutEntities(const QString &text)
{
    static const QRegularExpression entity(u"&(?:#(\\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([a-z]+));"_s);
    static const QHash<QString, QChar> names{
        {u"lt"_s, u'<'},   {u"gt"_s, u'>'},  {u"quot"_s, u'"'},   {u"apos"_s, u'\''},
        {u"nbsp"_s, u' '}, {u"amp"_s, u'&'}, {u"hellip"_s, u'…'},
    };
    QString out;
    qsizetype at = 0;
    auto matches = entity.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const char32_t code = match.hasCaptured(1) ? match.captured(1).toUInt()
                                                   : match.captured(2).toUInt(nullptr, 16);
        QString character;
        if (match.hasCaptured(3)) {
            const auto found = names.constFind(match.captured(3));
            character = found == names.cend() ? match.captured(0) : QString(*found);
        } else if (code >= 0x20 && code <= QChar::LastValidCodePoint && !QChar::isSurrogate(code)) {
            character = QString::fromUcs4(&code, 1);
        }
        out += text.mid(at, match.capturedStart() - at) + character;
        at = match.capturedEnd();
    }
    return out + text.mid(at);
}

} // namespace

QString plainText(const QString &html, qsizetype most)
{
    // Errors can be megabytes long; tags and entities make a text shorter, not by this much.
    QString text = html.left(most * 40);
    using Option = QRegularExpression::PatternOption;
    static const QRegularExpression unseen(u"<!--.*?-->|<(script|style|head)\\b[^>]*>.*?</\\1>"_s,
                                           Option::CaseInsensitiveOption
                                               | Option::DotMatchesEverythingOption);
    static const QRegularExpression lineBreak(u"<\\s*(br|/p|/div|/li|/h[1-6]|/tr)\\s*/?>"_s,
                                              Option::CaseInsensitiveOption);
    // Only HTML's own: Python writes <class 'str'> and <Response [404]>, which people must see.
    static const QRegularExpression tag(
        u"<!doctype[^<>]*>|</?(?:a|abbr|b|blockquote|body|button|center|code|dd|details|div|dl|dt|"
        "em|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|kbd|li|link|main|mark|"
        "meta|nav|ol|p|path|pre|q|s|samp|script|section|small|span|strike|strong|style|sub|summary|"
        "sup|svg|table|tbody|td|th|thead|title|tr|tt|u|ul|var|video)\\b(?:\\s[^<>]*|/)?>"_s,
        Option::CaseInsensitiveOption);
    static const QRegularExpression blanks(u"[ \\t]+"_s);
    static const QRegularExpression markdown(
        u"\\[([^\\[\\]\\n]{1,200})\\]\\(https?://[^\\s()]{1,2000}\\)"_s);
    text.remove(unseen);
    text.replace(lineBreak, u"\n"_s);
    text.remove(tag);
    text = withoutEntities(text);
    text.replace(markdown, u"\\1"_s);
    text.replace(blanks, u" "_s);
    text = redacted(text.trimmed());
    if (text.size() > most) {
        text.truncate(text[most - 2].isHighSurrogate() ? most - 2 : most - 1);
        text += u'…';
    }
    return text;
}

QList<Failure::Link> linksIn(const QString &html)
{
    using Option = QRegularExpression::PatternOption;
    static const QRegularExpression page(
        u"<a\\s[^<>]{0,500}?href\\s*=\\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')[^<>]{0,500}>(.{0,500}?)</"
        u"a\\s*>"
        "|\\[([^\\[\\]\\n]{1,200})\\]\\((https://[^\\s()]{1,2000})\\)"
        "|(https://[^\\s<>\"'`()\\[\\]]{1,2000})"_s,
        Option::CaseInsensitiveOption | Option::DotMatchesEverythingOption);
    QList<Failure::Link> links;
    auto matches = page.globalMatch(html.left(kLookedAt));
    while (matches.hasNext() && links.size() < kMostLinks) {
        const auto match = matches.next();
        QString address = match.captured(1) + match.captured(2) + match.captured(5);
        QString words = match.captured(3) + match.captured(4);
        if (match.hasCaptured(6)) {
            address = match.captured(6);
            // A sentence may end behind it.
            while (!address.isEmpty() && u".,;:!?*_"_s.contains(address.back()))
                address.chop(1);
        }
        const QUrl url(withoutEntities(address.trimmed()), QUrl::StrictMode);
        const bool safe = url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty()
            && url.userInfo().isEmpty();
        const bool known
            = std::any_of(links.cbegin(), links.cend(),
                          [&url](const Failure::Link &link) { return link.url == url; });
        // One that holds a secret is not offered.
        if (!safe || known || redacted(address) != address)
            continue;
        words = plainText(words, kLongestLink).simplified();
        links.append({words.startsWith("http"_L1) ? QString() : words, url});
    }
    return links;
}

} // namespace spaceline::gradio
