#!/usr/bin/env python3
"""Python environments with a real Gradio in them, one for each version, inside a build folder.

    environment.py BUILD_DIR VERSION...

makes BUILD_DIR/gradio/VERSION for each VERSION that has a file in requirements/, all side by side. An environment that is
there is used again as long as its requirements and its Python are the same.
"""

import concurrent.futures
import fcntl
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements"


class NotPrepared(Exception):
    """An environment cannot be made; the text says why."""


def _run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-25:])
        raise NotPrepared(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{tail}")


def prepare(build_dir, version):
    """The Python of the environment with Gradio `version`, made first where it is missing or out of date."""
    pins = REQUIREMENTS / f"{version}.txt"
    if not pins.is_file():
        raise NotPrepared(f"no requirements for Gradio {version}; there are: "
                                + ", ".join(sorted(p.stem for p in REQUIREMENTS.glob('*.txt'))))
    root = pathlib.Path(build_dir).resolve() / "gradio"
    root.mkdir(parents=True, exist_ok=True)
    folder = root / version
    python = folder / "bin" / "python"
    stamp = folder / "made-from.txt"
    wanted = "Python {}.{}\n{}".format(*sys.version_info[:2], pins.read_text())
    # Tests of the same version may start at the same time.
    with open(root / f"{version}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.is_file() and stamp.read_text() == wanted and python.exists():
            return python
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", folder])
        _run([python, "-m", "pip", "install", "--quiet", "--no-cache-dir", "--disable-pip-version-check", "-r", pins])
        _run([python, "-c", "import gradio"])
        stamp.write_text(wanted)
    return python


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    build_dir, *versions = arguments

    def one(version):
        try:
            return f"Gradio {version}: {prepare(build_dir, version)}", True
        except NotPrepared as problem:
            return f"Gradio {version} cannot be installed: {problem}", False

    # Two at a time: more would only wait for the same processor and line.
    with concurrent.futures.ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        results = list(pool.map(one, versions))
    for text, _ in results:
        print(text)
    sys.exit(0 if all(good for _, good in results) else 1)


if __name__ == "__main__":
    main(sys.argv[1:])
