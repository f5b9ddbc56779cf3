#!/usr/bin/env python3
"""Asks every app of apps/matrix, on every Gradio, by every transport, and prints what came of it as a table.

    matrix.py SPACELINE BUILD_DIR [--versions V,V] [--apps NAME,NAME] [--jobs N] [--report FILE]

NAMEs may hold * and ?. Each app says at its top, in EXPECT, what is asked and what must come back:

    since, until, why    the versions that can express it; `why` is the reason shown for the others
    call, call_why       the first version that can do it by /call, where that is not 4.20
    asks, args           the prompts, one turn each, and the options of `ask`; {note} and {dot} are a text and a picture
    environment          variables for the program
    text                 the reply of each turn (one string stands for a single turn); `has`: parts of the last one
    data                 the last reply's `data`
    thoughts, options    of the last reply: what each holds, in order; none where nothing is said
    files                of the last reply: `mime` and `name` of each, in order; each must arrive with content
    logs, progress       parts of texts that are told on the way
    error                the `kind` of the failure that is expected instead, `says`: a part of its message
    info_error           the `kind` of the failure of `info`, where it chooses nothing by itself
    memory               "server": before 6.18 one turn is asked by /call, which has no memory there
    mapping              members of the mapping that `info` tells; `then` may be a count
    changes              version -> members that are different from that version on

The exit status is 1 if a cell failed.
"""

import argparse
import ast
import concurrent.futures
import fnmatch
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import time
import zlib

import environment
import run

HERE = pathlib.Path(__file__).resolve().parent
APPS = HERE / "apps" / "matrix"
LIMIT = 60  # seconds for one run of the program
TRANSPORTS = ("queue", "call")
OK = "ok"


class Wrong(Exception):
    """A cell is not as expected; the text says how."""


def number(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


def expectation(path):
    """The EXPECT of an app, read without running the app: it needs a Gradio."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == "EXPECT":
            return ast.literal_eval(node.value)
    raise SystemExit(f"{path} has no EXPECT")


def for_version(expect, version):
    wanted = dict(expect)
    for since, members in sorted(wanted.pop("changes", {}).items(), key=lambda item: number(item[0])):
        if number(version) >= number(since):
            wanted.update(members)
    return wanted


def missing(expect, version, transport):
    """Why there is no such cell; empty where there is one."""
    if number(version) < number(expect.get("since", "0")):
        return f"{expect['why']} (since {expect['since']})"
    if "until" in expect and number(version) >= number(expect["until"]):
        return expect["why"]
    if transport == "call":
        if number(version) < (4, 20):
            return "/call since 4.20"
        if number(version) < number(expect.get("call", "0")):
            return f"{expect['call_why']} (/call from {expect['call']})"
    return ""


def picture():
    """A red PNG of 8 by 8 points."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * 8) * 8
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Program:
    def __init__(self, path, scratch):
        self.path = path
        self.files = {"note": os.path.join(scratch, "note.txt"), "dot": os.path.join(scratch, "dot.png")}
        pathlib.Path(self.files["note"]).write_text("a note of 23 characters")
        pathlib.Path(self.files["dot"]).write_bytes(picture())

    def run(self, *arguments, **more):
        kept = {name: value for name, value in os.environ.items()
                if name not in ("HF_TOKEN", "SPACELINE_TOKEN", "SPACELINE_PASSWORD", "HF_ENDPOINT")}
        done = subprocess.run([self.path, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8", timeout=LIMIT,
                              env=dict(kept, NO_PROXY="127.0.0.1", **more))
        return done.returncode, done.stdout, done.stderr


def same(what, found, wanted):
    if found != wanted:
        raise Wrong(f"{what}: {found!r} instead of {wanted!r}")


def check_info(program, url, wanted):
    status, out, err = program.run("info", url, "--json")
    if wanted.get("info_error"):
        told = json.loads(out)
        same("the failure of info", told.get("error", told)["kind"], wanted["info_error"])
        return
    if status:
        raise Wrong(f"info ended with {status}: {(err or out).strip()}")
    told = json.loads(out)
    mapping = told["mapping"]
    if not mapping.get("reason"):
        raise Wrong(f"info gives no reason: {mapping}")
    endpoints = {each["name"]: each for each in told["endpoints"]}
    if mapping["endpoint"] not in endpoints:
        raise Wrong(f"info chose {mapping['endpoint']!r}, which it does not list")
    for member, value in wanted.get("mapping", {}).items():
        found = mapping.get(member)
        if isinstance(value, int) and isinstance(found, list):
            found = len(found)
        same(f"mapping.{member}", found, value)


def check_ask(program, url, wanted, transport, version):
    asks = wanted["asks"]
    texts = wanted.get("text", [])
    texts = [texts] if isinstance(texts, str) else texts
    if wanted.get("memory") == "server" and transport == "call" and number(version) < (6, 18):
        asks, texts = asks[:1], texts[:1]
    with tempfile.TemporaryDirectory(prefix="spaceline-matrix-") as output:
        arguments = wanted.get("args", [])
        for name, path in program.files.items():
            arguments = [each.replace("{%s}" % name, path) for each in arguments]
        if "files" in wanted:
            arguments += ["--output", output]
        status, out, err = program.run("ask", "--space", url, "--json", "--transport", transport, *arguments, "--",
                                       *asks, **wanted.get("environment", {}))
        events = [json.loads(line) for line in out.splitlines()]
        check_events(events, wanted, texts, len(asks), status, err, output)


def check_events(events, wanted, texts, turns, status, err, output):
    errors = [each for each in events if each["event"] == "error"]
    if "error" in wanted:
        if not errors:
            raise Wrong(f"no error, exit status {status}: {err.strip()}")
        same("error.kind", errors[-1]["kind"], wanted["error"]["kind"])
        if wanted["error"].get("says", "") not in errors[-1]["message"]:
            raise Wrong(f"the error says {errors[-1]['message']!r}")
        return
    if errors or status:
        told = {key: value for key, value in (errors[-1] if errors else {}).items() if key != "event"}
        raise Wrong(f"exit status {status}: {told or err.strip()}")
    replies = [each for each in events if each["event"] == "reply"]
    same("replies", len(replies), turns)
    if texts:
        same("text", [each["text"] for each in replies], texts)
    last = replies[-1]
    for part in wanted.get("has", []):
        if part not in last["text"]:
            raise Wrong(f"{part!r} is not in {last['text']!r}")
    if "data" in wanted:
        same("data", last["data"], wanted["data"])
    for member in ("thoughts", "options", "files"):
        expected = wanted.get(member, [])
        if len(last[member]) != len(expected):
            raise Wrong(f"{len(last[member])} {member} instead of {len(expected)}: {last[member]!r}")
        for found, one in zip(last[member], expected):
            for key, value in one.items():
                same(f"{member}.{key}", found.get(key), value)
    for found in last["files"]:
        place = pathlib.Path(found.get("path") or "/nowhere")
        if place.parent != pathlib.Path(output) or not place.is_file() or not place.stat().st_size:
            raise Wrong(f"the file {found!r} did not arrive in {output}")
    logs = " / ".join(each["text"] for each in events if each["event"] == "log")
    for part in wanted.get("logs", []):
        if part not in logs:
            raise Wrong(f"{part!r} was not told on the way: {logs!r}")
    steps = " / ".join(str(each.get("description")) for each in events if each["event"] == "progress")
    for part in wanted.get("progress", []):
        if part not in steps:
            raise Wrong(f"{part!r} was not among the progress: {steps!r}")


def outcome(check, *arguments):
    try:
        check(*arguments)
    except subprocess.TimeoutExpired:
        return f"no end within {LIMIT} s"
    except Wrong as problem:
        return str(problem)
    except (ValueError, KeyError, TypeError) as problem:
        return f"not as the contract says: {type(problem).__name__}: {problem}"
    return OK


def run_version(program, build_dir, version, apps, jobs):
    """(app, column) -> OK, or why not; and the seconds that starting and asking took."""
    there = {name: expect for name, expect in apps.items() if not missing(expect, version, "queue")}
    cells = {}
    began = time.monotonic()
    python = environment.prepare(build_dir, version)
    with run.Servers(python, [APPS / f"{name}.py" for name in there]) as servers:
        started = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(max_workers=jobs) as pool:
            waiting = {}
            for name, expect in there.items():
                if name in servers.map["broken"]:
                    waiting[name, "info"] = pool.submit(lambda why: why, f"app: {servers.map['broken'][name]}")
                    continue
                wanted = for_version(expect, version)
                url = servers.url(name)
                waiting[name, "info"] = pool.submit(outcome, check_info, program, url, wanted)
                for transport in TRANSPORTS:
                    if not missing(wanted, version, transport):
                        waiting[name, transport] = pool.submit(outcome, check_ask, program, url, wanted, transport,
                                                               version)
            for cell, future in waiting.items():
                cells[cell] = future.result()
    return cells, started - began, time.monotonic() - started


def table(apps, versions, results):
    """The lines of the table, and the reasons of the cells that do not exist."""
    reasons = []
    wide = max(map(len, apps), default=4)
    columns = [(version, kind) for version in versions for kind in ("info", *TRANSPORTS)]
    lines = [" " * wide + "".join(f"  {version:<16}" for version in versions),
             " " * wide + "".join("  " * (kind == "info") + f"{kind:<{4 if kind == 'call' else 6}}" for _, kind in columns)]
    for name, expect in apps.items():
        line = f"{name:<{wide}}"
        for version, kind in columns:
            found = results[version].get((name, kind))
            if found is None:
                why = missing(for_version(expect, version), version, kind)
                if why not in reasons:
                    reasons.append(why)
                shown = f"[{reasons.index(why) + 1}]"
            else:
                shown = OK if found == OK else "FAIL"
            line += "  " * (kind == "info") + f"{shown:<{4 if kind == 'call' else 6}}"
        lines.append(line)
    lines += [f"[{index}] {why}" for index, why in enumerate(reasons, 1)]
    return lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("build_dir")
    known = sorted((path.stem for path in environment.REQUIREMENTS.glob("*.txt")), key=number)
    parser.add_argument("--versions", default=",".join(known))
    parser.add_argument("--apps", default="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--report", help="a file for all results as JSON")
    given = parser.parse_args()
    patterns = given.apps.split(",")
    apps = {path.stem: expectation(path) for path in sorted(APPS.glob("*.py"))
            if any(fnmatch.fnmatch(path.stem, pattern) for pattern in patterns)}
    versions = given.versions.split(",")
    if not apps or set(versions) - set(known):
        parser.error(f"no such app or version; versions: {', '.join(known)}")
    began = time.monotonic()
    results = {}
    with tempfile.TemporaryDirectory(prefix="spaceline-matrix-") as scratch:
        program = Program(os.path.abspath(given.program), scratch)
        for version in versions:
            results[version], starting, asking = run_version(program, given.build_dir, version, apps, given.jobs)
            good = sum(why == OK for why in results[version].values())
            for (name, kind), why in results[version].items():
                if why != OK:
                    print(f"FAIL {name} {version} {kind}: {why[:600]}", flush=True)
            print(f"{version}: {starting:.0f} s to start, {asking:.0f} s to ask, {good} of {len(results[version])} cells ok", flush=True)
    print("\n".join(table(apps, versions, results)))
    failed = sum(why != OK for cells in results.values() for why in cells.values())
    if given.report:
        pathlib.Path(given.report).write_text(json.dumps(
            {version: {f"{name} {kind}": why for (name, kind), why in cells.items()}
             for version, cells in results.items()}, indent=1))
    total = sum(map(len, results.values()))
    print(f"{len(apps)} apps, {len(versions)} versions: {total - failed} of {total} cells ok, "
          f"{time.monotonic() - began:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
