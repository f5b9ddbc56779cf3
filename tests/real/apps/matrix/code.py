"""The answer is a program."""

EXPECT = {
    "asks": ["world"],
    "has": ["print('world')"],
    "mapping": {"inputs": ["message"], "outputs": ["reply"]},
}


def write(task):
    return f"print('{task}')"


def build(gr):
    return gr.Interface(write, gr.Textbox(label="Task"), gr.Code(language="python", label="Program"))
