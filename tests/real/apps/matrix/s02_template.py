"""S2: the template of most chat Spaces: a system message and the sampling."""

EXPECT = {
    "asks": ["one two"],
    "args": ["--system", "Be brief", "--param", "Max new tokens=64"],
    "text": "one two | Be brief | 64 | 0.7 | 0.95",
    "mapping": {"inputs": ["message", "state", "system", "parameter", "parameter", "parameter"],
                "history": "server"},
}


def chat(message, history, system_message, max_tokens, temperature, top_p):
    text = ""
    for word in f"{message} | {system_message} | {int(max_tokens)} | {temperature} | {top_p}".split(" "):
        text = f"{text} {word}".lstrip()
        yield text


def build(gr):
    return gr.ChatInterface(chat, additional_inputs=[
        gr.Textbox("You are a friendly Chatbot.", label="System message"),
        gr.Slider(1, 2048, value=512, step=1, label="Max new tokens"),
        gr.Slider(0.1, 4.0, value=0.7, step=0.1, label="Temperature"),
        gr.Slider(0.1, 1.0, value=0.95, step=0.05, label="Top-p (nucleus sampling)"),
    ])
