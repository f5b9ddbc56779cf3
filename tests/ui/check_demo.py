#!/usr/bin/env python3
"""The first minute with the program: the built-in Demo Space, in English and on a Chinese desktop.

    check_demo.py SPACELINE SCREENSHOTS [CASE...]
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import windowcase  # noqa: E402


class Demo(windowcase.WindowCase):
    picture_prefix = "demo-"

    def test_one_chats_at_once(self):
        window = self.start("--demo")
        window.await_ready()
        self.assertIn("Gradio", window.state)
        window.send("hello")
        window.await_status("Reply finished")
        self.assertIn("Demo Space", window.reply)
        self.assertIn("“hello”", window.reply)
        self.picture("first-answer")
        window.send("/markdown")
        window.await_status("Reply finished")
        self.assertIn("What Markdown looks like here", window.reply)
        window.send("/error")
        window.await_status("Reply failed: ")
        self.picture("error")

    def test_the_button_opens_it_too(self):
        window = self.start()
        window.program.find("Try the demo").click()
        window.await_ready()
        window.send("hello")
        window.await_status("Reply finished")
        # OpenSSL costs 3 MiB and a tenth of the time until the window is there, so it waits for the first https.
        loaded = pathlib.Path(f"/proc/{window.program.pid}/maps").read_text()
        self.assertIn("libQt6Network", loaded)
        self.assertNotIn("opensslbackend", loaded)

    def test_a_second_start_comes_to_the_first(self):
        window = self.start()
        second = self.desk.spawn([windowcase.PROGRAM, "--demo"], env=self.desk.surroundings(self.home))
        self.assertEqual(second.wait(20), 0)
        window.await_ready()
        self.assertEqual(len(window.program.windows()), 1)

    def test_other_scripts(self):
        window = self.start("--demo")
        window.await_ready()
        for prompt in ("你好，太空线", "مرحبا بالعالم", "naïve café 🙂"):
            window.send(prompt)
            window.await_status("Reply finished")
            self.assertEqual(window.messages()[-2], ("You", prompt))
            self.assertIn(prompt, window.reply)
        self.picture("scripts")


class Chinese(windowcase.WindowCase):
    picture_prefix = "chinese-"

    def test_it_speaks_chinese(self):
        # Qt takes the language from these even where the system lacks the locale itself.
        program = self.start("--demo", LC_ALL="", LANG="zh_CN.UTF-8", LANGUAGE="zh_CN").program
        box = program.find("消息")
        box.insert("你好")
        if not box.is_focused:  # the window manager may not have got to it yet
            box.click()
        self.desk.key("Return")
        program.find("回复已完成")
        self.assertIsNone(program.seek("Conversation"))
        self.picture("first-answer")


if __name__ == "__main__":
    windowcase.main(__doc__)
