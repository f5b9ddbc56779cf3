"""Makes the picture of the window that README.md shows, of the Demo Space.

    screenshot.py SPACELINE PICTURE.png

The window alone is in it, without a frame, as a desk without other windows shows it.
"""

import os
import subprocess
import sys

from chatwindow import ChatWindow
from desk import Desk

WIDTH, HEIGHT = 1280, 820


def main(spaceline, picture):
    with Desk(size=f"{WIDTH + 20}x{HEIGHT + 80}", keychain=False) as desk:
        window = ChatWindow(desk, os.path.abspath(spaceline), "--demo")
        window.await_ready()
        window.ask("/code", "terminal.")
        window.ask("/markdown", "Markdown.")
        window.ask("What do you remember?", "owner/name.")
        desk.resize(WIDTH, HEIGHT)
        # The pointer lights up what it lies on.
        desk.click_at(WIDTH + 19, HEIGHT + 79)
        window.write("")
        subprocess.run(["scrot", "-o", "-u", picture], check=True)
        window.program.quit()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
