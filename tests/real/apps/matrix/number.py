"""The answer is a number."""

EXPECT = {
    "asks": ["hello"],
    "text": "5",
    "mapping": {"inputs": ["message"], "outputs": ["reply"]},
}


def count(text):
    return len(text)


def build(gr):
    return gr.Interface(count, gr.Textbox(label="Text"), gr.Number(label="Letters"))
