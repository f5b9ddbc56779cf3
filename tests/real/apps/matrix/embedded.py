"""A chat in one tab of an app whose other tab does something else."""

EXPECT = {
    "asks": ["red", "blue"],
    "text": ["1: red", "2: blue"],
    "memory": "server",
    "mapping": {"inputs": ["message", "state"], "history": "server"},
}


def chat(message, history):
    said = [turn for turn in history if not isinstance(turn, dict) or turn["role"] == "user"]
    return f"{len(said) + 1}: {message}"


def build(gr):
    with gr.Blocks() as app:
        with gr.Tab("Reverse"):
            text, out = gr.Textbox(label="Text"), gr.Textbox(label="Reversed")
            gr.Button("Go").click(lambda value: value[::-1], text, out, api_name="reverse")
        with gr.Tab("Chat"):
            gr.ChatInterface(chat)
    return app
