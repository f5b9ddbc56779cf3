#pragma once

#include "gradio/mappingchoice.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace spaceline {

/// What a Space offers and how it is called now, for MappingEditor.
struct MappingSubject {
    gradio::Config config;
    std::vector<gradio::Endpoint> endpoints;
    gradio::MappingChoice choice; ///< the user's, as it is stored
    QString changed = {}; ///< where it was found not to fit any more: one sentence
};

/// Shows how a Space is called: the endpoint, what follows it, the role of every input and output,
/// who keeps the conversation, and why. Lets the user change any of it, try it, and go back to
/// what is chosen by itself. Changes nothing outside until "Use".
class MappingEditor : public QWidget {
    Q_OBJECT
public:
    explicit MappingEditor(MappingSubject subject, QWidget *parent = nullptr);

    /// As the user has set it by now.
    [[nodiscard]] const gradio::MappingChoice &choice() const { return m_choice; }
    [[nodiscard]] const gradio::ChatMapping &mapping() const { return m_mapping; }
    /// Shows \p widget above the rest; it scrolls along.
    void addAbove(QWidget *widget);
    /// How much of it is scrolled out of sight now; pixels.
    [[nodiscard]] int hiddenHeight() const;
    /// What the trial is doing: "Receiving".
    void showTrial(const QString &state);
    /// What came of it: the reply, or one sentence of failure.
    void showTrialResult(const QString &text, bool isFailure);

Q_SIGNALS:
    /// \p text is to be sent once with \p choice, outside of any conversation; showTrial() and
    /// showTrialResult() answer.
    void tryRequested(const spaceline::gradio::MappingChoice &choice, const QString &text);
    /// An empty \p choice is none.
    void used(const spaceline::gradio::MappingChoice &choice);

private:
    void fillEndpoints();
    [[nodiscard]] const gradio::Endpoint *endpointNamed(const QString &name) const;
    void chooseEndpoint();
    void chooseFollow();
    void changeRole(bool isInput, gradio::MappingChoice::Place place, gradio::Role role);
    void reset();
    void apply();
    void showMapping();
    void fillRoles();
    void showResult();
    void addStep(QGridLayout &grid, int step);
    void addRow(QGridLayout &grid, bool isInput, gradio::MappingChoice::Place place,
                const QString &name, const QString &type, const QList<gradio::Role> &roles,
                gradio::Role role);
    void tryIt();
    [[nodiscard]] bool canFollowPage() const;

    MappingSubject m_subject;
    gradio::MappingChoice m_choice;
    gradio::ChatMapping m_mapping;
    QLabel *m_changed;
    QComboBox *m_endpoint;
    QCheckBox *m_advanced;
    QLabel *m_reason;
    QLabel *m_steps;
    QComboBox *m_follow;
    QLabel *m_followTitle;
    QLabel *m_history;
    QScrollArea *m_scroll; ///< of all but the last buttons
    QVBoxLayout *m_body;
    QWidget *m_roles = nullptr; ///< made anew for each endpoint
    QLineEdit *m_prompt;
    QPushButton *m_try;
    QLabel *m_result;
    QPushButton *m_reset;
    QPushButton *m_use;
};

} // namespace spaceline
