#include "parameters/parametercontrol.h"

#include "gradio/parametervalues.h"
#include "parameters/choicecontrols.h"
#include "parameters/colorcontrol.h"
#include "parameters/datetimecontrol.h"
#include "parameters/filecontrol.h"
#include "parameters/numbercontrols.h"
#include "parameters/textcontrols.h"

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

ParameterControl *newControl(const gradio::Parameter &parameter, QWidget *parent)
{
    using Kind = gradio::ParameterKind;
    switch (gradio::kindOf(parameter)) {
    case Kind::Text:
        if (parameter.lines > 1 || parameter.type != "textbox"_L1
            || parameter.fallback.toString().contains(u'\n'))
            return new AreaControl(parameter, AreaControl::Content::Text, parent);
        return new LineControl(parameter, parent);
    case Kind::Code:
        return new AreaControl(parameter, AreaControl::Content::Code, parent);
    case Kind::Number:
        return new NumberControl(parameter, parent);
    case Kind::Slider:
        return new SliderControl(parameter, parent);
    case Kind::CheckBox:
        return new CheckControl(parameter, parent);
    case Kind::CheckBoxGroup:
        return new CheckGroupControl(parameter, parent);
    case Kind::Radio:
        return new RadioControl(parameter, parent);
    case Kind::Dropdown:
        if (parameter.multiple)
            return new ChoiceListControl(parameter, parent);
        return new DropdownControl(parameter, parent);
    case Kind::File:
        return new FileControl(parameter, parent);
    case Kind::Color:
        return new ColorControl(parameter, parent);
    case Kind::DateTime:
        return new DateTimeControl(parameter, parent);
    case Kind::Json:
        return new AreaControl(parameter, AreaControl::Content::Json, parent);
    }
    Q_UNREACHABLE();
}

} // namespace

ParameterControl *makeControl(const gradio::Parameter &parameter, QWidget *parent)
{
    ParameterControl *control = newControl(parameter, parent);
    control->setValue(parameter.fallback);
    return control;
}

} // namespace spaceline
