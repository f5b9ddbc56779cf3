#include "net/eventstream.h"

#include "support/capture.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

/// Name and data of each event, "name|data".
using Decoded = QList<QByteArray>;

EventStream::Sink into(Decoded &decoded)
{
    return [&decoded](const EventStream::Event &event) {
        decoded += event.name.toByteArray() + '|' + event.data.toByteArray();
        return true;
    };
}

Decoded decode(const QList<QByteArray> &pieces, bool acceptUnfinished = true)
{
    Decoded decoded;
    EventStream stream;
    for (const QByteArray &piece : pieces) {
        // A copy of its own, freed at once: a view that outlives the call is seen by the sanitizer.
        const auto bytes = std::make_unique<QByteArray>(piece.constData(), piece.size());
        stream.feed(*bytes, into(decoded));
    }
    stream.finish(into(decoded), acceptUnfinished);
    return decoded;
}

} // namespace

class TestEventStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decodes_data();
    void decodes();
    void splitAnywhere_data();
    void splitAnywhere();
    void captures_data();
    void captures();
    void unfinishedEventAtTheEnd();
    void stopsWhenTheSinkSaysSo();
    void overlongEventEndsIt_data();
    void overlongEventEndsIt();
    void goesOnAfterManyLargeEvents();
    void holdsNothingBetweenEvents();
    void viewsAWholeEventInPlace();
};

void TestEventStream::decodes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Decoded>("expected");

    QTest::newRow("nothing") << ""_ba << Decoded{};
    QTest::newRow("one") << "data: x\n\n"_ba << Decoded{"|x"};
    QTest::newRow("no blank after the colon") << "data:x\n\n"_ba << Decoded{"|x"};
    QTest::newRow("only one blank is taken") << "data:  x \n\n"_ba << Decoded{"| x "};
    QTest::newRow("name") << "event: complete\ndata: [1]\n\n"_ba << Decoded{"complete|[1]"};
    QTest::newRow("name after data") << "data: 1\nevent: late\n\n"_ba << Decoded{"late|1"};
    QTest::newRow("name without blank") << "event:a\ndata:b\n\n"_ba << Decoded{"a|b"};
    QTest::newRow("the last name counts") << "event: a\nevent: b\ndata: 1\n\n"_ba << Decoded{"b|1"};
    QTest::newRow("a name can be taken back")
        << "event: a\nevent:\ndata: 1\n\n"_ba << Decoded{"|1"};
    QTest::newRow("name without data is dropped") << "event: a\n\ndata: 1\n\n"_ba << Decoded{"|1"};
    QTest::newRow("several lines")
        << "data: a\ndata: b\ndata:\ndata: c\n\n"_ba << Decoded{"|a\nb\n\nc"};
    QTest::newRow("empty first lines") << "data:\ndata\ndata: x\n\n"_ba << Decoded{"|\n\nx"};
    QTest::newRow("empty data") << "data:\n\n"_ba << Decoded{"|"};
    QTest::newRow("field without colon") << "data\n\n"_ba << Decoded{"|"};
    QTest::newRow("event without colon") << "event: a\nevent\ndata: 1\n\n"_ba << Decoded{"|1"};
    QTest::newRow("comments") << ": ping\n:\ndata: x\n: in between\n\n: bye\n\n"_ba
                              << Decoded{"|x"};
    QTest::newRow("unknown fields") << "id: 3\nretry: 10\nfoo: bar\ndatas: 1\nData: 2\n data: "
                                       "3\ndata: x\n\n"_ba
                                    << Decoded{"|x"};
    QTest::newRow("CRLF") << "event: e\r\ndata: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n"_ba
                          << Decoded{"e|a\nb", "|c"};
    QTest::newRow("CR") << "event: e\rdata: a\rdata: b\r\rdata: c\r\r"_ba
                        << Decoded{"e|a\nb", "|c"};
    QTest::newRow("mixed line ends")
        << "data: a\rdata: b\ndata: c\r\n\ndata: d\n\r\n"_ba << Decoded{"|a\nb\nc", "|d"};
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF"
                                        "data: x\n\n"_ba
                                     << Decoded{"|x"};
    QTest::newRow("a mark later is text") << "data: x\n\n\xEF\xBB\xBF"
                                             "data: y\n\ndata: \xEF\xBB\xBFz\n\n"_ba
                                          << Decoded{"|x", "|\xEF\xBB\xBFz"};
    QTest::newRow("blank lines between")
        << "\n\n\ndata: x\n\n\n\n\ndata: y\n\n"_ba << Decoded{"|x", "|y"};
    QTest::newRow("other separators are text") << "data: \"a\xE2\x80\xA8"
                                                  "b\xE2\x80\xA9"
                                                  "c\xC2\x85"
                                                  "d\v\f\"\n\n"_ba
                                               << Decoded{"|\"a\xE2\x80\xA8"
                                                          "b\xE2\x80\xA9"
                                                          "c\xC2\x85"
                                                          "d\v\f\""};
    QTest::newRow("NUL is text") << QByteArray("data: a\0b\n\n", 11)
                                 << Decoded{QByteArray("|a\0b", 4)};
    QTest::newRow("heartbeat") << "data: ALIVE\n\ndata: ALIVE\n\n"_ba
                               << Decoded{"|ALIVE", "|ALIVE"};
    QTest::newRow("colons in data")
        << "data: {\"a\": \"b: c\"}\n\n"_ba << Decoded{"|{\"a\": \"b: c\"}"};
    QTest::newRow("one line end is not an end") << "data: x\n"_ba << Decoded{"|x"};
    QTest::newRow("no line end") << "data: x"_ba << Decoded{"|x"};
    QTest::newRow("name only at the end") << "event: x"_ba << Decoded{};
}

void TestEventStream::decodes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Decoded, expected);
    QCOMPARE(decode({bytes}), expected);
}

void TestEventStream::splitAnywhere_data() { decodes_data(); }

void TestEventStream::splitAnywhere()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Decoded, expected);
    for (qsizetype i = 0; i <= bytes.size(); ++i) {
        for (qsizetype j = i; j <= bytes.size(); ++j) {
            const Decoded decoded = decode({bytes.left(i), bytes.mid(i, j - i), bytes.mid(j)});
            QVERIFY2(decoded == expected, qPrintable(u"split at %1 and %2"_s.arg(i).arg(j)));
        }
    }
    QList<QByteArray> single;
    for (const char c : bytes)
        single += QByteArray(1, c);
    QCOMPARE(decode(single), expected);
}

void TestEventStream::captures_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : captureNames())
        QTest::newRow(qPrintable(name)) << name;
}

void TestEventStream::captures()
{
    QFETCH(const QString, name);
    int streams = 0;
    for (const CapturedExchange &exchange : capture(name)) {
        if (!exchange.isStream())
            continue;
        ++streams;
        // What these servers send is so regular that lines can be told apart by hand.
        Decoded expected;
        QByteArray event;
        for (const QByteArray &line : exchange.body.split('\n')) {
            if (line.startsWith("event: "))
                event = line.mid(7);
            else if (line.startsWith("data: "))
                expected += event + '|' + line.mid(6);
            else if (line.isEmpty())
                event.clear();
        }
        QCOMPARE(decode({exchange.body}), expected);
        for (const qsizetype size : {1, 7, 64}) {
            QList<QByteArray> pieces;
            for (qsizetype at = 0; at < exchange.body.size(); at += size)
                pieces += exchange.body.mid(at, size);
            QCOMPARE(decode(pieces), expected);
        }
    }
    if (name.endsWith("/stream-echo"_L1) && !name.startsWith("3."_L1))
        QVERIFY(streams > 0);
}

void TestEventStream::unfinishedEventAtTheEnd()
{
    QCOMPARE(decode({"data: a\n\ndata: b\ndata: c"}, true), (Decoded{"|a", "|b\nc"}));
    QCOMPARE(decode({"data: a\n\ndata: b\ndata: c"}, false), Decoded{"|a"});
    QCOMPARE(decode({"data: a\n\ndata: b\n"}, false), Decoded{"|a"});

    Decoded decoded;
    EventStream stream;
    stream.finish(into(decoded));
    QVERIFY(!stream.feed("data: x\n\n", into(decoded)));
    QCOMPARE(decoded, Decoded{});
}

void TestEventStream::stopsWhenTheSinkSaysSo()
{
    Decoded decoded;
    const EventStream::Sink once = [&](const EventStream::Event &event) {
        decoded += event.data.toByteArray();
        return false;
    };
    EventStream stream;
    QVERIFY(!stream.feed("data: 1\n\ndata: 2\n\ndata: 3", once));
    QVERIFY(!stream.feed("data: 4\n\n", once));
    stream.finish(once);
    QCOMPARE(decoded, Decoded{"1"});
    QVERIFY(!stream.isOverlong());
    QCOMPARE(stream.pendingBytes(), 0);
}

void TestEventStream::overlongEventEndsIt_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("one line") << "data: " + QByteArray(200, 'x') + "\n\n";
    QTest::newRow("line without end") << "data: " + QByteArray(200, 'x');
    QTest::newRow("many lines") << QByteArray("data: 0123456789\n").repeated(20) + "\n";
    QTest::newRow("endless comment") << ":" + QByteArray(200, 'x');
}

void TestEventStream::overlongEventEndsIt()
{
    QFETCH(const QByteArray, bytes);
    for (const qsizetype size : {bytes.size(), qsizetype(1), qsizetype(30)}) {
        Decoded decoded;
        EventStream stream(100);
        QVERIFY(stream.feed("data: before\n\n", into(decoded)));
        bool goesOn = true;
        for (qsizetype at = 0; goesOn && at < bytes.size(); at += size) {
            goesOn = stream.feed(bytes.mid(at, size), into(decoded));
            QVERIFY(stream.pendingBytes() <= 100);
        }
        QVERIFY(!goesOn);
        QVERIFY(stream.isOverlong());
        QVERIFY(!stream.feed("\n\ndata: after\n\n", into(decoded)));
        stream.finish(into(decoded));
        QCOMPARE(decoded, Decoded{"|before"});
        QCOMPARE(stream.pendingBytes(), 0);
    }
}

void TestEventStream::goesOnAfterManyLargeEvents()
{
    // The limit is for one event, not for the stream.
    EventStream stream(1'000);
    int events = 0;
    const EventStream::Sink count = [&](const EventStream::Event &event) {
        events += event.data.size() == 900 ? 1 : 0;
        return true;
    };
    const QByteArray bytes = QByteArray("data: " + QByteArray(900, 'x') + "\n\n").repeated(50);
    for (qsizetype at = 0; at < bytes.size(); at += 333)
        QVERIFY(stream.feed(bytes.mid(at, 333), count));
    QCOMPARE(events, 50);
}

void TestEventStream::holdsNothingBetweenEvents()
{
    Decoded decoded;
    EventStream stream;
    QVERIFY(stream.feed("event: a\ndata: 12", into(decoded)));
    QCOMPARE(stream.pendingBytes(), 9);
    QVERIFY(stream.feed("34\n", into(decoded)));
    QCOMPARE(stream.pendingBytes(), 5);
    QVERIFY(stream.feed("\n", into(decoded)));
    QCOMPARE(stream.pendingBytes(), 0);
    QCOMPARE(decoded, Decoded{"a|1234"});
}

void TestEventStream::viewsAWholeEventInPlace()
{
    const QByteArray bytes = "data: {\"msg\":\"x\"}\n\n"_ba;
    const char *seen = nullptr;
    EventStream stream;
    QVERIFY(stream.feed(bytes, [&](const EventStream::Event &event) {
        seen = event.data.data();
        return true;
    }));
    QCOMPARE(static_cast<const void *>(seen), static_cast<const void *>(bytes.constData() + 6));
}

QTEST_APPLESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
