#include "base/reply.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QJsonObject toJson(const Thought &thought)
{
    QJsonObject object{{"title"_L1, thought.title},
                       {"text"_L1, QString::fromUtf8(thought.text)},
                       {"status"_L1, thought.status},
                       {"log"_L1, thought.log},
                       {"depth"_L1, thought.depth}};
    if (thought.duration)
        object.insert("duration"_L1, *thought.duration);
    return object;
}

Thought thoughtOf(const QJsonObject &object)
{
    Thought thought;
    thought.title = object.value("title"_L1).toString();
    thought.text = object.value("text"_L1).toString().toUtf8();
    thought.status = object.value("status"_L1).toString();
    thought.log = object.value("log"_L1).toString();
    thought.depth = object.value("depth"_L1).toInt();
    if (object.value("duration"_L1).isDouble())
        thought.duration = object.value("duration"_L1).toDouble();
    return thought;
}

} // namespace

QByteArray MessageExtras::toJson() const
{
    if (isEmpty())
        return {};
    QJsonObject object;
    QJsonArray list;
    for (const Thought &thought : thoughts)
        list.append(spaceline::toJson(thought));
    if (!list.isEmpty())
        object.insert("thoughts"_L1, list);
    list = {};
    for (const ReplyOption &option : options)
        list.append(QJsonObject{{"value"_L1, option.value}, {"label"_L1, option.label}});
    if (!list.isEmpty())
        object.insert("options"_L1, list);
    list = {};
    for (const Notice &notice : notices) {
        list.append(QJsonObject{
            {"level"_L1, notice.level}, {"title"_L1, notice.title}, {"text"_L1, notice.text}});
    }
    if (!list.isEmpty())
        object.insert("notices"_L1, list);
    if (!parameters.isEmpty())
        object.insert("parameters"_L1, parameters);
    if (feedback != Feedback::None)
        object.insert("feedback"_L1, feedback == Feedback::Like ? u"like"_s : u"dislike"_s);
    if (endsMemory)
        object.insert("ends_memory"_L1, true);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

MessageExtras MessageExtras::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    MessageExtras extras;
    for (const QJsonValue &item : object.value("thoughts"_L1).toArray())
        extras.thoughts.push_back(thoughtOf(item.toObject()));
    for (const QJsonValue &item : object.value("options"_L1).toArray()) {
        extras.options.push_back({item.toObject().value("value"_L1).toString(),
                                  item.toObject().value("label"_L1).toString()});
    }
    for (const QJsonValue &item : object.value("notices"_L1).toArray()) {
        const QJsonObject notice = item.toObject();
        extras.notices.push_back({notice.value("level"_L1).toString(),
                                  notice.value("title"_L1).toString(),
                                  notice.value("text"_L1).toString()});
    }
    extras.parameters = object.value("parameters"_L1).toObject();
    const QString feedback = object.value("feedback"_L1).toString();
    if (feedback == "like"_L1)
        extras.feedback = Feedback::Like;
    else if (feedback == "dislike"_L1)
        extras.feedback = Feedback::Dislike;
    extras.endsMemory = object.value("ends_memory"_L1).toBool();
    return extras;
}

} // namespace spaceline
