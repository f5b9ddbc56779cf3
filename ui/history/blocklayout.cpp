#include "history/blocklayout.h"

#include "history/blockbuilder.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <limits>

namespace spaceline {

namespace {

void paintGround(QPainter &painter, const HistoryStyle &style, const QRectF &rect)
{
    painter.setPen(QPen(style.theme.line, 1));
    painter.setBrush(style.theme.code);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), HistoryStyle::kBlockRadius,
                            HistoryStyle::kBlockRadius);
}

void paintTask(QPainter &painter, const HistoryStyle &style, const QRectF &rect, bool done)
{
    const QRectF box = rect.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(done ? style.theme.accent : style.theme.muted, 1));
    painter.setBrush(done ? QBrush(style.theme.accent) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(box, 3, 3);
    if (!done)
        return;
    QPainterPath check;
    check.moveTo(box.left() + box.width() * 0.22, box.top() + box.height() * 0.52);
    check.lineTo(box.left() + box.width() * 0.42, box.top() + box.height() * 0.72);
    check.lineTo(box.left() + box.width() * 0.78, box.top() + box.height() * 0.3);
    painter.setPen(QPen(style.theme.onAccent, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(check);
}

void paintShape(QPainter &painter, const HistoryStyle &style, const Shape &shape)
{
    switch (shape.kind) {
    case Shape::Kind::CodeGround:
        paintGround(painter, style, shape.rect);
        break;
    case Shape::Kind::Line:
        painter.fillRect(shape.rect, style.theme.line);
        break;
    case Shape::Kind::QuoteBar:
        painter.setPen(Qt::NoPen);
        painter.setBrush(style.theme.line);
        painter.drawRoundedRect(shape.rect, 1.5, 1.5);
        break;
    case Shape::Kind::Bullet:
        painter.setPen(Qt::NoPen);
        painter.setBrush(style.theme.muted);
        painter.drawEllipse(shape.rect);
        break;
    case Shape::Kind::Circle:
        painter.setPen(QPen(style.theme.muted, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QRectF(shape.rect).adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case Shape::Kind::TaskOpen:
    case Shape::Kind::TaskDone:
        paintTask(painter, style, shape.rect, shape.kind == Shape::Kind::TaskDone);
        break;
    }
}

/// 0 inside of [from, to], else how far away.
int distance(int value, int from, int to)
{
    return value < from ? from - value : value > to ? value - to : 0;
}

} // namespace

BlockLayout::BlockLayout(const markdown::Block &block, int index, const HistoryStyle &style,
                         int width, const Folds &folds, std::unique_ptr<BlockLayout> before)
    : m_index(index)
{
    BlockBuilder builder(style, folds, index,
                         before ? std::move(before->m_parts.pieces) : std::vector<Piece>());
    builder.add(block, {0, width});
    m_parts = builder.take();
}

BlockLayout::BlockLayout(const QString &verbatim, const HistoryStyle &style, int width)
{
    BlockBuilder builder(style, {}, 0, {});
    builder.addVerbatim(verbatim, width);
    m_parts = builder.take();
}

int BlockLayout::naturalWidth() const
{
    int width = 0;
    for (const Piece &piece : m_parts.pieces)
        width = std::max(width, piece.box.naturalWidth());
    return width;
}

void BlockLayout::paint(QPainter &painter, const HistoryStyle &style, const Paint &paint) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Shape &shape : m_parts.shapes) {
        if (shape.rect.intersects(paint.clip))
            paintShape(painter, style, shape);
    }
    int links = 0;
    for (const Piece &piece : m_parts.pieces) {
        const int firstLink = links;
        links += int(piece.box.links().size());
        const QRect rect = piece.rect();
        if (rect.bottom() < paint.clip.top() || rect.top() > paint.clip.bottom())
            continue;
        TextBox::Paint text;
        text.color = piece.color;
        text.codeGround = style.theme.isDark ? style.theme.raised : style.theme.side;
        text.selection = style.selection();
        text.link = style.theme.accent;
        text.clip = paint.clip.translated(-piece.at);
        if (piece.start >= 0) {
            text.selectedFrom
                = int(std::clamp<qsizetype>(paint.selectedFrom - piece.start, 0, piece.length()));
            text.selectedTo
                = int(std::clamp<qsizetype>(paint.selectedTo - piece.start, 0, piece.length()));
        }
        if (paint.hovered && paint.hovered->kind == Control::Kind::Link)
            text.underlinedLink = paint.hovered->ordinal - firstLink;
        piece.box.paint(painter, piece.at, text);
    }
    for (const Control &control : m_parts.controls) {
        control.paint(painter, style,
                      {paint.hovered == control.key, paint.pressed == control.key,
                       paint.focused == control.key, paint.done == control.key});
    }
    if (paint.focused && paint.focused->kind == Control::Kind::Link) {
        for (const Control &link : controls()) {
            if (link.key == *paint.focused)
                link.paint(painter, style, {false, false, true, false});
        }
    }
}

qsizetype BlockLayout::positionAt(QPoint point) const
{
    const Piece *nearest = nullptr;
    auto best = std::pair(std::numeric_limits<int>::max(), 0);
    for (const Piece &piece : m_parts.pieces) {
        if (piece.start < 0)
            continue;
        const QRect rect = piece.rect();
        const auto far = std::pair(distance(point.y(), rect.top(), rect.bottom()),
                                   distance(point.x(), rect.left(), rect.right()));
        if (far < best) {
            best = far;
            nearest = &piece;
        }
    }
    return nearest ? nearest->start + nearest->box.positionAt(point - nearest->at) : 0;
}

bool BlockLayout::isOnText(QPoint point) const
{
    return std::any_of(m_parts.pieces.begin(), m_parts.pieces.end(), [point](const Piece &piece) {
        return piece.start >= 0 && piece.rect().contains(point);
    });
}

Control BlockLayout::linkControl(const Piece &piece, size_t link, int ordinal) const
{
    const StyledText::Link &source = piece.box.links()[link];
    Control control;
    control.key = {Control::Kind::Link, m_index, ordinal};
    const std::vector<QRect> rects = piece.box.rectsOf(source.from, source.from + source.length);
    if (!rects.empty())
        control.rect = rects.front().translated(piece.at);
    control.text = piece.box.text().mid(source.from, source.length);
    control.target = source.target;
    return control;
}

std::optional<Control> BlockLayout::controlAt(QPoint point) const
{
    for (const Control &control : m_parts.controls) {
        if (control.rect.contains(point))
            return control;
    }
    int links = 0;
    for (const Piece &piece : m_parts.pieces) {
        if (piece.rect().contains(point)) {
            if (const int link = piece.box.linkAt(point - piece.at); link >= 0)
                return linkControl(piece, size_t(link), links + link);
        }
        links += int(piece.box.links().size());
    }
    return std::nullopt;
}

std::vector<Control> BlockLayout::controls() const
{
    std::vector<Control> all = m_parts.controls;
    int links = 0;
    for (const Piece &piece : m_parts.pieces) {
        for (size_t i = 0; i < piece.box.links().size(); ++i)
            all.push_back(linkControl(piece, i, links++));
    }
    std::stable_sort(all.begin(), all.end(), [](const Control &a, const Control &b) {
        return a.rect.top() < b.rect.top();
    });
    return all;
}

const Piece *BlockLayout::pieceOf(qsizetype position) const
{
    const Piece *found = nullptr;
    for (const Piece &piece : m_parts.pieces) {
        if (piece.start >= 0 && (piece.start <= position || !found))
            found = &piece;
    }
    return found;
}

std::pair<qsizetype, qsizetype> BlockLayout::paragraphAt(qsizetype position) const
{
    const Piece *piece = pieceOf(position);
    if (!piece)
        return {0, 0};
    // Pieces of code and of the user's text hold many lines; a long paragraph has many pieces.
    const QString &text = piece->box.text();
    const qsizetype at = std::clamp<qsizetype>(position - piece->start, 0, text.size());
    const qsizetype before = at > 0 ? text.lastIndexOf(QChar::LineSeparator, at - 1) : -1;
    const qsizetype after = text.indexOf(QChar::LineSeparator, at);
    qsizetype from = piece->start + before + 1;
    qsizetype to = piece->start + (after < 0 ? text.size() : after);
    const Piece *first = piece;
    while (before < 0 && first->continues)
        from = (--first)->start;
    const Piece *const end = m_parts.pieces.data() + m_parts.pieces.size();
    for (const Piece *next = piece + 1; after < 0 && next != end && next->continues; ++next)
        to = next->start + next->length();
    return {from, to};
}

std::pair<qsizetype, qsizetype> BlockLayout::wordAt(qsizetype position) const
{
    const Piece *piece = pieceOf(position);
    if (!piece)
        return {0, 0};
    const QString &text = piece->box.text();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    const qsizetype at = std::clamp<qsizetype>(position - piece->start, 0, text.size());
    finder.setPosition(at);
    if (!finder.isAtBoundary() || at == text.size())
        finder.toPreviousBoundary();
    const qsizetype from = std::max<qsizetype>(0, finder.position());
    finder.setPosition(from);
    const qsizetype to = finder.toNextBoundary();
    return {piece->start + from, piece->start + (to < 0 ? text.size() : to)};
}

QRect BlockLayout::rectOf(qsizetype position) const
{
    const Piece *piece = pieceOf(position);
    if (!piece)
        return {0, 0, 0, height()};
    const int at = int(std::clamp<qsizetype>(position - piece->start, 0, piece->length()));
    return piece->box.lineRect(at).translated(piece->at);
}

void BlockLayout::appendText(qsizetype from, qsizetype to, QString &text) const
{
    bool first = true;
    for (const Piece &piece : m_parts.pieces) {
        const qsizetype begin = std::max<qsizetype>(0, from - piece.start);
        const qsizetype end = std::min(piece.length(), to - piece.start);
        if (piece.start < 0 || begin > piece.length() || end < 0)
            continue;
        if (!std::exchange(first, false))
            text += piece.separator;
        if (begin == 0 && end > 0)
            text += piece.lead;
        const qsizetype copied = text.size();
        text += QStringView(piece.box.text()).mid(begin, end - begin);
        std::replace(text.begin() + copied, text.end(), QChar(QChar::LineSeparator), QChar(u'\n'));
    }
}

} // namespace spaceline
