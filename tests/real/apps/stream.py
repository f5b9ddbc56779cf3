"""A chat that streams word by word, with additional inputs."""


def respond(message, history, system_prompt, repetitions):
    words = " ".join([message] * int(repetitions)).split() + ["|", system_prompt]
    text = ""
    for word in words:
        text = f"{text} {word}" if text else word
        yield text


def build(gr):
    return gr.ChatInterface(
        respond,
        title="Stream",
        additional_inputs=[
            gr.Textbox("You are kind", label="System prompt"),
            gr.Slider(1, 5, value=1, step=1, label="Repetitions"),
        ],
    )
