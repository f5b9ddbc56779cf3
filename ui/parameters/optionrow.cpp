#include "parameters/optionrow.h"

#include "widgets/labels.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>

namespace spaceline {

OptionRow::OptionRow(QAbstractButton *button, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_button(button)
{
    button->setParent(this);
    button->setAccessibleName(text);
    auto *label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    // Long words without a place to break do not make the panel wider.
    label->setMinimumWidth(1);
    alignToStart(*label);
    // The mark is in the middle of the first line.
    button->setFixedHeight(label->fontMetrics().lineSpacing());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(button, 0, Qt::AlignTop);
    layout->addWidget(label, 1);
    setFocusProxy(button);
}

void OptionRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) {
        m_button->setFocus(Qt::MouseFocusReason);
        m_button->click();
    }
}

} // namespace spaceline
