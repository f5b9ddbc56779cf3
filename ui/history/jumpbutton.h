#pragma once

#include "widgets/theme.h"

#include <QAbstractButton>

namespace spaceline {

/// The round button over the lower corner of the history that goes to its end. A dot says that
/// something new came there.
class JumpButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit JumpButton(QWidget *parent);

    void setTheme(const Theme &theme);
    void setNews(bool news);
    void moveTo(const QRect &area); ///< its lower corner at the end side
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    bool m_news = false;
};

} // namespace spaceline
