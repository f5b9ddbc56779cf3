"""One step shows the prompt, the next one answers it."""

EXPECT = {
    "asks": ["red", "blue"],
    "text": ["red is number 1", "blue is number 2"],
    "mapping": {"history": "client", "then": 1},
}
MESSAGES = False


def user(message, history):
    return "", history + [{"role": "user", "content": message} if MESSAGES else [message, None]]


def bot(history):
    if MESSAGES:
        said = [each for each in history if each["role"] == "user"]
        content = said[-1]["content"]
        prompt = content if isinstance(content, str) else content[0]["text"]
    else:
        said, prompt = history, history[-1][0]
    answer = f"{prompt} is number {len(said)}"
    for end in range(1, len(answer) + 1, 4):
        yield shown(history, answer[:end])
    yield shown(history, answer)


def shown(history, text):
    if MESSAGES:
        return history + [{"role": "assistant", "content": text}]
    return history[:-1] + [[history[-1][0], text]]


def build(gr):
    global MESSAGES
    MESSAGES = int(gr.__version__.split(".")[0]) >= 6
    with gr.Blocks() as app:
        chatbot, message = gr.Chatbot(), gr.Textbox()
        message.submit(user, [message, chatbot], [message, chatbot], queue=False).then(bot, chatbot, chatbot)
    return app
