"""S8: an object of settings goes in, the chat is the fifth of six outputs and holds blocks of thinking and text."""

EXPECT = {
    "asks": ["sum"],
    "text": "The answer to sum is 42",
    "thoughts": [{"text": "counting for qwen3 with 38k"}],
    "mapping": {"inputs": ["message", "parameter", "state", "state"], "history": "server"},
    "memory": "server",
}


def add_message(text, settings, thread, chats):
    chats = (chats or []) + [{"role": "user", "content": text}]
    for answer in ("The answer", f"The answer to {text} is 42"):
        chat = chats + [{"role": "assistant", "content": [
            {"type": "tool", "content": f"counting for {settings['model']} with {settings['thinking_budget']}k",
             "options": {"title": "Thinking", "status": "done"}},
            {"type": "text", "content": answer}]}]
        yield "", "busy", thread, chat, chat, False
    yield "", "idle", thread, chat, chat, True


def build(gr):
    with gr.Blocks() as app:
        thread, chats = gr.State("t1"), gr.State([])
        text = gr.Textbox(label="Input")
        settings = gr.JSON({"model": "qwen3", "sys_prompt": "", "thinking_budget": 38}, label="Settings")
        status, chat, clear = gr.Textbox(label="Status"), gr.JSON(label="Chat"), gr.Checkbox(label="Can clear")
        text.submit(add_message, [text, settings, thread, chats], [text, status, thread, chats, chat, clear],
                    api_name="add_message")
    return app
