"""A chat that fails and does not say why."""


def respond(message, history):
    raise ValueError("a detail that the author keeps to himself")


def build(gr):
    return gr.ChatInterface(respond, title="Crash")
