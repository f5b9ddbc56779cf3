#!/usr/bin/env python3
"""Looking behind the window: the connection's check, a reply's details, the traffic as it goes, in light and dark.

    check_inspect.py SPACELINE SCREENSHOTS [CASE...]
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import windowcase  # noqa: E402
from desk import wait  # noqa: E402


class Inspect(windowcase.WindowCase):
    picture_prefix = "inspect-"
    theme = "light"

    def demo(self):
        self.home = self.desk.home(f"{self._testMethodName}-{self.theme}")
        settings = self.home / "config" / "spaceline" / "settings.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text(f"[window]\ntheme={self.theme}\n")
        window = self.start("--demo")
        window.await_ready()
        return window

    def close_dialog(self, content):
        self.desk.key("Escape")
        self.window.program.await_gone(content)

    def test_connection_is_checked(self):
        window = self.demo()
        program = window.program
        window.open_menu("Check the connection…")
        program.find("The connection works.")
        self.close_dialog("Copy report")
        program.find("Connection state").click()
        program.find("Check…").click()
        program.find("The connection works.")
        self.picture(f"check-{self.theme}")
        program.find("Send “Hello” as the last step").click()
        program.find("Run again").click()
        program.find("Message", "label")  # the last step's row
        program.find("The connection works.")
        self.close_dialog("Copy report")

    def test_connection_that_fails(self):
        window = self.demo()
        self.desk.key("ctrl+n")
        window.program.find("Space address").fill("http://127.0.0.1:9")
        window.program.find("Connect").click()
        window.program.find("Check the connection", "push button", 60).click()
        window.program.find("Stopped at: Port (TCP)")
        self.picture(f"check-failed-{self.theme}")
        self.close_dialog("Copy report")

    def test_details_of_a_reply(self):
        window = self.demo()
        window.send("hello")
        window.await_status("Reply finished")
        window.send("/error")
        window.await_status("Reply failed")
        x, y, _, _ = window._items()[1].box
        self.desk.click_at(x + 40, y + 40, button=3)
        self.picture(f"menu-{self.theme}")
        self.desk.key("Up", "Return")
        window.program.find("Copy as curl")
        self.assertTrue(window.program.find("Copy as Python").is_enabled)
        self.picture(f"details-{self.theme}")
        window.program.find("Response", "page tab").click()
        text = window.program.find("Response", "text").text
        self.assertIn("process_completed", text)
        self.picture(f"response-{self.theme}")
        self.close_dialog("Copy as curl")
        # What went well and what did not is counted for the Space.
        window.program.find("Connection state").click()
        told = wait(lambda: [control.name for control in window.program.controls()
                             if control.name.startswith("Messages sent: 2")], "how the Space did")
        self.assertIn("Failed 1 ×", told[0])
        self.picture(f"sheet-{self.theme}")
        self.desk.key("Escape")

    def test_traffic_as_it_goes(self):
        window = self.demo()
        window.open_menu("Traffic log…")
        traffic = window.program.find("Traffic")
        self.assertEqual(traffic.text, "")
        window.send("hello")
        window.await_status("Reply finished")
        wait(lambda: "queue/join" in traffic.text and "process_completed" in traffic.text, "the traffic")
        self.picture(f"traffic-{self.theme}")
        window.program.find("Filter").fill("join")
        wait(lambda: "process_completed" not in traffic.text, "only the lines with join")
        self.assertIn("queue/join", traffic.text)
        self.close_dialog("Traffic")


class InspectDark(Inspect):
    theme = "dark"


if __name__ == "__main__":
    windowcase.main(__doc__)
