#include "gradio/pythonvalue.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

constexpr int kDepthLimit = 64;

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == '.';
}

/// Reads one value after the other; after a mistake everything is undefined.
class Reader {
public:
    explicit Reader(QByteArrayView text) : m_text(text) { }

    QJsonValue whole()
    {
        const QJsonValue result = value(0);
        skipBlanks();
        return m_failed || m_at != m_text.size() ? QJsonValue(QJsonValue::Undefined) : result;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipBlanks()
    {
        while (peek() == ' ' || peek() == '\n' || peek() == '\t')
            ++m_at;
    }

    bool take(char c)
    {
        skipBlanks();
        if (peek() != c || m_at == m_text.size())
            return false;
        ++m_at;
        return true;
    }

    QJsonValue fail()
    {
        m_failed = true;
        return QJsonValue(QJsonValue::Undefined);
    }

    QJsonValue value(int depth)
    {
        skipBlanks();
        if (depth > kDepthLimit || m_failed)
            return fail();
        switch (peek()) {
        case '\'':
        case '"':
            return string();
        case '[':
            return list(']', depth);
        case '(':
            return list(')', depth);
        case '{':
            return dict(depth);
        case '<':
            return object();
        default:
            return word(depth);
        }
    }

    QJsonValue list(char end, int depth)
    {
        ++m_at;
        QJsonArray array;
        while (!m_failed) {
            if (take(end))
                return array;
            array.append(value(depth + 1));
            if (!take(',') && peek() != end)
                break;
        }
        return fail();
    }

    QJsonValue dict(int depth)
    {
        ++m_at;
        QJsonObject result;
        while (!m_failed) {
            if (take('}'))
                return result;
            const QJsonValue key = value(depth + 1);
            if (!take(':'))
                break;
            result.insert(key.isString() ? key.toString() : key.toVariant().toString(),
                          value(depth + 1));
            if (!take(',') && peek() != '}')
                break;
        }
        return fail();
    }

    /// `Name(key=value, …)`, None, True, False, or a number.
    QJsonValue word(int depth)
    {
        const qsizetype begin = m_at;
        while (isNameCharacter(peek()) || peek() == '-' || peek() == '+')
            ++m_at;
        const QByteArrayView name = m_text.sliced(begin, m_at - begin);
        if (peek() == '(')
            return arguments(depth);
        if (name == "None")
            return QJsonValue(QJsonValue::Null);
        if (name == "True" || name == "False")
            return name == "True";
        bool isNumber = false;
        const double number = name.toByteArray().toDouble(&isNumber);
        return isNumber && qIsFinite(number) ? QJsonValue(number) : fail();
    }

    QJsonValue arguments(int depth)
    {
        ++m_at;
        QJsonObject result;
        while (!m_failed) {
            if (take(')'))
                return result;
            skipBlanks();
            const qsizetype begin = m_at;
            while (isNameCharacter(peek()))
                ++m_at;
            const QString key = QString::fromUtf8(m_text.sliced(begin, m_at - begin));
            if (key.isEmpty() || !take('='))
                break;
            result.insert(key, value(depth + 1));
            if (!take(',') && peek() != ')')
                break;
        }
        return fail();
    }

    /// `<class Name object at 0x…>`, and an enumeration's `<Name.VALUE: 'value'>`.
    QJsonValue object()
    {
        const qsizetype end = m_text.indexOf('>', m_at);
        if (end < 0)
            return fail();
        const QByteArrayView text = m_text.sliced(m_at, end + 1 - m_at);
        m_at = end + 1;
        return QString::fromUtf8(text);
    }

    QJsonValue string()
    {
        const char quote = m_text[m_at++];
        QByteArray bytes;
        while (m_at < m_text.size() && m_text[m_at] != quote) {
            if (m_text[m_at] != '\\')
                bytes += m_text[m_at++];
            else if (!escape(bytes))
                return fail();
        }
        return take(quote) ? QJsonValue(QString::fromUtf8(bytes)) : fail();
    }

    bool escape(QByteArray &bytes)
    {
        if (++m_at >= m_text.size())
            return false;
        const char c = m_text[m_at++];
        switch (c) {
        case 'n':
            bytes += '\n';
            return true;
        case 't':
            bytes += '\t';
            return true;
        case 'r':
            bytes += '\r';
            return true;
        case 'x':
            return character(bytes, 2);
        case 'u':
            return character(bytes, 4);
        case 'U':
            return character(bytes, 8);
        default:
            bytes += c;
            return true;
        }
    }

    bool character(QByteArray &bytes, qsizetype digits)
    {
        if (m_text.size() - m_at < digits)
            return false;
        bool isHex = false;
        const uint code = m_text.sliced(m_at, digits).toByteArray().toUInt(&isHex, 16);
        m_at += digits;
        if (!isHex)
            return false;
        const bool isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
        const char32_t ucs4 = isCharacter ? char32_t(code) : U'\uFFFD';
        bytes += QString::fromUcs4(&ucs4, 1).toUtf8();
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    bool m_failed = false;
};

} // namespace

bool looksLikePythonMessage(QByteArrayView text)
{
    static constexpr std::array<QByteArrayView, 5> kBeginnings{
        "ChatMessage(", "[ChatMessage(", "{'role': '", "[{'role': '", "{'content': "};
    return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                       [text](QByteArrayView beginning) { return text.startsWith(beginning); });
}

QJsonValue pythonValue(QByteArrayView text) { return Reader(text).whole(); }

bool isLostComponent(QByteArrayView text)
{
    return text.size() < 300 && text.startsWith("<gradio") && text.endsWith('>')
        && text.indexOf(" object at 0x") > 0;
}

} // namespace spaceline::gradio
