"""A chat slow enough to be stopped. Asked for its "status" it tells how many answers run and how many were stopped."""

import threading
import time

lock = threading.Lock()
running = 0
stopped = 0


def respond(message, history):
    global running, stopped
    if message == "status":
        yield f"running {running}, stopped {stopped}"
        return
    with lock:
        running += 1
    finished = False
    try:
        text = "tick 0"
        for tick in range(1, 300):
            yield text
            time.sleep(0.1)
            text += f" {tick}"
        finished = True
    finally:
        with lock:
            running -= 1
            stopped += not finished


def build(gr):
    return gr.ChatInterface(respond, title="Slow")
