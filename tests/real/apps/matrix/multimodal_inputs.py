"""A multimodal chat with a file input and a picture input beside it: the message's own files go with the message."""

EXPECT = {
    "since": "4.22", "why": "multimodal ChatInterface",
    "asks": ["hello"],
    "args": ["--file", "{dot}", "--param", "Knowledge={note}"],
    "text": "hello, 1 file, knowledge given, no picture",
    "mapping": {"inputs": ["message", "state", "parameter", "parameter"]},
    "changes": {"5.9": {"mapping": {"inputs": ["message"], "history": "server"}}},
}


def chat(message, history, knowledge, picture):
    given = "knowledge given" if knowledge else "no knowledge"
    return f"{message['text']}, {len(message['files'])} file, {given}, {'a picture' if picture else 'no picture'}"


def build(gr):
    return gr.ChatInterface(chat, multimodal=True, additional_inputs=[
        gr.File(label="Knowledge"), gr.Image(label="Reference picture", type="filepath"),
    ])
