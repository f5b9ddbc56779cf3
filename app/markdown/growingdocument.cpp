#include "markdown/blockbuilder.h"
#include "markdown/blockscanner.h"
#include "markdown/cleantext.h"
#include "markdown/codeindent.h"
#include "markdown/openparagraph.h"
#include "markdown/opentail.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace spaceline::markdown {

/// Where the text stands:
///
///     closed segments | the open segment or fence, whole lines | the last line
///     0               m_segment                                m_read
///
/// The blocks of closed segments come first; after them those of the open segment (the tail), or
/// the one block of the open fence.
class GrowingDocument::Private {
public:
    explicit Private(SoftBreak softBreak) : m_softBreak(softBreak) { }

    qsizetype setText(QByteArrayView text, bool open);
    [[nodiscard]] const Blocks &blocks() const { return m_blocks; }
    [[nodiscard]] qint64 parsedBytes() const { return m_parsedBytes; }

private:
    void clear();
    void append(QByteArrayView text, bool open);
    qsizetype grow();
    qsizetype growFence();
    qsizetype parseAll();
    void readLines();
    void readLine(qsizetype begin, qsizetype end);
    void closeSegment(qsizetype end);
    void openFence(qsizetype begin, qsizetype end, const Fence &fence);
    void closeFence(qsizetype end);
    void appendCode(QByteArrayView line);
    void showLastLineOfCode();
    void showTail();
    [[nodiscard]] bool tailIsParagraph() const;
    void parseClosed(qsizetype begin, qsizetype end);
    [[nodiscard]] Block &code() { return m_blocks[size_t(m_closedBlocks)]; }
    [[nodiscard]] QByteArrayView text(qsizetype begin, qsizetype end) const
    {
        return QByteArrayView(m_text).sliced(begin, end - begin);
    }

    Blocks m_blocks;
    QByteArray m_raw; ///< what was given. A copy: sharing it would make the caller's append slow
    QByteArray m_text; ///< the same as clean UTF-8, up to what is held back
    qsizetype m_taken = 0; ///< bytes of m_raw that m_text has
    qsizetype m_segment = 0;
    qsizetype m_read = 0;
    qsizetype m_closedBlocks = 0;
    qint64 m_parsedBytes = 0;
    BlockScanner m_scanner;
    OpenParagraph m_paragraph;
    Fence m_fence;
    qsizetype m_codeSize = 0; ///< UTF-16 units of the fence's whole lines
    bool m_codeEmpty = true; ///< the fence has no whole line yet
    bool m_definitions = false; ///< there may be definitions of links
    bool m_open = true;
    SoftBreak m_softBreak;
};

namespace {

/// The first of \p blocks from \p from on that differs from \p before, which stood there.
qsizetype firstDifference(const Blocks &blocks, const Blocks &before, qsizetype from)
{
    const auto [now, then]
        = std::mismatch(blocks.begin() + from, blocks.end(), before.begin(), before.end());
    return now - blocks.begin();
}

bool isOnlyFence(QByteArrayView line, char character)
{
    return std::all_of(line.begin(), line.end(),
                       [character](char c) { return c == character || c == ' '; });
}

} // namespace

qsizetype GrowingDocument::Private::setText(QByteArrayView text, bool open)
{
    if (!m_open || !text.startsWith(m_raw)) {
        if (m_open == open && text == m_raw)
            return qsizetype(m_blocks.size());
        const Blocks before = std::move(m_blocks);
        clear();
        append(text, open);
        grow();
        return firstDifference(m_blocks, before, 0);
    }
    if (open && text.size() == m_raw.size())
        return qsizetype(m_blocks.size());
    append(text, open);
    return grow();
}

void GrowingDocument::Private::clear()
{
    const qint64 parsedBytes = m_parsedBytes;
    *this = Private(m_softBreak);
    m_parsedBytes = parsedBytes;
}

void GrowingDocument::Private::append(QByteArrayView text, bool open)
{
    m_raw.append(text.sliced(m_raw.size()));
    const qsizetype from = std::max<qsizetype>(0, m_text.size() - 1);
    m_taken += appendClean(m_text, QByteArrayView(m_raw).sliced(m_taken), open);
    m_definitions
        = m_definitions || QByteArrayView(m_text).sliced(from).indexOf(QByteArrayView("]:")) >= 0;
    m_open = open;
}

/// Reads what append() brought. Returns the first block that differs from before.
qsizetype GrowingDocument::Private::grow()
{
    if (!m_open && m_definitions)
        return parseAll();
    if (m_fence)
        return growFence();
    const qsizetype closedBefore = m_closedBlocks;
    const Blocks before(std::make_move_iterator(m_blocks.begin() + closedBefore),
                        std::make_move_iterator(m_blocks.end()));
    m_blocks.resize(size_t(closedBefore));
    readLines();
    showTail();
    return firstDifference(m_blocks, before, closedBefore);
}

qsizetype GrowingDocument::Private::growFence()
{
    const qsizetype index = m_closedBlocks;
    const qsizetype wholeBefore = m_codeSize;
    const QString shownBefore = code().code.sliced(wholeBefore);
    code().code.truncate(wholeBefore);
    readLines();
    showTail();
    const Block &now = m_blocks[size_t(index)];
    const bool same = now.open && QStringView(now.code).sliced(wholeBefore) == shownBefore;
    return same ? qsizetype(m_blocks.size()) : index;
}

/// The reply is complete: now it is known what reference links lead to.
qsizetype GrowingDocument::Private::parseAll()
{
    const Blocks before = std::move(m_blocks);
    m_fence = {};
    m_blocks = buildBlocks(m_text, m_softBreak, false);
    m_parsedBytes += m_text.size();
    return firstDifference(m_blocks, before, 0);
}

void GrowingDocument::Private::readLines()
{
    for (;;) {
        const qsizetype end = m_text.indexOf('\n', m_read);
        if (end < 0)
            break;
        readLine(m_read, end);
        m_read = end + 1;
    }
    if (!m_fence && m_scanner.surelyBegins(text(m_read, m_text.size()))) {
        closeSegment(m_read);
        m_scanner.restart();
    }
}

void GrowingDocument::Private::readLine(qsizetype begin, qsizetype end)
{
    const QByteArrayView line = text(begin, end);
    if (m_fence) {
        if (closesFence(line, m_fence))
            closeFence(end + 1);
        else
            appendCode(line);
        return;
    }
    switch (m_scanner.read(line)) {
    case BlockScanner::Line::Continues:
        break;
    case BlockScanner::Line::Begins:
        closeSegment(begin);
        break;
    case BlockScanner::Line::StandsAlone:
        closeSegment(begin);
        closeSegment(end + 1);
        m_scanner.restart();
        break;
    case BlockScanner::Line::Ends:
        closeSegment(end + 1);
        m_scanner.restart();
        break;
    case BlockScanner::Line::OpensFence:
        closeSegment(begin);
        openFence(begin, end, openingFence(line));
        break;
    }
}

void GrowingDocument::Private::parseClosed(qsizetype begin, qsizetype end)
{
    Blocks blocks = buildBlocks(text(begin, end), m_softBreak, false);
    m_parsedBytes += end - begin;
    std::move(blocks.begin(), blocks.end(), std::back_inserter(m_blocks));
}

void GrowingDocument::Private::closeSegment(qsizetype end)
{
    parseClosed(m_segment, end);
    m_closedBlocks = qsizetype(m_blocks.size());
    m_segment = end;
    m_paragraph.clear();
}

void GrowingDocument::Private::openFence(qsizetype begin, qsizetype end, const Fence &fence)
{
    // md4c reads the info string. Deep indentation would make code of the line itself.
    const qsizetype mark = m_text.indexOf(fence.character, begin);
    parseClosed(mark, end);
    m_fence = fence;
    m_codeSize = 0;
    m_codeEmpty = true;
}

void GrowingDocument::Private::closeFence(qsizetype end)
{
    m_closedBlocks = qsizetype(m_blocks.size());
    m_blocks.back().open = false;
    m_segment = end;
    m_fence = {};
    m_scanner.restart();
}

void GrowingDocument::Private::appendCode(QByteArrayView line)
{
    QByteArray shown;
    if (!std::exchange(m_codeEmpty, false))
        shown.append('\n');
    appendCodeLine(shown, line, m_fence.indent);
    code().code.append(QString::fromUtf8(shown));
    m_codeSize = code().code.size();
}

void GrowingDocument::Private::showLastLineOfCode()
{
    const QByteArrayView line = text(m_read, m_text.size());
    if (!m_open) {
        if (closesFence(line, m_fence) || line.isEmpty())
            return;
    } else if (isOnlyFence(line, m_fence.character)) {
        // It will most likely close the fence.
        return;
    }
    QByteArray shown;
    if (!m_codeEmpty)
        shown.append('\n');
    appendCodeLine(shown, line, m_fence.indent);
    code().code.append(QString::fromUtf8(shown));
}

bool GrowingDocument::Private::tailIsParagraph() const
{
    BlockScanner scanner = m_scanner;
    return scanner.read(text(m_read, m_text.size())) == BlockScanner::Line::Continues
        && scanner.isParagraph();
}

void GrowingDocument::Private::showTail()
{
    if (m_fence) {
        code().open = m_open;
        showLastLineOfCode();
        return;
    }
    if (!m_open) {
        parseClosed(m_segment, m_text.size());
        return;
    }
    const QByteArrayView open = text(m_segment, m_text.size());
    OpenTail tail = tailIsParagraph() ? m_paragraph.parse(open, m_softBreak)
                                      : parseOpenTail(open, m_softBreak);
    m_parsedBytes += tail.parsedBytes;
    std::move(tail.blocks.begin(), tail.blocks.end(), std::back_inserter(m_blocks));
}

GrowingDocument::GrowingDocument(SoftBreak softBreak) : d(std::make_unique<Private>(softBreak)) { }

GrowingDocument::~GrowingDocument() = default;
GrowingDocument::GrowingDocument(GrowingDocument &&other) noexcept = default;
GrowingDocument &GrowingDocument::operator=(GrowingDocument &&other) noexcept = default;

qsizetype GrowingDocument::setText(const QByteArray &text, bool open)
{
    return d->setText(text, open);
}

const Blocks &GrowingDocument::blocks() const { return d->blocks(); }

qint64 GrowingDocument::parsedBytes() const { return d->parsedBytes(); }

} // namespace spaceline::markdown
