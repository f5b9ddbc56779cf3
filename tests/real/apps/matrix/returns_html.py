"""A chat whose function returns HTML as a component."""

import gradio

EXPECT = {
    "since": "4.38", "why": "components in a ChatInterface",
    "call": "6.18", "call_why": "its page's chain keeps a session, which /call has not",
    "asks": ["hello"],
    "has": ["Hello from", "HTML"],
}


def respond(message, history):
    return gradio.HTML("<p>Hello from <b>HTML</b></p>")


def build(gr):
    return gr.ChatInterface(respond)
