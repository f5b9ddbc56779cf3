"""A desktop of its own for one program, and hands to use it with.

    with Desk() as desk:
        program = desk.start(["build/dev/ui/spaceline", "--demo"])
        program.find("Message").click()
        desk.type("hello\n")

The desk has its own X server, window manager, D-Bus session, accessibility bus, home and, if wanted, an unlocked keychain, and
ends all of them. Controls are found by their accessible names, as a screen reader finds them, and are used with the mouse and
the keyboard. Everything that waits does so for a limited time and says what it waited for. One Desk a process, because
libatspi connects only once. Needs xvfb, openbox, dbus, at-spi2-core, gir1.2-atspi-2.0, python3-gi, xdotool, scrot, and
gnome-keyring for the keychain.
"""

import contextlib
import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile
import time

PATIENCE = 20  # seconds, for anything that takes no time on an idle machine

# No services are started by name: what is not started here is not there.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""
# What the surroundings may say to the program; everything else would make a test depend on who runs it.
_KEPT = ("PATH", "USER", "LOGNAME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LD_LIBRARY_PATH")

Atspi = None  # imported once there is a session for it
GLib = None


def wait(predicate, what, seconds=PATIENCE):
    """The first true value of `predicate`; TimeoutError naming `what` where none comes."""
    end = time.monotonic() + seconds
    while True:
        value = predicate()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.03)


class Desk:
    """The desktop, as a context."""

    def __init__(self, size="1400x900", keychain=True):
        self._size = size
        self._has_keychain = keychain
        self._processes = []
        self.scratch = None
        self._address = None
        self.display = None

    def __enter__(self):
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="desk-"))
        try:
            self._set_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self._processes):
            self.end(process)
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _set_up(self):
        runtime = self.scratch / "run"
        runtime.mkdir(mode=0o700)
        configuration = self.scratch / "bus.conf"
        configuration.write_text(_BUS.format(folder=runtime))

        reads, writes = os.pipe()
        self.spawn(["Xvfb", "-displayfd", str(writes), "-screen", "0", f"{self._size}x24", "-nolisten", "tcp", "-noreset"],
                   pass_fds=[writes])
        os.close(writes)
        self.display = ":" + self._line(reads, "the X server")
        reads, writes = os.pipe()
        self.spawn(["dbus-daemon", f"--config-file={configuration}", "--nofork", f"--print-address={writes}"],
                   pass_fds=[writes])
        os.close(writes)
        self._address = self._line(reads, "the D-Bus session")

        # What is started below, and libatspi in this process, belong to this desk too.
        for name in [name for name in os.environ if name not in _KEPT]:
            if name.startswith(("XDG_", "DBUS_", "AT_SPI", "GNOME_", "KDE_", "QT_", "GTK_", "WAYLAND_", "DISPLAY", "LC_", "LANG")):
                del os.environ[name]
        os.environ.update(self.surroundings(self.home("desk")))
        self.spawn(["openbox"])
        self.spawn([self._launcher(), "--launch-immediately"])
        self._await_service("org.a11y.Bus")
        if self._has_keychain:
            keyring = self.spawn(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                                 stdin=subprocess.PIPE)
            keyring.stdin.write(b"a password")
            keyring.stdin.close()
            self._await_service("org.freedesktop.secrets")
        self._connect()

    def _connect(self):
        global Atspi, GLib
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi as atspi, GLib as glib
        Atspi, GLib = atspi, glib
        Atspi.init()
        Atspi.set_timeout(5000, 15000)
        # Without a main loop a cache would never hear of changes.
        Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)

    @staticmethod
    def _launcher():
        for folder in ("/usr/libexec", "/usr/lib/at-spi2-core", "/usr/lib"):
            if os.path.exists(f"{folder}/at-spi-bus-launcher"):
                return f"{folder}/at-spi-bus-launcher"
        raise FileNotFoundError("at-spi-bus-launcher: is at-spi2-core installed?")

    def _line(self, descriptor, who):
        text = b""
        with os.fdopen(descriptor, "rb", 0) as pipe:
            while not text.endswith(b"\n"):
                if not select.select([pipe], [], [], PATIENCE)[0]:
                    raise TimeoutError(f"{who} does not start")
                piece = pipe.read(256)
                if not piece:
                    raise RuntimeError(f"{who} ended while starting")
                text += piece
        return text.decode().strip()

    def _await_service(self, name):
        question = ["dbus-send", f"--bus={self._address}", "--print-reply=literal", "--dest=org.freedesktop.DBus",
                    "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", f"string:{name}"]
        wait(lambda: "true" in subprocess.run(question, capture_output=True, text=True).stdout, name)

    def spawn(self, command, **options):
        """Starts a process that ends with the desk."""
        options.setdefault("stdout", subprocess.DEVNULL)
        options.setdefault("stderr", subprocess.DEVNULL)
        process = subprocess.Popen(command, start_new_session=True, **options)
        self._processes.append(process)
        return process

    def end(self, process):
        """Ends a process that spawn() started, and what it started itself."""
        for signum in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, signum)
            except ProcessLookupError:
                pass
            try:
                process.wait(5)
                break
            except subprocess.TimeoutExpired:
                continue
        if process in self._processes:
            self._processes.remove(process)

    def home(self, name):
        """The private home called `name`; made where it is not there yet."""
        folder = self.scratch / name
        folder.mkdir(exist_ok=True)
        return folder

    def surroundings(self, home, **more):
        """The environment of a program that lives in `home`."""
        told = {name: os.environ[name] for name in _KEPT if name in os.environ}
        told.update(HOME=str(home), XDG_DATA_HOME=f"{home}/data", XDG_CONFIG_HOME=f"{home}/config",
                    XDG_CACHE_HOME=f"{home}/cache", XDG_STATE_HOME=f"{home}/state",
                    XDG_RUNTIME_DIR=str(self.scratch / "run"), DISPLAY=self.display, DBUS_SESSION_BUS_ADDRESS=self._address,
                    LC_ALL="C.UTF-8", QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", NO_PROXY="127.0.0.1")
        told.update(more)
        return told

    def start(self, command, home=None, **more):
        """Starts a program and waits for its first window. `more` joins its environment."""
        home = home or self.home("home")
        log = home / "log.txt"
        with open(log, "ab") as output:
            process = self.spawn(command, env=self.surroundings(home, **more), stdin=subprocess.DEVNULL, stdout=output,
                                 stderr=output)
        program = Program(self, process, log)
        program.await_window()
        return program

    def _xdotool(self, *arguments):
        subprocess.run(["xdotool", *map(str, arguments)], check=True, env=dict(os.environ, DISPLAY=self.display),
                       timeout=PATIENCE * 3)

    def type(self, text):
        """Types `text` where the focus is; a line break is Enter."""
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if number:
                self.key("Return")
            if line:
                self._xdotool("type", "--delay", "6", "--", line)

    def key(self, *names):
        """Presses keys by their X names, such as Return or ctrl+n."""
        self._xdotool("key", *names)

    def click_at(self, x, y, button=1):
        self._xdotool("mousemove", "--sync", x, y, "click", button)

    def resize(self, width, height):
        """Gives the active window a new size."""
        self._xdotool("getactivewindow", "windowsize", "--sync", width, height)

    def screenshot(self, path):
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["scrot", "-o", path], check=True, timeout=PATIENCE)


class Program:
    """A program on the desk, and its windows."""

    def __init__(self, desk, process, log):
        self.desk = desk
        self.process = process
        self.pid = process.pid
        self._log = log

    def log(self):
        """What it has written to standard output and standard error."""
        return self._log.read_text(errors="replace")

    def _root(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"the program ended with {self.process.returncode}\n{self.log()}")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            try:
                application = desktop.get_child_at_index(index)
                if application and application.get_process_id() == self.pid:
                    application.set_cache_mask(Atspi.Cache.NONE)
                    return application
            except GLib.Error:
                continue  # it is just ending
        return None

    def await_window(self):
        def has_window():
            root = self._root()
            return root and root.get_child_count() > 0
        wait(has_window, "the program's window", 40)

    def windows(self):
        """Its windows and dialogs, those that are shown."""
        root = self._root()
        return [window for window in Control(self, root).children() if window.is_showing] if root else []

    def controls(self):
        """All controls, shown or not; the insides of messages are left out."""
        root = self._root()
        pending = [Control(self, root)] if root else []
        while pending:
            control = pending.pop()
            yield control
            try:
                if control.role != "text" and not control.is_message:
                    pending.extend(reversed(control.children()))
            except GLib.Error:
                continue

    def seek(self, name, role=None):
        """The shown control called `name`, or None."""
        for control in self.controls():
            try:
                if control.name == name and (role is None or control.role == role) and control.is_showing:
                    return control
            except GLib.Error:
                continue  # it went away while we looked
        return None

    def find(self, name, role=None, seconds=PATIENCE):
        """The shown control called `name`; waits for it."""
        return wait(lambda: self.seek(name, role), f"a control called {name!r}", seconds)

    def await_gone(self, name, seconds=PATIENCE):
        wait(lambda: not self.seek(name), f"the end of {name!r}", seconds)

    def kill(self):
        """As when the power fails."""
        self.process.kill()
        self.process.wait()
        self.desk.end(self.process)

    def quit(self):
        """Ctrl+Q, as a person does; the exit status."""
        self.desk.key("ctrl+q")
        status = self.process.wait(PATIENCE)
        self.desk.end(self.process)
        return status


class Control:
    """One accessible object. Everything is asked anew each time."""

    def __init__(self, program, node):
        self._program = program
        self._node = node

    @property
    def name(self):
        return self._node.get_name() or ""

    @property
    def description(self):
        return self._node.get_description() or ""

    @property
    def role(self):
        return self._node.get_role_name()

    @property
    def is_message(self):
        return self.role == "list item" and self.name in ("You", "Reply")

    def children(self):
        nodes = (self._node.get_child_at_index(index) for index in range(self._node.get_child_count()))
        return [Control(self._program, node) for node in nodes if node]

    def child(self, name):
        """The child called `name`, or None."""
        return next((child for child in self.children() if child.name == name), None)

    def last(self):
        count = self._node.get_child_count()
        return Control(self._program, self._node.get_child_at_index(count - 1)) if count else None

    def _has(self, state):
        return self._node.get_state_set().contains(state)

    @property
    def is_showing(self):
        return self._has(Atspi.StateType.SHOWING)

    @property
    def is_enabled(self):
        return self._has(Atspi.StateType.ENABLED)

    @property
    def is_focused(self):
        return self._has(Atspi.StateType.FOCUSED)

    @property
    def text(self):
        """What its text interface says; None where it has none."""
        return Atspi.Text.get_text(self._node, 0, -1) if "Text" in self._node.get_interfaces() else None

    @property
    def box(self):
        """x, y, width, height on the screen."""
        box = Atspi.Component.get_extents(self._node, Atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    def click(self, button=1):
        """Clicks its middle with the mouse."""
        wait(lambda: self.box[2] > 0 and self.box[3] > 0, f"the place of {self.name!r}")
        x, y, width, height = self.box
        self._program.desk.click_at(x + width // 2, y + height // 2, button)

    def insert(self, text):
        """Puts `text` at its end at once, as an input method does: not every character has a key."""
        units = len(text.encode("utf-16-le")) // 2  # Qt counts neither bytes nor characters
        Atspi.EditableText.insert_text(self._node, len(self.text), text, units)

    def fill(self, text):
        """Replaces what is typed in it. On a busy machine a key can come twice, or before the box has the focus: like a person this
        looks at what stands there, and does it again."""
        for _ in range(3):
            self.click()
            wait(lambda: self.is_focused, f"the focus in {self.name!r}")
            self._program.desk.key("ctrl+a", "Delete")
            self._program.desk.type(text)
            if self.role == "password text":
                return
            with contextlib.suppress(TimeoutError):
                wait(lambda: self.text == text, f"{text!r} in {self.name!r}", 3)
                return
        raise AssertionError(f"{self.name!r} holds {self.text!r} and not {text!r}")
