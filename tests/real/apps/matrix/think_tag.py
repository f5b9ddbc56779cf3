"""A model that thinks aloud in its text."""

EXPECT = {
    "asks": ["sum"],
    "text": "It is 4",
    "thoughts": [{"text": "two and two"}],
}


def respond(message, history):
    yield "<think>two"
    yield "<think>two and two</think>"
    yield "<think>two and two</think>\n\nIt is 4"


def build(gr):
    return gr.ChatInterface(respond)
