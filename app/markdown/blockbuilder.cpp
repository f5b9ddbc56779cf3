#include "markdown/blockbuilder.h"

#include "markdown/codeindent.h"
#include "markdown/entities.h"
#include "markdown/inlinehtml.h"
#include "markdown/links.h"
#include "markdown/tables.h"

#include <md4c.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::markdown {

namespace {

constexpr size_t kMaxDepth = 32;
constexpr qsizetype kMaxTextBytes = 32 * 1024 * 1024;
constexpr qsizetype kMaxTargetBytes = 8 * 1024;
constexpr QChar kLineBreak(0x2028);
constexpr QByteArrayView kLineBreakUtf8("\xE2\x80\xA8");

constexpr unsigned kFlags
    = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOHTMLBLOCKS;
constexpr unsigned kBareLinks = MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS;
/// md4c's time grows with the square of the bare links in a paragraph; 1,000 take 2 ms.
constexpr int kMostBareLinks = 1000;

// What callbacks cost, so that a table of a few bytes a row cannot become gigabytes of cells.
constexpr qsizetype kBlockCost = 8;
constexpr qsizetype kCostPerByte = 16;
constexpr qsizetype kFreeCost = 64 * 1024;

/// How often each style was opened and not closed yet, and where links lead.
struct InlineState {
    int strong = 0;
    int emphasis = 0;
    int strike = 0;
    int code = 0;
    int superscript = 0;
    int subscript = 0;
    int images = 0; ///< an image's alternative text may hold images
    QString imageTarget;
    std::vector<std::optional<QString>> links; ///< nothing: a link that is shown as text
    std::vector<std::optional<QString>> htmlLinks;

    [[nodiscard]] const QString *link() const
    {
        const auto &stack = links.empty() ? htmlLinks : links;
        return stack.empty() || !stack.back() ? nullptr : &*stack.back();
    }
};

/// Receives md4c's callbacks. A member function returns false to stop md4c.
class Builder {
public:
    Builder(QByteArrayView source, SoftBreak softBreak, bool open)
        : m_source(source)
        , m_budget(kCostPerByte * source.size() + kFreeCost)
        , m_softBreak(softBreak)
        , m_open(open)
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
    [[nodiscard]] QString attribute(const MD_ATTRIBUTE &attribute);
    void push(Block block);
    void pop();
    void enterContainer(Block block, bool flatten);
    void leaveContainer();
    void closeImplicitParagraph();
    void code(QByteArrayView text);
    void append(QByteArrayView text);
    void appendCollapsed(QByteArrayView text);
    void breakLine();
    void tag(QByteArrayView source);
    void flush();
    void finishLeaf(Block &leaf);
    [[nodiscard]] bool endsInBlank() const;
    [[nodiscard]] bool endsInLineBreak() const;

    std::vector<Block> m_stack; ///< the document, then the open blocks
    std::vector<bool> m_flattened; ///< one for each open container: was it left out?
    InlineState m_inline;
    QByteArray m_text; ///< of the run that is being read
    QByteArray m_tag; ///< an HTML tag that goes on in the next line
    QByteArrayView m_source;
    qsizetype m_budget;
    qsizetype m_codeIndent = 0; ///< columns before the text of a line of code
    SoftBreak m_softBreak;
    bool m_open;
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
        code.language = attribute(static_cast<MD_BLOCK_CODE_DETAIL *>(detail)->lang);
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
    if (!spend(1))
        return false;
    if (isContainer(m_stack.back().kind) && m_stack.size() > 1) {
        push(blockOf(Block::Kind::Paragraph));
        m_implicitParagraph = true;
    }
    flush();
    switch (type) {
    case MD_SPAN_EM:
        ++m_inline.emphasis;
        break;
    case MD_SPAN_STRONG:
        ++m_inline.strong;
        break;
    case MD_SPAN_DEL:
        ++m_inline.strike;
        break;
    case MD_SPAN_CODE:
        ++m_inline.code;
        break;
    case MD_SPAN_A: {
        const MD_ATTRIBUTE &href = static_cast<MD_SPAN_A_DETAIL *>(detail)->href;
        if (!spend(qsizetype(href.size)))
            return false;
        QString target = attribute(href);
        const bool shown = isSafeLink(target) || (m_open && target.isEmpty());
        m_inline.links.push_back(shown ? std::optional(std::move(target)) : std::nullopt);
        break;
    }
    case MD_SPAN_IMG: {
        const MD_ATTRIBUTE &source = static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src;
        if (!spend(qsizetype(source.size)))
            return false;
        if (m_inline.images++ == 0) {
            QString target = attribute(source);
            m_inline.imageTarget = isSafeImage(target) ? std::move(target) : QString();
        }
        break;
    }
    default:
        break;
    }
    return true;
}

bool Builder::leaveSpan(MD_SPANTYPE type)
{
    if (type == MD_SPAN_IMG) {
        if (--m_inline.images == 0) {
            m_stack.back().runs.push_back(
                {QString::fromUtf8(m_text), Style::Image, m_inline.imageTarget});
            m_text.resize(0);
        }
        return true;
    }
    flush();
    switch (type) {
    case MD_SPAN_EM:
        --m_inline.emphasis;
        break;
    case MD_SPAN_STRONG:
        --m_inline.strong;
        break;
    case MD_SPAN_DEL:
        --m_inline.strike;
        break;
    case MD_SPAN_CODE:
        --m_inline.code;
        break;
    case MD_SPAN_A:
        m_inline.links.pop_back();
        break;
    default:
        break;
    }
    return true;
}

bool Builder::text(MD_TEXTTYPE type, QByteArrayView text)
{
    if (!spend(1))
        return false;
    if (m_stack.back().kind == Block::Kind::Code) {
        code(text);
        return true;
    }
    if (isContainer(m_stack.back().kind) && m_stack.size() > 1) {
        push(blockOf(Block::Kind::Paragraph));
        m_implicitParagraph = true;
    }
    switch (type) {
    case MD_TEXT_BR:
        breakLine();
        break;
    case MD_TEXT_SOFTBR:
        if (m_softBreak == SoftBreak::Line && m_inline.images == 0) {
            if (!endsInLineBreak())
                breakLine();
        } else {
            append(" ");
        }
        break;
    case MD_TEXT_ENTITY:
        append(decodedEntity(text));
        break;
    case MD_TEXT_HTML:
        m_tag.append(text);
        if (m_tag.endsWith('>'))
            tag(std::exchange(m_tag, {}));
        break;
    case MD_TEXT_NULLCHAR:
        append("\xEF\xBF\xBD");
        break;
    case MD_TEXT_NORMAL:
        appendCollapsed(text);
        break;
    default:
        append(text);
        break;
    }
    return true;
}

QString Builder::attribute(const MD_ATTRIBUTE &attribute)
{
    if (qsizetype(attribute.size) > kMaxTargetBytes)
        return {};
    QByteArray result;
    result.reserve(qsizetype(attribute.size));
    for (int i = 0;
         attribute.substr_offsets != nullptr && attribute.substr_offsets[i] < attribute.size; ++i) {
        const MD_OFFSET begin = attribute.substr_offsets[i];
        const QByteArrayView part(attribute.text + begin,
                                  qsizetype(attribute.substr_offsets[i + 1] - begin));
        if (attribute.substr_types[i] == MD_TEXT_ENTITY)
            result.append(decodedEntity(part));
        else
            result.append(part);
    }
    return QString::fromUtf8(result);
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
        finishLeaf(block);
        if (block.kind == Block::Kind::Paragraph && block.runs.empty())
            return;
        break;
    case Block::Kind::Code:
        if (m_text.endsWith('\n'))
            m_text.chop(1);
        block.code = QString::fromUtf8(m_text);
        m_text.resize(0);
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
        m_text.append('\n');
    } else if (!inSource) {
        m_codeIndent += text.size();
    } else if (!text.isEmpty()) {
        const QByteArrayView before = m_source.first(text.data() - m_source.data());
        const QByteArrayView prefix = before.sliced(before.lastIndexOf('\n') + 1);
        appendCodeIndent(m_text, prefix, std::exchange(m_codeIndent, 0));
        m_text.append(text);
    }
}

void Builder::append(QByteArrayView text) { m_text.append(text); }

/// Blanks in a row are one, as everywhere where HTML is shown; md4c's own flag for it loses tabs.
void Builder::appendCollapsed(QByteArrayView text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; };
    while (!text.isEmpty()) {
        const auto blank = std::find_if(text.begin(), text.end(), isBlank);
        m_text.append(text.first(blank - text.begin()));
        const auto next = std::find_if_not(blank, text.end(), isBlank);
        if (next != blank && !endsInBlank())
            m_text.append(' ');
        text = text.sliced(next - text.begin());
    }
}

void Builder::breakLine()
{
    while (m_inline.code == 0 && m_text.endsWith(' '))
        m_text.chop(1);
    m_text.append(kLineBreakUtf8);
}

bool Builder::endsInBlank() const
{
    if (!m_text.isEmpty())
        return m_text.endsWith(' ');
    const std::vector<Run> &runs = m_stack.back().runs;
    return !runs.empty() && !runs.back().styles.testFlag(Style::Code)
        && runs.back().text.endsWith(u' ');
}

bool Builder::endsInLineBreak() const
{
    if (!m_text.isEmpty())
        return m_text.endsWith(kLineBreakUtf8);
    const std::vector<Run> &runs = m_stack.back().runs;
    return runs.empty() || runs.back().text.endsWith(kLineBreak);
}

void Builder::tag(QByteArrayView source)
{
    if (m_inline.images > 0)
        return;
    const InlineTag tag = readInlineTag(source);
    if (tag.name == InlineTag::Name::Other) {
        append(source);
        return;
    }
    flush();
    const auto count = [&tag](int &style) { style = std::max(0, style + (tag.closing ? -1 : 1)); };
    switch (tag.name) {
    case InlineTag::Name::Break:
        breakLine();
        break;
    case InlineTag::Name::Strong:
        count(m_inline.strong);
        break;
    case InlineTag::Name::Emphasis:
        count(m_inline.emphasis);
        break;
    case InlineTag::Name::Superscript:
        count(m_inline.superscript);
        break;
    case InlineTag::Name::Subscript:
        count(m_inline.subscript);
        break;
    case InlineTag::Name::Anchor:
        if (!tag.closing)
            m_inline.htmlLinks.push_back(isSafeLink(tag.href) ? std::optional(tag.href)
                                                              : std::nullopt);
        else if (!m_inline.htmlLinks.empty())
            m_inline.htmlLinks.pop_back();
        break;
    case InlineTag::Name::Details:
    case InlineTag::Name::Summary:
        if (!endsInLineBreak())
            breakLine();
        break;
    case InlineTag::Name::Other:
        break;
    }
}

void Builder::flush()
{
    if (m_text.isEmpty() || m_inline.images > 0)
        return;
    Styles styles;
    styles.setFlag(Style::Strong, m_inline.strong > 0);
    styles.setFlag(Style::Emphasis, m_inline.emphasis > 0);
    styles.setFlag(Style::Strike, m_inline.strike > 0);
    styles.setFlag(Style::Code, m_inline.code > 0);
    styles.setFlag(Style::Superscript, m_inline.superscript > 0);
    styles.setFlag(Style::Subscript, m_inline.subscript > 0);
    const QString *link = m_inline.link();
    styles.setFlag(Style::Link, link != nullptr);
    appendRun(m_stack.back().runs,
              {QString::fromUtf8(m_text), styles, link != nullptr ? *link : QString()});
    m_text.resize(0);
}

void Builder::finishLeaf(Block &leaf)
{
    // flush() works on the top of the stack, from which the leaf has been taken.
    m_stack.push_back(std::move(leaf));
    if (!m_tag.isEmpty())
        append(std::exchange(m_tag, {}));
    flush();
    leaf = std::move(m_stack.back());
    m_stack.pop_back();
    m_inline = {};

    const auto isBlank = [](QChar c) { return c == kLineBreak || c == u' '; };
    const auto isTrimmed = [](const Run &run) {
        return !run.styles.testAnyFlags(Styles(Style::Code) | Style::Image);
    };
    std::vector<Run> &runs = leaf.runs;
    while (!runs.empty() && isTrimmed(runs.back())) {
        QString &text = runs.back().text;
        while (!text.isEmpty() && isBlank(text.back()))
            text.chop(1);
        if (!text.isEmpty())
            break;
        runs.pop_back();
    }
    while (!runs.empty() && isTrimmed(runs.front())) {
        QString &text = runs.front().text;
        qsizetype blanks = 0;
        while (blanks < text.size() && isBlank(text.at(blanks)))
            ++blanks;
        text.remove(0, blanks);
        if (!text.isEmpty())
            break;
        runs.erase(runs.begin());
    }
    if (leaf.kind == Block::Kind::Paragraph && runs.size() == 1
        && runs.front().styles == Style::Image)
        leaf.kind = Block::Kind::Image;
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

void appendRun(std::vector<Run> &runs, Run run)
{
    if (!runs.empty() && runs.back().styles == run.styles && runs.back().target == run.target
        && !run.styles.testFlag(Style::Image))
        runs.back().text += run.text;
    else
        runs.push_back(std::move(run));
}

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
