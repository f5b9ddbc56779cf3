"""A text becomes speech."""

EXPECT = {
    "asks": ["hello"],
    "text": "",
    "files": [{}],
    "mapping": {"inputs": ["message", "parameter"], "outputs": ["reply"], "history": "none"},
}


def speak(text, voice):
    import numpy
    return 8000, numpy.zeros(800, dtype=numpy.int16)


def build(gr):
    with gr.Blocks() as app:
        text = gr.Textbox(label="Text to speak")
        voice = gr.Dropdown(["Ada", "Bob"], value="Ada", label="Voice")
        audio = gr.Audio(label="Speech")
        gr.Button("Speak").click(speak, [text, voice], audio, api_name="speak")
    return app
