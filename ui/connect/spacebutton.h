#pragma once

#include "widgets/paintedbutton.h"

namespace spaceline {

/// A Space to choose: avatar, name, and one muted line that says what it is.
class SpaceButton : public PaintedButton {
    Q_OBJECT
public:
    SpaceButton(const QString &name, const QString &note, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QString m_note;
};

} // namespace spaceline
