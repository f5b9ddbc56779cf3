// The widest form that a Space can ask for, to be looked at.
//
// usage: parameters_gallery [--dark] [--rtl] [--labels LANGUAGE] [--width PIXELS] [--height PIXELS]
//                           [--edited] [--wrong] [--empty] [--sheet] [--scroll PIXELS] [--shot
//                           FILE]

#include "connect/connectionsheet.h"
#include "connect/mappingeditor.h"
#include "parameters/parameterfield.h"
#include "parameters/parameterpanel.h"
#include "ui/parameterform.h"
#include "widgets/style.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

/// The first labels in another script, the rest stays as it is.
QByteArray translated(QByteArray components, const QString &language)
{
    using Pair = std::pair<const char *, const char *>;
    const std::vector<Pair> arabic{{"System prompt", "تعليمات النظام"},
                                   {"You are a careful programmer.", "أنت مبرمج حذر."},
                                   {"\"Name\"", "\"الاسم\""},
                                   {"What it calls you", "بماذا يناديك"},
                                   {"Up to twelve characters; it is told to the model.",
                                    "حتى اثني عشر حرفا، ويخبر به النموذج."},
                                   {"\"Model\"", "\"النموذج\""},
                                   {"Temperature", "درجة الحرارة"},
                                   {"Max new tokens", "الحد الأقصى للرموز"},
                                   {"\"Tools\"", "\"الأدوات\""},
                                   {"Web search", "بحث في الشبكة"},
                                   {"\"Stream\"", "\"بث الإجابة\""}};
    const std::vector<Pair> chinese{
        {"System prompt", "系统提示词"},
        {"You are a careful programmer.", "你是一位细心的程序员。"},
        {"\"Name\"", "\"名字\""},
        {"What it calls you", "它怎么称呼你"},
        {"Up to twelve characters; it is told to the model.", "最多十二个字符，会告诉模型。"},
        {"\"Model\"", "\"模型\""},
        {"Temperature", "温度"},
        {"Max new tokens", "最大新令牌数"},
        {"\"Tools\"", "\"工具\""},
        {"Web search", "网络搜索"},
        {"\"Stream\"", "\"流式输出\""}};
    for (const auto &[english, other] : language == "ar"_L1 ? arabic
             : language == "zh"_L1                          ? chinese
                                                            : std::vector<Pair>())
        components.replace(english, other);
    return components;
}

/// A chain of two functions; the second one has all the parameters. The user's choice is gone.
MappingSubject chain()
{
    QJsonArray components = QJsonDocument::fromJson(everyComponent()).array();
    const int first = int(components.size());
    components.append(QJsonObject{{"type"_L1, "textbox"_L1},
                                  {"props"_L1, QJsonObject{{"label"_L1, "Message"_L1}}}});
    components.append(QJsonObject{{"type"_L1, "chatbot"_L1},
                                  {"props"_L1, QJsonObject{{"label"_L1, "Chatbot"_L1}}}});
    const QByteArray dependencies
        = R"([{"id":0,"targets":[[MSG,"submit"]],"inputs":[MSG,BOT],"outputs":[MSG,BOT],
               "api_name":"user","backend_fn":true,"queue":false},
              {"id":1,"targets":[[null,"then"]],"trigger_after":0,"inputs":[BOT,0,3,6,7],
               "outputs":[BOT],"api_name":"bot","backend_fn":true}])";
    MappingSubject subject;
    subject.config = writtenConfig(QJsonDocument(components).toJson(),
                                   QByteArray(dependencies)
                                       .replace("MSG", QByteArray::number(first))
                                       .replace("BOT", QByteArray::number(first + 1)));
    subject.endpoints = gradio::endpointsOf(subject.config, {});
    subject.choice.endpoint = u"/old_name"_s;
    return subject;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"dark"_s, {}},
                       {u"rtl"_s, {}},
                       {u"labels"_s, {}, u"LANGUAGE"_s},
                       {u"width"_s, {}, u"PIXELS"_s, u"252"_s},
                       {u"height"_s, {}, u"PIXELS"_s, u"820"_s},
                       {u"edited"_s, {}},
                       {u"wrong"_s, {}},
                       {u"empty"_s, {}},
                       {u"sheet"_s, {}},
                       {u"scroll"_s, {}, u"PIXELS"_s, u"0"_s},
                       {u"shot"_s, {}, u"FILE"_s}});
    parser.process(application);
    QApplication::setStyle(new Style);
    QApplication::setPalette((parser.isSet(u"dark"_s) ? Theme::dark() : Theme::light()).palette());
    if (parser.isSet(u"rtl"_s))
        QApplication::setLayoutDirection(Qt::RightToLeft);

    if (parser.isSet(u"sheet"_s)) {
        ConnectionSheet sheet({u"Ready · Gradio 6.31.0"_s, u"owner/everything-at-once"_s,
                               u"https://owner-everything-at-once.hf.space"_s, u"6.31.0"_s,
                               u"sse_v3"_s, u"Nothing: no token is sent."_s},
                              nullptr);
        MappingEditor &editor = sheet.addMapping(chain());
        editor.showTrialResult(u"Hello! What can I do for you today?"_s, false);
        sheet.show();
        QTimer::singleShot(100, &sheet, [&] {
            if (parser.isSet(u"shot"_s)) {
                sheet.grab().save(parser.value(u"shot"_s));
                QApplication::quit();
            }
        });
        return QApplication::exec();
    }

    ParameterPanel panel;
    if (!parser.isSet(u"empty"_s)) {
        const auto parameters
            = parametersOf(translated(everyComponent(), parser.value(u"labels"_s)));
        const std::vector<gradio::Role> roles(parameters.size(), gradio::Role::Parameter);
        QJsonObject values;
        if (parser.isSet(u"edited"_s)) {
            for (size_t i = 0; i < parameters.size(); ++i) {
                if (parameters[i].type == "slider"_L1)
                    values.insert(parameters[i].key(), parameters[i].maximum.value_or(1));
            }
        }
        panel.setParameters(parameters, roles, values);
    }
    panel.resize(parser.value(u"width"_s).toInt(), parser.value(u"height"_s).toInt());
    panel.show();
    if (parser.isSet(u"wrong"_s))
        (void)panel.showFirstProblem();
    QTimer::singleShot(100, &panel, [&] {
        panel.findChild<QScrollArea *>()->verticalScrollBar()->setValue(
            parser.value(u"scroll"_s).toInt());
        if (parser.isSet(u"shot"_s)) {
            panel.grab().save(parser.value(u"shot"_s));
            QApplication::quit();
        }
    });
    return QApplication::exec();
}
