"""Two models answer side by side, each in a chat of its own; the last prompt is for one of them."""

import gradio

EXPECT = {
    "asks": ["red", "blue", "left only"],
    "text": ["left 1: red\n\n**Model B:** right 1: red", "left 2: blue\n\n**Model B:** right 2: blue",
             "left 3: left only"],
    "mapping": {"inputs": ["message", "history", "history"], "outputs": ["echo", "reply", "reply"], "history": "client"},
}
MESSAGES = gradio.__version__.startswith("6")


def said(history, name, message):
    answer = f"{name} {len(history) // (2 if MESSAGES else 1) + 1}: {message}"
    if MESSAGES:
        return history + [{"role": "user", "content": message}, {"role": "assistant", "content": answer}]
    return history + [[message, answer]]


def both(message, left, right):
    yield "", said(left, "left", message), right
    answered = right if message == "left only" else said(right, "right", message)
    yield "", said(left, "left", message), answered


def build(gr):
    with gr.Blocks() as app:
        left, right = gr.Chatbot(label="Model A"), gr.Chatbot(label="Model B")
        message = gr.Textbox(label="Message")
        message.submit(both, [message, left, right], [message, left, right], api_name="both")
    return app
