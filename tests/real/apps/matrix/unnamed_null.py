"""A function whose author gave no name: 3.x has none for it, 4.x and later take the function's."""

EXPECT = {
    "asks": ["hello"],
    "text": "HELLO",
    "mapping": {"inputs": ["message"], "outputs": ["reply"], "history": "none"},
}


def loud(text):
    return text.upper()


def build(gr):
    with gr.Blocks() as app:
        text, reply = gr.Textbox(label="Question"), gr.Textbox(label="Reply")
        gr.Button("Go").click(loud, text, reply)
    return app
