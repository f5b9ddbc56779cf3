#include "chat/trial.h"

#include "account/certificatetrust.h"
#include "account/tokenpolicy.h"
#include "chat/services.h"
#include "chat/spaceconnection.h"
#include "chat/turn.h"
#include "gradio/session.h"
#include "net/http.h"
#include "net/trafficlog.h"

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr qsizetype kLongestAnswer = 300; ///< characters

QString wordsOf(const Reply &reply)
{
    QString words = QString::fromUtf8(reply.text).simplified();
    if (words.size() > kLongestAnswer)
        words = words.left(kLongestAnswer) + u'…';
    if (!words.isEmpty())
        return words;
    return reply.files.empty()
        ? Trial::tr("It was answered with nothing.")
        : Trial::tr("It was answered with %n file(s).", nullptr, int(reply.files.size()));
}

} // namespace

Trial::Trial(Services &services, QString address, const gradio::MappingChoice &choice,
             QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_http(std::make_unique<Http>(services.policy(), services.cookies(), &services.trafficLog()))
    , m_connection(std::make_unique<SpaceConnection>(*m_http, services.hub(), services.policy(),
                                                     &services.demo()))
{
    m_http->setServerTrust(&services.certificates());
    m_connection->setChoice(choice);
    connect(m_connection.get(), &SpaceConnection::stateChanged, this, &Trial::connectionChanged);
}

Trial::~Trial()
{
    // It uses what goes with this.
    delete m_turn;
}

void Trial::start(const QString &text, const QJsonObject &values)
{
    m_text = text;
    m_values = values;
    m_connection->connectTo(m_address);
}

void Trial::connectionChanged()
{
    if (m_turn || m_connection->state() < SpaceConnection::State::Ready) {
        Q_EMIT stateChanged(m_connection->state() == SpaceConnection::State::Waking
                                ? tr("Waiting until the Space runs…")
                                : tr("Connecting…"));
        return;
    }
    if (m_connection->state() == SpaceConnection::State::Failed) {
        end(m_connection->failure());
        return;
    }
    m_session = std::make_unique<gradio::Session>(*m_http, m_connection->api());
    m_turn = new Turn(*m_http, *m_connection, *m_session, this);
    connect(m_turn, &Turn::stateChanged, this, &Trial::turnChanged);
    connect(m_turn, &Turn::finished, this, &Trial::turnFinished);
    m_turn->start({m_text, {}, m_values}, {});
}

void Trial::turnChanged()
{
    switch (m_turn->state()) {
    case Turn::State::Uploading:
    case Turn::State::Submitting:
        Q_EMIT stateChanged(tr("Sending…"));
        break;
    case Turn::State::Queued:
        Q_EMIT stateChanged(tr("In the queue…"));
        break;
    case Turn::State::Running:
    case Turn::State::Streaming:
        Q_EMIT stateChanged(tr("Waiting for the answer…"));
        break;
    default:
        break;
    }
}

void Trial::turnFinished()
{
    if (m_turn->state() == Turn::State::Completed)
        m_answer = wordsOf(m_turn->reply());
    end(m_turn->failure());
}

void Trial::end(const Failure &failure)
{
    m_failure = failure;
    m_connection->disconnect(this);
    Q_EMIT finished();
}

} // namespace spaceline
