#include "history/historyview.h"
#include "ui/testmessages.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

QByteArray paragraphs(int count, const QByteArray &word = "words")
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += word + ' ' + QByteArray::number(i) + " of a paragraph with a few more " + word
            + ".\n\n";
    return text;
}

/// A model and a view of it that is shown, 700 x 500.
struct Shown {
    TestMessages messages;
    HistoryView view;

    explicit Shown(int turns = 0)
    {
        std::vector<TestMessages::Message> all;
        for (int i = 0; i < turns; ++i) {
            all.push_back({MessageAuthor::User, "Prompt " + QByteArray::number(i)});
            all.push_back({MessageAuthor::Reply,
                           "Reply " + QByteArray::number(i) + "\n\n" + paragraphs(1 + i % 5)});
        }
        messages.reset(std::move(all));
        view.setTheme(Theme::light());
        view.resize(700, 500);
        view.setModel(&messages);
        view.show();
        view.flush();
    }
    [[nodiscard]] QScrollBar &bar() { return *view.verticalScrollBar(); }
    [[nodiscard]] bool isAtEnd()
    {
        return bar().value() == bar().maximum() && view.sight().distanceToEnd() == 0;
    }
    /// A row whole in sight, and where it is: to see whether it moves.
    [[nodiscard]] std::pair<qsizetype, int> landmark()
    {
        const qsizetype row = view.sight().rowAt(view.viewport()->height() / 2);
        return {row, view.sight().rowRect(row).top()};
    }
    [[nodiscard]] std::optional<Control> control(int row, Control::Kind kind)
    {
        for (const Control &control : view.rows().layout(row).controls()) {
            if (control.key.kind == kind)
                return control;
        }
        return std::nullopt;
    }
    [[nodiscard]] QPoint centerOf(int row, const Control &control)
    {
        return control.rect.center() + view.sight().rowRect(row).topLeft();
    }
    void click(QPoint point) { QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, point); }
    void wheel(int dy)
    {
        QWheelEvent event({100, 100}, view.viewport()->mapToGlobal(QPointF(100, 100)), {0, -dy},
                          {0, -dy}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }
    void drag(QPoint from, QPoint to)
    {
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(view.viewport(), (from + to) / 2);
        QTest::mouseMove(view.viewport(), to);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
    }
};

} // namespace

class tst_HistoryView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void testModelIsAModel()
    {
        TestMessages messages;
        QAbstractItemModelTester tester(&messages,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        messages.prompt("a");
        messages.reply("b", MessageState::Streaming);
        messages.extend(1, "c");
        messages.setState(1, MessageState::Failed, Failure(Failure::Kind::Silence));
        messages.insert(0, {});
        messages.removeRowsAt(1, 1);
        messages.reset({});
        QCOMPARE(messages.rowCount(), 0);
    }

    void opensAtTheEnd()
    {
        Shown shown(30);
        QVERIFY(shown.bar().maximum() > 0);
        QVERIFY(shown.isAtEnd());
        QVERIFY(shown.view.isFollowingEnd());
        QCOMPARE(shown.view.sight().lastRow(), 59);
    }

    void aShortConversationStandsAtTheLowerEdge()
    {
        Shown shown(1);
        QCOMPARE(shown.bar().maximum(), 0);
        QVERIFY(shown.view.sight().rowRect(0).top() > 0);
        const QRect last = shown.view.sight().rowRect(1);
        QCOMPARE(last.bottom() + 1, shown.view.viewport()->height() - HistorySight::kBottomPadding);
    }

    void hundredThousandMessagesLayOutFew()
    {
        std::vector<TestMessages::Message> all(100'000, {MessageAuthor::Reply, paragraphs(20)});
        TestMessages messages;
        messages.reset(std::move(all));
        messages.forgetTextReads();
        HistoryView view;
        view.resize(700, 500);
        view.setModel(&messages);
        view.show();
        view.flush();
        QVERIFY2(messages.textReads() <= 10, qPrintable(QString::number(messages.textReads())));

        QScrollBar *bar = view.verticalScrollBar();
        bar->setSliderDown(true);
        for (int i = 100; i >= 0; --i)
            bar->setSliderPosition(int(qint64(bar->maximum()) * i / 100));
        bar->setSliderDown(false);
        QCOMPARE(view.sight().firstRow(), 0);
        QCOMPARE(view.sight().rowRect(0).top(), 0);
        QVERIFY2(messages.textReads() <= 101 * 4,
                 qPrintable(QString::number(messages.textReads())));
        QVERIFY(view.rows().layoutCount() <= 24);

        bar->setSliderDown(true);
        bar->setSliderPosition(bar->maximum() / 2);
        bar->setSliderDown(false);
        QVERIFY(qAbs(view.sight().firstRow() - 50'000) < 2000);
        bar->setSliderDown(true);
        bar->setSliderPosition(bar->maximum());
        bar->setSliderDown(false);
        QCOMPARE(view.sight().lastRow(), 99'999);
        QCOMPARE(view.sight().distanceToEnd(), 0);
        QVERIFY(view.isFollowingEnd());
    }

    void scrollingUpMovesByExactlyThatMuch()
    {
        Shown shown(60);
        for (int i = 0; i < 40; ++i) {
            const auto [row, top] = shown.landmark();
            shown.view.scrollByUser(-37);
            QCOMPARE(shown.view.sight().rowRect(row).top(), top + 37);
        }
    }

    void heightsAboveNeverMoveTheReader()
    {
        Shown shown(60);
        shown.view.scrollByUser(-900);
        const auto [row, top] = shown.landmark();
        // All rows above become taller; the model says so before anything of them is laid out.
        for (int above = 0; above < 20; ++above)
            shown.messages.setText(above, paragraphs(30));
        shown.view.flush();
        QCOMPARE(shown.view.sight().rowRect(row).top(), top);
        // A row just above that still has its layout.
        const int near = int(shown.view.sight().firstRow()) - 1;
        shown.messages.setText(near, paragraphs(40));
        shown.view.flush();
        QCOMPARE(shown.view.sight().rowRect(row).top(), top);
    }

    void rowsInsertedAboveNeverMoveTheReader()
    {
        Shown shown(60);
        shown.view.scrollByUser(-900);
        const auto [row, top] = shown.landmark();
        shown.messages.insert(0, {MessageAuthor::Reply, paragraphs(9)});
        shown.view.flush();
        QCOMPARE(shown.view.sight().rowRect(row + 1).top(), top);
        shown.messages.removeRowsAt(0, 1);
        shown.view.flush();
        QCOMPARE(shown.view.sight().rowRect(row).top(), top);
    }

    void rowsInsertedAtTheTopEdgeOfTheStartStayAbove()
    {
        Shown shown(60);
        shown.view.scrollToRow(0);
        shown.messages.insert(0, {MessageAuthor::Reply, paragraphs(9)});
        shown.view.flush();
        QCOMPARE(shown.view.sight().rowRect(1).top(), 0);
    }

    void resizingKeepsTheLineAtTheTop()
    {
        Shown shown;
        shown.messages.reply(paragraphs(200));
        shown.view.flush();
        shown.view.scrollToRow(0);
        shown.view.scrollByUser(2000);
        MessageLayout *layout = shown.view.rows().known(0);
        const auto before = shown.view.sight().readingLine();
        QVERIFY(before && layout);
        for (int width : {500, 900, 420, 700}) {
            shown.view.resize(width, 500);
            shown.view.flush();
            layout = shown.view.rows().known(0);
            const auto after = shown.view.sight().readingLine();
            QVERIFY(after);
            const auto [from, to] = layout->paragraphAt(after->mark.position);
            QVERIFY2(before->mark.position >= from && before->mark.position <= to,
                     qPrintable(QString::number(width)));
        }
        shown.view.setZoom(150);
        shown.view.flush();
        layout = shown.view.rows().known(0);
        const auto [from, to]
            = layout->paragraphAt(shown.view.sight().readingLine()->mark.position);
        QVERIFY(before->mark.position >= from && before->mark.position <= to);
    }

    void resizingAtTheEndStaysAtTheEnd()
    {
        Shown shown(20);
        for (const QSize size : {QSize(500, 300), QSize(900, 800), QSize(700, 120)}) {
            shown.view.resize(size);
            shown.view.flush();
            QVERIFY(shown.isAtEnd());
        }
    }

    void followsTheEndWhilePinned()
    {
        Shown shown(10);
        shown.messages.reply({}, MessageState::Streaming);
        const int row = shown.messages.rowCount() - 1;
        for (int i = 0; i < 30; ++i) {
            shown.messages.extend(row, paragraphs(1));
            shown.view.flush();
            QVERIFY(shown.isAtEnd());
        }
        shown.messages.setState(row, MessageState::Complete);
        shown.view.flush();
        QVERIFY(shown.isAtEnd());
    }

    void goesByItselfWithTheNextFrame()
    {
        Shown shown(10);
        shown.messages.reply(paragraphs(30));
        QTRY_VERIFY(shown.isAtEnd());
        QCOMPARE(shown.view.sight().lastRow(), shown.messages.rowCount() - 1);
    }

    void changesOfOneFrameAreLaidOutOnce()
    {
        Shown shown(3);
        shown.messages.reply({}, MessageState::Streaming);
        shown.view.flush();
        const int row = shown.messages.rowCount() - 1;
        shown.messages.forgetTextReads();
        for (int i = 0; i < 100; ++i)
            shown.messages.extend(row, "word ");
        QCOMPARE(shown.messages.textReads(), 0);
        QTRY_VERIFY(shown.messages.textReads() > 0);
        QCOMPARE(shown.messages.textReads(), 1);
    }

    /// Only what changed is painted again; what is on the screen is all the same what belongs
    /// there.
    void paintedInPartsIsLikePaintedWhole()
    {
        Shown shown(3);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
        shown.messages.reply({}, MessageState::Streaming);
        const int row = shown.messages.rowCount() - 1;
        for (int i = 0; i < 60; ++i) {
            shown.messages.extend(row, i % 25 == 24 ? "\n\n- item\n\n" : "word ");
            if (i % 7 == 0)
                shown.view.viewport()->repaint(0, 0, 50, 50); // before the frame is due
            shown.view.flush();
            QCoreApplication::processEvents();
            if (i == 40)
                shown.wheel(-30);
        }
        shown.messages.setState(row, MessageState::Complete);
        shown.messages.setText(row - 2, "another text");
        shown.view.flush();
        QCoreApplication::processEvents();
        const QImage seen = shown.view.screen()->grabWindow(shown.view.winId()).toImage();
        const QImage whole = shown.view.grab().toImage();
        QCOMPARE(seen.size(), whole.size());
        QCOMPARE(seen.convertToFormat(QImage::Format_RGB32),
                 whole.convertToFormat(QImage::Format_RGB32));
    }

    void threePixelsUpStayThere()
    {
        Shown shown(10);
        shown.messages.reply(paragraphs(5), MessageState::Streaming);
        shown.view.flush();
        const int row = shown.messages.rowCount() - 1;
        shown.wheel(-3);
        QVERIFY(!shown.view.isFollowingEnd());
        const auto [landmark, top] = shown.landmark();
        for (int i = 0; i < 20; ++i) {
            shown.messages.extend(row, paragraphs(2));
            shown.view.flush();
            QCOMPARE(shown.view.sight().rowRect(landmark).top(), top);
        }
        QVERIFY(!shown.isAtEnd());
    }

    void ownScrollWritesAreNotTheUsers()
    {
        Shown shown(10);
        shown.messages.reply(paragraphs(3), MessageState::Streaming);
        // The range shrinks and grows under the bar; none of that is a wish to stay.
        const int row = shown.messages.rowCount() - 1;
        for (int size : {40, 1, 60, 0, 10}) {
            shown.messages.setText(row, paragraphs(size));
            shown.view.flush();
            QVERIFY(shown.view.isFollowingEnd());
            QVERIFY(shown.isAtEnd());
        }
    }

    void comingBackFollowsAgain_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("wheel") << 0;
        QTest::newRow("End") << 1;
        QTest::newRow("button") << 2;
        QTest::newRow("own message") << 3;
        QTest::newRow("scroll bar") << 4;
    }

    void comingBackFollowsAgain()
    {
        QFETCH(int, how);
        Shown shown(30);
        shown.wheel(-700);
        QVERIFY(!shown.view.isFollowingEnd());
        QVERIFY(shown.view.jumpButton()->isVisible());
        switch (how) {
        case 0:
            shown.wheel(620);
            break;
        case 1:
            QTest::keyClick(&shown.view, Qt::Key_End);
            break;
        case 2:
            QTest::mouseClick(shown.view.jumpButton(), Qt::LeftButton);
            break;
        case 3:
            shown.messages.prompt("mine");
            shown.view.scrollToEndAndFollow();
            break;
        case 4:
            shown.bar().setSliderDown(true);
            shown.bar().setSliderPosition(shown.bar().maximum());
            shown.bar().setSliderDown(false);
            break;
        }
        QVERIFY(shown.view.isFollowingEnd());
        QVERIFY(!shown.view.jumpButton()->isVisible());
        shown.messages.reply(paragraphs(10));
        shown.view.flush();
        QVERIFY(shown.isAtEnd());
    }

    void jumpButtonTellsNews()
    {
        Shown shown(30);
        QVERIFY(!shown.view.jumpButton()->isVisible());
        shown.wheel(-150);
        QVERIFY(!shown.view.jumpButton()->isVisible());
        shown.wheel(-200);
        QVERIFY(shown.view.jumpButton()->isVisible());
        QVERIFY(!shown.view.following().hasNews());
        shown.messages.reply("new");
        shown.view.flush();
        QVERIFY(shown.view.following().hasNews());
        QVERIFY(!shown.view.jumpButton()->accessibleDescription().isEmpty());
    }

    void selectingDoesNotMoveTheView()
    {
        Shown shown(10);
        shown.messages.reply(paragraphs(6), MessageState::Streaming);
        shown.view.flush();
        const int row = shown.messages.rowCount() - 1;
        const QRect line = shown.view.rows().layout(row).rectOf(4).translated(
            shown.view.sight().rowRect(row).topLeft());
        QTest::mousePress(shown.view.viewport(), Qt::LeftButton, {}, line.topLeft() + QPoint(1, 8));
        QTest::mouseMove(shown.view.viewport(), line.topLeft() + QPoint(80, 8));
        QVERIFY(!shown.view.selectedText().isEmpty());
        const auto [landmark, top] = shown.landmark();
        shown.messages.extend(row, paragraphs(6));
        shown.view.flush();
        QCOMPARE(shown.view.sight().rowRect(landmark).top(), top);
        QTest::mouseRelease(shown.view.viewport(), Qt::LeftButton, {},
                            line.topLeft() + QPoint(80, 8));
    }

    void openingDetailsDoesNotMoveTheView()
    {
        Shown shown(10);
        shown.messages.append({MessageAuthor::Reply,
                               {},
                               MessageState::Failed,
                               Failure(Failure::Kind::NotJson, {}, u"line\n"_s.repeated(60))});
        shown.view.flush();
        const int row = shown.messages.rowCount() - 1;
        const int top = shown.view.sight().rowRect(row).top();
        const int height = shown.view.sight().rowRect(row).height();
        const auto details = shown.control(row, Control::Kind::Details);
        QVERIFY(details);
        shown.click(shown.centerOf(row, *details));
        QVERIFY(shown.view.sight().rowRect(row).height() > height);
        QCOMPARE(shown.view.sight().rowRect(row).top(), top);
        QVERIFY(!shown.view.isFollowingEnd());
        const auto report = shown.control(row, Control::Kind::CopyReport);
        QVERIFY(report);
        shown.view.activate(row, *report);
        QVERIFY(QGuiApplication::clipboard()->text().contains("F15-not-json"_L1));
        shown.click(shown.centerOf(row, *shown.control(row, Control::Kind::Details)));
        QCOMPARE(shown.view.sight().rowRect(row).height(), height);
        QVERIFY(shown.view.isFollowingEnd());
    }

    void stateChangesAreShown()
    {
        Shown shown(1);
        shown.messages.append(
            {MessageAuthor::Reply, {}, MessageState::Pending, {}, u"In queue 3 of 12"_s});
        shown.view.flush();
        const int row = shown.messages.rowCount() - 1;
        QVERIFY(!shown.control(row, Control::Kind::Copy));
        shown.messages.setState(row, MessageState::Streaming);
        shown.messages.extend(row, "It begins");
        shown.view.flush();
        QVERIFY(!shown.control(row, Control::Kind::Copy));
        shown.messages.setState(row, MessageState::Failed, Failure(Failure::Kind::Silence));
        shown.view.flush();
        QVERIFY(shown.control(row, Control::Kind::Remedy));
        QVERIFY(shown.control(row, Control::Kind::Copy));
        shown.messages.setState(row, MessageState::Complete);
        shown.view.flush();
        QVERIFY(!shown.control(row, Control::Kind::Remedy));
        QVERIFY(shown.control(row, Control::Kind::Retry));
    }

    void cardButtonSaysWhatIsWanted()
    {
        Shown shown(1);
        shown.messages.append(
            {MessageAuthor::Reply, "part", MessageState::Failed, Failure(Failure::Kind::Quota)});
        shown.view.flush();
        QSignalSpy spy(&shown.view, &HistoryView::remedyRequested);
        shown.click(shown.centerOf(2, *shown.control(2, Control::Kind::Remedy)));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.at(0).at(0).toLongLong(), shown.messages.idAt(2));
        QCOMPARE(spy.at(0).at(1).value<Failure::Remedy>(), Failure::Remedy::AddToken);
    }

    void retryOnTheNewestOnly()
    {
        Shown shown(2);
        QSignalSpy spy(&shown.view, &HistoryView::remedyRequested);
        shown.click(shown.centerOf(1, *shown.control(1, Control::Kind::Retry)));
        QCOMPARE(spy.size(), 0);
        shown.click(shown.centerOf(3, *shown.control(3, Control::Kind::Retry)));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.at(0).at(0).toLongLong(), shown.messages.idAt(3));
        shown.messages.prompt("next");
        shown.messages.reply("newer");
        shown.view.flush();
        QVERIFY(!shown.control(3, Control::Kind::Retry)->isEnabled());
        QVERIFY(shown.control(5, Control::Kind::Retry)->isEnabled());
    }

    void turnsAreChangedAndRated()
    {
        Shown shown(2);
        QVERIFY(!shown.control(3, Control::Kind::Edit));
        ReplyOffers offers;
        offers.edit = offers.like = offers.dislike = true;
        shown.view.setOffers(offers);
        shown.view.flush();
        QSignalSpy edited(&shown.view, &HistoryView::editRequested);
        QSignalSpy undone(&shown.view, &HistoryView::undoRequested);
        QSignalSpy rated(&shown.view, &HistoryView::rated);
        shown.click(shown.centerOf(3, *shown.control(3, Control::Kind::Edit)));
        shown.click(shown.centerOf(3, *shown.control(3, Control::Kind::Undo)));
        QCOMPARE(edited.size(), 1);
        QCOMPARE(undone.size(), 1);
        shown.click(shown.centerOf(3, *shown.control(3, Control::Kind::Like)));
        shown.click(shown.centerOf(1, *shown.control(1, Control::Kind::Dislike)));
        QCOMPARE(rated.size(), 2);
        QCOMPARE(rated.at(0).at(0).toLongLong(), shown.messages.idAt(3));
        QCOMPARE(rated.at(0).at(1).value<Feedback>(), Feedback::Like);
        QCOMPARE(rated.at(1).at(0).toLongLong(), shown.messages.idAt(1));
        QCOMPARE(rated.at(1).at(1).value<Feedback>(), Feedback::Dislike);
        shown.view.setBusy(true);
        shown.view.flush();
        shown.click(shown.centerOf(3, *shown.control(3, Control::Kind::Undo)));
        QCOMPARE(undone.size(), 1);
    }

    void aPressThatEndsElsewhereIsNone()
    {
        Shown shown(1);
        QSignalSpy spy(&shown.view, &HistoryView::remedyRequested);
        const QPoint retry = shown.centerOf(1, *shown.control(1, Control::Kind::Retry));
        QTest::mousePress(shown.view.viewport(), Qt::LeftButton, {}, retry);
        QTest::mouseMove(shown.view.viewport(), QPoint(5, 5));
        QTest::mouseRelease(shown.view.viewport(), Qt::LeftButton, {}, QPoint(5, 5));
        QCOMPARE(spy.size(), 0);
    }

    void linksAreOpenedOnlyByAClick()
    {
        Shown shown;
        shown.messages.reply(
            "See [the page](https://example.org/a?b=c) and ![pic](https://example.org/p.png)");
        shown.view.flush();
        QSignalSpy activated(&shown.view, &HistoryView::linkActivated);
        QSignalSpy hovered(&shown.view, &HistoryView::linkHovered);
        const Control link = *shown.control(0, Control::Kind::Link);
        const QPoint at = shown.centerOf(0, link);
        QTest::mouseMove(shown.view.viewport(), at);
        QCOMPARE(hovered.size(), 1);
        QCOMPARE(hovered.at(0).at(0).toString(), u"https://example.org/a?b=c"_s);
        QCOMPARE(shown.view.viewport()->cursor().shape(), Qt::PointingHandCursor);
        QCOMPARE(activated.size(), 0);
        shown.click(at);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.at(0).at(0).toUrl(), QUrl(u"https://example.org/a?b=c"_s));
        // Selecting from the link on is no click.
        shown.drag(at, at + QPoint(150, 0));
        QCOMPARE(activated.size(), 1);
        QTest::mouseMove(shown.view.viewport(), QPoint(2, 2));
        QCOMPARE(hovered.constLast().at(0).toString(), QString());
    }

    void copyGivesMarkdownAndHtml()
    {
        Shown shown;
        shown.messages.reply("**bold** <script>alert(1)</script>");
        shown.view.flush();
        const Control copy = *shown.control(0, Control::Kind::Copy);
        shown.click(shown.centerOf(0, copy));
        const QMimeData *data = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(data->text(), u"**bold** <script>alert(1)</script>"_s);
        QVERIFY(data->html().contains("<strong>bold</strong>"_L1));
        QVERIFY(!data->html().contains("<script"_L1));
    }

    void codeCopies()
    {
        Shown shown;
        shown.messages.reply("```py\na = 1\nb = 2\n```");
        shown.view.flush();
        shown.click(shown.centerOf(0, *shown.control(0, Control::Kind::CopyCode)));
        QCOMPARE(QGuiApplication::clipboard()->text(), u"a = 1\nb = 2"_s);
    }

    void draggingSelectsOverMessages()
    {
        Shown shown(2);
        const auto edge = [&](int row, qsizetype position) {
            const MessageLayout &layout = shown.view.rows().layout(row);
            const QRect line = layout.rectOf(position);
            return QPoint(line.left(), line.center().y())
                + shown.view.sight().rowRect(row).topLeft();
        };
        shown.drag(edge(2, 0), edge(3, 9));
        const QString selected = shown.view.selectedText();
        QVERIFY2(selected.startsWith("Prompt 1\n\nReply 1"_L1), qPrintable(selected));
        QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), selected);
        shown.click(edge(3, 0) - QPoint(30, 0));
        QVERIFY(shown.view.selectedText().isEmpty());
    }

    void doubleAndTripleClick()
    {
        Shown shown;
        shown.messages.reply("alpha beta gamma\n\nother");
        shown.view.flush();
        const MessageLayout &layout = shown.view.rows().layout(0);
        const QPoint at = QPoint(layout.rectOf(0).left() + 50, layout.rectOf(0).center().y())
            + shown.view.sight().rowRect(0).topLeft();
        QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(shown.view.selectedText(), u"beta"_s);
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(shown.view.selectedText(), u"alpha beta gamma"_s);
    }

    void selectAllIsOfTheFocusedMessage()
    {
        Shown shown(3);
        QTest::keyClick(&shown.view, Qt::Key_A, Qt::ControlModifier);
        QVERIFY(shown.view.selectedText().startsWith("Reply 2"_L1));
        QVERIFY(!shown.view.selectedText().contains("Prompt"_L1));
        shown.view.copyAsMarkdown();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith("Reply 2\n\nwords 0"_L1));
    }

    void keyboardReachesEveryButton()
    {
        Shown shown(2);
        shown.messages.reply("A [link](https://example.org)\n\n```\ncode\n```");
        shown.view.flush();
        shown.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.view));
        shown.view.clearFocus();
        shown.view.setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(shown.view.hasFocus());
        QCOMPARE(shown.view.keyboardFocus().row(), 4);
        QVERIFY(!shown.view.keyboardFocus().key());
        std::vector<Control::Kind> reached;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(&shown.view, Qt::Key_Tab);
            QVERIFY(shown.view.keyboardFocus().key());
            reached.push_back(shown.view.keyboardFocus().key()->kind);
        }
        using Kind = Control::Kind;
        QCOMPARE(reached, (std::vector{Kind::Link, Kind::CopyCode, Kind::Copy, Kind::Retry}));
        QSignalSpy spy(&shown.view, &HistoryView::remedyRequested);
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QTest::keyClick(&shown.view, Qt::Key_Backtab);
        QCOMPARE(shown.view.keyboardFocus().key()->kind, Kind::Copy);

        QTest::keyClick(&shown.view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(shown.view.keyboardFocus().row(), 3);
        QVERIFY(!shown.view.keyboardFocus().key());
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(&shown.view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(shown.view.keyboardFocus().row(), 0);
        QVERIFY(shown.view.sight().rowRect(0).top() >= 0);
    }

    void keysScroll()
    {
        Shown shown(40);
        QTest::keyClick(&shown.view, Qt::Key_PageUp);
        QVERIFY(!shown.view.isFollowingEnd());
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QCOMPARE(shown.view.sight().firstRow(), 0);
        QCOMPARE(shown.bar().value(), 0);
        const auto [row, top] = shown.landmark();
        QTest::keyClick(&shown.view, Qt::Key_Down);
        QVERIFY(shown.view.sight().rowRect(row).top() < top);
        QTest::keyClick(&shown.view, Qt::Key_End);
        QVERIFY(shown.isAtEnd());
        QVERIFY(shown.view.isFollowingEnd());
    }

    void keysThatAreNotOursGoOn()
    {
        Shown shown(1);
        QKeyEvent letter(QEvent::KeyPress, Qt::Key_X, Qt::NoModifier, u"x"_s);
        QCoreApplication::sendEvent(&shown.view, &letter);
        QVERIFY(!letter.isAccepted());
    }

    void placeholderIsThereWhileThereIsNothing()
    {
        Shown shown;
        auto *label = new QLabel(u"Nothing yet"_s);
        shown.view.setPlaceholderWidget(label);
        QVERIFY(label->isVisible());
        QVERIFY((label->geometry().center() - shown.view.viewport()->geometry().center())
                    .manhattanLength()
                < 4);
        shown.messages.prompt("hi");
        QVERIFY(!label->isVisible());
        shown.messages.reset({});
        QVERIFY(label->isVisible());
    }

    void modelsComeAndGo()
    {
        HistoryView view;
        view.resize(400, 300);
        view.show();
        {
            TestMessages messages;
            messages.reply(paragraphs(40));
            view.setModel(&messages);
            view.flush();
            QVERIFY(view.verticalScrollBar()->maximum() > 0);
        }
        view.flush();
        view.grab();
        QCOMPARE(view.rows().count(), 0);
        QCOMPARE(view.verticalScrollBar()->maximum(), 0);
        Shown other(5);
        view.setModel(&other.messages);
        view.flush();
        QCOMPARE(view.rows().count(), 10);
        view.setModel(nullptr);
        view.flush();
        view.grab();
    }

    void removingRowsInSight()
    {
        Shown shown(20);
        shown.view.scrollByUser(-400);
        shown.messages.removeRowsAt(30, 10);
        shown.view.grab();
        QCOMPARE(shown.view.rows().count(), 30);
        shown.messages.removeRowsAt(0, 30);
        shown.view.grab();
        QCOMPARE(shown.view.rows().count(), 0);
    }

    void tinyAndHuge_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("tiny") << QSize(1, 1);
        QTest::newRow("narrow") << QSize(60, 400);
        QTest::newRow("flat") << QSize(800, 10);
        QTest::newRow("huge") << QSize(3000, 2000);
    }

    void tinyAndHuge()
    {
        QFETCH(QSize, size);
        Shown shown(3);
        shown.messages.reply(
            "| a | b |\n|--|--|\n| c | d |\n\n- x\n  - y\n\n> z\n\n```\ncode\n```");
        shown.messages.append(
            {MessageAuthor::Reply, {}, MessageState::Failed, Failure(Failure::Kind::Quota)});
        shown.view.resize(size);
        shown.view.flush();
        QVERIFY(!shown.view.grab().isNull());
        QCOMPARE(shown.view.sight().distanceToEnd(), 0);
    }
};

QTEST_MAIN(tst_HistoryView)
#include "tst_historyview.moc"
