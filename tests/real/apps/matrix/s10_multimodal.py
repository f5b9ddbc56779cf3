"""S10: a multimodal chat that answers with what it got, with and without files."""

EXPECT = {
    "since": "4.22", "why": "multimodal ChatInterface",
    "asks": ["look"],
    "args": ["--file", "{note}", "--file", "{dot}"],
    "text": "look + note.txt + dot.png",
    "mapping": {"history": "server"},
}


def chat(message, history):
    files = [str(each["path"] if isinstance(each, dict) else each) for each in message["files"]]
    return " + ".join([message["text"]] + [path.replace("\\", "/").rsplit("/", 1)[-1] for path in files])


def build(gr):
    return gr.ChatInterface(chat, multimodal=True)
