#include "inspect/trafficwindow.h"
#include "net/trafficlog.h"
#include "ui/names.h"

#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;

class TestTrafficWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void costsNothingWhileClosed();
    void showsWhatComes();
    void secretsAreHidden();
    void filters();
    void pauses();
    void keepsNoMoreThanSoMany();
    void saves();
    void everyControlHasAName();

private:
    void say(const QByteArray &path)
    {
        m_log->requested(m_log->newExchange(), "GET", QUrl(u"http://a"_s + QString::fromUtf8(path)),
                         0, {}, 0, 0);
    }
    [[nodiscard]] QString text() const
    {
        return named<QPlainTextEdit>(*m_window, u"Traffic"_s)->toPlainText();
    }

    [[nodiscard]] QString words() const
    {
        QString words;
        for (const QLabel *label : m_window->findChildren<QLabel *>())
            words += label->text();
        return words;
    }

    std::unique_ptr<TrafficLog> m_log;
    std::unique_ptr<TrafficWindow> m_window;
};

void TestTrafficWindow::init()
{
    m_log = std::make_unique<TrafficLog>();
    m_window = std::make_unique<TrafficWindow>(*m_log, nullptr);
    m_window->show();
}

void TestTrafficWindow::cleanup() { m_window.reset(); }

void TestTrafficWindow::costsNothingWhileClosed()
{
    QVERIFY(m_log->isEnabled());
    m_window.reset();
    QVERIFY(!m_log->isEnabled());
}

void TestTrafficWindow::showsWhatComes()
{
    say("/config");
    QTRY_VERIFY(text().contains("GET http://a/config"_L1));
    say("/info");
    QTRY_VERIFY(text().contains("GET http://a/info"_L1));
    QCOMPARE(text().count(u'\n'), 1);
}

void TestTrafficWindow::secretsAreHidden()
{
    m_log->requested(1, "GET", QUrl(u"http://a/x?token=PlantedSecret"_s), 0,
                     {{"Authorization", "Bearer PlantedSecret"}}, 2, 0);
    QTRY_VERIFY(text().contains("token as Authorization"_L1));
    QVERIFY(!text().contains("PlantedSecret"_L1));
}

void TestTrafficWindow::filters()
{
    say("/config");
    say("/info");
    QTRY_VERIFY(text().contains("/info"_L1));
    auto *filter = named<QLineEdit>(*m_window, u"Filter"_s);
    filter->setText(u"CONFIG"_s);
    QVERIFY(text().contains("/config"_L1) && !text().contains("/info"_L1));
    say("/other");
    say("/config/2");
    QTRY_VERIFY(text().contains("/config/2"_L1));
    QVERIFY(!text().contains("/other"_L1));
    filter->clear();
    QVERIFY(text().contains("/other"_L1));
}

void TestTrafficWindow::pauses()
{
    auto *pause = named<QPushButton>(*m_window, u"Pause"_s);
    pause->click();
    say("/config");
    QTRY_VERIFY(words().contains("lines that wait: 1"_L1));
    QCOMPARE(text(), QString());
    pause->click();
    QTRY_VERIFY(text().contains("/config"_L1));
}

void TestTrafficWindow::keepsNoMoreThanSoMany()
{
    for (int i = 0; i < TrafficWindow::kMostLines + 10; ++i)
        say("/x" + QByteArray::number(i) + '/');
    QTRY_VERIFY(text().contains(u"/x%1/"_s.arg(TrafficWindow::kMostLines + 9)));
    QCOMPARE(named<QPlainTextEdit>(*m_window, u"Traffic"_s)->blockCount(),
             TrafficWindow::kMostLines);
    QVERIFY(!text().contains("/x9/"_L1) && text().contains("/x10/"_L1));
}

void TestTrafficWindow::saves()
{
    QTemporaryDir folder;
    say("/config");
    say("/info");
    QTRY_VERIFY(text().contains("/info"_L1));
    named<QLineEdit>(*m_window, u"Filter"_s)->setText(u"config"_s);
    named<QPushButton>(*m_window, u"Save…"_s)->click();
    auto *dialog = m_window->findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString path = folder.filePath(u"saved.log"_s);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), m_window->shownText());
    QVERIFY(m_window->shownText().endsWith("/config\n"_L1));
    QCOMPARE(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
             QFileDevice::Permissions());
}

void TestTrafficWindow::everyControlHasAName()
{
    QCOMPARE(namelessControls(*m_window), QStringList());
}

QTEST_MAIN(TestTrafficWindow)
#include "tst_trafficwindow.moc"
