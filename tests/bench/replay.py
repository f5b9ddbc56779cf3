#!/usr/bin/env python3
"""A stand-in for Gradio 6 that no client has to wait for: every message of a reply is ready before the stream is asked for.

    replay.py

Prints its port, and ends when its standard input is closed. The prompt "words N" is answered with N words, one a message, as
differences (protocol sse_v3), each message one HTTP chunk, everything in one go.
"""

import json
import socket
import sys
import threading
import urllib.parse
import uuid

from words import count, word

PREFIX = "/gradio_api"
FUNCTION = 6


def component(number, kind, **props):
    schema = {"textbox": {"type": "string"}, "json": {"type": {}, "description": "any valid json"}}.get(kind)
    described = {"api_info": schema, "api_info_as_input": schema, "api_info_as_output": schema} if schema else {}
    return {"id": number, "type": kind, "props": {"name": kind, **props}, "skip_api": schema is None, "key": None, **described}


def config(port):
    chat = {"id": FUNCTION, "targets": [[13, "click"]], "inputs": [11, 15], "outputs": [14, 15], "backend_fn": True, "js": None,
            "queue": True, "api_name": "chat", "api_visibility": "public", "batch": False, "max_batch_size": 4, "cancels": [],
            "types": {"generator": True, "cancel": False}, "collects_event_data": False, "trigger_after": None,
            "trigger_only_on_success": False, "trigger_only_on_failure": False, "trigger_mode": "once",
            "show_progress": "full", "rendered_in": None, "connection": "sse"}
    return {"version": "6.31.0", "api_prefix": PREFIX, "protocol": "sse_v3", "mode": "chat_interface", "title": "Replay",
            "root": f"http://127.0.0.1:{port}", "space_id": None, "username": None, "connect_heartbeat": True,
            "enable_queue": True, "show_error": False, "max_file_size": None, "app_id": 1,
            "components": [component(11, "textbox", label="", visible=True),
                           component(13, "button", value="Fake API", visible=False),
                           component(14, "json", label="Response", visible=False), component(15, "state")],
            "dependencies": [chat]}


INFO = {"named_endpoints": {"/chat": {
    "parameters": [{"label": "", "parameter_name": "message", "parameter_has_default": False, "parameter_default": None,
                    "type": {"type": "string"}, "python_type": {"type": "str", "description": ""}, "component": "Textbox",
                    "example_input": "Hello!!"}],
    "returns": [{"label": "Response", "type": {"type": {}, "description": "any valid json"},
                 "python_type": {"type": "str", "description": ""}, "component": "Json"}],
    "api_visibility": "public", "description": ""}}, "unnamed_endpoints": {}}


def as_json(value):
    return json.dumps(value, separators=(",", ":")).encode()


def chunk(message):
    event = b"data: " + as_json(message) + b"\n\n"
    return b"%x\r\n%s\r\n" % (len(event), event)


def stream(prompt, event):
    """The whole body of the stream that answers `prompt`."""

    def output(data, generating):
        return {"data": data, "is_generating": generating, "duration": 0.0003, "average_duration": 0.0003,
                "render_config": None, "changed_state_ids": [], "used_cache": None}

    def partial(data):
        return chunk({"msg": "process_generating", "event_id": event, "output": output(data, True), "success": True,
                      "time_limit": None})

    words = [word(index) for index in range(count(prompt))]
    parts = [chunk({"msg": "estimation", "event_id": event, "rank": 0, "queue_size": 1, "rank_eta": 0.1}),
             chunk({"msg": "process_starts", "event_id": event, "eta": 0.1}), partial([words[0], None])]
    parts += [partial([[["append", [], f" {each}"]], []]) for each in words[1:]]
    parts.append(chunk({"msg": "process_completed", "event_id": event, "output": output([" ".join(words), None], False),
                        "success": True, "title": None, "used_cache": None, "cache_duration": 0.1, "avg_time": 0.1}))
    parts.append(chunk({"msg": "close_stream", "event_id": None}) + b"0\r\n\r\n")
    return b"".join(parts)


class Connection:
    streams = {}  # session -> body
    rendered = {}  # prompt -> body, for an event whose id is replaced

    def __init__(self, accepted, port):
        self.socket, self.port, self.left = accepted, port, b""
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def serve(self):
        try:
            while self.left is not None:
                self.one()
        except (OSError, ValueError):
            pass  # the client went away
        finally:
            self.socket.close()

    def more(self):
        piece = self.socket.recv(65536)
        if not piece:
            raise OSError("closed")
        self.left += piece

    def one(self):
        while b"\r\n\r\n" not in self.left:
            self.more()
        head, _, self.left = self.left.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        size = int(headers.get("content-length", 0))
        while len(self.left) < size:
            self.more()
        body, self.left = self.left[:size], self.left[size:]
        method, target, _ = lines[0].split(" ")
        path, _, query = target.partition("?")
        self.answer(method, path.rstrip("/"), urllib.parse.parse_qs(query), body)

    def answer(self, method, path, query, body):
        if path == "/config":
            self.send(config(self.port))
        elif path == f"{PREFIX}/info":
            self.send(INFO)
        elif path == f"{PREFIX}/queue/join":
            call = json.loads(body)
            event = uuid.uuid4().hex
            prompt = call["data"][0]
            if prompt not in self.rendered:
                self.rendered[prompt] = stream(prompt, "0" * 32)
            self.streams[call["session_hash"]] = self.rendered[prompt].replace(b"0" * 32, event.encode())
            self.send({"event_id": event})
        elif path == f"{PREFIX}/queue/data":
            self.socket.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
                                b"transfer-encoding: chunked\r\n\r\n" + self.streams.pop(query["session_hash"][0], b"0\r\n\r\n"))
        elif path.startswith(f"{PREFIX}/heartbeat/"):
            self.socket.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
                                b"transfer-encoding: chunked\r\n\r\nd\r\ndata: ALIVE\n\n\r\n")
            self.socket.recv(1)  # until the client goes
        elif method == "POST":
            self.send({"success": True})
        else:
            self.send({"detail": "Not Found"}, "404 Not Found")

    def send(self, value, status="200 OK"):
        body = as_json(value)
        self.socket.sendall(b"HTTP/1.1 %s\r\ncontent-length: %d\r\ncontent-type: application/json\r\n\r\n%s"
                            % (status.encode(), len(body), body))


def accept(server):
    port = server.getsockname()[1]
    while True:
        connection = Connection(server.accept()[0], port)
        threading.Thread(target=connection.serve, daemon=True).start()


if __name__ == "__main__":
    listening = socket.create_server(("127.0.0.1", 0), backlog=64)
    threading.Thread(target=accept, args=(listening,), daemon=True).start()
    print(listening.getsockname()[1], flush=True)
    sys.stdin.read()
