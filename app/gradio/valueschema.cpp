#include "gradio/valueschema.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

constexpr int kDepth = 8; ///< nothing that a person types goes deeper
constexpr qsizetype kShownValues = 8;

QString text(const char *source) { return QCoreApplication::translate("ValueSchema", source); }

bool isOfType(const QJsonValue &value, const QString &type)
{
    if (type == "string"_L1)
        return value.isString();
    if (type == "number"_L1)
        return value.isDouble();
    if (type == "integer"_L1)
        return value.isDouble() && std::trunc(value.toDouble()) == value.toDouble();
    if (type == "boolean"_L1)
        return value.isBool();
    if (type == "array"_L1)
        return value.isArray();
    if (type == "object"_L1)
        return value.isObject();
    if (type == "null"_L1)
        return value.isNull();
    return true;
}

QString typeRule(const QString &type)
{
    if (type == "string"_L1)
        return text(QT_TRANSLATE_NOOP("ValueSchema", "must be a text in quotation marks"));
    if (type == "number"_L1)
        return text(QT_TRANSLATE_NOOP("ValueSchema", "must be a number"));
    if (type == "integer"_L1)
        return text(QT_TRANSLATE_NOOP("ValueSchema", "must be a whole number"));
    if (type == "boolean"_L1)
        return text(QT_TRANSLATE_NOOP("ValueSchema", "must be true or false"));
    if (type == "array"_L1)
        return text(QT_TRANSLATE_NOOP("ValueSchema", "must be a list in [ ]"));
    if (type == "object"_L1)
        return text(QT_TRANSLATE_NOOP("ValueSchema", "must be an object in { }"));
    return text(QT_TRANSLATE_NOOP("ValueSchema", "must be null"));
}

QString shown(const QJsonArray &values)
{
    QStringList words;
    for (const QJsonValue &value : values) {
        if (words.size() == kShownValues) {
            words += u"…"_s;
            break;
        }
        const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        words += QString::fromUtf8(json.mid(1, json.size() - 2));
    }
    return words.join(u", "_s);
}

/// \p rule about \p part of the whole.
QString within(const QString &part, const QString &rule)
{
    return rule.isEmpty()
        ? QString()
        : text(QT_TRANSLATE_NOOP("ValueSchema", "is wrong in %1, which %2")).arg(part, rule);
}

QString check(const QJsonObject &schema, const QJsonValue &value, int depth)
{
    if (depth == 0)
        return {};
    const QJsonValue type = schema.value("type"_L1);
    QStringList types;
    if (type.isString())
        types += type.toString();
    for (const QJsonValue &one : type.toArray())
        types += one.toString();
    if (!types.isEmpty() && std::none_of(types.begin(), types.end(), [&](const QString &one) {
            return isOfType(value, one);
        }))
        return typeRule(types.constFirst());

    const QJsonArray allowed = schema.contains("const"_L1) ? QJsonArray{schema.value("const"_L1)}
                                                           : schema.value("enum"_L1).toArray();
    if (!allowed.isEmpty() && !allowed.contains(value))
        return text(QT_TRANSLATE_NOOP("ValueSchema", "takes one of: %1")).arg(shown(allowed));

    const QJsonArray either = schema.value("anyOf"_L1).toArray();
    QString first;
    for (const QJsonValue &one : either) {
        const QString rule = check(one.toObject(), value, depth - 1);
        if (rule.isEmpty()) {
            first.clear();
            break;
        }
        if (first.isEmpty())
            first = rule;
    }
    if (!first.isEmpty())
        return first;

    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QJsonValue &name : schema.value("required"_L1).toArray()) {
            if (!object.contains(name.toString()))
                return text(QT_TRANSLATE_NOOP("ValueSchema", "needs a member “%1”"))
                    .arg(name.toString());
        }
        const QJsonObject properties = schema.value("properties"_L1).toObject();
        for (auto it = properties.begin(); it != properties.end(); ++it) {
            if (!object.contains(it.key()))
                continue;
            const QString rule = check(it.value().toObject(), object.value(it.key()), depth - 1);
            if (!rule.isEmpty())
                return within(u"“%1”"_s.arg(it.key()), rule);
        }
    }
    if (value.isArray()) {
        const QJsonObject items = schema.value("items"_L1).toObject();
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString rule = check(items, array.at(i), depth - 1);
            if (!rule.isEmpty())
                return within(text(QT_TRANSLATE_NOOP("ValueSchema", "entry %1")).arg(i + 1), rule);
        }
    }
    return {};
}

} // namespace

QString brokenRule(const QJsonObject &schema, const QJsonValue &value)
{
    return check(schema, value, kDepth);
}

} // namespace spaceline::gradio
