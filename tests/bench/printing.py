"""The page of a session as a file: from its words to all its bytes, in a process that is new."""

from collections.abc import Iterator
from pathlib import Path

from display import screen, told_by
from figures import Figure, p50

ROUNDS = 9
LIMIT = 1000.0
"""Milliseconds after which a person wonders whether anything happens."""
DRIVER = Path(__file__).with_name("print_page.py")


def printing(_cache: Path, place: Path) -> Iterator[Figure]:
    """Make a full page with three charts, the first time and again."""
    with screen(place / "home") as environment:
        told = [told_by(DRIVER, environment) for _ in range(ROUNDS)]
    first, again = zip(*told, strict=True)
    for goal, taken in (("a full page as PDF, fonts too", first), ("a full page as PDF", again)):
        yield Figure(
            goal=goal,
            ours=p50(list(taken)),
            against="a limit",
            theirs=LIMIT,
            bar=1,
            note=f"{min(taken):.0f} to {max(taken):.0f}",
        )
