"""A plain function from text to text that yields as it goes."""


def spell(text):
    spelled = ""
    for letter in text:
        spelled += letter + "."
        yield spelled


def build(gr):
    return gr.Interface(spell, "text", "text", title="Interface that streams")
