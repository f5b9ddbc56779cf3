#include "gradio/filerules.h"

#include "gradio/chatmapping.h"
#include "gradio/config.h"
#include "gradio/parameterfiles.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

QString words(const char *text, int n = -1)
{
    return QCoreApplication::translate("FileRules", text, nullptr, n);
}

/// As the app's author wrote it: "10mb" is 10 × 1024 × 1024.
QString limitText(qint64 bytes)
{
    qint64 unit = 1;
    while (bytes / unit >= 1024)
        unit *= 1024;
    return QLocale().formattedDataSize(bytes, bytes % unit == 0 ? 0 : 1,
                                       QLocale::DataSizeTraditionalFormat);
}

QString typeName(const QString &type)
{
    const QString family = type.endsWith("/*"_L1) ? type.chopped(2) : type;
    if (family == "image"_L1)
        return words(QT_TRANSLATE_NOOP("FileRules", "images"));
    if (family == "audio"_L1)
        return words(QT_TRANSLATE_NOOP("FileRules", "sound"));
    if (family == "video"_L1)
        return words(QT_TRANSLATE_NOOP("FileRules", "videos"));
    if (family == "text"_L1)
        return words(QT_TRANSLATE_NOOP("FileRules", "text files"));
    return type.contains(u'/') || type.startsWith(u'.') ? type : u'.' + type;
}

bool takesSeveral(const Parameter &input)
{
    return input.isMultimodal() || input.multiple || input.type == "gallery"_L1;
}

} // namespace

FileRules::FileRules(const ChatMapping &mapping, const Config &config, const QJsonObject &values)
    : m_largest(config.maxFileSize())
{
    const Parameter *message = mapping.messageParameter();
    if (message && message->isMultimodal()) {
        m_inputs.push_back(*message);
    } else {
        for (const Parameter &parameter : mapping.parameters()) {
            if (mapping.roleOf(parameter.key()) == Role::File && !values.contains(parameter.key()))
                m_inputs.push_back(parameter);
        }
    }
    m_most = std::any_of(m_inputs.begin(), m_inputs.end(), takesSeveral)
        ? -1
        : qsizetype(m_inputs.size());
}

bool FileRules::takes(const QString &name, const QString &mime) const
{
    return std::any_of(m_inputs.begin(), m_inputs.end(),
                       [&](const Parameter &input) { return takesFile(input, name, mime); });
}

QString FileRules::problemOf(const LocalFile &file, qint64 size, qsizetype count) const
{
    if (!takesFiles())
        return words(QT_TRANSLATE_NOOP("FileRules", "This Space takes no files."));
    if (!takes(file.name, file.mime))
        return words(QT_TRANSLATE_NOOP("FileRules", "“%1” is not what this Space takes: %2."))
            .arg(file.name, typeWords());
    if (m_largest >= 0 && size > m_largest)
        return words(QT_TRANSLATE_NOOP("FileRules",
                                       "“%1” is too large: this Space takes files up to %2."))
            .arg(file.name, limitText(m_largest));
    if (m_most >= 0 && count >= m_most)
        return words(QT_TRANSLATE_N_NOOP(
                         "FileRules", "This Space takes no more than %n file(s) with a message."),
                     int(m_most));
    return {};
}

QStringList FileRules::types() const
{
    QStringList types;
    for (const Parameter &input : m_inputs) {
        const QStringList accepted = acceptedTypes(input);
        if (accepted.isEmpty() || accepted.contains("file"_L1) || accepted.contains("*"_L1)
            || accepted.contains("*/*"_L1))
            return {};
        types += accepted;
    }
    types.removeDuplicates();
    return types;
}

QString FileRules::typeWords() const
{
    QStringList names;
    for (const QString &type : types())
        names += typeName(type);
    names.removeDuplicates();
    return names.join(u", "_s);
}

QString FileRules::description() const
{
    const QString named = typeWords();
    const QString taken
        = named.isEmpty() ? words(QT_TRANSLATE_NOOP("FileRules", "files of any kind")) : named;
    return m_largest < 0 ? taken
                         : words(QT_TRANSLATE_NOOP("FileRules", "%1 · up to %2 each"))
                               .arg(taken, limitText(m_largest));
}

QStringList FileRules::suffixes() const
{
    const QStringList all = types();
    const bool areSuffixes = std::all_of(all.begin(), all.end(),
                                         [](const QString &type) { return type.startsWith(u'.'); });
    return areSuffixes ? all : QStringList();
}

} // namespace spaceline::gradio
