"""A chat whose last update only makes the box usable again: what it answered stays."""

import gradio

EXPECT = {
    "asks": ["red", "blue"],
    "text": ["answer 1 to red", "answer 2 to blue"],
    "mapping": {"outputs": ["echo", "reply"], "history": "client"},
}
MESSAGES = gradio.__version__.startswith("6")


def respond(message, history):
    history = history or []
    text = ""
    for word in ("answer", f" {len(history) // (2 if MESSAGES else 1) + 1}", f" to {message}"):
        text += word
        if MESSAGES:
            turn = [{"role": "user", "content": message}, {"role": "assistant", "content": text}]
        else:
            turn = [[message, text]]
        yield "", history + turn
    yield gradio.update(interactive=True), gradio.update()


def build(gr):
    with gr.Blocks() as app:
        chat = gr.Chatbot()
        message = gr.Textbox(label="Message")
        message.submit(respond, [message, chat], [message, chat], api_name="respond")
    return app
