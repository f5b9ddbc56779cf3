"""A chat that tells notes and a warning between the pieces of its answer."""

import gradio

EXPECT = {
    "call": "99", "call_why": "/call tells nothing on the way",
    "asks": ["hello"],
    "text": "You said hello",
    "logs": ["Looking it up", "<3 & more"],
    "mapping": {"inputs": ["message", "state"], "history": "server"},
}


def chat(message, history):
    gradio.Info("Looking <b>it</b> up")
    yield "You said"
    gradio.Warning("<3 & more")
    yield f"You said {message}"


def build(gr):
    return gr.ChatInterface(chat)
