"""A chat whose function returns the whole answer at once."""


def respond(message, history):
    return f"You said: {message}"


def build(gr):
    return gr.ChatInterface(respond, title="Plain")
