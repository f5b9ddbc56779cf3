"""A chat that says what is wrong after a part of its answer."""

import gradio


def respond(message, history):
    yield "Half"
    yield "Half an answer"
    raise gradio.Error("The kettle is empty")


def build(gr):
    return gr.ChatInterface(respond, title="Error")
