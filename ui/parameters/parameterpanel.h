#pragma once

#include "gradio/chatmapping.h"

#include <QJsonObject>
#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace spaceline {

class MenuButton;
class ParameterField;
class PresetMenu;
class Toast;

/// The form of a Space's additional inputs: each with a native control named by its label, what is
/// wrong with it below it, a way back to its default; presets for all.
///
/// Values are those that differ from the default, by Parameter::key(), passwords among them: who
/// stores them leaves those out (gradio::withoutPasswords()). Presets never hold passwords.
class ParameterPanel : public QWidget {
    Q_OBJECT
public:
    explicit ParameterPanel(QWidget *parent = nullptr);

    /// Makes the form anew where \p parameters are others than before, and shows \p values. Of the
    /// inputs only those with the role parameter or system are in the form; \p roles has one for
    /// each. Emits nothing.
    void setParameters(const std::vector<gradio::Parameter> &parameters,
                       const std::vector<gradio::Role> &roles, const QJsonObject &values);
    /// What stands where there is no form: that the Space has no parameters, or why that is not
    /// known yet.
    void setEmptyText(const QString &text);
    /// Name -> values, of this Space.
    void setPresets(const QJsonObject &presets);
    [[nodiscard]] QJsonObject values() const { return m_values; }

    /// What is wrong with the fields, one sentence each, in order.
    [[nodiscard]] QStringList problems() const;
    /// Fields with something wrong say it, and the first one is in sight, in focus where \p
    /// takesFocus; its sentence, empty where all is well.
    QString showFirstProblem(bool takesFocus = true);
    /// The first control gets the focus.
    void focusForm();
    /// The panel stands alone, in the place of the conversation, and can be closed.
    void setClosable(bool isClosable);

Q_SIGNALS:
    void valuesChanged(const QJsonObject &values);
    void presetsChanged(const QJsonObject &presets);
    void closeRequested();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void followPalette();
    void makeForm();
    void takeField(const ParameterField &field);
    void resetAll();
    void choosePreset(const QString &name);
    void askPresetName();
    void savePreset(const QString &name);
    void deletePreset(const QString &name);
    void updateHead();

    std::vector<gradio::Parameter> m_parameters;
    QJsonObject m_values;
    QJsonObject m_presets;
    std::vector<ParameterField *> m_fields;
    MenuButton *m_presetButton;
    PresetMenu *m_presetMenu;
    QToolButton *m_reset;
    QToolButton *m_close;
    QLabel *m_empty;
    QScrollArea *m_scroll;
    QVBoxLayout *m_form = nullptr;
    Toast *m_toast;
};

} // namespace spaceline
