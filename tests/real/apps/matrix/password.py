"""A password box stands before the prompt."""

EXPECT = {
    "asks": ["hello"],
    "args": ["--param", "API key=secret"],
    "text": "6 letters of key, hello",
    "mapping": {"inputs": ["parameter", "message"], "outputs": ["reply"]},
}


def ask(key, prompt):
    return f"{len(key)} letters of key, {prompt}"


def build(gr):
    return gr.Interface(ask, [gr.Textbox(type="password", label="API key"), gr.Textbox(label="Prompt")],
                        gr.Textbox(label="Answer"))
