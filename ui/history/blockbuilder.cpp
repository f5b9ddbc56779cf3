#include "history/blockbuilder.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

using markdown::Block;

namespace {

/// Lines of the user's text that are laid out together at most.
constexpr int kVerbatimLines = 64;
/// Characters of a paragraph that are laid out together at least, where it is long.
constexpr int kPart = 1024;
/// Between a list's marker and its text.
constexpr int kMarkerGap = 7;

QString firstText(const std::vector<Block> &blocks)
{
    for (const Block &block : blocks) {
        for (const markdown::Run &run : block.runs) {
            if (!run.text.isEmpty())
                return run.text;
        }
        if (QString text = firstText(block.children); !text.isEmpty())
            return text;
    }
    return {};
}

/// The direction that a line's own letters ask for; none where it has no letters.
std::optional<bool> directionOf(QStringView line)
{
    for (const QChar c : line) {
        switch (c.direction()) {
        case QChar::DirL:
            return false;
        case QChar::DirR:
        case QChar::DirAL:
            return true;
        default:
            break;
        }
    }
    return std::nullopt;
}

} // namespace

int gapBetween(Block::Kind above, Block::Kind below)
{
    if (below == Block::Kind::Heading)
        return above == Block::Kind::Heading ? 10 : 20;
    if (above == Block::Kind::Heading)
        return 6;
    return 10;
}

BlockBuilder::BlockBuilder(const HistoryStyle &style, const Folds &folds, int index,
                           std::vector<Piece> before)
    : m_style(style)
    , m_folds(folds)
    , m_before(std::move(before))
    , m_index(index)
{
}

BlockParts BlockBuilder::take()
{
    m_parts.height = m_y;
    return std::move(m_parts);
}

TextBox BlockBuilder::box(StyledText text, const QFont &font, int pitch,
                          Qt::LayoutDirection direction, size_t ahead)
{
    // What grows, grows at its end: pieces keep their number.
    const size_t at = m_parts.pieces.size() + ahead;
    if (at < m_before.size() && m_before[at].box.isMadeOf(text, font, pitch, direction))
        return std::move(m_before[at].box);
    return TextBox(std::move(text), font, pitch, direction);
}

Piece &BlockBuilder::place(TextBox box, QPoint at, int width, const QColor &color, bool selectable,
                           bool continues)
{
    Piece piece{std::move(box), at, width, color};
    piece.continues = continues;
    if (selectable) {
        if (m_parts.length > 0 && !continues)
            ++m_parts.length;
        piece.start = m_parts.length;
        m_parts.length += piece.length();
        if (!continues) {
            piece.separator = std::exchange(m_separator, u"\n\n"_s);
            piece.lead = std::exchange(m_lead, {});
        }
    }
    m_parts.pieces.push_back(std::move(piece));
    return m_parts.pieces.back();
}

size_t BlockBuilder::shape(Shape::Kind kind, QRect rect)
{
    m_parts.shapes.push_back({kind, rect});
    return m_parts.shapes.size() - 1;
}

Control::Key BlockBuilder::nextKey(Control::Kind kind) const
{
    const auto same = std::count_if(m_parts.controls.begin(), m_parts.controls.end(),
                                    [kind](const Control &c) { return c.key.kind == kind; });
    return {kind, m_index, int(same)};
}

Control &BlockBuilder::control(Control::Kind kind, const QString &text, QRect rect)
{
    m_parts.controls.push_back({nextKey(kind), rect, text});
    return m_parts.controls.back();
}

void BlockBuilder::add(const Block &block, Area area)
{
    switch (block.kind) {
    case Block::Kind::Paragraph:
    case Block::Kind::Image:
    case Block::Kind::TableCell:
        addText(StyledText(block.runs, m_style, m_style.body), m_style.body, m_style.pitch, area);
        break;
    case Block::Kind::Heading: {
        const QFont &font = m_style.headings[size_t(std::clamp<int>(block.level, 1, 6) - 1)];
        const int pitch = int(std::lround(0.87 * HistoryStyle::pitchOf(font)));
        addText(StyledText(block.runs, m_style, font), font, pitch, area);
        break;
    }
    case Block::Kind::List:
        addList(block, area);
        break;
    case Block::Kind::ListItem: // outside of a list only by mistake
    case Block::Kind::TableRow:
        addChildren(block.children, area, true);
        break;
    case Block::Kind::Quote:
        addQuote(block.children, area);
        break;
    case Block::Kind::Code:
        buildCode(*this, block, area);
        break;
    case Block::Kind::Table:
        buildTable(*this, block, area);
        break;
    case Block::Kind::Rule:
        shape(Shape::Kind::Line, {area.x, m_y + 6, area.width, 1});
        m_y += 13;
        break;
    case Block::Kind::Math:
        addMath(block, area);
        break;
    case Block::Kind::Thought:
        addThought(block, area);
        break;
    }
}

void BlockBuilder::addText(const StyledText &text, const QFont &font, int pitch, Area area)
{
    // A paragraph that is very long is laid out in parts of whole lines: while it grows, only the
    // last part is laid out again.
    const int size = int(text.text.size());
    const bool parted = size > 2 * kPart;
    const Qt::LayoutDirection direction = !parted ? Qt::LayoutDirectionAuto
        : text.text.isRightToLeft()               ? Qt::RightToLeft
                                                  : Qt::LeftToRight;
    int from = 0;
    do {
        TextBox part = parted ? nextPart(text, from, font, pitch, direction, area.width)
                              : box(text, font, pitch, direction);
        part.layOut(area.width);
        const int height = part.height();
        const bool continues = from > 0;
        from += int(part.text().size());
        place(std::move(part), {area.x, m_y}, area.width, m_style.theme.text, true, continues);
        m_y += height;
    } while (from < size);
}

TextBox BlockBuilder::nextPart(const StyledText &text, int from, const QFont &font, int pitch,
                               Qt::LayoutDirection direction, int width)
{
    const int left = int(text.text.size()) - from;
    const size_t at = m_parts.pieces.size();
    if (left > 2 * kPart && at + 1 < m_before.size() && m_before[at + 1].continues) {
        // Lines are broken from the start on, so what follows does not change a part.
        Piece &old = m_before[at];
        const int length = int(old.length());
        if (length <= left && old.width == width
            && old.box.isMadeOf(text.mid(from, length), font, pitch, direction))
            return std::move(old.box);
    }
    if (left <= 2 * kPart)
        return box(text.mid(from, left), font, pitch, direction);
    TextBox probe(text.mid(from, 2 * kPart), font, pitch, direction);
    probe.layOut(width);
    int length = probe.lineStart(kPart + kPart / 2);
    if (length < kPart)
        length = 2 * kPart; // one line of all this: break it anywhere
    if (text.text.at(from + length - 1).isHighSurrogate())
        --length;
    return TextBox(text.mid(from, length), font, pitch, direction);
}

void BlockBuilder::addVerbatim(const QString &text, int width)
{
    // Lines of one direction are one piece; a line without letters goes with those before it.
    QString lines;
    int count = 0;
    std::optional<bool> direction;
    const auto flush = [&] {
        m_separator = u"\n"_s;
        addText(StyledText(std::exchange(lines, {})), m_style.body, m_style.pitch, {0, width});
        count = 0;
        direction.reset();
    };
    for (QStringView line : QStringTokenizer(text, u'\n')) {
        const std::optional<bool> own = directionOf(line);
        const bool turns = own && direction && *own != *direction;
        if (count > 0 && (turns || count >= kVerbatimLines))
            flush();
        if (count++ > 0)
            lines += QChar::LineSeparator;
        lines += line;
        if (!direction)
            direction = own;
    }
    flush();
}

void BlockBuilder::addChildren(const std::vector<Block> &blocks, Area area, bool tight)
{
    for (size_t i = 0; i < blocks.size(); ++i) {
        if (i > 0) {
            const int gap = gapBetween(blocks[i - 1].kind, blocks[i].kind);
            m_y += tight ? std::min(gap, 4) : gap;
            m_separator = tight ? u"\n"_s : u"\n\n"_s;
        }
        add(blocks[i], area);
    }
}

int BlockBuilder::usableIndent(int wanted, Area area) const
{
    // Deep nesting must leave room to read.
    return area.width - wanted < 10 * m_style.em ? 0 : wanted;
}

void BlockBuilder::addList(const Block &list, Area area)
{
    const bool rightToLeft = firstText(list.children).isRightToLeft();
    const QFontMetrics metrics(m_style.body);
    int wanted = int(1.6 * m_style.em);
    if (list.ordered) {
        const qint64 last = qint64(list.start) + qint64(list.children.size()) - 1;
        wanted = std::max(wanted, metrics.horizontalAdvance(u"%1."_s.arg(last)) + kMarkerGap);
    }
    const int indent = usableIndent(wanted, area);
    ++m_listDepth;
    for (size_t i = 0; i < list.children.size(); ++i) {
        if (i > 0) {
            m_y += list.tight ? 4 : 10;
            m_separator = u"\n"_s;
        }
        const QString marker
            = list.ordered ? u"%1."_s.arg(qint64(list.start) + qint64(i)) : QString();
        addItem(list.children[i], area, marker, rightToLeft, indent, list.tight);
    }
    --m_listDepth;
}

void BlockBuilder::addItem(const Block &item, Area area, const QString &marker, bool rightToLeft,
                           int indent, bool tight)
{
    const int side = indent > 0 ? indent : int(1.6 * m_style.em);
    const int edge = rightToLeft ? area.x + area.width : area.x; // where the item begins
    const auto beside
        = [&](int from, int width) { return rightToLeft ? edge - from - width : edge + from; };
    const QString blanks((m_listDepth - 1) * 2, u' ');
    if (item.task != Block::Task::None) {
        const int size = m_style.em;
        shape(item.task == Block::Task::Done ? Shape::Kind::TaskDone : Shape::Kind::TaskOpen,
              {beside(1, size), m_y + (m_style.pitch - size) / 2, size, size});
        m_lead = blanks + (item.task == Block::Task::Done ? u"[x] "_s : u"[ ] "_s);
    } else if (marker.isEmpty()) {
        const int size = std::max(4, m_style.em * 5 / 14);
        const int x = beside(side - kMarkerGap - size - 2, size);
        shape(m_listDepth % 2 == 1 ? Shape::Kind::Bullet : Shape::Kind::Circle,
              {x, m_y + (m_style.pitch - size) / 2 + 1, size, size});
        m_lead = blanks + u"- "_s;
    } else {
        // The mark makes the dot stand on the side where the text is.
        const QString shown = rightToLeft ? QChar(0x200F) + marker : marker;
        TextBox number = box(StyledText(shown), m_style.body, m_style.pitch);
        number.layOut(side);
        const int width = std::max(1, number.naturalWidth());
        number.layOut(width); // else it would stand at the far side of all that room
        place(std::move(number), {beside(side - kMarkerGap - width, width), m_y}, width,
              m_style.theme.muted, false);
        m_lead = blanks + marker + u' ';
    }
    const int top = m_y;
    // Without room for an indent the marker keeps a line for itself.
    if (indent == 0)
        m_y += m_style.pitch;
    addChildren(item.children, area.indented(indent, rightToLeft), tight);
    m_y = std::max(m_y, top + m_style.pitch);
    m_lead.clear();
}

void BlockBuilder::addQuote(const std::vector<Block> &blocks, Area area)
{
    const bool rightToLeft = firstText(blocks).isRightToLeft();
    const int top = m_y;
    const int indent = usableIndent(16, area);
    addChildren(blocks, area.indented(indent, rightToLeft), false);
    if (indent > 0)
        shape(Shape::Kind::QuoteBar,
              {rightToLeft ? area.x + area.width - 3 : area.x, top, 3, m_y - top});
}

void BlockBuilder::addThought(const Block &thought, Area area)
{
    const bool open = m_folds.isOpen(nextKey(Control::Kind::Fold), thought.open);
    QString title;
    for (const markdown::Run &run : thought.runs)
        title += run.text;
    if (title.isEmpty())
        title = QCoreApplication::translate("History", "Thought");
    const int room = area.width - Control::sizeOf(Control::Kind::Fold, {}, m_style).width();
    const QString shown
        = QFontMetrics(m_style.muted).elidedText(title, Qt::ElideRight, std::max(1, room));
    const QSize size = Control::sizeOf(Control::Kind::Fold, shown, m_style);
    const int x = m_style.isRightToLeft() ? area.x + area.width - size.width() + 6 : area.x - 6;
    control(Control::Kind::Fold, shown, {{x, m_y}, size}).isOpen = open;
    m_y += size.height();
    if (open) {
        m_y += 4;
        addQuote(thought.children, area);
    }
}

void BlockBuilder::addMath(const Block &math, Area area)
{
    QFont font = m_style.code;
    font.setItalic(true);
    QString source = math.code;
    source.replace(u'\n', QChar::LineSeparator);
    TextBox formula = box(StyledText(source), font, HistoryStyle::pitchOf(font), Qt::LeftToRight);
    formula.layOut(area.width, Qt::AlignHCenter, true);
    const int height = formula.height();
    place(std::move(formula), {area.x, m_y}, area.width, m_style.theme.text);
    m_y += height;
}

} // namespace spaceline
