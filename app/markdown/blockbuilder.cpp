#include "markdown/blockbuilder.h"

#include "markdown/codeindent.h"
#include "markdown/inlinebuilder.h"
#include "markdown/tables.h"

#include <md4c.h>

#include <utility>
#include <vector>

namespace spaceline::markdown {

namespace {

constexpr size_t kMaxDepth = 32;
constexpr qsizetype kMaxTextBytes = 32 * 1024 * 1024;
constexpr QChar kLineBreak(0x2028);

constexpr unsigned kFlags
    = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOHTMLBLOCKS;
constexpr unsigned kBareLinks = MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS;
/// md4c's time grows with the square of the bare links in a paragraph; 1,000 take 2 ms.
constexpr int kMostBareLinks = 1000;

// What callbacks cost, so that a table of a few bytes a row cannot become gigabytes of cells.
constexpr qsizetype kBlockCost = 8;
constexpr qsizetype kCostPerByte = 16;
constexpr qsizetype kFreeCost = 64 * 1024;

/// Receives md4c's callbacks. A member function returns false to stop md4c.
class Builder {
public:
    Builder(QByteArrayView source, SoftBreak softBreak, bool open)
        : m_inline(softBreak, open)
        , m_source(source)
        , m_budget(kCostPerByte * source.size() + kFreeCost)
    {
        m_stack.emplace_back();
    }

    bool enterBlock(MD_BLOCKTYPE type, void *detail);
    bool leaveBlock(MD_BLOCKTYPE type);
    bool enterSpan(MD_SPANTYPE type, void *detail);
    bool leaveSpan(MD_SPANTYPE type);
    bool text(MD_TEXTTYPE type, QByteArrayView text);

    [[nodiscard]] Blocks take() { return std::move(m_stack.front().children); }

private:
    [[nodiscard]] bool spend(qsizetype cost) { return (m_budget -= cost) >= 0; }
    void push(Block block);
    void pop();
    void enterContainer(Block block, bool flatten);
    void leaveContainer();
    void openImplicitParagraph();
    void closeImplicitParagraph();
    void code(QByteArrayView text);

    std::vector<Block> m_stack; ///< the document, then the open blocks
    std::vector<bool> m_flattened; ///< one for each open container: was it left out?
    InlineBuilder m_inline;
    QByteArray m_code; ///< of the open code block
    QByteArrayView m_source;
    qsizetype m_budget;
    qsizetype m_codeIndent = 0; ///< columns before the text of a line of code
    bool m_implicitParagraph = false; ///< md4c has no paragraphs in tight lists
};

Block blockOf(Block::Kind kind)
{
    Block block;
    block.kind = kind;
    return block;
}

bool isContainer(Block::Kind kind)
{
    return kind == Block::Kind::List || kind == Block::Kind::ListItem || kind == Block::Kind::Quote;
}

Block::Alignment alignmentOf(MD_ALIGN align)
{
    switch (align) {
    case MD_ALIGN_LEFT:
        return Block::Alignment::Left;
    case MD_ALIGN_CENTER:
        return Block::Alignment::Center;
    case MD_ALIGN_RIGHT:
        return Block::Alignment::Right;
    case MD_ALIGN_DEFAULT:
        break;
    }
    return Block::Alignment::Default;
}

/// An address may be written once and used very often.
qsizetype addressSize(MD_SPANTYPE type, void *detail)
{
    if (type == MD_SPAN_A)
        return qsizetype(static_cast<MD_SPAN_A_DETAIL *>(detail)->href.size);
    if (type == MD_SPAN_IMG)
        return qsizetype(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src.size);
    return 0;
}

bool Builder::enterBlock(MD_BLOCKTYPE type, void *detail)
{
    if (!spend(kBlockCost))
        return false;
    closeImplicitParagraph();
    switch (type) {
    case MD_BLOCK_QUOTE:
        enterContainer(blockOf(Block::Kind::Quote), m_stack.size() > kMaxDepth);
        break;
    case MD_BLOCK_UL: {
        Block list = blockOf(Block::Kind::List);
        list.tight = static_cast<MD_BLOCK_UL_DETAIL *>(detail)->is_tight != 0;
        enterContainer(std::move(list), m_stack.size() + 1 > kMaxDepth);
        break;
    }
    case MD_BLOCK_OL: {
        const auto *ordered = static_cast<MD_BLOCK_OL_DETAIL *>(detail);
        Block list = blockOf(Block::Kind::List);
        list.ordered = true;
        list.tight = ordered->is_tight != 0;
        list.start = int(ordered->start); // at most nine digits
        enterContainer(std::move(list), m_stack.size() + 1 > kMaxDepth);
        break;
    }
    case MD_BLOCK_LI: {
        const auto *item = static_cast<MD_BLOCK_LI_DETAIL *>(detail);
        Block block = blockOf(Block::Kind::ListItem);
        if (item->is_task != 0)
            block.task = item->task_mark == ' ' ? Block::Task::Open : Block::Task::Done;
        enterContainer(std::move(block), m_flattened.back());
        break;
    }
    case MD_BLOCK_HR:
        push(blockOf(Block::Kind::Rule));
        break;
    case MD_BLOCK_H: {
        Block heading = blockOf(Block::Kind::Heading);
        heading.level = quint8(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
        push(std::move(heading));
        break;
    }
    case MD_BLOCK_CODE: {
        Block code = blockOf(Block::Kind::Code);
        code.language = decodedAttribute(static_cast<MD_BLOCK_CODE_DETAIL *>(detail)->lang);
        push(std::move(code));
        break;
    }
    case MD_BLOCK_P:
    case MD_BLOCK_HTML:
        push(blockOf(Block::Kind::Paragraph));
        break;
    case MD_BLOCK_TABLE: {
        Block table = blockOf(Block::Kind::Table);
        table.level = quint8(static_cast<MD_BLOCK_TABLE_DETAIL *>(detail)->head_row_count);
        push(std::move(table));
        break;
    }
    case MD_BLOCK_TR:
        push(blockOf(Block::Kind::TableRow));
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: {
        const auto *cell = static_cast<MD_BLOCK_TD_DETAIL *>(detail);
        Block &table = m_stack[m_stack.size() - 2];
        if (table.children.empty())
            table.alignments.push_back(alignmentOf(cell->align));
        push(blockOf(Block::Kind::TableCell));
        break;
    }
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        break;
    }
    return true;
}

bool Builder::leaveBlock(MD_BLOCKTYPE type)
{
    closeImplicitParagraph();
    switch (type) {
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_LI:
        leaveContainer();
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        break;
    default:
        pop();
        break;
    }
    return true;
}

bool Builder::enterSpan(MD_SPANTYPE type, void *detail)
{
    if (!spend(1 + addressSize(type, detail)))
        return false;
    openImplicitParagraph();
    m_inline.enterSpan(type, detail);
    return true;
}

bool Builder::leaveSpan(MD_SPANTYPE type)
{
    m_inline.leaveSpan(type);
    return true;
}

bool Builder::text(MD_TEXTTYPE type, QByteArrayView text)
{
    if (!spend(1))
        return false;
    if (m_stack.back().kind == Block::Kind::Code) {
        code(text);
    } else {
        openImplicitParagraph();
        m_inline.text(type, text);
    }
    return true;
}

void Builder::push(Block block) { m_stack.push_back(std::move(block)); }

void Builder::pop()
{
    Block block = std::move(m_stack.back());
    m_stack.pop_back();
    switch (block.kind) {
    case Block::Kind::Paragraph:
    case Block::Kind::Heading:
    case Block::Kind::TableCell:
        block.runs = m_inline.take();
        if (block.kind != Block::Kind::Paragraph)
            break;
        if (block.runs.empty())
            return;
        if (block.runs.size() == 1 && block.runs.front().styles == Style::Image)
            block.kind = Block::Kind::Image;
        break;
    case Block::Kind::Code:
        if (m_code.endsWith('\n'))
            m_code.chop(1);
        block.code = QString::fromUtf8(m_code);
        m_code.resize(0);
        break;
    default:
        break;
    }
    m_stack.back().children.push_back(std::move(block));
}

void Builder::enterContainer(Block block, bool flatten)
{
    m_flattened.push_back(flatten);
    if (!flatten)
        push(std::move(block));
}

void Builder::leaveContainer()
{
    if (!m_flattened.back())
        pop();
    m_flattened.pop_back();
}

void Builder::openImplicitParagraph()
{
    if (m_stack.size() == 1 || !isContainer(m_stack.back().kind))
        return;
    push(blockOf(Block::Kind::Paragraph));
    m_implicitParagraph = true;
}

void Builder::closeImplicitParagraph()
{
    if (std::exchange(m_implicitParagraph, false))
        pop();
}

/// md4c gives the indentation of a line as blanks, then its text, then LF. The text lies in the
/// source, where the indentation can be read as it is written.
void Builder::code(QByteArrayView text)
{
    const auto address = [](const char *data) { return reinterpret_cast<quintptr>(data); };
    const bool inSource = address(text.data()) >= address(m_source.data())
        && address(text.data()) < address(m_source.data() + m_source.size());
    if (text == "\n") {
        m_codeIndent = 0;
        m_code.append('\n');
    } else if (!inSource) {
        m_codeIndent += text.size();
    } else if (!text.isEmpty()) {
        const QByteArrayView before = m_source.first(text.data() - m_source.data());
        const QByteArrayView prefix = before.sliced(before.lastIndexOf('\n') + 1);
        appendCodeIndent(m_code, prefix, std::exchange(m_codeIndent, 0));
        m_code.append(text);
    }
}

unsigned flagsFor(QByteArrayView text)
{
    int links = 0;
    for (const QByteArrayView sign : {QByteArrayView("://"), QByteArrayView("www.")}) {
        for (qsizetype at = text.indexOf(sign); at >= 0 && links <= kMostBareLinks; ++links)
            at = text.indexOf(sign, at + sign.size());
    }
    return links <= kMostBareLinks ? kFlags | kBareLinks : kFlags;
}

} // namespace

Blocks flatBlocks(QByteArrayView text)
{
    Blocks blocks;
    const QString all = QString::fromUtf8(text).trimmed();
    if (all.isEmpty())
        return blocks;
    Block paragraph = blockOf(Block::Kind::Paragraph);
    paragraph.runs.push_back({QString(all).replace(u'\n', kLineBreak), {}, {}});
    blocks.push_back(std::move(paragraph));
    return blocks;
}

Blocks buildBlocks(QByteArrayView text, SoftBreak softBreak, bool open)
{
    if (text.size() > kMaxTextBytes)
        return flatBlocks(text);
    const QByteArray source = withRegularTables(text);
    Builder builder(source, softBreak, open);
    MD_PARSER parser = {};
    parser.flags = flagsFor(source);
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
        return static_cast<Builder *>(self)->enterBlock(type, detail) ? 0 : 1;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *, void *self) {
        return static_cast<Builder *>(self)->leaveBlock(type) ? 0 : 1;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *self) {
        return static_cast<Builder *>(self)->enterSpan(type, detail) ? 0 : 1;
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *self) {
        return static_cast<Builder *>(self)->leaveSpan(type) ? 0 : 1;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *data, MD_SIZE size, void *self) {
        return static_cast<Builder *>(self)->text(type, QByteArrayView(data, qsizetype(size))) ? 0
                                                                                               : 1;
    };
    if (md_parse(source.constData(), MD_SIZE(source.size()), &parser, &builder) != 0)
        return flatBlocks(text);
    return builder.take();
}

} // namespace spaceline::markdown
