#include "widgets/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QPixmap rendered(QLatin1StringView name, const QSize &size, const QColor &color)
{
    const QString key = u"spaceline/%1/%2x%3/%4"_s.arg(name)
                            .arg(size.width())
                            .arg(size.height())
                            .arg(color.rgba(), 0, 16);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const QString path = u":/icons/"_s + name + u".svg"_s;
    if (!QFile::exists(path))
        return {};
    QSvgRenderer renderer(path);
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

/// Colours the icon when it is painted, so that it follows a change of the palette.
class SymbolicEngine final : public QIconEngine {
public:
    explicit SymbolicEngine(QLatin1StringView name) : m_name(name) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const QPalette::ColorGroup group
            = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        paintIcon(*painter, rect, m_name,
                  palette.color(group,
                                mode == QIcon::Selected ? QPalette::HighlightedText
                                                        : QPalette::WindowText));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new SymbolicEngine(*this); }
    QString key() const override { return u"spaceline"_s; }

private:
    QLatin1StringView m_name;
};

} // namespace

void paintIcon(QPainter &painter, const QRect &rect, QLatin1StringView name, const QColor &color)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    const QPixmap pixmap = rendered(name, (QSizeF(rect.size()) * ratio).toSize(), color);
    if (!pixmap.isNull())
        painter.drawPixmap(rect, pixmap);
}

QIcon applicationIcon()
{
    QSvgRenderer renderer(u":/icons/io.github.spaceline.Spaceline.svg"_s);
    QIcon icon;
    for (const int size : {32, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QIcon symbolicIcon(QLatin1StringView name) { return QIcon(new SymbolicEngine(name)); }

} // namespace spaceline
