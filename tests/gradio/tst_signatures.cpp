#include "gradio/json.h"
#include "gradio/mappingbuilder.h"
#include "gradio/mappingchoice.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

/// What real Spaces look like, as tests/data/configs holds them: the signatures of failures.md §3
/// (s01 to s10) and the shapes of gradio-protocol.md §10.5 and §10.6. Each file has a config, what
/// /info says of it, and what must come of both: roles, chain, and the data of some turns.
class TestSignatures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void all_data();
    void all();
    void withoutInfo_data() { all_data(); }
    void withoutInfo();
    void choiceIsKept_data() { all_data(); }
    void choiceIsKept();
};

namespace {

struct Signature {
    Config config;
    ApiInfo info;
    QJsonObject expected;
};

Signature signature()
{
    QFile file(QStringLiteral(SPACELINE_TEST_DATA "/configs/")
               + QString::fromLatin1(QTest::currentDataTag()) + u".json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    return {Config::parse(toJson(object.value("config"_L1))),
            ApiInfo::parse(toJson(object.value("info"_L1))),
            object.value("expected"_L1).toObject()};
}

QString names(const std::vector<Role> &roles)
{
    QStringList result;
    for (const Role role : roles)
        result += nameOf(role);
    return result.join(u' ');
}

QString words(const QJsonValue &list)
{
    QStringList result;
    for (const QJsonValue &item : list.toArray())
        result += item.toString();
    return result.join(u' ');
}

void verifyTurns(const ChatMapping &mapping, const QJsonArray &turns)
{
    QVERIFY(!turns.isEmpty());
    PageValues page;
    for (const QJsonValue &turn : turns) {
        TurnInput input;
        input.text = turn["text"_L1].toString();
        input.files = turn["files"_L1].toArray();
        input.values = turn["values"_L1].toObject();
        const QJsonArray steps = turn["steps"_L1].toArray();
        QCOMPARE(mapping.stepCount(), int(steps.size()));
        QJsonArray reply;
        for (int step = 0; step < mapping.stepCount(); ++step) {
            QCOMPARE(toJson(mapping.buildData(step, input, page)), toJson(steps[step]["data"_L1]));
            const QJsonArray answer = steps[step]["answer"_L1].toArray();
            mapping.takeOutputs(step, answer, page);
            if (step == mapping.replyStep())
                reply = answer;
        }
        mapping.endTurn(input, reply, page);
    }
}

} // namespace

void TestSignatures::all_data()
{
    QTest::addColumn<QString>("file");
    const QStringList files
        = QDir(QStringLiteral(SPACELINE_TEST_DATA "/configs")).entryList({u"*.json"_s});
    QVERIFY(files.size() >= 39);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file.chopped(5))) << file;
}

void TestSignatures::all()
{
    const Signature app = signature();
    QVERIFY(app.config.isValid());
    const std::vector<Endpoint> endpoints = endpointsOf(app.config, app.info);
    Failure failure;
    const ChatMapping mapping = chooseMapping(app.config, endpoints, {}, &failure);
    QVERIFY2(!failure, qPrintable(failure.said));
    QCOMPARE(mapping.endpoint.name, app.expected["endpoint"_L1].toString());
    QCOMPARE(mapping.calledAs,
             app.expected["calledAs"_L1].toString(app.expected["endpoint"_L1].toString()));
    QCOMPARE(names(mapping.inputs), words(app.expected["inputs"_L1]));
    QCOMPARE(names(mapping.outputs), words(app.expected["outputs"_L1]));

    const QJsonObject json = mapping.toJson();
    QCOMPARE(words(json["then"_L1]), words(app.expected["then"_L1]));
    QCOMPARE(json["history"_L1], app.expected["history"_L1]);
    QCOMPARE(mapping.replyStep(), app.expected["replyStep"_L1].toInt());
    QVERIFY(mapping.replyOutput() >= 0);
    QVERIFY(mapping.changed.isEmpty());

    QVERIFY(mapping.reason.startsWith(mapping.calledAs + u' '));
    QVERIFY(mapping.reason.endsWith(u'.'));
    QCOMPARE(mapping.reason.count(u". "_s), 0);
    QVERIFY(!mapping.reason.contains(u'%'));

    QSet<QString> keys;
    for (const Parameter &parameter : mapping.parameters()) {
        QVERIFY(!parameter.hidden);
        QVERIFY(!keys.contains(parameter.key()));
        keys.insert(parameter.key());
        QVERIFY(mapping.roleOf(parameter.key()) != Role::Ignored);
    }
    verifyTurns(mapping, app.expected["turns"_L1].toArray());

    const QJsonArray candidates = app.expected["candidates"_L1].toArray();
    if (candidates.isEmpty())
        return;
    QStringList found;
    for (const ChatMapping &candidate : rankedMappings(app.config, endpoints)) {
        QVERIFY(canChat(candidate));
        QVERIFY(!candidate.reason.isEmpty());
        found += candidate.calledAs;
    }
    QCOMPARE(found.join(u' '), words(candidates));
}

void TestSignatures::withoutInfo()
{
    // /info is broken on real servers (§14.3): the roles are then the same.
    const Signature app = signature();
    const ChatMapping mapping = chooseMapping(app.config, endpointsOf(app.config, {}), {}, nullptr);
    QCOMPARE(mapping.endpoint.name, app.expected["endpoint"_L1].toString());
    QCOMPARE(names(mapping.inputs), words(app.expected["inputs"_L1]));
    QCOMPARE(names(mapping.outputs), words(app.expected["outputs"_L1]));
}

void TestSignatures::choiceIsKept()
{
    // What the program chose, chosen by the user, is the same call.
    const Signature app = signature();
    const std::vector<Endpoint> endpoints = endpointsOf(app.config, app.info);
    const ChatMapping own = chooseMapping(app.config, endpoints, {}, nullptr);
    const MappingChoice choice = MappingChoice::fromJson(MappingChoice::of(own).toJson());
    const ChatMapping chosen = chooseMapping(app.config, endpoints, {}, choice, nullptr);
    QCOMPARE(chosen.changed, QString());
    QVERIFY(chosen.reason.contains(u"chosen by you"_s));
    QCOMPARE(shapeOf(chosen), shapeOf(own));
    QCOMPARE(names(chosen.inputs), names(own.inputs));
    QCOMPARE(names(chosen.outputs), names(own.outputs));
    verifyTurns(chosen, app.expected["turns"_L1].toArray());
}

QTEST_GUILESS_MAIN(TestSignatures)
#include "tst_signatures.moc"
