"""A function with a State of its own: it counts its calls."""


def count(text, calls):
    calls = (calls or 0) + 1
    return f"call {calls}: {text}", calls


def build(gr):
    return gr.Interface(count, ["text", "state"], ["text", "state"], title="Counter")
