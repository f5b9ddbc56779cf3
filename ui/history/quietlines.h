#pragma once

#include "base/reply.h"
#include "history/messagepart.h"

#include <optional>

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

/// A muted text, at the start or at the end side; a bar below it where it is known how far
/// something is.
class QuietLine : public MessagePart {
public:
    QuietLine(const QString &text, const HistoryStyle &style, int width, bool atEnd = false,
              std::optional<double> done = {});

    [[nodiscard]] int height() const override;
    [[nodiscard]] std::vector<Control> controls() const override { return {}; }
    void paint(QPainter &painter, const HistoryStyle &style,
               const BlockLayout::Paint &paint) const override;

private:
    Piece m_text;
    std::optional<double> m_done;
    QRect m_bar;
};

/// A muted text in the middle, between two lines: what holds from here on.
class DividerLine : public MessagePart {
public:
    DividerLine(const QString &text, const HistoryStyle &style, int width);

    [[nodiscard]] int height() const override { return m_text.box.height(); }
    [[nodiscard]] std::vector<Control> controls() const override { return {}; }
    void paint(QPainter &painter, const HistoryStyle &style,
               const BlockLayout::Paint &paint) const override;

private:
    Piece m_text;
    int m_width;
};

/// What the divider says after the last message that the Space could remember.
[[nodiscard]] QString endOfMemoryText();
/// Title and text of a notice in one.
[[nodiscard]] QString noticeText(const Notice &notice);
/// "Temperature 0.2 · Top-p 0.9"; long values are cut.
[[nodiscard]] QString parametersText(const QJsonObject &parameters);

} // namespace spaceline
