"""What an app tells on the way: notes, a warning and progress."""

import gradio

EXPECT = {
    "call": "99", "call_why": "/call tells nothing on the way",
    "asks": ["go"],
    "text": "done go",
    "logs": ["Warming up", "It is late"],
    "progress": ["Cooking"],
}


def work(text, progress=gradio.Progress()):
    gradio.Info("Warming up")
    progress((1, 2), desc="Cooking")
    import time
    time.sleep(0.3)
    gradio.Warning("It is late")
    return f"done {text}"


def build(gr):
    return gr.Interface(work, gr.Textbox(label="Text"), gr.Textbox(label="Result"))
