#include "chat/pagememory.h"

#include "gradio/mappingchoice.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QString pageShapeOf(const gradio::ChatMapping &mapping)
{
    QStringList ids;
    for (int step = 0; step < mapping.stepCount(); ++step) {
        for (const gradio::Parameter &input : mapping.stepEndpoint(step).inputs)
            ids.append(QString::number(input.component));
        for (const gradio::Output &output : mapping.stepEndpoint(step).outputs)
            ids.append(QString::number(output.component));
    }
    return gradio::shapeOf(mapping) + u' ' + ids.join(u',');
}

QJsonObject jsonOf(const gradio::PageValues &values)
{
    QJsonObject object;
    for (auto value = values.begin(); value != values.end(); ++value)
        object.insert(QString::number(value.key()), value.value());
    return object;
}

gradio::PageValues valuesOf(const QJsonObject &object)
{
    gradio::PageValues values;
    for (auto value = object.begin(); value != object.end(); ++value)
        values.insert(value.key().toInt(), value.value());
    return values;
}

} // namespace

QByteArray PageMemory::toJson() const
{
    if (m_turn == 0 && m_values.isEmpty())
        return {};
    QJsonObject stored{{"shape"_L1, m_shape},
                       {"values"_L1, jsonOf(m_values)},
                       {"reply"_L1, m_turn},
                       {"session"_L1, m_session}};
    if (m_before)
        stored.insert("before"_L1, jsonOf(*m_before));
    return QJsonDocument(stored).toJson(QJsonDocument::Compact);
}

PageMemory PageMemory::read(const QByteArray &json, const gradio::ChatMapping &mapping)
{
    PageMemory memory;
    memory.m_shape = pageShapeOf(mapping);
    const QJsonObject stored = QJsonDocument::fromJson(json).object();
    if (stored.value("shape"_L1).toString() != memory.m_shape)
        return memory;
    memory.m_values = valuesOf(stored.value("values"_L1).toObject());
    if (stored.contains("before"_L1))
        memory.m_before = valuesOf(stored.value("before"_L1).toObject());
    memory.m_turn = stored.value("reply"_L1).toInteger();
    memory.m_session = stored.value("session"_L1).toString();
    return memory;
}

void PageMemory::take(const gradio::ChatMapping &mapping, const gradio::PageValues &values,
                      qint64 reply, const QString &session)
{
    m_shape = pageShapeOf(mapping);
    m_before = std::exchange(m_values, values);
    m_turn = reply;
    m_session = session;
}

void PageMemory::takeBack(qint64 reply, const gradio::PageValues &values)
{
    if (m_before)
        m_values = *std::exchange(m_before, std::nullopt);
    for (auto value = values.begin(); value != values.end(); ++value)
        m_values.insert(value.key(), value.value());
    m_turn = reply;
}

} // namespace spaceline
