"""A hidden state comes first."""

EXPECT = {
    "asks": ["red", "blue"],
    "text": ["1. red", "2. blue"],
    "memory": "server",
    "mapping": {"inputs": ["state", "message"], "outputs": ["state", "reply"], "history": "server"},
}


def talk(count, message):
    count = (count or 0) + 1
    return count, f"{count}. {message}"


def build(gr):
    with gr.Blocks() as app:
        count, message, reply = gr.State(0), gr.Textbox(label="Message"), gr.Textbox(label="Reply")
        message.submit(talk, [count, message], [count, reply], api_name="talk")
    return app
