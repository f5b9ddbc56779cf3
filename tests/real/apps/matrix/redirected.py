"""An app below a path, to which the server sends on by a relative address; its answer is a file."""

EXPECT = {
    "asks": ["hello"],
    "files": [{"name": "told.txt", "mime": "text/plain"}],
    "mapping": {"inputs": ["message"], "outputs": ["reply"]},
}
BEHIND = "/behind/app"


def write(words):
    import os
    import tempfile
    path = os.path.join(tempfile.mkdtemp(), "told.txt")
    with open(path, "w") as file:
        file.write(words)
    return path


def build(gr):
    return gr.Interface(write, gr.Textbox(label="Words"), gr.File(label="Told"))
