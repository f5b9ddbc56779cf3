#include "markdown/links.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::markdown {

namespace {

/// Programs that open addresses skip or strip controls, so that they could hide a scheme.
bool hasControls(const QString &target)
{
    return std::any_of(target.begin(), target.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c == QChar(0x2028) || c == QChar(0x2029);
    });
}

bool isWeb(const QString &target)
{
    for (const QLatin1StringView scheme : {"https://"_L1, "http://"_L1}) {
        if (target.startsWith(scheme, Qt::CaseInsensitive))
            return target.size() > scheme.size();
    }
    return false;
}

} // namespace

bool isSafeLink(const QString &target)
{
    return !hasControls(target)
        && (isWeb(target)
            || (target.startsWith("mailto:"_L1, Qt::CaseInsensitive) && target.size() > 7));
}

bool isSafeImage(const QString &target)
{
    if (hasControls(target) || target.isEmpty())
        return false;
    if (isWeb(target))
        return true;
    // A colon before the first slash would end a scheme; two slashes begin another host.
    const qsizetype colon = target.indexOf(u':');
    const qsizetype slash = target.indexOf(u'/');
    return (colon < 0 || (slash >= 0 && slash < colon)) && !target.startsWith("//"_L1)
        && !target.contains(u'\\');
}

} // namespace spaceline::markdown
