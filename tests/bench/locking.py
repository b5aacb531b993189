"""Somebody walks in: from the key press to a covered window, and to a lock screen that takes keys.

Measured from outside, by a client of the same X server that looks at pixels and at the focus.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import corpus
from display import screen
from eyes import Eyes, Window, is_possible
from figures import Figure, p50, p95

from reflect_app.ui.theme import LIGHT
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

ROUNDS = 12
WITHOUT = 6
"""Locks whose standby was ended beforehand."""
ENTRIES = 200
PATIENCE = 30
GLANCE = 0.001
SETTLED = 0.6
"""Seconds without work after which a new process has nothing left to do."""
ACCENT, GROUND = (int(colour.removeprefix("#"), 16) for colour in (LIGHT.accent, LIGHT.bg))
COLUMNS = (0.03, 0.36, 0.62, 0.8)
"""Shares of the width at which nothing but ground is left when the window is covered."""
BUTTON_COLUMN = 0.41
"""Through the lock screen's button, and through nothing of its colour on Today."""
BUTTON = 12
"""So many pixels of the accent in one column are the lock screen's button."""
BARS = {"covered": 100.0, "ready": 300.0, "ready, no standby": 1500.0}


class _Lock(NamedTuple):
    """Milliseconds from the key press."""

    covered: float
    ready: float


def locking(_cache: Path, place: Path) -> Iterator[Figure]:
    """Unlock and lock one journal again and again, each time in the process that took over."""
    if not (is_possible() and shutil.which("Xvfb") and shutil.which("openbox")):
        print("locking is not measured: it needs Xvfb, openbox, libX11 and libXtst")
        return
    folder = place / "journal"
    journal = Vault(folder).create(corpus.PASSPHRASE, argon=Argon(memory=64, passes=1, lanes=1))
    journal.add_all(corpus.entries(ENTRIES))
    journal.close()
    with screen(place / "home", windows=True) as environment:
        person = _Person(Eyes(environment["DISPLAY"]))
        words = [sys.executable, "-m", "reflect_app", "--journal", str(folder)]
        first = subprocess.Popen(words, env=environment)
        try:
            with_standby = [person.lock() for _ in range(ROUNDS)]
            without = [person.lock(standby=False) for _ in range(WITHOUT)]
            person.leave()
        finally:
            person.end_all()
            first.wait()
    covered = [lock.covered for lock in with_standby]
    ready = [lock.ready for lock in with_standby]
    yield _figure("covered", "lock: key press to covered", covered)
    yield _figure("ready", "lock: key press to lock screen ready", ready)
    yield _figure(
        "ready, no standby",
        "lock: the same without a standby",
        [lock.ready for lock in without],
    )


class _Person:
    """Sits before the one window on the display."""

    def __init__(self, eyes: Eyes) -> None:
        self._eyes = eyes

    def lock(self, *, standby: bool = True) -> _Lock:
        """Unlock, wait until all is quiet, lock, and return what was seen when."""
        window = self._open()
        relief = _until("a standby", lambda: self._other(window.pid))
        _until_quiet(relief)
        if not standby:
            os.kill(relief, signal.SIGKILL)
            _until("the standby gone", lambda: not self._other(window.pid))
        _until_quiet(window.pid)
        began = time.monotonic()
        self._eyes.press("Control_L", "l")
        _until("a covered window", lambda: self._is_covered(window))
        covered = time.monotonic()
        _until("a lock screen", lambda: self._is_ready(window))
        return _Lock((covered - began) * 1000, (time.monotonic() - began) * 1000)

    def leave(self) -> None:
        """Quit from the lock screen."""
        self._eyes.press("Control_L", "q")
        _until("an empty screen", lambda: not self._eyes.windows())

    def end_all(self) -> None:
        """End whatever still has a window here; the display is nobody else's."""
        for pid in {window.pid for window in self._eyes.windows()}:
            os.kill(pid, signal.SIGKILL)

    def _open(self) -> Window:
        window = _until("the lock screen", self._locked)
        self._eyes.type(corpus.PASSPHRASE)
        self._eyes.press("Return")
        _until("the open journal", lambda: len(set(self._left(window))) > 2)
        return window

    def _locked(self) -> Window | None:
        shown = [window for window in self._eyes.windows() if window.is_shown]
        inside = [window for window in shown if window.pid == self._eyes.focused()]
        window = max(inside, key=lambda each: each.width, default=None)
        return window if window and self._has_button(window) else None

    def _other(self, pid: int) -> int | None:
        return next((each.pid for each in self._eyes.windows() if each.pid != pid), None)

    def _is_covered(self, window: Window) -> bool:
        """Say whether nothing is left of the journal: ground from top to bottom."""
        return all(set(self._column(window, share)) == {GROUND} for share in COLUMNS)

    def _is_ready(self, window: Window) -> bool:
        """Say whether another process's lock screen stands there and has the keys."""
        return self._has_button(window) and self._eyes.focused() not in (None, window.pid)

    def _has_button(self, window: Window) -> bool:
        return self._column(window, BUTTON_COLUMN).count(ACCENT) >= BUTTON

    def _left(self, window: Window) -> list[int]:
        return self._column(window, COLUMNS[0])[window.height // 4 :]

    def _column(self, window: Window, share: float) -> list[int]:
        x = window.left + round(window.width * share)
        return self._eyes.column(x, window.top, window.height)


def _until(what: str, is_so: Callable[[], object]) -> object:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := is_so():
            return found
        time.sleep(GLANCE)
    raise TimeoutError(f"{what} did not come")


def _until_quiet(pid: int) -> None:
    """Wait until a process has not worked for a while."""
    worked, since = _work(pid), time.monotonic()
    while time.monotonic() - since < SETTLED:
        time.sleep(0.05)
        if (now := _work(pid)) > worked + 1:
            worked, since = now, time.monotonic()


def _work(pid: int) -> int:
    """Return the processor time of a process, in hundredths of a second."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _figure(bar: str, goal: str, taken: list[float]) -> Figure:
    return Figure(
        goal=goal,
        ours=p50(taken),
        against="a limit",
        theirs=BARS[bar],
        bar=1,
        note=f"{min(taken):.0f} to {max(taken):.0f}, p95 {p95(taken):.0f}, {len(taken)} locks",
    )
