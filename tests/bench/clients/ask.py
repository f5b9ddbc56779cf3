"""One question with the official Python client: ask.py URL PROMPT. Prints the reply as it grows."""

import sys

from gradio_client import Client

printed = 0
for text in Client(sys.argv[1], verbose=False).submit(sys.argv[2], api_name="/chat"):
    print(text[printed:], end="", flush=True)
    printed = len(text)
