"""A chat that tells its steps, also nested ones."""

import gradio

EXPECT = {
    "call": "99", "call_why": "/call tells nothing on the way",
    "asks": ["go"],
    "text": "read 3 pages for go",
    "progress": ["Reading"],
    "mapping": {"inputs": ["message"], "outputs": ["reply"], "history": "none"},
}


def read(message, progress=gradio.Progress()):
    import time
    pages = 0
    for _ in progress.tqdm(range(3), desc="Reading", unit="pages"):
        pages += 1
        time.sleep(0.1)
    return f"read {pages} pages for {message}"


def build(gr):
    return gr.Interface(read, gr.Textbox(label="Message"), gr.Textbox(label="Answer"))
