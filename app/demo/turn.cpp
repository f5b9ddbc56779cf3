#include "demo/turn.h"

#include "demo/wire.h"

#include <QJsonArray>

#include <cmath>
#include <numeric>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline::demo {

namespace {

// How long an event ahead in the queue seems to run, in words.
constexpr int kWordsAhead = 40;

bool standsAlone(QChar c)
{
    switch (c.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
        return true;
    default:
        return false;
    }
}

/// The end of the word that begins at \p from, with the blanks after it. Scripts that write no
/// blanks are taken character by character.
qsizetype wordEnd(QStringView text, qsizetype from)
{
    qsizetype at = from;
    if (standsAlone(text.at(at)))
        ++at;
    else
        while (at < text.size() && !text.at(at).isSpace() && !standsAlone(text.at(at)))
            ++at;
    while (at < text.size() && text.at(at).isSpace())
        ++at;
    return at;
}

} // namespace

Turn::Turn(Answer answer, std::chrono::milliseconds pace, QString folder, const QUrl &api,
           QObject *parent)
    : QObject(parent)
    , m_answer(std::move(answer))
    , m_folder(std::move(folder))
    , m_api(api.toString())
    , m_pace(pace * m_answer.slowness)
    , m_ahead(m_answer.ahead)
    , m_words(m_answer.parts.size(), 0)
{
    connect(&m_timer, &QTimer::timeout, this, &Turn::step);
}

void Turn::start()
{
    if (m_state == State::Waiting && !m_timer.isActive())
        m_timer.start(m_ahead > 0 ? m_pace * kWordsAhead : 0ms);
}

void Turn::cancel()
{
    if (!isFinal())
        end(State::Cancelled);
}

void Turn::end(State state)
{
    m_timer.stop();
    m_state = state;
    Q_EMIT changed();
}

void Turn::step()
{
    if (m_ahead > 0) {
        --m_ahead;
    } else if (m_state == State::Waiting) {
        m_state = State::Running;
        m_timer.start(m_pace);
    } else if (m_part == m_answer.parts.size()) {
        end(m_answer.raised ? State::Failed : State::Completed);
        return;
    } else {
        const QString &text = m_answer.parts[m_part].text;
        ++m_words[m_part];
        if (m_shown < text.size())
            m_shown = wordEnd(text, m_shown);
        if (m_shown == text.size()) {
            ++m_part;
            m_shown = 0;
        }
    }
    Q_EMIT changed();
}

double Turn::seconds() const
{
    const auto words = std::accumulate(m_words.cbegin(), m_words.cend(), qsizetype(0));
    return double(words) * std::chrono::duration<double>(m_pace).count();
}

double Turn::eta() const
{
    constexpr int kLettersInAWord = 6;
    qsizetype words = m_ahead * kWordsAhead;
    for (const Answer::Part &part : m_answer.parts)
        words += part.text.size() / kLettersInAWord + 1;
    return double(words) * std::chrono::duration<double>(m_pace).count();
}

QJsonObject Turn::message(size_t part) const
{
    const Answer::Part &source = m_answer.parts[part];
    const bool done = part < m_part;
    QJsonObject result{{u"role"_s, u"assistant"_s},
                       {u"content"_s, done ? source.text : source.text.first(m_shown)}};
    if (source.kind == Answer::Part::Kind::Thought) {
        QJsonObject metadata{{u"title"_s, source.title},
                             {u"status"_s, done ? u"done"_s : u"pending"_s}};
        const double seconds
            = double(m_words[part]) * std::chrono::duration<double>(m_pace).count();
        if (done)
            metadata.insert("duration"_L1, std::round(seconds * 10) / 10);
        result.insert("metadata"_L1, metadata);
    } else if (source.kind == Answer::Part::Kind::File) {
        const QString path = m_folder + source.file.name;
        result.insert("content"_L1,
                      QJsonObject{{u"path"_s, path},
                                  {u"url"_s, QString(m_api + "file="_L1 + path)},
                                  {u"orig_name"_s, source.file.name},
                                  {u"size"_s, source.file.content.size()},
                                  {u"mime_type"_s, u"text/plain"_s},
                                  {u"is_stream"_s, false},
                                  {u"meta"_s, QJsonObject{{u"_type"_s, u"gradio.FileData"_s}}}});
    }
    return result;
}

QJsonValue Turn::value() const
{
    if (m_words.empty() || m_words.front() == 0)
        return {};
    if (m_answer.parts.size() == 1 && m_answer.parts.front().kind == Answer::Part::Kind::Text) {
        const QString &text = m_answer.parts.front().text;
        return m_part > 0 ? text : text.first(m_shown);
    }
    QJsonArray messages;
    for (size_t part = 0; part < m_words.size() && m_words[part] > 0; ++part)
        messages.append(message(part));
    return messages;
}

QJsonObject Turn::error() const
{
    const Raised raised = m_answer.raised.value_or(Raised());
    return wire::errorOutput(raised.text, raised.title);
}

} // namespace spaceline::demo
