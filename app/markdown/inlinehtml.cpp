#include "markdown/inlinehtml.h"

#include "markdown/entities.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace spaceline::markdown {

namespace {

struct KnownTag {
    QByteArrayView name;
    InlineTag::Name meaning;
};

constexpr std::array<KnownTag, 10> kTags{{
    {"br", InlineTag::Name::Break},
    {"b", InlineTag::Name::Strong},
    {"strong", InlineTag::Name::Strong},
    {"i", InlineTag::Name::Emphasis},
    {"em", InlineTag::Name::Emphasis},
    {"sup", InlineTag::Name::Superscript},
    {"sub", InlineTag::Name::Subscript},
    {"a", InlineTag::Name::Anchor},
    {"details", InlineTag::Name::Details},
    {"summary", InlineTag::Name::Summary},
}};
constexpr std::array<QByteArrayView, 3> kAutolinks{"http://", "https://", "mailto:"};

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/// The name at the begin of \p rest, in lower case; \p rest moves past it.
QByteArray takeName(QByteArrayView &rest)
{
    qsizetype size = 0;
    while (size < rest.size() && isNameCharacter(rest[size]))
        ++size;
    QByteArray name = rest.first(size).toByteArray().toLower();
    rest = rest.sliced(size);
    return name;
}

void skipSpace(QByteArrayView &rest)
{
    while (!rest.isEmpty() && isSpace(rest.front()))
        rest = rest.sliced(1);
}

QByteArrayView takeValue(QByteArrayView &rest)
{
    if (rest.isEmpty())
        return {};
    const char quote = rest.front();
    qsizetype size = 0;
    if (quote == '"' || quote == '\'') {
        rest = rest.sliced(1);
        size = rest.indexOf(quote);
        if (size < 0)
            size = rest.size();
    } else {
        while (size < rest.size() && !isSpace(rest[size]))
            ++size;
    }
    const QByteArrayView value = rest.first(size);
    rest = rest.sliced(std::min(rest.size(), size + (quote == '"' || quote == '\'' ? 1 : 0)));
    return value;
}

/// The value of `href` among \p attributes; of two the first counts, as in browsers.
QString hrefOf(QByteArrayView attributes)
{
    while (!attributes.isEmpty()) {
        skipSpace(attributes);
        const QByteArray name = takeName(attributes);
        skipSpace(attributes);
        if (attributes.isEmpty() || attributes.front() != '=') {
            // A name that no HTML has (`/`, `@click`): step over one character.
            if (name.isEmpty() && !attributes.isEmpty())
                attributes = attributes.sliced(1);
            continue;
        }
        attributes = attributes.sliced(1);
        skipSpace(attributes);
        const QByteArrayView value = takeValue(attributes);
        if (name == "href")
            return QString::fromUtf8(decodedEntities(value).trimmed());
    }
    return {};
}

} // namespace

InlineTag readInlineTag(QByteArrayView source)
{
    InlineTag tag;
    if (source.size() < 3 || source.front() != '<' || source.back() != '>')
        return tag;
    QByteArrayView rest = source.sliced(1).chopped(1);
    if (rest.front() == '/') {
        tag.closing = true;
        rest = rest.sliced(1);
    }
    const QByteArray name = takeName(rest);
    for (const KnownTag &known : kTags) {
        if (known.name == name)
            tag.name = known.meaning;
    }
    if (tag.name == InlineTag::Name::Anchor && !tag.closing)
        tag.href = hrefOf(rest);
    return tag;
}

bool mayBecomeTag(QByteArrayView source)
{
    const QByteArrayView inner = source.sliced(1);
    if (inner.isEmpty())
        return true;
    for (const QByteArrayView scheme : kAutolinks) {
        const qsizetype common = std::min(scheme.size(), inner.size());
        if (qstrnicmp(scheme.data(), common, inner.data(), common) == 0)
            return !std::any_of(inner.begin(), inner.end(), isSpace);
    }
    QByteArrayView rest = inner.front() == '/' ? inner.sliced(1) : inner;
    const QByteArray name = takeName(rest);
    for (const KnownTag &known : kTags) {
        if (rest.isEmpty() ? known.name.startsWith(name)
                           : known.name == name && (isSpace(rest.front()) || rest.front() == '/'))
            return true;
    }
    return false;
}

} // namespace spaceline::markdown
