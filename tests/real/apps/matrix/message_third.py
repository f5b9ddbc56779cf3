"""The message comes third, after a style and a number; a text box with a value precedes it."""

EXPECT = {
    "asks": ["hello"],
    "args": ["--param", "Style=formal"],
    "text": "[formal, 3] hello",
    "mapping": {"inputs": ["parameter", "parameter", "message"], "outputs": ["reply"], "history": "none"},
}


def answer(style, length, question):
    return f"[{style}, {int(length)}] {question}"


def build(gr):
    with gr.Blocks() as app:
        style = gr.Textbox("casual", label="Style")
        length = gr.Number(3, label="Sentences")
        question = gr.Textbox(label="Your question", placeholder="Ask anything")
        reply = gr.Textbox(label="Answer")
        gr.Button("Ask").click(answer, [style, length, question], reply, api_name="answer")
    return app
