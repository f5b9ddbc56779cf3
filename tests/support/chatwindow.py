"""Spaceline's window on a desk: what a person reads in it and does with it, in words of chatting."""

import sqlite3

from desk import wait

# Qt and its helpers speak up when something is used wrongly.
COMPLAINTS = ("QObject::", "QPainter::", "QLayout::", "QWidget::", "QFont::", "QSql", "qt.", "ASSERT", "ERROR:", "runtime error:")


class ChatWindow:
    """The program in one home. A second one with the same home is the next start."""

    def __init__(self, desk, spaceline, *arguments, home=None, **surroundings):
        self.desk = desk
        self.home = home or desk.home("home")
        self.program = desk.start([spaceline, *arguments], self.home, **surroundings)

    # What it shows

    @property
    def state(self):
        """The words in the header's chip."""
        return self.program.find("Connection state").description

    @property
    def reply_status(self):
        return next(control.name for control in self.program.controls() if control.role == "notification")

    def _items(self):
        return [child for child in self.program.find("Conversation").children() if child.is_message]

    def messages(self):
        """(author, text) of every message of the conversation that is shown, also of those out of sight."""
        return [(item.name, item.text) for item in self._items()]

    @property
    def reply(self):
        """The text of the last reply; empty where there is none."""
        items = self._items()
        return items[-1].text if items and items[-1].name == "Reply" else ""

    @property
    def draft(self):
        return self.program.find("Message").text

    @property
    def conversations(self):
        """The rows of the list at the side, in their order."""
        return [row.name for row in self._rows()]

    def _rows(self):
        return [child for child in self.program.find("Conversations").children() if child.role == "list item"]

    def log_complaints(self):
        return [line for line in self.program.log().splitlines() if any(word in line for word in COMPLAINTS)]

    # What is done with it

    def connect(self, address):
        self.program.find("Space address").fill(address)
        self.program.find("Connect").click()
        self.await_ready()

    def await_ready(self):
        wait(lambda: self.state.startswith("Ready"), "a connection that is ready")

    def write(self, text):
        """Types in the composer without sending."""
        box = self.program.find("Message")
        if not box.is_focused:
            box.click()
        if text.isascii():
            self.desk.type(text)
        else:
            box.insert(text)

    def send(self, prompt):
        """Sends with Enter, and waits until the prompt stands in the conversation."""
        before = len(self._items())
        self.write(prompt)
        self.desk.key("Return")
        wait(lambda: len(self._items()) == before + 2, f"the prompt {prompt!r} in the conversation")

    def ask(self, prompt, answer):
        """Sends, and waits for a reply that ends in `answer`."""
        self.send(prompt)
        self.await_reply(lambda text: text.endswith(answer), f"the reply {answer!r} to {prompt!r}")

    def await_reply(self, accepts, what, seconds=30):
        try:
            return wait(lambda: accepts(self.reply), what, seconds)
        except TimeoutError as problem:
            raise TimeoutError(f"{problem}; there is {self.reply!r}") from None

    def await_status(self, start):
        wait(lambda: self.reply_status.startswith(start), f"the reply status {start!r}")

    def press(self, name):
        """Clicks a button of the last message, once it can be used."""
        def button():
            items = self._items()
            found = items and items[-1].child(name)
            return found and found.is_enabled and found
        wait(button, f"{name!r} at the last message").click()

    def choose(self, title):
        """Clicks the conversation whose row begins with `title`."""
        wait(lambda: self._row(title), f"a conversation {title!r}").click()

    def _row(self, title):
        return next((row for row in self._rows() if row.name.startswith(title)), None)

    def await_row(self, title):
        wait(lambda: self._row(title), f"a conversation {title!r}")

    def await_no_row(self, title):
        wait(lambda: not self._row(title), f"the end of the conversation {title!r}")

    def open_menu(self, entry):
        """Chooses an entry of the application's menu."""
        self.program.find("Menu").click()
        self.program.find(entry).click()

    # What it has kept

    def stored(self, query):
        """The first column of a question to its database."""
        file = next(self.home.rglob("history.sqlite"))
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5) as database:
            return [row[0] for row in database.execute(query)]
