#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace spaceline {

/// Decodes `text/event-stream` from bytes in pieces of any size, as the HTML standard says, and
/// stays on bytes: lines end at LF, CR or CRLF only, so U+0085 and U+2028 inside JSON do no harm
/// (gradio-protocol.md §5.3, §14.1).
///
/// Costs O(bytes) whatever the pieces. Holds at most one unfinished event; one over the limit ends
/// decoding for good. `id:` and `retry:` are skipped: nothing here reconnects.
class EventStream {
public:
    struct Event {
        QByteArrayView name; ///< `event:`; empty where there was none
        QByteArrayView data; ///< the `data:` lines joined by LF, UTF-8
    };
    /// Called for each complete event. The views are valid during the call only. Returns false to
    /// stop: the rest of the bytes is dropped, and the decoder takes no more. Must not delete the
    /// decoder or feed it.
    using Sink = std::function<bool(const Event &)>;

    static constexpr qsizetype kDefaultLimit = qsizetype(64) << 20;

    /// \p limit is the longest event in bytes.
    explicit EventStream(qsizetype limit = kDefaultLimit);

    /// Decodes \p bytes. False when an event is longer than the limit (isOverlong()), the sink
    /// stopped or the stream has ended.
    bool feed(QByteArrayView bytes, const Sink &sink);
    /// The stream has ended. An event without its blank line is handed out only if \p
    /// acceptUnfinished: whoever calls tells from the data whether it is whole.
    void finish(const Sink &sink, bool acceptUnfinished = true);
    [[nodiscard]] bool isOverlong() const { return m_overlong; }
    /// Bytes held for the unfinished event.
    [[nodiscard]] qsizetype pendingBytes() const;

private:
    bool line(QByteArrayView text, const Sink &sink);
    bool dispatch(const Sink &sink);
    void addData(QByteArrayView value);
    void keepViews();
    void takeLine();
    void setOverlong();
    void forgetEvent();

    qsizetype m_limit;
    QByteArray m_line; ///< an unfinished line
    QByteArray m_data; ///< data lines of the unfinished event
    QByteArray m_name;
    /// The only data line so far and the name where they lie in the bytes being fed; copied to
    /// m_data and m_name when those bytes go away.
    QByteArrayView m_dataView;
    QByteArrayView m_nameView;
    bool m_hasData = false;
    bool m_afterCr = false;
    bool m_first = true; ///< a BOM may come
    bool m_stopped = false;
    bool m_overlong = false;
};

} // namespace spaceline
