#pragma once

#include "gradio/endpoint.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <vector>

namespace spaceline::gradio {

/// What a parameter's value is made with: one kind of control in a form, one set of rules.
enum class ParameterKind {
    Text, ///< a string
    Code, ///< a string, set in the monospace font
    Number, ///< a number or null
    Slider, ///< a number between bounds, in steps
    CheckBox, ///< true or false
    CheckBoxGroup, ///< a list of choices
    Radio, ///< one of the choices
    Dropdown, ///< one of the choices, or a list of them
    File, ///< a file, or a list of files; pictures, sound and video too
    Color, ///< "#3a5bd0" or "rgb(58, 91, 208)"
    DateTime, ///< "2026-01-31 18:30:00", or a date alone
    Json, ///< anything; the schema says more
};

[[nodiscard]] ParameterKind kindOf(const Parameter &parameter);

/// What a person knows \p parameter by: its label, else its key.
[[nodiscard]] QString titleOf(const Parameter &parameter);

/// Whether a date-time field asks for the time too.
[[nodiscard]] bool includesTime(const Parameter &parameter);

/// Whether a person has to fill \p parameter in: a number without a default. `required` alone says
/// less: the app's own page sends null for pictures, dates and texts that nobody gave, and many an
/// app can do without them.
[[nodiscard]] bool mustBeGiven(const Parameter &parameter);

/// What is wrong with \p value for \p parameter: one sentence that names the field and the rule, in
/// the user's language. Empty where the value is fine; undefined stands for the default. What the
/// app itself gave as its default is always fine (gradio-protocol.md §3.1, failures.md F27).
[[nodiscard]] QString problemOf(const Parameter &parameter, const QJsonValue &value);

/// The value that \p text means on a command line: JSON, or a bare word that is a string; converted
/// to what the wire wants where only one thing can be meant (a number for a text box is its
/// digits, a choice's label is its value, a path is a local file). What cannot be converted is
/// returned as it is, for problemOf() to refuse. Numbers are in the C locale.
[[nodiscard]] QJsonValue valueFromText(const Parameter &parameter, const QString &text);

/// The same value, a number for whole and for broken ones alike, and exactly.
[[nodiscard]] bool isSameValue(const QJsonValue &a, const QJsonValue &b);

/// What of \p values is not the default: title -> value, for people. Passwords are left out, files
/// are told by their names.
[[nodiscard]] QJsonObject differing(const std::vector<Parameter> &parameters,
                                    const QJsonObject &values);

/// \p values without those of password fields: what may be stored.
[[nodiscard]] QJsonObject withoutPasswords(const std::vector<Parameter> &parameters,
                                           QJsonObject values);

} // namespace spaceline::gradio
