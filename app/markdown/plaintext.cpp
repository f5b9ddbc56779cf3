#include "markdown/parser.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::markdown {

namespace {

QString textOf(const std::vector<Run> &runs)
{
    QString text;
    for (const Run &run : runs)
        text += run.text;
    return text.replace(QChar(0x2028), u'\n');
}

/// \p text with \p first before its first line and \p rest before the others, without blanks at the
/// end of empty lines.
QString indented(const QString &text, const QString &first, const QString &rest)
{
    QString result;
    QString prefix = first;
    for (const QString &line : text.split(u'\n')) {
        if (!result.isEmpty())
            result += u'\n';
        result += line.isEmpty() && !result.isEmpty() ? prefix.trimmed() : prefix + line;
        prefix = rest;
    }
    return result;
}

QString plain(const Block &block);

QString joined(const Blocks &blocks, const QString &separator)
{
    QString text;
    for (const Block &block : blocks) {
        if (block.kind == Block::Kind::Thought)
            continue;
        if (!text.isEmpty())
            text += separator;
        text += plain(block);
    }
    return text;
}

QString list(const Block &block)
{
    QString text;
    int number = block.start;
    for (const Block &item : block.children) {
        const QString marker = block.ordered ? QString::number(number) + u". "_s : u"- "_s;
        const QString task = item.task == Block::Task::None ? QString()
            : item.task == Block::Task::Done                ? u"[x] "_s
                                                            : u"[ ] "_s;
        if (!text.isEmpty())
            text += block.tight ? u"\n"_s : u"\n\n"_s;
        text += indented(joined(item.children, block.tight ? u"\n"_s : u"\n\n"_s), marker + task,
                         QString(marker.size(), u' '));
        ++number;
    }
    return text;
}

QString row(const Block &block)
{
    QString text;
    for (size_t i = 0; i < block.children.size(); ++i) {
        if (i > 0)
            text += u'\t';
        text += textOf(block.children[i].runs).replace(u'\n', u' ');
    }
    return text;
}

QString plain(const Block &block)
{
    switch (block.kind) {
    case Block::Kind::Paragraph:
    case Block::Kind::Heading:
    case Block::Kind::TableCell:
    case Block::Kind::Image:
        return textOf(block.runs);
    case Block::Kind::List:
        return list(block);
    case Block::Kind::ListItem:
        return joined(block.children, u"\n\n"_s);
    case Block::Kind::Quote:
        return indented(joined(block.children, u"\n\n"_s), u"> "_s, u"> "_s);
    case Block::Kind::Code:
    case Block::Kind::Math:
        return block.code;
    case Block::Kind::Table:
        return joined(block.children, u"\n"_s);
    case Block::Kind::TableRow:
        return row(block);
    case Block::Kind::Rule:
        return u"---"_s;
    case Block::Kind::Thought:
        break;
    }
    return {};
}

} // namespace

QString toPlainText(const Blocks &blocks) { return joined(blocks, u"\n\n"_s); }

} // namespace spaceline::markdown
