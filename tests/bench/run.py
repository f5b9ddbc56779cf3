#!/usr/bin/env python3
"""Measures Spaceline beside what people would use instead, and holds the ratios against the budgets.

    run.py [--rounds N] [GROUP...]

Groups: window (first window and memory), ask (300 words from a real Gradio server), replay (20,000 words from a server that no
client waits for), history (the conversation's view). Without one, all. Wants build/release with the target spaceline_benchmarks,
as `./dev bench` makes it.

The first three see whole processes from outside; the programs run in turn (A B C A B C …), so that what else the machine does
hits all of them. Figures are minimum/median; ratios are those of the minima of one run. Compare ratios, not times of different
days. The history view measures itself.
The exit status is 1 when a budget is missed.
"""

import argparse
import contextlib
import dataclasses
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from words import MARK

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build"
RELEASE = BUILD / "release"
PROGRAM = RELEASE / "ui" / "spaceline"
TOOLS = RELEASE / "bench"
GRADIO = "6.31.0"
JAVASCRIPT = "@gradio/client@2.7.0"

sys.path.insert(0, str(HERE.parent / "real"))
import environment  # noqa: E402
import run as real  # noqa: E402


@dataclasses.dataclass
class Sample:
    wall: float  # milliseconds
    first: float  # milliseconds to the first text
    cpu: float  # milliseconds
    rss: float  # MiB


class Results:
    """What was found, and whether it is within the budgets."""

    def __init__(self):
        self.over = 0

    def line(self, what, measured, budget, good):
        self.over += not good
        print(f"  {what:<58} {measured:>22}   budget {budget:<30} {'ok' if good else 'over'}", flush=True)

    def ratio(self, what, ours, theirs, limit, name):
        value = min(ours) / min(theirs)
        self.line(what, f"{value:.2f} x", f"{limit:.2f} x {name}", value <= limit)

    def most(self, what, ours, limit, unit):
        value = min(ours)
        self.line(what, f"{value:.1f} {unit}", f"{limit} {unit}", value <= limit)


def spread(values, digits=0):
    return f"{min(values):.{digits}f}/{statistics.median(values):.{digits}f}"


def surroundings(home, **more):
    """A new user's, without a session bus, so that no keyring or portal of this machine takes part."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return dict(kept, HOME=home, XDG_RUNTIME_DIR=home, LANG="C.UTF-8", DBUS_SESSION_BUS_ADDRESS="disabled:", NO_PROXY="127.0.0.1",
                no_proxy="127.0.0.1", GRADIO_ANALYTICS_ENABLED="False", HF_HUB_OFFLINE="1", **more)


# Windows

def memory(pid):
    """Proportional set size of a process and its children, MiB."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    total = 0
    for member in family:
        with contextlib.suppress(OSError):
            for line in pathlib.Path(f"/proc/{member}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


@contextlib.contextmanager
def display():
    """An X server of our own, without a window manager; its name."""
    server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp",
                               "-noreset"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        number = server.stdout.readline().strip()
        if not number:
            sys.exit("bench: Xvfb does not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def window(command, environment_, settle):
    """Milliseconds to the first window and MiB of memory `settle` seconds later."""
    probe = subprocess.Popen([TOOLS / "firstwindow", "--", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, text=True, env=environment_)
    found = json.loads(probe.stdout.readline())
    if found["mapped"] < 0:
        probe.communicate()
        sys.exit(f"bench: no window of {command[0]}")
    time.sleep(settle)
    used = memory(found["pid"])
    probe.communicate()
    return found["mapped"] * 1000, used


def measure_windows(rounds, results):
    print("\nWindow: exec to the first mapped window, ms; memory (PSS) 3 s later, MiB")
    programs = {"empty Qt window": [TOOLS / "emptywindow"], "spaceline --demo": [PROGRAM, "--demo"], "spaceline": [PROGRAM]}
    found = {name: [] for name in programs}
    with display() as name, contextlib.ExitStack() as homes:
        for label, command in programs.items():
            home = homes.enter_context(tempfile.TemporaryDirectory(prefix="spaceline-bench-"))
            found[label] = (command, surroundings(home, DISPLAY=name), [])
        for number in range(rounds + 1):
            for label, (command, around, samples) in found.items():
                sample = window(command, around, 3 if number else 1)
                if number:  # the first round fills the caches
                    samples.append(sample)
    times = {label: [sample[0] for sample in samples] for label, (_, _, samples) in found.items()}
    sizes = {label: [sample[1] for sample in samples] for label, (_, _, samples) in found.items()}
    for label in programs:
        print(f"  {label:<20} mapped {spread(times[label])}   memory {spread(sizes[label], 1)}")
    floor = times["empty Qt window"]
    results.ratio("first window, new conversation", times["spaceline"], floor, 1.5, "the empty window")
    results.ratio("first window, demo conversation", times["spaceline --demo"], floor, 1.5, "the empty window")
    results.most("memory, a conversation open", sizes["spaceline --demo"], 42, "MiB")


# Questions

def once(command, environment_, words):
    """One run of a client under the launcher. `words` in its output, where it prints a text."""
    with tempfile.NamedTemporaryFile(prefix="spaceline-bench-") as out:
        done = subprocess.run([TOOLS / "launcher", "-t", "120", "-m", MARK, "-o", out.name, "--", *command], env=environment_,
                              stdout=subprocess.PIPE, text=True, check=True)
        told = json.loads(done.stdout)
        printed = len(out.read().split())
    if told["status"] or told["mark"] < 0 or (words and printed != words):
        sys.exit(f"bench: {' '.join(map(str, command))} failed: {told}, {printed} words")
    return Sample(told["exit"] * 1000, told["mark"] * 1000, told["cpu"] * 1000, told["rss_kb"] / 1024)


def in_turn(clients, rounds, home, words):
    """name -> samples. A client is (command, whether it prints the words)."""
    samples = {name: [] for name in clients}
    for number in range(rounds + 1):
        for name, (command, prints) in clients.items():
            sample = once(command, surroundings(home), words if prints else 0)
            if number:
                samples[name].append(sample)
    return samples


def of(samples, field):
    return [getattr(sample, field) for sample in samples]


def show(samples):
    for name, list_ in samples.items():
        print(f"  {name:<20} wall {spread(of(list_, 'wall'))}   first text {spread(of(list_, 'first'))}"
              f"   CPU {spread(of(list_, 'cpu'))}   peak memory {spread(of(list_, 'rss'), 1)}")


def javascript():
    """The folder that holds the JavaScript client, or None where there is no node."""
    folder = BUILD / "bench" / "js"
    if not shutil.which("node") or not shutil.which("npm"):
        print("  (no node and npm: the JavaScript client is not measured)")
        return None
    if not (folder / "node_modules" / "@gradio" / "client").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", "--cache", BUILD / "bench" / "npm-cache",
                        "--prefix", folder, JAVASCRIPT], check=True, stdout=subprocess.DEVNULL)
    return folder


def endpoint(url):
    """Prefix and fn_index of "/chat", as /config tells them."""
    with urllib.request.urlopen(f"{url}/config") as answer:
        config = json.load(answer)
    return config["api_prefix"], next(each["id"] for each in config["dependencies"] if each["api_name"] == "chat")


def clients_for(url, prompt, python, script_folder):
    prefix, function = endpoint(url)
    data = json.dumps([prompt, None])
    port = url.rpartition(":")[2]
    clients = {
        "spaceline ask": ([PROGRAM, "ask", "--quiet", "--space", url, prompt], True),
        "C drain": ([TOOLS / "drain", port, prefix, str(function), data], False),
        "Qt drain": ([TOOLS / "qnamdrain", url + prefix, str(function), data], False),
        "curl": ([HERE / "clients" / "ask.sh", url + prefix, prompt], False),
        "Python client": ([python, HERE / "clients" / "ask.py", url, prompt], True),
    }
    if script_folder:
        clients["JavaScript client"] = (["node", HERE / "clients" / "ask.mjs", script_folder, url, prompt], True)
    return clients


def without(clients, *names):
    return {name: client for name, client in clients.items() if name not in names}


def measure_ask(rounds, results):
    words = 300
    print(f"\nAsk: {words} words, one a message, from Gradio {GRADIO}; ms and MiB")
    python = environment.prepare(BUILD, GRADIO)
    script_folder = javascript()
    with real.Servers(python, [HERE / "space.py"]) as servers, tempfile.TemporaryDirectory(prefix="spaceline-bench-") as home:
        url = f"http://127.0.0.1:{servers.map['apps']['space']}"
        samples = in_turn(without(clients_for(url, f"words {words}", python, script_folder), "Qt drain"), rounds, home, words)
    show(samples)
    ours = samples["spaceline ask"]
    results.ratio("wall", of(ours, "wall"), of(samples["C drain"], "wall"), 1.3, "the C drain")
    results.ratio("CPU", of(ours, "cpu"), of(samples["Python client"], "cpu"), 0.10, "the Python client")
    results.ratio("first text", of(ours, "first"), of(samples["curl"], "first"), 1.5, "curl")
    results.most("peak memory", of(ours, "rss"), 24, "MiB")


@contextlib.contextmanager
def replay():
    server = subprocess.Popen([sys.executable, HERE / "replay.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.communicate()


def measure_replay(rounds, results):
    many = 20000
    print(f"\nReplay: {many} words at once from a server that nobody waits for; ms and MiB")
    python = environment.prepare(BUILD, GRADIO)
    script_folder = javascript()
    with replay() as url, tempfile.TemporaryDirectory(prefix="spaceline-bench-") as home:
        def measured(words):
            clients = clients_for(url, f"words {words}", python, script_folder)
            return in_turn(without(clients, "curl"), rounds, home, words)  # the replay has no /call

        few, all_ = measured(1), measured(many)
    show(all_)
    per_thousand = {name: [(cpu - min(of(few[name], "cpu"))) / (many / 1000) for cpu in of(all_[name], "cpu")] for name in all_}
    for name, values in per_thousand.items():
        print(f"  {name:<20} CPU per 1,000 words {spread(values, 1)}")
    ours = per_thousand["spaceline ask"]
    results.most("CPU per 1,000 words", ours, round(min(per_thousand["Qt drain"]) + 3, 1), "ms")
    results.most("peak memory", of(all_["spaceline ask"], "rss"), 24, "MiB")


# The conversation's view, which measures itself

def measure_history(_, results):
    print("\nHistory view, from within; no ratios, to be read beside the budgets")
    program = RELEASE / "tests" / "bench" / "historyview_bench"
    with tempfile.TemporaryDirectory(prefix="spaceline-bench-") as home:
        done = subprocess.run([program], env=surroundings(home, QT_QPA_PLATFORM="offscreen"), stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    for line in done.stdout.splitlines():
        print(f"  {line}")
    if done.returncode:
        results.line("history view", f"ended with {done.returncode}", "0", False)


GROUPS = {"window": measure_windows, "ask": measure_ask, "replay": measure_replay, "history": measure_history}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="measured runs of each program (default 7)")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    options = parser.parse_args()
    if unknown := set(options.groups) - set(GROUPS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(GROUPS)}")
    for needed in (PROGRAM, TOOLS / "launcher", TOOLS / "firstwindow", RELEASE / "tests" / "bench" / "historyview_bench"):
        if not needed.exists():
            sys.exit(f"bench: {needed} is missing; use ./dev bench")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, {options.rounds} rounds; minimum/median")
    results = Results()
    for name, measure in GROUPS.items():
        if not options.groups or name in options.groups:
            measure(options.rounds, results)
    print(f"\n{results.over} over budget" if results.over else "\nall within budget")
    sys.exit(1 if results.over else 0)


if __name__ == "__main__":
    main()
