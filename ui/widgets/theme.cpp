#include "widgets/theme.h"

#include <QPalette>

#include <algorithm>
#include <cmath>

namespace spaceline {

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part
        = [share](int from, int to) { return int(std::lround(from + (to - from) * share)); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

/// \p color, moved towards \p text until it can be read on \p ground.
QColor readable(QColor color, const QColor &ground, const QColor &text)
{
    for (int step = 0; step < 10 && contrast(color, ground) < 4.5; ++step)
        color = mixed(color, text, 0.2);
    return color;
}

} // namespace

double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

Theme Theme::light()
{
    Theme theme;
    theme.window = QColor(0xfbfbfa);
    theme.side = QColor(0xf2f3f1);
    theme.raised = QColor(0xffffff);
    theme.text = QColor(0x1d1e1c);
    theme.muted = QColor(0x646862);
    theme.line = QColor(0xe1e3de);
    theme.accent = QColor(0x3a5bd0);
    theme.onAccent = QColor(0xffffff);
    theme.tint = QColor(0xe9edfb);
    theme.selected = QColor(0xe4e8e1);
    theme.code = QColor(0xf5f6f3);
    theme.warn = QColor(0x9a6700);
    theme.warnGround = QColor(0xfff6df);
    theme.warnLine = QColor(0xeedfae);
    theme.error = QColor(0xb3261e);
    theme.errorGround = QColor(0xfdeeec);
    theme.errorLine = QColor(0xf1c9c4);
    theme.ok = QColor(0x2a8a57);
    return theme;
}

Theme Theme::dark()
{
    Theme theme;
    theme.isDark = true;
    theme.window = QColor(0x17191b);
    theme.side = QColor(0x1d2022);
    theme.raised = QColor(0x24282b);
    theme.text = QColor(0xeceeed);
    theme.muted = QColor(0x9aa29f);
    theme.line = QColor(0x30363a);
    theme.accent = QColor(0x8fa8ff);
    theme.onAccent = QColor(0x10131c);
    theme.tint = QColor(0x262e47);
    theme.selected = QColor(0x2a2f33);
    theme.code = QColor(0x1f2326);
    theme.warn = QColor(0xe3b34c);
    theme.warnGround = QColor(0x2b2617);
    theme.warnLine = QColor(0x50451f);
    theme.error = QColor(0xf2a097);
    theme.errorGround = QColor(0x301f1e);
    theme.errorLine = QColor(0x5b3431);
    theme.ok = QColor(0x5cc28d);
    return theme;
}

Theme Theme::fromPalette(const QPalette &palette)
{
    const QColor ground = palette.color(QPalette::Active, QPalette::Window);
    for (const Theme &own : {light(), dark()}) {
        if (own.window == ground && own.accent == palette.color(QPalette::Active, QPalette::Link))
            return own;
    }
    Theme theme = ground.lightness() < 128 ? dark() : light();
    const auto color
        = [&palette](QPalette::ColorRole role) { return palette.color(QPalette::Active, role); };
    theme.window = ground;
    theme.raised = color(QPalette::Base);
    theme.text = color(QPalette::WindowText);
    theme.side = mixed(ground, theme.text, 0.04);
    theme.selected = mixed(ground, theme.text, 0.1);
    theme.code = mixed(ground, theme.text, 0.03);
    theme.line = mixed(ground, theme.text, 0.16);
    theme.muted = readable(mixed(theme.text, ground, 0.3), theme.selected, theme.text);
    theme.accent = color(QPalette::Highlight);
    theme.onAccent = color(QPalette::HighlightedText);
    theme.tint = mixed(ground, theme.accent, 0.12);
    return theme;
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, raised);
    palette.setColor(QPalette::AlternateBase, code);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Button, raised);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, onAccent);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, onAccent);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::LinkVisited, accent);
    palette.setColor(QPalette::ToolTipBase, raised);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Light, raised);
    palette.setColor(QPalette::Midlight, selected);
    palette.setColor(QPalette::Mid, line);
    palette.setColor(QPalette::Dark, line);
    palette.setColor(QPalette::Shadow, line);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, mixed(muted, window, 0.3));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, line);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, muted);
    return palette;
}

} // namespace spaceline
