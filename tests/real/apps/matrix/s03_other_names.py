"""S3: the same with other names in another order; nothing is set, so the defaults go."""

EXPECT = {
    "asks": ["hi"],
    "text": "hi; You are helpful; 0.8; 1024; 1; 20; 1.2",
    "mapping": {"inputs": ["message", "state", "system", "parameter", "parameter", "parameter", "parameter", "parameter"], "history": "server"},
}


def chat(message, history, system_prompt, temperature, max_new_tokens, top_p, top_k, penalty):
    return "; ".join(str(each) for each in (message, system_prompt, temperature, int(max_new_tokens),
                                            int(top_p), int(top_k), penalty))


def build(gr):
    return gr.ChatInterface(chat, additional_inputs=[
        gr.Textbox("You are helpful", label="System Prompt"),
        gr.Slider(0, 1, value=0.8, step=0.1, label="Temperature"),
        gr.Slider(128, 8192, value=1024, step=1, label="Max new tokens"),
        gr.Slider(0, 1, value=1, step=0.1, label="top_p"),
        gr.Slider(1, 20, value=20, step=1, label="top_k"),
        gr.Slider(0, 2, value=1.2, step=0.1, label="Repetition penalty"),
    ])
