#!/usr/bin/env python3
"""Fails unless every translation has exactly the texts of the sources, all translated, with the same placeholders.

    check_translations.py ROOT --lupdate PROGRAM --work FOLDER    the tree; FOLDER gets copies that lupdate may change
    check_translations.py --self-test                             planted mistakes must be found

English (spaceline_en.ts) holds plurals only; every other language holds all texts.
"""
import argparse
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

ENGLISH = "spaceline_en.ts"


def messages(text):
    """((context, source, comment, is plural), translation element) of each message."""
    for context in ElementTree.fromstring(text).iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            key = (name, message.findtext("source"), message.findtext("comment") or "", message.get("numerus") == "yes")
            yield key, message.find("translation")


def placeholders(text):
    return Counter(re.findall(r"%(?:L?[1-9]\d?|L?n)", text))


def differs(source, form, forms):
    """A form for one number, as "one line", may do without its %n; the only form may not."""
    expected, found = placeholders(source), placeholders(form)
    if forms > 1 and "%n" not in found:
        expected.pop("%n", None)
    return expected != found


def problems(committed, fresh, is_english):
    """What is wrong in a translation's file \\p committed, where lupdate makes \\p fresh of it."""
    there = dict(messages(committed))
    wanted = {key for key, _ in messages(fresh)}
    found = [f"{key[0]}: not in the file, run update_translations: {key[1]!r}" for key in wanted - there.keys()]
    found += [f"{key[0]}: no longer in the sources, run update_translations: {key[1]!r}" for key in there.keys() - wanted]
    for (context, source, _, is_plural), translation in there.items():
        def say(what):
            found.append(f"{context}: {what}: {source!r}")

        if translation.get("type"):
            say(translation.get("type"))
        forms = [form.text or "" for form in translation.iter("numerusform")] if is_plural else [translation.text or ""]
        if not forms or not all(form.strip() for form in forms):
            say("has an empty translation")
        elif any(differs(source, form, len(forms)) for form in forms):
            say("other placeholders")
        if "(s)" in source and not is_plural:
            say("a plural without %n")
        if is_english and any("(s)" in form for form in forms):
            say("“(s)” is not English")
    return sorted(found)


def check(root, lupdate, work):
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    sources = [root / "app", root / "ui", "-I", root / "app", "-I", root / "ui"]
    build = (root / "translations/CMakeLists.txt").read_text(encoding="utf-8")
    found = []
    files = sorted((root / "translations").glob("*.ts"))
    if not any(file.name == ENGLISH for file in files):
        found.append(f"{ENGLISH} is missing")
    for file in files:
        if file.name not in build:
            found.append(f"{file.name}: not in CMakeLists.txt")
        copy = Path(shutil.copy(file, work))
        is_english = file.name == ENGLISH
        options = ["-no-obsolete", "-locations", "none", *(["-pluralonly"] if is_english else [])]
        subprocess.run([lupdate, *sources, *options, "-ts", copy], check=True, stdout=subprocess.DEVNULL)
        fresh = copy.read_text(encoding="utf-8")
        found += [f"{file.name}: {problem}" for problem in problems(file.read_text(encoding="utf-8"), fresh, is_english)]
    return found


def self_test():
    def file(*entries):
        return f"<TS><context><name>Box</name>{''.join(entries)}</context></TS>"

    def entry(source, translation, attributes=""):
        return f"<message><source>{source}</source><translation{attributes}>{translation}</translation></message>"

    def plural(source, *forms, attributes=""):
        inner = "".join(f"<numerusform>{form}</numerusform>" for form in forms)
        return entry(source, inner, attributes).replace("<message>", '<message numerus="yes">')

    good = [entry("Wait %1", "%1 warten"), plural("%n line(s) of %1", "%1: eine Zeile", "%1: %n Zeilen")]
    unfinished = ' type="unfinished"'
    mistakes = {
        "outdated": [good[1]],
        "not in the sources": [*good, entry("Gone", "Fort")],
        "unfinished": [entry("Wait %1", "%1 warten", unfinished), good[1]],
        "obsolete": [entry("Wait %1", "%1 warten", ' type="vanished"'), good[1]],
        "empty": [entry("Wait %1", ""), good[1]],
        "empty form": [good[0], plural("%n line(s) of %1", "%1: eine Zeile", "")],
        "placeholder lost": [entry("Wait %1", "warten"), good[1]],
        "placeholder changed": [entry("Wait %1", "%L1 warten"), good[1]],
        "placeholder twice": [entry("Wait %1", "%1 %1 warten"), good[1]],
        "number lost": [good[0], plural("%n line(s) of %1", "%1: Zeilen")],
        "placeholder lost in a form": [good[0], plural("%n line(s) of %1", "%1: eine Zeile", "%n Zeilen")],
    }
    failed = []
    if problems(file(*good), file(*good), False):
        failed.append("a good file is refused")
    for name, entries in mistakes.items():
        if not problems(file(*entries), file(*good), False):
            failed.append(f"not found: {name}")
    careless = [entry("%1 line(s)", "%1 Zeilen")]
    if not problems(file(*careless), file(*careless), False):
        failed.append("not found: (s) without a plural")
    lazy = [plural("%n line(s)", "%n line", "%n line(s)")]
    if not problems(file(*lazy), file(*lazy), True):
        failed.append("not found: (s) in English")
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path)
    parser.add_argument("--lupdate")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    found = self_test() if arguments.self_test else check(arguments.root, arguments.lupdate, arguments.work)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
