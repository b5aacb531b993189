"""The Journal page's list: its first paint whatever it holds, and its frames while it scrolls."""

from collections.abc import Iterator
from pathlib import Path

import corpus
from display import screen, told_by
from figures import Figure, p50, p95

SMALL, LARGE = 1_000, 50_000
DRIVER = Path(__file__).with_name("list_frames.py")


def listing(cache: Path, place: Path) -> Iterator[Figure]:
    """Measure both journals in one process that has a window."""
    folders = [corpus.lived_copy(size, cache, place / str(size)) for size in (SMALL, LARGE)]
    with screen(place / "home") as environment:
        told = told_by(DRIVER, environment, *folders)
    small, large = told["first"]
    yield Figure(
        goal=f"Journal page to its first paint, {LARGE:,} entries",
        ours=p50(large),
        against=f"itself at {SMALL:,}",
        theirs=p50(small),
        bar=1.5,
        note=f"{min(large):.0f} to {max(large):.0f} and {min(small):.0f} to {max(small):.0f}",
    )
    ours, plain = told["frames"]
    yield Figure(
        goal="a frame while scrolling, p95",
        ours=p95(ours),
        against="plain list",
        theirs=p95(plain),
        bar=1.3,
        note=f"p50 {p50(ours):.1f} and {p50(plain):.1f}; most {max(ours):.0f} and {max(plain):.0f}",
    )
