"""A choice of models comes before the prompt."""

EXPECT = {
    "asks": ["hello"],
    "args": ["--param", "Model=large"],
    "text": "large says hello",
    "mapping": {"inputs": ["parameter", "message"], "outputs": ["reply"], "history": "none"},
}


def generate(model, prompt):
    yield f"{model} says"
    yield f"{model} says {prompt}"


def build(gr):
    with gr.Blocks() as app:
        model = gr.Dropdown(["small", "large"], value="small", label="Model")
        prompt = gr.Textbox(label="Prompt")
        output = gr.Markdown()
        gr.Button("Run").click(generate, [model, prompt], output, api_name="generate")
    return app
