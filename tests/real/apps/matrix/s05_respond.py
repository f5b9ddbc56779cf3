"""S5: the newer template, with a token of Hugging Face's sign-in that nobody gave."""

from typing import Optional

import gradio

EXPECT = {
    "since": "5.49", "why": "gr.OAuthToken without a sign-in page fails in the server up to 5.0.2",
    "asks": ["hi"],
    "args": ["--param", "Temperature=1.5"],
    "text": "hi; You are a friendly Chatbot.; 512; 1.5; 0.95; anonymous",
    "mapping": {"inputs": ["message", "state", "system", "parameter", "parameter", "parameter"],
                "history": "server"},
}


def respond(message, history, system_message, max_tokens, temperature, top_p,
            hf_token: Optional[gradio.OAuthToken] = None):
    yield f"{message}; {system_message}"
    yield f"{message}; {system_message}; {int(max_tokens)}; {temperature}; {top_p}; {hf_token or 'anonymous'}"


def build(gr):
    return gr.ChatInterface(respond, additional_inputs=[
        gr.Textbox("You are a friendly Chatbot.", label="System message"),
        gr.Slider(1, 2048, value=512, step=1, label="Max new tokens"),
        gr.Slider(0.1, 4.0, value=0.7, step=0.1, label="Temperature"),
        gr.Slider(0.1, 1.0, value=0.95, step=0.05, label="Top-p"),
    ])
