"""A multimodal chat without a file."""

EXPECT = {
    "since": "4.22", "why": "multimodal ChatInterface",
    "asks": ["hello"],
    "text": "hello, 0 files",
}


def chat(message, history):
    return f"{message['text']}, {len(message['files'])} files"


def build(gr):
    return gr.ChatInterface(chat, multimodal=True)
