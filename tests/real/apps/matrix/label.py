"""The answer is a class with confidences."""

EXPECT = {
    "asks": ["what a day"],
    "has": ["happy", "sad"],
    "mapping": {"inputs": ["message"], "outputs": ["reply"]},
}


def classify(text):
    return {"happy": 0.75, "sad": 0.25}


def build(gr):
    return gr.Interface(classify, gr.Textbox(label="Text"), gr.Label(label="Mood"))
