#include "widgets/style.h"

#include "widgets/controlpainting.h"
#include "widgets/icons.h"

#include <QPainter>
#include <QStyleOption>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kControlHeight = 32;
constexpr int kScrollBarWidth = 12;
constexpr int kShortestHandle = 32;
constexpr int kTextPad = 6; ///< between a field's frame and its text

bool showsFocus(const QStyleOption &option)
{
    return (option.state & QStyle::State_HasFocus)
        && (option.state & QStyle::State_KeyboardFocusChange);
}

void paintButton(const QStyleOptionButton &option, QPainter &painter)
{
    const QPalette &palette = option.palette;
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool pressed = option.state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hovered = enabled && (option.state & QStyle::State_MouseOver);
    const bool isDefault = enabled && (option.features & QStyleOptionButton::DefaultButton);
    QColor fill = palette.color(QPalette::Button);
    QColor line = palette.color(QPalette::Mid);
    if (isDefault) {
        fill = palette.color(QPalette::Highlight);
        if (pressed)
            fill = fill.darker(112);
        else if (hovered)
            fill = fill.lighter(106);
        line = QColor();
    } else if (pressed || hovered) {
        fill = palette.color(QPalette::Midlight);
    } else if (option.features & QStyleOptionButton::Flat) {
        fill = line = QColor();
    }
    paintRounded(painter, option.rect, Style::kRadius, fill, line);
    if (showsFocus(option)) {
        const QRect ring = isDefault ? option.rect.adjusted(2, 2, -2, -2) : option.rect;
        paintFocusRing(painter, ring, Style::kRadius - (isDefault ? 2 : 0),
                       palette.color(isDefault ? QPalette::HighlightedText : QPalette::Highlight));
    }
}

QRect scrollHandle(const QStyleOptionSlider &option)
{
    const bool horizontal = option.orientation == Qt::Horizontal;
    const int groove = horizontal ? option.rect.width() : option.rect.height();
    const int range = option.maximum - option.minimum;
    if (range <= 0)
        return option.rect;
    const qint64 whole = qint64(range) + option.pageStep;
    const int share = int(qint64(option.pageStep) * groove / qMax<qint64>(whole, 1));
    const int length = qBound(qMin(kShortestHandle, groove), share, groove);
    const int at = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, groove - length, option.upsideDown);
    return horizontal ? QRect(option.rect.x() + at, option.rect.y(), length, option.rect.height())
                      : QRect(option.rect.x(), option.rect.y() + at, option.rect.width(), length);
}

void paintScrollBar(const QStyleOptionSlider &option, QPainter &painter)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Window));
    if (option.maximum <= option.minimum)
        return;
    QColor color = option.palette.color(QPalette::WindowText);
    const bool held = option.state & QStyle::State_Sunken;
    const bool hovered = option.state & QStyle::State_MouseOver;
    color.setAlphaF(held ? 0.5F : hovered ? 0.4F : 0.25F);
    paintRounded(painter, scrollHandle(option).adjusted(3, 3, -3, -3), 3, color, QColor());
}

void paintCheckBox(const QStyleOption &option, QPainter &painter)
{
    const QPalette &palette = option.palette;
    const bool isOn = option.state & QStyle::State_On;
    paintRounded(painter, option.rect, 4,
                 palette.color(isOn ? QPalette::Highlight : QPalette::Base),
                 palette.color(isOn ? QPalette::Highlight : QPalette::PlaceholderText));
    if (!isOn)
        return;
    const QRectF box(option.rect);
    const auto at = [&box](qreal x, qreal y) {
        return QPointF(box.x() + x * box.width(), box.y() + y * box.height());
    };
    const std::array tick{at(0.26, 0.52), at(0.44, 0.70), at(0.75, 0.32)};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.color(QPalette::HighlightedText), 1.8, Qt::SolidLine, Qt::RoundCap,
                        Qt::RoundJoin));
    painter.drawPolyline(tick.data(), int(tick.size()));
    painter.restore();
}

void paintSpinBox(const QStyle &style, const QStyleOptionSpinBox &option, QPainter &painter,
                  const QWidget *widget)
{
    const bool isBusy = option.state & (QStyle::State_HasFocus | QStyle::State_MouseOver);
    if (option.frame || isBusy)
        paintRounded(painter, option.rect, Style::kRadius, option.palette.color(QPalette::Base),
                     option.palette.color(QPalette::Mid));
    if (option.state & QStyle::State_HasFocus)
        paintFocusRing(painter, option.rect, Style::kRadius,
                       option.palette.color(QPalette::Highlight));
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto paintArrow = [&](QStyle::SubControl part, QStyle::PrimitiveElement arrow,
                                QAbstractSpinBox::StepEnabledFlag step) {
        QStyleOption arrowOption = option;
        arrowOption.rect = style.subControlRect(QStyle::CC_SpinBox, &option, part, widget)
                               .adjusted(3, 3, -5, -3);
        arrowOption.state
            = option.stepEnabled.testFlag(step) ? QStyle::State_Enabled : QStyle::State_None;
        style.drawPrimitive(arrow, &arrowOption, &painter, widget);
    };
    paintArrow(QStyle::SC_SpinBoxUp, QStyle::PE_IndicatorArrowUp, QAbstractSpinBox::StepUpEnabled);
    paintArrow(QStyle::SC_SpinBoxDown, QStyle::PE_IndicatorArrowDown,
               QAbstractSpinBox::StepDownEnabled);
}

} // namespace

void paintFocusRing(QPainter &painter, const QRect &rect, qreal radius, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

Style::Style() : QProxyStyle(u"fusion"_s) { }

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const QPalette &palette = option->palette;
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            paintButton(*button, *painter);
            return;
        }
        break;
    case PE_PanelButtonTool:
        if (option->state & (State_On | State_Sunken | State_MouseOver))
            paintRounded(*painter, option->rect, kRadius, palette.color(QPalette::Midlight),
                         QColor());
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            if (frame->lineWidth > 0)
                proxy()->drawPrimitive(PE_FrameLineEdit, option, painter, widget);
            return;
        }
        break;
    case PE_FrameLineEdit:
        paintRounded(*painter, option->rect, kRadius, palette.color(QPalette::Base),
                     palette.color(QPalette::Mid));
        if (option->state & State_HasFocus)
            paintFocusRing(*painter, option->rect, kRadius, palette.color(QPalette::Highlight));
        return;
    case PE_IndicatorCheckBox:
        paintCheckBox(*option, *painter);
        return;
    case PE_IndicatorRadioButton:
        paintRadioButton(*option, *painter);
        return;
    case PE_FrameFocusRect:
        if (option->state & State_KeyboardFocusChange)
            paintFocusRing(*painter, option->rect, kRadius - 2, palette.color(QPalette::Highlight));
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    if (element == CE_PushButtonLabel) {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button && (button->features & QStyleOptionButton::DefaultButton)
            && (button->state & State_Enabled)) {
            QStyleOptionButton accented = *button;
            accented.palette.setColor(QPalette::ButtonText,
                                      button->palette.color(QPalette::HighlightedText));
            if (accented.text.isEmpty()) {
                QRect icon(QPoint(), accented.iconSize);
                icon.moveCenter(accented.rect.center());
                accented.icon.paint(painter, icon, Qt::AlignCenter, QIcon::Selected);
                return;
            }
            QProxyStyle::drawControl(element, &accented, painter, widget);
            return;
        }
    }
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, option->palette.color(QPalette::Mid));
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                               QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            paintScrollBar(*bar, *painter);
            return;
        }
    }
    if (control == CC_ToolButton) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            // The icon says that there is a menu; the little arrow beside it only adds noise.
            QStyleOptionToolButton plain = *button;
            plain.features &= ~QStyleOptionToolButton::HasMenu;
            QProxyStyle::drawComplexControl(control, &plain, painter, widget);
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            paintSpinBox(*this, *box, *painter, widget);
            return;
        }
    }
    if (control == CC_Slider) {
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            paintSlider(*this, *slider, *painter, widget);
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            paintComboBox(*this, *box, *painter, widget);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                            SubControl part, const QWidget *widget) const
{
    const auto *bar
        = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider *>(option) : nullptr;
    if (!bar) {
        const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
        if ((control != CC_ComboBox || part != SC_ComboBoxEditField)
            && (control != CC_SpinBox || part != SC_SpinBoxEditField))
            return rect;
        return option->direction == Qt::LeftToRight ? rect.adjusted(kTextPad - 2, 0, 0, 0)
                                                    : rect.adjusted(0, 0, 2 - kTextPad, 0);
    }
    const QRect handle = scrollHandle(*bar);
    const bool horizontal = bar->orientation == Qt::Horizontal;
    QRect rect;
    switch (part) {
    case SC_ScrollBarSlider:
        rect = handle;
        break;
    case SC_ScrollBarGroove:
        rect = bar->rect;
        break;
    case SC_ScrollBarSubPage:
        rect = bar->rect;
        horizontal ? rect.setRight(handle.left() - 1) : rect.setBottom(handle.top() - 1);
        break;
    case SC_ScrollBarAddPage:
        rect = bar->rect;
        horizontal ? rect.setLeft(handle.right() + 1) : rect.setTop(handle.bottom() + 1);
        break;
    default:
        return {}; // there are no arrows
    }
    return visualRect(bar->direction, bar->rect, rect);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option,
                            const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return rect.adjusted(kTextPad, 0, -kTextPad, 0);
    return rect;
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_PushButton)
        size.setWidth(size.width() + 12);
    const auto *spinBox = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (type == CT_PushButton || type == CT_LineEdit || type == CT_ComboBox
        || (type == CT_SpinBox && (!spinBox || spinBox->frame)))
        size.setHeight(qMax(size.height(), kControlHeight));
    return size;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return kScrollBarWidth;
    case PM_ScrollBarSliderMin:
        return kShortestHandle;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QIcon Style::standardIcon(StandardPixmap icon, const QStyleOption *option,
                          const QWidget *widget) const
{
    // Looking for it in the system's icon theme takes a tenth of the time until the first window.
    if (icon == SP_LineEditClearButton)
        return symbolicIcon("window-close"_L1);
    return QProxyStyle::standardIcon(icon, option, widget);
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration:
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

} // namespace spaceline
