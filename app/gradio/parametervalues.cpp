#include "gradio/parametervalues.h"

#include "gradio/parameterfiles.h"
#include "gradio/valueschema.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMimeDatabase>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

constexpr qsizetype kShownChoices = 12;

QString text(const char *source) { return QCoreApplication::translate("ParameterValues", source); }

QString numberText(double value) { return QString::number(value, 'g', 12); }

QJsonValue choiceValue(const QJsonValue &choice) { return choice.toArray().at(1); }
QString choiceLabel(const QJsonValue &choice)
{
    return choice.toArray().at(0).toVariant().toString();
}

bool isChoice(const Parameter &parameter, const QJsonValue &value)
{
    return std::any_of(
        parameter.choices.begin(), parameter.choices.end(),
        [&](const QJsonValue &choice) { return isSameValue(choiceValue(choice), value); });
}

QString choiceNames(const Parameter &parameter)
{
    QStringList names;
    for (const QJsonValue &choice : parameter.choices) {
        if (names.size() == kShownChoices) {
            names += u"…"_s;
            break;
        }
        names += choiceLabel(choice);
    }
    return names.join(u", "_s);
}

QString choiceProblem(const Parameter &parameter, const QJsonValue &value, const QString &title)
{
    // An empty list of choices is filled by the app while it runs: only the app knows.
    if (parameter.choices.isEmpty() || isChoice(parameter, value))
        return {};
    const bool isScalar = value.isString() || value.isDouble() || value.isBool();
    if (parameter.customValues && isScalar)
        return {};
    return text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” takes one of: %2."))
        .arg(title, choiceNames(parameter));
}

QString choicesProblem(const Parameter &parameter, const QJsonValue &value, const QString &title)
{
    if (!value.isArray())
        return text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” takes a list of choices."))
            .arg(title);
    const QJsonArray chosen = value.toArray();
    for (const QJsonValue &one : chosen) {
        if (QString problem = choiceProblem(parameter, one, title); !problem.isEmpty())
            return problem;
    }
    const int most = parameter.props.value("max_choices"_L1).toInt(-1);
    if (most > 0 && chosen.size() > most)
        return QCoreApplication::translate("ParameterValues", "“%1” takes at most %n choice(s).",
                                           nullptr, most)
            .arg(title);
    return {};
}

QString boundsProblem(const Parameter &parameter, double value, const QString &title)
{
    const auto [low, high] = std::pair(parameter.minimum, parameter.maximum);
    if ((!low || value >= *low) && (!high || value <= *high))
        return {};
    if (low && high)
        return text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” must be between %2 and %3."))
            .arg(title, numberText(*low), numberText(*high));
    return low ? text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” must be at least %2."))
                     .arg(title, numberText(*low))
               : text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” must be at most %2."))
                     .arg(title, numberText(*high));
}

QString stepProblem(const Parameter &parameter, double value, const QString &title)
{
    const double step = parameter.step.value_or(0);
    // Both ends are reached by the handle, even where the last step is a short one.
    if (step <= 0 || (parameter.maximum && value == *parameter.maximum))
        return {};
    const double from = parameter.minimum.value_or(0);
    const double steps = (value - from) / step;
    if (std::abs(steps - std::round(steps)) < 1e-6 * std::max(1.0, std::abs(steps)))
        return {};
    return text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” goes in steps of %2 from %3."))
        .arg(title, numberText(step), numberText(from));
}

QString textProblem(const Parameter &parameter, const QJsonValue &value, const QString &title)
{
    if (value.isNull())
        return {};
    if (!value.isString())
        return text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” takes a text.")).arg(title);
    // The page counts as browsers do, in UTF-16 units, which is what QString has.
    if (parameter.maxLength >= 0 && value.toString().size() > parameter.maxLength)
        return QCoreApplication::translate("ParameterValues", "“%1” takes at most %n character(s).",
                                           nullptr, parameter.maxLength)
            .arg(title);
    return {};
}

QString colorProblem(const QJsonValue &value, const QString &title)
{
    static const QRegularExpression form(
        uR"(^\s*(#([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})|(rgb|hsl)a?\([0-9.,%\s/-]+\))\s*$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString color = value.toString();
    if (value.isNull() || (value.isString() && (color.isEmpty() || form.match(color).hasMatch())))
        return {};
    return text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” takes a colour such as #3a5bd0."))
        .arg(title);
}

QString dateTimeProblem(const Parameter &parameter, const QJsonValue &value, const QString &title)
{
    if (value.isNull())
        return {};
    // On the wire it is this text whatever `type` the function is given; "now - 5m" is understood.
    static const QRegularExpression now(uR"(^\s*now\s*(-\s*\d+\s*[dmhs])?\s*$)"_s);
    const QString written = value.toString().trimmed();
    const bool hasTime = includesTime(parameter);
    const bool isValid = hasTime
        ? QDateTime::fromString(written, u"yyyy-MM-dd HH:mm:ss"_s).isValid()
        : QDate::fromString(written, u"yyyy-MM-dd"_s).isValid();
    if (value.isString() && (written.isEmpty() || isValid || now.match(written).hasMatch()))
        return {};
    return (hasTime ? text(QT_TRANSLATE_NOOP("ParameterValues",
                                             "“%1” takes a date and time such as 2026-01-31 "
                                             "18:30:00."))
                    : text(QT_TRANSLATE_NOOP("ParameterValues",
                                             "“%1” takes a date such as 2026-01-31.")))
        .arg(title);
}

QString fileProblem(const Parameter &parameter, const QJsonValue &value, const QString &title)
{
    if (value.isNull())
        return {};
    const QJsonArray files = value.isArray() ? value.toArray() : QJsonArray{value};
    if (value.isArray() && !parameter.multiple && files.size() > 1)
        return text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” takes one file only.")).arg(title);
    for (const QJsonValue &one : files) {
        // A base64 text is a file of Gradio 3.
        if (!one.isObject() && !one.isString())
            return text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” takes a file.")).arg(title);
        const std::optional<LocalFile> local = localFileOf(one);
        if (local && !takesFile(parameter, local->name, local->mime))
            return text(QT_TRANSLATE_NOOP("ParameterValues",
                                          "“%1” takes files of these types only: %2."))
                .arg(title, acceptedTypes(parameter).join(u", "_s));
    }
    return {};
}

/// What \p text is as JSON; undefined where it is none.
QJsonValue parsed(const QString &text)
{
    QJsonParseError error;
    // QJsonDocument takes only lists and objects at the top.
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &error);
    const QJsonArray list = document.array();
    return error.error == QJsonParseError::NoError && list.size() == 1
        ? list.at(0)
        : QJsonValue(QJsonValue::Undefined);
}

QJsonValue asNumber(const QJsonValue &value)
{
    if (!value.isString())
        return value;
    bool isNumber = false;
    const double number = value.toString().toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? QJsonValue(number) : value;
}

QJsonValue asBool(const QJsonValue &value)
{
    const QString word = value.toString().toLower();
    return word == "true"_L1 ? QJsonValue(true) : word == "false"_L1 ? QJsonValue(false) : value;
}

/// The choice that \p value or, as it was typed, \p typed means.
QJsonValue asChoice(const Parameter &parameter, const QJsonValue &value, const QString &typed)
{
    if (isChoice(parameter, value))
        return value;
    // "5" may be the text or the number; the choices decide.
    if (isChoice(parameter, typed))
        return typed;
    for (const QJsonValue &choice : parameter.choices) {
        if (choiceLabel(choice) == typed)
            return choiceValue(choice);
    }
    return value;
}

QJsonValue asChoices(const Parameter &parameter, const QJsonValue &value, const QString &typed)
{
    QJsonArray chosen;
    if (!value.isArray())
        return value.isNull() ? value : QJsonArray{asChoice(parameter, value, typed)};
    for (const QJsonValue &one : value.toArray())
        chosen.append(asChoice(parameter, one, one.toVariant().toString()));
    return chosen;
}

QJsonValue asFile(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray files;
        for (const QJsonValue &one : value.toArray())
            files.append(asFile(one));
        return files;
    }
    if (!value.isString() || value.toString().startsWith("data:"_L1))
        return value;
    const QFileInfo file(value.toString());
    // By its name: only the app itself looks inside.
    const QMimeType type
        = QMimeDatabase().mimeTypeForFile(file.fileName(), QMimeDatabase::MatchExtension);
    return localFileValue(
        {file.absoluteFilePath(), file.fileName(), type.isDefault() ? QString() : type.name()});
}

/// Rows alone become a table with the headers that the component has.
QJsonValue asFrame(const Parameter &parameter, const QJsonValue &value)
{
    const QJsonArray rows = value.toArray();
    if (rows.isEmpty() || !rows.at(0).isArray())
        return value;
    QJsonArray headers = parameter.props.value("headers"_L1).toArray();
    for (qsizetype i = headers.size(); i < rows.at(0).toArray().size(); ++i)
        headers.append(QString::number(i + 1));
    return QJsonObject{{"headers"_L1, headers}, {"data"_L1, rows}};
}

/// How \p value is told in a few words: files by their names, the rest as it is.
QJsonValue told(const Parameter &parameter, const QJsonValue &value)
{
    if (kindOf(parameter) != ParameterKind::File)
        return value;
    QStringList names;
    for (const QJsonValue &one : value.isArray() ? value.toArray() : QJsonArray{value})
        names += one.toObject().value("orig_name"_L1).toString();
    return names.join(u", "_s);
}

} // namespace

ParameterKind kindOf(const Parameter &parameter)
{
    static const QHash<QString, ParameterKind> kinds{
        {u"textbox"_s, ParameterKind::Text},
        {u"markdown"_s, ParameterKind::Text},
        {u"html"_s, ParameterKind::Text},
        {u"code"_s, ParameterKind::Code},
        {u"number"_s, ParameterKind::Number},
        {u"slider"_s, ParameterKind::Slider},
        {u"checkbox"_s, ParameterKind::CheckBox},
        {u"checkboxgroup"_s, ParameterKind::CheckBoxGroup},
        {u"radio"_s, ParameterKind::Radio},
        {u"dropdown"_s, ParameterKind::Dropdown},
        {u"file"_s, ParameterKind::File},
        {u"image"_s, ParameterKind::File},
        {u"audio"_s, ParameterKind::File},
        {u"video"_s, ParameterKind::File},
        {u"model3d"_s, ParameterKind::File},
        {u"uploadbutton"_s, ParameterKind::File},
        {u"colorpicker"_s, ParameterKind::Color},
        {u"datetime"_s, ParameterKind::DateTime},
    };
    return kinds.value(parameter.type, ParameterKind::Json);
}

QString titleOf(const Parameter &parameter)
{
    return parameter.label.isEmpty() ? parameter.key() : parameter.label;
}

bool includesTime(const Parameter &parameter)
{
    return parameter.props.value("include_time"_L1).toBool(true);
}

bool mustBeGiven(const Parameter &parameter)
{
    return parameter.required && parameter.fallback.isNull()
        && kindOf(parameter) == ParameterKind::Number;
}

QString problemOf(const Parameter &parameter, const QJsonValue &given)
{
    const QJsonValue value = given.isUndefined() ? parameter.fallback : given;
    const QString title = titleOf(parameter);
    const ParameterKind kind = kindOf(parameter);
    const bool isEmpty = value.isNull() || value.isUndefined()
        || (kind == ParameterKind::File && value.isArray() && value.toArray().isEmpty());
    if (isEmpty && mustBeGiven(parameter))
        return text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” needs a value.")).arg(title);
    if (isEmpty && parameter.fallback.isNull())
        return {};
    if (isSameValue(value, parameter.fallback))
        return {};

    switch (kind) {
    case ParameterKind::Text:
    case ParameterKind::Code:
        return textProblem(parameter, value, title);
    case ParameterKind::Number:
    case ParameterKind::Slider: {
        if (kind == ParameterKind::Number && value.isNull())
            return {};
        if (!value.isDouble())
            return text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” takes a number.")).arg(title);
        QString bounds = boundsProblem(parameter, value.toDouble(), title);
        // A number's step is only what its arrows do; the page lets any other be typed.
        if (!bounds.isEmpty() || kind == ParameterKind::Number)
            return bounds;
        return stepProblem(parameter, value.toDouble(), title);
    }
    case ParameterKind::CheckBox:
        return value.isBool()
            ? QString()
            : text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” is either true or false."))
                  .arg(title);
    case ParameterKind::CheckBoxGroup:
        return choicesProblem(parameter, value, title);
    case ParameterKind::Radio:
        return choiceProblem(parameter, value, title);
    case ParameterKind::Dropdown:
        return parameter.multiple ? choicesProblem(parameter, value, title)
                                  : choiceProblem(parameter, value, title);
    case ParameterKind::File:
        return fileProblem(parameter, value, title);
    case ParameterKind::Color:
        return colorProblem(value, title);
    case ParameterKind::DateTime:
        return dateTimeProblem(parameter, value, title);
    case ParameterKind::Json: {
        const QString rule = brokenRule(parameter.schema, value);
        return rule.isEmpty()
            ? QString()
            : text(QT_TRANSLATE_NOOP("ParameterValues", "“%1” %2.")).arg(title, rule);
    }
    }
    Q_UNREACHABLE();
}

QJsonValue valueFromText(const Parameter &parameter, const QString &typed)
{
    QJsonValue value = parsed(typed);
    if (value.isUndefined())
        value = typed;
    switch (kindOf(parameter)) {
    case ParameterKind::Text:
    case ParameterKind::Code:
    case ParameterKind::Color:
    case ParameterKind::DateTime:
        return value.isString() || value.isNull() ? value : QJsonValue(typed);
    case ParameterKind::Number:
    case ParameterKind::Slider:
        return asNumber(value);
    case ParameterKind::CheckBox:
        return asBool(value);
    case ParameterKind::CheckBoxGroup:
        return asChoices(parameter, value, typed);
    case ParameterKind::Radio:
        return asChoice(parameter, value, typed);
    case ParameterKind::Dropdown:
        return parameter.multiple ? asChoices(parameter, value, typed)
                                  : asChoice(parameter, value, typed);
    case ParameterKind::File:
        return asFile(value);
    case ParameterKind::Json:
        return parameter.type == "dataframe"_L1 ? asFrame(parameter, value) : value;
    }
    Q_UNREACHABLE();
}

bool isSameValue(const QJsonValue &a, const QJsonValue &b)
{
    if (!a.isDouble() || !b.isDouble())
        return a == b;
    // Whole numbers of 64 bits may be different ones and the same double.
    const qint64 whole = a.toInteger(0);
    const qint64 other = b.toInteger(0);
    return a.toDouble() == b.toDouble() && (whole == 0 || other == 0 || whole == other);
}

QJsonObject differing(const std::vector<Parameter> &parameters, const QJsonObject &values)
{
    QJsonObject result;
    for (const Parameter &parameter : parameters) {
        const QJsonValue value = values.value(parameter.key());
        if (value.isUndefined() || parameter.password || isSameValue(value, parameter.fallback))
            continue;
        const QString title = titleOf(parameter);
        result.insert(result.contains(title) ? parameter.key() : title, told(parameter, value));
    }
    return result;
}

QJsonObject withoutPasswords(const std::vector<Parameter> &parameters, QJsonObject values)
{
    for (const Parameter &parameter : parameters) {
        if (parameter.password)
            values.remove(parameter.key());
    }
    return values;
}

} // namespace spaceline::gradio
