"""One person at one Reflect: opens the journal, and counts what a journey took."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app import App
from hands import Hand
from screen import PASSWORD, RADIO, Screen

PASSPHRASE = "heron-lantern-quiet-orchard"

Told = Callable[[str], None]

_MAKE_EMPTY = """
import sys
from pathlib import Path
from reflect_app.vault.vault import Vault
folder = Path(sys.argv[1])
folder.mkdir()
Vault(folder).create(sys.stdin.readline().rstrip()).close()
"""


class Journals:
    """Journals to begin with, each made once; opening a copy saves a minute a run."""

    def __init__(self, room: Path) -> None:
        self._room = room

    def lay_out(self, app: App, *, entries: int) -> None:
        """Put a journal of so many entries where Reflect looks for one."""
        made = self._room / f"journal-{entries}"
        if not made.exists():
            words = ("-c", _MAKE_EMPTY, str(made))
            if entries:
                demo = ("-m", "reflect_app", "demo", str(made), "--passphrase-stdin")
                words = (*demo, "--entries", str(entries), "--seed", "7")
            app.prepare(*words, given=f"{PASSPHRASE}\n")
        shutil.copytree(made, app.journal)


class Person:
    """Knows the passphrase, has one way of using a window, and finds the way in."""

    def __init__(self, app: App, hand: Hand, journals: Journals, tell: Told) -> None:
        self.app = app
        self.hand = hand
        self.screen: Screen = app.screen
        self.at = ""
        """The journey that is being walked."""
        self.walked = 0
        self._journals = journals
        self._tell = tell

    def begin(self, *, entries: int = 0) -> None:
        """Start Reflect on a journal of so many entries, and open it."""
        self.lay_out(entries=entries)
        self.start()

    def lay_out(self, *, entries: int) -> None:
        """Put a journal of so many entries where Reflect looks for one."""
        self._journals.lay_out(self.app, entries=entries)

    def start(self) -> None:
        """Start Reflect on the journal that is there, and open it."""
        self.app.start()
        self.unlock()
        self.check_page("Today")

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type the passphrase, which the lock screen is ready for, and Enter."""
        field = self.screen.find("Passphrase", PASSWORD)
        self.screen.until("the caret in the passphrase", lambda: field.is_focused)
        self.hand.write(passphrase)
        self.hand.keys("Return")
        self.screen.find("Pages")

    def check_page(self, title: str) -> None:
        """Wait until the navigation shows this page as the one in view."""
        pages = self.screen.find("Pages")
        entry = self.screen.find(title, RADIO, within=pages)
        self.screen.until(f"{title} as the page in view", lambda: entry.is_chosen)

    def quit(self) -> None:
        """Leave Reflect, and see every process of it end."""
        self.hand.quit()
        self.app.wait_for_end()

    @contextmanager
    def counted(
        self, name: str, *, at_most: int | None = None, seconds: float | None = None
    ) -> Iterator[None]:
        """Count the actions of a journey; above its budget it does not hold.

        In `seconds` it has to be done, where that is given. A guard has no budget.
        """
        hand = self.hand
        self.at = name
        actions, tabs, began = hand.actions, hand.tabs, time.monotonic()
        yield
        took = time.monotonic() - began
        actions, tabs = hand.actions - actions, hand.tabs - tabs
        self.app.check_network()
        budget = "" if at_most is None else f"{actions} of {at_most} actions"
        self._tell(f"{name:44} {hand.name:9} {budget:17} {tabs:3} Tab {took:6.1f} s")
        if at_most is not None and actions > at_most:
            raise AssertionError(f"{actions} actions, at most {at_most} were to be needed")
        if seconds is not None and took > seconds:
            raise AssertionError(f"{took:.0f} s, at most {seconds:.0f} were to be needed")
        self.walked += 1
        self.at = "afterwards"

    def titles(self) -> list[str]:
        """Return what all windows are called that somebody sees."""
        shown = ["xdotool", "search", "--onlyvisible", "--name", "."]
        found = subprocess.run(shown, capture_output=True, text=True, check=False).stdout
        names = ["xdotool", "getwindowname"]
        return [
            subprocess.run(
                [*names, window], capture_output=True, text=True, check=False
            ).stdout.strip()
            for window in found.split()
        ]
