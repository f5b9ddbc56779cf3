"""A hidden state stands between the inputs, the answer is the third output."""

EXPECT = {
    "asks": ["red", "blue"],
    "text": ["1. red!", "2. blue!"],
    "memory": "server",
    "mapping": {"inputs": ["message", "state", "parameter"], "history": "server"},
}


def talk(message, count, mark):
    count = (count or 0) + 1
    return "", count, f"{count}. {message}{mark}"


def build(gr):
    with gr.Blocks() as app:
        count = gr.State(0)
        message, mark = gr.Textbox(label="Message"), gr.Dropdown(["!", "?"], value="!", label="Mark")
        reply = gr.Markdown(label="Reply")
        gr.Button("Send").click(talk, [message, count, mark], [message, count, reply], api_name="talk")
    return app
