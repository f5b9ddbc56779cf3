#include "chat/serverpresence.h"

#include "base/logging.h"
#include "base/whenanswered.h"
#include "chat/spaceconnection.h"
#include "gradio/appidentity.h"
#include "gradio/session.h"
#include "net/http.h"

#include <chrono>

namespace spaceline {

namespace {

/// As long as this after its last word a server is taken for the same one, and for there, in
/// seconds.
constexpr int kTrusted = 2;
/// And after the last beat of a heartbeat that has not ended: two beats.
constexpr std::chrono::milliseconds kBeatTrusted(30'000);

bool isWithin(const QDateTime &last, std::chrono::milliseconds limit)
{
    const qint64 silence = last.msecsTo(QDateTime::currentDateTimeUtc());
    return last.isValid() && silence >= 0 && silence <= limit.count();
}

} // namespace

ServerPresence::ServerPresence(Http &http, const SpaceConnection &connection, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_connection(connection)
{
}

bool ServerPresence::isDoubtful(const gradio::Session &session) const
{
    if (m_connection.config().appId().isEmpty())
        return false;
    return !isWithin(m_heard, kTrusted * m_http.second())
        && !isWithin(session.lastBeat(), kBeatTrusted);
}

void ServerPresence::check()
{
    if (std::exchange(m_isChecking, true))
        return;
    whenAnswered(gradio::askIdentity(m_http, m_connection.api()), this,
                 [this, question = m_question](const gradio::AppIdentity &identity) {
                     if (question == m_question)
                         take(identity);
                 });
}

void ServerPresence::reset()
{
    ++m_question;
    m_isChecking = false;
}

void ServerPresence::take(const gradio::AppIdentity &identity)
{
    using Kind = gradio::AppIdentity::Kind;
    m_isChecking = false;
    if (identity.kind == Kind::Refused
        || (identity.kind == Kind::Told && identity.id == m_connection.config().appId())) {
        heard();
        Q_EMIT confirmed();
        return;
    }
    qCInfo(lcChat) << (identity.kind == Kind::Told ? "the server was restarted"
                                                   : "the server does not answer");
    Q_EMIT lost();
}

} // namespace spaceline
