#include "connect/connectbox.h"
#include "connect/connectionsheet.h"
#include "connect/spacebutton.h"
#include "connect/startpage.h"
#include "connect/statechip.h"
#include "ui/names.h"
#include "widgets/failurecard.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

namespace {

bool shows(QWidget &root, const QString &text)
{
    const auto labels = root.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) {
        return label->isVisibleTo(&root) && label->text() == text;
    });
}

} // namespace

class TestConnectBox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void connectsByButtonAndByEnter()
    {
        ConnectBox box;
        QSignalSpy asked(&box, &ConnectBox::connectRequested);
        auto *address = named<QLineEdit>(box, u"Space address"_s);
        QTest::keyClicks(address, u" owner/name "_s);
        QTest::mouseClick(named<QPushButton>(box, u"Connect"_s), Qt::LeftButton);
        QTest::keyClick(address, Qt::Key_Return);
        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked.first().first().toString(), u"owner/name"_s);
    }

    void anEmptyAddressIsExplained()
    {
        ConnectBox box;
        QSignalSpy asked(&box, &ConnectBox::connectRequested);
        named<QPushButton>(box, u"Connect"_s)->click();
        QCOMPARE(asked.count(), 0);
        const QString problem = named<QLineEdit>(box, u"Space address"_s)->accessibleDescription();
        QVERIFY(!problem.isEmpty());
        QVERIFY(named<QLabel>(box, problem));
        box.setProblem(u"Another one."_s); // the name is the sentence, not a fixed word
        QVERIFY(named<QLabel>(box, u"Another one."_s) && !named<QLabel>(box, problem));
    }

    void aProblemKeepsTheText()
    {
        ConnectBox box;
        box.setAddress(u"not an address"_s);
        box.setProblem(u"There is no Space at this address."_s);
        QVERIFY(shows(box, u"There is no Space at this address."_s));
        QCOMPARE(box.address(), u"not an address"_s);
        QTest::keyClicks(named<QLineEdit>(box, u"Space address"_s), u"x"_s);
        QVERIFY(!shows(box, u"There is no Space at this address."_s));
    }

    void recentOnesAndSuggestionsConnect()
    {
        ConnectBox box;
        const auto buttons = [&box] { return box.findChildren<SpaceButton *>().size(); };
        const qsizetype suggestions = buttons();
        QCOMPARE(suggestions, 3);
        box.setRecent({u"a/one"_s, u"b/two"_s, u"c/three"_s, u"d/four"_s});
        QCOMPARE(buttons(), suggestions + 3);
        QSignalSpy asked(&box, &ConnectBox::connectRequested);
        named<SpaceButton>(box, u"b/two"_s)->click();
        QCOMPARE(asked.first().first().toString(), u"b/two"_s);
        box.setRecent({});
        QCOMPARE(buttons(), suggestions);
    }

    void tabGoesDownTheBox()
    {
        ConnectBox box;
        box.setRecent({u"a/one"_s, u"b/two"_s});
        QStringList names;
        for (QWidget *at = named<QLineEdit>(box, u"Space address"_s); names.size() < 5;
             at = at->nextInFocusChain()) {
            if (at->focusPolicy() & Qt::TabFocus)
                names += at->accessibleName();
        }
        QCOMPARE(names.mid(0, 4),
                 (QStringList{u"Space address"_s, u"Connect"_s, u"a/one"_s, u"b/two"_s}));
    }

    void offersTheDemo()
    {
        ConnectBox box;
        QSignalSpy asked(&box, &ConnectBox::demoRequested);
        named<QPushButton>(box, u"Try the demo"_s)->click();
        QCOMPARE(asked.count(), 1);
    }

    void startPageShowsTheSpaceAndItsTrouble()
    {
        StartPage page;
        QVERIFY(page.showsChoice());
        page.showSpace(u"Qwen/Qwen3-Demo"_s, u"Ready — write a message below"_s);
        QVERIFY(!page.showsChoice());
        QVERIFY(shows(page, u"Ready — write a message below"_s));
        const Failure failure(Failure::Kind::SpaceNotRunning, u"paused"_s);
        page.showFailure(u"Qwen/Qwen3-Demo"_s, failure, {});
        QVERIFY(shows(page, failure.sentence()));
        QVERIFY(shows(page, u"paused"_s));
        QVERIFY(!shows(page, u"Ready — write a message below"_s));
    }

    void theCardBesideTheBoxLeavesTheAddressToIt()
    {
        StartPage page;
        page.box().setAddress(u"me/app"_s);
        const Failure failure(Failure::Kind::Network);
        page.showChoice(failure, {});
        QVERIFY(page.showsChoice());
        QVERIFY(shows(page, failure.sentence()));
        QVERIFY(!named<QPushButton>(page, u"Change address"_s));
        auto *retry = named<QPushButton>(page, u"Retry"_s);
        QVERIFY(retry && !retry->isDefault()); // one main button: Connect
        page.showFailure(u"me/app"_s, failure, {});
        QVERIFY(named<QPushButton>(page, u"Change address"_s));
        QVERIFY(named<QPushButton>(page, u"Retry"_s)->isDefault());
        page.showChoice(failure, {});
        page.showChoice();
        QVERIFY(!shows(page, failure.sentence()));
    }

    void screenReadersGoDownTheBoxToo()
    {
        ConnectBox box;
        box.setRecent({u"a/one"_s});
        QStringList names;
        for (const auto *button : box.findChildren<SpaceButton *>())
            names += button->accessibleName();
        QCOMPARE(names.constFirst(), u"a/one"_s);
    }

    void startPageShowsWhatTheAppOffers()
    {
        StartPage page;
        gradio::Introduction introduction;
        introduction.messages = {u"Welcome!"_s};
        introduction.examples = {u"one & two"_s, u"three"_s};
        page.showSpace(u"me/app"_s, u"Ready"_s, introduction);
        QVERIFY(shows(page, u"Welcome!"_s));
        QSignalSpy chosen(&page, &StartPage::exampleChosen);
        page.show();
        QTest::mouseClick(named<QPushButton>(page, u"one & two"_s), Qt::LeftButton);
        QCOMPARE(chosen.last(), (QVariantList{u"one & two"_s, false}));
        // With its modifier, as a real event has it: a click by QTest sets none for the program.
        const QPoint middle = named<QPushButton>(page, u"three"_s)->rect().center();
        QTest::mouseClick(page.windowHandle(), Qt::LeftButton, Qt::ShiftModifier,
                          named<QPushButton>(page, u"three"_s)->mapTo(&page, middle));
        QCOMPARE(chosen.last(), (QVariantList{u"three"_s, true}));
        page.showSpace(u"me/app"_s, u"Ready"_s);
        QVERIFY(!named<QPushButton>(page, u"three"_s));
        QVERIFY(!shows(page, u"Welcome!"_s));
    }

    void theCardOffersWhatMends_data()
    {
        QTest::addColumn<Failure::Kind>("kind");
        QTest::addColumn<bool>("hasPage");
        QTest::addColumn<QString>("button");
        QTest::addColumn<Failure::Remedy>("remedy");
        using Remedy = Failure::Remedy;
        using Kind = Failure::Kind;
        QTest::newRow("retry") << Kind::Network << true << u"Retry"_s << Remedy::Retry;
        QTest::newRow("token") << Kind::PrivateSpace << true << u"Add token"_s << Remedy::AddToken;
        QTest::newRow("address") << Kind::Address << true << u"Change address"_s
                                 << Remedy::ChangeAddress;
        QTest::newRow("page") << Kind::OAuth << true << u"Open Space page"_s
                              << Remedy::OpenSpacePage;
        QTest::newRow("no page") << Kind::OAuth << false << u"Retry"_s << Remedy::Retry;
        QTest::newRow("login") << Kind::Login << true << u"Sign in"_s << Remedy::SignIn;
    }
    void theCardOffersWhatMends()
    {
        QFETCH(const Failure::Kind, kind);
        QFETCH(const bool, hasPage);
        QFETCH(const QString, button);
        FailureCard card;
        RemedyContext context;
        context.hasPage = hasPage;
        card.setFailure(Failure(kind), context);
        QSignalSpy asked(&card, &FailureCard::remedyRequested);
        QCOMPARE(namelessControls(card).join(u" "_s), QString());
        auto *main = named<QPushButton>(card, button);
        QVERIFY(main);
        QVERIFY(main->isVisibleTo(&card));
        main->click();
        QCOMPARE(asked.count(), 1);
        QTEST(asked.first().first().value<Failure::Remedy>(), "remedy");
    }

    void theChipSaysItsState()
    {
        StateChip chip;
        chip.setState(StateChip::Dot::Busy, u"In queue 3 of 12"_s);
        QCOMPARE(chip.accessibleName(), u"Connection state"_s);
        QCOMPARE(chip.accessibleDescription(), u"In queue 3 of 12"_s);
        QVERIFY(shows(chip, u"In queue 3 of 12"_s));
    }

    void theChipsWordsKeepOffItsDot_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::newRow("left to right") << Qt::LeftToRight;
        QTest::newRow("right to left") << Qt::RightToLeft;
    }
    void theChipsWordsKeepOffItsDot()
    {
        QFETCH(Qt::LayoutDirection, direction);
        StateChip chip;
        chip.setLayoutDirection(direction);
        chip.setState(StateChip::Dot::Busy, u"In queue 3 of 12"_s);
        chip.resize(chip.sizeHint());
        chip.show();
        const QRect words = chip.findChild<QWidget *>()->geometry();
        const int left = words.left();
        const int right = chip.width() - 1 - words.right();
        const bool isMirrored = direction == Qt::RightToLeft;
        QVERIFY((isMirrored ? right : left) > (isMirrored ? left : right) + 8);
    }

    void theSheetShowsWhatIsKnown()
    {
        ConnectionFacts facts;
        facts.address = u"owner/name"_s;
        facts.credentials = u"Nothing: no token is sent."_s;
        ConnectionSheet sheet(facts, nullptr);
        QVERIFY(shows(sheet, facts.address));
        QVERIFY(shows(sheet, facts.credentials));
        QVERIFY(!shows(sheet, u"Gradio"_s));
        QSignalSpy changes(&sheet, &ConnectionSheet::changeRequested);
        QSignalSpy renewals(&sheet, &ConnectionSheet::reconnectRequested);
        named<QPushButton>(sheet, u"Change Space…"_s)->click();
        named<QPushButton>(sheet, u"Reconnect"_s)->click();
        QCOMPARE(changes.count(), 1);
        QCOMPARE(renewals.count(), 1);
    }
};

QTEST_MAIN(TestConnectBox)
#include "tst_connectbox.moc"
