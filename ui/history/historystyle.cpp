#include "history/historystyle.h"

#include <QFontDatabase>
#include <QFontInfo>

#include <algorithm>
#include <cmath>

namespace spaceline {

namespace {

QFont scaled(QFont font, double factor)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(1, int(std::lround(font.pixelSize() * factor))));
    else
        font.setPointSizeF(std::max(1.0, font.pointSizeF() * factor));
    return font;
}

QFont bold(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont monospace(const QFont &body)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (body.pixelSize() > 0)
        font.setPixelSize(body.pixelSize());
    else
        font.setPointSizeF(body.pointSizeF());
    return scaled(font, 0.93);
}

} // namespace

HistoryStyle::HistoryStyle(const Theme &colours, const QFont &base, int zoom,
                           Qt::LayoutDirection layoutDirection)
    : theme(colours)
    , direction(layoutDirection)
    , body(scaled(base, zoom / 100.0))
    , strong(bold(body))
    , muted(scaled(body, 0.86))
    , table(scaled(body, 0.93))
    , code(monospace(body))
    , headings{bold(scaled(body, 1.45)),
               bold(scaled(body, 1.25)),
               bold(scaled(body, 1.1)),
               bold(body),
               bold(body),
               bold(scaled(body, 0.93))}
    , em(std::max(1, QFontInfo(body).pixelSize()))
    , pitch(pitchOf(body))
{
}

int HistoryStyle::columnWidth(int available) const
{
    const int margin = std::min(kMargin, available / 16);
    return std::max(1, std::min(kColumnEms * em, available - 2 * margin));
}

int HistoryStyle::estimatedHeight(int bytes, int column) const
{
    // A letter is about half an em wide; a paragraph of Markdown has about 300 bytes.
    const int perLine = std::max(8, 2 * column / em);
    const qint64 lines = qint64(bytes) / perLine + 1;
    const qint64 paragraphs = bytes / 300;
    const qint64 height
        = lines * pitch + paragraphs * (pitch / 2 + 10) + kTurnGap + qint64(1.5 * pitch);
    return int(std::min<qint64>(height, 1'000'000));
}

int HistoryStyle::pitchOf(const QFont &font)
{
    return std::max(1, int(std::lround(1.5 * QFontInfo(font).pixelSize())));
}

QColor HistoryStyle::selection() const
{
    QColor color = theme.accent;
    color.setAlphaF(theme.isDark ? 0.34F : 0.24F);
    return color;
}

} // namespace spaceline
