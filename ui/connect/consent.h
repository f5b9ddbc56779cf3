#pragma once

#include <QString>
#include <QUrl>

class QPushButton;

namespace spaceline {

class QuestionCard;

/// What a server asks to be told of the user, in words.
struct Consent {
    enum Answer { No, Once, Always };

    QString question;
    QString words;

    /// The server of \p url, which is not Hugging Face, is to be told the token.
    [[nodiscard]] static Consent toToken(const QUrl &url);
    /// The code of the app \p name is to act with the token.
    [[nodiscard]] static Consent toAppToken(const QString &name);
    [[nodiscard]] static QString buttonText(Answer answer);
};

/// Shows \p consent in \p card, with a button for each Answer.
void askFor(const Consent &consent, QuestionCard &card);

} // namespace spaceline
