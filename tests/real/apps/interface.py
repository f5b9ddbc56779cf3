"""A plain function from text to text."""


def shout(text):
    return text.upper() + "!"


def build(gr):
    return gr.Interface(shout, "text", "text", title="Interface")
