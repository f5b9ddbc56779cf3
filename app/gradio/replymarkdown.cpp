#include "gradio/replymarkdown.h"

#include "gradio/json.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

QByteArray csvCell(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    QByteArray text = value.isString() ? value.toString().toUtf8() : toJson(value);
    if (text.contains(',') || text.contains('"') || text.contains('\n') || text.contains('\r'))
        text = '"' + text.replace('"', "\"\"") + '"';
    return text;
}

QByteArray csvLine(const QJsonArray &row)
{
    QByteArray line;
    for (qsizetype i = 0; i < row.size(); ++i) {
        if (i > 0)
            line += ',';
        line += csvCell(row.at(i));
    }
    return line + "\r\n";
}

bool isMarkup(char c)
{
    return c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' || c == '<'
        || c == '>' || c == '~' || c == '$' || c == '&' || c == '|';
}

/// What \p token is called, as words; empty where it has no class.
QByteArray classOf(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    if (value.isDouble())
        return QByteArray::number(value.toDouble(), 'g', 4);
    return value.isString() ? value.toString().toUtf8() : toJson(value);
}

} // namespace

QByteArray escapedMarkdown(QByteArrayView text)
{
    QByteArray escaped;
    escaped.reserve(text.size() + text.size() / 8);
    bool lineStart = true;
    bool number = false; // digits and nothing else since the line began
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool endsWord = i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n';
        if (isMarkup(c) || (lineStart && (c == '#' || c == '-' || c == '+' || c == '='))
            || (number && endsWord && (c == '.' || c == ')')))
            escaped += '\\';
        escaped += c;
        number = (lineStart || number) && c >= '0' && c <= '9';
        lineStart = c == '\n' || (lineStart && c == ' ');
    }
    return escaped;
}

QByteArray codeBlock(QByteArrayView code, QByteArrayView language)
{
    // Longer than any run of backticks inside.
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const char c : code) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QByteArray fence(std::max<qsizetype>(3, longest + 1), '`');
    QByteArray block = fence + language.toByteArray().simplified().replace('`', "") + '\n' + code;
    if (!code.endsWith('\n'))
        block += '\n';
    return block + fence;
}

QByteArray jsonBlock(const QJsonValue &value)
{
    const QByteArray json = value.isObject() ? QJsonDocument(value.toObject()).toJson()
        : value.isArray()                    ? QJsonDocument(value.toArray()).toJson()
                                             : toJson(value);
    return codeBlock(json.trimmed(), "json");
}

QByteArray markdownTable(const QList<QList<QByteArray>> &rows)
{
    if (rows.isEmpty())
        return {};
    qsizetype columns = 0;
    for (const QList<QByteArray> &row : rows)
        columns = std::max(columns, row.size());
    QByteArray text;
    bool head = true;
    for (const QList<QByteArray> &row : rows) {
        text += text.isEmpty() ? "|" : "\n|";
        for (const QByteArray &cell : row)
            text += ' ' + cell + " |";
        for (qsizetype i = row.size(); head && i < columns; ++i)
            text += "  |";
        if (head) {
            text += "\n|";
            for (qsizetype i = 0; i < columns; ++i)
                text += " --- |";
        }
        head = false;
    }
    return text;
}

QByteArray tableCell(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    QByteArray text = value.isString() ? value.toString().toUtf8() : toJson(value);
    return text.replace('|', "\\|").replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ');
}

QByteArray DataFrame::toMarkdown(qsizetype limit) const
{
    QList<QList<QByteArray>> table;
    const auto addRow = [&table](const QJsonArray &row) {
        QList<QByteArray> cells;
        for (const QJsonValue &value : row)
            cells.append(tableCell(value));
        table.append(std::move(cells));
    };
    addRow(headers);
    for (qsizetype i = 0; i < std::min(limit, rows.size()); ++i)
        addRow(rows.at(i).toArray());
    return markdownTable(table);
}

QByteArray DataFrame::toCsv() const
{
    QByteArray text = csvLine(headers);
    for (const QJsonValue &row : rows)
        text += csvLine(row.toArray());
    return text;
}

DataFrame dataFrameOf(const QJsonObject &object)
{
    DataFrame frame;
    frame.headers = object.value("headers"_L1).toArray();
    if (frame.headers.isEmpty())
        frame.headers = object.value("columns"_L1).toArray();
    const QJsonValue rows = object.value("data"_L1);
    if (!rows.isArray())
        return {};
    frame.rows = rows.toArray();
    // Charts and tables of something else have rows that are no rows.
    const bool isFrame = std::all_of(frame.rows.begin(), frame.rows.end(),
                                     [](const QJsonValue &row) { return row.isArray(); });
    return isFrame ? frame : DataFrame();
}

DataFrame dataFrameOfValue(const QJsonValue &value)
{
    if (value.isObject())
        return dataFrameOf(value.toObject());
    DataFrame frame;
    const QJsonArray items = value.toArray();
    if (items.isEmpty())
        return frame;
    if (items.at(0).isObject()) {
        for (const QString &key : items.at(0).toObject().keys())
            frame.headers.append(key);
        for (const QJsonValue &item : items) {
            QJsonArray row;
            for (const QJsonValue &header : std::as_const(frame.headers))
                row.append(item.toObject().value(header.toString()));
            frame.rows.append(row);
        }
        return frame;
    }
    qsizetype columns = 0;
    for (const QJsonValue &item : items) {
        const QJsonArray row = item.isArray() ? item.toArray() : QJsonArray{item};
        columns = std::max(columns, row.size());
        frame.rows.append(row);
    }
    // As Gradio itself calls columns without names.
    for (qsizetype i = 1; i <= columns; ++i)
        frame.headers.append(QString::number(i));
    return frame;
}

QByteArray labelText(const QJsonObject &object)
{
    if (!object.contains("label"_L1))
        return {};
    const QJsonValue label = object.value("label"_L1);
    QByteArray text = label.isNull() ? QByteArray() : "**" + tableCell(label) + "**";
    for (const QJsonValue &item : object.value("confidences"_L1).toArray()) {
        const QJsonObject entry = item.toObject();
        const double percent = entry.value("confidence"_L1).toDouble() * 100;
        text += "\n- " + tableCell(entry.value("label"_L1)) + ": "
            + QLocale::c().toString(percent, 'f', 1).toUtf8() + " %";
    }
    return text;
}

QByteArray highlightedText(const QJsonArray &array)
{
    QByteArray text;
    for (const QJsonValue &item : array) {
        const QJsonArray pair = item.toArray();
        const QJsonObject object = item.toObject();
        if (pair.size() != 2 && !object.contains("token"_L1))
            return {};
        const QJsonValue token = item.isArray() ? pair.at(0) : object.value("token"_L1);
        const QByteArray label
            = classOf(item.isArray() ? pair.at(1) : object.value("class_or_confidence"_L1));
        const QByteArray words = token.toString().toUtf8();
        const QByteArray core = words.trimmed();
        if (label.isEmpty() || core.isEmpty()) {
            text += escapedMarkdown(words);
            continue;
        }
        // Emphasis must not begin or end with a blank.
        const qsizetype begin = words.indexOf(core);
        text += words.first(begin) + "**" + escapedMarkdown(core) + "** (" + escapedMarkdown(label)
            + ')' + words.sliced(begin + core.size());
    }
    return text;
}

} // namespace spaceline::gradio
