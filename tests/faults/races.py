"""Bar 14: two starts at one moment; exactly one of them may write."""

import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import careless
from outcome import Asked, Outcome, share
from processes import Child, Tell
from work import PASSPHRASE, Work, judged, new_journal

from reflect_app.ui.journal_lock import JournalLock
from reflect_app.vault.errors import JournalInUse
from reflect_app.vault.vault import Vault, warm

STARTS = 2
SAVES = 3
HEAD_START = 0.05
"""Seconds after which both start, so that both are there."""
LATE = 0.002
"""Seconds by which one start may come after the other."""
APART = 0.5
"""Seconds between starts without locks: at one moment SQLite may turn one of them away."""
CONTROLS = 10


def races(asked: Asked) -> Iterator[Outcome]:
    """Start twice at once, also after an owner that was killed with the lock in its hand."""
    warm()
    controls = min(CONTROLS, asked.rounds)
    both = sum(count > 1 for count, _ in _raced(asked, controls, guarded=False))
    wrong = []
    for number, (count, reason) in enumerate(_raced(asked, asked.rounds, guarded=True)):
        if count != 1 or reason:
            wrong.append(f"race {number}: {count} writers {reason}")
    yield Outcome(
        what="two starts at once",
        rounds=asked.rounds,
        wrong=wrong,
        control=f"without both locks: two writers {share(both, controls)}",
        caught=both > 0,
        figure="every second one after an owner that was killed",
    )


def _raced(asked: Asked, rounds: int, *, guarded: bool) -> Iterator[tuple[int, str]]:
    """Yield how many got to write, and what is wrong with the journal afterwards."""
    chance = random.Random(f"races {asked.seed}")
    place = asked.place / f"race-{guarded}"
    for number in range(rounds):
        shutil.rmtree(place, ignore_errors=True)
        work = new_journal(place, 3, f"{asked.seed} {number}")
        if guarded and number % 2:
            _leave_a_lock(place)
        delays = [chance.uniform(0, LATE) + (0 if guarded else APART * n) for n in range(STARTS)]
        told = _start(place, work, delays, guarded=guarded)
        for _ in range(SAVES):
            work.choose()
        count = sum(each == SAVES for each in told)
        yield count, judged(Vault(place), [work.held()])[0] if guarded else ""


def _start(place: Path, work: Work, delays: list[float], *, guarded: bool) -> list[int]:
    """Start at one moment; return how many saves each was told are safe, 1 if it was refused."""
    moment = time.monotonic() + HEAD_START
    waiting, release = os.pipe()

    def live(tell: Tell, delay: float) -> None:
        os.close(release)
        while time.monotonic() < moment + delay:
            pass
        try:
            _write(place, work, tell, waiting, guarded=guarded)
        except JournalInUse:
            tell()

    children = [Child(lambda tell, delay=delay: live(tell, delay)) for delay in delays]
    for child in children:
        child.wait_for(1)  # Nobody closes the journal before everybody has tried.
    os.close(release)
    os.close(waiting)
    told = []
    for child in children:
        with child:
            told.append(child.result()[0])
    return told


def _write(place: Path, work: Work, tell: Tell, waiting: int, *, guarded: bool) -> None:
    """Start as the app does, the lock file first, and keep the journal until it may be closed."""
    if not guarded:
        careless.pragma("locking_mode", "NORMAL", "normal")
        Vault(place).unlock(PASSPHRASE)
        for _ in range(SAVES):
            tell()
        os.read(waiting, 1)
        return
    with JournalLock(place):
        journal = Vault(place).unlock(PASSPHRASE)
        for _ in range(SAVES):
            work.choose()(journal)
            tell()
        os.read(waiting, 1)
        journal.close()


def _leave_a_lock(place: Path) -> None:
    """Take the lock and be killed with it."""

    def live(tell: Tell) -> None:
        lock = JournalLock(place)
        lock.take()
        tell()
        time.sleep(60)

    with Child(live) as child:
        child.wait_for(1)
        child.kill()
