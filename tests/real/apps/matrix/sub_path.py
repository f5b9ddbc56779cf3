"""An app below a path of another web server."""

EXPECT = {
    "asks": ["hello"],
    "text": "below: hello",
    "mapping": {"inputs": ["message", "state"], "history": "server"},
}
PATH = "/sub/app"


def chat(message, history):
    yield "below"
    yield f"below: {message}"


def build(gr):
    return gr.ChatInterface(chat)
