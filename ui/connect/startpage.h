#pragma once

#include "base/failure.h"
#include "base/remedies.h"
#include "gradio/introduction.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QBoxLayout;
class QVBoxLayout;

namespace spaceline {

class Avatar;
class ConnectBox;
class FailureCard;

/// What an empty conversation shows: the choice of a Space; then the Space and how far the
/// connection is, or what went wrong.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);

    void showChoice();
    /// The same, with why the Space of the address could not be reached.
    void showChoice(const Failure &failure, const RemedyContext &context);
    /// \p state is the connection in words; \p introduction what the app offers, once it is known.
    void showSpace(const QString &name, const QString &state,
                   const gradio::Introduction &introduction = {});
    void showFailure(const QString &name, const Failure &failure, const RemedyContext &context);
    [[nodiscard]] bool showsChoice() const;
    [[nodiscard]] ConnectBox &box() const { return *m_box; }

Q_SIGNALS:
    void remedyRequested(spaceline::Failure::Remedy remedy);
    void checkRequested(); ///< of the connection
    /// One of the app's examples: to be edited first, or with Shift to be sent as it is.
    void exampleChosen(const QString &text, bool sends);

private:
    void showCard(QBoxLayout &place, const Failure &failure, const RemedyContext &context);
    void showExamples(const QStringList &examples);

    QStackedLayout *m_pages;
    ConnectBox *m_box;
    QWidget *m_space;
    Avatar *m_avatar;
    QLabel *m_name;
    QLabel *m_state;
    QLabel *m_words; ///< what the app begins with
    QVBoxLayout *m_examples;
    QStringList m_examplesShown;
    QBoxLayout *m_choiceCard; ///< where the card stands beside the box
    QBoxLayout *m_spaceCard; ///< and where beside the Space
    FailureCard *m_failure;
};

} // namespace spaceline
