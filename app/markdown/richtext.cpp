#include "markdown/links.h"
#include "markdown/parser.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::markdown {

namespace {

struct StyleTag {
    Style style;
    QLatin1StringView tag;
};

/// From the outside to the inside.
constexpr std::array<StyleTag, 6> kStyleTags{{
    {Style::Strong, "strong"_L1},
    {Style::Emphasis, "em"_L1},
    {Style::Strike, "del"_L1},
    {Style::Superscript, "sup"_L1},
    {Style::Subscript, "sub"_L1},
    {Style::Code, "code"_L1},
}};

/// XML allows no other controls and none of the two non-characters, not even as numbers.
bool isAllowed(QChar c)
{
    const char16_t unit = c.unicode();
    return unit >= 0x20 ? unit < 0xFFFE : unit == u'\t' || unit == u'\n';
}

void appendEscaped(QString &html, QStringView text)
{
    for (const QChar c : text) {
        if (c == u'<')
            html += "&lt;"_L1;
        else if (c == u'>')
            html += "&gt;"_L1;
        else if (c == u'&')
            html += "&amp;"_L1;
        else if (c == u'"')
            html += "&quot;"_L1;
        else if (c == QChar(0x2028))
            html += "<br/>"_L1;
        else if (isAllowed(c))
            html += c;
    }
}

void appendRuns(QString &html, const std::vector<Run> &runs)
{
    for (const Run &run : runs) {
        const bool link = run.styles.testFlag(Style::Link) && isSafeLink(run.target);
        if (link) {
            html += "<a href=\""_L1;
            appendEscaped(html, run.target);
            html += "\">"_L1;
        }
        for (const StyleTag &style : kStyleTags) {
            if (run.styles.testFlag(style.style))
                html += u'<' + style.tag + u'>';
        }
        appendEscaped(html, run.text);
        for (auto style = kStyleTags.rbegin(); style != kStyleTags.rend(); ++style) {
            if (run.styles.testFlag(style->style))
                html += "</"_L1 + style->tag + u'>';
        }
        if (link)
            html += "</a>"_L1;
    }
}

void appendBlock(QString &html, const Block &block);

void appendBlocks(QString &html, const Blocks &blocks)
{
    for (const Block &block : blocks)
        appendBlock(html, block);
}

void appendElement(QString &html, const QString &tag, const Block &block)
{
    html += u'<' + tag + u'>';
    appendRuns(html, block.runs);
    html += "</"_L1 + tag + u'>';
}

void appendItem(QString &html, const Block &item, bool tight)
{
    html += "<li>"_L1;
    if (item.task != Block::Task::None)
        html += item.task == Block::Task::Done ? u"\u2611 "_s : u"\u2610 "_s;
    for (const Block &child : item.children) {
        // Tight: without the space that a paragraph brings.
        if (tight && &child == &item.children.front() && child.kind == Block::Kind::Paragraph)
            appendRuns(html, child.runs);
        else
            appendBlock(html, child);
    }
    html += "</li>"_L1;
}

void appendList(QString &html, const Block &list)
{
    const QLatin1StringView tag = list.ordered ? "ol"_L1 : "ul"_L1;
    html += u'<' + tag;
    if (list.ordered && list.start != 1)
        html += " start=\""_L1 + QString::number(list.start) + u'"';
    html += u'>';
    for (const Block &item : list.children)
        appendItem(html, item, list.tight);
    html += "</"_L1 + tag + u'>';
}

QLatin1StringView alignName(Block::Alignment alignment)
{
    switch (alignment) {
    case Block::Alignment::Left:
        return "left"_L1;
    case Block::Alignment::Center:
        return "center"_L1;
    case Block::Alignment::Right:
        return "right"_L1;
    case Block::Alignment::Default:
        break;
    }
    return {};
}

void appendTable(QString &html, const Block &table)
{
    html += "<table>"_L1;
    for (size_t row = 0; row < table.children.size(); ++row) {
        const QLatin1StringView tag = row < table.level ? "th"_L1 : "td"_L1;
        const Blocks &cells = table.children[row].children;
        html += "<tr>"_L1;
        for (size_t column = 0; column < cells.size(); ++column) {
            html += u'<' + tag;
            if (column < table.alignments.size()
                && table.alignments[column] != Block::Alignment::Default)
                html += " align=\""_L1 + alignName(table.alignments[column]) + u'"';
            html += u'>';
            appendRuns(html, cells[column].runs);
            html += "</"_L1 + tag + u'>';
        }
        html += "</tr>"_L1;
    }
    html += "</table>"_L1;
}

void appendBlock(QString &html, const Block &block)
{
    switch (block.kind) {
    case Block::Kind::Paragraph:
    case Block::Kind::Image:
        appendElement(html, u"p"_s, block);
        break;
    case Block::Kind::Heading:
        appendElement(html, u'h' + QString::number(block.level), block);
        break;
    case Block::Kind::List:
        appendList(html, block);
        break;
    case Block::Kind::ListItem:
        appendBlocks(html, block.children);
        break;
    case Block::Kind::Quote:
        html += "<blockquote>"_L1;
        appendBlocks(html, block.children);
        html += "</blockquote>"_L1;
        break;
    case Block::Kind::Code:
    case Block::Kind::Math:
        html += "<pre><code>"_L1;
        appendEscaped(html, block.code);
        html += "</code></pre>"_L1;
        break;
    case Block::Kind::Table:
        appendTable(html, block);
        break;
    case Block::Kind::Rule:
        html += "<hr/>"_L1;
        break;
    case Block::Kind::TableRow:
    case Block::Kind::TableCell:
    case Block::Kind::Thought:
        break;
    }
}

} // namespace

QString toHtml(const Blocks &blocks)
{
    QString html;
    appendBlocks(html, blocks);
    return html;
}

} // namespace spaceline::markdown
