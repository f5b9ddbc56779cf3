"""The answer is a table."""

EXPECT = {
    "asks": ["planets"],
    "has": ["| Mercury", "Moons", "planets"],
    "mapping": {"inputs": ["message"], "outputs": ["reply"]},
}


def look_up(topic):
    return [["Mercury", 0, topic], ["Mars", 2, topic]]


def build(gr):
    return gr.Interface(look_up, gr.Textbox(label="Topic"),
                        gr.Dataframe(headers=["Name", "Moons", "Topic"], label="Found"))
