#include "history/historystyle.h"
#include "history/messagelayout.h"
#include "history/textbox.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

constexpr int kWidth = 700;

HistoryStyle style(Qt::LayoutDirection direction = Qt::LeftToRight)
{
    return HistoryStyle(Theme::light(), QApplication::font(), 100, direction);
}

MessageItem reply(const QByteArray &text, MessageState state = MessageState::Complete)
{
    MessageItem item;
    item.id = 1;
    item.author = MessageAuthor::Reply;
    item.state = state;
    item.text = text;
    item.name = u"Demo"_s;
    item.time = QDateTime(QDate(2026, 3, 1), QTime(14, 31));
    return item;
}

MessageItem prompt(const QByteArray &text)
{
    MessageItem item;
    item.id = 2;
    item.text = text;
    return item;
}

const Control *find(const std::vector<Control> &controls, Control::Kind kind)
{
    for (const Control &control : controls) {
        if (control.key.kind == kind)
            return &control;
    }
    return nullptr;
}

QImage painted(const MessageLayout &layout, const MessageLayout::Paint &paint = {})
{
    QImage image(kWidth, layout.height(), QImage::Format_RGB32);
    image.fill(Theme::light().window);
    QPainter painter(&image);
    MessageLayout::Paint whole = paint;
    whole.clip = image.rect();
    layout.paint(painter, whole);
    return image;
}

bool hasColor(const QImage &image, const QColor &color, QRect where)
{
    where &= image.rect();
    for (int y = where.top(); y <= where.bottom(); ++y) {
        for (int x = where.left(); x <= where.right(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

} // namespace

class tst_MessageLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void actionsStandCloseTogetherAndClearOfTheRing()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("hello"), {});
        const std::vector<Control> controls = layout.controls();
        const Control *copy = find(controls, Control::Kind::Copy);
        const Control *retry = find(controls, Control::Kind::Retry);
        QVERIFY(copy && retry);
        const int word = QFontMetrics(style().muted).horizontalAdvance(copy->text);
        const int gap = retry->rect.left() - copy->rect.left() - word; // both are inset alike
        QVERIFY2(gap >= 8 && gap <= 24, qPrintable(QString::number(gap)));

        MessageLayout::Paint paint;
        paint.withActions = paint.withRing = true;
        const QImage image = painted(layout, paint);
        const QColor accent = style().theme.accent;
        QVERIFY(hasColor(image, accent, image.rect()));
        for (const Control *action : {copy, retry})
            QVERIFY(!hasColor(image, accent, action->rect.adjusted(2, 0, -2, -3)));
    }

    void inlineCodeLeavesTheBlanksBesideIt()
    {
        using markdown::Style;
        const QFont font = style().body;
        const HistoryStyle look = style();
        const StyledText text({{u"with "_s, Style::None, {}},
                               {u"code"_s, Style::Code, {}},
                               {u" in them"_s, Style::None, {}}},
                              look, font);
        QCOMPARE(text.text, u"with code in them"_s);
        TextBox box(text, font, style().pitch);
        box.layOut(kWidth);
        const int blank = QFontMetrics(font).horizontalAdvance(u' ');
        const QRect before = box.rectsOf(0, 4).front();
        const QRect code = box.rectsOf(5, 9).front().adjusted(-2, 0, 2, 0); // as it is painted
        const QRect after = box.rectsOf(10, 12).front();
        QVERIFY(code.left() - before.right() - 1 >= blank - 1);
        QVERIFY(after.left() - code.right() - 1 >= blank - 1);
    }

    void everyBlockHasText_data()
    {
        QTest::addColumn<QByteArray>("markdown");
        QTest::addColumn<QString>("copied");
        QTest::newRow("paragraph") << QByteArray("Hello *you* and `me`") << u"Hello you and me"_s;
        QTest::newRow("heading") << QByteArray("# One\n\ntwo") << u"One\n\ntwo"_s;
        QTest::newRow("list") << QByteArray("- a\n- b\n  - c") << u"- a\n- b\n  - c"_s;
        QTest::newRow("numbers") << QByteArray("3. a\n4. b") << u"3. a\n4. b"_s;
        QTest::newRow("tasks") << QByteArray("- [x] a\n- [ ] b") << u"[x] a\n[ ] b"_s;
        QTest::newRow("quote") << QByteArray("> a\n>\n> b") << u"a\n\nb"_s;
        QTest::newRow("code") << QByteArray("```py\nx = 1\n\ny = 2\n```") << u"x = 1\n\ny = 2"_s;
        QTest::newRow("table") << QByteArray("| a | b |\n|---|---|\n| c | d |") << u"a\tb\nc\td"_s;
        QTest::newRow("break") << QByteArray("a  \nb") << u"a\nb"_s;
        QTest::newRow("image") << QByteArray("![a cat](https://example.org/cat.png)") << u"a cat"_s;
        QTest::newRow("image without words")
            << QByteArray("![](https://example.org/cat.png)") << u"cat.png"_s;
        QTest::newRow("right to left") << QByteArray("مرحبا\n\nhello") << u"مرحبا\n\nhello"_s;
    }

    void everyBlockHasText()
    {
        QFETCH(QByteArray, markdown);
        QFETCH(QString, copied);
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply(markdown), {});
        QCOMPARE(layout.text(0, layout.length()), copied);
        QVERIFY(layout.height() > 0);
    }

    void partsOfText()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("- alpha\n- beta\n\nend"), {});
        QCOMPARE(layout.text(2, 8), u"pha\n- be"_s);
        QCOMPARE(layout.text(0, 0), QString());
        QCOMPARE(layout.text(layout.length() - 3, layout.length()), u"end"_s);
    }

    void promptIsVerbatim()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        const QByteArray text = "# not a heading\n\n**not bold**\n  kept";
        layout.setItem(prompt(text), {});
        QCOMPARE(layout.text(0, layout.length()), QString::fromUtf8(text));
        QVERIFY(layout.controls().empty());
    }

    void promptStandsAtTheEndSide_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::newRow("left to right") << Qt::LeftToRight;
        QTest::newRow("right to left") << Qt::RightToLeft;
    }

    void promptStandsAtTheEndSide()
    {
        QFETCH(Qt::LayoutDirection, direction);
        const HistoryStyle look = style(direction);
        const int column = look.columnWidth(kWidth);
        MessageLayout layout(look, kWidth);
        layout.setItem(prompt("short"), {});
        const QRect bubble = layout.contentRect();
        QVERIFY(bubble.width() < column / 2);
        if (direction == Qt::LeftToRight)
            QCOMPARE(bubble.right() + 1, (kWidth + column) / 2);
        else
            QCOMPARE(bubble.left(), (kWidth - column) / 2);
        layout.setItem(prompt(QByteArray("word ").repeated(300)), {});
        QVERIFY(layout.contentRect().width() <= column * 3 / 4);
    }

    void columnIsLimited()
    {
        const HistoryStyle look = style();
        QCOMPARE(look.columnWidth(10'000), 46 * look.em);
        QVERIFY(look.columnWidth(300) < 300);
        QVERIFY(look.columnWidth(1) > 0);
    }

    void nothingIsWiderThanTheColumn_data()
    {
        QTest::addColumn<QByteArray>("markdown");
        const QByteArray endless = QByteArray("x").repeated(4000);
        QTest::newRow("word") << endless;
        QTest::newRow("code") << "```\n" + endless + "\n```";
        QTest::newRow("inline code") << '`' + endless + '`';
        QTest::newRow("heading") << "# " + endless;
        QTest::newRow("list") << "- " + endless;
        QTest::newRow("table") << "| a | b |\n|---|---|\n| " + endless + " | " + endless + " |";
        QByteArray wide = "|" + QByteArray("a|").repeated(200) + "\n|"
            + QByteArray("-|").repeated(200) + "\n|" + QByteArray("long words here|").repeated(200);
        QTest::newRow("columns") << wide;
        QByteArray deep;
        for (int i = 0; i < 60; ++i)
            deep += QByteArray("  ").repeated(i) + "- item\n";
        QTest::newRow("nesting") << deep;
        QTest::newRow("quotes") << QByteArray(">").repeated(60) + " deep";
    }

    void nothingIsWiderThanTheColumn()
    {
        QFETCH(QByteArray, markdown);
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply(markdown), {});
        const int column = look.columnWidth(kWidth);
        const QImage image = painted(layout);
        const QRect beside((kWidth + column) / 2 + 2, 0, kWidth, image.height());
        const QColor ground = Theme::light().window;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = beside.left(); x < kWidth; ++x) {
                if (image.pixelColor(x, y) != ground)
                    QFAIL(qPrintable(u"something at %1, %2"_s.arg(x).arg(y)));
            }
        }
    }

    void directionOfEachParagraph()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("مرحبا\n\nhello"), {});
        const int column = look.columnWidth(kWidth);
        const int left = (kWidth - column) / 2;
        const QImage image = painted(layout);
        const QRect arabic = layout.rectOf(0);
        const QRect english = layout.rectOf(6);
        const QColor ground = Theme::light().window;
        const auto inkIn = [&](QRect where) {
            for (int y = where.top(); y <= where.bottom(); ++y) {
                for (int x = where.left(); x <= where.right(); ++x) {
                    if (image.pixelColor(x, y) != ground)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(inkIn({left + column - 40, arabic.y(), 40, arabic.height()}));
        QVERIFY(!inkIn({left, arabic.y(), 40, arabic.height()}));
        QVERIFY(inkIn({left, english.y(), 40, english.height()}));
        QVERIFY(!inkIn({left + column - 40, english.y(), 40, english.height()}));
    }

    void codeCopies()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("text\n\n- item\n  ```py\n  a = 1\n  ```\n\n```\nb\n```"), {});
        std::vector<QString> codes;
        for (const Control &control : layout.controls()) {
            if (control.key.kind == Control::Kind::CopyCode)
                codes.push_back(layout.code(control.key));
        }
        QCOMPARE(codes, (std::vector<QString>{u"a = 1"_s, u"b"_s}));
    }

    void longCodeKeepsAllLines()
    {
        QByteArray code;
        for (int i = 0; i < 1000; ++i)
            code += "line " + QByteArray::number(i) + '\n';
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("```\n" + code + "```"), {});
        QCOMPARE(layout.text(0, layout.length()), QString::fromUtf8(code).chopped(1));
    }

    void linksAreWhereTheyAreSeen()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("See [the page](https://example.org/a) now"), {});
        const std::vector<Control> controls = layout.controls();
        const Control *link = find(controls, Control::Kind::Link);
        QVERIFY(link);
        QCOMPARE(link->text, u"the page"_s);
        const std::optional<Control> hit = layout.controlAt(link->rect.center());
        QVERIFY(hit);
        QCOMPARE(hit->key, link->key);
        QCOMPARE(hit->target, QUrl(u"https://example.org/a"_s));
        QVERIFY(!layout.controlAt(link->rect.center() - QPoint(link->rect.width(), 0)));
    }

    void dangerousTargetsAreNoLinks_data()
    {
        QTest::addColumn<QString>("target");
        for (const char *target : {"file:///etc/passwd", "javascript:alert(1)", "relative/path",
                                   "data:text/html,x", "http:", "smb://host/share", ""})
            QTest::newRow(target) << QString::fromLatin1(target);
    }

    void dangerousTargetsAreNoLinks()
    {
        QFETCH(QString, target);
        QVERIFY(!linkTarget(target).isValid());
    }

    void positionsGoBothWays()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("First paragraph\n\n- item one\n- item two\n\n```\ncode\n```"), {});
        for (qsizetype position : {qsizetype(0), layout.length() / 2, layout.length() - 1}) {
            const QRect rect = layout.rectOf(position);
            const qsizetype found = layout.positionAt(QPoint(rect.left(), rect.center().y()));
            QVERIFY2(found <= position && layout.rectOf(found) == rect,
                     qPrintable(u"%1 became %2"_s.arg(position).arg(found)));
        }
        QCOMPARE(layout.positionAt({0, 0}), 0);
        QCOMPARE(layout.positionAt({0, layout.height()}), layout.length());
    }

    void wordsAndParagraphs()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("one two three\n\n```\nline a\nline b\n```"), {});
        const auto [wordFrom, wordTo] = layout.wordAt(5);
        QCOMPARE(layout.text(wordFrom, wordTo), u"two"_s);
        const auto [from, to] = layout.paragraphAt(5);
        QCOMPARE(layout.text(from, to), u"one two three"_s);
        const auto [lineFrom, lineTo] = layout.paragraphAt(layout.length() - 2);
        QCOMPARE(layout.text(lineFrom, lineTo), u"line b"_s);
    }

    void veryLongParagraphIsOneParagraph()
    {
        const QByteArray text = QByteArray("some words that go on ").repeated(500).trimmed();
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply(text), {});
        QCOMPARE(layout.text(0, layout.length()), QString::fromUtf8(text));
        const auto [from, to] = layout.paragraphAt(layout.length() / 2);
        QCOMPARE(from, 0);
        QCOMPARE(to, layout.length());
    }

    void growingLaysOutOnlyTheTail()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        QByteArray text;
        for (int i = 0; i < 200; ++i)
            text += "Paragraph " + QByteArray::number(i) + " with a few words.\n\n";
        layout.setItem(reply(text, MessageState::Streaming), {});
        const int before = layout.laidOutBlocks();
        QVERIFY(before >= 200);
        for (int i = 0; i < 50; ++i) {
            text += "word ";
            layout.setItem(reply(text, MessageState::Streaming), {});
        }
        QVERIFY2(layout.laidOutBlocks() - before <= 150,
                 qPrintable(QString::number(layout.laidOutBlocks() - before)));
        layout.setItem(reply(text), {});
        QVERIFY(layout.laidOutBlocks() - before <= 155);
    }

    /// However a text came, it looks the same in the end.
    void grownIsLikeWhole_data()
    {
        QTest::addColumn<QByteArray>("markdown");
        QTest::newRow("blocks") << QByteArray(
            "# A\n\nText **bold** and `code`.\n\n- one\n- two\n\n```c\nint x;\n"
            "int y;\n```\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n\n> said\n\nend");
        QTest::newRow("long paragraph")
            << QByteArray("Words and [links](https://a.example) go on. ").repeated(300);
        QTest::newRow("long code")
            << "```\n" + QByteArray("line of code\n").repeated(150) + "```\n";
        QTest::newRow("scripts") << QByteArray(
            "你好世界。\n\nمرحبا بالعالم\n\n1. الأول\n2. الثاني\n");
    }

    void grownIsLikeWhole()
    {
        QFETCH(QByteArray, markdown);
        const HistoryStyle look = style();
        MessageLayout grown(look, kWidth);
        for (qsizetype size = 0; size < markdown.size(); size += 1 + markdown.size() / 60)
            grown.setItem(reply(markdown.first(size), MessageState::Streaming), {});
        grown.setItem(reply(markdown), {});
        MessageLayout whole(look, kWidth);
        whole.setItem(reply(markdown), {});
        QCOMPARE(grown.height(), whole.height());
        QCOMPARE(grown.length(), whole.length());
        QCOMPARE(grown.text(0, grown.length()), whole.text(0, whole.length()));
        QCOMPARE(grown.controls().size(), whole.controls().size());
        QCOMPARE(painted(grown), painted(whole));
    }

    void cardHasTheRemedy_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("button");
        using Kind = Failure::Kind;
        QTest::newRow("retry") << int(Kind::Silence) << u"Retry"_s;
        QTest::newRow("token") << int(Kind::Quota) << u"Add token"_s;
        QTest::newRow("login") << int(Kind::Login) << u"Sign in"_s;
        QTest::newRow("address") << int(Kind::Address) << u"Change address"_s;
        QTest::newRow("page") << int(Kind::OAuth) << u"Open Space page"_s;
        QTest::newRow("nothing to do") << int(Kind::Usage) << QString();
    }

    void cardHasTheRemedy()
    {
        QFETCH(int, kind);
        QFETCH(QString, button);
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply({}, MessageState::Failed);
        item.failure = Failure(Failure::Kind(kind), u"said"_s, u"detail"_s);
        layout.setItem(item, {});
        const std::vector<Control> controls = layout.controls();
        const Control *remedy = find(controls, Control::Kind::Remedy);
        QCOMPARE(bool(remedy), !button.isEmpty());
        if (remedy) {
            QCOMPARE(remedy->text, button);
            QCOMPARE(remedy->remedy, item.cardRemedies().constFirst());
            QCOMPARE(layout.controlAt(remedy->rect.center())->key, remedy->key);
        }
        // One button that mends it: Retry is not offered twice.
        const bool retriesInCard = remedy && remedy->remedy == Failure::Remedy::Retry;
        QCOMPARE(bool(find(controls, Control::Kind::Retry)), !retriesInCard);
    }

    void interruptedWithoutReason()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        const MessageItem item = reply("It began", MessageState::Interrupted);
        QCOMPARE(item.cardSentence(), u"This reply was interrupted."_s);
        layout.setItem(item, {});
        const std::vector<Control> controls = layout.controls();
        QVERIFY(find(controls, Control::Kind::Remedy));
        QVERIFY(!find(controls, Control::Kind::Details));
        QVERIFY(find(controls, Control::Kind::Copy));
        QCOMPARE(layout.text(0, layout.length()), u"It began"_s);
    }

    void stoppedIsAQuietLine()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        const MessageItem item = reply("It began", MessageState::Stopped);
        QVERIFY(item.cardSentence().isEmpty());
        QCOMPARE(item.statusLine(), u"Stopped."_s);
        layout.setItem(item, {});
        const std::vector<Control> controls = layout.controls();
        QVERIFY(!find(controls, Control::Kind::Remedy));
        const Control *retry = find(controls, Control::Kind::Retry);
        QVERIFY(retry && retry->isEnabled());
    }

    void detailsFoldOut()
    {
        const HistoryStyle look = style();
        MessageItem item = reply({}, MessageState::Failed);
        item.failure
            = Failure(Failure::Kind::NotJson, u"Bad gateway"_s, u"GET /config\nHTTP 502"_s);
        MessageLayout layout(look, kWidth);
        layout.setItem(item, {});
        const int closed = layout.height();
        std::vector<Control> controls = layout.controls();
        const Control *details = find(controls, Control::Kind::Details);
        QVERIFY(details);
        QVERIFY(!find(controls, Control::Kind::CopyReport));
        Folds folds;
        folds.chosen[details->key] = true;
        layout.setItem(item, folds);
        QVERIFY(layout.height() > closed);
        controls = layout.controls();
        QVERIFY(find(controls, Control::Kind::CopyReport));
        QVERIFY(item.report().contains("F15-not-json"_L1));
        QVERIFY(item.report().contains("HTTP 502"_L1));
    }

    void appErrorsAreRedOthersAreNot()
    {
        const HistoryStyle look = style();
        const auto colorOf = [&](Failure::Kind kind) {
            MessageItem item = reply({}, MessageState::Failed);
            item.failure = Failure(kind);
            MessageLayout layout(look, kWidth);
            layout.setItem(item, {});
            const QRect card = layout.contentRect();
            return painted(layout).pixelColor(card.left() + 6, card.bottom() - 6);
        };
        QCOMPARE(colorOf(Failure::Kind::AppError), Theme::light().errorGround);
        QCOMPARE(colorOf(Failure::Kind::Quota), Theme::light().warnGround);
    }

    void whereTheMemoryEndsIsSaid()
    {
        const HistoryStyle look = style();
        MessageItem item = reply("An answer.", MessageState::Complete);
        MessageLayout layout(look, kWidth);
        layout.setItem(item, {});
        const int height = layout.height();
        item = reply("An answer.", MessageState::Complete);
        item.extras.endsMemory = true;
        QVERIFY(item.plainText().endsWith(
            u"The Space was restarted and no longer remembers what came before."_s));
        layout.setItem(item, {});
        QVERIFY(layout.height() > height + QFontMetrics(look.muted).height());
        // Below the actions, and no part of what the reply itself is.
        QVERIFY(layout.contentRect().bottom() < height);
    }

    void progressHasABarWhereItIsKnown()
    {
        const HistoryStyle look = style();
        MessageItem item = reply({}, MessageState::Pending);
        item.status = u"Running 8 s"_s;
        MessageLayout layout(look, kWidth);
        layout.setItem(item, {});
        const int height = layout.height();
        const auto hasBar = [&] {
            const QImage image = painted(layout);
            const int x = layout.contentRect().left() + 4;
            for (int y = 0; y < image.height(); ++y) {
                if (image.pixelColor(x, y) == look.theme.accent)
                    return true;
            }
            return false;
        };
        QVERIFY(!hasBar());
        item.done = 0.5;
        layout.setItem(item, {});
        QVERIFY(layout.height() > height);
        QVERIFY(hasBar());
    }

    void waitingSaysForWhat()
    {
        const HistoryStyle look = style();
        MessageItem item = reply({}, MessageState::Pending);
        QCOMPARE(item.statusLine(), u"Waiting…"_s);
        item.status = u"In queue 3 of 12"_s;
        QCOMPARE(item.statusLine(), u"In queue 3 of 12"_s);
        QVERIFY(item.plainText().contains(u"In queue 3 of 12"_s));
        MessageLayout layout(look, kWidth);
        layout.setItem(item, {});
        QVERIFY(layout.controls().empty());
    }

    void onlyTheNewestIsAskedAgain()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("text"), {});
        layout.setNewest(false);
        QVERIFY(!find(layout.controls(), Control::Kind::Retry)->isEnabled());
        layout.setNewest(true);
        QVERIFY(find(layout.controls(), Control::Kind::Retry)->isEnabled());
    }

    void whatIsOfferedBelowAReply()
    {
        using Kind = Control::Kind;
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        MessageItem item = reply("text");
        const auto kinds = [&layout] {
            std::vector<Kind> result;
            for (const Control &control : layout.controls())
                result.push_back(control.key.kind);
            return result;
        };
        layout.setItem(item, {});
        QCOMPARE(kinds(), (std::vector{Kind::Copy, Kind::Retry}));
        ReplyOffers offers;
        offers.edit = offers.like = offers.dislike = true;
        layout.setOffers(offers);
        layout.setItem(item, {});
        layout.setNewest(true);
        QCOMPARE(kinds(), (std::vector{Kind::Copy, Kind::Retry, Kind::Edit, Kind::Undo, Kind::Like,
                                       Kind::Dislike}));
        for (const Control &control : layout.controls()) {
            QVERIFY(control.isEnabled());
            QVERIFY(!control.accessibleName().isEmpty());
        }
        QCOMPARE(find(layout.controls(), Kind::Like)->isOn, std::optional(false));

        // What cannot be done now says why, and an opinion is possible of older ones too.
        layout.setNewest(true, true);
        for (const Kind kind : {Kind::Edit, Kind::Undo, Kind::Like, Kind::Dislike})
            QVERIFY(find(layout.controls(), kind)->reason.endsWith(u'.'));
        layout.setNewest(false);
        for (const Kind kind : {Kind::Retry, Kind::Edit, Kind::Undo})
            QVERIFY(find(layout.controls(), kind)->reason.endsWith(u'.'));
        QVERIFY(find(layout.controls(), Kind::Like)->isEnabled());

        offers.undoRefusal = u"It cannot."_s;
        item.extras.feedback = Feedback::Dislike;
        layout.setOffers(offers);
        layout.setNewest(true);
        layout.setItem(item, {});
        QCOMPARE(find(layout.controls(), Kind::Undo)->reason, u"It cannot."_s);
        QCOMPARE(find(layout.controls(), Kind::Like)->isOn, std::optional(false));
        QCOMPARE(find(layout.controls(), Kind::Dislike)->isOn, std::optional(true));
        // Without words there is nothing to like.
        layout.setItem(reply({}, MessageState::Stopped), {});
        QVERIFY(!find(layout.controls(), Kind::Like));
        QVERIFY(find(layout.controls(), Kind::Edit));
    }

    void actionsAreShownWhenAsked()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("text"), {});
        const QRect copy = find(layout.controls(), Control::Kind::Copy)->rect;
        MessageLayout::Paint paint;
        const QImage without = painted(layout, paint).copy(copy);
        paint.withActions = true;
        QVERIFY(without != painted(layout, paint).copy(copy));
    }

    void rectanglesCoverMixedDirections_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("left to right") << u"hello world"_s;
        QTest::newRow("right to left") << u"مرحبا بالعالم"_s;
        QTest::newRow("left in right") << u"مرحبا code مرحبا English وسط"_s;
        QTest::newRow("right in left") << u"one مرحبا بالعالم two"_s;
        QTest::newRow("pairs") << u"a 🚀 b 👩‍💻 c"_s;
    }

    void rectanglesCoverMixedDirections()
    {
        QFETCH(QString, text);
        TextBox box(StyledText(text), QApplication::font(), 20);
        box.layOut(600);
        const std::vector<QRect> all = box.rectsOf(0, int(text.size()));
        QCOMPARE(all.size(), size_t(1));
        QVERIFY2(qAbs(all.front().width() - box.naturalWidth()) <= 2,
                 qPrintable(u"%1 of %2"_s.arg(all.front().width()).arg(box.naturalWidth())));
        QVERIFY(box.rectsOf(1, 1).empty());
    }

    void selectionIsPainted()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("some text"), {});
        const QRect line = layout.rectOf(0);
        MessageLayout::Paint paint;
        const QImage before = painted(layout, paint).copy(line);
        paint.selectedTo = 4;
        QVERIFY(before != painted(layout, paint).copy(line));
    }

    void hoveredLinkIsUnderlined()
    {
        const HistoryStyle look = style();
        MessageLayout layout(look, kWidth);
        layout.setItem(reply("[link](https://example.org)"), {});
        const Control link = *find(layout.controls(), Control::Kind::Link);
        MessageLayout::Paint paint;
        paint.hovered = link.key;
        const QImage image = painted(layout, paint);
        bool line = false;
        for (int y = link.rect.top(); y <= link.rect.bottom(); ++y) {
            int run = 0;
            for (int x = link.rect.left(); x <= link.rect.right(); ++x)
                run += image.pixelColor(x, y) == Theme::light().accent ? 1 : 0;
            line = line || run >= link.rect.width() - 2;
        }
        QVERIFY(line);
    }

    void doneTasksAreChecked()
    {
        const HistoryStyle look = style();
        MessageLayout done(look, kWidth);
        done.setItem(reply("- [x] a"), {});
        QVERIFY(hasColor(painted(done), Theme::light().accent, done.contentRect()));
        MessageLayout open(look, kWidth);
        open.setItem(reply("- [ ] a"), {});
        QVERIFY(!hasColor(painted(open), Theme::light().accent, open.contentRect()));
    }
};

QTEST_MAIN(tst_MessageLayout)
#include "tst_messagelayout.moc"
