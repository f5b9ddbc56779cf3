#include "gradio/partialdata.h"

#include "gradio/json.h"
#include "gradio/reasoning.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

enum class Op { Replace, Append, Add, Delete };

std::optional<Op> opOf(const QString &name)
{
    if (name == "append"_L1)
        return Op::Append;
    if (name == "replace"_L1)
        return Op::Replace;
    if (name == "add"_L1)
        return Op::Add;
    if (name == "delete"_L1)
        return Op::Delete;
    return {};
}

QJsonValue step(const QJsonValue &node, const QJsonValue &key)
{
    if (node.isArray() && key.isDouble())
        return node.toArray().at(qsizetype(key.toInteger(-1)));
    if (node.isObject() && key.isString())
        return node.toObject().value(key.toString());
    return QJsonValue(QJsonValue::Undefined);
}

QJsonValue at(QJsonValue node, const QJsonArray &path)
{
    for (const QJsonValue &key : path)
        node = step(node, key);
    return node;
}

/// \p old with the edit made at its own place; nothing where it does not fit.
std::optional<QJsonValue> leafEdited(const QJsonValue &old, Op op, const QJsonValue &value)
{
    switch (op) {
    case Op::Replace:
        return value;
    case Op::Append:
        if (!old.isString() || !value.isString())
            return {};
        return QJsonValue(old.toString() + value.toString());
    case Op::Add:
    case Op::Delete:
        return {};
    }
    return {};
}

/// \p node with the edit made at \p path from \p depth on; nothing where it does not fit.
std::optional<QJsonValue> edited(const QJsonValue &node, const QJsonArray &path, qsizetype depth,
                                 Op op, const QJsonValue &value)
{
    if (depth == path.size())
        return leafEdited(node, op, value);
    const QJsonValue key = path.at(depth);
    const bool last = depth + 1 == path.size();
    if (node.isArray() && key.isDouble()) {
        QJsonArray array = node.toArray();
        const qsizetype index = qsizetype(key.toInteger(-1));
        if (last && op == Op::Add) {
            if (index < 0 || index > array.size())
                return {};
            array.insert(index, value);
            return array;
        }
        if (last && op == Op::Delete) {
            // Servers delete list tails only, and their indexes inside nested lists are wrong
            // (§5.5, Deletes).
            if (depth > 0 || index < 0)
                return {};
            while (array.size() > index)
                array.removeLast();
            return array;
        }
        if (index < 0 || index >= array.size())
            return {};
        const auto inner = edited(array.at(index), path, depth + 1, op, value);
        if (!inner)
            return {};
        array.replace(index, *inner);
        return array;
    }
    if (node.isObject() && key.isString()) {
        QJsonObject object = node.toObject();
        const QString name = key.toString();
        if (last && op == Op::Delete) {
            object.remove(name);
            return object;
        }
        if (last && op == Op::Add) {
            object.insert(name, value);
            return object;
        }
        if (!object.contains(name))
            return {};
        const auto inner = edited(object.value(name), path, depth + 1, op, value);
        if (!inner)
            return {};
        object.insert(name, *inner);
        return object;
    }
    return {};
}

/// The component keeps its value.
bool isWithoutValue(const QJsonObject &object)
{
    return object.value("__type__"_L1).toString() == "update"_L1 && !object.contains("value"_L1);
}

} // namespace

void PartialData::settle(Output &output)
{
    if (!output.growing)
        return;
    output.growing = false;
    const auto settled
        = edited(output.value, output.path, 0, Op::Replace, QString::fromUtf8(output.buffer));
    if (settled)
        output.value = *settled;
    output.buffer.clear();
}

/// What \p output is made of, with the string that grows in its place.
QJsonValue PartialData::settled(const Output &output)
{
    if (!output.growing)
        return output.value;
    Output copy = output;
    settle(copy);
    return copy.value;
}

QJsonValue PartialData::shown(const Output &output)
{
    return output.held.isUndefined() ? settled(output) : output.held;
}

/// Gives \p output, which has a new value, the one that it showed \p before where it keeps that.
void PartialData::hold(Output &output, const QJsonValue &before)
{
    output.held = QJsonValue(QJsonValue::Undefined);
    const QJsonObject update = output.value.toObject();
    if (!isWithoutValue(update))
        return;
    QJsonObject held = before.toObject();
    if (held.value("__type__"_L1).toString() != "update"_L1)
        held = {{"value"_L1, before}};
    for (auto member = update.begin(); member != update.end(); ++member)
        held.insert(member.key(), member.value());
    output.held = held;
}

/// A tag may have begun before what is new from \p before on.
void PartialData::lookForReasoning(Output &output, qsizetype before)
{
    if (before == 0)
        output.holdsReasoning = false;
    if (!output.holdsReasoning)
        output.holdsReasoning = holdsReasoningTag(
            output.buffer, std::max<qsizetype>(0, before - kLongestReasoningTag));
}

void PartialData::setFull(const QJsonArray &data)
{
    const std::vector<Output> before = std::exchange(m_outputs, {});
    m_outputs.reserve(size_t(data.size()));
    for (const QJsonValue &value : data) {
        Output output;
        output.value = value;
        const size_t place = m_outputs.size();
        if (place < before.size() && isWithoutValue(value.toObject()))
            hold(output, shown(before[place]));
        m_outputs.push_back(std::move(output));
    }
}

PartialData::Outcome PartialData::applyTo(Output &output, const QJsonArray &edits)
{
    Outcome outcome = Outcome::Unchanged;
    QJsonValue shownBefore(QJsonValue::Undefined);
    for (const QJsonValue &item : edits) {
        const QJsonArray edit = item.toArray();
        const auto op = opOf(edit.at(0).toString());
        if (edit.size() < 2 || !op || !edit.at(1).isArray())
            return Outcome::Unusable;
        const QJsonArray path = edit.at(1).toArray();
        const QJsonValue value = edit.size() > 2 ? edit.at(2) : QJsonValue();
        outcome = Outcome::Changed;
        if (*op == Op::Append && value.isString()) {
            if (!output.growing || output.path != path) {
                settle(output);
                const QJsonValue old = at(output.value, path);
                if (!old.isString())
                    return Outcome::Unusable;
                output.growing = true;
                output.path = path;
                output.rawPath = QJsonDocument(path).toJson(QJsonDocument::Compact);
                output.buffer = old.toString().toUtf8();
                lookForReasoning(output, 0);
            }
            const qsizetype before = output.buffer.size();
            output.buffer += value.toString().toUtf8();
            lookForReasoning(output, before);
            continue;
        }
        settle(output);
        if (shownBefore.isUndefined())
            shownBefore = shown(output);
        const auto result = edited(output.value, path, 0, *op, value);
        if (!result)
            return Outcome::Unusable;
        output.value = *result;
    }
    if (!shownBefore.isUndefined())
        hold(output, shownBefore);
    return outcome;
}

PartialData::Outcome PartialData::apply(const QJsonArray &editsOfOutputs)
{
    // After a hot reload of the app there may be more outputs than before; they start from null.
    while (m_outputs.size() < size_t(editsOfOutputs.size()))
        m_outputs.emplace_back();
    Outcome outcome = Outcome::Unchanged;
    for (qsizetype i = 0; i < editsOfOutputs.size(); ++i) {
        const QJsonValue edits = editsOfOutputs.at(i);
        if (!edits.isArray())
            return Outcome::Unusable;
        switch (applyTo(m_outputs[size_t(i)], edits.toArray())) {
        case Outcome::Unusable:
            return Outcome::Unusable;
        case Outcome::Changed:
            outcome = Outcome::Changed;
            break;
        case Outcome::Unchanged:
            break;
        }
    }
    return outcome;
}

bool PartialData::append(int output, QByteArrayView path, QByteArrayView literal)
{
    if (output < 0 || size_t(output) >= m_outputs.size())
        return false;
    Output &target = m_outputs[size_t(output)];
    if (!target.growing || path != target.rawPath)
        return false;
    const qsizetype before = target.buffer.size();
    if (!appendUnescaped(literal, target.buffer)) {
        target.buffer.truncate(before);
        return false;
    }
    lookForReasoning(target, before);
    return true;
}

QJsonValue PartialData::value(int output) const
{
    if (output < 0 || size_t(output) >= m_outputs.size())
        return {};
    return shown(m_outputs[size_t(output)]);
}

std::optional<QByteArray> PartialData::text(int output) const
{
    if (output < 0 || size_t(output) >= m_outputs.size())
        return {};
    const Output &source = m_outputs[size_t(output)];
    if (source.growing && source.path.isEmpty())
        return source.buffer;
    if (!source.growing && source.value.isString())
        return source.value.toString().toUtf8();
    return {};
}

bool PartialData::mayHoldReasoning(int output) const
{
    if (output < 0 || size_t(output) >= m_outputs.size())
        return true;
    const Output &source = m_outputs[size_t(output)];
    return !source.growing || source.holdsReasoning;
}

QJsonArray PartialData::toArray() const
{
    QJsonArray array;
    for (int i = 0; i < size(); ++i)
        array.append(settled(m_outputs[size_t(i)]));
    return array;
}

QJsonArray PartialData::values() const
{
    QJsonArray array;
    for (int i = 0; i < size(); ++i)
        array.append(value(i));
    return array;
}

} // namespace spaceline::gradio
