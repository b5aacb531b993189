"""What the processes take beside bare windows, in resident mebibytes.

Resident is what a process has in memory, with the libraries that others use too: what is its own
alone depends on who else happens to show a window of Qt's just then. It stands in the note.
"""

from collections.abc import Iterator
from pathlib import Path

import corpus
from display import screen, told_by
from figures import Figure, p50

SIZE = 10_000
ROUNDS = 5
DRIVER = Path(__file__).with_name("resident.py")
WAYS = ("bare", "form", "line", "locked", "standby", "charts")
OPENING = ("locked", "standby", "charts")

_GOALS = (
    # goal, what is measured, what it is held against
    ("locked, resident MiB", "locked", "bare", "bare window", 1.2),
    ("locked, resident MiB", "locked", "form", "bare form", 1.2),
    ("standby, hidden, resident MiB", "standby", "bare", "bare window", 1.2),
    ("unlocked with charts, resident MiB", "charts", "line", "bare, matplotlib", 1.5),
)


def memory(cache: Path, place: Path) -> Iterator[Figure]:
    """Start each process in turn; each tells when it has come to rest."""
    folder = corpus.lived_copy(SIZE, cache, place / "journal")
    resident: dict[str, list[float]] = {way: [] for way in WAYS}
    alone: dict[str, list[float]] = {way: [] for way in WAYS}
    with screen(place / "home") as environment:
        for number in range(ROUNDS):
            for way in sorted(WAYS, reverse=bool(number % 2)):
                given = [folder] * (way in OPENING)
                whole, own = told_by(DRIVER, environment, way, *given)
                resident[way].append(whole)
                alone[way].append(own)
    for goal, ours, theirs, against, bar in _GOALS:
        yield Figure(
            goal=goal,
            ours=p50(resident[ours]),
            against=against,
            theirs=p50(resident[theirs]),
            bar=bar,
            note=f"shared with nobody {p50(alone[ours]):.0f} and {p50(alone[theirs]):.0f}",
        )
