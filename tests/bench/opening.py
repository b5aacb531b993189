"""From the key given to Today on the screen, beside the least that opening a journal can be."""

from collections.abc import Iterator
from pathlib import Path

import corpus
from display import screen, told_by
from figures import Figure, p50

SIZE = 10_000
ROUNDS = 15
DRIVER = Path(__file__).with_name("first_today.py")


def opening(cache: Path, place: Path) -> Iterator[Figure]:
    """Open in whole processes in turn: a journal is opened once in each."""
    folder = corpus.lived_copy(SIZE, cache, place / "journal")
    taken: dict[str, list[float]] = {"app": [], "list": []}
    with screen(place / "home") as environment:
        for number in range(1 + ROUNDS):
            for way in sorted(taken, reverse=bool(number % 2)):
                milliseconds = told_by(DRIVER, environment, way, folder)
                if number:  # the first writes bytecode and reads fonts
                    taken[way].append(milliseconds)
    ours, bare = taken["app"], taken["list"]
    yield Figure(
        goal=f"unlock to Today painted, {SIZE:,} entries",
        ours=p50(ours),
        against="raw, bare list",
        theirs=p50(bare),
        bar=1.5,
        note=f"{environment['QT_QPA_PLATFORM']}; {min(ours):.0f} to {max(ours):.0f} and "
        f"{min(bare):.0f} to {max(bare):.0f}",
    )
