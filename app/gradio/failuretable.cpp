#include "gradio/failuretable.h"

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
using Cause = Failure::Cause;

constexpr qsizetype kPlainLine = 300;
constexpr qsizetype kSaid = 2'000; ///< characters of an author's text that are kept

struct TextRow {
    Kind kind;
    Cause cause;
    const char *pattern;
};

/// Order matters; the first that matches wins (failures.md §1, second table).
constexpr TextRow kTexts[]{
    {Kind::Quota, Cause::None, "exceeded your .*gpu (quota|runs limit)|reached its gpu limit"},
    {Kind::Gpu, Cause::GpuBusy, "no gpu (was|is currently) available"},
    {Kind::Gpu, Cause::GpuDuration, "larger than the maximum allowed"},
    {Kind::Gpu, Cause::GpuToken, "expired zerogpu proxy token"},
    {Kind::Gpu, Cause::GpuAborted, "gpu task aborted"},
    {Kind::Gpu, Cause::None, "zerogpu worker error"},
    {Kind::OAuth, Cause::None, "requires a logged in user"},
    {Kind::Login, Cause::None, "^not authenticated"},
    {Kind::Arguments, Cause::None,
     "didn.t receive enough input values|not a valid key-word argument|no value provided for "
     "required argument|unexpected keyword argument|missing \\d+ required positional argument"},
    {Kind::HistoryFormat, Cause::None, "incompatible with (the )?(messages|tuples) format"},
    {Kind::Multimodal, Cause::None, "multimodaltextbox expects a dictionary"},
    {Kind::Parameter, Cause::None,
     "is not in the list of choices|is (greater|less) than (the )?(maximum|minimum) value"},
    {Kind::Upload, Cause::None,
     "cannot move .* to the gradio cache dir|file not allowed|file size exceeded|invalid file "
     "type"},
    {Kind::QueueFull, Cause::None, "^queue is full"},
    {Kind::QueueFull, Cause::QueueStopped, "^queue is stopped"},
    {Kind::SessionLost, Cause::None,
     "^404: (session not found|not found)|event not found in queue"},
    {Kind::ConnectionLost, Cause::None, "server stopped unexpectedly"},
    {Kind::Transport, Cause::None, "does not accept direct http post"},
    {Kind::Root, Cause::None, "unknown api call pattern"},
    {Kind::AppError, Cause::OutOfMemory, "out of memory"},
};

/// The figures of an error of the shared GPUs, in whichever order they stand.
void readGpuFigures(const QString &said, Failure &failure)
{
    using Option = QRegularExpression::PatternOption;
    static const QRegularExpression requested(
        u"(?<!\\d)(\\d{1,6})\\s*s(?:ec(?:ond)?s?)?\\s+requested|duration \\((\\d{1,6})\\s*s\\)"_s,
        Option::CaseInsensitiveOption);
    static const QRegularExpression left(u"(?<!\\d)(\\d{1,6})\\s*s(?:ec(?:ond)?s?)?\\s+left"_s,
                                         Option::CaseInsensitiveOption);
    // "Try again in 0:09:48", or "1 day, 3:02:01" as Python writes a timedelta.
    static const QRegularExpression wait(
        u"(?:try again|retry) in (?:(\\d{1,4}) days?, )?(\\d{1,4}):(\\d\\d):(\\d\\d)"_s,
        Option::CaseInsensitiveOption);
    if (const auto match = requested.match(said); match.hasMatch())
        failure.gpuRequested = std::chrono::seconds(
            (match.hasCaptured(1) ? match.captured(1) : match.captured(2)).toInt());
    if (const auto match = left.match(said); match.hasMatch())
        failure.gpuLeft = std::chrono::seconds(match.captured(1).toInt());
    if (const auto match = wait.match(said); match.hasMatch()) {
        failure.retryAfter = std::chrono::hours(24) * match.captured(1).toInt()
            + std::chrono::hours(match.captured(2).toInt())
            + std::chrono::minutes(match.captured(3).toInt())
            + std::chrono::seconds(match.captured(4).toInt());
    }
}

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

/// A page of another host: networks that want a login send everybody there, as far as nothing is
/// encrypted.
bool isPortal(const HttpExchange &exchange, const QByteArray &body)
{
    return exchange.status() == 200 && exchange.asked().scheme() == "http"_L1
        && exchange.url().host() != exchange.asked().host()
        && looksLikeHtml(exchange.contentType(), body);
}

} // namespace

Failure failureOfText(const QString &text)
{
    // Up to 4.21 a generator that fails without show_error says the word "None" (§5.6).
    const QString author = unquoted(text);
    const QString said = plainText(author, kSaid);
    if (said.isEmpty() || said == "None"_L1 || said == "null"_L1)
        return Failure(Kind::SilentApp);
    Failure failure(Kind::AppError, said);
    failure.links = linksIn(author);
    for (const TextRow &row : kTexts) {
        const QRegularExpression pattern(QString::fromLatin1(row.pattern),
                                         QRegularExpression::CaseInsensitiveOption
                                             | QRegularExpression::DotMatchesEverythingOption);
        if (!pattern.match(said).hasMatch())
            continue;
        failure.kind = row.kind;
        failure.cause = row.cause;
        break;
    }
    if (failure.kind == Kind::Quota || failure.kind == Kind::Gpu)
        readGpuFigures(said, failure);
    return failure;
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
            return failureOfText(said);
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
    Failure failure = exchange.failure();
    if (!failure || exchange.status() != 0) {
        Failure answered = failureOf(exchange.status(), exchange.contentType(), body, asked);
        if (answered) {
            answered.detail = exchange.describe(body);
            if (!answered.retryAfter)
                answered.retryAfter = exchange.retryAfter();
            if (answered.links.isEmpty() && answered.kind != Kind::NotJson)
                answered.links = linksIn(answered.said);
            if (isPortal(exchange, body)) {
                answered.kind = Kind::NotJson;
                answered.cause = Cause::Portal;
            }
            failure = std::move(answered);
        }
    }
    if (failure && exchange.repetitions() > 0)
        failure.tried = {{failure.kind, exchange.repetitions()}};
    return failure;
}

} // namespace spaceline::gradio
