"""Parameters that are files, pictures, colours, choices, code and JSON."""

EXPECT = {
    "asks": ["hi"],
    "args": ["--param", "Paper={note}", "--param", "Picture={dot}", "--param", "Colour=#12ab34", "--param", 'Tags=["b","c"]',
             "--param", "Snippet=print(1)", "--param", 'Extra={"a": [1, {"b": null}]}'],
    "text": "hi|a note of 23 characters|8x8|#12ab34|b,c|print(1)|{\"a\": [1, {\"b\": null}]}",
    "mapping": {"inputs": ["message", "file", "file", "parameter", "parameter", "parameter", "parameter"],
                "outputs": ["reply"], "history": "none"},
}


def answer(message, paper, picture, colour, tags, snippet, extra):
    import json
    with open(getattr(paper, "name", paper)) as file:
        words = file.read()
    return "|".join([message, words, f"{picture.width}x{picture.height}", colour, ",".join(tags), snippet,
                     extra if isinstance(extra, str) else json.dumps(extra)])


def build(gr):
    with gr.Blocks() as app:
        inputs = [gr.Textbox(label="Message"), gr.File(label="Paper"), gr.Image(type="pil", label="Picture"),
                  gr.ColorPicker("#000000", label="Colour"), gr.CheckboxGroup(["a", "b", "c"], label="Tags"),
                  gr.Code("pass", language="python", label="Snippet"), gr.JSON({}, label="Extra")]
        result = gr.Textbox(label="Result")
        gr.Button("Run").click(answer, inputs, result, api_name="answer")
    return app
