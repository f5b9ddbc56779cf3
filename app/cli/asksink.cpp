#include "cli/asksink.h"

#include "cli/failurejson.h"

#include <QRegularExpression>

#include <cerrno>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::cli {

namespace {

/// At most 20 texts a second as JSON objects: each holds the whole reply.
constexpr qint64 kTextPauseMs = 50;

} // namespace

AskSink::AskSink(bool json, bool quiet, std::FILE *out, std::FILE *err)
    : m_json(json)
    , m_quiet(quiet)
    , m_out(out)
    , m_err(err)
{
}

void AskSink::write(const QByteArray &bytes)
{
    if (isBroken())
        return;
    const size_t size = size_t(bytes.size());
    errno = 0;
    if (std::fwrite(bytes.constData(), 1, size, m_out) != size || std::fflush(m_out) != 0)
        m_errno = errno != 0 ? errno : EIO;
}

void AskSink::sayBroken()
{
    line(u"spaceline: Standard output cannot be written: %1."_s.arg(qt_error_string(m_errno)));
}

void AskSink::line(const QString &words)
{
    // A server's words must not steer a terminal.
    static const QRegularExpression control(u"[\\x{00}-\\x{08}\\x{0b}-\\x{1f}\\x{7f}-\\x{9f}]"_s);
    const QByteArray bytes = QString(words).remove(control).toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), m_err);
    std::fflush(m_err);
}

void AskSink::object(const QJsonObject &object, const QString &event)
{
    write(eventLine(event, object));
}

void AskSink::note(const QString &words)
{
    // The same state again says nothing new.
    if (m_quiet || m_json || words == m_lastLine)
        return;
    m_lastLine = words;
    line(words);
}

void AskSink::connected(const QJsonObject &members)
{
    if (m_json) {
        object(members, u"connected"_s);
        return;
    }
    note(u"connected: %1, Gradio %2, %3"_s.arg(members.value("space"_L1).toString(),
                                               members.value("gradio"_L1).toString(),
                                               members.value("endpoint"_L1).toString()));
}

void AskSink::state(const QString &state, const QString &words, const QJsonObject &members)
{
    if (m_json) {
        // What a state does not have is null, as everywhere.
        QJsonObject all{{"position"_L1, {}}, {"size"_L1, {}}, {"eta_s"_L1, {}}};
        for (auto member = members.begin(); member != members.end(); ++member)
            all.insert(member.key(), member.value());
        all.insert("state"_L1, state);
        object(all, u"state"_s);
        return;
    }
    note(words);
}

void AskSink::repeating(const QString &state, const QString &words)
{
    this->state(state, words);
    // A state has no words as JSON; a line of the log has.
    if (m_json)
        log({u"info"_s, u"repetition"_s, words});
}

void AskSink::progress(const gradio::Progress &progress)
{
    if (m_json) {
        QJsonObject members{{"description"_L1, progress.description}, {"unit"_L1, progress.unit}};
        members.insert("index"_L1, progress.index ? QJsonValue(*progress.index) : QJsonValue());
        members.insert("length"_L1, progress.length ? QJsonValue(*progress.length) : QJsonValue());
        object(members, u"progress"_s);
        return;
    }
    QString words = u"progress: "_s + progress.description;
    if (progress.index && progress.length)
        words += u" %1/%2 %3"_s.arg(*progress.index).arg(*progress.length).arg(progress.unit);
    note(words.trimmed());
}

void AskSink::log(const Notice &logLine)
{
    if (m_json) {
        object(
            {{"level"_L1, logLine.level}, {"title"_L1, logLine.title}, {"text"_L1, logLine.text}},
            u"log"_s);
        return;
    }
    note(u"%1: %2"_s.arg(logLine.level, logLine.text));
}

void AskSink::text(const QByteArray &text)
{
    m_text = text;
    if (m_json) {
        m_held = m_sinceText.isValid() && m_sinceText.elapsed() < kTextPauseMs;
        if (m_held)
            return;
        m_sinceText.start();
        object({{"text"_L1, QString::fromUtf8(text)}}, u"text"_s);
        return;
    }
    // Standard output cannot be taken back: what does not extend it waits for the final text.
    if (text.size() <= m_printed || QByteArrayView(text).first(m_printed) != m_printedText)
        return;
    const QByteArray added = text.sliced(m_printed);
    write(added);
    m_printedText += added;
    m_printed = text.size();
}

void AskSink::flushText()
{
    if (!m_held)
        return;
    m_held = false;
    m_sinceText.start();
    object({{"text"_L1, QString::fromUtf8(m_text)}}, u"text"_s);
}

void AskSink::endText(const QByteArray &text)
{
    if (!m_json) {
        if (QByteArrayView(text).startsWith(m_printedText))
            write(text.sliced(m_printed));
        else
            write('\n' + text);
        write("\n");
    }
    m_text.clear();
    m_printedText.clear();
    m_printed = 0;
    m_held = false;
    m_sinceText.invalidate();
}

void AskSink::reply(const QByteArray &text, const QJsonObject &members, const QByteArray &data)
{
    if (m_json) {
        // The last text is never dropped.
        if (m_held || m_text != text) {
            m_text = text;
            m_held = true;
            flushText();
        }
        write(eventLine(u"reply"_s, members, data));
    }
    endText(text);
}

void AskSink::failed(const Failure &failure, const QByteArray &partial)
{
    const QString sentence = failure.sentence();
    if (m_json) {
        flushText();
        write(errorLine(failure, partial));
        endText(partial);
        return;
    }
    // What came of the reply is printed, and its line ended, so that a prompt or the next line
    // begins where it should.
    if (m_printed > 0 || !partial.isEmpty())
        endText(partial);
    line(u"spaceline: %1 (%2)"_s.arg(sentence, failure.code()));
    if (!failure.said.isEmpty() && failure.said != sentence)
        line(u"  "_s + failure.said);
}

} // namespace spaceline::cli
