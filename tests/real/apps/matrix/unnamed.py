"""A function that the author hides from the API (`api_name=False`): it is called where it is asked for by its number, and only then."""

EXPECT = {
    "call": "6.0", "call_why": "it has no name before 6.0",
    "asks": ["hello"],
    "args": ["--endpoint", "#0"],
    "text": "hidden hello",
    "info_error": "F8-endpoint",
    "changes": {"6.0": {"args": ["--endpoint", "/false"]}, "6.12": {"args": ["--endpoint", "#0"], "call": "6.13"},
                "6.13": {"args": ["--endpoint", "/false"]}},
}


def secret(text):
    return f"hidden {text}"


def build(gr):
    with gr.Blocks() as app:
        text, reply = gr.Textbox(label="Question"), gr.Textbox(label="Reply")
        text.submit(secret, text, reply, api_name=False)
    return app
