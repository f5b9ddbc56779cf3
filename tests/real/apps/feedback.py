"""A gr.ChatInterface with everything that its page offers for what was said already: flagging, retry, undo, edit.

It says which turn it is, and how often it was asked at all, which tells a retry from the answer before it. "feedback" asks what it
was told about its answers, and "html" is answered with a component.
"""

import csv
import itertools
import os
import pathlib
import tempfile

FLAGGED = pathlib.Path(tempfile.mkdtemp(dir=os.environ.get("GRADIO_TEMP_DIR")))
tries = itertools.count(1)
likes = []
GR = None


def asked(history):
    """How many prompts there were, from pairs or from messages."""
    return sum(entry["role"] == "user" if isinstance(entry, dict) else 1 for entry in history or [])


def told():
    if likes:
        return likes
    if not (FLAGGED / "log.csv").exists():
        return []
    with open(FLAGGED / "log.csv", encoding="utf-8", newline="") as log:
        return [f"{row['index']} {row['value']}" for row in csv.DictReader(log)]


def respond(message, history, style):
    if message == "feedback":
        yield "; ".join(told()) or "none"
        return
    if message == "html":
        yield GR.HTML("<b>bold</b>")
        return
    answer = f"{message}, {style}: turn {asked(history) + 1}, try {next(tries)}"
    yield answer[:5]
    yield answer


def build(gr):
    global GR
    GR = gr
    style = gr.Textbox("calm", label="Style")
    if gr.__version__ < "5":
        with gr.Blocks() as app:
            chat = gr.ChatInterface(respond, additional_inputs=[style], chatbot=gr.Chatbot(likeable=True))

            def like(data: gr.LikeData):
                likes.append(f"{data.index} {'Like' if data.liked else 'Dislike'}")

            chat.chatbot.like(like)
        return app
    return gr.ChatInterface(respond, additional_inputs=[style], editable=True, flagging_mode="manual",
                            flagging_dir=str(FLAGGED), title="Feedback")
