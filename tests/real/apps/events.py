"""gr.Blocks by hand, whose chat answers like, retry, undo and edit. The history is the page's.

Each function says in the chat that it was asked, so that its own way of doing it can be told from ours.
"""

import itertools

tries = itertools.count(1)
likes = []


def text_of(message):
    content = message["content"]
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def build(gr):
    def answered(history, how):
        asked = [text_of(message) for message in history if message["role"] == "user"]
        if asked[-1] == "feedback":
            answer = "; ".join(likes) or "none"
        else:
            answer = f"{asked[-1]} {how}: turn {len(asked)}, first {asked[0]}, try {next(tries)}"
        return history + [{"role": "assistant", "content": answer}]

    def add(message, history):
        return "", history + [{"role": "user", "content": message}]

    def answer(history):
        yield history + [{"role": "assistant", "content": "…"}]
        yield answered(history, "asked")

    def like(data: gr.LikeData):
        likes.append(f"{data.index} {data.liked} {data.value[0]}")

    with gr.Blocks(title="Events") as app:
        chat = gr.Chatbot(**({"type": "messages"} if gr.__version__ < "6" else {}))
        box = gr.Textbox(label="Message")
        box.submit(add, [box, chat], [box, chat], queue=False).then(answer, chat, chat)
        chat.like(like)
        if gr.__version__ >= "5":
            offer_more(gr, chat, box, answered, answer)
    return app


def offer_more(gr, chat, box, answered, answer):
    def retry(history, data: gr.RetryData):
        yield answered(history[:data.index + 1], "retried")

    def undo(history, data: gr.UndoData):
        likes.append(f"undone {data.index} {data.value}")
        return history[:data.index], data.value if isinstance(data.value, str) else data.value[0]["text"]

    def edit(history, data: gr.EditData):
        kept = history[:data.index + 1]
        kept[-1]["content"] = f"{data.value} (was {data.previous_value})"
        return kept

    chat.retry(retry, chat, chat)
    chat.undo(undo, chat, [chat, box])
    chat.edit(edit, chat, chat).then(answer, chat, chat)
