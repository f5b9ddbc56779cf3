"""A chat with additional inputs of every kind."""

EXPECT = {
    "asks": ["hi"],
    "args": ["--param", "Name=Ada", "--param", "Age=36", "--param", "Level=4", "--param", "Loud=true",
             "--param", 'Tags=["b", "c"]', "--param", "Colour=green", "--param", "Mood=calm",
             "--param", 'Extra={"a": [1, 2]}', "--param", "Several=[\"x\", \"y\"]"],
    "text": "hi|Ada|36|4|True|b,c|green|calm|{\"a\": [1, 2]}|x,y",
    "mapping": {"inputs": ["message", "state", "parameter", "parameter", "parameter", "parameter", "parameter",
                           "parameter", "parameter", "parameter", "parameter"], "history": "server"},
}


def respond(message, history, name, age, level, loud, tags, colour, mood, extra, several):
    import json
    return "|".join([message, name, f"{age:g}", f"{level:g}", str(loud), ",".join(tags), colour, mood,
                     extra if isinstance(extra, str) else json.dumps(extra), ",".join(several)])


def build(gr):
    return gr.ChatInterface(respond, additional_inputs=[
        gr.Textbox("Nobody", label="Name"), gr.Number(1, label="Age"), gr.Slider(1, 5, value=2, label="Level"),
        gr.Checkbox(False, label="Loud"), gr.CheckboxGroup(["a", "b", "c"], value=["a"], label="Tags"),
        gr.Dropdown([("Red", "red"), ("Green", "green")], value="red", label="Colour"),
        gr.Radio(["calm", "wild"], value="wild", label="Mood"), gr.JSON({}, label="Extra"),
        gr.Dropdown(["x", "y", "z"], value=["z"], multiselect=True, label="Several"),
    ])
