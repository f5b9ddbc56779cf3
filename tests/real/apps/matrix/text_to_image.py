"""A prompt becomes a picture and a seed."""

EXPECT = {
    "asks": ["a red square"],
    "args": ["--param", "Seed=7"],
    "files": [{"mime": "image/png"}],
    "text": "**Used seed:** 7",
    "changes": {"4.44": {"files": [{"mime": "image/webp"}]}},
    "mapping": {"inputs": ["message", "parameter"], "history": "none"},
}


def infer(prompt, seed):
    from PIL import Image
    return Image.new("RGB", (16, 8), "red"), seed


def build(gr):
    with gr.Blocks() as app:
        prompt, seed = gr.Textbox(label="Prompt"), gr.Slider(0, 100, value=0, step=1, label="Seed")
        image, used = gr.Image(label="Result"), gr.Number(label="Used seed")
        gr.Button("Run").click(infer, [prompt, seed], [image, used], api_name="infer")
    return app
