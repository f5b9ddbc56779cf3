#!/usr/bin/env python3
"""Checks `spaceline ask` and `spaceline info` against the real servers that run.py started.

    check_ask.py SPACELINE [CLASS...]

CLASS is one of the classes below; all of them where none is named.

What is expected here comes from the contract of the command line, not from the program.
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import unittest

PROGRAM = None
SERVERS = {}
LIMIT = 60  # seconds for one run of the program

STATES = {"resolving", "waking", "uploading", "submitting", "queued", "streaming"}
ROLES = {"message", "history", "state", "system", "file", "parameter", "reply", "echo", "ignored"}
# event -> (members that are always there, members that may be there)
EVENTS = {
    "connected": ({"space", "url", "gradio", "protocol", "endpoint", "mapping"}, set()),
    "state": ({"state"}, {"position", "size", "eta_s"}),
    "progress": (set(), {"description", "index", "length", "unit"}),
    "log": ({"text"}, {"level", "title"}),
    "text": ({"text"}, set()),
    "reply": ({"turn", "text", "thoughts", "files", "options", "data", "timing"}, set()),
    "error": ({"kind", "message"}, {"detail", "retry_after_s", "partial"}),
}
TIMING = {"submit_ms", "queued_ms", "first_text_ms", "total_ms"}


def url(app):
    return f"http://127.0.0.1:{SERVERS['apps'][app]}"


def version():
    return tuple(int(part) for part in re.findall(r"\d+", SERVERS["gradio"])[:2])


def surroundings(**more):
    kept = {name: value for name, value in os.environ.items()
            if name not in ("HF_TOKEN", "SPACELINE_TOKEN", "SPACELINE_PASSWORD", "HF_ENDPOINT")}
    return dict(kept, NO_PROXY="127.0.0.1", **more)


class Run:
    """One finished run of the program."""

    def __init__(self, *arguments, text=None, **environment):
        done = subprocess.run([PROGRAM, *arguments], input=text or "", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              encoding="utf-8", timeout=LIMIT, env=surroundings(**environment))
        self.arguments = arguments
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr

    def __str__(self):
        return f"{' '.join(self.arguments)}\nexit status {self.status}\nstdout: {self.out!r}\nstderr: {self.err!r}"


def ask(app, *arguments, **more):
    return Run("ask", "--space", url(app), *arguments, **more)


class Check(unittest.TestCase):
    maxDiff = None

    def expect(self, run, out, status=0):
        self.assertEqual((run.status, run.out), (status, out), str(run))

    def objects(self, run):
        """The lines of --json, each of which must be as the contract says."""
        found = []
        for line in run.out.splitlines():
            try:
                found.append(json.loads(line))
            except ValueError as problem:
                self.fail(f"{line!r} is not JSON: {problem}\n{run}")
        for each in found:
            self.check_object(each, run)
        return found

    def check_object(self, each, run):
        self.assertIn(each.get("event"), EVENTS, str(run))
        needed, allowed = EVENTS[each["event"]]
        members = set(each) - {"event"}
        self.assertLessEqual(needed, members, f"{each}\n{run}")
        self.assertLessEqual(members, needed | allowed, f"{each}\n{run}")
        if each["event"] == "state":
            self.assertIn(each["state"], STATES)
            if each.get("position") is not None:
                self.assertGreaterEqual(each["position"], 1)
        elif each["event"] == "reply":
            self.assertLessEqual(TIMING, set(each["timing"]), str(run))
            for part in each["thoughts"]:
                self.assertLessEqual(set(part), {"title", "text", "status", "duration_s"})
            for part in each["files"]:
                self.assertLessEqual(set(part), {"name", "mime", "path"})
            for part in each["options"]:
                self.assertEqual(set(part), {"value", "label"})
        elif each["event"] == "connected":
            self.check_mapping(each["mapping"])
            self.assertEqual(each["endpoint"], each["mapping"]["endpoint"])
            self.assertEqual(each["gradio"], SERVERS["gradio"])

    def check_mapping(self, mapping):
        self.assertEqual({"endpoint", "reason", "inputs", "outputs", "then", "history"} - set(mapping), set(),
                         str(mapping))
        self.assertRegex(mapping["endpoint"], r"^(/|#\d)")
        self.assertTrue(mapping["reason"])
        self.assertIn("message", mapping["inputs"])
        self.assertIn("reply", mapping["outputs"])
        self.assertLessEqual(set(mapping["inputs"] + mapping["outputs"]), ROLES)
        self.assertIn(mapping["history"], ("server", "client", "none"))

    def one(self, run, event):
        found = [each for each in self.objects(run) if each["event"] == event]
        self.assertEqual(len(found), 1, f"one {event!r} expected\n{run}")
        return found[0]


def transports():
    """Both ways to a server; /call is there since 4.20."""
    return ("queue", "call") if version() >= (4, 20) else ("queue",)


class Answers(Check):
    def test_every_app_by_every_transport(self):
        expected = {
            "plain": "You said: hello there",
            "stream": "hello there | You are kind",
            "memory": "turn 1, first hello there",
            "counter": "call 1: hello there",
            "interface": "HELLO THERE!",
            "interface_stream": "h.e.l.l.o. .t.h.e.r.e.",
        }
        for transport in transports():
            for app, text in expected.items():
                with self.subTest(app=app, transport=transport):
                    self.expect(ask(app, "--transport", transport, "hello there"), text + "\n")
                    reply = self.one(ask(app, "--json", "--transport", transport, "hello there"), "reply")
                    self.assertEqual((reply["turn"], reply["text"]), (1, text))

    def test_text_beyond_ascii(self):
        prompt = "héllo 😀 你好 “quoted” \\ \" \u2028"
        for transport in transports():
            with self.subTest(transport=transport):
                self.expect(ask("plain", "--transport", transport, prompt), f"You said: {prompt}\n")

    def test_without_a_transport_the_better_one_is_taken(self):
        self.expect(ask("plain", "hi"), "You said: hi\n")

    def test_a_prompt_from_standard_input(self):
        self.expect(ask("plain", "-", text="from a pipe\n"), "You said: from a pipe\n")

    def test_a_stream_grows(self):
        run = ask("stream", "--json", "one two three four five six seven eight")
        texts = [each["text"] for each in self.objects(run) if each["event"] == "text"]
        self.assertTrue(texts, str(run))
        for before, after in zip(texts, texts[1:]):
            self.assertTrue(after.startswith(before), (before, after))
        self.assertEqual(texts[-1], self.one(run, "reply")["text"])
        self.assertIn("streaming", [each.get("state") for each in self.objects(run)])

    def test_quiet_says_nothing_on_standard_error(self):
        run = ask("plain", "--quiet", "hi")
        self.expect(run, "You said: hi\n")
        self.assertEqual(run.err, "")

    def test_a_value_that_is_not_json(self):
        for transport in transports():
            with self.subTest(transport=transport):
                run = ask("nan", "--transport", transport, "water")
                self.assertEqual(run.status, 0, str(run))
                self.assertIn("Measured water", run.out)


class Parameters(Check):
    def test_by_label_and_system_prompt(self):
        self.expect(ask("stream", "--param", "Repetitions=2", "--system", "Be brief", "hi"), "hi hi | Be brief\n")

    def test_a_value_that_the_description_forbids(self):
        self.expect(ask("stream", "--param", "Repetitions=99", "hi"), "", status=2)

    def test_an_unknown_parameter(self):
        self.expect(ask("plain", "--param", "Colour=red", "hi"), "", status=2)

    def test_a_system_prompt_where_there_is_none(self):
        self.expect(ask("plain", "--system", "Be brief", "hi"), "", status=2)

    def test_additional_inputs_have_their_roles_and_limits(self):
        told = json.loads(Run("info", url("stream"), "--json").out)
        self.assertEqual(told["mapping"]["inputs"], ["message", "state", "system", "parameter"])
        self.assertEqual(told["mapping"]["outputs"], ["reply", "state"])
        inputs = next(each for each in told["endpoints"] if each["name"] == told["mapping"]["endpoint"])["inputs"]
        self.assertEqual(inputs[2]["label"], "System prompt")
        self.assertEqual((inputs[3]["label"], inputs[3]["default"], inputs[3]["minimum"], inputs[3]["maximum"]),
                         ("Repetitions", 1, 1, 5))


class Endpoints(Check):
    def test_an_unknown_endpoint_names_those_there_are(self):
        run = ask("interface", "--endpoint", "/nowhere", "hi")
        self.expect(run, "", status=2)
        self.assertIn("/shout" if version() >= (6, 0) else "/predict", run.err)

    def test_an_endpoint_with_and_without_the_slash(self):
        name = "shout" if version() >= (6, 0) else "predict"
        for given in (name, "/" + name):
            with self.subTest(given=given):
                self.expect(ask("interface", "--endpoint", given, "hi"), "HI!\n")


class Turns(Check):
    def test_the_server_remembers(self):
        self.expect(ask("memory", "--transport", "queue", "ada", "bob", "cyd"),
                    "turn 1, first ada\nturn 2, first ada\nturn 3, first ada\n")
        self.expect(ask("counter", "--transport", "queue", "ada", "bob"), "call 1: ada\ncall 2: bob\n")

    def test_two_runs_are_two_conversations(self):
        for _ in range(2):
            self.expect(ask("memory", "--transport", "queue", "ada"), "turn 1, first ada\n")

    def test_by_call_memory_depends_on_the_version(self):
        if "call" not in transports():
            self.skipTest("there is no /call before 4.20")
        if version() >= (6, 18):
            text = "turn 1, first ada\nturn 2, first ada\n"
        else:
            text = "turn 1, first ada\nturn 1, first bob\n"
        run = ask("memory", "--transport", "call", "ada", "bob")
        self.expect(run, text)
        if version() < (6, 18):
            self.assertRegex(run.err, "(?i)memory|remember")

    def test_replies_are_numbered(self):
        run = ask("memory", "--json", "ada", "bob")
        self.assertEqual([each["turn"] for each in self.objects(run) if each["event"] == "reply"], [1, 2])

    def test_after_a_failed_turn_the_rest_are_not_sent(self):
        run = ask("error", "--json", "ada", "bob")
        self.assertEqual(run.status, 1, str(run))
        self.one(run, "error")


class Failures(Check):
    def test_the_app_says_what_is_wrong(self):
        run = ask("error", "--transport", "queue", "--json", "hi")
        self.assertEqual(run.status, 1, str(run))
        error = self.one(run, "error")
        self.assertEqual(error["kind"], "app-error")
        self.assertIn("The kettle is empty", error["message"] + str(error.get("detail")))
        self.assertEqual(error["partial"], "Half an answer")

        run = ask("error", "--transport", "queue", "hi")
        self.expect(run, "Half an answer\n", status=1)
        self.assertIn("The kettle is empty", run.err)

    def test_the_app_says_what_is_wrong_by_call(self):
        if "call" not in transports():
            self.skipTest("there is no /call before 4.20")
        run = ask("error", "--transport", "call", "--json", "hi")
        self.assertEqual(run.status, 1, str(run))
        error = self.one(run, "error")
        # Before 6.13 that route loses the text.
        self.assertEqual(error["kind"], "app-error" if version() >= (6, 13) else "F3-silent-app")
        self.assertEqual(error["partial"], "Half an answer")

    def test_the_app_fails_and_says_nothing(self):
        for transport in transports():
            with self.subTest(transport=transport):
                run = ask("crash", "--transport", transport, "--json", "hi")
                self.assertEqual(run.status, 1, str(run))
                error = self.one(run, "error")
                self.assertEqual(error["kind"], "F3-silent-app")
                self.assertTrue(error["message"])
                self.assertNotIn("null", error["message"].lower())
                self.expect(ask("crash", "--transport", transport, "hi"), "", status=1)

    def test_a_login_is_needed(self):
        run = ask("login", "--json", "hi")
        self.assertEqual(run.status, 4, str(run))
        self.assertEqual(self.one(run, "error")["kind"], "F18-login")

    def test_nobody_listens(self):
        with contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{probe.getsockname()[1]}"
            run = Run("ask", "--space", address, "--json", "hi")
        self.assertEqual(run.status, 3, str(run))
        self.assertEqual(self.one(run, "error")["kind"], "F30-network")

    def test_wrong_usage(self):
        for arguments in (["ask"], ["ask", "--space", url("plain")], ["ask", "--nonsense", "hi"],
                          ["ask", "--space", url("plain"), "--transport", "pigeon", "hi"]):
            with self.subTest(arguments=arguments):
                run = Run(*arguments)
                self.assertEqual((run.status, run.out), (2, ""), str(run))
                self.assertTrue(run.err)


class Login(Check):
    def test_with_the_right_password(self):
        for transport in transports():
            with self.subTest(transport=transport):
                self.expect(ask("login", "--user", "ada", "--transport", transport, "hi",
                                SPACELINE_PASSWORD="difference engine"), "Welcome: hi\n")

    def test_with_a_wrong_password(self):
        run = ask("login", "--user", "ada", "--json", "hi", SPACELINE_PASSWORD="wrong secret")
        self.assertEqual(run.status, 4, str(run))
        self.assertEqual(self.one(run, "error")["kind"], "F18-login")
        self.assertNotIn("wrong secret", run.out + run.err)


class Stopping(Check):
    def test_the_first_interrupt_stops_the_server_too(self):
        process = subprocess.Popen([PROGRAM, "ask", "--space", url("slow"), "--transport", "queue", "go"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=surroundings())
        try:
            first = os.read(process.stdout.fileno(), 4096)
            self.assertTrue(first.startswith(b"tick 0"), first)
            process.send_signal(signal.SIGINT)
            rest, err = process.communicate(timeout=LIMIT)
        finally:
            process.kill()
            process.wait()
        self.assertEqual(process.returncode, 130, err)
        printed = (first + rest).decode()
        self.assertRegex(printed, r"^tick 0( \d+)*\n$")
        # Half a second is five ticks of an answer that still runs.
        end = time.monotonic() + 30
        before, now = None, ask("slow", "--transport", "queue", "status").out
        while now != before:
            self.assertLess(time.monotonic(), end, f"the server still works: {now!r}")
            time.sleep(0.5)
            before, now = now, ask("slow", "--transport", "queue", "status").out
        self.assertRegex(now, r"^\d+ ticks\n$")


class Info(Check):
    def test_every_app_is_understood(self):
        history = {"plain": "server", "stream": "server", "memory": "server", "counter": "server", "error": "server",
                   "crash": "server", "slow": "server", "interface": "none", "interface_stream": "none", "nan": "none"}
        for app, kept in history.items():
            with self.subTest(app=app):
                run = Run("info", url(app), "--json")
                self.assertEqual(run.status, 0, str(run))
                told = json.loads(run.out)
                self.assertEqual({"space", "url", "gradio", "protocol", "title", "endpoints", "mapping"} - set(told),
                                 set(), str(run))
                self.assertEqual(told["gradio"], SERVERS["gradio"])
                self.check_mapping(told["mapping"])
                self.assertEqual(told["mapping"]["history"], kept, str(run))
                endpoints = {each["name"]: each for each in told["endpoints"]}
                chosen = endpoints[told["mapping"]["endpoint"]]
                self.assertEqual(len(chosen["inputs"]), len(told["mapping"]["inputs"]), str(run))
                self.assertEqual(len(chosen["outputs"]), len(told["mapping"]["outputs"]), str(run))

    def test_for_people_it_names_what_matters(self):
        run = Run("info", url("plain"))
        self.assertEqual(run.status, 0, str(run))
        for word in (SERVERS["gradio"], "Plain"):
            self.assertIn(word, run.out)


if __name__ == "__main__":
    if len(sys.argv) < 2 or "SPACELINE_REAL_SERVERS" not in os.environ:
        sys.exit(__doc__)
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    SERVERS = json.loads(os.environ["SPACELINE_REAL_SERVERS"])
    unittest.main()
