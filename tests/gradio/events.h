#pragma once

#include "net/eventstream.h"
#include "support/capture.h"

#include <QByteArray>
#include <QList>

namespace spaceline {

/// An event of a captured stream, with bytes of its own.
struct CapturedEvent {
    QByteArray name;
    QByteArray data;
};

inline QList<CapturedEvent> eventsOf(const QByteArray &body)
{
    QList<CapturedEvent> events;
    const auto sink = [&events](const EventStream::Event &event) {
        events.append({event.name.toByteArray(), event.data.toByteArray()});
        return true;
    };
    EventStream decoder;
    decoder.feed(body, sink);
    decoder.finish(sink);
    return events;
}

/// The event streams of a capture that belong to the queue, as lists of messages.
inline QList<QList<CapturedEvent>> queueStreams(const QString &name)
{
    QList<QList<CapturedEvent>> streams;
    for (const CapturedExchange &exchange : capture(name)) {
        if (exchange.isStream() && exchange.target.contains("queue/data"))
            streams.append(eventsOf(exchange.body));
    }
    return streams;
}

} // namespace spaceline
