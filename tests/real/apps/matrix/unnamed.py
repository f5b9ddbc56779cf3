"""A function that the author hides from the API (`api_name=False`)."""

EXPECT = {
    "call": "6.0", "call_why": "it has no name before 6.0",
    "asks": ["hello"],
    "text": "hidden hello",
    "mapping": {"inputs": ["message"], "outputs": ["reply"], "history": "none"},
}


def secret(text):
    return f"hidden {text}"


def build(gr):
    with gr.Blocks() as app:
        text, reply = gr.Textbox(label="Question"), gr.Textbox(label="Reply")
        text.submit(secret, text, reply, api_name=False)
    return app
