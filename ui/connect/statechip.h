#pragma once

#include "widgets/paintedbutton.h"

class QLabel;

namespace spaceline {

/// What the connection does now, in words beside a dot; a click explains it.
class StateChip : public PaintedButton {
    Q_OBJECT
public:
    enum class Dot { None, Ready, Busy, Trouble };

    explicit StateChip(QWidget *parent = nullptr);
    void setState(Dot dot, const QString &words);
    [[nodiscard]] QString words() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_words;
    Dot m_dot = Dot::None;
};

} // namespace spaceline
