#!/usr/bin/env python3
"""Fuzzes the decoders, each for a while, and fails where one breaks.

    run.py PROGRAM WORK_DIR [--seconds N] [--jobs N] [TARGET...]

The seeds are made from tests/data: what real servers sent, real configs, the Markdown corpus, and earlier findings. What is learned
stays in WORK_DIR/TARGET and is used by the next run. An input that breaks something is left in WORK_DIR/TARGET-broke; mend the
program and keep the input in tests/fuzz/findings/TARGET, where tst_fuzzfindings tries it for ever.
"""

import argparse
import concurrent.futures
import hashlib
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"
TARGETS = ("eventstream", "json", "patch", "reply", "streammessage", "address", "failure", "filename", "config", "markdown")
LONGEST = 4096
ADDRESSES = ("owner/name", "https://huggingface.co/spaces/owner/name/tree/main?x=1#y", "https://owner-name.hf.space/--replicas/abc12/",
             "127.0.0.1:7860", "http://[::1]:7860/sub/path/?__theme=dark", "demo:", "localhost", "https://user:word@host.example/a",
             "HTTPS://Example.COM:443", "münchen.example/ä", "https://abc123.gradio.live")


def bodies():
    """The bodies of what the captures hold."""
    for file in sorted((DATA / "captures").rglob("*.txt")):
        for part in re.split(rb"^--- .*$", file.read_bytes(), flags=re.M):
            body = part.strip().partition(b"\n\n")[2]
            if body:
                yield body


def seeds(target):
    streams = [body for body in bodies() if b"data:" in body]
    messages = [line[5:].strip() for body in streams for line in body.split(b"\n") if line.startswith(b"data:")]
    if target == "eventstream":
        return [bytes([size]) + body[:LONGEST] for size, body in enumerate(streams)]
    if target == "patch":
        return [b"\n".join(line[5:].strip() for line in body.split(b"\n") if line.startswith(b"data:"))[:LONGEST] for body in streams]
    if target in ("json", "streammessage", "reply"):
        values = [value for message in messages for value in re.findall(rb'"data":(\[.*\])', message)]
        return messages + values + [value[1:-1] for value in values]
    if target == "address":
        return [text.encode() for text in ADDRESSES]
    if target == "failure":
        return [text.encode() for text in re.findall(r'"([^"\n]{12,})"', (HERE.parent / "gradio" / "tst_failuretable.cpp").read_text())]
    if target == "filename":
        return [b"../../etc/passwd", b"C:\\x\\y.txt", "répondre 文件.tar.gz".encode(), b".hidden", b"a" * 300 + b".png"]
    if target == "config":
        return [file.read_bytes() for file in sorted((DATA / "configs").glob("*.json"))] + [body for body in bodies() if b'"dependencies"' in body]
    return [b"\x07" + file.read_bytes()[:LONGEST] for file in sorted((DATA / "markdown").rglob("*")) if file.is_file()]


def fuzz(program, work, target, seconds):
    corpus, broken = work / target, work / f"{target}-broke"
    corpus.mkdir(parents=True, exist_ok=True)
    broken.mkdir(exist_ok=True)
    found = HERE / "findings" / target
    for seed in seeds(target) + [file.read_bytes() for file in (sorted(found.iterdir()) if found.is_dir() else [])]:
        (corpus / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    longest = 65536 if target == "config" else LONGEST
    command = [program, corpus, f"-max_total_time={seconds}", f"-max_len={longest}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1",
               f"-artifact_prefix={broken}/", "-verbosity=1"]
    surroundings = {**os.environ, "SPACELINE_FUZZ_TARGET": target, "ASAN_OPTIONS": "detect_leaks=0", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    runs = re.search(r"stat::number_of_executed_units: (\d+)", done.stdout)
    return done.returncode, int(runs.group(1)) if runs else 0, done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("targets", nargs="*", default=TARGETS)
    arguments = parser.parse_args()
    program, work = arguments.program.resolve(), arguments.work.resolve()
    failed = False
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for target, (status, runs, said) in zip(arguments.targets, pool.map(lambda t: fuzz(program, work, t, arguments.seconds), arguments.targets)):
            broke = status != 0 or runs == 0
            failed |= broke
            print(f"{target:14} {runs:10} inputs  {'BROKE' if broke else 'held'}", flush=True)
            if broke:
                print("\n".join(said.splitlines()[-60:]))
    sys.exit(1 if failed else 0)


main()
