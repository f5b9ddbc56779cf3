#include "widgets/avatar.h"

#include "widgets/labels.h"

#include <QFontInfo>
#include <QPainter>
#include <QTextBoundaryFinder>

namespace spaceline {

namespace {
constexpr int kLargeAvatar = 40; ///< a disc above this has a heading's letter, in pixels
} // namespace

QColor avatarGround(const QString &name)
{
    // FNV-1a: qHash() may differ from one version of Qt to the next.
    quint32 hash = 2166136261U;
    for (const char byte : name.toUtf8())
        hash = (hash ^ quint8(byte)) * 16777619U;
    hash ^= hash >> 15; // its lowest bits alone are not well mixed
    return QColor::fromRgb(kAvatarGrounds[hash % kAvatarGrounds.size()]);
}

QString avatarLetter(const QString &name)
{
    const QString part = name.mid(name.lastIndexOf(u'/') + 1).trimmed();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, part);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? part.left(end).toUpper() : QString();
}

void paintAvatar(QPainter &painter, const QRect &rect, const QString &name, const QFont &font)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(avatarGround(name));
    painter.drawEllipse(rect);
    // One of the sizes that are there anyway: a font that only avatars use would have to be loaded.
    QFont letterFont
        = scaledFont(font, rect.height() > kLargeAvatar ? kHeadingSize : 1.0, QFont::DemiBold);
    if (QFontInfo(letterFont).pixelSize() > rect.height() * 3 / 5)
        letterFont.setPixelSize(rect.height() / 2);
    painter.setFont(letterFont);
    painter.setPen(Qt::white);
    painter.drawText(rect, Qt::AlignCenter, avatarLetter(name));
    painter.restore();
}

Avatar::Avatar(int diameter, QWidget *parent) : QWidget(parent)
{
    setFixedSize(diameter, diameter);
}

void Avatar::setName(const QString &name)
{
    m_name = name;
    update();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAvatar(painter, rect(), m_name, font());
}

} // namespace spaceline
