#include "widgets/paintedbutton.h"

namespace spaceline {

void PaintedButton::enterEvent(QEnterEvent *) { update(); }

void PaintedButton::leaveEvent(QEvent *) { update(); }

} // namespace spaceline
