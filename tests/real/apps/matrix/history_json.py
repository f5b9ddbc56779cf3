"""The history lives in a JSON box, which goes in and comes back."""

EXPECT = {
    "asks": ["red", "blue"],
    "text": ["red after nothing", "blue after red"],
    "mapping": {"inputs": ["message", "history"], "history": "client"},
}


def talk(message, history):
    history = history or []
    said = [each["content"] for each in history if each["role"] == "user"]
    answer = f"{message} after {said[-1] if said else 'nothing'}"
    return answer, history + [{"role": "user", "content": message}, {"role": "assistant", "content": answer}]


def build(gr):
    with gr.Blocks() as app:
        message, history = gr.Textbox(label="Message"), gr.JSON([], label="History")
        reply = gr.Textbox(label="Response")
        message.submit(talk, [message, history], [reply, history], api_name="talk")
    return app
