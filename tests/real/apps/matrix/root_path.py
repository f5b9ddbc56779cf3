"""An app that a proxy would serve below a path, called without the proxy; its answer is a file."""

EXPECT = {
    "asks": ["hello"],
    "files": [{"name": "told.txt", "mime": "text/plain"}],
    "mapping": {"inputs": ["message"], "outputs": ["reply"]},
}
LAUNCH = {"root_path": "/proxy/app"}


def write(words):
    import os
    import tempfile
    path = os.path.join(tempfile.mkdtemp(), "told.txt")
    with open(path, "w") as file:
        file.write(words)
    return path


def build(gr):
    return gr.Interface(write, gr.Textbox(label="Words"), gr.File(label="Told"))
