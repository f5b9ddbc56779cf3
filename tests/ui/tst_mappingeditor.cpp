#include "connect/connectionsheet.h"
#include "connect/mappingeditor.h"
#include "gradio/configs.h"
#include "ui/names.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace spaceline;
using namespace spaceline::gradio;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Two endpoints to chat with, one that is not documented, and one of two steps.
MappingSubject subject(const MappingChoice &choice = {})
{
    MappingSubject result;
    result.config = writtenConfig(
        R"([{"type":"textbox","props":{"label":"Question"}},{"type":"textbox","props":{"label":"Context","value":""}},
            {"type":"textbox","props":{"label":"Answer"}},{"type":"chatbot","props":{"label":"Chat","type":"messages"}},
            {"type":"slider","props":{"label":"Heat","value":1,"minimum":0,"maximum":2}}])",
        R"([{"id":0,"targets":[[0,"submit"]],"inputs":[0,1,4],"outputs":[2],"api_name":"chat","backend_fn":true,"api_visibility":"public"},
            {"id":1,"targets":[[0,"submit"]],"inputs":[0],"outputs":[2],"api_name":"predict","backend_fn":true,"api_visibility":"public"},
            {"id":2,"targets":[[1,"submit"]],"inputs":[1],"outputs":[2],"api_name":"inner","backend_fn":true,"api_visibility":"undocumented"},
            {"id":3,"targets":[[0,"submit"]],"inputs":[0,3],"outputs":[0,3],"api_name":"user","backend_fn":true,"api_visibility":"public","queue":false},
            {"id":4,"targets":[[null,"then"]],"trigger_after":3,"inputs":[3],"outputs":[3],"api_name":"bot","backend_fn":true,"api_visibility":"public"}])");
    result.endpoints = endpointsOf(result.config, {});
    result.choice = choice;
    return result;
}

bool shows(const QWidget &root, const QString &text)
{
    const auto labels = root.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
        return label->isVisibleTo(&root) && label->text().contains(text);
    });
}

void choose(QComboBox *box, const QString &text)
{
    QVERIFY(box);
    const int index = box->findText(text);
    QVERIFY2(index >= 0, qUtf8Printable(text));
    box->setCurrentIndex(index);
    Q_EMIT box->activated(index);
}

} // namespace

class TestMappingEditor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatIsCalledAndWhy()
    {
        MappingEditor editor(subject());
        QVERIFY(editor.mapping().isValid());
        QVERIFY(shows(editor, editor.mapping().reason));
        QVERIFY(shows(editor, editor.mapping().endpoint.name));
        QVERIFY(
            named<QComboBox>(editor, u"Endpoint"_s)->currentText().endsWith(u"(recommended)"_s));
        QCOMPARE(namelessControls(editor), QStringList());
        QVERIFY(!named<QPushButton>(editor, u"Use"_s)->isEnabled());
        QVERIFY(!named<QPushButton>(editor, u"Reset"_s)->isEnabled());
    }

    void anotherEndpointIsChosenAndUsed()
    {
        MappingEditor editor(subject());
        QSignalSpy used(&editor, &MappingEditor::used);
        choose(named<QComboBox>(editor, u"Endpoint"_s), u"/predict"_s);
        QCOMPARE(editor.mapping().endpoint.name, u"/predict"_s);
        QCOMPARE(used.count(), 0);
        named<QPushButton>(editor, u"Use"_s)->click();
        const auto choice = used.constFirst().constFirst().value<MappingChoice>();
        QCOMPARE(choice.endpoint, u"/predict"_s);
        QVERIFY(!choice.shape.isEmpty());
        QVERIFY(!named<QPushButton>(editor, u"Use"_s)->isEnabled());
        // It is what a Space is called by from now on.
        const MappingSubject again = subject(choice);
        QCOMPARE(chooseMapping(again.config, again.endpoints, {}, choice, nullptr).endpoint.name,
                 u"/predict"_s);
    }

    void rolesAreChanged()
    {
        MappingEditor editor(subject());
        choose(named<QComboBox>(editor, u"Endpoint"_s), u"/chat"_s);
        choose(named<QComboBox>(editor, u"Role of the input Context"_s), u"Message"_s);
        QCOMPARE(editor.mapping().inputs.at(1), Role::Message);
        QCOMPARE(editor.mapping().inputs.at(0), Role::Parameter);
        choose(named<QComboBox>(editor, u"Role of the input Heat"_s), u"Not used"_s);
        QCOMPARE(editor.mapping().inputs.at(2), Role::Ignored);
        named<QPushButton>(editor, u"Reset"_s)->click();
        QVERIFY(editor.choice().isEmpty());
        QVERIFY(!named<QPushButton>(editor, u"Use"_s)->isEnabled());
    }

    void whatCannotBeIsRefusedInWords()
    {
        MappingEditor editor(subject());
        choose(named<QComboBox>(editor, u"Endpoint"_s), u"/predict"_s);
        choose(named<QComboBox>(editor, u"Role of the output Answer"_s), u"Not used"_s);
        QVERIFY(shows(editor, u"takes no text or gives no answer"_s));
        QVERIFY(!named<QPushButton>(editor, u"Use"_s)->isEnabled());
        QVERIFY(!named<QPushButton>(editor, u"Try it"_s)->isEnabled());
    }

    void undocumentedOnesAreUnderAdvanced()
    {
        MappingEditor editor(subject());
        const auto *box = named<QComboBox>(editor, u"Endpoint"_s);
        QCOMPARE(box->findText(u"/inner"_s, Qt::MatchStartsWith), -1);
        named<QCheckBox>(editor, u"Advanced: all endpoints"_s)->click();
        QVERIFY(box->findText(u"/inner (not documented)"_s) >= 0);
    }

    void aChainIsShownAsSteps()
    {
        MappingEditor editor(subject());
        named<QCheckBox>(editor, u"Advanced: all endpoints"_s)->click();
        auto *box = named<QComboBox>(editor, u"Endpoint"_s);
        const int user = box->findData(u"/user"_s);
        QVERIFY(user >= 0);
        box->setCurrentIndex(user);
        Q_EMIT box->activated(user);
        QVERIFY(shows(editor, u"/user → /bot"_s));
        QVERIFY(shows(editor, u"Inputs of /bot"_s));
        choose(named<QComboBox>(editor, u"Called after it"_s), u"Nothing"_s);
        QCOMPARE(editor.mapping().stepCount(), 1);
    }

    void saysThatTheChoiceHadToChange()
    {
        MappingChoice choice;
        choice.endpoint = u"/gone"_s;
        MappingEditor editor(subject(choice));
        QVERIFY(shows(editor, u"no longer has /gone"_s));
        named<QPushButton>(editor, u"Reset"_s)->click();
        QVERIFY(!shows(editor, u"no longer has /gone"_s));
        QVERIFY(named<QPushButton>(editor, u"Use"_s)->isEnabled()); // to forget it
    }

    void isTried()
    {
        MappingEditor editor(subject());
        QSignalSpy tried(&editor, &MappingEditor::tryRequested);
        named<QLineEdit>(editor, u"Test message"_s)->setText(u"Are you there?"_s);
        auto *button = named<QPushButton>(editor, u"Try it"_s);
        button->click();
        button->click();
        QCOMPARE(tried.count(), 1);
        QCOMPARE(tried.constFirst().at(1).toString(), u"Are you there?"_s);
        editor.showTrialResult(u"Yes."_s, false);
        QVERIFY(shows(editor, u"Yes."_s));
        QVERIFY(button->isEnabled());
        editor.showTrialResult(u"The app failed."_s, true);
        QVERIFY(shows(editor, u"The app failed."_s));
    }

    void standsInTheSheet()
    {
        ConnectionSheet sheet({u"Ready"_s, u"owner/name"_s, {}, {}, {}, {}}, nullptr);
        sheet.addMapping(subject());
        QCOMPARE(sheet.windowTitle(), u"How this Space is called"_s);
        QVERIFY(named<QComboBox>(sheet, u"Endpoint"_s));
        QCOMPARE(namelessControls(sheet), QStringList());
    }

    void fitsALowScreen()
    {
        ConnectionSheet sheet({u"Ready"_s, u"owner/name"_s, u"https://owner-name.hf.space"_s,
                               u"6.31.0"_s, u"sse_v3"_s, u"Nothing: no token is sent."_s},
                              nullptr);
        MappingEditor &editor = sheet.addMapping(subject());
        QVERIFY2(sheet.minimumSizeHint().height() < 500,
                 qPrintable(QString::number(sheet.minimumSizeHint().height())));
        sheet.resize(560, 500);
        sheet.show();
        QVERIFY(QTest::qWaitForWindowExposed(&sheet));
        QVERIFY(editor.hiddenHeight() > 0);
        // What uses the changes is always in sight, the rest comes in sight with the focus.
        const auto isInSight = [&sheet](const QWidget *widget) {
            return sheet.rect().contains(QRect(widget->mapTo(&sheet, QPoint()), widget->size()))
                && !widget->visibleRegion().isEmpty();
        };
        QVERIFY(isInSight(named<QPushButton>(sheet, u"Use"_s)));
        QVERIFY(isInSight(named<QPushButton>(sheet, u"Close"_s)));
        auto *trial = named<QPushButton>(sheet, u"Try it"_s);
        QVERIFY(!isInSight(trial));
        sheet.findChild<QScrollArea *>()->ensureWidgetVisible(trial);
        QVERIFY(isInSight(trial));
        editor.showTrialResult(u"A long answer. "_s.repeated(60), false);
        QTRY_VERIFY(!named<QLabel>(sheet, u"Result of the test"_s)->visibleRegion().isEmpty());
    }

    void factsAreRenewed()
    {
        ConnectionSheet sheet({u"Connecting"_s, u"owner/name"_s, {}, {}, {}, {}}, nullptr);
        QVERIFY(shows(sheet, u"Connecting"_s));
        QVERIFY(!shows(sheet, u"Gradio"_s));
        sheet.setFacts({u"Ready"_s, u"owner/name"_s, {}, u"6.31.0"_s, {}, {}});
        QVERIFY(shows(sheet, u"Ready"_s));
        QVERIFY(!shows(sheet, u"Connecting"_s));
        QVERIFY(shows(sheet, u"Gradio"_s) && shows(sheet, u"6.31.0"_s));
    }
};

QTEST_MAIN(TestMappingEditor)
#include "tst_mappingeditor.moc"
