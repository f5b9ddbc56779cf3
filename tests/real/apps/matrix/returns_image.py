"""A chat whose function returns a picture as a component."""

import gradio

EXPECT = {
    "since": "4.38", "why": "components in a ChatInterface",
    "call": "6.18", "call_why": "its page's chain keeps a session, which /call has not",
    "asks": ["draw"],
    "text": "",
    "files": [{"mime": "image/webp"}],
}


def respond(message, history):
    from PIL import Image
    return gradio.Image(Image.new("RGB", (8, 8), "red"))


def build(gr):
    return gr.ChatInterface(respond)
