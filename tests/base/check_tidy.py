#!/usr/bin/env python3
"""clang-tidy over the program's sources, the newest changes first.

    check_tidy.py SOURCE_DIR BUILD_DIR [--jobs N] [--until SECONDS_SINCE_EPOCH]

BUILD_DIR holds a compile_commands.json of GCC; a copy that clang can read is made in SOURCE_DIR/build/tidy. Ends with 1 where a file
has a finding. From `--until` on no further file is begun, and those that were left out are named: an old file that was clean when it
changed last can wait for a faster machine, a new one cannot, so the order is that of the last commits.
"""

import argparse
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import time

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def readable_by_clang(source, build):
    """The folder with compile commands that clang understands: it cannot read GCC's precompiled headers, but a copy of their
    source beside them includes the same files."""
    for header in build.rglob("cmake_pch.hxx"):
        (header.parent / "cmake_tidy.hxx").write_bytes(header.read_bytes())
    commands = (build / "compile_commands.json").read_text()
    for gcc, clang in (("cmake_pch.hxx ", "cmake_tidy.hxx "), (" -Winvalid-pch ", " "), (" -Wno-stringop-overread ", " ")):
        commands = commands.replace(gcc, clang)
    folder = source / "build" / "tidy"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compile_commands.json").write_text(commands)
    return folder


def newest_first(source, commands):
    """The files of app/ and ui/ that are compiled."""
    compiled = {pathlib.Path(entry["file"]) for entry in json.loads((commands / "compile_commands.json").read_text())}
    wanted = {file for file in compiled if any(file.is_relative_to(source / folder) for folder in ("app", "ui"))}
    log = subprocess.run(["git", "-C", source, "log", "--format=", "--name-only", "--", "app", "ui"], stdout=subprocess.PIPE, text=True)
    changed = [source / name for name in dict.fromkeys(log.stdout.split())]
    ordered = [file for file in changed if file in wanted]
    return ordered + sorted(wanted - set(ordered))


def findings(commands, file, until):
    """What clang-tidy says of a file, empty where it is clean; None where there was no time for it."""
    if until and time.time() >= until:
        return None
    done = subprocess.run(["clang-tidy", "-quiet", "-p", commands, file], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")
    return COLOURS.sub("", done.stdout + done.stderr) if done.returncode else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--until", type=float, default=0)
    arguments = parser.parse_args()
    source = arguments.source.resolve()
    commands = readable_by_clang(source, arguments.build.resolve())
    files = newest_first(source, commands)
    if not files:
        sys.exit("check_tidy: no file of app/ or ui/ is compiled there")
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        said = list(pool.map(lambda file: findings(commands, file, arguments.until), files))
    left_out = [file for file, text in zip(files, said) if text is None]
    faulty = [text for text in said if text]
    for text in faulty:
        print(text)
    print(f"check_tidy: {len(files) - len(left_out)} of {len(files)} files looked at, {len(faulty)} with findings")
    for file in left_out:
        print(f"check_tidy: left out, there was no time: {file.relative_to(source)}")
    sys.exit(1 if faulty else 0)


main()
