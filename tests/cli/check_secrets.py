#!/usr/bin/env python3
"""A token, a password and a cookie are planted, and searched for in everything that `spaceline ask` writes, shows and sends.

    check_secrets.py SPACELINE

A Hub, a Space that asks for a login, and a stranger's server to which the Space tries to lead the program: all that they are told is
kept. Each secret must have reached those to whom it belongs, and nobody and nothing else.
"""

import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import planted  # noqa: E402

TOKEN = "hf_PlantedForThe" + "CommandLineAbCd"
PASSWORD = "planted-Pass" + "word-4711"
COOKIE = "planted-Coo" + "kie-0815"
SPACELINE = None

CONFIG = {
    "version": "6.31.0", "protocol": "sse_v3", "api_prefix": "/gradio_api", "app_id": 1, "mode": "chat_interface", "title": "Planted",
    "connect_heartbeat": False, "root": "",
    "components": [{"id": 1, "type": "textbox", "props": {"label": "Message"}, "skip_api": False},
                   {"id": 2, "type": "state", "props": {}, "skip_api": True},
                   {"id": 3, "type": "button", "props": {"value": "Fake API", "visible": False}, "skip_api": True},
                   {"id": 4, "type": "json", "props": {"label": "Response"}, "skip_api": False}],
    "dependencies": [{"id": 0, "targets": [[3, "click"]], "inputs": [1, 2], "outputs": [4, 2], "backend_fn": True, "queue": True,
                      "api_name": "chat", "api_visibility": "public", "types": {"generator": True, "cancel": False}, "cancels": [],
                      "trigger_after": None}],
}


class Server:
    """Keeps what it is told, each request as one piece: method, path, headers, body."""

    def __init__(self, answer):
        told = self.told = []

        class Answer(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                told.append((self.command, self.path, dict(self.headers), body))
                status, kind, content, more = answer(self.command, self.path.partition("?")[0], self.headers, body)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                for name, value in more.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = handle_one

            def log_message(self, *_):
                pass
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def requests_with(self, secret):
        return [(method, path.partition("?")[0]) for method, path, headers, body in self.told
                if planted.holds((path + "\n" + repr(headers)).encode() + body, secret)]

    def bodies_with(self, secret):
        return [(method, path) for method, path, _, body in self.told if planted.holds(path.encode() + body, secret)]

    def headers_with(self, secret):
        return {name for _, _, headers, _ in self.told for name, value in headers.items() if planted.holds(value.encode(), secret)}


def as_json(value, status=200, **more):
    return status, "application/json", json.dumps(value).encode(), more


class Secrets(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="spaceline-secrets-")
        self.addCleanup(self.folder.cleanup)
        self.stranger = Server(lambda *_: (200, "text/plain", b"a file", {}))
        self.space = Server(self.answer_as_space)
        self.hub = Server(self.answer_as_hub)
        for server in (self.hub, self.space, self.stranger):
            self.addCleanup(server.close)

    def answer_as_hub(self, _, path, *__):
        if path == "/api/spaces/some/space/host":
            return as_json({"subdomain": "some-space", "host": self.space.url})
        if path == "/api/spaces/some/space":
            return as_json({"id": "some/space", "runtime": {"stage": "RUNNING"}})
        return as_json({"error": "Not Found"}, 404)

    def answer_as_space(self, method, path, headers, body):
        if path == "/login":
            wanted = urllib.parse.parse_qs(body.decode()).get("password") == [PASSWORD]
            return as_json({"success": wanted}, 200 if wanted else 400, **({"Set-Cookie": f"access-token={COOKIE}; HttpOnly; Path=/"} if wanted else {}))
        if COOKIE not in (headers.get("Cookie") or ""):
            return as_json({"detail": "Not authenticated"}, 401)
        if path == "/config":
            return as_json(CONFIG)
        if path == "/gradio_api/queue/join":
            self.prompt = json.loads(body)["data"][0]
            return as_json({"event_id": "e1"})
        if path == "/gradio_api/queue/data":
            # It repeats what it was told, in an answer, a notice and a file that lies with a stranger.
            data = [[f"You said {self.prompt}", {"path": "/tmp/f.txt", "url": f"{self.space.url}/gradio_api/file=/tmp/f.txt",
                                                 "orig_name": "f.txt", "meta": {"_type": "gradio.FileData"}}], None]
            events = [{"msg": "log", "event_id": "e1", "log": "headers were not looked at", "level": "info"},
                      {"msg": "process_completed", "event_id": "e1", "success": True, "output": {"data": data, "is_generating": False}}]
            return 200, "text/event-stream", "".join(f"data: {json.dumps(event)}\n\n" for event in events).encode(), {}
        if path.startswith("/gradio_api/file="):
            return 302, "text/plain", b"", {"Location": f"{self.stranger.url}/f.txt"}
        return as_json({"detail": "Not Found"}, 404)

    def ask(self, prompt, *arguments, password=PASSWORD):
        """Runs the program to its end; (status, what it wrote and where: name -> bytes)."""
        home = pathlib.Path(self.folder.name) / "home"
        home.mkdir(exist_ok=True)
        surroundings = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "HF_ENDPOINT": self.hub.url, "SPACELINE_TOKEN": TOKEN,
                        "SPACELINE_PASSWORD": password, "DBUS_SESSION_BUS_ADDRESS": "disabled:", "QT_LOGGING_RULES": "spaceline.*=true",
                        **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}
        process = subprocess.Popen([SPACELINE, "ask", "--space", "some/space", "--user", "ada", "--log", home / "traffic.log", "--output", home / "out",
                                    *arguments, prompt], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        arguments = b""
        deadline = time.monotonic() + 20
        # Until the program has taken the place of the one that started it.
        while b"--space" not in arguments and process.poll() is None and time.monotonic() < deadline:
            arguments = pathlib.Path(f"/proc/{process.pid}/cmdline").read_bytes()
        self.assertIn(b"--space", arguments)
        out, err = process.communicate(timeout=60)
        written = {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}
        return process.returncode, {"standard output": out, "standard error": err, "arguments": arguments, **written}

    def assert_nowhere(self, written):
        for secret in (TOKEN, PASSWORD, COOKIE):
            for name, content in written.items():
                self.assertFalse(planted.holds(content, secret), f"{secret} in {name}: {content[:2000]!r}")

    def assert_told_where_they_belong(self):
        self.assertEqual(self.hub.headers_with(TOKEN), {"Authorization"})
        self.assertEqual(self.space.headers_with(TOKEN), {"X-HF-Authorization"})
        self.assertEqual(set(self.space.requests_with(PASSWORD)), {("POST", "/login")})
        self.assertEqual(self.space.headers_with(COOKIE), {"Cookie"})
        for secret in (TOKEN, COOKIE):
            self.assertEqual(self.space.bodies_with(secret), [])
        for secret in (PASSWORD, COOKIE):
            self.assertEqual(self.hub.requests_with(secret), [])
        for secret in (TOKEN, PASSWORD, COOKIE):
            self.assertEqual(self.stranger.requests_with(secret), [])

    def test_told_where_they_belong_and_written_nowhere(self):
        status, written = self.ask("hello", "--json")
        self.assertEqual(status, 0, written)
        self.assertIn(b"You said hello", written["standard output"])
        self.assertIn(b"/gradio_api/queue/join", written["traffic.log"])
        self.assertTrue(self.stranger.told, "the file's redirect was not followed, so nothing was tried")
        self.assert_nowhere(written)
        self.assert_told_where_they_belong()

    def test_a_wrong_password_is_not_repeated_to_anybody(self):
        status, written = self.ask("hello", password=PASSWORD + "x")
        self.assertEqual(status, 4, written)
        self.assert_nowhere(written)
        self.assertEqual(self.stranger.told, [])

    def test_the_search_finds_what_is_planted(self):
        for secret in (TOKEN, PASSWORD, COOKIE):
            _, written = self.ask(f"remember {secret}")
            with self.assertRaises(AssertionError):
                self.assert_nowhere({"arguments": written["arguments"]})
            with self.assertRaises(AssertionError):
                self.assert_told_where_they_belong()
            self.space.told.clear()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    SPACELINE = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
