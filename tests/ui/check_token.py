#!/usr/bin/env python3
"""The access token, as a person sets it: the window, a real keychain or none, and a search of everything that is written.

    check_token.py SPACELINE SCREENSHOTS Keychain|NoKeychain
"""

import http.server
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import planted  # noqa: E402
import windowcase  # noqa: E402
from desk import wait  # noqa: E402

TOKEN = "hf_PlantedByTheCheckOf" + "TokensAbCd"
SECOND = "hf_AnotherOneThatWasPlanted" + "WxYz"


class Hub:
    """Knows no Space, and remembers who asked."""

    def __enter__(self):
        told = self.told = []

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                told.append(self.headers.get("Authorization"))
                self.send_error(404)

            def log_message(self, *_):
                pass
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class TokenCase(windowcase.WindowCase):
    picture_prefix = "token-"

    def open_dialog(self):
        self.window.open_menu("Access token…")
        wait(lambda: self.window.program.find("Access token", "password text").is_focused, "the token's box")

    def save(self, token):
        self.desk.type(token)
        self.window.program.find("Save token").click()

    def await_sentence(self, *parts):
        """The dialog says something that holds all `parts`."""
        def found():
            return any(all(part in control.name for part in parts) for control in self.window.program.controls()
                       if control.role == "label" and control.is_showing)
        wait(found, f"a sentence with {parts}")

    def await_button(self, words):
        wait(lambda: self.window.program.seek(words, "push button"), f"the button {words!r} below the list")

    def assert_nowhere(self, *tokens):
        """Neither in the files of this home and of the keychain, nor in what other programs can read of a running one."""
        process = pathlib.Path(f"/proc/{self.window.program.pid}")
        files = [path for path in self.desk.scratch.rglob("*") if path.is_file()]
        self.assertTrue(any(path.name == "history.sqlite" for path in files), files)
        for path in files + [process / "cmdline", process / "environ"]:
            content = path.read_bytes()
            for token in tokens:
                self.assertFalse(planted.holds(content, token), f"{token} in {path}")


class Keychain(TokenCase):
    def test_saved_replaced_and_removed(self):
        with Hub() as hub:
            self.keeps_it(hub)

    def keeps_it(self, hub):
        window = self.start(HF_ENDPOINT=hub.url)
        self.await_button("No token")
        # Whatever it logs, it must not log this.
        window.open_menu("Settings")
        window.program.find("Traffic log", "check box").click()
        window.program.find("Close").click()
        window.program.await_gone("Traffic log")

        self.open_dialog()
        self.await_sentence("There is no token")
        self.picture("empty")
        self.save(TOKEN)
        self.await_sentence("ends in AbCd", "keychain")
        self.assertNotIn(TOKEN[:-4], "\n".join(control.text or control.name for control in window.program.controls()))
        self.picture("saved")
        self.desk.key("Escape")
        self.await_button("Token ••••AbCd")

        # It is used: the Hub is told.
        window.program.find("Space address").fill("some/space")
        window.program.find("Connect").click()
        wait(lambda: f"Bearer {TOKEN}" in hub.told, "a request with the token")
        traffic = wait(lambda: next(self.home.rglob("traffic.log"), None), "the traffic log")
        wait(lambda: "/api/spaces/some/space" in traffic.read_text(), "the request in the traffic log")
        self.assert_nowhere(TOKEN)
        self.assertEqual(window.program.quit(), 0)

        window = self.start(HF_ENDPOINT=hub.url)
        self.await_button("Token ••••AbCd")
        self.open_dialog()
        self.await_sentence("ends in AbCd", "keychain")
        self.save(SECOND)
        self.await_sentence("ends in WxYz", "keychain")
        self.desk.key("Escape")
        self.await_button("Token ••••WxYz")
        self.assert_nowhere(TOKEN, SECOND)
        self.assertEqual(window.program.quit(), 0)

        window = self.start(HF_ENDPOINT=hub.url)
        self.await_button("Token ••••WxYz")
        self.open_dialog()
        window.program.find("Remove token").click()
        self.await_sentence("There is no token")
        self.desk.key("Escape")
        self.await_button("No token")
        self.assert_nowhere(TOKEN, SECOND)
        self.assertEqual(window.program.quit(), 0)

        self.start(HF_ENDPOINT=hub.url)
        self.open_dialog()
        self.await_sentence("There is no token")

    def test_from_the_environment_it_is_for_this_run_only(self):
        window = self.start("--demo", SPACELINE_TOKEN=TOKEN)
        self.await_button("Token ••••AbCd")
        # The search does find: an environment can be read by every program of the same user.
        with self.assertRaisesRegex(AssertionError, "environ"):
            self.assert_nowhere(TOKEN)
        self.assertEqual(window.program.quit(), 0)
        self.start("--demo")
        self.await_button("No token")
        self.assert_nowhere(TOKEN)


class NoKeychain(TokenCase):
    keychain = False

    def test_it_is_kept_for_this_run_and_that_is_said(self):
        window = self.start("--demo")
        self.await_button("No token")
        self.open_dialog()
        self.save(TOKEN)
        self.await_sentence("ends in AbCd", "until Spaceline is closed")
        self.picture("no-keychain")
        self.desk.key("Escape")
        self.await_button("Token ••••AbCd")
        self.assert_nowhere(TOKEN)
        self.assertEqual(window.program.quit(), 0)
        self.start("--demo")
        self.await_button("No token")
        self.assert_nowhere(TOKEN)


if __name__ == "__main__":
    windowcase.main(__doc__)
