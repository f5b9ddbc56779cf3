#pragma once

#include "base/reply.h"
#include "history/messagepart.h"

namespace spaceline {

/// A notice that the app sent in a turn: a quiet line with an icon.
class NoticeLine : public MessagePart {
public:
    NoticeLine(const Notice &notice, const HistoryStyle &style, int width);

    [[nodiscard]] int height() const override { return m_text.box.height(); }
    [[nodiscard]] std::vector<Control> controls() const override { return {}; }
    void paint(QPainter &painter, const HistoryStyle &style,
               const BlockLayout::Paint &paint) const override;

private:
    Piece m_text;
    QLatin1StringView m_icon;
    QColor m_color;
    QRect m_iconRect;
};

/// A muted text, at the start or at the end side.
class QuietLine : public MessagePart {
public:
    QuietLine(const QString &text, const HistoryStyle &style, int width, bool atEnd = false);

    [[nodiscard]] int height() const override { return m_text.box.height(); }
    [[nodiscard]] std::vector<Control> controls() const override { return {}; }
    void paint(QPainter &painter, const HistoryStyle &style,
               const BlockLayout::Paint &paint) const override;

private:
    Piece m_text;
};

/// Title and text of a notice in one.
[[nodiscard]] QString noticeText(const Notice &notice);
/// "Temperature 0.2 · Top-p 0.9"; long values are cut.
[[nodiscard]] QString parametersText(const QJsonObject &parameters);

} // namespace spaceline
