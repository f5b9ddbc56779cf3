#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace spaceline::gradio {

/// What the user gives for one turn.
struct TurnInput {
    QString text;
    QJsonArray files; ///< as the server takes them, uploaded: FileData, or 3.x's form; in order
    /// Chosen values by Parameter::key(), in the wire's form. What is not here has its default.
    QJsonObject values;
};

/// What the components hold, as the app's own page would keep it: component id -> value. Events of
/// a chain read what earlier ones wrote, and a chatbot's history goes back as it last came
/// (gradio-protocol.md §10.4, §10.6).
using PageValues = QHash<int, QJsonValue>;

} // namespace spaceline::gradio
