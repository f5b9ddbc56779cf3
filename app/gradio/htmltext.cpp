#include "gradio/htmltext.h"

#include "gradio/htmltag.h"
#include "gradio/replyfile.h"
#include "gradio/replymarkdown.h"

#include <QList>
#include <QSet>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// Deeper lists and quotations are shown like this one.
constexpr int kDepthLimit = 8;

/// Of a list's lines, in blanks: behind "1. " and behind "- " a list within it is one.
constexpr int kIndent = 4;

bool isSafe(const QUrl &url)
{
    return url.scheme() == "http"_L1 || url.scheme() == "https"_L1 || url.scheme() == "mailto"_L1;
}

/// A link's target between angle brackets; empty where it is not safe.
QByteArray target(const QString &address)
{
    const QUrl url(address.trimmed(), QUrl::TolerantMode);
    if (!url.isValid() || !isSafe(url))
        return {};
    return '<' + url.toEncoded().replace('<', "%3C").replace('>', "%3E") + '>';
}

/// Collects the Markdown of what a page says, with as many blank lines as it needs.
class Writer {
public:
    /// At least \p lines line ends before what comes next: 1 or 2.
    void lineBreak(int lines)
    {
        if (!m_text.isEmpty())
            m_lines = std::max(m_lines, lines);
        m_blank = false;
    }
    void hardBreak()
    {
        if (m_text.isEmpty() || m_lines > 0)
            return;
        m_hard = true;
        lineBreak(1);
    }
    void text(QByteArrayView text)
    {
        qsizetype at = 0;
        while (at < text.size()) {
            qsizetype end = at;
            while (end < text.size() && !isBlank(text[end]))
                ++end;
            if (end > at)
                raw(escapedMarkdown(text.sliced(at, end - at)));
            else
                m_blank = true;
            at = std::max(end, at + 1);
        }
    }
    /// Something that comes before the next words: emphasis, the number of an item. Nothing where
    /// no words come before it is closed.
    void mark(const QByteArray &mark) { m_marks.append(mark); }
    void closeMark(const QByteArray &opening, const QByteArray &closing)
    {
        // Opened, and nothing came.
        if (!m_marks.isEmpty() && m_marks.constLast() == opening)
            m_marks.removeLast();
        else if (!m_text.isEmpty())
            m_text += closing;
    }
    void raw(const QByteArray &words)
    {
        flush();
        m_text += words;
    }
    void block(const QByteArray &markdown)
    {
        lineBreak(2);
        flush();
        m_text += QByteArray(markdown).replace("\n", QByteArray('\n' + prefix()));
        lineBreak(2);
    }
    void quote(int change) { m_quotes = std::clamp(m_quotes + change, 0, kDepthLimit); }
    void list(int change) { m_lists = std::clamp(m_lists + change, 0, kDepthLimit); }
    /// The next words begin an item: they stand further left than its other lines.
    void item(const QByteArray &bullet)
    {
        lineBreak(1);
        m_bullet = bullet;
    }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    [[nodiscard]] QByteArray take() { return std::move(m_text); }

private:
    static bool isBlank(char c)
    {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
    QByteArray prefix() const
    {
        return QByteArray("> ").repeated(m_quotes) + QByteArray(m_lists * kIndent, ' ');
    }
    void flush()
    {
        if (m_lines > 0) {
            m_text += m_hard ? "  " : "";
            for (int i = 0; i < m_lines; ++i)
                m_text += '\n' + (i + 1 < m_lines ? QByteArray(">").repeated(m_quotes) : prefix());
        } else if (m_blank && !m_text.isEmpty()) {
            m_text += ' ';
        } else if (m_text.isEmpty()) {
            m_text += prefix();
        }
        if (!m_bullet.isEmpty()) {
            if (m_lists > 0)
                m_text.chop(kIndent);
            m_text += m_bullet;
        }
        for (const QByteArray &mark : std::as_const(m_marks))
            m_text += mark;
        m_marks.clear();
        m_bullet.clear();
        m_lines = 0;
        m_blank = false;
        m_hard = false;
    }

    QByteArray m_text;
    QList<QByteArray> m_marks;
    QByteArray m_bullet;
    int m_lines = 0;
    bool m_blank = false;
    bool m_hard = false;
    int m_quotes = 0;
    int m_lists = 0;
};

class Reader {
public:
    explicit Reader(QByteArrayView html) : m_html(html) { }

    HtmlText run()
    {
        qsizetype at = 0;
        while (at < m_html.size()) {
            const qsizetype next = m_html.indexOf('<', at);
            const qsizetype end = next < 0 ? m_html.size() : next;
            words(m_html.sliced(at, end - at));
            if (next < 0)
                break;
            const HtmlTag tag = readHtmlTag(m_html, next);
            at = tag.end;
            if (tag.end == next) {
                words("<");
                at = next + 1;
            } else if (isUnseen(tag)) {
                at = behindElement(m_html, tag.end, tag.name);
            } else if (!tag.name.isEmpty()) {
                element(tag);
            }
        }
        while (m_table)
            endTable();
        endCode();
        return {writer().take(), std::move(m_files)};
    }

private:
    static bool isUnseen(const HtmlTag &tag)
    {
        static const QSet<QByteArray> names{"script", "style",    "head",     "title",
                                            "svg",    "template", "noscript", "iframe",
                                            "object", "select",   "textarea"};
        return !tag.closing && names.contains(tag.name);
    }

    Writer &writer() { return m_table ? m_cell : m_page; }

    void words(QByteArrayView text)
    {
        if (text.isEmpty())
            return;
        const QByteArray decoded = decodedHtml(text);
        if (m_code)
            m_codeText += decoded;
        else
            writer().text(QByteArray(decoded).replace("\u00a0", " "));
    }

    void element(const HtmlTag &tag)
    {
        const QByteArray &name = tag.name;
        if (name == "pre") {
            tag.closing ? endCode() : beginCode(true);
        } else if (m_code && m_isBlock) {
            if (name == "br")
                m_codeText += '\n';
        } else if (name == "code" || name == "kbd" || name == "samp" || name == "tt") {
            tag.closing ? endCode() : beginCode(false);
        } else if (name == "b" || name == "strong") {
            emphasis(tag, "**", m_strong);
        } else if (name == "i" || name == "em") {
            emphasis(tag, "*", m_emphasis);
        } else if (name == "a") {
            link(tag);
        } else if (name == "br") {
            m_table ? writer().text(" ") : writer().hardBreak();
        } else if (name == "img" || name == "audio" || name == "video" || name == "source") {
            media(tag);
        } else if (name == "table" || name == "tr" || name == "td" || name == "th") {
            tablePart(tag);
        } else if (m_table) {
            // A cell is one line.
            writer().text(" ");
        } else {
            block(tag);
        }
    }

    void block(const HtmlTag &tag)
    {
        static const QSet<QByteArray> paragraphs{
            "p",      "div",    "section", "article", "header", "footer",     "main",    "nav",
            "form",   "figure", "dl",      "dt",      "dd",     "figcaption", "details", "summary",
            "center", "aside",  "address", "label",   "button", "fieldset",   "legend"};
        const QByteArray &name = tag.name;
        Writer &out = writer();
        if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
            out.lineBreak(2);
            const QByteArray mark = QByteArray(name[1] - '0', '#') + ' ';
            tag.closing ? out.closeMark(mark, {}) : out.mark(mark);
        } else if (name == "hr") {
            out.block("---");
        } else if (name == "ul" || name == "ol") {
            out.lineBreak(m_items.isEmpty() ? 2 : 1);
            if (!tag.closing) {
                m_items.append(name == "ol" ? 1 : 0);
                out.list(1);
            } else if (!m_items.isEmpty()) {
                m_items.removeLast();
                out.list(-1);
                out.lineBreak(m_items.isEmpty() ? 2 : 1);
            }
        } else if (name == "li") {
            if (tag.closing)
                out.lineBreak(1);
            else if (m_items.isEmpty() || m_items.constLast() == 0)
                out.item("- ");
            else
                out.item(QByteArray::number(m_items.last()++) + ". ");
        } else if (name == "blockquote") {
            out.lineBreak(2);
            out.quote(tag.closing ? -1 : 1);
        } else if (paragraphs.contains(name)) {
            out.lineBreak(m_items.isEmpty() ? 2 : 1);
        }
    }

    void emphasis(const HtmlTag &tag, const QByteArray &mark, int &depth)
    {
        // One within another of its kind would end it.
        if (!tag.closing) {
            if (depth++ == 0)
                writer().mark(mark);
        } else if (depth > 0 && --depth == 0) {
            writer().closeMark(mark, mark);
        }
    }

    void link(const HtmlTag &tag)
    {
        if (!m_link.isEmpty()) {
            writer().closeMark("[", "](" + m_link + ')');
            m_link.clear();
        }
        if (tag.closing)
            return;
        m_link = target(tag.attribute("href"));
        if (!m_link.isEmpty())
            writer().mark("[");
    }

    void media(const HtmlTag &tag)
    {
        const QString source = tag.attribute("src").trimmed();
        if (source.isEmpty())
            return;
        const FileKind kind = tag.name == "audio" ? FileKind::Audio
            : tag.name == "video"                 ? FileKind::Video
            : tag.name == "img"                   ? FileKind::Image
                                                  : FileKind::File;
        const QString alt = tag.attribute("alt").simplified();
        // What the app itself serves, whatever it stands behind (§7.3).
        const qsizetype served = source.indexOf("file="_L1);
        if (served >= 0 || isDataUrl(source.toUtf8())) {
            FileRef file
                = fileOfText(served >= 0 && !source.startsWith("data:"_L1)
                                 ? QUrl::fromPercentEncoding(source.sliced(served + 5).toUtf8())
                                 : source,
                             kind);
            file.caption = alt;
            m_files.push_back(std::move(file));
            return;
        }
        const QByteArray address = target(source);
        const QByteArray words = escapedMarkdown(alt.toUtf8());
        if (address.isEmpty())
            writer().text(alt.toUtf8());
        else if (kind == FileKind::Image)
            writer().raw("![" + words + "](" + address + ')');
        else
            writer().raw('[' + escapedMarkdown(source.section(u'/', -1).toUtf8()) + "](" + address
                         + ')');
    }

    void beginCode(bool isBlock)
    {
        endCode();
        m_code = true;
        m_isBlock = isBlock;
    }

    void endCode()
    {
        if (!std::exchange(m_code, false))
            return;
        QByteArray code = std::exchange(m_codeText, {});
        if (m_isBlock && !m_table) {
            if (code.startsWith('\n'))
                code.remove(0, 1);
            if (!code.trimmed().isEmpty())
                writer().block(codeBlock(code, {}));
            return;
        }
        code = code.simplified();
        if (code.isEmpty())
            return;
        QByteArray fence = "`";
        while (code.contains(fence))
            fence += '`';
        const bool needsBlanks = code.startsWith('`') || code.endsWith('`');
        writer().raw(fence + (needsBlanks ? " " : "") + code + (needsBlanks ? " " : "") + fence);
    }

    void tablePart(const HtmlTag &tag)
    {
        if (tag.name == "table") {
            if (!tag.closing) {
                // A table within a cell is part of the cell.
                if (m_table++ == 0) {
                    endCode();
                    m_rows.clear();
                }
            } else if (m_table > 0) {
                endTable();
            }
            return;
        }
        if (m_table != 1) {
            writer().text(" ");
            return;
        }
        endCell();
        if (tag.name == "tr") {
            if (!tag.closing)
                m_rows.append(QList<QByteArray>());
        } else if (!tag.closing) {
            if (m_rows.isEmpty())
                m_rows.append(QList<QByteArray>());
            m_isCell = true;
        }
    }

    void endCell()
    {
        endCode();
        const QByteArray text = std::exchange(m_cell, Writer()).take();
        if (std::exchange(m_isCell, false))
            m_rows.last().append(text.simplified());
        else if (!text.isEmpty())
            m_rows.append({text.simplified()});
        m_link.clear();
        m_strong = 0;
        m_emphasis = 0;
    }

    void endTable()
    {
        if (--m_table > 0)
            return;
        m_table = 1;
        endCell();
        m_table = 0;
        m_rows.removeIf([](const QList<QByteArray> &row) { return row.isEmpty(); });
        if (!m_rows.isEmpty())
            m_page.block(markdownTable(m_rows));
        m_rows.clear();
    }

    QByteArrayView m_html;
    Writer m_page;
    Writer m_cell;
    std::vector<FileRef> m_files;
    QList<int> m_items; ///< of each open list the next number, 0 for bullets
    QByteArray m_link;
    int m_strong = 0;
    int m_emphasis = 0;
    bool m_code = false;
    bool m_isBlock = false;
    QByteArray m_codeText;
    int m_table = 0; ///< how many are open
    bool m_isCell = false;
    QList<QList<QByteArray>> m_rows;
};

} // namespace

HtmlText readHtml(const QByteArray &html) { return Reader(html).run(); }

} // namespace spaceline::gradio
