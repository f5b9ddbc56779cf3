"""S1: a plain chat; the server remembers by the session."""

EXPECT = {
    "asks": ["blue", "green"],
    "text": ["0 before blue", "1 before green"],
    "memory": "server",
    "mapping": {"inputs": ["message", "state"], "outputs": ["reply", "state"], "history": "server"},
}


def chat(message, history):
    said = [turn for turn in history if not isinstance(turn, dict) or turn["role"] == "user"]
    return f"{len(said)} before {message}"


def build(gr):
    return gr.ChatInterface(chat, title="Plain")
