#pragma once

#include <QByteArray>
#include <QFlags>
#include <QString>

#include <vector>

namespace spaceline::markdown {

/// How a run of text looks. Colours and fonts are the view's work.
enum class Style : quint16 {
    None = 0,
    Strong = 1 << 0,
    Emphasis = 1 << 1,
    Code = 1 << 2,
    Strike = 1 << 3,
    Link = 1 << 4, ///< Run::target holds where to
    Superscript = 1 << 5,
    Subscript = 1 << 6,
    Math = 1 << 7, ///< the source of a formula
    Image = 1 << 8, ///< Run::text is the alternative text, Run::target the address; nothing is ever
                    ///< loaded by parsing
};
Q_DECLARE_FLAGS(Styles, Style)
Q_DECLARE_OPERATORS_FOR_FLAGS(Styles)

/// A run of text in one style. A line break is the character U+2028 inside `text`; what a line end
/// of the source becomes is said by SoftBreak (parser.h).
struct Run {
    QString text;
    Styles styles;
    QString target;

    friend bool operator==(const Run &, const Run &) = default;
};

/// A node of the block tree of a message. Which members mean something depends on the kind.
struct Block {
    enum class Kind : quint8 {
        Paragraph, ///< runs
        Heading, ///< runs, level 1–6
        List, ///< children (ListItem), ordered, start
        ListItem, ///< children, task
        Quote, ///< children
        Code, ///< code, language
        Table, ///< children (TableRow; the first `level` rows are the header), alignments
        TableRow, ///< children (TableCell)
        TableCell, ///< runs
        Rule,
        Image, ///< runs[0]: an image that stands alone in its paragraph
        Math, ///< code: the source of a display formula
        Thought, ///< children, runs (the title), folded text of a reply's thought
    };
    enum class Task : quint8 { None, Open, Done };
    enum class Alignment : quint8 { Default, Left, Center, Right };

    Kind kind = Kind::Paragraph;
    bool ordered = false; ///< List
    bool tight = true; ///< List: no space between its items
    bool open = false; ///< still growing: shown as what it will become
    quint8 level = 0; ///< Heading: 1–6; Table: number of header rows
    Task task = Task::None;
    int start = 1; ///< List: the first number
    QString language; ///< Code: the first word of the info string, as written
    QString code; ///< Code, Math: lines separated by LF, without a last LF
    std::vector<Run> runs;
    std::vector<Block> children;
    std::vector<Alignment> alignments; ///< Table: one a column

    friend bool operator==(const Block &, const Block &) = default;
};

using Blocks = std::vector<Block>;

} // namespace spaceline::markdown
