"""S6: the history goes in and comes back; the answer is not in the first output."""

EXPECT = {
    "asks": ["red", "blue"],
    "args": ["--system", "Be kind"],
    "text": ["turn 1: red (Be kind)", "turn 2: blue (Be kind)"],
    "mapping": {"inputs": ["message", "history", "system"], "history": "client"},
}
MESSAGES = False


def model_chat(query, history, system):
    history = history or []
    answer = f"turn {len(history) // (2 if MESSAGES else 1) + 1}: {query} ({system})"
    for end in (6, len(answer)):
        if MESSAGES:
            added = [{"role": "user", "content": query}, {"role": "assistant", "content": answer[:end]}]
        else:
            added = [[query, answer[:end]]]
        yield "", history + added, system


def build(gr):
    global MESSAGES
    MESSAGES = int(gr.__version__.split(".")[0]) >= 6
    with gr.Blocks() as app:
        system = gr.Textbox("You are a helpful assistant.", label="System")
        chatbot = gr.Chatbot(label="Qwen")
        query = gr.Textbox(lines=2, label="Input")
        gr.Button("Send").click(model_chat, [query, chatbot, system], [query, chatbot, system],
                                api_name="model_chat")
        gr.Button("Clear").click(lambda: ("", []), None, [query, chatbot], api_name="clear_session")
    return app
