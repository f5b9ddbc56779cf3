"""The picture goes into an editor with layers."""

EXPECT = {
    "since": "4.0", "why": "ImageEditor since 4.0",
    "asks": ["brighter"],
    "args": ["--file", "{dot}"],
    "text": "brighter: 8 by 8",
    "mapping": {"inputs": ["file", "message"], "history": "none"},
}


def edit(value, prompt):
    picture = value["composite"] if value.get("composite") is not None else value["background"]
    return f"{prompt}: {picture.width} by {picture.height}"


def build(gr):
    with gr.Blocks() as app:
        editor, prompt = gr.ImageEditor(type="pil", label="Picture"), gr.Textbox(label="Prompt")
        result = gr.Textbox(label="Result")
        gr.Button("Edit").click(edit, [editor, prompt], result, api_name="edit")
    return app
