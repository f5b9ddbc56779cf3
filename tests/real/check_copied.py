#!/usr/bin/env python3
"""Runs what "Copy as curl / Python / JavaScript" gives against a real server, as it stands, and compares the answers with that of
`spaceline ask`.

    check_copied.py SPACELINE COPIED_CODE BUILD_DIR VERSION LANGUAGE...

LANGUAGE is curl, python or javascript. COPIED_CODE is the program of copiedcode.cpp. Python is the client of the environment,
JavaScript the newest one from npm, which is put into BUILD_DIR once. A language whose program is missing fails.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import environment
import run

HERE = pathlib.Path(__file__).resolve().parent
LIMIT = 90  # seconds for one run
PROMPT = "It's \"quoted\", $HOME `id` %1 \\ ünï 你好 end"
JAVASCRIPT = "@gradio/client@2.7.0"

# How each app is asked: parameters by label and, where /info names them, by name; the same for `ask`.
APPS = {
    "s01_plain": {},
    "s02_template": {"values": {"System message": "Be brief", "Max new tokens": 64},
                     "by_name": {"system_message": "Be brief", "max_tokens": 64},
                     "ask": ["--param", "Max new tokens=64", "--system", "Be brief"]},
    "s06_model_chat": {},
    "two_step": {},
    "password": {"values": {"API key": "sec'ret"}, "by_name": {"key": "sec'ret"}, "ask": ["--param", "API key=sec'ret"],
                 "environment": {"SPACE_PASSWORD": "sec'ret"}},
    "sub_path": {},
    "login": {"user": "ada", "ask": ["--user", "ada"], "environment": {"SPACELINE_PASSWORD": "difference engine"},
              "python_since": (4, 0)},  # the client that comes with 3.50 cannot sign in
}
# The newest JavaScript client speaks to servers from 4.0 on; 3.x has a WebSocket that it dropped.
JAVASCRIPT_SINCE = (4, 0)


def number(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


def surroundings(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "SPACELINE_"))}
    return dict(kept, NO_PROXY="127.0.0.1", no_proxy="127.0.0.1", HF_HUB_OFFLINE="1", GRADIO_ANALYTICS_ENABLED="False",
                PYTHONIOENCODING="utf-8", **more)


def output(command, **more):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                          timeout=LIMIT, env=surroundings(**more))
    if done.returncode:
        raise AssertionError(f"{command[0]} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def javascript_folder(build):
    """Where the JavaScript client is; installs it first. The client is no Python package, so pip cannot."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            sys.exit(f"NOT TESTED: there is no {program}, so the JavaScript code was not run")
    folder = pathlib.Path(build).resolve() / "gradio" / "javascript"
    if not (folder / "node_modules" / "@gradio" / "client").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", "--cache", folder / "cache", "--prefix",
                               folder, JAVASCRIPT], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            sys.exit(f"NOT TESTED: npm cannot install the JavaScript client, so the JavaScript code was not run\n{done.stdout}")
    return folder


class Languages:
    def __init__(self, build, version, scratch):
        self.python = environment.prepare(build, version)
        self.build = build
        self.scratch = pathlib.Path(scratch)
        self.javascript = None

    def run(self, language, code, **more):
        if language == "curl":
            path = self.scratch / "code.sh"
            path.write_text(code)
            return output(["sh", str(path)], **more)
        if language == "python":
            path = self.scratch / "code.py"
            path.write_text(code)
            return output([str(self.python), str(path)], **more)
        self.javascript = self.javascript or javascript_folder(self.build)
        path = self.javascript / f"code-{os.getpid()}.mjs"
        path.write_text(code)
        try:
            return output(["node", str(path)], **more)
        finally:
            path.unlink()


def ask(program, url, *arguments, **more):
    lines = output([program, "ask", "--space", url, "--json", *arguments, PROMPT], HOME=tempfile.gettempdir(), **more).rstrip("\n").split("\n")
    return next(event for event in map(json.loads, lines) if event["event"] == "reply")


def check_curl(said, reply, copied):
    """Each function's last message is a line; that of the answer holds what `ask` got."""
    messages = [json.loads(line) for line in said.rstrip("\n").split("\n")]
    message = messages[copied["replyStep"]]
    data = message.get("output", message)["data"]
    if data != reply["data"]:
        raise AssertionError(f"data {data}\nnot {reply['data']}")


def check_client(said, reply, value):
    """A text is printed as it is; of a chatbot's messages only that it holds the answer."""
    if isinstance(value, str):
        if said != reply["text"] + "\n":
            raise AssertionError(f"printed {said!r}\nnot {reply['text']!r}")
    elif "end" not in said or "quoted" not in said:
        raise AssertionError(f"printed {said!r}\nwithout {reply['text']!r}")


def main(arguments):
    if len(arguments) < 5:
        sys.exit(__doc__)
    program, helper, build, version, *languages = arguments
    failed = []
    tried = 0
    files = [HERE / "apps" / "matrix" / f"{name}.py" for name in APPS]
    with tempfile.TemporaryDirectory(prefix="spaceline-copied-") as scratch:
        known = Languages(build, version, scratch)
        with run.Servers(known.python, files) as servers:
            if servers.map["broken"]:
                sys.exit(f"not every app started: {servers.map['broken']}\n{servers.log()}")
            for name, how in APPS.items():
                url = servers.url(name)
                secrets = how.get("environment", {})
                values = how.get("values", {})
                if values:
                    info = json.loads(output([program, "info", url, "--json"], HOME=scratch))
                    keys = {each["name"] for endpoint in info["endpoints"] for each in endpoint["inputs"]}
                    values = how["by_name"] if set(how["by_name"]) <= keys else values
                copied = json.loads(output([helper, url, PROMPT, json.dumps(values), how.get("user", "")], **secrets))
                reply = ask(program, url, *how.get("ask", []), **secrets)
                if copied["text"] != reply["text"]:
                    raise SystemExit(f"{name}: the helper got {copied['text']!r}, ask {reply['text']!r}")
                value = next((each for each in copied["data"] if each == reply["text"]), None)
                for language in languages:
                    if language == "javascript" and number(version) < JAVASCRIPT_SINCE:
                        sys.exit(f"the JavaScript client does not speak to Gradio {version}")
                    if number(version) < how.get(f"{language}_since", ()):
                        print(f"{version} {name} {language}: this client cannot", flush=True)
                        continue
                    tried += 1
                    try:
                        code = copied[language]
                        for secret in secrets.values():
                            if secret in code:
                                raise AssertionError("the code holds the password")
                        said = known.run(language, code, **secrets)
                        if language == "curl":
                            check_curl(said, reply, copied)
                        else:
                            check_client(said, reply, value)
                        print(f"{version} {name} {language}: ok", flush=True)
                    except (AssertionError, ValueError, KeyError, IndexError, subprocess.TimeoutExpired) as problem:
                        failed.append(f"{name} {language}")
                        print(f"{version} {name} {language}: FAILED\n{problem}\n--- the code\n{copied[language]}", flush=True)
    print(f"{tried} runs, {len(failed)} failed" + (": " + ", ".join(failed) if failed else ""))
    sys.exit(1 if failed or not tried else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
