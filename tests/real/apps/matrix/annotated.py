"""A picture, and masks of what is in it."""

EXPECT = {
    "asks": ["two things"],
    "files": [{}, {"mime": "image/png"}, {"mime": "image/png"}],
    "has": ["sky", "two things"],
    "mapping": {"inputs": ["message"], "outputs": ["reply"]},
}


def segment(words):
    import numpy
    from PIL import Image
    mask = numpy.zeros((16, 16))
    mask[4:8, 4:8] = 1
    return Image.new("RGB", (16, 16), "blue"), [((0, 0, 8, 8), "sky"), (mask, words)]


def build(gr):
    return gr.Interface(segment, gr.Textbox(label="What"), gr.AnnotatedImage(label="Found"))
