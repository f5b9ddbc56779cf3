#include "support/capture.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QString folder() { return QStringLiteral(SPACELINE_TEST_DATA) + u"/captures/"_s; }

/// Takes the head off \p text: its first line and headers. What remains is the body.
QByteArray takeHead(QByteArray &text, CapturedExchange::Headers &headers)
{
    const qsizetype blank = text.indexOf("\n\n");
    QList<QByteArray> lines = (blank < 0 ? text : text.left(blank)).split('\n');
    text = blank < 0 ? QByteArray() : text.mid(blank + 2);
    QByteArray first = lines.takeFirst();
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    return first;
}

/// The text between \p mark and the next line that begins with "--- "; \p at moves behind it.
QByteArray section(const QByteArray &file, const QByteArray &mark, qsizetype &at)
{
    at += mark.size();
    const qsizetype end = file.indexOf("\n--- ", at);
    QByteArray text = file.mid(at, end - at);
    at = end + 1;
    return text;
}

} // namespace

bool CapturedExchange::isStream() const
{
    for (const auto &[name, value] : headers) {
        if (name.toLower() == "content-type" && value.startsWith("text/event-stream"))
            return true;
    }
    return false;
}

QList<CapturedExchange> capture(const QString &name)
{
    QFile source(folder() + name + u".txt"_s);
    if (!source.open(QIODevice::ReadOnly)) {
        QTest::qFail(qPrintable(u"there is no capture "_s + name), __FILE__, __LINE__);
        return {};
    }
    const QByteArray file = source.readAll();
    QList<CapturedExchange> exchanges;
    for (qsizetype at = 0; at >= 0 && at < file.size();) {
        const QByteArrayView rest = QByteArrayView(file).sliced(at);
        CapturedExchange exchange;
        if (rest.startsWith("--- websocket\n")) {
            exchange.method = "WEBSOCKET";
            exchange.body = section(file, "--- websocket\n", at);
            const qsizetype line = exchange.body.indexOf('\n');
            exchange.target = exchange.body.left(line).mid(4);
            exchange.body.remove(0, line + 1);
        } else if (rest.startsWith("--- request\n")) {
            QByteArray sent = section(file, "--- request\n", at);
            const QList<QByteArray> first = takeHead(sent, exchange.requestHeaders).split(' ');
            exchange.method = first.value(0);
            exchange.target = first.value(1);
            exchange.requestBody = sent;
            QByteArray received = section(file, "--- response\n", at);
            exchange.status = takeHead(received, exchange.headers).split(' ').value(1).toInt();
            exchange.body = received;
        } else {
            const qsizetype line = file.indexOf('\n', at);
            at = line < 0 ? -1 : line + 1;
            continue;
        }
        const QByteArray end = file.mid(at, file.indexOf('\n', at) - at);
        const qsizetype open = end.indexOf('(');
        if (open >= 0)
            exchange.end = end.mid(open + 1).chopped(1);
        exchanges.append(exchange);
    }
    return exchanges;
}

QStringList captureNames(const QString &theCase)
{
    QStringList names;
    QDirIterator files(folder(), {(theCase.isEmpty() ? u"*"_s : theCase) + u".txt"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    const QDir root(folder());
    while (files.hasNext())
        names += root.relativeFilePath(files.next()).chopped(4);
    names.sort();
    return names;
}

} // namespace spaceline
