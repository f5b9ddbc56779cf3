#pragma once

#include "base/failure.h"
#include "base/reply.h"
#include "gradio/call.h"
#include "gradio/chatmapping.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QJsonObject>

#include <cstdio>

namespace spaceline::cli {

/// Prints what `spaceline ask` learns, in one of two forms (ux.md, The command line): the reply's
/// text with state lines beside it, or one JSON object a line. The only place that writes to
/// standard output and standard error.
class AskSink {
public:
    AskSink(bool json, bool quiet, std::FILE *out, std::FILE *err);

    void connected(const QJsonObject &object);
    /// \p members beside `state`; \p words are for people.
    void state(const QString &state, const QString &words, const QJsonObject &members = {});
    /// The same is tried again, in state \p state; \p words say why and when.
    void repeating(const QString &state, const QString &words);
    void progress(const gradio::Progress &progress);
    void log(const Notice &line);
    /// The reply's text so far. At most 20 a second as JSON; holdsText() tells that one was held
    /// back.
    void text(const QByteArray &text);
    [[nodiscard]] bool holdsText() const { return m_held; }
    /// Prints what text() held back.
    void flushText();
    /// The end of a turn that was answered. \p object is the JSON form without `data`, which is \p
    /// data as it came.
    void reply(const QByteArray &text, const QJsonObject &object, const QByteArray &data);
    /// The end of a turn, or of all, that was not. \p partial is what came of the reply.
    void failed(const Failure &failure, const QByteArray &partial);
    /// A remark on standard error, unless --quiet or --json.
    void note(const QString &words);
    /// A remark on standard error that no option silences.
    void warn(const QString &words) { line(words); }
    /// Standard output was closed or is full: what was printed did not all arrive.
    [[nodiscard]] bool isBroken() const { return m_errno != 0; }
    /// Says that in one sentence on standard error, with the system's reason.
    void sayBroken();

private:
    void object(const QJsonObject &object, const QString &event);
    void write(const QByteArray &bytes);
    void line(const QString &words);
    void endText(const QByteArray &text);

    bool m_json;
    bool m_quiet;
    std::FILE *m_out;
    std::FILE *m_err;
    QByteArray m_text; ///< of this turn
    qsizetype m_printed = 0; ///< bytes of m_text on standard output
    QByteArray m_printedText; ///< what they are: a partial text may not extend them
    QString m_lastLine;
    QElapsedTimer m_sinceText;
    bool m_held = false;
    int m_errno = 0; ///< why standard output could not be written
};

} // namespace spaceline::cli
