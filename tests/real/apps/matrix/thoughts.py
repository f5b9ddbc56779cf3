"""Thoughts: pending, done with a duration, and one inside another, before the answer."""

import gradio

EXPECT = {
    "since": "5.9", "why": "duration and nesting of thoughts",
    "asks": ["weather"],
    "text": "It is sunny",
    "thoughts": [{"title": "Searching", "text": "weather in Oslo", "status": "done", "duration_s": 1.5},
                 {"title": "Reading", "text": "page 1", "status": "done"}],
}


def respond(message, history):
    outer = gradio.ChatMessage(content="weather", metadata={"title": "Searching", "id": 1, "status": "pending"})
    yield outer
    outer = gradio.ChatMessage(content=f"{message} in Oslo", metadata={
        "title": "Searching", "id": 1, "status": "done", "duration": 1.5})
    inner = gradio.ChatMessage(content="page 1", metadata={
        "title": "Reading", "id": 2, "parent_id": 1, "status": "done"})
    yield [outer, inner]
    yield [outer, inner, gradio.ChatMessage(content="It is")]
    yield [outer, inner, gradio.ChatMessage(content="It is sunny")]


def build(gr):
    return gr.ChatInterface(respond, **({} if gr.__version__ >= "6" else {"type": "messages"}))
