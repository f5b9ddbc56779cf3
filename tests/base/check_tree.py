#!/usr/bin/env python3
"""Fails where a file of the tree holds what belongs to one machine, or work that was put off.

    check_tree.py ROOT          the files that git knows; without git, all but build folders
    check_tree.py --self-test   planted strings must be found, ordinary text must pass
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def split(*parts):
    """Keeps this file from matching itself."""
    return "".join(parts)


HOSTS = [split("pypi.", "org"), split("pythonhosted.", "org"), split("registry.npmjs.", "org"), split("deb.", "debian.org"),
         split("security.", "debian.org"), split("archive.", "ubuntu.com"), split("crates.", "io"), split("proxy.golang.", "org"),
         split("rubygems.", "org")]
RULES = [
    # A route of a server may be called /root/: there a method or a host stands before it.
    ("a path of one machine", re.compile(r"(?<![\w.:-])(?:" + split("/wo", "rk/") + "|" + split("/tmp/", "wt") + r"\b)")),
    ("a path of one machine", re.compile(r"(?<![\w.:-])(?<!GET )(?<!POST )" + split("/ro", r"ot/(?:[.]|work|src|build|project)"))),
    ("a path of one machine", re.compile(split("/ho", r"me/(?!visitor\b|user\b|me\b)[a-z]\w*/"))),
    ("a package registry's host", re.compile("|".join(re.escape(host) for host in HOSTS))),
    ("work that was put off", re.compile(r"\b(?:" + split("TO", "DO") + "|" + split("FIX", "ME") + "|" + split("XX", "X") + r")\b")),
]
# Captures are what servers really sent, and hold what they hold, except for what tells of our machines.
CAPTURES = "tests/data/"
SKIP = {"LICENSE"}


def names(root):
    git = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                         capture_output=True, check=False)
    top = subprocess.run(["git", "-C", str(root), "rev-parse", "--show-toplevel"], capture_output=True, check=False)
    # A tree unpacked inside another checkout is not that checkout.
    if git.returncode == 0 and Path(top.stdout.decode().strip()).resolve() == root.resolve():
        return sorted({name for name in git.stdout.decode().split("\0") if name and (root / name).is_file()})
    built = ("build", "build-", ".git", ".cache", "obj-", "debian")
    return sorted(str(p.relative_to(root)) for p in root.rglob("*")
                  if p.is_file() and not p.relative_to(root).parts[0].startswith(built) and "__pycache__" not in p.parts)


def check(root):
    found = []
    for name in names(root):
        if name in SKIP:
            continue
        try:
            text = (root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, or a capture that is not text
        for what, pattern in RULES:
            if name.startswith(CAPTURES) and not what.startswith("a path"):
                continue
            for match in pattern.finditer(text):
                found.append(f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {what}: {match[0]}")
    return found


def self_test():
    planted = [split("cd /wo", "rk/main"), split("'/tmp/", "wt/x'"), split("source /ro", "ot/.profile"),
               split("url = https://pypi.", "org/simple"), split("registry.npmjs.", "org"), split("// TO", "DO: later"),
               split("# FIX", "ME"), split("/ho", "me/somebody/src")]
    ordinary = ["a network/worker", split("GET /ro", "ot/config"), split("http://internal:7860/ro", "ot/queue"), "todo list", "/tmp/gradio/x.png",
                "https://huggingface.co/spaces", split("/ho", "me/visitor/.cache")]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        file = root / "app" / "file.cpp"
        file.parent.mkdir()
        for text in planted:
            file.write_text(f"first\n{text}\n", encoding="utf-8")
            found = check(root)
            assert len(found) == 1 and found[0].startswith("app/file.cpp:2: "), (text, found)
        file.write_text("\n".join(ordinary), encoding="utf-8")
        assert check(root) == [], check(root)
        (root / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
        assert check(root) == []


if __name__ == "__main__":
    sys.exit(self_test() if sys.argv[1] == "--self-test" else "\n".join(check(Path(sys.argv[1]))) or None)
