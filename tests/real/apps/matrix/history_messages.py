"""The history as messages: their content is a string before 6.0 and a list of parts since."""

EXPECT = {
    "since": "4.38", "why": "messages since 4.38",
    "asks": ["red", "blue"],
    "text": ["red after nothing", "blue after red"],
    "mapping": {"inputs": ["message", "history"], "history": "client"},
}


def text_of(content):
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def respond(message, history):
    said = [text_of(each["content"]) for each in history if each["role"] == "user"]
    history = history + [{"role": "user", "content": message}]
    answer = f"{message} after {said[-1] if said else 'nothing'}"
    for end in (3, len(answer)):
        yield "", history + [{"role": "assistant", "content": answer[:end]}]


def build(gr):
    kind = {} if int(gr.__version__.split(".")[0]) >= 6 else {"type": "messages"}
    with gr.Blocks() as app:
        chatbot, message = gr.Chatbot(**kind), gr.Textbox()
        message.submit(respond, [message, chatbot], [message, chatbot], api_name="respond")
    return app
