"""The charts of Trends: the first one, a pointer on them, and what the window feels of them."""

from collections.abc import Iterator
from pathlib import Path

import corpus
from display import screen, told_by
from figures import Figure, p50

SIZE = 50_000
ROUNDS = 9
STALLS = 5
LIMIT = 50.0
"""Milliseconds without a tick, after which a person feels the window stumble."""
DRIVER = Path(__file__).with_name("chart_frames.py")
SPANS = {"cycle": "28 days", "years": "20 years"}


def charting(cache: Path, place: Path) -> Iterator[Figure]:
    """Draw in whole processes in turn, since only the first chart of each is a first one."""
    folder = corpus.lived_copy(SIZE, cache, place / "journal")
    with screen(place / "home") as environment:
        environment["MPLCONFIGDIR"] = str(cache / "matplotlib")  # fonts are listed once
        for span, called in SPANS.items():
            taken: dict[str, list[float]] = {"chart": [], "line": []}
            for number in range(1 + ROUNDS):
                for way in sorted(taken, reverse=bool(number % 2)):
                    milliseconds = told_by(DRIVER, environment, way, folder, span)
                    if number:
                        taken[way].append(milliseconds)
            yield Figure(
                goal=f"first chart after imports, {called}",
                ours=p50(taken["chart"]),
                against="matplotlib line",
                theirs=p50(taken["line"]),
                bar=1.3,
                note=f"{min(taken['chart']):.0f} to {max(taken['chart']):.0f} and "
                f"{min(taken['line']):.0f} to {max(taken['line']):.0f}",
            )
        ours, blit = told_by(DRIVER, environment, "hover", folder)
        yield Figure(
            goal="pointing at a day on a chart",
            ours=p50(ours),
            against="matplotlib blit",
            theirs=p50(blit),
            bar=1.5,
            note=f"most {max(ours):.0f} and {max(blit):.0f}",
        )
        gaps = [told_by(DRIVER, environment, "stall", folder) for _ in range(STALLS)]
    first, years = zip(*gaps, strict=True)
    for goal, found in (("first charts, imports too", first), ("charts of 20 years", years)):
        yield Figure(
            goal=f"longest gap between ticks, {goal}",
            ours=p50(found),
            against="a limit",
            theirs=LIMIT,
            bar=1,
            note=f"{min(found):.0f} to {max(found):.0f}",
        )
