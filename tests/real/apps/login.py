"""A chat behind a user name and a password."""

LAUNCH = {"auth": ("ada", "difference engine"), "auth_message": "For engineers only"}


def respond(message, history):
    return f"Welcome: {message}"


def build(gr):
    return gr.ChatInterface(respond, title="Login")
