"""A prompt becomes two pictures with captions."""

EXPECT = {
    "asks": ["squares"],
    "files": [{}, {}],
    "mapping": {"inputs": ["message"], "outputs": ["reply"], "history": "none"},
}


def paint(prompt):
    from PIL import Image
    return [(Image.new("RGB", (8, 8), colour), f"{colour} {prompt}") for colour in ("red", "blue")]


def build(gr):
    with gr.Blocks() as app:
        prompt, gallery = gr.Textbox(label="Prompt"), gr.Gallery(label="Pictures")
        gr.Button("Paint").click(paint, prompt, gallery, api_name="paint")
    return app
