#include "store/plaintext.h"

#include <QRegularExpression>
#include <QTextBoundaryFinder>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// The longest start of \p text of at most \p most bytes that does not split a character.
QByteArrayView startOf(QByteArrayView text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    qsizetype end = most;
    while (end > most - 4 && (uchar(text.at(end)) & 0xc0) == 0x80)
        --end;
    return text.first(end);
}

QString withoutMarks(QString line)
{
    static const QRegularExpression fenceOrRule(
        u"^\\s*(?:`{3,}[^`]*|~{3,}.*|([-*_=])(?:\\s*\\1){2,}\\s*)$"_s);
    static const QRegularExpression leading(
        u"^\\s*(?:(?:>|#{1,6}(?=\\s)|[-*+](?=\\s)|\\d{1,9}[.)](?=\\s))\\s*)+"_s);
    static const QRegularExpression link(u"!?\\[([^\\]]*)\\]\\([^)]*\\)"_s);
    static const QRegularExpression tag(u"</?(?:br|b|strong|i|em|sub|sup|details|summary)\\s*/?>"_s,
                                        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression strong(u"(\\*\\*|__|~~)(?=\\S)(.+?)(?<=\\S)\\1"_s);
    static const QRegularExpression emphasis(
        u"(?<![\\w*])([*_])(?=[^\\s*_])([^*_]+)(?<=\\S)\\1(?![\\w*])"_s);
    if (line.contains(fenceOrRule))
        return {};
    line.remove(leading);
    line.replace(link, u"\\1"_s);
    line.replace(tag, u" "_s);
    line.replace(strong, u"\\2"_s);
    line.replace(emphasis, u"\\2"_s);
    line.remove(u'`');
    return line;
}

/// Characters that would break a line, or turn the direction of what stands around it.
bool isUnfit(QChar c)
{
    const char16_t u = c.unicode();
    return c.category() == QChar::Other_Control || (u >= 0x202a && u <= 0x202e)
        || (u >= 0x2066 && u <= 0x2069) || u == QChar::ParagraphSeparator
        || u == QChar::LineSeparator;
}

qsizetype boundaryBefore(const QString &line, qsizetype place, QTextBoundaryFinder::BoundaryType of)
{
    QTextBoundaryFinder finder(of, line);
    finder.setPosition(place);
    return finder.isAtBoundary() ? place : std::max<qsizetype>(finder.toPreviousBoundary(), 0);
}

QString cut(const QString &line, int most)
{
    if (line.size() <= most)
        return line;
    const qsizetype room = most - 1;
    qsizetype end = boundaryBefore(line, room, QTextBoundaryFinder::Word);
    // One endless word, an address for instance: rather cut than lost.
    if (end < room / 2)
        end = boundaryBefore(line, room, QTextBoundaryFinder::Grapheme);
    while (end > 0
           && (line.at(end - 1).isSpace() || u",;:、，；：-–—("_s.contains(line.at(end - 1))))
        --end;
    return line.first(end) + u'…';
}

} // namespace

QString plainLine(QByteArrayView markdown, int most)
{
    // Four bytes a character at most, and some for the marks.
    const QString start = QString::fromUtf8(startOf(markdown, 4 * most + 400));
    QString line;
    for (const QString &part : start.split(u'\n'))
        line += withoutMarks(part) + u' ';
    for (QChar &c : line) {
        if (isUnfit(c))
            c = u' ';
    }
    return cut(line.simplified(), most);
}

QString titleOf(QByteArrayView prompt) { return plainLine(prompt, 60); }

QString snippetOf(QByteArrayView markdown) { return plainLine(markdown, 200); }

} // namespace spaceline
