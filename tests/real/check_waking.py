#!/usr/bin/env python3
"""Uses the window on a Space that sleeps, and on a server that is restarted between two turns.

    check_waking.py VERSION BUILD_DIR SPACELINE SCREENSHOTS [CASE...]

The server is a real Gradio VERSION, started here because it ends in the middle. The Hub is a few lines below: its paths and its
words are those of gradio-protocol.md §1, and all that is known here of huggingface.co. SCREENSHOTS is a folder for pictures of
what was seen.
"""

import http.server
import json
import pathlib
import sys
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

import environment  # noqa: E402
import run  # noqa: E402
import windowcase  # noqa: E402
from desk import wait  # noqa: E402

VERSION = PYTHON = None
FORGOTTEN = "The Space was restarted and no longer remembers what came before."


class Answers(http.server.ThreadingHTTPServer):
    """A web server on a thread of its own that answers what `answer(path)` returns: (status, content type, body)."""

    daemon_threads = True

    def __init__(self, answer, port=0):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                status, kind, body = answer(self.path)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", port), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def end(self):
        self.shutdown()
        self.server_close()


class Hub:
    """Knows one Space, me/app."""

    def __init__(self, host):
        self.host = host
        self.stage = "SLEEPING"
        self.server = Answers(self.answer)

    def answer(self, path):
        told = {"/api/spaces/me/app/host": {"host": self.host, "subdomain": "me-app"},
                "/api/spaces/me/app": {"id": "me/app", "private": False, "runtime": {"stage": self.stage}}}
        if path not in told:
            return 404, "application/json", b"{}"
        return 200, "application/json", json.dumps(told[path]).encode()


class Waking(windowcase.WindowCase):
    keychain = False

    def setUp(self):
        super().setUp()
        self.picture_prefix = f"{VERSION}-"
        self.servers = None

    def tearDown(self):
        super().tearDown()
        self.end_server()

    def serve(self, port):
        """A new process of the app that remembers, on `port`."""
        self.servers = run.Servers(PYTHON, [HERE / "apps" / "memory.py"], port)
        self.servers.__enter__()

    def end_server(self):
        if self.servers:
            self.servers.__exit__()
        self.servers = None

    def test_a_restarted_server_is_noticed(self):
        self.serve(None)
        port = self.servers.map["apps"]["memory"]
        window = self.start()
        window.connect(f"http://127.0.0.1:{port}")
        window.ask("a first word", "turn 1, first a first word")
        window.ask("more", "turn 2, first a first word")
        # It goes and comes back between two turns.
        self.end_server()
        wait(lambda: not window.state.startswith("Ready"), "a word about the server that is gone")
        self.picture("server-gone")
        self.serve(port)
        window.ask("a second beginning", "turn 1, first a second beginning")
        texts = [text for _, text in window.messages()]
        self.assertNotIn(FORGOTTEN, texts[1])
        self.assertIn(FORGOTTEN, texts[3])
        self.assertNotIn(FORGOTTEN, texts[5])
        self.picture("forgotten")

        # So quickly that nobody was asked meanwhile.
        self.end_server()
        self.serve(port)
        window.ask("a third beginning", "turn 1, first a third beginning")
        self.assertIn(FORGOTTEN, window.messages()[5][1])

        # Another start of the program knows it still.
        self.assertEqual(window.program.quit(), 0)
        window = self.start()
        window.await_ready()
        self.assertEqual([FORGOTTEN in text for _, text in window.messages()],
                         [False, False, False, True, False, True, False, False])
        window.ask("and on", "turn 2, first a third beginning")

    def test_prompts_outlive_a_kill_while_the_space_wakes(self):
        asleep = Answers(lambda path: (503, "text/html", b"<html><title>asleep</title></html>"))
        port = asleep.server_address[1]
        hub = Hub(asleep.url)
        window = self.start(HF_ENDPOINT=hub.server.url)
        window.program.find("Space address").fill("me/app")
        window.program.find("Connect").click()
        wait(lambda: window.state.startswith("Waking · 0:"), "the state Waking")
        window.send("a first word")
        window.send("a second one")
        wait(lambda: window.reply.startswith("Waiting for the reply before"), "what the second one waits for")
        self.assertTrue(window.messages()[1][1].startswith("Waking · 0:"), window.messages())
        self.assertRegex(window.conversations[0], "Waking")
        # It is counted.
        before = window.state
        wait(lambda: window.state.startswith("Waking · 0:") and window.state != before, "another second")
        self.picture("waking")
        hub.stage = "BUILDING"
        wait(lambda: window.state.startswith("Building · 0:"), "the state Building")
        window.program.kill()
        self.assertEqual(window.stored("SELECT state FROM messages WHERE author = 1"), [1, 1])

        window = self.start(HF_ENDPOINT=hub.server.url)
        wait(lambda: window.state.startswith("Building · 0:"), "the state after the kill")
        asleep.end()
        self.serve(port)
        hub.stage = "RUNNING"
        window.await_reply(lambda text: text == "turn 2, first a first word", "both replies, by themselves")
        self.assertEqual([text for _, text in window.messages()],
                         ["a first word", "turn 1, first a first word", "a second one", "turn 2, first a first word"])
        window.await_ready()
        self.picture("awake")
        hub.server.end()


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    VERSION = sys.argv.pop(1)
    try:
        PYTHON = environment.prepare(sys.argv.pop(1), VERSION)
    except environment.NotPrepared as problem:
        sys.exit(f"Gradio {VERSION} cannot be installed, so nothing was tested: {problem}")
    windowcase.main(__doc__)
