#include "inspect/detailsdialog.h"
#include "inspect/statisticswords.h"
#include "ui/names.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestDetailsDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void stages();
    void failed();
    void bodies();
    void copies_data();
    void copies();
    void tooLongToBeCopied();
    void nothingWasKept();
    void everyControlHasAName();
    void statistics();

private:
    [[nodiscard]] static ReplyDetails details();
    /// The rows of the table, columns joined by "|".
    [[nodiscard]] static QStringList rowsOf(const DetailsDialog &dialog)
    {
        QStringList rows;
        const auto *tree = dialog.findChild<QTreeWidget *>();
        for (int i = 0; tree && i < tree->topLevelItemCount(); ++i) {
            const QTreeWidgetItem *item = tree->topLevelItem(i);
            rows += item->text(0) + u'|' + item->text(1) + u'|' + item->text(2);
        }
        return rows;
    }
};

ReplyDetails TestDetailsDialog::details()
{
    ReplyDetails details;
    details.space = u"me/app"_s;
    details.sent = QDateTime(QDate(2026, 11, 28), QTime(12, 0));
    details.files = 2;
    details.fileBytes = 2048;
    Timeline &timeline = details.timeline;
    timeline.server = u"Gradio 6.31.0, sse_v3"_s;
    timeline.uploaded = 10;
    timeline.uploadedBytes = 1024;
    timeline.submitted = 20;
    timeline.started = 1520;
    timeline.firstData = 1600;
    timeline.finished = 65'000;
    timeline.filesFetched = 66'000;
    Timeline::Call call;
    call.endpoint = u"/chat"_s;
    call.takeRequest(u"POST http://a/queue/join"_s, R"({"data":["hello"]})");
    call.takeRequest(u"GET http://a/queue/data?session_hash=…"_s);
    call.takeEvent(R"({"msg":"process_completed"})");
    call.partials = 27;
    timeline.calls.push_back(call);
    timeline.script = {{"base"_L1, u"http://a"_s},
                       {"protocol"_L1, u"sse_v3"_s},
                       {"steps"_L1,
                        QJsonArray{QJsonObject{{"name"_L1, u"/chat"_s},
                                               {"fn"_L1, 0},
                                               {"data"_L1, QJsonArray{u"hello"_s}},
                                               {"outputs"_L1, 1},
                                               {"reply"_L1, 0}}}}};
    return details;
}

void TestDetailsDialog::stages()
{
    const DetailsDialog dialog(details(), nullptr);
    const QStringList expected{
        u"Files sent|10 ms|1.0 KiB"_s,
        u"Accepted|20 ms|/chat, sent 18 bytes"_s,
        u"Started|1.5 s|in the queue for 1.5 s"_s,
        u"First part|1.6 s|"_s,
        u"Parts of the answer||27"_s,
        u"Complete|1 min 5 s|received 27 bytes, events: 1"_s,
        u"Files fetched|1 min 6 s|files: 2, 2.0 KiB"_s,
    };
    QCOMPARE(rowsOf(dialog), expected);
}

void TestDetailsDialog::failed()
{
    ReplyDetails failed = details();
    failed.failure = Failure(Failure::Kind::Silence);
    failed.timeline.firstData = -1;
    failed.timeline.started = -1;
    const DetailsDialog dialog(failed, nullptr);
    QCOMPARE(rowsOf(dialog).filter(u"Failed|"_s).size(), 1);
    QVERIFY(rowsOf(dialog).filter(u"Started"_s).isEmpty());
    bool says = false;
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        says = says || label->text().contains("F11-silence"_L1);
    QVERIFY(says);
}

void TestDetailsDialog::bodies()
{
    DetailsDialog dialog(details(), nullptr);
    dialog.show();
    auto *tabs = dialog.findChild<QTabWidget *>();
    tabs->setCurrentIndex(1);
    const QString request = named<QPlainTextEdit>(dialog, u"Request"_s)->toPlainText();
    QVERIFY(request.startsWith("POST http://a/queue/join\n{\"data\":[\"hello\"]}"_L1));
    tabs->setCurrentIndex(2);
    QCOMPARE(named<QPlainTextEdit>(dialog, u"Response"_s)->toPlainText(),
             uR"({"msg":"process_completed"})"_s);
}

void TestDetailsDialog::copies_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("part");
    QTest::newRow("curl") << u"Copy as curl"_s << u"curl -fsS"_s;
    QTest::newRow("Python") << u"Copy as Python"_s << u"from gradio_client import Client"_s;
    QTest::newRow("JavaScript") << u"Copy as JavaScript"_s << u"await Client.connect("_s;
}

void TestDetailsDialog::copies()
{
    QFETCH(QString, button);
    QFETCH(QString, part);
    DetailsDialog dialog(details(), nullptr);
    dialog.show();
    auto *copy = named<QPushButton>(dialog, button);
    copy->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains(part));
    QCOMPARE(copy->text(), u"Copied"_s);
    QTRY_COMPARE(copy->text(), button);
}

void TestDetailsDialog::tooLongToBeCopied()
{
    ReplyDetails longer = details();
    longer.timeline.script = {};
    DetailsDialog dialog(longer, nullptr);
    dialog.show();
    const auto *copy = named<QPushButton>(dialog, u"Copy as curl"_s);
    QVERIFY(!copy->isEnabled());
    QVERIFY(!copy->toolTip().isEmpty());
}

void TestDetailsDialog::nothingWasKept()
{
    ReplyDetails none;
    none.space = u"me/app"_s;
    const DetailsDialog dialog(none, nullptr);
    QVERIFY(rowsOf(dialog).isEmpty());
    QVERIFY(!dialog.findChild<QTabWidget *>());
}

void TestDetailsDialog::everyControlHasAName()
{
    DetailsDialog dialog(details(), nullptr);
    dialog.show();
    for (int tab = 0; tab < 3; ++tab) {
        dialog.findChild<QTabWidget *>()->setCurrentIndex(tab);
        QCOMPARE(namelessControls(dialog), QStringList());
    }
}

void TestDetailsDialog::statistics()
{
    QCOMPARE(statisticsWords({}), QString());
    SpaceStatistics some;
    some.turns = 12;
    some.stopped = 1;
    some.queueTime = 800;
    some.runTime = 4'200;
    some.failures = {{u"F13-queue-full"_s, 2}, {u"F99-unknown"_s, 1}};
    QCOMPARE(
        statisticsWords(some),
        u"Messages sent: 12 · stopped by you: 1 · in the queue usually 800 ms · answer usually "
        "after 4.2 s\nFailed 2 ×: The Space is busy: its queue is full.\nFailed 1 ×: "
        "F99-unknown"_s);
}

QTEST_MAIN(TestDetailsDialog)
#include "tst_detailsdialog.moc"
