#pragma once

#include <QString>
#include <QStringList>

namespace spaceline::gradio {

class Config;

/// What an app shows before the first message, as plain text: no markup of a server reaches a
/// label. A value; members are empty where the app offers nothing.
struct Introduction {
    QString title; ///< empty also where the app has no other than Gradio's own
    QString placeholder; ///< of the empty chatbot
    QStringList messages; ///< that the app's chat begins with
    QStringList examples; ///< prompts to try; those that need files are left out

    /// From `props` of chatbot and dataset (§2.2): `value` as pairs or as messages, `placeholder`,
    /// `examples` (since 5.0), and the samples of a dataset that fills one text box and nothing
    /// else (every version; 5.0 and later keep it hidden beside the chatbot's own).
    [[nodiscard]] static Introduction of(const Config &config);
};

} // namespace spaceline::gradio
