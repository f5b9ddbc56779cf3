"""A chat behind a password whose server forgets everybody who signed in while it answers."""

EXPECT = {
    "call": "99", "call_why": "the transports are asked at once, and one would lose what the other earned",
    "asks": ["one", "two"],
    "args": ["--user", "ada"],
    "environment": {"SPACELINE_PASSWORD": "difference engine"},
    "text": ["0 before one", "1 before two"],
    "memory": "server",
    "info_error": "F18-login",
}
LAUNCH = {"auth": ("ada", "difference engine")}
APPS = []


def chat(message, history):
    APPS[0].app.tokens.clear()
    said = [turn for turn in history if not isinstance(turn, dict) or turn["role"] == "user"]
    return f"{len(said)} before {message}"


def build(gr):
    APPS.append(gr.ChatInterface(chat))
    return APPS[0]
