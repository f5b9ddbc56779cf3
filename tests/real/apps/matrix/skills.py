"""Several skills in one Space; the user names one."""

EXPECT = {
    "asks": ["hello"],
    "args": ["--endpoint", "/reverse"],
    "text": "olleh",
}


def reverse(text):
    return text[::-1]


def shout(text):
    return text.upper()


def build(gr):
    with gr.Blocks() as app:
        for name, skill in (("shout", shout), ("reverse", reverse), ("title", str.title)):
            with gr.Tab(name):
                text, out = gr.Textbox(label="Text"), gr.Textbox(label="Result")
                gr.Button(name).click(skill, text, out, api_name=name)
    return app
