#include "hub/spacewatch.h"

#include "base/logging.h"
#include "base/whenanswered.h"
#include "hub/hubclient.h"
#include "net/http.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline {

namespace {

/// Before the next question, in seconds: who waits for an hour is not in a hurry.
int pauseAfter(std::chrono::seconds waited)
{
    if (waited < 10min)
        return 4;
    return waited < 1h ? 15 : 60;
}

/// What no later question can change.
bool isFinal(const Failure &failure)
{
    using Kind = Failure::Kind;
    return failure.kind == Kind::PrivateSpace || failure.kind == Kind::Token
        || failure.kind == Kind::Address || failure.kind == Kind::Redirect;
}

} // namespace

SpaceWatch::SpaceWatch(Http &http, HubClient &hub, const QString &spaceId, const QUrl &base,
                       QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_hub(hub)
    , m_spaceId(spaceId)
    , m_base(base)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &SpaceWatch::ask);
}

SpaceWatch::~SpaceWatch() { stop(); }

void SpaceWatch::start()
{
    m_pause.stop();
    ask();
}

void SpaceWatch::stop()
{
    m_pause.stop();
    m_isAsking = false;
    ++m_question;
    if (m_visit)
        m_visit->abort();
    m_visit.clear();
}

std::chrono::seconds SpaceWatch::waited() const
{
    if (!m_since.isValid())
        return 0s;
    return std::chrono::seconds(
        std::max<qint64>(0, m_since.secsTo(QDateTime::currentDateTimeUtc())));
}

void SpaceWatch::ask()
{
    if (std::exchange(m_isAsking, true))
        return;
    whenAnswered(m_hub.stage(m_spaceId), this,
                 [this, question = m_question](const SpaceStage &stage) {
                     if (question != m_question)
                         return;
                     m_isAsking = false;
                     take(stage);
                 });
}

void SpaceWatch::take(const SpaceStage &stage)
{
    const bool wasOnItsWay = m_stage.isOnItsWay();
    const SpaceStage before = m_stage;
    const Failure::Kind troubleBefore = m_trouble.kind;
    m_trouble = stage.failure;
    const bool isTold = stage.kind() != SpaceStage::Kind::Unknown;
    if (isTold)
        m_stage = stage;
    if (m_stage.isOnItsWay() && !m_since.isValid()) {
        m_since = QDateTime::currentDateTimeUtc();
        m_wasAsleep = m_stage.kind() == SpaceStage::Kind::Asleep;
    }
    // A Hub in trouble says nothing new of the Space.
    const bool goesOn = m_stage.isOnItsWay() && (isTold || (wasOnItsWay && !isFinal(m_trouble)));
    if (!goesOn) {
        m_stage = stage;
        Q_EMIT settled();
        return;
    }
    if (m_stage.kind() == SpaceStage::Kind::Asleep && !std::exchange(m_wasVisited, true))
        visit();
    std::chrono::seconds pause(pauseAfter(waited()));
    if (m_trouble.retryAfter)
        pause = std::max(pause, *m_trouble.retryAfter);
    m_pause.start(pause.count() * m_http.second());
    if (before != m_stage || troubleBefore != m_trouble.kind)
        Q_EMIT changed();
}

void SpaceWatch::visit()
{
    HttpRequest request;
    request.url = m_base;
    if (request.url.path().isEmpty())
        request.url.setPath(u"/"_s);
    request.accept = "text/html";
    qCDebug(lcHub) << "visiting a Space that is asleep";
    m_visit = m_http.send(request);
}

} // namespace spaceline
