#include "cli/info.h"

#include "cli/cliservices.h"
#include "cli/failurejson.h"
#include "gradio/json.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::cli {

namespace {

using gradio::Dependency;
using gradio::Endpoint;

QString visibilityOf(const Endpoint &endpoint)
{
    switch (endpoint.visibility) {
    case Dependency::Visibility::Public:
        return u"public"_s;
    case Dependency::Visibility::Undocumented:
        return u"undocumented"_s;
    case Dependency::Visibility::Private:
        return u"private"_s;
    }
    return {};
}

QJsonObject toJson(const gradio::Parameter &input)
{
    // As the app gives them: a double has no 64 bits.
    const auto number = [&input](QLatin1StringView name) {
        const QJsonValue value = input.props.value(name);
        return value.isDouble() ? value : QJsonValue();
    };
    return {{"name"_L1, input.name},
            {"label"_L1, input.label},
            {"component"_L1, input.type},
            {"required"_L1, !input.hidden && input.required},
            {"default"_L1, input.hidden || input.required ? QJsonValue() : input.fallback},
            {"choices"_L1, input.choices.isEmpty() ? QJsonValue() : QJsonValue(input.choices)},
            {"minimum"_L1, number("minimum"_L1)},
            {"maximum"_L1, number("maximum"_L1)},
            {"hidden"_L1, input.hidden}};
}

QJsonObject toJson(const Endpoint &endpoint)
{
    QJsonArray inputs;
    for (const gradio::Parameter &input : endpoint.inputs)
        inputs.append(toJson(input));
    QJsonArray outputs;
    for (const gradio::Output &output : endpoint.outputs) {
        outputs.append(QJsonObject{{"label"_L1, output.label},
                                   {"component"_L1, output.type},
                                   {"hidden"_L1, output.hidden}});
    }
    return {{"name"_L1, endpoint.name},
            {"visibility"_L1, visibilityOf(endpoint)},
            {"inputs"_L1, inputs},
            {"outputs"_L1, outputs}};
}

QString line(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n';
}

QString describe(const gradio::Parameter &input, gradio::Role role)
{
    QString text = u"    %1: %2"_s.arg(gradio::nameOf(role), input.type);
    const QString called = input.name.isEmpty() ? input.label : input.name;
    if (!called.isEmpty())
        text += u" “%1”"_s.arg(called);
    if (role == gradio::Role::Parameter || role == gradio::Role::System)
        text += u" = "_s + QString::fromUtf8(gradio::toJson(input.fallback));
    return text + u'\n';
}

QString describe(const gradio::ChatMapping &mapping, int step)
{
    const Endpoint &endpoint = mapping.stepEndpoint(step);
    QString text;
    if (step > 0)
        text += u"  then: %1\n"_s.arg(endpoint.name);
    text += u"  inputs:\n"_s;
    for (size_t i = 0; i < endpoint.inputs.size(); ++i)
        text += describe(endpoint.inputs[i], mapping.stepInputs(step)[i]);
    text += u"  outputs:\n"_s;
    for (size_t i = 0; i < endpoint.outputs.size(); ++i) {
        text += u"    %1: %2\n"_s.arg(gradio::nameOf(mapping.stepOutputs(step)[i]),
                                      endpoint.outputs[i].type);
    }
    return text;
}

} // namespace

Info::Info(CliServices &services, InfoOptions options, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_options(std::move(options))
    , m_connection(services.http(), services.hub(), services.policy(), &services.demo())
{
    connect(&m_connection, &SpaceConnection::stateChanged, this, &Info::connectionChanged);
}

void Info::start()
{
    m_services.withToken(m_options.space, this,
                         [this] { m_connection.connectTo(m_options.space); });
}

void Info::connectionChanged()
{
    const bool isReady = m_connection.state() == SpaceConnection::State::Ready;
    if (!isReady && m_connection.state() != SpaceConnection::State::Failed)
        return;
    if (isReady) {
        Q_EMIT finished(0, m_options.json ? line(toJson()) : toText(), {});
        return;
    }

    // An app without anything to chat with is described all the same.
    const Failure &failure = m_connection.failure();
    const bool isKnown = failure.kind == Failure::Kind::Endpoint;
    if (m_options.json) {
        const QByteArray told = errorLine(failure, {}, isKnown ? toJson() : QJsonObject());
        Q_EMIT finished(failure.exitStatus(), QString::fromUtf8(told), {});
        return;
    }
    QString err = u"spaceline: %1 (%2)\n"_s.arg(failure.sentence(), failure.code());
    if (!failure.said.isEmpty() && failure.said != failure.sentence())
        err += u"  "_s + failure.said + u'\n';
    Q_EMIT finished(failure.exitStatus(), isKnown ? toText() : QString(), err);
}

QJsonObject Info::toJson() const
{
    QJsonArray endpoints;
    for (const Endpoint &endpoint : m_connection.endpoints())
        endpoints.append(cli::toJson(endpoint));
    const gradio::Config &config = m_connection.config();
    const gradio::ChatMapping &mapping = m_connection.mapping();
    return {{"space"_L1, m_connection.address()},
            {"url"_L1, m_connection.base().toString(QUrl::FullyEncoded)},
            {"gradio"_L1, config.versionText()},
            {"protocol"_L1, config.protocolName()},
            {"title"_L1, config.title()},
            {"endpoints"_L1, endpoints},
            {"mapping"_L1, mapping.isValid() ? QJsonValue(mapping.toJson()) : QJsonValue()}};
}

QString Info::toText() const
{
    const gradio::Config &config = m_connection.config();
    const gradio::ChatMapping &mapping = m_connection.mapping();
    QString text = u"%1\n  address: %2\n  Gradio %3, protocol %4\n"_s.arg(
        m_connection.spaceName(), m_connection.base().toString(), config.versionText(),
        config.protocolName());
    if (mapping.isValid()) {
        text += u"  called as: %1\n  because: %2\n"_s.arg(mapping.endpoint.name, mapping.reason);
        for (int step = 0; step < mapping.stepCount(); ++step)
            text += describe(mapping, step);
    }
    text += u"  all public endpoints:"_s;
    for (const Endpoint &endpoint : m_connection.endpoints()) {
        if (endpoint.visibility == Dependency::Visibility::Public)
            text += u' ' + endpoint.name;
    }
    return text + u'\n';
}

} // namespace spaceline::cli
