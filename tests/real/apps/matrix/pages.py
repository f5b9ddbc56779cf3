"""An app of two pages; the chat is on the second."""

EXPECT = {
    "since": "5.16", "why": "pages since 5.x",
    "asks": ["hello"],
    "text": "page two: hello",
}


def chat(message, history):
    return f"page two: {message}"


def build(gr):
    with gr.Blocks() as app:
        gr.Markdown("The first page")
    with app.route("Chat"):
        gr.ChatInterface(chat)
    return app
