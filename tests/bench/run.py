#!/usr/bin/env python3
"""Measure the goals for speed and print them: `run.py [name ...] [--json FILE] [--profile]`.

Nothing here is asserted anywhere: a figure is read by a person, on a quiet machine, and only the
ratios of one run mean anything.
"""

import argparse
import cProfile
import json
import os
import platform
import pstats
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import charting
import checking
import counting
import listing
import locking
import memory
import opening
import preparing
import printing
import saving
import searching
import starting
from figures import Figure

BENCHES: dict[str, Callable[[Path, Path], Iterator[Figure]]] = {
    "adding": saving.adding,
    "searching": searching.searching,
    "drafting": saving.drafting,
    "counting": counting.counting,
    "opening": opening.opening,
    "listing": listing.listing,
    "preparing": preparing.preparing,
    "charting": charting.charting,
    "printing": printing.printing,
    "memory": memory.memory,
    "checking": checking.checking,
    "starting": starting.starting,
    "locking": locking.locking,
}
PROFILE_LINES = 40


def main() -> None:
    """Run what is named, or all of it."""
    asked = _arguments()
    asked.folder.mkdir(parents=True, exist_ok=True)
    machine = _machine()
    print(machine)
    print(_row("goal", "ours ms", "against", "theirs ms", "ratio", "bar", ""))
    figures = []
    for name in asked.names or BENCHES:
        with tempfile.TemporaryDirectory(dir=asked.folder, prefix=f"{name}-") as place:
            for figure in _profiled(name, asked, Path(place)):
                figures.append(figure)
                print(_line(figure), flush=True)
    if asked.json:
        written = {"machine": machine, "figures": [_plain(figure) for figure in figures]}
        asked.json.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], metavar="name",
                        help=", ".join(BENCHES))  # fmt: skip
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--profile", action="store_true", help="say where the time goes (stderr)")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "reflect-bench",
        help="where the journals are kept from run to run",
    )
    return parser.parse_args()


def _profiled(name: str, asked: argparse.Namespace, place: Path) -> Iterator[Figure]:
    if not asked.profile:
        yield from BENCHES[name](asked.folder, place)
        return
    with cProfile.Profile() as profiler:
        figures = list(BENCHES[name](asked.folder, place))
    yield from figures
    pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(PROFILE_LINES)


def _machine() -> str:
    load = f"load {os.getloadavg()[0]:.1f}, " if hasattr(os, "getloadavg") else ""
    libraries = ("PySide6-Essentials", "sqlalchemy", "sqlcipher3")
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {load}"
        f"Python {platform.python_version()}, "
        + ", ".join(f"{library} {version(library)}" for library in libraries)
    )


def _line(figure: Figure) -> str:
    return _row(
        figure.goal,
        f"{figure.ours:.2f}",
        figure.against,
        f"{figure.theirs:.2f}",
        f"{figure.ratio:.2f}",
        f"{figure.bar:g}",
        "holds" if figure.holds else "DOES NOT HOLD",
    ) + (f"  ({figure.note})" if figure.note else "")


def _row(*cells: str) -> str:
    goal, ours, against, theirs, ratio, bar, verdict = cells
    return f"{goal:45}{ours:>9}  {against:16}{theirs:>10}{ratio:>7}{bar:>5}  {verdict}"


def _plain(figure: Figure) -> dict[str, object]:
    return asdict(figure) | {"ratio": figure.ratio, "holds": figure.holds}


if __name__ == "__main__":
    main()
