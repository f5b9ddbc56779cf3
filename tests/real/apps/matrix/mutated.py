"""One message object that changes between yields: the server sees no difference."""

import gradio

EXPECT = {
    "since": "5.9", "why": "ChatMessage of a ChatInterface as JSON",
    "asks": ["go"],
    "text": "one two three",
    "thoughts": [{"title": "Counting", "status": "done", "text": "go"}],
}


def respond(message, history):
    thought = gradio.ChatMessage(content=message, metadata={"title": "Counting", "status": "pending"})
    answer = gradio.ChatMessage(content="")
    for word in ("one", "two", "three"):
        answer.content = f"{answer.content} {word}".strip()
        yield [thought, answer]
    thought.metadata["status"] = "done"
    yield [thought, answer]


def build(gr):
    return gr.ChatInterface(respond, **({} if gr.__version__ >= "6" else {"type": "messages"}))
