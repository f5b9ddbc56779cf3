#include "history/gallery.h"

#include "history/historyimages.h"
#include "history/historystyle.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// In ems: the most that a picture is high, alone, among others, and below a prompt.
constexpr int kAloneEms = 26;
constexpr int kManyEms = 13;
constexpr int kPromptEms = 10;
/// Something to click at, however small the picture is.
constexpr int kLeast = 24;
constexpr int kCaptionGap = 4;

QString words(const char *text) { return QCoreApplication::translate("History", text); }

/// Never larger than it is, in proportion, at least one pixel.
QSize fitted(QSize size, QSize room)
{
    const double scale = std::min(
        {1.0, double(room.width()) / size.width(), double(room.height()) / size.height()});
    return {std::max(1, int(std::lround(size.width() * scale))),
            std::max(1, int(std::lround(size.height() * scale)))};
}

} // namespace

int Gallery::Cell::bottom() const
{
    return caption ? caption->rect().bottom() + 1 : control.rect.bottom() + 1;
}

Gallery::Gallery(const std::vector<Item> &items, HistoryImages &images, FileOrigin origin,
                 const HistoryStyle &style, int width)
    : m_images(images)
{
    const bool mirrored = style.isRightToLeft();
    const bool atRight = mirrored != (origin == FileOrigin::User);
    const int ems = origin == FileOrigin::User ? kPromptEms
        : items.size() == 1                    ? kAloneEms
                                               : kManyEms;
    const QFontMetrics muted(style.muted);
    int x = 0;
    size_t first = 0;
    for (const Item &item : items) {
        const QString caption = item.file.caption.simplified();
        QSize size = fitted(m_images.sizeOf(item.file.path), {width, ems * style.em});
        const int cellWidth = std::min(
            width, std::max({size.width(), kLeast, caption.isEmpty() ? 0 : 8 * style.em}));
        if (x > 0 && x + cellWidth > width) {
            m_height += placeRow(first, m_height, atRight, mirrored, width) + HistoryStyle::kGap;
            first = m_cells.size();
            x = 0;
        }
        Cell cell;
        cell.path = item.file.path;
        cell.control.key = {Control::Kind::Image, -1, item.index};
        cell.control.rect = {{0, 0}, size};
        cell.control.text = caption.isEmpty() ? item.file.name : caption;
        cell.control.name = words(QT_TRANSLATE_NOOP("History", "Image: %1")).arg(cell.control.text);
        cell.control.file = item.file.id;
        if (!caption.isEmpty()) {
            const QString shown = muted.elidedText(caption, Qt::ElideRight, cellWidth);
            cell.caption
                = quietPiece(shown, style.muted, style.theme.muted, style,
                             {0, size.height() + kCaptionGap}, cellWidth, atRight != mirrored);
        }
        m_cells.push_back(std::move(cell));
        x += cellWidth + HistoryStyle::kGap;
    }
    m_height += placeRow(first, m_height, atRight, mirrored, width);
}

int Gallery::placeRow(size_t first, int y, bool atRight, bool mirrored, int width)
{
    const auto widthOf = [](const Cell &cell) {
        const int caption = cell.caption ? cell.caption->at.x() + cell.caption->width : 0;
        return std::max({cell.control.rect.width(), kLeast, caption});
    };
    int total = -HistoryStyle::kGap;
    int height = 0;
    for (size_t i = first; i < m_cells.size(); ++i) {
        total += widthOf(m_cells[i]) + HistoryStyle::kGap;
        height = std::max(height, m_cells[i].bottom());
    }
    int from = 0; // from the side where reading begins
    for (size_t i = first; i < m_cells.size(); ++i) {
        Cell &cell = m_cells[i];
        const int room = widthOf(cell);
        int x = atRight ? width - total + from : from;
        if (mirrored)
            x = (atRight ? width : total) - from - room;
        const int inset = atRight ? room - cell.control.rect.width() : 0;
        cell.control.rect.translate(x + inset, y);
        if (cell.caption)
            cell.caption->at += QPoint(x, y);
        from += room + HistoryStyle::kGap;
    }
    return height;
}

std::vector<Control> Gallery::controls() const
{
    std::vector<Control> all;
    all.reserve(m_cells.size());
    for (const Cell &cell : m_cells)
        all.push_back(cell.control);
    return all;
}

void Gallery::paint(QPainter &painter, const HistoryStyle &style,
                    const BlockLayout::Paint &paint) const
{
    const qreal ratio = painter.device()->devicePixelRatio();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Cell &cell : m_cells) {
        const QRect &rect = cell.control.rect;
        if (!rect.adjusted(-4, -4, 4, 4).intersects(paint.clip)
            && !(cell.caption && cell.caption->rect().intersects(paint.clip)))
            continue;
        const qreal radius = std::min<qreal>(HistoryStyle::kBlockRadius,
                                             std::min(rect.width(), rect.height()) / 4.0);
        const QImage image = m_images.image(cell.path, (QSizeF(rect.size()) * ratio).toSize());
        QBrush fill(style.theme.code);
        if (!image.isNull()) {
            fill = QBrush(image);
            fill.setTransform(QTransform::fromTranslate(rect.x(), rect.y())
                                  .scale(double(rect.width()) / image.width(),
                                         double(rect.height()) / image.height()));
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(rect, radius, radius);
        // White on white needs an edge, and a dark picture none that is bright.
        QColor edge = style.theme.text;
        edge.setAlphaF(0.14F);
        painter.setPen(QPen(edge, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5),
                                std::max(0.0, radius - 0.5), std::max(0.0, radius - 0.5));
        if (cell.caption)
            paintPiece(painter, *cell.caption, paint);
        paintControl(painter, style, cell.control, paint);
    }
}

} // namespace spaceline
