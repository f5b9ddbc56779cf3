#include "gradio/appendscan.h"

#include <cstring>

namespace spaceline::gradio {

namespace {

/// Reads along a message; every step tells whether what was expected stood there.
class Cursor {
public:
    explicit Cursor(QByteArrayView text) : m_text(text) { }

    bool skip(QByteArrayView expected)
    {
        if (!m_text.sliced(m_at).startsWith(expected))
            return false;
        m_at += expected.size();
        return true;
    }
    [[nodiscard]] bool at(char c) const { return m_at < m_text.size() && m_text[m_at] == c; }

    /// A string literal with its quotes.
    std::optional<QByteArrayView> literal()
    {
        if (!at('"'))
            return {};
        const qsizetype begin = m_at;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const void *found
                = std::memchr(m_text.data() + m_at, '"', size_t(m_text.size() - m_at));
            if (!found)
                return {};
            m_at = qsizetype(static_cast<const char *>(found) - m_text.data());
            qsizetype slashes = 0;
            while (m_text[m_at - 1 - slashes] == '\\')
                ++slashes;
            if (slashes % 2 == 0) {
                ++m_at;
                return m_text.sliced(begin, m_at - begin);
            }
        }
        return {};
    }

    /// An array of strings and numbers without blanks: an edit's path.
    std::optional<QByteArrayView> flatArray()
    {
        if (!at('['))
            return {};
        const qsizetype begin = m_at++;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == ']') {
                ++m_at;
                return m_text.sliced(begin, m_at - begin);
            }
            if (c == '"') {
                if (!literal())
                    return {};
                continue;
            }
            if ((c < '0' || c > '9') && c != ',')
                return {};
            ++m_at;
        }
        return {};
    }

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace

std::optional<AppendScan> scanAppend(QByteArrayView message)
{
    Cursor cursor(message);
    if (!cursor.skip("{\"msg\":\"process_generating\",\"event_id\":"))
        return {};
    AppendScan scan;
    const auto id = cursor.literal();
    if (!id || !cursor.skip(",\"output\":{\"data\":["))
        return {};
    scan.eventId = id->sliced(1, id->size() - 2);

    bool found = false;
    for (int output = 0;; ++output) {
        if (!cursor.skip("[]")) {
            // Two strings that grow at once are rare enough for the parser.
            if (found || !cursor.skip("[[\"append\","))
                return {};
            const auto path = cursor.flatArray();
            if (!path || !cursor.skip(","))
                return {};
            const auto literal = cursor.literal();
            if (!literal || !cursor.skip("]]"))
                return {};
            scan.path = *path;
            scan.literal = *literal;
            scan.output = output;
            found = true;
        }
        if (cursor.skip("],\"is_generating\":"))
            break;
        if (!cursor.skip(","))
            return {};
    }
    if (!found)
        return {};
    return scan;
}

} // namespace spaceline::gradio
