"""What is not wanted stands before what is."""

EXPECT = {
    "asks": ["a cat"],
    "args": ["--param", "Negative prompt=dogs"],
    "text": "draw a cat without dogs, 20 steps",
    "mapping": {"inputs": ["parameter", "message", "parameter"], "outputs": ["reply"], "history": "none"},
}


def infer(negative, prompt, steps):
    return f"draw {prompt} without {negative}, {int(steps)} steps"


def build(gr):
    with gr.Blocks() as app:
        negative = gr.Textbox(label="Negative prompt")
        prompt = gr.Textbox(label="Prompt")
        steps = gr.Slider(1, 50, value=20, step=1, label="Steps")
        result = gr.Textbox(label="Result")
        gr.Button("Run").click(infer, [negative, prompt, steps], result, api_name="infer")
    return app
