#include "history/quietlines.h"

#include "history/historystyle.h"
#include "widgets/icons.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QPainter>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr qsizetype kLongValue = 40;
constexpr int kBarWidthEms = 16;
constexpr int kDividerLine = 24; ///< at least
constexpr int kDividerGap = 12; ///< between line and text
constexpr int kBarGap = 6;

QString words(const char *text) { return QCoreApplication::translate("History", text); }

QString valueText(const QJsonValue &value)
{
    QString text;
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? words(QT_TRANSLATE_NOOP("History", "on"))
                              : words(QT_TRANSLATE_NOOP("History", "off"));
    case QJsonValue::Double:
        // As the Space's page writes it: a seed is no amount of something.
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    case QJsonValue::Array: {
        QStringList all;
        for (const QJsonValue &one : value.toArray())
            all += valueText(one);
        text = all.join(u", "_s);
        break;
    }
    case QJsonValue::Object:
        text = QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
        break;
    case QJsonValue::String:
        text = value.toString().simplified();
        break;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    if (text.isEmpty())
        return words(QT_TRANSLATE_NOOP("History", "none"));
    return text.size() > kLongValue ? text.first(kLongValue - 1).trimmed() + u'…' : text;
}

} // namespace

QString noticeText(const Notice &notice)
{
    const QString title = notice.title.simplified();
    QString text = notice.text.trimmed();
    // Servers title a notice with its own level.
    if (title.isEmpty() || title.compare(notice.level, Qt::CaseInsensitive) == 0)
        return text;
    return text.isEmpty() ? title : words(QT_TRANSLATE_NOOP("History", "%1: %2")).arg(title, text);
}

QString endOfMemoryText()
{
    return words(QT_TRANSLATE_NOOP(
        "History", "The Space was restarted and no longer remembers what came before."));
}

QString parametersText(const QJsonObject &parameters)
{
    QStringList parts;
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        parts += it.key().simplified() + u' ' + valueText(it.value());
    return parts.join(u" · "_s);
}

NoticeLine::NoticeLine(const Notice &notice, const HistoryStyle &style, int width)
    : m_text(quietPiece({}, style.muted, style.theme.muted, style, {}, 1))
    , m_icon("help-about"_L1)
    , m_color(style.theme.muted)
{
    if (notice.level == "warning"_L1) {
        m_icon = "dialog-warning"_L1;
        m_color = style.theme.warn;
    } else if (notice.level == "error"_L1) {
        m_icon = "dialog-error"_L1;
        m_color = style.theme.error;
    } else if (notice.level == "success"_L1) {
        m_icon = "object-select"_L1;
        m_color = style.theme.ok;
    }
    const int pitch = HistoryStyle::pitchOf(style.muted);
    const int icon = std::max(1, QFontMetrics(style.muted).height());
    const int indent = icon + 6;
    const bool mirrored = style.isRightToLeft();
    const int room = std::max(1, width - indent);
    m_text = quietPiece(noticeText(notice), style.muted, style.theme.muted, style,
                        {mirrored ? 0 : indent, 0}, room);
    m_iconRect = {mirrored ? width - icon : 0, (pitch - icon) / 2, icon, icon};
}

void NoticeLine::paint(QPainter &painter, const HistoryStyle &,
                       const BlockLayout::Paint &paint) const
{
    paintIcon(painter, m_iconRect, m_icon, m_color);
    paintPiece(painter, m_text, paint);
}

QuietLine::QuietLine(const QString &text, const HistoryStyle &style, int width, bool atEnd,
                     std::optional<double> done)
    : m_text(quietPiece(text, style.muted, style.theme.muted, style, {}, width, atEnd))
    , m_done(done)
{
    const int bar = std::min(width, kBarWidthEms * style.em);
    if (m_done)
        m_bar = {style.isRightToLeft() ? width - bar : 0, m_text.box.height() + kBarGap, bar,
                 kBarHeight};
}

int QuietLine::height() const { return m_done ? m_bar.bottom() + 1 : m_text.box.height(); }

void QuietLine::paint(QPainter &painter, const HistoryStyle &style,
                      const BlockLayout::Paint &paint) const
{
    paintPiece(painter, m_text, paint);
    if (m_done)
        paintBar(painter, style, m_bar, *m_done);
}

DividerLine::DividerLine(const QString &text, const HistoryStyle &style, int width)
    : m_text(quietPiece(text, style.muted, style.theme.muted, style, {},
                        std::max(1, width - 2 * (kDividerLine + kDividerGap))))
    , m_width(width)
{
    m_text.at.setX((width - m_text.width) / 2);
}

void DividerLine::paint(QPainter &painter, const HistoryStyle &style,
                        const BlockLayout::Paint &paint) const
{
    const int y = height() / 2;
    const int line = m_text.at.x() - kDividerGap;
    painter.fillRect(0, y, line, 1, style.theme.line);
    painter.fillRect(m_width - line, y, line, 1, style.theme.line);
    paintPiece(painter, m_text, paint);
}

} // namespace spaceline
