"""S7: as S6, with a choice of models last."""

EXPECT = {
    "asks": ["red", "blue"],
    "args": ["--param", "Model=32B"],
    "text": ["turn 1: red (You are Qwen, 32B)", "turn 2: blue (You are Qwen, 32B)"],
    "mapping": {"inputs": ["message", "history", "system", "parameter"], "history": "client"},
}
MESSAGES = False


def model_chat(query, history, system, model):
    history = history or []
    answer = f"turn {len(history) // (2 if MESSAGES else 1) + 1}: {query} ({system}, {model})"
    if MESSAGES:
        added = [{"role": "user", "content": query}, {"role": "assistant", "content": answer}]
    else:
        added = [[query, answer]]
    yield "", history + added, system


def build(gr):
    global MESSAGES
    MESSAGES = int(gr.__version__.split(".")[0]) >= 6
    with gr.Blocks() as app:
        model = gr.Radio(["32B", "72B"], value="72B", label="Model")
        system = gr.Textbox("You are Qwen", label="System prompt")
        chatbot = gr.Chatbot()
        query = gr.Textbox(label="Input")
        query.submit(lambda: "You are Qwen", None, system, api_name="modify_system_session")
        gr.Button("Send").click(model_chat, [query, chatbot, system, model], [query, chatbot, system],
                                api_name="model_chat")
    return app
