"""S9: a multimodal box; one step outside the queue shows the prompt, the next one answers."""

EXPECT = {
    "since": "4.22", "why": "MultimodalTextbox",
    "asks": ["hello"],
    "args": ["--file", "{note}"],
    "text": "hello with note.txt",
    "mapping": {"history": "client"},
}
MESSAGES = False


def add_text(box, history, state):
    said = {"role": "user", "content": box["text"]} if MESSAGES else [box["text"], None]
    return gradio_update(interactive=False), (history or []) + [said], state


def agent_run(box, history, state):
    names = [str(each["path"] if isinstance(each, dict) else each).replace("\\", "/").rsplit("/", 1)[-1]
             for each in box["files"]]
    answer = f"{box['text']} with {', '.join(names) or 'nothing'}"
    for end in (5, len(answer)):
        if MESSAGES:
            yield history + [{"role": "assistant", "content": answer[:end]}]
        else:
            yield history[:-1] + [[history[-1][0], answer[:end]]]


def build(gr):
    global MESSAGES, gradio_update
    MESSAGES, gradio_update = int(gr.__version__.split(".")[0]) >= 6, gr.update
    with gr.Blocks() as app:
        chatbot, state = gr.Chatbot(), gr.State([])
        box = gr.MultimodalTextbox(label="Input")
        box.submit(add_text, [box, chatbot, state], [box, chatbot, state], queue=False).then(
            agent_run, [box, chatbot, state], [chatbot]).then(
            lambda: gr.update(interactive=True), None, [box])
    return app
