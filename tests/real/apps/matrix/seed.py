"""Seeds of 64 bits: what nobody sets goes back as it came."""

EXPECT = {
    "asks": ["again"],
    "args": ["--param", "Other=9007199254740993"],
    "has": ["again: 9223372036854775807, 9223372036854775807, 9007199254740993"],
    "data": ["again: 9223372036854775807, 9223372036854775807, 9007199254740993",
             {"seed": 9223372036854775807, "app": 18446744073709551615}],
    "mapping": {"inputs": ["message", "parameter", "parameter", "parameter"], "outputs": ["reply", "reply"]},
}


def answer(message, seed, slider, other):
    return f"{message}: {seed}, {slider}, {other}", {"seed": seed, "app": 2 ** 64 - 1}


def build(gr):
    most = 2 ** 63 - 1
    return gr.Interface(answer, [gr.Textbox(label="Message"), gr.Number(most, precision=0, maximum=most, label="Seed"),
                                 gr.Slider(0, most, value=most, step=1, label="Slider"),
                                 gr.Number(0, precision=0, label="Other")],
                        [gr.Textbox(label="Answer"), gr.JSON(label="Used")])
