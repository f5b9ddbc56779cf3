#!/usr/bin/env python3
"""Fails unless project(), CHANGELOG, metainfo and debian/changelog name the same newest version, and the last three the same day.

    check_versions.py ROOT          the tree
    check_versions.py --self-test   each of the four, changed alone, must be found
"""
import re
import sys
import tempfile
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree

CMAKE = "CMakeLists.txt"
CHANGELOG = "CHANGELOG.md"
METAINFO = "packaging/linux/io.github.spaceline.Spaceline.metainfo.xml"
DEBIAN = "packaging/linux/debian/changelog"


def newest(root):
    """The newest (version, day) that each file names; the day is None where the file has none."""
    text = {name: (root / name).read_text(encoding="utf-8") for name in (CMAKE, CHANGELOG, METAINFO, DEBIAN)}
    project = re.search(r"project\(spaceline\s+VERSION ([0-9.]+)", text[CMAKE])
    heading = re.search(r"^## \[([0-9][^\]]*)\] - (\d{4}-\d\d-\d\d)$", text[CHANGELOG], re.M)
    release = ElementTree.fromstring(text[METAINFO].encode()).find("./releases/release")
    entry = re.search(r"\Aspaceline \(([^)]+)\).*?^ -- .*?>  ([^\n]+)$", text[DEBIAN], re.M | re.S)
    return {
        CMAKE: (project[1], None),
        CHANGELOG: (heading[1], heading[2]),
        METAINFO: (release.get("version"), release.get("date")),
        DEBIAN: (entry[1], parsedate_to_datetime(entry[2]).date().isoformat()),
    }


def check(root):
    found = newest(root)
    versions = {version for version, _ in found.values()}
    days = {day for _, day in found.values() if day}
    if len(versions) == 1 and len(days) == 1:
        return None
    return "\n".join(f"{name}: {version} {day or ''}" for name, (version, day) in found.items())


def self_test():
    good = {
        CMAKE: "cmake_minimum_required(VERSION 3.25)\nproject(spaceline\n    VERSION 1.2.0\n)",
        CHANGELOG: "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2030-01-02\n\n## [1.1.0] - 2029-01-01\n",
        METAINFO: '<component><releases><release version="1.2.0" date="2030-01-02"/><release version="1.1.0" date="2029-01-01"/>'
        "</releases></component>",
        DEBIAN: "spaceline (1.2.0) unstable; urgency=medium\n\n  * New.\n\n -- A B <a@b.example>  Wed, 02 Jan 2030 10:00:00 +0000\n",
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)

        def write(files):
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")

        write(good)
        assert check(root) is None, check(root)
        for name in good:
            write(good | {name: good[name].replace("1.2.0", "1.3.0")})
            assert check(root), f"another version in {name} was not found"
        for name in (CHANGELOG, METAINFO, DEBIAN):
            write(good | {name: good[name].replace("2030-01-02", "2030-01-03").replace("02 Jan", "03 Jan")})
            assert check(root), f"another day in {name} was not found"


if __name__ == "__main__":
    sys.exit(self_test() if sys.argv[1] == "--self-test" else check(Path(sys.argv[1])))
