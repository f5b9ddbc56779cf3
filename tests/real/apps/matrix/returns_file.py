"""A chat whose function returns a file as a component."""

import pathlib
import tempfile

import gradio

EXPECT = {
    "since": "5.9", "why": "file components in a ChatInterface",
    "call": "6.18", "call_why": "its page's chain keeps a session, which /call has not",
    # What its public endpoint loses shows in the first answer; from the second on the page's chain is called.
    "asks": ["report", "again"],
    "text": ["", ""],
    "files": [{"mime": "text/plain", "name": "report.txt"}],
}


def respond(message, history):
    place = pathlib.Path(tempfile.mkdtemp()) / "report.txt"
    place.write_text(f"about {message}")
    return gradio.File(str(place))


def build(gr):
    return gr.ChatInterface(respond)
