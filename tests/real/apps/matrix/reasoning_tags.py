"""The author names the tags of thinking in the chatbot."""

EXPECT = {
    "since": "6.0", "why": "reasoning_tags since 6.0",
    "asks": ["sum"],
    "text": "It is 4",
    "thoughts": [{"text": "two and two"}],
}


def respond(message, history):
    yield "<reflect>two and"
    yield "<reflect>two and two</reflect>\n\nIt is 4"


def build(gr):
    return gr.ChatInterface(respond, chatbot=gr.Chatbot(reasoning_tags=[("<reflect>", "</reflect>")]))
