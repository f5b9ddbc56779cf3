"""A picture and a question become an answer."""

EXPECT = {
    "asks": ["what is it?"],
    "args": ["--file", "{dot}"],
    "text": "what is it? 8 by 8",
    "mapping": {"inputs": ["file", "message"], "outputs": ["reply"], "history": "none"},
}


def describe(image, question):
    return f"{question} {image.width} by {image.height}"


def build(gr):
    with gr.Blocks() as app:
        image, question = gr.Image(type="pil", label="Picture"), gr.Textbox(label="Question")
        answer = gr.Textbox(label="Answer")
        gr.Button("Ask").click(describe, [image, question], answer, api_name="describe")
    return app
