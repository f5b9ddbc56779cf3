"""A chat with an additional output beside its answer."""

EXPECT = {
    "since": "5.8", "why": "additional_outputs since 5.8",
    "asks": ["hello"],
    "has": ["Here you are: hello\n\n```", "print('hello')\n```"],
    "mapping": {"history": "server"},
}


def respond(message, history):
    return f"Here you are: {message}", f"print('{message}')"


def build(gr):
    with gr.Blocks() as app:
        code = gr.Code(render=False)
        gr.ChatInterface(respond, additional_outputs=[code])
        code.render()
    return app
