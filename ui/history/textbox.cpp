#include "history/textbox.h"

#include "history/historystyle.h"
#include "markdown/block.h"

#include <QCoreApplication>
#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kUnlimited = 1 << 20;
constexpr int kBesideCode = 3; ///< that its ground leaves of a blank what a blank is, in pixels

QTextCharFormat formatOf(markdown::Styles styles, const HistoryStyle &style, QFont font)
{
    using markdown::Style;
    QTextCharFormat format;
    if (styles.testFlag(Style::Code) || styles.testFlag(Style::Math)) {
        const QFont around = font;
        font = style.code;
        font.setWeight(around.weight());
        if (around.pixelSize() > style.body.pixelSize())
            font.setPixelSize(around.pixelSize());
        else if (around.pointSizeF() > style.body.pointSizeF())
            font.setPointSizeF(around.pointSizeF() * 0.93);
    }
    if (styles.testFlag(Style::Strong))
        font.setWeight(std::max(QFont::Weight(font.weight()), QFont::DemiBold));
    if (styles.testFlag(Style::Emphasis) || styles.testFlag(Style::Math))
        font.setItalic(true);
    if (styles.testFlag(Style::Strike))
        font.setStrikeOut(true);
    format.setFont(font);
    if (styles.testFlag(Style::Superscript))
        format.setVerticalAlignment(QTextCharFormat::AlignSuperScript);
    else if (styles.testFlag(Style::Subscript))
        format.setVerticalAlignment(QTextCharFormat::AlignSubScript);
    return format;
}

QString shownText(const markdown::Run &run)
{
    if (!run.styles.testFlag(markdown::Style::Image) || !run.text.isEmpty())
        return run.text;
    // An image without alternative text still has to be seen to be there.
    const QString name = QUrl(run.target).fileName();
    return name.isEmpty() ? QCoreApplication::translate("History", "Image") : name;
}

} // namespace

QUrl linkTarget(const QString &target)
{
    const QUrl url(target, QUrl::TolerantMode);
    const QString scheme = url.scheme();
    const bool isWeb = (scheme == "http"_L1 || scheme == "https"_L1) && !url.host().isEmpty();
    return isWeb || scheme == "mailto"_L1 ? url : QUrl();
}

StyledText::StyledText(const std::vector<markdown::Run> &runs, const HistoryStyle &style,
                       const QFont &font)
{
    for (const markdown::Run &run : runs) {
        const int from = int(text.size());
        text += shownText(run);
        const int length = int(text.size()) - from;
        if (length == 0)
            continue;
        widenBlanks(run, from, font);
        if (run.styles == markdown::Style::None)
            continue;
        QTextCharFormat format = formatOf(run.styles, style, font);
        if (run.styles.testAnyFlags(markdown::Style::Link | markdown::Style::Image)) {
            if (const QUrl target = linkTarget(run.target); target.isValid()) {
                format.setForeground(style.theme.accent);
                // Runs of one link that differ in style are one link.
                if (!links.empty() && links.back().target == target
                    && links.back().from + links.back().length == from)
                    links.back().length += length;
                else
                    links.push_back({from, length, target});
            }
        }
        if (run.styles.testFlag(markdown::Style::Code))
            grounds.push_back({from, length});
        formats.append({from, length, format});
    }
}

void StyledText::widenBlanks(const markdown::Run &run, int from, const QFont &font)
{
    const auto widen = [&](int blank) {
        if (blank < 0 || blank >= text.size() || text.at(blank) != u' ')
            return;
        QFont wide = font;
        wide.setWordSpacing(font.wordSpacing() + kBesideCode);
        QTextCharFormat format;
        format.setFont(wide);
        formats.append({blank, 1, format});
    };
    const bool isCode = run.styles.testFlag(markdown::Style::Code);
    const bool followsCode
        = !grounds.empty() && grounds.back().from + grounds.back().length == from;
    const bool endsBlank = formats.isEmpty() || formats.back().start + formats.back().length < from;
    if (isCode && endsBlank)
        widen(from - 1);
    else if (followsCode && run.styles == markdown::Style::None)
        widen(from);
}

StyledText StyledText::mid(int from, int length) const
{
    StyledText part(text.mid(from, length));
    const auto cut = [&](int start, int size) {
        const int first = std::max(start, from);
        return Span{first - from, std::min(start + size, from + length) - first};
    };
    for (const QTextLayout::FormatRange &range : formats) {
        if (const Span span = cut(range.start, range.length); span.length > 0)
            part.formats.append({span.from, span.length, range.format});
    }
    for (const Link &link : links) {
        if (const Span span = cut(link.from, link.length); span.length > 0)
            part.links.push_back({span.from, span.length, link.target});
    }
    for (const Span &ground : grounds) {
        if (const Span span = cut(ground.from, ground.length); span.length > 0)
            part.grounds.push_back(span);
    }
    return part;
}

TextBox::TextBox(StyledText text, const QFont &font, int pitch, Qt::LayoutDirection direction)
    : m_text(std::move(text))
    , m_layout(std::make_unique<QTextLayout>(m_text.text, font))
    , m_font(font)
    , m_pitch(pitch)
    , m_direction(direction)
    , m_rightToLeft(direction == Qt::LayoutDirectionAuto ? m_text.text.isRightToLeft()
                                                         : direction == Qt::RightToLeft)
{
    m_layout->setCacheEnabled(true);
    m_layout->setFormats(m_text.formats);
}

bool TextBox::isMadeOf(const StyledText &text, const QFont &font, int pitch,
                       Qt::LayoutDirection direction) const
{
    const auto sameLink = [](const StyledText::Link &a, const StyledText::Link &b) {
        return a.from == b.from && a.target == b.target;
    };
    return m_pitch == pitch && m_direction == direction && m_text.text == text.text
        && m_font == font && m_text.formats == text.formats
        && std::equal(m_text.links.begin(), m_text.links.end(), text.links.begin(),
                      text.links.end(), sameLink);
}

void TextBox::layOut(int width, Qt::Alignment alignment, bool breakAnywhere)
{
    if (width == m_width && alignment == m_alignment && breakAnywhere == m_breakAnywhere)
        return;
    m_width = width;
    m_alignment = alignment;
    m_breakAnywhere = breakAnywhere;

    // QTextLayout does not mirror alignments by itself.
    if (m_rightToLeft && alignment == Qt::AlignLeft)
        alignment = Qt::AlignRight;
    QTextOption option(alignment);
    option.setTextDirection(m_rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(breakAnywhere ? QTextOption::WrapAnywhere
                                     : QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTabStopDistance(4 * QFontMetricsF(m_font).horizontalAdvance(u' '));
    m_layout->setTextOption(option);

    qreal y = 0;
    qreal natural = 0;
    m_layout->beginLayout();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(width);
        // Fonts that stand in for missing letters may be taller than our own.
        const qreal distance = std::max(qreal(m_pitch), std::ceil(line.height()));
        line.setPosition({0, y + std::floor((distance - line.height()) / 2)});
        y += distance;
        natural = std::max(natural, line.naturalTextWidth());
    }
    m_layout->endLayout();
    m_height = int(std::ceil(y));
    m_naturalWidth = int(std::ceil(natural));
}

TextBox::Widths TextBox::widths()
{
    if (m_widths.natural < 0) {
        const int width = m_width;
        const Qt::Alignment alignment = m_alignment;
        const bool breakAnywhere = m_breakAnywhere;
        layOut(kUnlimited);
        m_widths.natural = m_naturalWidth;
        m_widths.least = std::min(m_widths.natural, int(std::ceil(m_layout->minimumWidth())));
        if (width >= 0)
            layOut(width, alignment, breakAnywhere);
    }
    return m_widths;
}

QTextLine TextBox::lineAt(int y) const
{
    int low = 0;
    int high = m_layout->lineCount() - 1;
    while (low < high) {
        const int middle = (low + high + 1) / 2;
        const QTextLine line = m_layout->lineAt(middle);
        const qreal lead = (std::max(qreal(m_pitch), line.height()) - line.height()) / 2;
        if (line.y() - lead <= y)
            low = middle;
        else
            high = middle - 1;
    }
    return m_layout->lineAt(low);
}

int TextBox::positionAt(QPoint point) const
{
    if (m_layout->lineCount() == 0 || point.y() < 0)
        return 0;
    if (point.y() >= m_height)
        return int(m_text.text.size());
    const QTextLine line = lineAt(point.y());
    int position = line.xToCursor(point.x());
    // Past the end of a line that ends in a hard break, the position is before the break.
    const int end = line.textStart() + line.textLength();
    if (position == end && end > line.textStart()
        && m_text.text.at(end - 1) == QChar::LineSeparator)
        --position;
    return position;
}

int TextBox::linkAt(QPoint point) const
{
    for (size_t i = 0; i < m_text.links.size(); ++i) {
        const StyledText::Link &link = m_text.links[i];
        for (const QRect &rect : rectsOf(link.from, link.from + link.length)) {
            if (rect.contains(point))
                return int(i);
        }
    }
    return -1;
}

void TextBox::appendRects(const QTextLine &line, int from, int to, std::vector<QRect> &rects) const
{
    // Characters next to each other in memory need not be so on the screen where directions mix.
    const int y = int(
        std::lround(line.y() - (std::max(qreal(m_pitch), line.height()) - line.height()) / 2));
    const int height = int(std::max(qreal(m_pitch), std::ceil(line.height())));
    std::vector<std::pair<qreal, qreal>> spans;
    for (const QGlyphRun &run : line.glyphRuns(from, to - from)) {
        const QList<QPointF> places = run.positions();
        const QList<QPointF> advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes());
        for (qsizetype i = 0; i < places.size(); ++i)
            spans.emplace_back(places[i].x(), places[i].x() + advances[i].x());
    }
    std::sort(spans.begin(), spans.end());
    const auto joined = [&spans](size_t last, const std::pair<qreal, qreal> &next) {
        return next.first <= spans[last].second + 1;
    };
    size_t last = 0;
    for (size_t i = 1; i < spans.size(); ++i) {
        if (joined(last, spans[i]))
            spans[last].second = std::max(spans[last].second, spans[i].second);
        else
            spans[++last] = spans[i];
    }
    spans.resize(std::min(spans.size(), last + 1));
    for (const auto &[left, right] : spans) {
        const int x = int(std::floor(left));
        rects.emplace_back(x, y, int(std::ceil(right)) - x, height);
    }
}

std::vector<QRect> TextBox::rectsOf(int from, int to, QRect clip) const
{
    std::vector<QRect> rects;
    if (from >= to || m_layout->lineCount() == 0)
        return rects;
    for (int i = m_layout->lineForTextPosition(from).lineNumber(); i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        if (line.textStart() >= to || (!clip.isNull() && line.y() > clip.bottom()))
            break;
        if (!clip.isNull() && line.y() + std::max(qreal(m_pitch), line.height()) < clip.top())
            continue;
        appendRects(line, std::max(from, line.textStart()),
                    std::min(to, line.textStart() + line.textLength()), rects);
    }
    return rects;
}

QRect TextBox::lineRect(int position) const
{
    const QTextLine line = m_layout->lineForTextPosition(position);
    if (!line.isValid())
        return {0, 0, m_width, m_height};
    const qreal distance = std::max(qreal(m_pitch), std::ceil(line.height()));
    const int y = int(std::lround(line.y() - std::floor((distance - line.height()) / 2)));
    return {0, y, m_width, int(distance)};
}

int TextBox::lineStart(int position) const
{
    const QTextLine line = m_layout->lineForTextPosition(position);
    return line.isValid() ? line.textStart() : 0;
}

void TextBox::fillRanges(QPainter &painter, QPoint at, const Paint &paint) const
{
    for (const StyledText::Span &span : m_text.grounds) {
        for (const QRect &rect : rectsOf(span.from, span.from + span.length, paint.clip)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(paint.codeGround);
            painter.drawRoundedRect(rect.adjusted(-2, 1, 2, -1).translated(at), 4, 4);
        }
    }
    for (const QRect &rect : rectsOf(paint.selectedFrom, paint.selectedTo, paint.clip))
        painter.fillRect(rect.translated(at), paint.selection);
    if (paint.underlinedLink >= 0 && paint.underlinedLink < int(m_text.links.size())) {
        const StyledText::Link &link = m_text.links[size_t(paint.underlinedLink)];
        for (const QRect &rect : rectsOf(link.from, link.from + link.length)) {
            const QTextLine line = lineAt(rect.center().y());
            const int y = at.y() + int(std::lround(line.y() + line.ascent())) + 2;
            painter.fillRect(QRect(at.x() + rect.x(), y, rect.width(), 1), paint.link);
        }
    }
}

void TextBox::paint(QPainter &painter, QPoint at, const Paint &paint) const
{
    fillRanges(painter, at, paint);
    painter.setPen(paint.color);
    m_layout->draw(&painter, at, {}, paint.clip.translated(at));
}

} // namespace spaceline
