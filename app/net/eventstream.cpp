#include "net/eventstream.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace spaceline {

namespace {

constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF", 3);

const char *find(const char *from, const char *end, char wanted)
{
    const void *at = std::memchr(from, wanted, size_t(end - from));
    return at ? static_cast<const char *>(at) : end;
}

/// What follows the colon, without the one blank that may come first.
QByteArrayView valueAfter(QByteArrayView text, qsizetype colon)
{
    QByteArrayView value = text.sliced(colon + 1);
    return value.startsWith(' ') ? value.sliced(1) : value;
}

} // namespace

EventStream::EventStream(qsizetype limit) : m_limit(limit) { }

bool EventStream::feed(QByteArrayView bytes, const Sink &sink)
{
    if (m_stopped)
        return false;
    const char *at = bytes.begin();
    const char *const end = bytes.end();
    // Each kind of line end is looked for once over the bytes: where a stream uses only one of
    // them, searching the other again for every line would cost O(n²).
    const char *lf = nullptr;
    const char *cr = nullptr;
    while (at < end) {
        if (m_afterCr) {
            m_afterCr = false;
            if (*at == '\n') {
                ++at;
                continue;
            }
        }
        if (lf < at)
            lf = find(at, end, '\n');
        if (cr < at)
            cr = find(at, end, '\r');
        const char *const stop = std::min(lf, cr);
        const QByteArrayView piece(at, stop);
        if (stop == end) {
            keepViews();
            if (pendingBytes() + piece.size() > m_limit) {
                setOverlong();
                return false;
            }
            m_line.append(piece);
            return true;
        }
        m_afterCr = *stop == '\r';
        at = stop + 1;

        bool goOn = false;
        if (m_line.isEmpty()) {
            goOn = line(piece, sink);
        } else {
            m_line.append(piece);
            goOn = line(m_line, sink);
            takeLine();
        }
        if (!goOn) {
            m_stopped = true;
            forgetEvent();
            return false;
        }
    }
    keepViews();
    return true;
}

void EventStream::finish(const Sink &sink, bool acceptUnfinished)
{
    if (!m_stopped && acceptUnfinished) {
        bool goOn = true;
        if (!m_line.isEmpty())
            goOn = line(m_line, sink);
        if (goOn && m_hasData)
            dispatch(sink);
    }
    m_stopped = true;
    forgetEvent();
}

qsizetype EventStream::pendingBytes() const
{
    return m_line.size() + m_data.size() + m_name.size();
}

bool EventStream::line(QByteArrayView text, const Sink &sink)
{
    if (m_first) {
        m_first = false;
        if (text.startsWith(kByteOrderMark))
            text = text.sliced(kByteOrderMark.size());
    }
    if (text.isEmpty())
        return dispatch(sink);
    if (text.startsWith("data:")) {
        addData(valueAfter(text, 4));
    } else if (text.startsWith("event:")) {
        m_name.clear();
        m_nameView = valueAfter(text, 5);
    } else if (text == "data") {
        addData({});
    } else if (text == "event") {
        m_name.clear();
        m_nameView = {};
    }
    return !m_overlong;
}

bool EventStream::dispatch(const Sink &sink)
{
    bool goOn = true;
    if (m_hasData) {
        const Event event{m_name.isEmpty() ? m_nameView : QByteArrayView(m_name),
                          m_data.isEmpty() ? m_dataView : QByteArrayView(m_data)};
        goOn = sink(event);
    }
    m_nameView = {};
    m_dataView = {};
    m_hasData = false;
    if (!m_name.isEmpty())
        m_name.resize(0);
    if (!m_data.isEmpty())
        m_data = {}; // an event of megabytes must not keep its memory for the rest of the stream
    return goOn;
}

void EventStream::addData(QByteArrayView value)
{
    if (m_data.size() + m_dataView.size() + value.size() > m_limit) {
        setOverlong();
        return;
    }
    if (!m_hasData) {
        m_hasData = true;
        m_dataView = value;
        return;
    }
    if (m_data.isEmpty())
        m_data = m_dataView.toByteArray();
    m_dataView = {};
    m_data.append('\n').append(value);
}

void EventStream::keepViews()
{
    if (!m_nameView.isEmpty())
        m_name = m_nameView.toByteArray();
    if (!m_dataView.isEmpty())
        m_data = m_dataView.toByteArray();
    m_nameView = {};
    m_dataView = {};
}

void EventStream::takeLine()
{
    // Only a line that came in pieces gets here, so a view can lie in m_line alone. The value is
    // the line's end, and megabytes of it are moved instead of copied.
    if (!m_dataView.isEmpty()) {
        const qsizetype prefix = m_line.size() - m_dataView.size();
        m_data = std::move(m_line);
        m_data.remove(0, prefix);
        m_dataView = {};
    }
    keepViews();
    m_line = {};
}

void EventStream::setOverlong()
{
    m_overlong = true;
    m_stopped = true;
    forgetEvent();
}

void EventStream::forgetEvent()
{
    m_line = {};
    m_data = {};
    m_name = {};
    m_nameView = {};
    m_dataView = {};
    m_hasData = false;
}

} // namespace spaceline
