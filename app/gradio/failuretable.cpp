#include "gradio/failuretable.h"

#include "base/redaction.h"
#include "gradio/json.h"
#include "net/http.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

using Kind = Failure::Kind;

constexpr qsizetype kPlainLine = 300;

struct TextRow {
    Kind kind;
    const char *pattern;
};

/// Order matters; the first that matches wins (failures.md §1, second table).
constexpr TextRow kTexts[]{
    {Kind::Quota, "exceeded your .*gpu (quota|runs limit)|reached its gpu limit"},
    {Kind::Gpu,
     "no gpu (was|is currently) available|larger than the maximum allowed|expired zerogpu proxy "
     "token|gpu task aborted|zerogpu worker error"},
    {Kind::OAuth, "requires a logged in user"},
    {Kind::Login, "^not authenticated"},
    {Kind::Arguments,
     "didn.t receive enough input values|not a valid key-word argument|no value provided for "
     "required argument|unexpected keyword argument|missing \\d+ required positional argument"},
    {Kind::HistoryFormat, "incompatible with (the )?(messages|tuples) format"},
    {Kind::Multimodal, "multimodaltextbox expects a dictionary"},
    {Kind::Parameter,
     "is not in the list of choices|is (greater|less) than (the )?(maximum|minimum) value"},
    {Kind::Upload,
     "cannot move .* to the gradio cache dir|file not allowed|file size exceeded|invalid file "
     "type"},
    {Kind::QueueFull, "^queue is (full|stopped)"},
    {Kind::SessionLost, "^404: (session not found|not found)|event not found in queue"},
    {Kind::ConnectionLost, "server stopped unexpectedly"},
    {Kind::Transport, "does not accept direct http post"},
};

/// gr.Error texts up to 5.1 arrive as Python writes them: 'bad input' (§5.6).
QString unquoted(const QString &text)
{
    const QString t = text.trimmed();
    if (t.size() < 2 || (t.front() != u'\'' && t.front() != u'"') || t.back() != t.front())
        return text;
    const QChar quote = t.front();
    QString out;
    for (qsizetype i = 1; i + 1 < t.size(); ++i) {
        if (t[i] == quote)
            return text; // not one quoted text but two
        if (t[i] != u'\\' || i + 2 >= t.size()) {
            out += t[i];
            continue;
        }
        ++i;
        static const QHash<QChar, int> digits{{u'x', 2}, {u'u', 4}, {u'U', 8}};
        if (const int length = digits.value(t[i]); length > 0) {
            bool ok = false;
            const char32_t code = t.mid(i + 1, length).toUInt(&ok, 16);
            if (ok && i + length + 1 < t.size() && code <= QChar::LastValidCodePoint) {
                out += QString::fromUcs4(&code, 1);
                i += length;
                continue;
            }
        }
        out += t[i] == u'n' ? u'\n' : t[i] == u't' ? u'\t' : t[i] == u'r' ? u'\r' : t[i];
    }
    return out;
}

bool looksLikeHtml(const QByteArray &contentType, const QByteArray &body)
{
    if (contentType == "text/html")
        return true;
    const QByteArray start = body.left(64).trimmed().toLower();
    return start.startsWith("<!doctype") || start.startsWith("<html");
}

/// What an error body says, in words: JSON's detail or error, an HTML page's title, a short plain
/// text.
QString wordsOf(const QByteArray &contentType, const QByteArray &body)
{
    if (looksLikeHtml(contentType, body)) {
        static const QRegularExpression title(u"<(title|h1)[^>]*>(.*?)</\\1>"_s,
                                              QRegularExpression::CaseInsensitiveOption
                                                  | QRegularExpression::DotMatchesEverythingOption);
        return plainText(title.match(QString::fromUtf8(body.left(20000))).captured(2), 200);
    }
    if (contentType == "text/plain") {
        // One line is meant for people; what is longer is a traceback.
        const QByteArray line = body.left(kPlainLine + 1).trimmed();
        const bool says
            = line.size() <= kPlainLine && !line.contains('\n') && line != "Internal Server Error";
        return says ? plainText(QString::fromUtf8(line)) : QString();
    }
    const QJsonObject object = parseJson(body).object();
    for (const QLatin1StringView key : {"detail"_L1, "error"_L1, "message"_L1}) {
        const QJsonValue value = object.value(key);
        if (value.isString())
            return plainText(value.toString());
        if (value.isObject()) {
            // What the author says to those who shall log in is worth more than "Not
            // authenticated" (§8).
            for (const QLatin1StringView inner : {"auth_message"_L1, "error"_L1}) {
                QString words = plainText(value.toObject().value(inner).toString());
                if (!words.isEmpty())
                    return words;
            }
        }
        // 422: an array of validator or FastAPI complaints, two shapes (§5.2).
        for (const QJsonValue &item : value.toArray()) {
            const QJsonObject complaint = item.toObject();
            // A validator has an entry for each input, the good ones too.
            if (complaint.value("is_valid"_L1).toBool())
                continue;
            for (const QLatin1StringView inner : {"message"_L1, "msg"_L1}) {
                if (complaint.value(inner).isString())
                    return plainText(complaint.value(inner).toString());
            }
        }
    }
    return {};
}

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
    text.remove(unseen);
    text.replace(lineBreak, u"\n"_s);
    text.remove(tag);
    text = withoutEntities(text);
    text.replace(blanks, u" "_s);
    text = redacted(text.trimmed());
    if (text.size() > most) {
        text.truncate(text[most - 2].isHighSurrogate() ? most - 2 : most - 1);
        text += u'…';
    }
    return text;
}

Failure failureOfText(const QString &text)
{
    // Up to 4.21 a generator that fails without show_error says the word "None" (§5.6).
    const QString said = plainText(unquoted(text));
    if (said.isEmpty() || said == "None"_L1 || said == "null"_L1)
        return Failure(Kind::SilentApp);
    for (const TextRow &row : kTexts) {
        const QRegularExpression pattern(QString::fromLatin1(row.pattern),
                                         QRegularExpression::CaseInsensitiveOption
                                             | QRegularExpression::DotMatchesEverythingOption);
        if (!pattern.match(said).hasMatch())
            continue;
        Failure failure(row.kind, said);
        // "Try again in 0:09:48", or "1 day, 3:02:01" as Python writes a timedelta.
        static const QRegularExpression wait(
            u"(?:try again|retry) in (?:(\\d+) days?, )?(\\d+):(\\d\\d):(\\d\\d)"_s,
            QRegularExpression::CaseInsensitiveOption);
        if (const auto match = wait.match(said); match.hasMatch()) {
            failure.retryAfter = std::chrono::hours(24) * match.captured(1).toInt()
                + std::chrono::hours(match.captured(2).toInt())
                + std::chrono::minutes(match.captured(3).toInt())
                + std::chrono::seconds(match.captured(4).toInt());
        }
        return failure;
    }
    return Failure(Kind::AppError, said);
}

Failure failureOf(int status, const QByteArray &contentType, const QByteArray &body, Asked asked)
{
    const bool html = looksLikeHtml(contentType, body);
    const QString said = wordsOf(contentType, body);
    if (status >= 200 && status < 300) {
        if (html)
            return Failure(asked == Asked::Config ? Kind::NotGradio : Kind::NotJson, said);
        if (asked == Asked::Stream && contentType != "text/event-stream")
            return Failure(Kind::StreamFormat, QString::fromLatin1(contentType));
        return {};
    }
    switch (status) {
    case 401:
        // A Gradio app with a password answers in JSON, the platform's proxy for a private Space in
        // HTML (§1.3).
        return Failure(html || contentType != "application/json" ? Kind::PrivateSpace : Kind::Login,
                       said);
    case 403:
        return Failure(Kind::Token, said);
    case 404:
        if (asked == Asked::Config)
            return Failure(html ? Kind::PrivateSpace : Kind::NotGradio, said);
        if (said.contains("direct http post"_L1, Qt::CaseInsensitive))
            return Failure(Kind::Transport, said);
        return Failure(html ? Kind::NotJson : Kind::Transport, said);
    case 405:
        return Failure(Kind::Transport, said);
    case 413:
        return Failure(Kind::Upload, said);
    case 422:
        return Failure(Kind::Parameter, said);
    case 429:
        return Failure(Kind::RateLimit, said);
    case 503:
        // A JSON 503 is the app's queue, an HTML one the proxy (F13, F15).
        if (!html && said.startsWith("queue is"_L1, Qt::CaseInsensitive))
            return Failure(Kind::QueueFull, said);
        return Failure(Kind::NotJson, said);
    case 502:
    case 504:
        return Failure(Kind::NotJson, said);
    default:
        break;
    }
    if (html)
        return Failure(Kind::NotJson, said);
    if ((asked == Asked::Submit || asked == Asked::Stream) && (status == 400 || status == 500)) {
        Failure failure = failureOfText(said);
        // An unknown function is 500 in plain text (F8); the body may be a whole traceback and is
        // not shown. A function that was accepted is known.
        if (failure.kind == Kind::SilentApp && contentType == "text/plain"
            && asked == Asked::Submit)
            return Failure(Kind::Endpoint);
        return failure;
    }
    // The server is what it is, but in trouble.
    if (status >= 500)
        return Failure(Kind::NotJson, said);
    return Failure(asked == Asked::Config ? Kind::NotGradio : Kind::Transport, said);
}

Failure failureOf(const HttpExchange &exchange, const QByteArray &body, Asked asked)
{
    if (exchange.failure() && exchange.status() == 0)
        return exchange.failure();
    Failure failure = failureOf(exchange.status(), exchange.contentType(), body, asked);
    if (!failure && exchange.failure())
        return exchange.failure();
    if (failure) {
        failure.detail = exchange.describe(body);
        if (!failure.retryAfter)
            failure.retryAfter = exchange.retryAfter();
    }
    return failure;
}

} // namespace spaceline::gradio
