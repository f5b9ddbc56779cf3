"""An answer in words, with files beside it."""

import pathlib
import tempfile

EXPECT = {
    "since": "4.0", "why": "several files of one output",
    "asks": ["hello"],
    "text": "made hello",
    "files": [{"name": "a.txt", "mime": "text/plain"}, {"name": "b.txt", "mime": "text/plain"}],
}


def make(text):
    folder = pathlib.Path(tempfile.mkdtemp())
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"{name} of {text}")
    return f"made {text}", [str(folder / "a.txt"), str(folder / "b.txt")]


def build(gr):
    return gr.Interface(make, gr.Textbox(), [gr.Textbox(), gr.File(file_count="multiple")])
