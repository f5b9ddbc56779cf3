#pragma once

#include "widgets/paintedbutton.h"

#include <QLatin1StringView>

namespace spaceline {

/// A disc with an icon: filled with the accent, or outlined.
class RoundButton : public PaintedButton {
    Q_OBJECT
public:
    enum class Ground { Accent, Outline };

    /// \p icon is a name for paintIcon().
    RoundButton(QLatin1StringView icon, Ground ground, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLatin1StringView m_icon;
    Ground m_ground;
};

} // namespace spaceline
