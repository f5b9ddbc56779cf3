"""Test cases that use the window on a desk of their own.

A module with such cases ends in `windowcase.main(__doc__)` and is run as

    check_….py SPACELINE SCREENSHOTS [CASE...]

SCREENSHOTS is a folder for pictures of what was seen; CASE is a class or a test of it, all of them where none is named.
"""

import os
import pathlib
import sys
import unittest

from chatwindow import ChatWindow
from desk import Desk

PROGRAM = None
PICTURES = None


class WindowCase(unittest.TestCase):
    """Each test has its own home, and a window that tearDown() closes. The desk is the same for all."""

    picture_prefix = ""
    keychain = True
    desk = None

    @classmethod
    def setUpClass(cls):
        if WindowCase.desk is None:
            desk = Desk(keychain=cls.keychain)
            WindowCase.desk = desk.__enter__()
            WindowCase.keychain = cls.keychain
            unittest.addModuleCleanup(desk.__exit__, None, None, None)
        elif cls.keychain != WindowCase.keychain:
            raise RuntimeError(f"{cls.__name__} needs another desk: run it apart")

    def setUp(self):
        self.home = self.desk.home(self._testMethodName)
        self.window = None

    def tearDown(self):
        result = self._outcome.result
        if any(self is test for test, _ in result.failures + result.errors):
            self.picture(f"failed-{self._testMethodName}")
        if self.window:
            self.desk.end(self.window.program.process)
            self.assertEqual(self.window.log_complaints(), [])

    def start(self, *arguments, **surroundings):
        """Starts the program, or starts it again, in this test's home."""
        self.window = ChatWindow(self.desk, PROGRAM, *arguments, home=self.home, **surroundings)
        return self.window

    def picture(self, name):
        self.desk.screenshot(PICTURES / f"{self.picture_prefix}{name}.png")


def main(usage):
    global PROGRAM, PICTURES
    if len(sys.argv) < 3:
        sys.exit(usage)
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    PICTURES = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2, warnings="ignore")
