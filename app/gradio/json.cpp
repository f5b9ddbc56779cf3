#include "gradio/json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringDecoder>

#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

constexpr QByteArrayView kReplacement("\xEF\xBF\xBD");

int hexValue(QByteArrayView text, qsizetype at)
{
    if (at + 4 > text.size())
        return -1;
    int value = 0;
    for (qsizetype i = at; i < at + 4; ++i) {
        const char c = text[i];
        if (c >= '0' && c <= '9')
            value = value * 16 + (c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value * 16 + (c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            value = value * 16 + (c - 'A' + 10);
        else
            return -1;
    }
    return value;
}

constexpr bool isHigh(int code) { return code >= 0xD800 && code < 0xDC00; }
constexpr bool isLow(int code) { return code >= 0xDC00 && code < 0xE000; }

void appendUtf8(char32_t code, QByteArray &out)
{
    if (code < 0x80) {
        out += char(code);
    } else if (code < 0x800) {
        out += char(0xC0 | (code >> 6));
        out += char(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += char(0xE0 | (code >> 12));
        out += char(0x80 | ((code >> 6) & 0x3F));
        out += char(0x80 | (code & 0x3F));
    } else {
        out += char(0xF0 | (code >> 18));
        out += char(0x80 | ((code >> 12) & 0x3F));
        out += char(0x80 | ((code >> 6) & 0x3F));
        out += char(0x80 | (code & 0x3F));
    }
}

/// Copies the string literal that begins at \p at (its opening quote), with lone surrogate escapes
/// replaced. Returns the index after it.
qsizetype copyLiteral(QByteArrayView json, qsizetype at, QByteArray &out)
{
    out += json[at++];
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            out += c;
            return at + 1;
        }
        if (c != '\\' || at + 1 >= json.size()) {
            out += c;
            ++at;
            continue;
        }
        if (json[at + 1] != 'u') {
            out += json.sliced(at, 2);
            at += 2;
            continue;
        }
        const int code = hexValue(json, at + 2);
        const bool pair = isHigh(code) && at + 12 <= json.size() && json[at + 6] == '\\'
            && json[at + 7] == 'u' && isLow(hexValue(json, at + 8));
        if (pair) {
            out += json.sliced(at, 12);
            at += 12;
        } else if (isHigh(code) || isLow(code)) {
            out += "\\ufffd";
            at += 6;
        } else {
            out += json.sliced(at, 2);
            at += 2;
        }
    }
    return at;
}

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The index after the string literal that begins at \p at.
qsizetype afterLiteral(QByteArrayView json, qsizetype at)
{
    for (++at; at < json.size(); ++at) {
        if (json[at] == '\\')
            ++at;
        else if (json[at] == '"')
            return at + 1;
    }
    return json.size();
}

/// The index after the value that begins at \p at.
qsizetype afterValue(QByteArrayView json, qsizetype at)
{
    int depth = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            at = afterLiteral(json, at);
        } else if (c == '{' || c == '[') {
            ++depth;
            ++at;
        } else if (c == '}' || c == ']') {
            --depth;
            ++at;
        } else if (depth > 0) {
            ++at;
        } else {
            // A number or a word.
            while (at < json.size() && !isBlank(json[at]) && json[at] != ',' && json[at] != '}')
                ++at;
        }
        if (depth <= 0)
            return at;
    }
    return at;
}

} // namespace

QByteArrayView rawMember(QByteArrayView object, QByteArrayView name)
{
    const auto skipBlanks = [object](qsizetype at) {
        while (at < object.size() && isBlank(object[at]))
            ++at;
        return at;
    };
    qsizetype at = skipBlanks(0);
    if (at >= object.size() || object[at] != '{')
        return {};
    ++at;
    while (true) {
        at = skipBlanks(at);
        if (at < object.size() && object[at] == ',')
            at = skipBlanks(at + 1);
        if (at >= object.size() || object[at] != '"')
            return {};
        const qsizetype keyEnd = afterLiteral(object, at);
        const QByteArrayView key = object.sliced(at + 1, std::max<qsizetype>(0, keyEnd - at - 2));
        at = skipBlanks(keyEnd);
        if (at >= object.size() || object[at] != ':')
            return {};
        at = skipBlanks(at + 1);
        const qsizetype end = afterValue(object, at);
        if (key == name)
            return object.sliced(at, end - at);
        at = end;
    }
}

QByteArray repairedJson(QByteArrayView json)
{
    QByteArray valid;
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(json);
    if (decoder.hasError()) {
        valid = text.toUtf8();
        json = valid;
    }
    QByteArray out;
    out.reserve(json.size());
    qsizetype at = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            at = copyLiteral(json, at, out);
            continue;
        }
        const QByteArrayView rest = json.sliced(at);
        bool replaced = false;
        for (const QByteArrayView token :
             {QByteArrayView("NaN"), QByteArrayView("-Infinity"), QByteArrayView("Infinity")}) {
            if (rest.startsWith(token)) {
                out += "null";
                at += token.size();
                replaced = true;
                break;
            }
        }
        if (!replaced) {
            out += c;
            ++at;
        }
    }
    return out;
}

QJsonDocument parseJson(const QByteArray &json, QString *error, QByteArray *repaired)
{
    QJsonParseError problem;
    QJsonDocument document;
    // Qt's parser takes lone surrogates as they are, but no UTF-8 can be made of them later.
    const bool surrogates = json.contains("\\ud") || json.contains("\\uD");
    if (!surrogates)
        document = QJsonDocument::fromJson(json, &problem);
    if (surrogates || problem.error != QJsonParseError::NoError) {
        const QByteArray text = repairedJson(json);
        document = QJsonDocument::fromJson(text, &problem);
        if (repaired)
            *repaired = text;
    }
    if (problem.error != QJsonParseError::NoError) {
        if (error)
            *error = u"%1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset);
        return {};
    }
    return document;
}

QJsonValue parseJsonValue(QByteArrayView json, QByteArray *repaired)
{
    // QJsonDocument takes objects and arrays only; in an array any value will do.
    QByteArray wrapped;
    wrapped.reserve(json.size() + 2);
    wrapped += '[';
    wrapped += json;
    wrapped += ']';
    const QJsonArray array = parseJson(wrapped, nullptr, repaired).array();
    if (repaired && !repaired->isEmpty())
        *repaired = repaired->sliced(1, repaired->size() - 2);
    return array.size() == 1 ? array.at(0) : QJsonValue(QJsonValue::Undefined);
}

QByteArray toJson(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

bool appendUnescaped(QByteArrayView literal, QByteArray &out)
{
    if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"')
        return false;
    const QByteArrayView text = literal.sliced(1, literal.size() - 2);
    if (!text.isValidUtf8())
        return false; // to be repaired
    qsizetype at = 0;
    while (at < text.size()) {
        const void *found = std::memchr(text.data() + at, '\\', size_t(text.size() - at));
        const qsizetype escape
            = found ? qsizetype(static_cast<const char *>(found) - text.data()) : text.size();
        out += text.sliced(at, escape - at);
        at = escape;
        if (at >= text.size())
            break;
        if (at + 1 >= text.size())
            return false;
        const char c = text[at + 1];
        at += 2;
        switch (c) {
        case '"':
        case '\\':
        case '/':
            out += c;
            break;
        case 'b':
            out += '\b';
            break;
        case 'f':
            out += '\f';
            break;
        case 'n':
            out += '\n';
            break;
        case 'r':
            out += '\r';
            break;
        case 't':
            out += '\t';
            break;
        case 'u': {
            const int code = hexValue(text, at);
            if (code < 0)
                return false;
            at += 4;
            if (isHigh(code) && at + 6 <= text.size() && text[at] == '\\' && text[at + 1] == 'u'
                && isLow(hexValue(text, at + 2))) {
                const int low = hexValue(text, at + 2);
                at += 6;
                appendUtf8(char32_t(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)), out);
            } else if (isHigh(code) || isLow(code)) {
                out += kReplacement;
            } else {
                appendUtf8(char32_t(code), out);
            }
            break;
        }
        default:
            return false;
        }
    }
    return true;
}

} // namespace spaceline::gradio
