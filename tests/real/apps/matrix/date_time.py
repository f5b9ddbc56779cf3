"""A day and a time as parameters."""

EXPECT = {
    "since": "4.44", "why": "DateTime since 4.38",
    "asks": ["hi"],
    "args": ["--param", "Day=2026-01-31", "--param", "Hour=2026-01-31 18:30:00"],
    "text": "hi: 2026-01-31, 2026-01-31 18:30:00",
    "mapping": {"inputs": ["message", "parameter", "parameter"], "outputs": ["reply"]},
}


def answer(message, day, hour):
    return f"{message}: {day}, {hour}"


def build(gr):
    return gr.Interface(answer, [gr.Textbox(label="Message"),
                                 gr.DateTime(include_time=False, type="string", label="Day"),
                                 gr.DateTime(type="string", label="Hour")], gr.Textbox(label="Result"))
