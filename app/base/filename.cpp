#include "base/filename.h"

#include <QList>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// File systems take 255; the rest is for a number and the mark of an unfinished file.
constexpr qsizetype kMostBytes = 200;
constexpr qsizetype kMostSuffix = 20; ///< UTF-16 units; a longer one is a sentence with a dot

bool isHarmless(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // turns the direction of writing: "gpj.exe" shown as "exe.jpg"
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return c != QChar::ReplacementCharacter
            && (c > 0x7f || !u"<>:\"|?*"_s.contains(QChar(ushort(c))));
    }
}

/// Devices on Windows, with any suffix.
bool isDevice(const QString &name)
{
    static const std::array kDevices{"con"_L1, "prn"_L1, "aux"_L1, "nul"_L1};
    const QString stem = name.section(u'.', 0, 0).trimmed().toLower();
    if (std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end())
        return true;
    return stem.size() == 4 && (stem.startsWith("com"_L1) || stem.startsWith("lpt"_L1))
        && stem.at(3).isDigit();
}

bool isEdge(QChar c) { return c == u'.' || c.isSpace(); }

void stripEnd(QString &name)
{
    while (!name.isEmpty() && isEdge(name.back()))
        name.chop(1);
}

} // namespace

QString safeFileName(const QString &name)
{
    const qsizetype slash = std::max(name.lastIndexOf(u'/'), name.lastIndexOf(u'\\'));
    QString safe;
    // A server may send megabytes as a name.
    const QString last = name.mid(slash + 1).right(4096);
    for (const uint c : last.toUcs4()) {
        const auto point = char32_t(c);
        safe += isHarmless(point) ? QString::fromUcs4(&point, 1) : u"_"_s;
    }
    safe = safe.normalized(QString::NormalizationForm_C);
    stripEnd(safe);
    while (!safe.isEmpty() && isEdge(safe.front()))
        safe.remove(0, 1);
    if (safe.isEmpty())
        return u"file"_s;
    if (isDevice(safe))
        safe.prepend(u'_');

    const qsizetype dot = safe.lastIndexOf(u'.');
    const bool hasSuffix = dot > 0 && safe.size() - dot <= kMostSuffix;
    const QString suffix = hasSuffix ? safe.mid(dot) : QString();
    QString stem = hasSuffix ? safe.left(dot) : safe;
    const qsizetype room = kMostBytes - suffix.toUtf8().size();
    stem.truncate(room); // one unit is one byte at least
    while (stem.toUtf8().size() > room) {
        const bool pair = stem.back().isLowSurrogate();
        stem.chop(pair && stem.size() > 1 ? 2 : 1);
    }
    if (!stem.isEmpty() && stem.back().isHighSurrogate())
        stem.chop(1);
    stripEnd(stem);
    return stem + suffix;
}

} // namespace spaceline
