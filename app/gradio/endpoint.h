#pragma once

#include "gradio/config.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <optional>

namespace spaceline::gradio {

/// One input of an endpoint, described by /info where it answers and by the component else.
struct Parameter {
    int component = -1; ///< component id
    QString type; ///< the component's type, lower case
    QString name; ///< the function's argument ("message"); empty before 4.23 and for hidden inputs
    QString label;
    bool hidden = false; ///< State and other inputs that the server fills: null on the wire
    bool required = false; ///< the app gives neither a default nor an initial value
    QJsonValue fallback; ///< the value on the wire when nobody chose one
    QJsonArray choices; ///< [[label, value], …]
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::optional<double> step;
    bool password = false;
    bool multiple = false; ///< a list of choices, or of files
    bool customValues = false; ///< a dropdown that takes what is not among its choices
    int lines = 1; ///< of a text box
    int maxLength = -1; ///< characters of a text box; -1: no limit
    QString placeholder;
    QString hint; ///< the component's `info`: what the author says about it
    QStringList fileTypes; ///< "image", ".pdf", "text/csv": what a file input or a multimodal box
                           ///< takes; empty: all
    QJsonObject schema; ///< JSON schema of the value, from /info or the component; may be empty
    QJsonObject props; ///< the component's own, for kinds with a form of their own (colour, date)

    /// What it is called by in TurnInput::values and by `--param`: its name, else its label, else
    /// "#3" by its place in `data`. Unique within its endpoint.
    [[nodiscard]] QString key() const { return m_key; }
    void setKey(const QString &key) { m_key = key; }

    [[nodiscard]] bool isText() const { return type == u"textbox" || isMultimodal(); }
    /// {text, files}: Gradio's own box, and those of custom components.
    [[nodiscard]] bool isMultimodal() const
    {
        return type.startsWith(u"multimodal") && !type.endsWith(u"chatbot");
    }

private:
    QString m_key;
};

/// One output of an endpoint.
struct Output {
    int component = -1;
    QString type;
    QString label;
    bool hidden = false;
    QJsonObject props; ///< the component's own: the language of code, a chatbot's reasoning tags
};

/// A function of the app that can be called, with everything that a caller needs to know of it.
struct Endpoint {
    int fnIndex = -1;
    Version version; ///< of the server: some values have another form in older ones
    QString name; ///< "/chat", or "#3" where the function has no name
    Dependency::Visibility visibility = Dependency::Visibility::Public;
    bool generator = false;
    /// Its code acts with the caller's Hugging Face token (`oauth_token` of /info, since 6.21;
    /// F19).
    enum class Token { None, Optional, Required };
    Token token = Token::None;
    std::vector<Parameter> inputs; ///< one for each element of `data`, in its order
    std::vector<Output> outputs;

    [[nodiscard]] QString apiName() const
    {
        return name.startsWith(u'/') ? name.mid(1) : QString();
    }
};

/// Everything in \p config that has a Python function behind it, in its order.
[[nodiscard]] std::vector<Endpoint> endpointsOf(const Config &config, const ApiInfo &info);

} // namespace spaceline::gradio
