#include "gradio/parameterfiles.h"
#include "gradio/parametervalues.h"
#include "parameters/filecontrol.h"
#include "parameters/numberbox.h"
#include "parameters/numbercontrols.h"
#include "parameters/parameterfield.h"
#include "parameters/parameterpanel.h"
#include "ui/names.h"
#include "ui/parameterform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace spaceline;
using namespace spaceline::gradio;
using namespace Qt::Literals::StringLiterals;

namespace {

void show(ParameterPanel &panel, const QByteArray &components = everyComponent(),
          const QJsonObject &values = {})
{
    const std::vector<Parameter> parameters = parametersOf(components);
    panel.setParameters(parameters, std::vector<Role>(parameters.size(), Role::Parameter), values);
    panel.resize(260, 600);
    panel.show();
}

/// The words below \p panel's fields that say what is wrong.
QStringList problems(const ParameterPanel &panel)
{
    QStringList words;
    for (const auto *label : panel.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&panel) && label->text().startsWith(u'“'))
            words += label->text();
    }
    return words;
}

void type(QWidget *edit, const QString &text)
{
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(edit, text);
}

QAction *entry(const QMenu &menu, const QString &text)
{
    for (QAction *action : menu.findChildren<QAction *>()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

/// Saves what \p panel shows as the preset \p name, as a person does.
void savePreset(ParameterPanel &panel, const QString &name)
{
    auto *button = named<QToolButton>(panel, u"Presets"_s);
    entry(*button->menu(), u"Save as preset…"_s)->trigger();
    auto *dialog = panel.findChild<QInputDialog *>();
    QVERIFY(dialog);
    named<QLineEdit>(*dialog, u"Name of the preset"_s)->setText(name);
    dialog->accept();
}

} // namespace

class TestParameterPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyControlIsNamedByItsLabel()
    {
        ParameterPanel panel;
        show(panel);
        for (const Parameter &parameter : parametersOf(everyComponent()))
            QVERIFY2(named(panel, titleOf(parameter)), qUtf8Printable(titleOf(parameter)));
        QCOMPARE(namelessControls(panel).join(u' '), QString());
        QCOMPARE(panel.accessibleName(), u"Parameters"_s);
    }

    void kindsHaveTheirControls()
    {
        ParameterPanel panel;
        show(panel);
        QVERIFY(named<QPlainTextEdit>(panel, u"System prompt"_s));
        QCOMPARE(named<QLineEdit>(panel, u"API key"_s)->echoMode(), QLineEdit::Password);
        QCOMPARE(named<QLineEdit>(panel, u"Name"_s)->placeholderText(), u"What it calls you"_s);
        QCOMPARE(named<QComboBox>(panel, u"Model"_s)->currentText(), u"Qwen3-32B"_s);
        QVERIFY(named<QComboBox>(panel, u"Voice"_s)->isEditable());
        QVERIFY(named<QListWidget>(panel, u"Tools"_s));
        QVERIFY(named<ValueSlider>(panel, u"Temperature"_s));
        QCOMPARE(named<NumberBox>(panel, u"Seed"_s)->number(), 42.0);
        QVERIFY(!named<NumberBox>(panel, u"Learning rate"_s)->number());
        QVERIFY(named<QCheckBox>(panel, u"Stream"_s)->isChecked());
        QVERIFY(named<QCheckBox>(panel, u"Violence"_s)->isChecked());
        QVERIFY(named<QRadioButton>(panel, u"short"_s)->isChecked());
        QVERIFY(named<QPushButton>(panel, u"Papers"_s));
        QCOMPARE(named<QLineEdit>(panel, u"Ink"_s)->text(), u"#3a5bd0"_s);
        QCOMPARE(named<QLineEdit>(panel, u"Day"_s)->text(), u"2026-01-31"_s);
        QVERIFY(named<QPlainTextEdit>(panel, u"Filter"_s)->toPlainText().contains(u"def keep"_s));
        QVERIFY(named<QPlainTextEdit>(panel, u"Extra"_s)->toPlainText().contains(u"logprobs"_s));
        QVERIFY(named<QPlainTextEdit>(panel, u"Table"_s)->toPlainText().contains(u"headers"_s));
    }

    void everyDefaultStaysTheDefault()
    {
        // What is shown and read back is what the app gave: nothing differs by being shown.
        ParameterPanel panel;
        show(panel);
        for (const ParameterField *field : panel.findChildren<ParameterField *>())
            QVERIFY2(field->isDefault(), qUtf8Printable(titleOf(field->parameter())));
    }

    void editsBecomeWireValues()
    {
        ParameterPanel panel;
        show(panel);
        QSignalSpy changed(&panel, &ParameterPanel::valuesChanged);
        const auto last = [&](const QString &key) {
            return changed.isEmpty() ? QJsonValue(QJsonValue::Undefined)
                                     : changed.constLast().constFirst().toJsonObject().value(key);
        };
        type(named(panel, u"System prompt"_s), u"Be brief."_s);
        QCOMPARE(last(u"System prompt"_s), QJsonValue(u"Be brief."_s));
        type(named(panel, u"Name"_s), u"Ada"_s);
        QCOMPARE(last(u"Name"_s), QJsonValue(u"Ada"_s));
        QTest::keyClick(named<QComboBox>(panel, u"Model"_s), Qt::Key_Down);
        QCOMPARE(last(u"Model"_s), QJsonValue(u"qwen3-235b"_s));
        named<QComboBox>(panel, u"Voice"_s)->setEditText(u"my own"_s);
        QCOMPARE(last(u"Voice"_s), QJsonValue(u"my own"_s));
        named<QComboBox>(panel, u"Voice"_s)->setEditText(u"Bert"_s);
        QCOMPARE(last(u"Voice"_s), QJsonValue(u"b"_s));
        named<QListWidget>(panel, u"Tools"_s)->item(1)->setCheckState(Qt::Checked);
        QCOMPARE(last(u"Tools"_s), QJsonValue(QJsonArray{u"web"_s, u"code"_s}));
        auto *own = named<QLineEdit>(panel, u"Add to Tools"_s);
        QTest::keyClicks(own, u"mine"_s);
        QTest::keyClick(own, Qt::Key_Return);
        QCOMPARE(last(u"Tools"_s), QJsonValue(QJsonArray{u"web"_s, u"code"_s, u"mine"_s}));
        QTest::keyClick(named<ValueSlider>(panel, u"Temperature"_s), Qt::Key_Right);
        QCOMPARE(last(u"Temperature"_s), QJsonValue(0.75));
        QCOMPARE(named<NumberBox>(panel, u"Temperature"_s)->number(), 0.75);
        type(named<NumberBox>(panel, u"Max new tokens"_s), u"8192"_s);
        QCOMPARE(last(u"Max new tokens"_s), QJsonValue(8192));
        QCOMPARE(named<ValueSlider>(panel, u"Max new tokens"_s)->number(), 8192.0);
        QTest::keyClick(named<NumberBox>(panel, u"Seed"_s), Qt::Key_Up);
        QCOMPARE(last(u"Seed"_s), QJsonValue(43));
        type(named<NumberBox>(panel, u"Learning rate"_s), u"1e-05"_s);
        QCOMPARE(last(u"Learning rate"_s), QJsonValue(0.00001));
        named<QCheckBox>(panel, u"Stream"_s)->click();
        QCOMPARE(last(u"Stream"_s), QJsonValue(false));
        named<QCheckBox>(panel, u"Insults"_s)->click();
        QCOMPARE(last(u"Safety filters"_s), QJsonValue(QJsonArray{u"v"_s, u"i"_s}));
        named<QRadioButton>(panel, u"Plain text"_s)->click();
        QCOMPARE(last(u"Format"_s), QJsonValue(u"txt"_s));
        panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        named<QRadioButton>(panel, u"short"_s)->setFocus();
        QTest::keyClick(named<QRadioButton>(panel, u"short"_s), Qt::Key_Down);
        QCOMPARE(last(u"Style"_s), QJsonValue(u"long"_s));
        type(named(panel, u"Ink"_s), u"#fff"_s);
        QCOMPARE(last(u"Ink"_s), QJsonValue(u"#fff"_s));
        type(named(panel, u"Day"_s), u"2026-02-01"_s);
        QCOMPARE(last(u"Day"_s), QJsonValue(u"2026-02-01"_s));
        type(named(panel, u"Filter"_s), u"x = 1"_s);
        QCOMPARE(last(u"Filter"_s), QJsonValue(u"x = 1"_s));
        type(named(panel, u"Extra"_s), u"[1, 2]"_s);
        QCOMPARE(last(u"Extra"_s), QJsonValue(QJsonArray{1, 2}));
        // What is shown again is the same.
        ParameterPanel other;
        show(other, everyComponent(), panel.values());
        QCOMPARE(other.values(), panel.values());
        for (const ParameterField *field : other.findChildren<ParameterField *>()) {
            const QString key = field->parameter().key();
            if (panel.values().contains(key))
                QVERIFY2(field->value() == panel.values().value(key), qUtf8Printable(key));
        }
    }

    void numbersAreReadInEveryLanguage_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<double>("number");
        QTest::newRow("point") << u"0.7"_s << 0.7;
        QTest::newRow("comma") << u"0,7"_s << 0.7;
        QTest::newRow("no zero") << u".5"_s << 0.5;
        QTest::newRow("negative") << u"-3"_s << -3.0;
        QTest::newRow("power") << u"2e3"_s << 2000.0;
        QTest::newRow("letters are not taken") << u"1x2"_s << 12.0;
    }

    void numbersAreReadInEveryLanguage()
    {
        QFETCH(const QString, typed);
        QFETCH(const double, number);
        NumberBox box;
        QTest::keyClicks(&box, typed);
        QCOMPARE(box.number(), number);
    }

    void numbersAreWrittenShort()
    {
        QCOMPARE(NumberBox::written(0.1 + 0.2), u"0.3"_s);
        QCOMPARE(NumberBox::written(4294967295.0), u"4294967295"_s);
        QCOMPARE(NumberBox::written(0.00001), u"1e-05"_s);
        QCOMPARE(NumberBox::written(0.123456789012345), u"0.123456789012"_s);
    }

    void aPastedThousandIsNotOne()
    {
        NumberBox box;
        QString pasted = u"1,000"_s;
        int position = 0;
        QCOMPARE(box.validate(pasted, position), QValidator::Invalid);
    }

    void whatIsWrongStandsBelowItsField()
    {
        ParameterPanel panel;
        show(panel);
        QCOMPARE(problems(panel), QStringList());
        type(named<NumberBox>(panel, u"Learning rate"_s), u"1"_s);
        type(named<NumberBox>(panel, u"Temperature"_s), u"99"_s);
        named<QPlainTextEdit>(panel, u"Extra"_s)->setPlainText(u"{\n\"a\": oops}"_s);
        QTRY_VERIFY(problems(panel).contains(u"“Temperature” must be between 0 and 2."_s));
        QTRY_VERIFY(problems(panel).contains(u"“Extra” is not JSON: look at line 2."_s));
        // It goes as soon as it is mended.
        type(named<NumberBox>(panel, u"Temperature"_s), u"1"_s);
        QVERIFY(!problems(panel).contains(u"“Temperature” must be between 0 and 2."_s));
        QVERIFY(named(panel, u"Extra"_s)->accessibleDescription().contains(u"is not JSON"_s));
    }

    void firstProblemGetsTheFocus()
    {
        ParameterPanel panel;
        show(panel);
        panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        QCOMPARE(panel.showFirstProblem(), u"“Learning rate” needs a value."_s);
        QVERIFY(named<NumberBox>(panel, u"Learning rate"_s)->hasFocus());
        QCOMPARE(problems(panel).size(), 1);
        QVERIFY(named(panel, u"Learning rate"_s)->accessibleDescription().contains(u"Required"_s));

        show(panel, R"([{"type":"slider","props":{"label":"Heat","value":1}}])");
        QCOMPARE(panel.showFirstProblem(), QString());
    }

    void seedsOfSixtyFourBits()
    {
        const QByteArray seeds = R"([
            {"type":"number","props":{"label":"Seed","value":9223372036854775807}},
            {"type":"slider","props":{"label":"Other","minimum":0,"maximum":9223372036854775807,
             "value":9223372036854775807}}])";
        ParameterPanel panel;
        show(panel, seeds);
        // What nobody touched is the default.
        QCOMPARE(panel.values(), QJsonObject());
        type(named<NumberBox>(panel, u"Seed"_s), u"9223372036854775806"_s);
        type(named<NumberBox>(panel, u"Other"_s), u"9007199254740993"_s);
        const QByteArray values = QJsonDocument(panel.values()).toJson(QJsonDocument::Compact);
        QCOMPARE(values, R"({"Other":9007199254740993,"Seed":9223372036854775806})"_ba);
        // And what was stored is shown with all its digits.
        show(panel, seeds, panel.values());
        QCOMPARE(named<NumberBox>(panel, u"Seed"_s)->text(), u"9223372036854775806"_s);
        QCOMPARE(QJsonDocument(panel.values()).toJson(QJsonDocument::Compact), values);
    }

    void oneFieldIsReset()
    {
        ParameterPanel panel;
        show(panel);
        QSignalSpy changed(&panel, &ParameterPanel::valuesChanged);
        QVERIFY(!named(panel, u"Reset Seed"_s));
        type(named<NumberBox>(panel, u"Seed"_s), u"7"_s);
        type(named<NumberBox>(panel, u"Temperature"_s), u"1"_s);
        named<QToolButton>(panel, u"Reset Seed"_s)->click();
        QCOMPARE(named<NumberBox>(panel, u"Seed"_s)->number(), 42.0);
        QCOMPARE(changed.constLast().constFirst().toJsonObject(),
                 (QJsonObject{{u"Temperature"_s, 1}}));
        QVERIFY(!named(panel, u"Reset Seed"_s));
    }

    void allAreReset()
    {
        ParameterPanel panel;
        show(panel, everyComponent(), {{u"Seed"_s, 7}, {u"Style"_s, u"long"_s}});
        QVERIFY(named<QRadioButton>(panel, u"long"_s)->isChecked());
        QSignalSpy changed(&panel, &ParameterPanel::valuesChanged);
        auto *reset = named<QToolButton>(panel, u"Reset all parameters"_s);
        reset->click();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(panel.values(), QJsonObject());
        QVERIFY(named<QRadioButton>(panel, u"short"_s)->isChecked());
        QVERIFY(!reset->isEnabled());
    }

    void presetsAreSavedChosenAndDeleted()
    {
        ParameterPanel panel;
        show(panel);
        QSignalSpy stored(&panel, &ParameterPanel::presetsChanged);
        type(named<NumberBox>(panel, u"Seed"_s), u"7"_s);
        savePreset(panel, u" Careful & slow "_s);
        QCOMPARE(stored.count(), 1);
        const QJsonObject presets = stored.constLast().constFirst().toJsonObject();
        QCOMPARE(presets.value(u"Careful & slow"_s), QJsonValue(QJsonObject{{u"Seed"_s, 7}}));

        const QMenu &menu = *named<QToolButton>(panel, u"Presets"_s)->menu();
        QVERIFY(entry(menu, u"Careful && slow"_s)->isChecked());
        type(named<NumberBox>(panel, u"Seed"_s), u"8"_s);
        type(named<NumberBox>(panel, u"Temperature"_s), u"2"_s);
        QVERIFY(!entry(menu, u"Careful && slow"_s)->isChecked());
        entry(menu, u"Careful && slow"_s)->trigger();
        QCOMPARE(panel.values(), (QJsonObject{{u"Seed"_s, 7}}));
        QCOMPARE(named<NumberBox>(panel, u"Seed"_s)->number(), 7.0);
        QCOMPARE(named<NumberBox>(panel, u"Temperature"_s)->number(), 0.7);

        const auto *doomed = menu.findChild<QMenu *>();
        QVERIFY(doomed);
        entry(*doomed, u"Careful && slow"_s)->trigger();
        QCOMPARE(stored.constLast().constFirst().toJsonObject(), QJsonObject());
        named<QPushButton>(panel, u"Undo"_s)->click();
        QCOMPARE(stored.constLast().constFirst().toJsonObject(), presets);
    }

    void passwordsAreInNoPreset()
    {
        ParameterPanel panel;
        show(panel);
        QSignalSpy stored(&panel, &ParameterPanel::presetsChanged);
        type(named(panel, u"API key"_s), u"hush"_s);
        type(named<NumberBox>(panel, u"Seed"_s), u"7"_s);
        savePreset(panel, u"Mine"_s);
        const QByteArray json
            = QJsonDocument(stored.constLast().constFirst().toJsonObject()).toJson();
        QVERIFY(json.contains("Seed"));
        QVERIFY(!json.contains("hush"));
        // Nor does a preset take one away.
        entry(*named<QToolButton>(panel, u"Presets"_s)->menu(), u"Mine"_s)->trigger();
        QCOMPARE(panel.values().value(u"API key"_s), QJsonValue(u"hush"_s));
        QVERIFY(!QJsonDocument(withoutPasswords(parametersOf(everyComponent()), panel.values()))
                     .toJson()
                     .contains("hush"));
    }

    void filesAreTakenShownAndRemoved()
    {
        QTemporaryDir folder;
        QImage picture(200, 100, QImage::Format_RGB32);
        picture.fill(Qt::red);
        const QString path = folder.filePath(u"red.png"_s);
        QVERIFY(picture.save(path));
        ParameterPanel panel;
        show(panel, R"([{"type":"image","props":{"label":"Photo"}},
            {"type":"file","props":{"label":"Papers","file_count":"multiple","file_types":[".pdf"]}}])");
        const auto controls = panel.findChildren<FileControl *>();
        QCOMPARE(controls.size(), 2);
        controls[0]->takeFiles({path});
        const std::optional<LocalFile> file = localFileOf(panel.values().value(u"Photo"_s));
        QVERIFY(file);
        QCOMPARE(file->path, path);
        QCOMPARE(file->mime, u"image/png"_s);
        const auto labels = controls[0]->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [](const QLabel *label) { return !label->pixmap().isNull(); }));
        controls[1]->takeFiles({path, folder.filePath(u"b.pdf"_s)});
        QCOMPARE(panel.values().value(u"Papers"_s).toArray().size(), 2);
        QCOMPARE(panel.showFirstProblem(), u"“Papers” takes files of these types only: .pdf."_s);
        named<QToolButton>(*controls[1], u"Remove red.png"_s)->click();
        QCOMPARE(panel.showFirstProblem(), QString());
        named<QToolButton>(*controls[0], u"Remove red.png"_s)->click();
        QTRY_VERIFY(!named(*controls[0], u"Remove red.png"_s));
        QVERIFY(!panel.values().contains(u"Photo"_s));
    }

    void aWheelScrollsAndChangesNothing()
    {
        ParameterPanel panel;
        show(panel);
        auto *slider = named<ValueSlider>(panel, u"Temperature"_s);
        QWheelEvent turn(QPointF(5, 5), slider->mapToGlobal(QPointF(5, 5)), {}, {0, 120},
                         Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(slider, &turn);
        QCOMPARE(slider->number(), 0.7);
    }

    void screenReadersHearTheNumber()
    {
        ParameterPanel panel;
        show(panel);
        QAccessibleInterface *slider
            = QAccessible::queryAccessibleInterface(named<ValueSlider>(panel, u"Temperature"_s));
        QVERIFY(slider && slider->valueInterface());
        QCOMPARE(slider->role(), QAccessible::Slider);
        QCOMPARE(slider->text(QAccessible::Value), u"0.7"_s);
        QCOMPARE(slider->valueInterface()->maximumValue().toDouble(), 2.0);
        slider->valueInterface()->setCurrentValue(1.5);
        QCOMPARE(panel.values().value(u"Temperature"_s), QJsonValue(1.5));
        for (const QString &name : {u"Stream"_s, u"Insults"_s}) {
            QAccessible::queryAccessibleInterface(named<QCheckBox>(panel, name))
                ->actionInterface()
                ->doAction(QAccessibleActionInterface::toggleAction());
        }
        QCOMPARE(panel.values().value(u"Stream"_s), QJsonValue(false));
        QCOMPARE(panel.values().value(u"Safety filters"_s), QJsonValue(QJsonArray{u"v"_s, u"i"_s}));
        const auto *box = named<NumberBox>(panel, u"Seed"_s);
        QAccessibleInterface *seed
            = QAccessible::queryAccessibleInterface(const_cast<NumberBox *>(box));
        QCOMPARE(seed->role(), QAccessible::SpinBox);
        QCOMPARE(seed->text(QAccessible::Value), u"42"_s);
    }

    void onlyParametersAndSystemPromptsAreAsked()
    {
        ParameterPanel panel;
        panel.setParameters(parametersOf(R"([{"type":"textbox","props":{"label":"Message"}},
            {"type":"textbox","props":{"label":"System"}},{"type":"slider","props":{"label":"Heat"}},
            {"type":"image","props":{"label":"Photo"}},{"type":"state"}])"),
                            {Role::Message, Role::System, Role::Parameter, Role::File, Role::State},
                            {});
        panel.show();
        QCOMPARE(panel.findChildren<ParameterField *>().size(), 2);
        QVERIFY(named<QPlainTextEdit>(panel, u"System"_s));
        QVERIFY(named(panel, u"Heat"_s));
    }

    void saysThatThereIsNothing()
    {
        ParameterPanel panel;
        show(panel);
        panel.setParameters({}, {}, {});
        const auto shows = [&](const QString &text) {
            const auto labels = panel.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
                return label->isVisibleTo(&panel) && label->text() == text;
            });
        };
        QVERIFY(shows(u"This Space has no parameters."_s));
        QVERIFY(!named(panel, u"Presets"_s));
        // At the top, where they stand over a form too.
        panel.layout()->activate();
        for (const QLabel *label : panel.findChildren<QLabel *>()) {
            if (label->isVisibleTo(&panel))
                QVERIFY2(label->mapTo(&panel, QPoint(0, label->height())).y() < 160,
                         qPrintable(label->text()));
        }
        panel.setEmptyText(u"Not connected."_s);
        QVERIFY(shows(u"Not connected."_s));
        QCOMPARE(panel.showFirstProblem(), QString());
    }

    void oldChoicesAreStillShown()
    {
        ParameterPanel panel;
        show(panel, everyComponent(), {{u"Model"_s, u"gone"_s}});
        QCOMPARE(named<QComboBox>(panel, u"Model"_s)->currentText(), u"gone"_s);
        QVERIFY(panel.showFirstProblem().startsWith(u"“Model” takes one of: Qwen3-32B, "_s));
    }

    void isClosedByEscapeWhereItStandsAlone()
    {
        ParameterPanel panel;
        show(panel);
        QSignalSpy closed(&panel, &ParameterPanel::closeRequested);
        QTest::keyClick(named(panel, u"Name"_s), Qt::Key_Escape);
        QCOMPARE(closed.count(), 0);
        panel.setClosable(true);
        QTest::keyClick(named(panel, u"Name"_s), Qt::Key_Escape);
        named<QToolButton>(panel, u"Close parameters"_s)->click();
        QCOMPARE(closed.count(), 2);
    }

    void longWordsDoNotMakeItWider()
    {
        ParameterPanel panel;
        const QString word(200, u'x');
        const QJsonObject component{
            {"type"_L1, "checkboxgroup"_L1},
            {"props"_L1,
             QJsonObject{{"label"_L1, word}, {"info"_L1, word}, {"choices"_L1, QJsonArray{word}}}}};
        show(panel, QJsonDocument(QJsonArray{component}).toJson());
        QVERIFY(panel.minimumSizeHint().width() <= 260);
    }
};

QTEST_MAIN(TestParameterPanel)
#include "tst_parameterpanel.moc"
