"""The answer is a plot of matplotlib."""

EXPECT = {
    "until": "5.0", "why": "no plotting library comes with Gradio since 5.0",
    "asks": ["rising"],
    "files": [{}],
    "mapping": {"inputs": ["message"], "outputs": ["reply"]},
}


def draw(text):
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib.figure import Figure
    figure = Figure()
    figure.subplots().plot([1, 2, 3])
    return figure


def build(gr):
    return gr.Interface(draw, gr.Textbox(label="Text"), gr.Plot(label="Plot"))
