#pragma once

#include <QIcon>
#include <QLatin1StringView>

class QColor;
class QPainter;
class QRect;

namespace spaceline {

/// Paints the symbolic icon \p name (a freedesktop name, an SVG of one colour in the resources)
/// into \p rect in \p color. Paints nothing where there is no such icon. The SVG is read at the
/// first painting, the result is kept in QPixmapCache.
void paintIcon(QPainter &painter, const QRect &rect, QLatin1StringView name, const QColor &color);

/// The same as a QIcon in the colours of the application's palette; reads nothing until it is
/// painted.
[[nodiscard]] QIcon symbolicIcon(QLatin1StringView name);

/// The program's own icon, in its colours.
[[nodiscard]] QIcon applicationIcon();

} // namespace spaceline
