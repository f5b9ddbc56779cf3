"""A chat behind a user name and a password."""

EXPECT = {
    "asks": ["hi"],
    "args": ["--user", "ada"],
    "environment": {"SPACELINE_PASSWORD": "difference engine"},
    "text": "Welcome: hi",
    "info_error": "F18-login",
}
LAUNCH = {"auth": ("ada", "difference engine")}


def chat(message, history):
    return f"Welcome: {message}"


def build(gr):
    return gr.ChatInterface(chat)
