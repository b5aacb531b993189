"""How long a locked Reflect takes to stand on the screen, beside what Qt can do at best."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import corpus
from display import screen
from figures import Figure, p50
from first_paint import STARTED

from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

ROUNDS = 21
WARMING = 2
"""Starts that do not count: they write bytecode and read fonts."""
DRIVER = Path(__file__).with_name("first_paint.py")


def starting(_cache: Path, place: Path) -> Iterator[Figure]:
    """Start whole processes in turn; each ends at its first paint."""
    folder = place / "journal"
    Vault(folder).create(corpus.PASSPHRASE, argon=Argon(memory=64, passes=1, lanes=1)).close()
    taken: dict[str, list[float]] = {"app": [], "bare": [], "form": []}
    early: set[str] = set()
    with screen(place / "home") as environment:
        for number in range(WARMING + ROUNDS):
            for way in sorted(taken, reverse=bool(number % 2)):
                milliseconds, *names = _start(environment, way, *([str(folder)] * (way == "app")))
                early |= set(names)
                if number >= WARMING:
                    taken[way].append(float(milliseconds))
    ours = p50(taken["app"])
    note = f"{environment['QT_QPA_PLATFORM']}; imported early: {', '.join(early) or 'nothing'}"
    goal = "cold start to painted lock screen"
    for way, against in (("bare", "bare window"), ("form", "bare form")):
        theirs = p50(taken[way])
        yield Figure(goal=goal, ours=ours, against=against, theirs=theirs, bar=1.2, note=note)


def _start(environment: dict[str, str], *way: str) -> list[str]:
    started = {STARTED: repr(time.monotonic())}
    answer = subprocess.run(
        [sys.executable, DRIVER, *way],
        env=environment | started,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=60,
    )
    return answer.stdout.split()
