"""A chat slow enough to be stopped. Asked for its "status" it tells how far its answers have come, all together."""

import time

ticks = 0


def respond(message, history):
    global ticks
    if message == "status":
        yield f"{ticks} ticks"
        return
    text = "tick 0"
    for tick in range(1, 600):
        yield text
        time.sleep(0.1)
        ticks += 1
        text += f" {tick}"


def build(gr):
    return gr.ChatInterface(respond, title="Slow")
