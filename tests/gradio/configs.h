#pragma once

#include "gradio/config.h"
#include "support/capture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace spaceline {

/// /config of a real server: "6.31.0". Not valid, and the test fails, where there is no capture.
inline gradio::Config capturedConfig(const QString &version)
{
    using namespace Qt::Literals::StringLiterals;
    const QList<CapturedExchange> exchanges = capture(version + "/config.json"_L1);
    return exchanges.isEmpty() ? gradio::Config() : gradio::Config::parse(exchanges[0].body);
}

/// /info of a real server.
inline gradio::ApiInfo capturedInfo(const QString &version)
{
    using namespace Qt::Literals::StringLiterals;
    const QList<CapturedExchange> exchanges = capture(version + "/info.json"_L1);
    return exchanges.isEmpty() ? gradio::ApiInfo() : gradio::ApiInfo::parse(exchanges[0].body);
}

/// A config written by hand: components by their place in \p components (ids from 0, `skip_api`
/// for State and buttons as servers set it), dependencies as they are. JSON, lenient about nothing.
inline gradio::Config writtenConfig(const QByteArray &components, const QByteArray &dependencies,
                                    const QByteArray &version = "6.31.0",
                                    const QByteArray &mode = "blocks")
{
    using namespace Qt::Literals::StringLiterals;
    QJsonArray items;
    for (const QJsonValue &item : QJsonDocument::fromJson(components).array()) {
        QJsonObject component = item.toObject();
        component.insert("id"_L1, items.size());
        const QString type = component.value("type"_L1).toString();
        if (!component.contains("skip_api"_L1))
            component.insert("skip_api"_L1, type == "state"_L1 || type == "button"_L1);
        items.append(component);
    }
    const QJsonObject config{
        {"version"_L1, QString::fromLatin1(version)},
        {"protocol"_L1, "sse_v3"_L1},
        {"api_prefix"_L1, "/gradio_api"_L1},
        {"mode"_L1, QString::fromLatin1(mode)},
        {"components"_L1, items},
        {"dependencies"_L1, QJsonDocument::fromJson(dependencies).array()},
    };
    return gradio::Config::parse(QJsonDocument(config).toJson());
}

} // namespace spaceline
