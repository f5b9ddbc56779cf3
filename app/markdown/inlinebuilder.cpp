#include "markdown/inlinebuilder.h"

#include "markdown/entities.h"
#include "markdown/inlinehtml.h"
#include "markdown/links.h"

#include <algorithm>
#include <utility>

namespace spaceline::markdown {

namespace {

constexpr qsizetype kMaxTargetBytes = 8 * 1024;
constexpr QChar kLineBreak(0x2028);
constexpr QByteArrayView kLineBreakUtf8("\xE2\x80\xA8");

/// Appends \p run, as a part of the last one where both look the same.
void appendRun(std::vector<Run> &runs, Run run)
{
    if (!runs.empty() && runs.back().styles == run.styles && runs.back().target == run.target
        && !run.styles.testFlag(Style::Image))
        runs.back().text += run.text;
    else
        runs.push_back(std::move(run));
}

bool isBlank(QChar c) { return c == kLineBreak || c == u' '; }

/// A run of which blanks at the ends of the paragraph are cut off.
bool isTrimmed(const Run &run)
{
    return !run.styles.testAnyFlags(Styles(Style::Code) | Style::Image);
}

void trimEnd(std::vector<Run> &runs)
{
    while (!runs.empty() && isTrimmed(runs.back())) {
        QString &text = runs.back().text;
        const auto end = std::find_if_not(text.crbegin(), text.crend(), isBlank);
        text.truncate(text.crend() - end);
        if (!text.isEmpty())
            break;
        runs.pop_back();
    }
}

void trimBegin(std::vector<Run> &runs)
{
    auto first = runs.begin();
    for (; first != runs.end() && isTrimmed(*first); ++first) {
        QString &text = first->text;
        text.remove(0, std::find_if_not(text.cbegin(), text.cend(), isBlank) - text.cbegin());
        if (!text.isEmpty())
            break;
    }
    runs.erase(runs.begin(), first);
}

} // namespace

QString decodedAttribute(const MD_ATTRIBUTE &attribute)
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

InlineBuilder::InlineBuilder(SoftBreak softBreak, bool open) : m_softBreak(softBreak), m_open(open)
{
}

void InlineBuilder::enterSpan(MD_SPANTYPE type, void *detail)
{
    flush();
    switch (type) {
    case MD_SPAN_EM:
        ++m_markdown.emphasis;
        break;
    case MD_SPAN_STRONG:
        ++m_markdown.strong;
        break;
    case MD_SPAN_DEL:
        ++m_markdown.strike;
        break;
    case MD_SPAN_CODE:
        ++m_markdown.code;
        break;
    case MD_SPAN_A: {
        QString target = decodedAttribute(static_cast<MD_SPAN_A_DETAIL *>(detail)->href);
        const bool shown = isSafeLink(target) || (m_open && target.isEmpty());
        m_links.push_back(shown ? Link(std::move(target)) : Link());
        break;
    }
    case MD_SPAN_IMG:
        if (m_images++ == 0) {
            QString target = decodedAttribute(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src);
            m_imageTarget = isSafeImage(target) ? std::move(target) : QString();
        }
        break;
    default:
        break;
    }
}

void InlineBuilder::leaveSpan(MD_SPANTYPE type)
{
    flush();
    switch (type) {
    case MD_SPAN_EM:
        --m_markdown.emphasis;
        break;
    case MD_SPAN_STRONG:
        --m_markdown.strong;
        break;
    case MD_SPAN_DEL:
        --m_markdown.strike;
        break;
    case MD_SPAN_CODE:
        --m_markdown.code;
        break;
    case MD_SPAN_A:
        m_links.pop_back();
        break;
    case MD_SPAN_IMG:
        if (--m_images == 0) {
            m_runs.push_back({QString::fromUtf8(m_text), Style::Image, m_imageTarget});
            m_text.resize(0);
        }
        break;
    default:
        break;
    }
}

void InlineBuilder::text(MD_TEXTTYPE type, QByteArrayView text)
{
    switch (type) {
    case MD_TEXT_BR:
        breakLine();
        break;
    case MD_TEXT_SOFTBR:
        if (m_softBreak == SoftBreak::Blank || m_images > 0)
            m_text.append(' ');
        else if (!endsInLineBreak())
            breakLine();
        break;
    case MD_TEXT_ENTITY:
        m_text.append(decodedEntity(text));
        break;
    case MD_TEXT_HTML:
        m_tag.append(text);
        if (m_tag.endsWith('>'))
            tag(std::exchange(m_tag, {}));
        break;
    case MD_TEXT_NULLCHAR:
        m_text.append("\xEF\xBF\xBD");
        break;
    case MD_TEXT_NORMAL:
        appendCollapsed(text);
        break;
    default:
        m_text.append(text);
        break;
    }
}

std::vector<Run> InlineBuilder::take()
{
    m_text.append(m_tag);
    m_tag.clear();
    flush();
    m_html = {};
    m_htmlLinks.clear();
    std::vector<Run> runs = std::exchange(m_runs, {});
    trimEnd(runs);
    trimBegin(runs);
    return runs;
}

/// Blanks in a row are one, as everywhere where HTML is shown; md4c's own flag for it loses tabs.
void InlineBuilder::appendCollapsed(QByteArrayView text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; };
    while (!text.isEmpty()) {
        const auto blank = std::find_if(text.begin(), text.end(), isSpace);
        m_text.append(text.first(blank - text.begin()));
        const auto next = std::find_if_not(blank, text.end(), isSpace);
        if (next != blank && !endsInBlank())
            m_text.append(' ');
        text = text.sliced(next - text.begin());
    }
}

void InlineBuilder::breakLine()
{
    while (m_markdown.code == 0 && m_text.endsWith(' '))
        m_text.chop(1);
    m_text.append(kLineBreakUtf8);
}

bool InlineBuilder::endsInBlank() const
{
    if (!m_text.isEmpty())
        return m_text.endsWith(' ');
    return !m_runs.empty() && !m_runs.back().styles.testFlag(Style::Code)
        && m_runs.back().text.endsWith(u' ');
}

bool InlineBuilder::endsInLineBreak() const
{
    if (!m_text.isEmpty())
        return m_text.endsWith(kLineBreakUtf8);
    return m_runs.empty() || m_runs.back().text.endsWith(kLineBreak);
}

void InlineBuilder::tag(QByteArrayView source)
{
    if (m_images > 0)
        return;
    const InlineTag tag = readInlineTag(source);
    if (tag.name == InlineTag::Name::Other) {
        m_text.append(source);
        return;
    }
    flush();
    const auto count = [&tag](int &depth) { depth = std::max(0, depth + (tag.closing ? -1 : 1)); };
    switch (tag.name) {
    case InlineTag::Name::Break:
        breakLine();
        break;
    case InlineTag::Name::Strong:
        count(m_html.strong);
        break;
    case InlineTag::Name::Emphasis:
        count(m_html.emphasis);
        break;
    case InlineTag::Name::Superscript:
        count(m_html.superscript);
        break;
    case InlineTag::Name::Subscript:
        count(m_html.subscript);
        break;
    case InlineTag::Name::Anchor:
        if (!tag.closing)
            m_htmlLinks.push_back(isSafeLink(tag.href) ? Link(tag.href) : Link());
        else if (!m_htmlLinks.empty())
            m_htmlLinks.pop_back();
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

const InlineBuilder::Link *InlineBuilder::link() const
{
    const std::vector<Link> &links = m_links.empty() ? m_htmlLinks : m_links;
    return links.empty() || !links.back() ? nullptr : &links.back();
}

void InlineBuilder::flush()
{
    if (m_text.isEmpty() || m_images > 0)
        return;
    Styles styles;
    styles.setFlag(Style::Strong, m_markdown.strong + m_html.strong > 0);
    styles.setFlag(Style::Emphasis, m_markdown.emphasis + m_html.emphasis > 0);
    styles.setFlag(Style::Strike, m_markdown.strike > 0);
    styles.setFlag(Style::Code, m_markdown.code > 0);
    styles.setFlag(Style::Superscript, m_html.superscript > 0);
    styles.setFlag(Style::Subscript, m_html.subscript > 0);
    const Link *target = link();
    styles.setFlag(Style::Link, target != nullptr);
    appendRun(m_runs,
              {QString::fromUtf8(m_text), styles, target != nullptr ? **target : QString()});
    m_text.resize(0);
}

} // namespace spaceline::markdown
