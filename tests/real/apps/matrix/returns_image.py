"""A chat whose function returns a picture as a component."""

import gradio

EXPECT = {
    "since": "5.9", "why": "a page's chain that is known",
    "call": "99", "call_why": "the server cannot write a picture as JSON there",
    # What its public endpoint loses shows in the first answer; from the second on the page's chain is called.
    "asks": ["draw", "again"],
    "text": ["", ""],
    "files": [{"mime": "image/webp"}],
}


def respond(message, history):
    from PIL import Image
    return gradio.Image(Image.new("RGB", (8, 8), "red"))


def build(gr):
    return gr.ChatInterface(respond)
