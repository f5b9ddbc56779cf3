"""The program refuses a window that is not of its own build.

    check_plugin.py SPACELINE OTHER UNNAMED

OTHER is a plug-in of another build, UNNAMED one that does not say of which it is.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

SPACELINE, OTHER, UNNAMED = (os.path.abspath(path) for path in sys.argv[1:4])


class Plugin(unittest.TestCase):

    def start(self, plugin):
        """Its exit status, and the one line that it says."""
        with tempfile.TemporaryDirectory() as folder:
            program = shutil.copy2(SPACELINE, folder)
            if plugin:
                plugin(os.path.join(folder, "spaceline_window.so"))
            ran = subprocess.run([program, "--demo"], capture_output=True, text=True, timeout=30, check=False,
                                 env={**os.environ, "HOME": folder, "QT_QPA_PLATFORM": "offscreen"})
        self.assertEqual(ran.stdout, "")
        self.assertEqual(ran.stderr.count("\n"), 1, ran.stderr)
        return ran.returncode, ran.stderr

    def test_another_build(self):
        status, said = self.start(lambda place: shutil.copy2(OTHER, place))
        self.assertEqual(status, 1)
        self.assertIn("is of another build (0.0 Other 000000000000) than the program (", said)
        self.assertIn("install both from one package", said)

    def test_one_that_does_not_say(self):
        status, said = self.start(lambda place: shutil.copy2(UNNAMED, place))
        self.assertEqual(status, 1)
        self.assertIn("is of another build (an unknown one)", said)

    def test_none(self):
        status, said = self.start(None)
        self.assertEqual(status, 1)
        self.assertIn("the window is not installed: there is no ", said)

    def test_a_file_that_is_none(self):
        def write(place):
            with open(place, "w", encoding="ascii") as file:
                file.write("not a library")
        status, said = self.start(write)
        self.assertEqual(status, 1)
        self.assertIn("the window cannot be loaded: ", said)


unittest.main(argv=sys.argv[:1], verbosity=2)
