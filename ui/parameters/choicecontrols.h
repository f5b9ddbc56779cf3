#pragma once

#include "parameters/parametercontrol.h"

#include <QJsonArray>
#include <QList>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;

namespace spaceline {

/// Yes or no; the title stands beside the box.
class CheckControl : public ParameterControl {
    Q_OBJECT
public:
    CheckControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;
    [[nodiscard]] bool showsTitle() const override { return true; }

private:
    QCheckBox *m_box;
};

/// Some of a few choices.
class CheckGroupControl : public ParameterControl {
    Q_OBJECT
public:
    CheckGroupControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;

private:
    QJsonArray m_choices;
    QList<QCheckBox *> m_boxes;
};

/// One of a few choices.
class RadioControl : public ParameterControl {
    Q_OBJECT
public:
    RadioControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;

private:
    QJsonArray m_choices;
    QButtonGroup *m_group;
};

/// One of many choices, or where the app takes that, a text of one's own.
class DropdownControl : public ParameterControl {
    Q_OBJECT
public:
    DropdownControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;

private:
    QJsonArray m_choices;
    QComboBox *m_box;
    QJsonValue m_other; ///< a value that is not among the choices; it stands below them
};

/// Some of many choices, and where the app takes that, texts of one's own.
class ChoiceListControl : public ParameterControl {
    Q_OBJECT
public:
    ChoiceListControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addOther(const QJsonValue &value);
    void addTyped();
    void fitHeight();

    QJsonArray m_values; ///< by row: of the choices, then what the user added
    qsizetype m_choiceCount;
    QListWidget *m_list;
    QLineEdit *m_own = nullptr; ///< where a text of one's own is typed; null where none is taken
};

} // namespace spaceline
