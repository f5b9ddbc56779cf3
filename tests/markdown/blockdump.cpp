#include "blockdump.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline::markdown;

namespace {

QString visible(QString text)
{
    return text.replace(u'\n', u"\\n"_s).replace(QChar(0x2028), u'⏎').replace(u'\t', u"\\t"_s);
}

QString styleNames(Styles styles)
{
    static const std::array<std::pair<Style, QString>, 9> names{{
        {Style::Strong, u"strong"_s},
        {Style::Emphasis, u"em"_s},
        {Style::Code, u"code"_s},
        {Style::Strike, u"strike"_s},
        {Style::Link, u"link"_s},
        {Style::Superscript, u"sup"_s},
        {Style::Subscript, u"sub"_s},
        {Style::Math, u"math"_s},
        {Style::Image, u"image"_s},
    }};
    QStringList result;
    for (const auto &[style, name] : names) {
        if (styles.testFlag(style))
            result.append(name);
    }
    return result.join(u'+');
}

QString dumpRuns(const std::vector<Run> &runs)
{
    QString result;
    for (const Run &run : runs) {
        if (!run.styles && run.target.isEmpty()) {
            result += visible(run.text);
            continue;
        }
        result += u'<' + styleNames(run.styles) + u'|' + visible(run.text);
        if (!run.target.isEmpty())
            result += u'|' + run.target;
        result += u'>';
    }
    return result;
}

QString dumpAlignments(const std::vector<Block::Alignment> &alignments)
{
    QString result;
    for (const Block::Alignment alignment : alignments)
        result += u"-lcr"_s.at(int(alignment));
    return result;
}

QString headOf(const Block &block)
{
    switch (block.kind) {
    case Block::Kind::Paragraph:
        return u"paragraph: "_s + dumpRuns(block.runs);
    case Block::Kind::Heading:
        return u"heading %1: "_s.arg(block.level) + dumpRuns(block.runs);
    case Block::Kind::List:
        return (block.ordered ? u"list ordered %1"_s.arg(block.start) : u"list"_s)
            + (block.tight ? u""_s : u" loose"_s);
    case Block::Kind::ListItem:
        return block.task == Block::Task::None ? u"item"_s
            : block.task == Block::Task::Done  ? u"item done"_s
                                               : u"item to do"_s;
    case Block::Kind::Quote:
        return u"quote"_s;
    case Block::Kind::Code:
        return u"code "_s + block.language + u": "_s + visible(block.code);
    case Block::Kind::Table:
        return u"table %1 "_s.arg(block.level) + dumpAlignments(block.alignments);
    case Block::Kind::TableRow:
        return u"row"_s;
    case Block::Kind::TableCell:
        return u"cell: "_s + dumpRuns(block.runs);
    case Block::Kind::Rule:
        return u"rule"_s;
    case Block::Kind::Image:
        return u"image: "_s + dumpRuns(block.runs);
    case Block::Kind::Math:
        return u"math: "_s + visible(block.code);
    case Block::Kind::Thought:
        return u"thought: "_s + dumpRuns(block.runs);
    }
    return {};
}

void dumpInto(QString &result, const Blocks &blocks, qsizetype level)
{
    for (const Block &block : blocks) {
        result += QString(2 * level, u' ') + headOf(block) + (block.open ? u" …\n"_s : u"\n"_s);
        dumpInto(result, block.children, level + 1);
    }
}

} // namespace

QString dump(const Blocks &blocks)
{
    QString result;
    dumpInto(result, blocks, 0);
    return result;
}
