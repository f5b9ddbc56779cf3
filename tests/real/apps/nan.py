"""A function whose second output is no number: one route sends it as NaN, which is not JSON."""


def measure(text):
    return f"Measured {text}", float("nan")


def build(gr):
    return gr.Interface(measure, "text", [gr.Textbox(label="Report"), gr.Number(label="Value")], title="NaN")
