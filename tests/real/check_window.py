#!/usr/bin/env python3
"""Uses the window as a person does, on the real servers that run.py started.

    check_window.py SPACELINE SCREENSHOTS [CASE...]

SCREENSHOTS is a folder for pictures of what was seen, named by Gradio's version.
"""

import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import windowcase  # noqa: E402
from desk import wait  # noqa: E402

PASSWORD = "difference engine"  # of apps/login.py
SERVERS = json.loads(os.environ.get("SPACELINE_REAL_SERVERS", "{}"))


def url(app):
    return f"http://127.0.0.1:{SERVERS['apps'][app]}"


def ticks(text):
    """How far an answer of the slow app has come."""
    return [int(tick) for tick in re.findall(r"\d+", text.split("\n")[0])]


class Window(windowcase.WindowCase):
    picture_prefix = SERVERS.get("gradio", "") + "-"

    def setUp(self):
        super().setUp()
        self.start()

    def tick_past(self, tick):
        """The slow app is our clock: waits until its running answer is past `tick`."""
        self.window.await_reply(lambda text: text.startswith("tick 0") and ticks(text)[-1] > tick, f"tick {tick}")

    def test_ten_turns_are_remembered(self):
        window = self.window
        self.picture("first-run")
        window.connect(url("memory"))
        self.assertIn(SERVERS["gradio"], window.state)
        for turn in range(1, 11):
            # The first one is what the app must still know in the last turn.
            window.ask("a first word" if turn == 1 else f"and then {turn}", f"turn {turn}, first a first word")
            window.await_status("Reply finished")
            self.assertEqual(window.draft, "")
        texts = window.messages()
        self.assertEqual([author for author, _ in texts], ["You", "Reply"] * 10)
        self.assertEqual(texts[0][1], "a first word")
        self.assertEqual(texts[18][1], "and then 10")
        self.picture("ten-turns")

        # The server knows the conversation still after a restart of the program.
        self.assertEqual(window.program.quit(), 0)
        window = self.start()
        window.await_ready()
        self.assertEqual(window.messages(), texts)
        window.ask("back again", "turn 11, first a first word")

    def test_a_long_reply_arrives_whole(self):
        window = self.window
        window.connect(url("stream"))
        prompt = " ".join(f"word{number}" for number in range(800))
        window.program.find("Message").insert(prompt)
        self.desk.key("Return")
        window.await_reply(lambda text: text == f"{prompt} | You are kind", "the whole stream")
        window.await_status("Reply finished")
        self.assertEqual(window.messages()[-2], ("You", prompt))
        self.picture("streamed")

    def test_a_reply_can_be_read_while_it_grows(self):
        window = self.window
        window.connect(url("slow"))
        window.send("go")
        # It goes on for a minute unless it is stopped: however slow we look, we see it grow.
        seen = []
        while len(seen) < 6:
            self.tick_past(seen[-1] if seen else -1)
            numbers = ticks(window.reply)
            self.assertEqual(numbers, list(range(len(numbers))))
            self.assertEqual(window.reply_status, "Reply status")
            seen.append(numbers[-1])
        self.assertEqual(seen, sorted(set(seen)))
        self.desk.key("Escape")
        window.await_status("Reply stopped")

    def test_stop_keeps_what_came(self):
        window = self.window
        window.connect(url("slow"))
        window.send("go")
        self.tick_past(3)
        self.assertRegex(window.state, "Receiving|Running")
        self.picture("receiving")
        window.program.find("Stop").click()
        window.await_status("Reply stopped")
        text, *rest = window.reply.split("\n")
        self.assertGreater(ticks(text)[-1], 3)
        self.assertIn("Stopped.", rest)
        window.program.await_gone("Stop")
        self.picture("stopped")
        # The server has stopped too: between two later turns it did not go on counting.
        window.ask("status", " ticks")
        before = window.reply
        window.ask("status", " ticks")
        self.assertEqual(window.reply, before)

    def test_nothing_is_lost_when_the_program_is_killed(self):
        window = self.window
        window.connect(url("plain"))
        window.ask("kept from the first", "You said: kept from the first")
        self.desk.key("ctrl+n")
        window.connect(url("slow"))
        window.send("cut me off")
        self.tick_past(2)
        window.write("an unsent thought")
        wait(lambda: window.draft == "an unsent thought", "the draft")
        # Drafts and partial replies are written at most every half second: that is five ticks.
        self.tick_past(ticks(window.reply)[-1] + 15)
        window.program.kill()

        window = self.start()
        window.await_ready()
        self.assertEqual(window.draft, "an unsent thought")
        self.assertEqual(len(window.conversations), 2)
        (_, prompt), (_, reply) = window.messages()
        self.assertEqual(prompt, "cut me off")
        self.assertGreater(ticks(reply)[-1], 10)
        self.assertIn("interrupted", reply)
        self.picture("after-the-kill")
        window.press("Retry")
        self.tick_past(3)
        self.assertNotIn("interrupted", window.reply)
        self.assertEqual(len(window.messages()), 2)
        window.program.find("Stop").click()
        window.await_status("Reply stopped")

        window.choose("kept from the first")
        wait(lambda: window.messages() == [("You", "kept from the first"), ("Reply", "You said: kept from the first")],
             "the first conversation")
        self.assertEqual(window.draft, "")
        window.choose("cut me off")
        wait(lambda: window.draft == "an unsent thought", "the draft of the other conversation")

    def test_conversations_are_named_deleted_and_brought_back(self):
        window = self.window
        window.connect(url("plain"))
        window.ask("apples", "You said: apples")
        window.program.find("New conversation").click()
        window.connect(url("plain"))
        window.ask("pears", "You said: pears")
        self.assertEqual([row.split(",")[0] for row in window.conversations], ["pears", "apples"])

        window.choose("apples")
        wait(lambda: window.messages()[0][1] == "apples", "the conversation about apples")
        self.desk.key("F2")
        self.desk.type("Fruit of the first kind\n")
        window.await_row("Fruit of the first kind")
        window.await_no_row("apples")

        self.desk.key("Delete")
        window.await_no_row("Fruit of the first kind")
        self.picture("deleted")
        window.program.find("Undo").click()
        window.await_row("Fruit of the first kind")
        wait(lambda: window.messages()[0][1] == "apples", "the conversation that came back")
        self.picture("brought-back")

        self.desk.key("ctrl+Next")
        wait(lambda: window.messages()[0][1] == "pears", "the other conversation")
        window.program.kill()
        window = self.start()
        window.await_row("Fruit of the first kind")
        window.await_row("pears")

    def test_what_the_app_says_is_wrong_is_shown(self):
        window = self.window
        window.connect(url("error"))
        window.send("tea")
        window.await_status("Reply failed: ")
        self.assertIn("The kettle is empty", window.reply)
        self.assertTrue(window.reply.startswith("Half an answer"), window.reply)
        self.assertIn("The kettle is empty", window.reply_status)
        self.picture("app-error")
        ended = "SELECT max(finished_ms) FROM messages"
        before = window.stored(ended)
        window.press("Retry")
        wait(lambda: window.stored(ended)[0] and window.stored(ended) > before, "the end of the second try")
        window.await_status("Reply failed: ")
        self.assertEqual(len(window.messages()), 2)

    def await_answer(self, pattern):
        """Waits for a last reply that is all of `pattern`, and answers its groups as numbers."""
        self.window.await_reply(lambda text: re.fullmatch(pattern, text), pattern)
        return [int(group) for group in re.fullmatch(pattern, self.window.reply).groups()]

    def say(self, prompt, pattern):
        self.window.send(prompt)
        numbers = self.await_answer(pattern)
        self.window.await_status("Reply finished")
        return numbers

    def edit_last(self, before, after):
        """Changes the words of the last prompt with Edit."""
        self.window.press("Edit your message")
        wait(lambda: self.window.draft == before, "the prompt in the composer")
        self.desk.key("ctrl+a")
        self.desk.type(after)
        self.desk.key("Return")

    def prompts(self):
        return [text for author, text in self.window.messages() if author == "You"]

    def test_what_was_said_is_changed_on_the_server_too(self):
        window = self.window
        window.connect(url("feedback"))
        self.say("one", r"one, calm: turn 1, try (\d+)")
        [tried] = self.say("two", r"two, calm: turn 2, try (\d+)")
        self.picture("offers")

        window.press("Dislike")
        window.press("Like")
        self.picture("liked")
        told = r".*(\[1, 1\]|\b3|\(1, 1\)|\[3, 3\]) Dislike.*(\[1, 1\]|\b3|\(1, 1\)|\[3, 3\]) Like"
        window.send("feedback")
        window.await_reply(lambda text: re.fullmatch(told, text), "what the app was told")
        window.await_status("Reply finished")
        if SERVERS["gradio"] < "5":
            # Its page offers nothing more, and the endpoint for callers has another memory than the page.
            self.say("three", r"three, calm: turn 4, try \d+")
            self.assertEqual(len(window.messages()), 8)
            return

        window.press("Take this turn back")
        wait(lambda: self.prompts() == ["one", "two"], "the turns before")
        self.change_turns("two", tried)

        # An answer that its endpoint for callers cannot carry: from then on its page's own functions are called.
        window.send("html")
        window.await_status("Reply finished")
        [tried] = self.say("three", r"three, calm: turn 6, try (\d+)")
        self.change_turns("three", tried, first=6)

        # All of it is so after a restart, and in the memory of the server.
        texts = window.messages()
        self.assertEqual(window.program.quit(), 0)
        window = self.start()
        window.await_ready()
        self.assertEqual(window.messages(), texts)
        window.press("Take this turn back")
        wait(lambda: len(self.prompts()) == 7, "the turns before")
        self.say("seven", r"seven, calm: turn 8, try \d+")

    def change_turns(self, last, tried, first=2):
        """Asks again, edits and takes back, where the last turn is number `first`. Two turns are more afterwards."""
        window = self.window
        before = self.prompts()[:-1]
        window.press("Retry")
        self.assertEqual(self.await_answer(rf"{last}, calm: turn {first}, try (\d+)"), [tried + 1])
        self.assertEqual(self.prompts(), before + [last])
        window.await_status("Reply finished")
        self.picture(f"asked-again-{first}")

        self.edit_last(last, "changed")
        self.assertEqual(self.await_answer(rf"changed, calm: turn {first}, try (\d+)"), [tried + 2])
        self.assertEqual(self.prompts(), before + ["changed"])
        window.await_status("Reply finished")
        self.picture(f"edited-{first}")
        window.program.find("Undo").click()
        self.assertEqual(self.await_answer(rf"{last}, calm: turn {first}, try (\d+)"), [tried + 1])
        self.assertEqual(self.prompts(), before + [last])
        self.say("four", rf"four, calm: turn {first + 1}, try \d+")

        window.press("Take this turn back")
        wait(lambda: self.prompts() == before + [last], "the turns before")
        self.picture(f"taken-back-{first}")
        window.program.find("Undo").click()
        wait(lambda: self.prompts() == before + [last, "four"], "the turn again")
        self.say("five", rf"five, calm: turn {first + 2}, try \d+")
        for left in ([last, "four"], [last]):
            window.press("Take this turn back")
            wait(lambda left=left: self.prompts() == before + left, f"the turns {left}")
        self.say("six", rf"six, calm: turn {first + 1}, try \d+")
        self.say("more", rf"more, calm: turn {first + 2}, try \d+")

    def test_a_page_made_by_hand_is_asked_its_own_way(self):
        window = self.window
        window.connect(url("events"))
        self.say("one", r"one asked: turn 1, first one, try (\d+)")
        self.say("two", r"two asked: turn 2, first one, try (\d+)")
        window.press("Like")
        window.send("feedback")
        window.await_reply(lambda text: "True two asked: turn 2" in text, "what the app was told")
        window.await_status("Reply finished")
        if SERVERS["gradio"] < "5":
            return
        window.press("Take this turn back")
        wait(lambda: self.prompts() == ["one", "two"], "the turns before")
        window.press("Retry")
        self.await_answer(r"two retried: turn 2, first one, try (\d+)")
        window.await_status("Reply finished")
        self.edit_last("two", "three")
        self.await_answer(r"three \(was two\) asked: turn 2, first one, try (\d+)")
        window.await_status("Reply finished")
        self.assertEqual(self.prompts(), ["one", "three"])
        window.program.find("Undo").click()
        self.await_answer(r"two retried: turn 2, first one, try (\d+)")
        self.say("feedback", r".*undone 4 feedback.*")
        self.picture("by-hand")

    def test_an_app_with_a_password_is_signed_in_to(self):
        window = self.window
        window.program.find("Space address").fill(url("login"))
        window.program.find("Connect").click()
        wait(lambda: window.program.seek("User name", "text"), "the question")
        wait(lambda: window.program.find("User name", "text").is_focused, "the focus in it")
        labels = [control.name for control in window.program.controls() if control.role == "label"]
        self.assertIn("For engineers only", labels)
        self.desk.type("ada\tguess\n")
        wait(lambda: window.program.seek("The user name or the password is wrong.", "label"), "what is wrong")
        self.picture("wrong-password")
        # What is written meanwhile waits.
        window.send("let me in")
        window.program.find("Password", "password text").click()
        self.desk.key("ctrl+a")
        self.desk.type(PASSWORD)
        window.program.find("Keep in the keychain", "check box").click()
        window.program.find("Sign in", "push button").click()
        window.await_reply(lambda text: text == "Welcome: let me in", "the reply")
        self.assert_password_nowhere()
        self.assertEqual(window.program.quit(), 0)

        # The keychain has it: nobody is asked.
        window = self.start()
        window.await_ready()
        window.ask("once more", "Welcome: once more")
        window.program.find("Connection state").click()
        sign_out = wait(lambda: window.program.seek("Sign out", "push button"), "the sheet")
        self.assertIn("Signed in as ada, kept in the keychain", sign_out.description)
        self.picture("signed-in")
        sign_out.click()
        wait(lambda: window.state == "Sign in to go on", "the question again")
        self.desk.key("Escape")
        window.program.await_gone("Sign out")
        self.assert_password_nowhere()
        self.assertEqual(window.program.quit(), 0)
        window = self.start()
        wait(lambda: window.state == "Sign in to go on", "the question at the next start")

    def assert_password_nowhere(self):
        """Neither in a file of this home or the keychain, nor in what other programs can read of a running one."""
        process = pathlib.Path(f"/proc/{self.window.program.pid}")
        files = [path for path in self.desk.scratch.rglob("*") if path.is_file()]
        self.assertTrue(any(path.name == "history.sqlite" for path in files), files)
        for path in files + [process / "cmdline", process / "environ"]:
            content = path.read_bytes()
            for spelling in (PASSWORD.encode(), PASSWORD.encode("utf-16-le"), PASSWORD.replace(" ", "%20").encode()):
                self.assertNotIn(spelling, content, path)

    def test_an_address_that_is_wrong_can_be_mended(self):
        window = self.window
        window.program.find("Space address").fill("not a space at all")
        window.program.find("Connect").click()
        window.program.find("An address has no blanks in it.")
        self.picture("wrong-address")
        window.connect(url("plain"))
        window.ask("better", "You said: better")


if __name__ == "__main__":
    if not SERVERS:
        sys.exit(__doc__)
    windowcase.main(__doc__)
