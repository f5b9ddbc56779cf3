#include "cli/doctor.h"

#include "cli/cliservices.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::cli {

Doctor::Doctor(CliServices &services, DoctorOptions options, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_options(std::move(options))
    , m_diagnosis(services.http(), services.hub(), services.policy(), &services.demo())
{
    m_diagnosis.setCalls(m_options.call);
    connect(&m_diagnosis, &Diagnosis::found, this, &Doctor::print);
    connect(&m_diagnosis, &Diagnosis::finished, this,
            [this] { Q_EMIT finished(m_diagnosis.failure().exitStatus()); });
}

void Doctor::start()
{
    m_services.withToken(m_options.space, this, [this] { m_diagnosis.start(m_options.space); });
}

void Doctor::interrupt()
{
    m_diagnosis.cancel();
    Q_EMIT finished(Failure(Failure::Kind::Interrupted).exitStatus());
}

void Doctor::print(const Diagnosis::Finding &finding)
{
    if (!m_options.json) {
        // A server's words must not steer a terminal.
        static const QRegularExpression control(
            u"[\\x{00}-\\x{09}\\x{0b}-\\x{1f}\\x{7f}-\\x{9f}]"_s);
        Q_EMIT printed(Diagnosis::lineOf(finding).remove(control) + u'\n');
        return;
    }
    const bool isFailure = finding.outcome == Diagnosis::Outcome::Failed;
    const QJsonObject object{{"step"_L1, Diagnosis::nameOf(finding.step)},
                             {"ok"_L1, !isFailure},
                             {"ms"_L1, qint64(finding.time.count())},
                             {"result"_L1, finding.result},
                             {"advice"_L1, finding.advice}};
    Q_EMIT printed(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
}

} // namespace spaceline::cli
