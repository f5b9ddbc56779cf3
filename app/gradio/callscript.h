#pragma once

#include "gradio/chatmapping.h"
#include "gradio/config.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <vector>

namespace spaceline::gradio {

/// What one turn sent, as a value that can be kept, and as code that sends it again from elsewhere.
/// The code runs as it stands and holds no secret: a token, the app's own login and what goes into
/// password boxes come from the environment (HF_TOKEN, SPACELINE_PASSWORD, SPACE_PASSWORD).
struct CallScript {
    /// One function.
    struct Step {
        QString name; ///< "/chat", or "#3"
        int fnIndex = -1;
        bool isPrivate = false; ///< the official clients do not call it by its name
        QJsonArray data; ///< as sent; null where an input is a password
        QList<int> states; ///< inputs that the official clients leave out
        QList<int> passwords;
        int outputs = 0; ///< how many values the official clients hand over
        int reply = -1; ///< which of them is the answer; -1 where it is another step's
    };

    QUrl base; ///< the app's root
    QString prefix; ///< of the API's routes, may be empty
    QString version;
    QString protocol; ///< as Config::protocolName()
    QStringList credentials; ///< headers that carried the token
    QString user; ///< who is signed in to the app; empty where nobody is
    std::vector<Step> steps;

    [[nodiscard]] bool isEmpty() const { return steps.empty(); }
    /// \p data is what each step of \p mapping was sent, as far as they ran.
    [[nodiscard]] static CallScript of(const Config &config, const QUrl &base,
                                       const ChatMapping &mapping,
                                       const std::vector<QJsonArray> &data);
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static CallScript fromJson(const QJsonObject &object);
};

/// For sh and curl. Prints the last message of each function, as JSON.
[[nodiscard]] QString asCurl(const CallScript &script);
/// For Python with gradio_client. Prints the answer.
[[nodiscard]] QString asPython(const CallScript &script);
/// For Node with \@gradio/client, as a module. Prints the answer.
[[nodiscard]] QString asJavaScript(const CallScript &script);

} // namespace spaceline::gradio
