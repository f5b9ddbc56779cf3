"""Quick replies under an answer."""

import gradio

EXPECT = {
    "since": "5.9", "why": "options since 5.x",
    "asks": ["tea?"],
    "text": "Shall I?",
    "options": [{"value": "yes", "label": "Yes, please"}, {"value": "no", "label": "no"}],
}


def respond(message, history):
    return gradio.ChatMessage(content="Shall I?", options=[{"value": "yes", "label": "Yes, please"}, {"value": "no"}])


def build(gr):
    return gr.ChatInterface(respond, **({} if gr.__version__ >= "6" else {"type": "messages"}))
