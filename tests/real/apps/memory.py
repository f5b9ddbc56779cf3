"""A chat that tells which turn it is and how the conversation began, from the history that Gradio keeps."""


def prompts(history):
    """The user's messages, from pairs (before 6.0) or from messages."""
    said = []
    for entry in history or []:
        if isinstance(entry, dict):
            if entry["role"] == "user":
                content = entry["content"]
                said.append(content if isinstance(content, str) else content[0]["text"])
        else:
            said.append(entry[0])
    return said


def respond(message, history):
    said = prompts(history) + [message]
    return f"turn {len(said)}, first {said[0]}"


def build(gr):
    return gr.ChatInterface(respond, title="Memory")
