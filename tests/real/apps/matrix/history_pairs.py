"""The history as pairs, the answer in its last pair."""

EXPECT = {
    "until": "6.0", "why": "pairs until 6.0",
    "asks": ["red", "blue"],
    "text": ["red after nothing", "blue after red"],
    "mapping": {"inputs": ["message", "history"], "outputs": ["echo", "reply"], "history": "client"},
}


def respond(message, history):
    before = history[-1][0] if history else "nothing"
    return "", history + [[message, f"{message} after {before}"]]


def build(gr):
    with gr.Blocks() as app:
        chatbot, message = gr.Chatbot(), gr.Textbox()
        message.submit(respond, [message, chatbot], [message, chatbot], api_name="respond")
    return app
