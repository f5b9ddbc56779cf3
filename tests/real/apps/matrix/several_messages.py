"""One reply of several messages."""

EXPECT = {
    "since": "5.9", "why": "lists of messages from a ChatInterface",
    "asks": ["hi"],
    "has": ["First hi", "Second hi"],
}


def respond(message, history):
    return [f"First {message}", {"role": "assistant", "content": f"Second {message}"}]


def build(gr):
    return gr.ChatInterface(respond, **({} if gr.__version__ >= "6" else {"type": "messages"}))
