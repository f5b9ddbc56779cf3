"""JSON goes in beside the question and comes out as the answer."""

EXPECT = {
    "asks": ["name"],
    "args": ["--param", 'Data={"name": "Ada", "born": 1815}'],
    "has": ["\"asked\"", "\"name\"", "Ada"],
    "mapping": {"inputs": ["message", "parameter"], "outputs": ["reply"]},
}


def query(question, data):
    return {"asked": question, "found": (data or {}).get(question)}


def build(gr):
    return gr.Interface(query, [gr.Textbox(label="Question"), gr.JSON(label="Data")], gr.JSON(label="Answer"))
