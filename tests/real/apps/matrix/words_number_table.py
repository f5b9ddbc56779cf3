"""Beside the answer in words stand a number, a label, a second text, JSON and a table; and a slider and a text box that are set back."""

import gradio

EXPECT = {
    "asks": ["hello you"],
    "has": ["hello you, too\n\n**Words:** 2", "**Mood**\n\n**glad**", "**Log:** counted", "**Details**\n\n```json", "\"n\": 2",
            "**Sources**\n\n| Name | Page |", "| hello | 1 |", "| you | 2 |"],
    "mapping": {"inputs": ["message", "history", "parameter"],
                "outputs": ["echo", "reply", "reply", "reply", "reply", "reply", "reply", "echo", "ignored", "state"],
                "history": "client"},
}


def respond(message, history, level):
    words = message.split()
    answer = f"{message}, too"
    turn = [[message, answer]]
    if gradio.__version__.startswith("6"):
        turn = [{"role": "user", "content": message}, {"role": "assistant", "content": answer}]
    return ("", history + turn, len(words), {"glad": 0.75, "sad": 0.25}, "counted", {"n": len(words)},
            [[word, page] for page, word in enumerate(words, 1)], 1, 1, None)


def build(gr):
    with gr.Blocks() as app:
        chatbot, message, level = gr.Chatbot(), gr.Textbox(label="Message"), gr.Slider(0, 5, 1, label="Level")
        other = gr.Slider(0, 5, 1, label="Other")
        beside = [gr.Number(label="Words"), gr.Label(label="Mood"), gr.Textbox(label="Log"), gr.JSON(label="Details"),
                  gr.Dataframe(headers=["Name", "Page"], label="Sources")]
        message.submit(respond, [message, chatbot, level], [message, chatbot, *beside, level, other, gr.State()],
                       api_name="respond")
    return app
