#pragma once

#include <QColor>

class QPalette;

namespace spaceline {

/// The colours of the window, light and dark. A value type.
///
/// Widgets paint with Theme::fromPalette(QGuiApplication::palette()), so that a palette that is not
/// ours (high contrast, a desktop's own) is followed as well. `text` and `muted` have a contrast
/// of 4.5:1 or better on every ground; `accent`, `warn` and `error` on `window` and on their own
/// grounds.
struct Theme {
    bool isDark = false;
    QColor window; ///< the conversation's ground
    QColor side; ///< the ground of the list of conversations
    QColor raised; ///< the composer, fields
    QColor text;
    QColor muted;
    QColor line; ///< rules of one pixel
    QColor accent; ///< the main button, links, focus
    QColor onAccent;
    QColor tint; ///< the ground of the user's messages
    QColor selected; ///< a selected row, a pressed tool button
    QColor code; ///< the ground of code blocks
    QColor warn;
    QColor warnGround;
    QColor warnLine;
    QColor error;
    QColor errorGround;
    QColor errorLine;
    QColor ok; ///< the state dot only

    static Theme light();
    static Theme dark();
    /// The theme whose palette() this is; for any other palette one made of its colours.
    static Theme fromPalette(const QPalette &palette);
    [[nodiscard]] QPalette palette() const;

    friend bool operator==(const Theme &, const Theme &) = default;
};

/// The contrast of two opaque colours as WCAG 2 defines it, 1 to 21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);

} // namespace spaceline
