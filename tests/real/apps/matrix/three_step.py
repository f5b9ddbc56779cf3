"""Three steps: the prompt is shown, searched for if that worked, and answered."""

EXPECT = {
    "asks": ["red"],
    "text": "found red",
    "mapping": {"history": "client", "then": 2},
}
MESSAGES = False


def user(message, history):
    return "", message, history + [{"role": "user", "content": message} if MESSAGES else [message, None]]


def search(query):
    return f"found {query}"


def bot(found, history):
    if MESSAGES:
        return history + [{"role": "assistant", "content": found}]
    return history[:-1] + [[history[-1][0], found]]


def build(gr):
    global MESSAGES
    MESSAGES = int(gr.__version__.split(".")[0]) >= 6
    with gr.Blocks() as app:
        chatbot, query, found = gr.Chatbot(), gr.Textbox(visible=False), gr.Textbox(visible=False)
        message = gr.Textbox(label="Message")
        message.submit(user, [message, chatbot], [message, query, chatbot]).success(
            search, query, found).success(bot, [found, chatbot], chatbot)
    return app
