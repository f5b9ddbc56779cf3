#!/usr/bin/env python3
"""Fails where an include in app/ or ui/ points against the program's layers.

    check_arrows.py ROOT [--qt QTGUI_FOLDER]...     the tree
    check_arrows.py --self-test                     planted mistakes must be found, clean code must pass

Who may know whom:

    base <- net <- gradio, hub, account                      siblings do not know each other
    base <- markdown, store, settings, demo
    all of these <- chat <- cli, ui
    in ui: widgets <- history; widgets <- the others, which may know each other

app/ includes no header of Qt Gui or Qt Widgets. --qt names the folders whose class headers are forbidden there.
"""
import re
import sys
import tempfile
from pathlib import Path

BELOW_CHAT = {"base", "net", "gradio", "hub", "account", "markdown", "store", "settings", "demo"}
APP = {
    "base": {"base"},
    "net": {"base", "net"},
    "gradio": {"base", "net", "gradio"},
    "hub": {"base", "net", "hub"},
    "account": {"base", "net", "account"},
    "markdown": {"base", "markdown"},
    "store": {"base", "store"},
    "settings": {"base", "settings"},
    "demo": {"base", "demo"},
    "chat": BELOW_CHAT | {"chat"},
    "cli": BELOW_CHAT | {"chat", "cli"},
}
UI_ALONE = {"widgets": {"widgets"}, "history": {"history", "widgets"}}  # the other folders of ui/ may know all of ui/
WINDOW_MODULES = ("QtGui", "QtWidgets", "QtSvg", "QtSvgWidgets", "QtPrintSupport", "QtOpenGL")
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.M)


def owner(root, side, folder, include):
    """The layer an include belongs to: (side, folder); None for what is not ours; a string for what is wrong with it."""
    if ".." in Path(include).parts:
        return "climbs out of its folder"
    if "/" not in include:
        here = root / side / folder / include
        return (side, folder) if here.exists() or include.endswith(".moc") else "is not in this folder"
    sides = [s for s in ("app", "ui") if (root / s / include).exists()]
    if len(sides) > 1:
        return "exists in app/ and in ui/"
    return (sides[0], include.split("/")[0]) if sides else "does not exist in app/ or ui/"


def mistake(side, folder, target):
    """Why (side, folder) may not know target; None where it may."""
    target_side, target_folder = target
    if side == "app":
        if target_side == "ui":
            return "app/ knows nothing of ui/"
        if folder not in APP:
            return f"app/{folder} has no place in the layers; add it to {Path(__file__).name}"
        if target_folder not in APP[folder]:
            return f"app/{folder} may not know app/{target_folder}"
    elif target_side == "ui" and folder in UI_ALONE and target_folder not in UI_ALONE[folder]:
        return f"ui/{folder} may not know ui/{target_folder}"
    return None


def check(root, window_headers=frozenset()):
    """All mistakes below root, as lines of text."""
    found = []
    for path in sorted(p for side in ("app", "ui") for p in (root / side).rglob("*") if p.suffix in (".h", ".cpp")):
        side, *folders, _ = path.relative_to(root).parts
        folder = folders[0] if folders else ""
        text = path.read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            ours, system = match.groups()
            where = f"{path.relative_to(root)}:{text.count(chr(10), 0, match.start(1 if ours else 2)) + 1}"
            if ours:
                target = owner(root, side, folder, ours)
                why = target if isinstance(target, str) else mistake(side, folder, target)
                if why:
                    found.append(f'{where}: "{ours}": {why}')
            elif side == "app" and (system in window_headers or system.split("/")[0] in WINDOW_MODULES):
                found.append(f"{where}: <{system}>: app/ includes no header of a window")
    return found


def self_test():
    clean = {
        "app/base/failure.h": "#pragma once\n#include <QString>\n",
        "app/net/http.h": '#include "base/failure.h"\n#include <QObject>\n',
        "app/gradio/call.cpp": '#include "net/http.h"\n#include "call.moc"\n',
        "app/hub/stage.h": '#include "net/http.h"\n',
        "app/store/store.h": '#include "base/failure.h"\n',
        "app/settings/settings.h": "",
        "app/demo/demo.h": '#include "base/failure.h"\n',
        "app/chat/chat.h": '#include "gradio/call.h"\n#include "store/store.h"\n#include "demo/demo.h"\n',
        "app/gradio/call.h": "",
        "app/cli/cli.cpp": '#include "chat/chat.h"\n',
        "ui/main.cpp": '#include "window/window.h"\n',
        "ui/window/window.h": '#include "history/view.h"\n#include <QWidget>\n',
        "ui/history/view.h": '#include "widgets/icon.h"\n#include "chat/chat.h"\n',
        "ui/widgets/icon.h": "#include <QIcon>\n",
        "ui/composer/composer.h": '#include "settings/settings.h"\n#include "window/window.h"\n',
    }
    planted = {
        "app/base/bad.h": '#include "net/http.h"',
        "app/net/bad.h": '#include "gradio/call.h"',
        "app/gradio/bad.h": '#include "hub/stage.h"',
        "app/hub/bad.cpp": '  #  include "gradio/call.h"',
        "app/store/bad.h": '#include "net/http.h"',
        "app/demo/bad.h": '#include "net/http.h"',
        "app/chat/bad.h": '#include "cli/cli.h"',
        "app/cli/bad.cpp": '#include "window/window.h"',
        "app/chat/bad.cpp": "#include <QWidget>",
        "app/net/bad.cpp": "#include <QtGui/QImage>",
        "app/extra/bad.h": '#include "base/failure.h"',
        "app/base/up.h": '#include "../net/http.h"',
        "app/base/missing.h": '#include "base/nothing.h"',
        "app/base/neighbour.h": '#include "http.h"',
        "ui/history/bad.h": '#include "window/window.h"',
        "ui/history/bad.cpp": '#include "composer/composer.h"',
        "ui/widgets/bad.h": '#include "history/view.h"',
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)

        def write(files):
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")

        write(clean | {"app/cli/cli.h": ""})
        assert check(root, {"QWidget", "QIcon"}) == [], check(root, {"QWidget", "QIcon"})
        for name, text in planted.items():
            write({name: "#pragma once\n" + text + "\n"})
            found = check(root, {"QWidget", "QIcon"})
            assert len(found) == 1 and found[0].startswith(f"{name}:2: "), (name, text, found)
            (root / name).unlink()
    print(f"{len(planted)} planted mistakes found")


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    root = Path(arguments[0])
    headers = {p.name for folder in arguments[1:] if folder != "--qt" for p in Path(folder).iterdir() if "." not in p.name}
    if len(arguments) > 1 and "QWidget" not in headers:
        return f"no class headers in {arguments[1:]}"
    found = check(root, headers)
    return "\n".join(found) if found else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
