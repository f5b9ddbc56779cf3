#pragma once

#include <QAbstractButton>
#include <QLatin1StringView>

namespace spaceline {

/// A disc with an icon: filled with the accent, or outlined.
class RoundButton : public QAbstractButton {
    Q_OBJECT
public:
    enum class Ground { Accent, Outline };

    /// \p icon is a name for paintIcon().
    RoundButton(QLatin1StringView icon, Ground ground, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QLatin1StringView m_icon;
    Ground m_ground;
};

} // namespace spaceline
