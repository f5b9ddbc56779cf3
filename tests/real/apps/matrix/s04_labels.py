"""S4: labels only, with bounds."""

EXPECT = {
    "asks": ["hi"],
    "args": ["--system", "Rhyme", "--param", "Top-k=7", "--param", "Temperature=0.5"],
    "text": "hi/Rhyme/1024/0.5/0.9/7/1.2",
    "mapping": {"inputs": ["message", "state", "system", "parameter", "parameter", "parameter", "parameter",
                           "parameter"], "history": "server"},
}


def chat(message, history, *extras):
    yield message
    yield "/".join([message] + [f"{each:g}" if isinstance(each, (int, float)) else each for each in extras])


def build(gr):
    return gr.ChatInterface(chat, textbox=gr.Textbox(label="Message", placeholder="Type a message"), additional_inputs=[
        gr.Textbox("", label="System prompt", lines=6),
        gr.Slider(1, 2048, value=1024, step=1, label="Max new tokens"),
        gr.Slider(0.1, 4.0, value=0.6, step=0.1, label="Temperature"),
        gr.Slider(0.05, 1.0, value=0.9, step=0.05, label="Top-p"),
        gr.Slider(1, 1000, value=50, step=1, label="Top-k"),
        gr.Slider(1.0, 2.0, value=1.2, step=0.05, label="Repetition penalty"),
    ])
