#include "fuzz/targets.h"

#include "base/filename.h"
#include "base/hubendpoint.h"
#include "gradio/address.h"
#include "gradio/appendscan.h"
#include "gradio/chatmapping.h"
#include "gradio/config.h"
#include "gradio/endpoint.h"
#include "gradio/failuretable.h"
#include "gradio/htmltext.h"
#include "gradio/json.h"
#include "gradio/partialdata.h"
#include "gradio/replyreader.h"
#include "gradio/streammessage.h"
#include "markdown/parser.h"
#include "net/eventstream.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline::gradio;

namespace spaceline::fuzz {

namespace {

void require(bool holds, const char *property)
{
    if (holds)
        return;
    std::fprintf(stderr, "property does not hold: %s\n", property);
    std::abort();
}

using Events = QList<std::pair<QByteArray, QByteArray>>;

constexpr qsizetype kEventLimit = 512;

/// The first byte of \p stream says how long the pieces are.
Events eventsIn(QByteArrayView stream, qsizetype piece, bool &overlong)
{
    Events events;
    const auto sink = [&events](const EventStream::Event &event) {
        require(event.data.size() <= kEventLimit, "no event is longer than the limit");
        events.append({event.name.toByteArray(), event.data.toByteArray()});
        return true;
    };
    EventStream decoder(kEventLimit);
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        // In memory of its own, so that a view that outlives its piece is noticed.
        const QByteArray bytes
            = stream.sliced(at, std::min(piece, stream.size() - at)).toByteArray();
        decoder.feed(bytes, sink);
        require(decoder.pendingBytes() <= 2 * kEventLimit + 64, "what is held is bounded");
    }
    decoder.finish(sink);
    overlong = decoder.isOverlong();
    return events;
}

void eventStream(const QByteArray &input)
{
    if (input.isEmpty())
        return;
    const qsizetype piece = 1 + quint8(input.front());
    const QByteArrayView stream = QByteArrayView(input).sliced(1);
    bool wholeOverlong = false;
    bool piecesOverlong = false;
    const Events whole = eventsIn(stream, std::max<qsizetype>(1, stream.size()), wholeOverlong);
    const Events pieces = eventsIn(stream, piece, piecesOverlong);
    // A line that is too long is known to be only where it is not seen whole.
    require(whole.first(std::min(whole.size(), pieces.size())) == pieces,
            "in pieces nothing else comes, and nothing more");
    require(piecesOverlong || (whole == pieces && !wholeOverlong), "the same events in any pieces");
}

void json(const QByteArray &input)
{
    const QByteArray repaired = repairedJson(input);
    require(repairedJson(repaired) == repaired, "a repaired text needs no repair");
    QString error;
    const QJsonDocument document = parseJson(input, &error);
    require(document.isNull() != error.isEmpty(), "a reason where and only where it is no JSON");
    const QJsonValue value = parseJsonValue(input);
    if (value.isUndefined())
        return;
    const QByteArray written = toJson(value);
    require(toJson(parseJsonValue(written)) == written, "what is written is read again");
    QByteArray unescaped;
    if (appendUnescaped(input, unescaped))
        require(unescaped.isValidUtf8(), "an unescaped text is UTF-8");
}

/// Full values and edits of a stream, a message a line: what the fast path makes of them is what
/// the tree makes of them.
void patch(const QByteArray &input)
{
    PartialData fast;
    PartialData slow;
    bool first = true;
    for (const QByteArray &line : input.split('\n')) {
        const StreamMessage message = readQueueMessage(line, false, first);
        if (message.kind == StreamMessage::Kind::Full) {
            fast.setFull(message.data);
            slow.setFull(message.data);
            first = false;
        } else if (message.kind == StreamMessage::Kind::Edits) {
            const std::optional<AppendScan> scan = scanAppend(line);
            const bool appended = scan && fast.append(scan->output, scan->path, scan->literal);
            const PartialData::Outcome outcome = slow.apply(message.data);
            if (!appended)
                require(fast.apply(message.data) == outcome, "both take an edit alike");
            if (outcome == PartialData::Outcome::Unusable)
                return;
        } else {
            continue;
        }
        require(fast.toArray() == slow.toArray(), "an append without a tree is an append");
        for (int output = 0; output < slow.size(); ++output) {
            if (const auto text = fast.text(output))
                require(QString::fromUtf8(*text) == slow.value(output).toString(),
                        "a text is the value of its output");
        }
    }
}

void reply(const QByteArray &input)
{
    const QJsonValue value = parseJsonValue(input);
    if (value.isUndefined())
        return;
    const Reply reply = readReplyValue(value);
    require(reply.text.isValidUtf8(), "a reply is UTF-8");
    static_cast<void>(markdown::parse(reply.text));
}

void streamMessage(const QByteArray &input)
{
    for (const bool full : {false, true}) {
        const StreamMessage message = readQueueMessage(input, full, full);
        require(message.name.size() <= 40, "a message's name is short");
        require(message.failure.said.size() <= 500, "what is said is short");
    }
    const qsizetype blank = input.indexOf(' ');
    if (blank >= 0)
        static_cast<void>(readCallMessage(input.first(blank), input.sliced(blank + 1)));
}

void address(const QByteArray &input)
{
    const HubEndpoint hub;
    const Address address = Address::parse(QString::fromUtf8(input), hub);
    if (address.kind == Address::Kind::Invalid) {
        require(!address.problem.isEmpty(), "a problem has its sentence");
        return;
    }
    const QString canonical = address.canonical();
    const Address again = Address::parse(canonical, hub);
    require(again.kind == address.kind && again.canonical() == canonical,
            "a canonical address is itself");
    if (address.kind == Address::Kind::Url) {
        require(address.url.scheme() == u"http" || address.url.scheme() == u"https",
                "only http and https");
        require(address.url.userInfo().isEmpty(), "no password in an address");
    }
}

void failure(const QByteArray &input)
{
    const QString text = QString::fromUtf8(input);
    const Failure ofText = failureOfText(text);
    require(bool(ofText), "an error's text is an error");
    require(ofText.said.size() <= 500, "what is said is short");
    require(plainText(text, 40).size() <= 40, "plain text keeps its limit");
    for (const int status : {200, 401, 404, 422, 500, 503}) {
        for (const char *type : {"application/json", "text/html", "text/plain", ""}) {
            const Failure ofAnswer = failureOf(status, type, input, Asked::Submit);
            require(ofAnswer.said.size() <= 500, "what is said is short");
            require(status == 200 || bool(ofAnswer), "a status of refusal is a failure");
        }
    }
}

void fileName(const QByteArray &input)
{
    const QString name = safeFileName(QString::fromUtf8(input));
    require(!name.isEmpty() && name.toUtf8().size() <= 200,
            "a name of a length that files can have");
    require(!name.startsWith(u'.') && !name.contains(u'/') && !name.contains(u'\\'), "no path");
    for (const QChar c : name)
        require(c.unicode() >= 0x20 && c.unicode() != 0x7f, "no control character");
}

/// What an app says of itself, then what it says of its API, separated by a NUL.
void config(const QByteArray &input)
{
    const qsizetype end = input.indexOf('\0');
    Failure failure;
    const Config config = Config::parse(end < 0 ? input : input.first(end), &failure);
    static_cast<void>(Config::ofPage(input));
    if (failure)
        return;
    const ApiInfo info = end < 0 ? ApiInfo() : ApiInfo::parse(input.sliced(end + 1));
    const std::vector<Endpoint> endpoints = endpointsOf(config, info);
    Failure none;
    const ChatMapping mapping = chooseMapping(config, endpoints, {}, &none);
    require(mapping.isValid() != bool(none), "a mapping, or why there is none");
}

/// The first byte says how much of the text comes at a time.
void growingMarkdown(const QByteArray &input)
{
    if (input.isEmpty())
        return;
    const qsizetype piece = 1 + quint8(input.front()) % 64;
    const QByteArray text = input.sliced(1);
    markdown::GrowingDocument document;
    for (qsizetype end = 0; end < text.size(); end += piece)
        static_cast<void>(document.setText(text.first(end), true));
    static_cast<void>(document.setText(text, false));
    require(document.blocks() == markdown::parse(text), "growing ends as the whole");
    static_cast<void>(markdown::toPlainText(document.blocks()));
    const QString html = markdown::toHtml(document.blocks());
    require(!html.contains(u"<script"_s, Qt::CaseInsensitive), "no script is copied");
}

constexpr std::array kTargets{
    Target{"eventstream", eventStream},
    Target{"json", json},
    Target{"patch", patch},
    Target{"reply", reply},
    Target{"streammessage", streamMessage},
    Target{"address", address},
    Target{"failure", failure},
    Target{"filename", fileName},
    Target{"config", config},
    Target{"markdown", growingMarkdown},
};

} // namespace

std::span<const Target> targets() { return kTargets; }

const Target *targetNamed(QByteArrayView name)
{
    for (const Target &target : kTargets) {
        if (name == target.name)
            return &target;
    }
    return nullptr;
}

} // namespace spaceline::fuzz
