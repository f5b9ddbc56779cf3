#include "history/gallery.h"
#include "history/historyimages.h"
#include "history/historystyle.h"
#include "history/messagelayout.h"
#include "history/quietlines.h"
#include "widgets/filelook.h"

#include <QApplication>
#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QImageReader>
#include <QJsonArray>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

constexpr int kWidth = 700;
using Kind = Control::Kind;
using State = StoredFile::State;

HistoryStyle style(Qt::LayoutDirection direction = Qt::LeftToRight)
{
    return HistoryStyle(Theme::light(), QApplication::font(), 100, direction);
}

MessageItem message(MessageAuthor author, const QByteArray &text,
                    MessageState state = MessageState::Complete)
{
    MessageItem item;
    item.id = 1;
    item.author = author;
    item.state = state;
    item.text = text;
    item.name = u"Demo"_s;
    return item;
}

MessageItem reply(const QByteArray &text, MessageState state = MessageState::Complete)
{
    return message(MessageAuthor::Reply, text, state);
}

Thought thought(const QString &title, const QByteArray &text, const QString &status,
                std::optional<double> duration = {}, int depth = 0)
{
    return {title, text, status, duration, {}, depth};
}

std::vector<Control> controlsOf(const MessageLayout &layout, Kind kind)
{
    std::vector<Control> found;
    for (const Control &control : layout.controls()) {
        if (control.key.kind == kind)
            found.push_back(control);
    }
    return found;
}

QImage painted(const MessageLayout &layout, qreal ratio = 1)
{
    QImage image(QSize(kWidth, layout.height()) * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(Theme::light().window);
    QPainter painter(&image);
    MessageLayout::Paint paint;
    paint.clip = {0, 0, kWidth, layout.height()};
    layout.paint(painter, paint);
    return image;
}

StoredFile stored(qint64 id, const QString &name, State state, qint64 size = -1)
{
    StoredFile file;
    file.id = id;
    file.name = name;
    file.state = state;
    file.size = size;
    return file;
}

} // namespace

/// Thoughts, pictures, files, quick replies, notices and parameters of a message.
class tst_MessageParts : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    [[nodiscard]] StoredFile present(qint64 id, const QString &name, const QByteArray &content)
    {
        StoredFile file = stored(id, name, State::Present, content.size());
        file.path = m_folder.filePath(QString::number(id) + u'-' + name);
        QFile target(file.path);
        if (!target.open(QIODevice::WriteOnly) || target.write(content) != content.size())
            qFatal("cannot write a file of the test");
        return file;
    }
    [[nodiscard]] StoredFile picture(qint64 id, const QString &name, QSize size,
                                     const QColor &color = Qt::red)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(color);
        QByteArray content;
        QBuffer buffer(&content);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        StoredFile file = present(id, name, content);
        file.kind = FileKind::Image;
        return file;
    }

private Q_SLOTS:
    void thoughtTitles_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<double>("duration");
        QTest::addColumn<QString>("log");
        QTest::addColumn<bool>("live");
        QTest::addColumn<QString>("shown");
        QTest::newRow("thinking") << QString() << -1.0 << QString() << true << u"Thinking…"_s;
        QTest::newRow("thought") << QString() << -1.0 << QString() << false << u"Thought"_s;
        QTest::newRow("thought so long")
            << QString() << 12.0 << QString() << false << u"Thought for 12 s"_s;
        QTest::newRow("minutes") << QString() << 125.4 << QString() << false
                                 << u"Thought for 2 min 5 s"_s;
        QTest::newRow("tool") << u"Used tool weather"_s << 0.42 << QString() << false
                              << u"Used tool weather · 0.4 s"_s;
        QTest::newRow("tool at work") << u"Used tool weather"_s << -1.0 << QString() << true
                                      << u"Used tool weather · in progress"_s;
        QTest::newRow("tool with a log")
            << u"Search"_s << 3.0 << u"4 pages"_s << false << u"Search · 4 pages · 3.0 s"_s;
        QTest::newRow("at once") << u"Look"_s << 0.0 << QString() << false << u"Look · 0.1 s"_s;
    }

    void thoughtTitles()
    {
        QFETCH(QString, title);
        QFETCH(double, duration);
        QFETCH(QString, log);
        QFETCH(bool, live);
        QFETCH(QString, shown);
        Thought one = thought(title, "text", {});
        one.log = log;
        if (duration >= 0)
            one.duration = duration;
        QCOMPARE(thoughtTitle(one, live ? ThoughtLayout::State::Live : ThoughtLayout::State::Done),
                 shown);
    }

    void thoughtsAreOpenWhilePending()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply({}, MessageState::Streaming);
        item.extras.thoughts = {thought({}, "one\n\ntwo\n\nthree", u"pending"_s)};
        layout.setItem(item, {});
        const Control line = controlsOf(layout, Kind::Thought).at(0);
        QCOMPARE(line.isOpen, std::optional(true));
        QCOMPARE(line.accessibleName(), u"Thinking…"_s);
        const int open = layout.height();

        item = reply("Here it is", MessageState::Streaming);
        item.extras.thoughts = {thought({}, "one\n\ntwo\n\nthree", u"done"_s, 12)};
        layout.setItem(item, {});
        QCOMPARE(controlsOf(layout, Kind::Thought).at(0).isOpen, std::optional(false));
        QCOMPARE(controlsOf(layout, Kind::Thought).at(0).accessibleName(), u"Thought for 12 s"_s);
        QVERIFY(layout.height() < open);
    }

    void whatTheUserChoseStays()
    {
        const HistoryStyle look = style();
        const Control::Key key{Kind::Thought, ThoughtLayout::blockOf(0), 0};
        for (const bool chosen : {true, false}) {
            Folds folds;
            folds.chosen[key] = chosen;
            for (const QString &status : {u"pending"_s, u"done"_s}) {
                MessageLayout layout(look, kWidth);
                MessageItem item = reply({}, MessageState::Streaming);
                item.extras.thoughts = {thought({}, "text", status)};
                layout.setItem(item, folds);
                QCOMPARE(controlsOf(layout, Kind::Thought).at(0).isOpen, std::optional(chosen));
            }
        }
    }

    void aStoppedReplyHasNoLiveThought()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply({}, MessageState::Stopped);
        item.extras.thoughts = {thought(u"Search"_s, "text", u"pending"_s)};
        layout.setItem(item, {});
        const Control line = controlsOf(layout, Kind::Thought).at(0);
        QCOMPARE(line.isOpen, std::optional(false));
        QCOMPARE(line.accessibleName(), u"Search"_s);
    }

    void aLiveThoughtShowsItsLastLines()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply({}, MessageState::Streaming);
        QByteArray text;
        int height = 0;
        for (int i = 0; i < 60; ++i) {
            text += "[link](https://example.org/" + QByteArray::number(i) + ")\n\n";
            item.extras.thoughts = {thought({}, text, u"pending"_s)};
            layout.setItem(item, {});
            if (i == 30)
                height = layout.height();
        }
        QCOMPARE(layout.height(), height); // it does not push the conversation away
        const std::vector<Control> links = controlsOf(layout, Kind::Link);
        QVERIFY(!links.empty() && links.size() < 10);
        QCOMPARE(links.back().target, QUrl(u"https://example.org/59"_s));
        const std::optional<Control> hit = layout.controlAt(links.back().rect.center());
        QVERIFY(hit);
        QCOMPARE(hit->target, links.back().target);
        // What the user opened is all there.
        Folds folds;
        folds.chosen[controlsOf(layout, Kind::Thought).at(0).key] = true;
        layout.setItem(item, folds);
        QCOMPARE(controlsOf(layout, Kind::Link).size(), size_t(60));
    }

    void stepsFoldWithTheirThought_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::newRow("left to right") << Qt::LeftToRight;
        QTest::newRow("right to left") << Qt::RightToLeft;
    }

    void stepsFoldWithTheirThought()
    {
        QFETCH(Qt::LayoutDirection, direction);
        const HistoryStyle look = style(direction);
        MessageLayout layout(look, kWidth);
        MessageItem item = reply("text", MessageState::Streaming);
        item.extras.thoughts
            = {thought(u"Plan"_s, {}, u"done"_s), thought(u"A"_s, "a", u"done"_s, 1, 1),
               thought(u"B"_s, "b", u"pending"_s, {}, 1), thought(u"Other"_s, "c", u"done"_s)};
        layout.setItem(item, {});
        std::vector<Control> lines = controlsOf(layout, Kind::Thought);
        QCOMPARE(lines.size(), size_t(4)); // open, because a step is at work
        QCOMPARE(lines[0].isOpen, std::optional(true));
        QCOMPARE(lines[2].isOpen, std::optional(true));
        if (direction == Qt::LeftToRight) {
            QVERIFY(lines[1].rect.left() > lines[0].rect.left());
            QCOMPARE(lines[3].rect.left(), lines[0].rect.left());
        } else {
            QVERIFY(lines[1].rect.right() < lines[0].rect.right());
            QCOMPARE(lines[3].rect.right(), lines[0].rect.right());
        }
        item.state = MessageState::Complete;
        layout.setItem(item, {});
        lines = controlsOf(layout, Kind::Thought);
        QCOMPARE(lines.size(), size_t(2));
        QCOMPARE(lines[0].isOpen, std::optional(false));
        QCOMPARE(lines[1].accessibleName(), u"Other"_s);
    }

    void emptyThoughtsOpenNothing()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply("text");
        item.extras.thoughts = {thought(u"Used tool"_s, " \n", u"done"_s, 0.4)};
        layout.setItem(item, {});
        QVERIFY(controlsOf(layout, Kind::Thought).empty());
    }

    void copiesHaveNoThoughtsAndNoLabels()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply("the answer");
        item.extras.thoughts = {thought(u"Secretly"_s, "thinking", u"done"_s, 1)};
        item.extras.options = {{u"v"_s, u"Option"_s}};
        item.extras.notices = {{u"info"_s, {}, u"Notice"_s}};
        item.extras.parameters = {{u"Temperature"_s, 0.2}};
        item.files = {stored(7, u"file.txt"_s, State::Waiting)};
        Folds folds;
        folds.chosen[{Kind::Thought, ThoughtLayout::blockOf(0), 0}] = true;
        layout.setNewest(true);
        layout.setItem(item, folds);
        QCOMPARE(layout.text(0, layout.length()), u"the answer"_s);
        QCOMPARE(item.copiedText(), u"the answer"_s);
        const QString read = item.plainText();
        for (const QString &part : {u"file.txt"_s, u"Notice"_s, u"Temperature 0.2"_s})
            QVERIFY2(read.contains(part), qPrintable(part));
    }

    void codeOfAThoughtCopies()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply("```\nof the text\n```");
        item.extras.thoughts = {thought(u"A"_s, "```\nfirst\n```", u"done"_s),
                                thought(u"B"_s, "```\nsecond\n```", u"done"_s)};
        Folds folds;
        for (int i = 0; i < 2; ++i)
            folds.chosen[{Kind::Thought, ThoughtLayout::blockOf(i), 0}] = true;
        layout.setItem(item, folds);
        QStringList codes;
        for (const Control &control : controlsOf(layout, Kind::CopyCode))
            codes += layout.code(control.key);
        QCOMPARE(codes, (QStringList{u"first"_s, u"second"_s, u"of the text"_s}));
    }

    /// However a reply came, it looks the same in the end.
    void grownIsLikeWhole()
    {
        const HistoryStyle look = style();
        MessageLayout grown(look, kWidth);
        MessageItem item;
        const QByteArray text = "# Title\n\nText that **grows** and goes on.\n\n- a\n- b\n";
        for (int step = 0; step <= 20; ++step) {
            item = reply(step < 10 ? QByteArray() : text.first(text.size() * (step - 10) / 10),
                         MessageState::Streaming);
            item.extras.thoughts = {
                thought({}, QByteArray("thought after thought. ").repeated(5 * std::min(step, 10)),
                        step < 10 ? u"pending"_s : u"done"_s)};
            if (step > 5)
                item.extras.thoughts.push_back(
                    thought(u"Tool"_s, "result", step > 8 ? u"done"_s : u"pending"_s, {}, 1));
            grown.setItem(item, {});
        }
        item.state = MessageState::Complete;
        item.text = text;
        grown.setItem(item, {});
        MessageLayout whole(look, kWidth);
        whole.setItem(item, {});
        QCOMPARE(grown.height(), whole.height());
        QCOMPARE(painted(grown), painted(whole));
    }

    void finishedThoughtsAreNotLaidOutAgain()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply("text ", MessageState::Streaming);
        for (int i = 0; i < 20; ++i)
            item.extras.thoughts.push_back(thought(u"Step"_s, "done", u"done"_s, i));
        layout.setItem(item, {});
        const int before = layout.laidOutBlocks();
        for (int i = 0; i < 30; ++i) {
            item.text += "word ";
            layout.setItem(item, {});
        }
        QVERIFY2(layout.laidOutBlocks() - before <= 30,
                 qPrintable(QString::number(layout.laidOutBlocks() - before)));
        QVERIFY(layout.changedFrom() > 0);
    }

    void picturesAreScaledDown_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(40, 30);
        QTest::newRow("wide") << QSize(3000, 600);
        QTest::newRow("tall") << QSize(500, 4000);
        QTest::newRow("thread") << QSize(4000, 1);
        QTest::newRow("dot") << QSize(1, 1);
    }

    void picturesAreScaledDown()
    {
        QFETCH(QSize, size);
        for (const auto author : {MessageAuthor::Reply, MessageAuthor::User}) {
            const HistoryStyle look = style();
            HistoryImages images;
            MessageLayout layout(look, kWidth, &images);
            MessageItem item = message(author, "text");
            item.files = {picture(1, u"p.png"_s, size)};
            layout.setItem(item, {});
            const std::vector<Control> shown = controlsOf(layout, Kind::Image);
            QCOMPARE(shown.size(), size_t(1));
            const QRect rect = shown[0].rect;
            QVERIFY(rect.width() <= std::min(size.width(), look.columnWidth(kWidth)));
            QVERIFY(rect.height() <= std::min(size.height(), 26 * look.em));
            QVERIFY(rect.width() >= 1 && rect.height() >= 1);
            if (size.width() > 100 && size.height() > 100) {
                const double wanted = double(size.width()) / size.height();
                QVERIFY(qAbs(double(rect.width()) / rect.height() - wanted) < 0.03 * wanted);
            }
            QVERIFY(controlsOf(layout, Kind::OpenFile).empty());
        }
    }

    void manyPicturesFlowInRows_data() { stepsFoldWithTheirThought_data(); }

    void manyPicturesFlowInRows()
    {
        QFETCH(Qt::LayoutDirection, direction);
        const HistoryStyle look = style(direction);
        const int column = look.columnWidth(kWidth);
        const QRect area((kWidth - column) / 2, 0, column, 100'000);
        for (const auto author : {MessageAuthor::Reply, MessageAuthor::User}) {
            HistoryImages images;
            MessageLayout layout(look, kWidth, &images);
            MessageItem item = message(author, "text");
            for (int i = 0; i < 9; ++i) {
                item.files += picture(i + 1, u"p.png"_s, {300 + 40 * i, 400});
                if (i % 2 == 0)
                    item.files.back().caption = u"A caption that is longer than its picture"_s;
            }
            layout.setItem(item, {});
            const std::vector<Control> shown = controlsOf(layout, Kind::Image);
            QCOMPARE(shown.size(), size_t(9));
            for (size_t i = 0; i < shown.size(); ++i) {
                QVERIFY(area.contains(shown[i].rect));
                QVERIFY(shown[i].rect.bottom() < layout.height());
                for (size_t k = 0; k < i; ++k)
                    QVERIFY(!shown[i].rect.intersects(shown[k].rect));
                QCOMPARE(layout.controlAt(shown[i].rect.center())->key, shown[i].key);
            }
            // The first stands where reading begins, or at the end side for the user's own.
            const bool atLeft = (direction == Qt::LeftToRight) == (author == MessageAuthor::Reply);
            int left = kWidth;
            int right = 0;
            for (const Control &control : shown) {
                left = std::min(left, control.rect.left());
                right = std::max(right, control.rect.right());
            }
            QCOMPARE(atLeft ? left : right, atLeft ? area.left() : area.right());
        }
    }

    void picturesAreDecodedForTheScreen_data()
    {
        QTest::addColumn<qreal>("ratio");
        QTest::newRow("1x") << 1.0;
        QTest::newRow("2x") << 2.0;
    }

    void picturesAreDecodedForTheScreen()
    {
        QFETCH(qreal, ratio);
        const HistoryStyle look = style();
        HistoryImages images;
        MessageLayout layout(look, kWidth, &images);
        MessageItem item = reply("text");
        // One column red, one blue, twice as wide as there is room: seen as they are at 2x only.
        const int column = look.columnWidth(kWidth);
        QImage stripes(2 * column, 100, QImage::Format_RGB32);
        for (int x = 0; x < stripes.width(); ++x) {
            for (int y = 0; y < stripes.height(); ++y)
                stripes.setPixelColor(x, y, x % 2 == 0 ? Qt::red : Qt::blue);
        }
        item.files = {picture(1, u"stripes.png"_s, {1, 1})};
        QVERIFY(stripes.save(item.files[0].path));
        layout.setItem(item, {});
        QSignalSpy ready(&images, &HistoryImages::ready);
        const QRect rect = controlsOf(layout, Kind::Image).at(0).rect;
        QCOMPARE(rect.size(), QSize(column, 50));
        const auto colorAt = [&](int x) {
            return painted(layout, ratio)
                .pixelColor(int(rect.left() * ratio) + x, int(rect.center().y() * ratio));
        };
        QCOMPARE(colorAt(100), Theme::light().code); // not there yet
        QVERIFY(ready.wait());
        QCOMPARE(colorAt(100) == Qt::red, ratio > 1);
        QCOMPARE(colorAt(101) == Qt::blue, ratio > 1);
        QVERIFY(colorAt(100) != Theme::light().code);
        QCOMPARE(ready.size(), 1);
    }

    void whatIsNoPictureIsAFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << u"broken.png"_s << QByteArray("no picture");
        QTest::newRow("empty") << u"empty.png"_s << QByteArray();
        QTest::newRow("svg") << u"drawing.svg"_s
                             << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' "
                                           "height='9'><rect width='9' height='9'/></svg>");
        QTest::newRow("svg as png") << u"drawing.png"_s
                                    << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' "
                                                  "width='9' height='9'/>");
        QByteArray bomb = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452");
        bomb += QByteArray::fromHex("0000ffff0000ffff0806000000");
        QTest::newRow("too many pixels") << u"bomb.png"_s << bomb + "\0\0\0\0";
    }

    void whatIsNoPictureIsAFile()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        const HistoryStyle look = style();
        HistoryImages images;
        MessageLayout layout(look, kWidth, &images);
        MessageItem item = reply("text");
        item.files = {present(1, name, content)};
        item.files[0].kind = FileKind::Image;
        layout.setItem(item, {});
        QVERIFY(controlsOf(layout, Kind::Image).empty());
        QCOMPARE(controlsOf(layout, Kind::OpenFile).size(), size_t(1));
        QCOMPARE(controlsOf(layout, Kind::SaveFile).size(), size_t(1));
    }

    void aPictureWithAProgramsNameIsNotOpenedByAClickOnIt()
    {
        const HistoryStyle look = style();
        HistoryImages images;
        MessageLayout layout(look, kWidth, &images);
        MessageItem item = reply("text");
        for (const QString &name : {u"picture.desktop"_s, u"picture.exe"_s, u"picture"_s})
            item.files += picture(item.files.size() + 1, name, {20, 20});
        layout.setItem(item, {});
        QVERIFY(controlsOf(layout, Kind::Image).empty());
        QCOMPARE(controlsOf(layout, Kind::OpenFile).size(), size_t(3));
    }

    void brokenPicturesAreTold()
    {
        // The header is good, the rest is not there.
        StoredFile file = picture(1, u"cut.png"_s, {200, 200});
        QFile content(file.path);
        QVERIFY(content.open(QIODevice::ReadWrite));
        QVERIFY(content.resize(content.size() / 2));
        content.close();
        HistoryImages images;
        QSignalSpy broken(&images, &HistoryImages::broken);
        QCOMPARE(images.sizeOf(file.path), QSize(200, 200));
        QVERIFY(images.image(file.path, {50, 50}).isNull());
        QVERIFY(broken.wait());
        QCOMPARE(broken.at(0).at(0).toString(), file.path);
        QVERIFY(images.sizeOf(file.path).isEmpty());
    }

    void picturesAreDecodedOnce()
    {
        const StoredFile file = picture(1, u"p.png"_s, {200, 200});
        HistoryImages images;
        QSignalSpy ready(&images, &HistoryImages::ready);
        for (int i = 0; i < 10; ++i)
            QVERIFY(images.image(file.path, {50, 50}).isNull());
        QVERIFY(ready.wait());
        QCOMPARE(images.image(file.path, {50, 50}).size(), QSize(50, 50));
        QVERIFY(QFile::remove(file.path)); // it is not read again
        QCOMPARE(images.image(file.path, {50, 50}).size(), QSize(50, 50));
        QCOMPARE(ready.size(), 1);
    }

    void fileRowsSayHowItIs_data()
    {
        QTest::addColumn<int>("author");
        QTest::addColumn<int>("state");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QList<double>>("progress");
        QTest::addColumn<QString>("facts");
        QTest::addColumn<QString>("buttons");
        const int space = int(MessageAuthor::Reply);
        const int user = int(MessageAuthor::User);
        const QList<double> none;
        QTest::newRow("there") << space << int(State::Present) << qint64(1234) << none
                               << u"1.2 kB"_s << u"Open, Save as…"_s;
        QTest::newRow("waits") << space << int(State::Waiting) << qint64(-1) << none
                               << u"Waits to be fetched"_s << QString();
        QTest::newRow("some of it") << space << int(State::Waiting) << qint64(-1)
                                    << QList<double>{0.456} << u"Fetching · 45%"_s << QString();
        QTest::newRow("on its way") << space << int(State::Waiting) << qint64(-1)
                                    << QList<double>{-1} << u"Fetching…"_s << QString();
        QTest::newRow("too large") << space << int(State::TooLarge) << qint64(120'400'000) << none
                                   << u"120 MB, over the limit"_s << u"Fetch"_s;
        QTest::newRow("how large") << space << int(State::TooLarge) << qint64(-1) << none
                                   << u"Over the limit"_s << u"Fetch"_s;
        QTest::newRow("missing") << space << int(State::Missing) << qint64(-1) << none
                                 << u"Could not be fetched"_s << u"Try again"_s;
        QTest::newRow("sent") << user << int(State::Present) << qint64(1234) << none << u"1.2 kB"_s
                              << u"Open, Save as…"_s;
        QTest::newRow("being sent")
            << user << int(State::Present) << qint64(1234) << QList<double>{0.5}
            << u"Uploading · 50%"_s << u"Open, Save as…"_s;
        QTest::newRow("the user's is gone") << user << int(State::Missing) << qint64(-1) << none
                                            << u"No longer there"_s << QString();
    }

    void fileRowsSayHowItIs()
    {
        QFETCH(int, author);
        QFETCH(int, state);
        QFETCH(qint64, size);
        QFETCH(QList<double>, progress);
        QFETCH(QString, facts);
        QFETCH(QString, buttons);
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = message(MessageAuthor(author), "text");
        StoredFile file = present(7, u"data.bin"_s, "content");
        file.state = State(state);
        file.size = size;
        item.files = {file};
        item.progress = progress;
        layout.setItem(item, {});
        QStringList shown;
        for (const Control &control : layout.controls()) {
            if (control.file) {
                QCOMPARE(control.file, 7);
                QVERIFY(control.accessibleName().contains("data.bin"_L1));
                QCOMPARE(layout.controlAt(control.rect.center())->key, control.key);
                shown += control.text;
            }
        }
        QCOMPARE(shown.join(u", "_s), buttons);
        QVERIFY2(item.plainText().contains(u"data.bin, "_s + facts), qPrintable(item.plainText()));
    }

    void aFileThatWentHasNoOpen()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply("text");
        item.files = {present(7, u"data.bin"_s, "content")};
        QVERIFY(QFile::remove(item.files[0].path));
        layout.setItem(item, {});
        QVERIFY(controlsOf(layout, Kind::OpenFile).empty());
        QCOMPARE(controlsOf(layout, Kind::FetchFile).size(), size_t(1));
        QVERIFY(item.plainText().contains(u"No longer there"_s));
    }

    void sizes_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << QString();
        QTest::newRow("nothing") << qint64(0) << u"0 bytes"_s;
        QTest::newRow("bytes") << qint64(999) << u"999 bytes"_s;
        QTest::newRow("small") << qint64(1'240) << u"1.2 kB"_s;
        QTest::newRow("larger") << qint64(48'300) << u"48 kB"_s;
        QTest::newRow("mega") << qint64(1'240'000) << u"1.2 MB"_s;
        QTest::newRow("many") << qint64(120'400'000) << u"120 MB"_s;
        QTest::newRow("giga") << qint64(3'000'000'000) << u"3.0 GB"_s;
    }

    /// Gradio sends pictures as WebP, which Qt reads with a plug-in of another package.
    void readsWhatGradioSends() { QVERIFY(QImageReader::supportedImageFormats().contains("webp")); }

    void sizes()
    {
        QFETCH(qint64, bytes);
        QFETCH(QString, text);
        QCOMPARE(fileSizeText(bytes), text);
    }

    void narrowFileRowsPutTheirButtonsBelow()
    {
        const HistoryStyle look = style();
        for (const int width : {80, 160, 240, 320, 700}) {
            MessageLayout layout(look, width);
            MessageItem item = reply("text");
            item.files = {present(7, u"a rather long name of a file.bin"_s, "content")};
            layout.setItem(item, {});
            const QRect open = controlsOf(layout, Kind::OpenFile).at(0).rect;
            const QRect save = controlsOf(layout, Kind::SaveFile).at(0).rect;
            QVERIFY(!open.intersects(save));
            QVERIFY(open.left() >= 0);
            QVERIFY(save.bottom() < layout.height());
            if (width >= 240)
                QVERIFY(save.right() < width);
        }
    }

    void optionsAreOfTheNewestReply()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply("text");
        item.extras.options = {{u"yes"_s, u"Yes, please"_s}, {u"no"_s, {}}};
        layout.setNewest(false);
        layout.setItem(item, {});
        QVERIFY(controlsOf(layout, Kind::Option).empty());
        layout.setNewest(true);
        layout.setItem(item, {});
        std::vector<Control> options = controlsOf(layout, Kind::Option);
        QCOMPARE(options.size(), size_t(2));
        QCOMPARE(options[0].text, u"Yes, please"_s);
        QCOMPARE(options[0].value, u"yes"_s);
        QCOMPARE(options[1].text, u"no"_s);
        QVERIFY(options[0].isEnabled());
        layout.setNewest(true, true);
        layout.setItem(item, {});
        QVERIFY(!controlsOf(layout, Kind::Option).at(0).isEnabled());
        item.state = MessageState::Streaming;
        layout.setItem(item, {});
        QVERIFY(controlsOf(layout, Kind::Option).empty());
    }

    void longOptionsStayInTheColumn_data() { stepsFoldWithTheirThought_data(); }

    void longOptionsStayInTheColumn()
    {
        QFETCH(Qt::LayoutDirection, direction);
        const HistoryStyle look = style(direction);
        MessageLayout layout(look, 400);
        MessageItem item = reply("text");
        for (int i = 1; i < 12; ++i)
            item.extras.options.push_back({u"v"_s, u"words "_s.repeated(i * i)});
        layout.setNewest(true);
        layout.setItem(item, {});
        const int column = look.columnWidth(400);
        const std::vector<Control> options = controlsOf(layout, Kind::Option);
        for (size_t i = 0; i < options.size(); ++i) {
            QVERIFY(options[i].rect.left() >= (400 - column) / 2);
            QVERIFY(options[i].rect.right() < (400 + column) / 2);
            for (size_t k = 0; k < i; ++k)
                QVERIFY(!options[i].rect.intersects(options[k].rect));
        }
        QCOMPARE(options.back().accessibleName(), u"words "_s.repeated(121).trimmed());
    }

    void notices_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("default title") << u"Warning"_s << u"Slow today"_s << u"Slow today"_s;
        QTest::newRow("no title") << QString() << u"Slow today"_s << u"Slow today"_s;
        QTest::newRow("own title") << u"Queue"_s << u"Slow today"_s << u"Queue: Slow today"_s;
        QTest::newRow("title only") << u"Slow today"_s << QString() << u"Slow today"_s;
    }

    void notices()
    {
        QFETCH(QString, title);
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(noticeText({u"warning"_s, title, text}), shown);
    }

    void parametersInOneLine()
    {
        const QJsonObject parameters{{u"Temperature"_s, 0.2},
                                     {u"Seed"_s, 1234567890},
                                     {u"Stream"_s, false},
                                     {u"Tools"_s, QJsonArray{u"web"_s, u"code"_s}},
                                     {u"System"_s, u"word "_s.repeated(40)},
                                     {u"Empty"_s, QString()}};
        const QString line = parametersText(parameters);
        QVERIFY2(line.contains(u"Temperature 0.2 · Tools web, code"_s), qPrintable(line));
        QVERIFY(line.contains(u"Seed 1234567890 · Stream off"_s));
        QVERIFY(line.contains(u"Empty none"_s));
        QVERIFY(line.contains(u'…'));
        QVERIFY(line.size() < 160);
        const HistoryStyle look = style();
        for (const auto author : {MessageAuthor::Reply, MessageAuthor::User}) {
            MessageLayout layout(look, 300);
            MessageItem item = message(author, "text");
            layout.setItem(item, {});
            const int without = layout.height();
            item.extras.parameters = parameters;
            layout.setItem(item, {});
            const int one = HistoryStyle::pitchOf(look.muted);
            QVERIFY(layout.height() > without && layout.height() <= without + one + 12);
        }
    }

    void whatCameIsMarkedInterrupted()
    {
        for (const auto state : {MessageState::Failed, MessageState::Interrupted}) {
            MessageItem item = reply("It began", state);
            item.failure = Failure(Failure::Kind::ConnectionLost);
            QCOMPARE(item.statusLine(), u"Interrupted."_s);
            item.text.clear();
            QCOMPARE(item.statusLine(), QString());
        }
        // Its card says so already.
        QCOMPARE(reply("It began", MessageState::Interrupted).statusLine(), QString());
    }

    void filesAreAnAnswer()
    {
        MessageItem item = reply({});
        QCOMPARE(item.statusLine(), u"This reply has no text."_s);
        item.files = {stored(1, u"a.txt"_s, State::Waiting)};
        QCOMPARE(item.statusLine(), QString());
    }

    void turnsAreTwentyApart()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("text"), {});
        const int below = layout.height() - layout.rectOf(0).bottom() - 1;
        QVERIFY2(below >= 16 && below <= 24, qPrintable(QString::number(below)));
        MessageLayout next(look, kWidth);
        next.setAbove(MessageLayout::Above::Reply);
        next.setItem(message(MessageAuthor::User, "prompt"), {});
        QCOMPARE(next.contentRect().top(), 0);
    }

    void aLoneLineOfACardIsBesideItsButton()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply({}, MessageState::Interrupted), {});
        const QRect button = controlsOf(layout, Kind::Remedy).at(0).rect;
        const QImage image = painted(layout);
        const QColor ground = Theme::light().warnGround;
        int top = -1;
        int bottom = -1;
        const int left = layout.contentRect().left() + 12;
        for (int y = button.top() - 8; y < button.bottom() + 8; ++y) {
            for (int x = left; x < left + 60; ++x) {
                if (image.pixelColor(x, y) != ground) {
                    top = top < 0 ? y : top;
                    bottom = y;
                }
            }
        }
        QVERIFY(top > 0);
        QVERIFY2(
            qAbs((top + bottom) / 2 - button.center().y()) <= 3,
            qPrintable(u"%1 to %2, button at %3"_s.arg(top).arg(bottom).arg(button.center().y())));
    }

    void marksAreFoundAgain()
    {
        const HistoryStyle look = style();
        MessageItem item = reply(QByteArray("words of a text ").repeated(60));
        item.extras.thoughts = {thought(u"A"_s, "long\n\n- a\n- b\n- c", u"done"_s),
                                thought(u"B"_s, "short", u"done"_s)};
        item.files = {stored(1, u"a"_s, State::TooLarge), stored(2, u"b"_s, State::Missing)};
        MessageLayout closed(look, kWidth);
        closed.setItem(item, {});
        Folds folds;
        folds.chosen[{Kind::Thought, ThoughtLayout::blockOf(0), 0}] = true;
        MessageLayout open(look, kWidth);
        open.setItem(item, folds);
        const int by = open.height() - closed.height();
        QVERIFY(by > 0);
        // All below the thought that opens moves by what it is higher.
        const int second = controlsOf(closed, Kind::Thought).at(1).rect.top();
        for (int y = second; y < closed.height(); y += 7) {
            const MessageLayout::Mark mark = closed.markAt(y);
            QCOMPARE(open.topOf(mark), closed.topOf(mark) + by);
            QVERIFY(closed.topOf(mark) <= y + 12);
        }
    }
};

QTEST_MAIN(tst_MessageParts)
#include "tst_messageparts.moc"
