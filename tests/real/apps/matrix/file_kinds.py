"""Files go where their kind fits: neither is a sound, though that comes first."""

EXPECT = {
    "asks": ["look"],
    "args": ["--file", "{note}", "--file", "{dot}"],
    "text": "look: None, 8 by 8, note",
    "mapping": {"inputs": ["message", "file", "file", "file"], "outputs": ["reply"], "history": "none"},
}


def look(prompt, sound, picture, paper):
    name = str(getattr(paper, "name", paper)).replace("\\", "/").rsplit("/", 1)[-1]
    return f"{prompt}: {sound}, {picture.width} by {picture.height}, {name[:4]}"


def build(gr):
    with gr.Blocks() as app:
        inputs = [gr.Textbox(label="Prompt"), gr.Audio(label="Sound"), gr.Image(type="pil", label="Picture"),
                  gr.File(label="Paper")]
        result = gr.Textbox(label="Result")
        gr.Button("Run").click(look, inputs, result, api_name="look")
    return app
