#pragma once

#include <QObject>
#include <QPointer>

class QSplitter;

namespace spaceline {

class ConversationController;
class Header;
class ParameterPanel;
class Settings;

/// The Parameters panel at the end side of a conversation, and the header's button for it: made
/// when it is first wanted, for the conversation in front, as wide as it was left. Where there is
/// no room beside the conversation it takes its place.
class ParameterSide : public QObject {
    Q_OBJECT
public:
    /// \p splitter holds the conversation and nothing else; all outlive this, and \p splitter is
    /// its parent.
    ParameterSide(Settings &settings, Header &header, QSplitter &splitter);

    /// Shows the values of \p controller; null where there is none.
    void setController(ConversationController *controller);
    /// What is wrong with the values, in one sentence, before a prompt is sent: the panel is shown
    /// with that field, in focus where \p takesFocus. Empty where all is well.
    QString showProblem(bool takesFocus);
    void toggle();
    /// The panel is shown and gets the focus; false where it is not shown.
    bool focusPanel();
    [[nodiscard]] bool hasFocusInside() const;

Q_SIGNALS:
    /// What showProblem() said last is no longer so.
    void problemGone();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showWanted();
    void makePanel();
    void showForm();
    void layOut();
    void saveWidth();
    void lookAtProblem();
    [[nodiscard]] bool isReady() const;

    Settings &m_settings;
    Header &m_header;
    QSplitter &m_splitter;
    QPointer<ConversationController> m_controller;
    ParameterPanel *m_panel = nullptr;
    QString m_said; ///< by showProblem(), until it is gone
    bool m_isWanted = false;
    bool m_isInFront = false; ///< in the conversation's place
};

} // namespace spaceline
