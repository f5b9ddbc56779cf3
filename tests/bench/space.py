"""A real chat Space: asked for "words N" it yields N words, one more each time, as fast as the server can."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from words import count, word  # noqa: E402


def respond(message, history):
    text = ""
    for index in range(count(message)):
        text += f" {word(index)}" if text else word(index)
        yield text


def build(gr):
    return gr.ChatInterface(respond, title="Words", api_name="chat")
