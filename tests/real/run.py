#!/usr/bin/env python3
"""Runs tests against real Gradio servers.

    run.py VERSION BUILD_DIR -- COMMAND [ARGUMENT...] [-- COMMAND [ARGUMENT...]]...

Makes sure of BUILD_DIR/gradio/VERSION, starts the apps of apps/ with it, runs the commands one after the other with
SPACELINE_REAL_SERVERS set to {"gradio": version, "apps": {name: port}}, and stops the servers. The exit status is 0 when every
command's was.
"""

import json
import os
import pathlib
import selectors
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import environment

HERE = pathlib.Path(__file__).resolve().parent
START_LIMIT = 150  # seconds
STOP_LIMIT = 10  # seconds


class Servers:
    """The server process, as a context; `map` is what it serves: `files`, or all of apps/. One file can have a fixed `port`."""

    def __init__(self, python, files=(), port=None):
        self._scratch = tempfile.TemporaryDirectory(prefix="spaceline-gradio-")
        self._log = open(os.path.join(self._scratch.name, "log"), "w+", errors="replace")
        surroundings = dict(os.environ, GRADIO_ANALYTICS_ENABLED="False", HF_HUB_OFFLINE="1", PYTHONUNBUFFERED="1",
                            GRADIO_TEMP_DIR=self._scratch.name, HF_HOME=self._scratch.name,
                            MPLCONFIGDIR=self._scratch.name, NO_PROXY="127.0.0.1", no_proxy="127.0.0.1")
        fixed = [f"--port={port}"] if port else []
        self._process = subprocess.Popen([python, HERE / "serve.py", *fixed, *files], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=self._log, env=surroundings)
        self.pid = self._process.pid
        self.map = None

    def __enter__(self):
        try:
            self.map = json.loads(self._first_line())
            for name in self.map["apps"]:
                self._await(name, f"{self.url(name)}/config")
        except BaseException:
            self.__exit__()
            raise
        return self

    def url(self, name):
        return f"http://127.0.0.1:{self.map['apps'][name]}{self.map['paths'][name]}"

    def _first_line(self):
        end = time.monotonic() + START_LIMIT
        line = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not selector.select(max(0.0, end - time.monotonic())):
                    raise RuntimeError(f"the servers did not start within {START_LIMIT} s\n{self.log()}")
                piece = os.read(self._process.stdout.fileno(), 65536)
                if not piece:
                    raise RuntimeError(f"the servers ended while starting\n{self.log()}")
                line += piece
        return line

    def _await(self, name, url):
        end = time.monotonic() + 20
        while True:
            try:
                with urllib.request.urlopen(url, timeout=5):
                    return
            except urllib.error.HTTPError as answer:
                if answer.code == 401:  # it wants a password: it is there
                    return
                problem = answer
            except OSError as error:
                problem = error
            if time.monotonic() > end:
                raise RuntimeError(f"the app {name!r} does not answer at {url}: {problem}\n{self.log()}")
            time.sleep(0.1)

    def log(self):
        self._log.flush()
        self._log.seek(0)
        return "".join(self._log.readlines()[-40:])

    def __exit__(self, *_):
        self._process.stdin.close()
        try:
            self._process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._log.close()
        self._scratch.cleanup()


def split(arguments):
    """The lists between the "--" of `arguments`."""
    lists = [[]]
    for argument in arguments:
        if argument == "--":
            lists.append([])
        else:
            lists[-1].append(argument)
    return lists


def main(arguments):
    head, *commands = split(arguments)
    if len(head) != 2 or not commands or not all(commands):
        sys.exit(__doc__)
    version, build_dir = head
    try:
        python = environment.prepare(build_dir, version)
    except environment.NotPrepared as problem:
        sys.exit(f"Gradio {version} cannot be installed, so nothing was tested: {problem}")
    failed = 0
    with Servers(python) as servers:
        if servers.map["broken"]:
            sys.exit(f"not every app started: {servers.map['broken']}\n{servers.log()}")
        surroundings = dict(os.environ, SPACELINE_REAL_SERVERS=json.dumps(servers.map))
        for command in commands:
            status = subprocess.run(command, env=surroundings).returncode
            if status:
                print(f"{' '.join(command)} ended with {status}", file=sys.stderr)
                failed += 1
        if failed:
            print(f"--- the servers' last words\n{servers.log()}", file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
