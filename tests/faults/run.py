#!/usr/bin/env python3
"""Try the bars of trust and print what came of it: `run.py [bar ...] [--rounds N] [--long]`.

Every line ends with whether it holds: nothing may have gone wrong, and its control must have. What
cannot be tried on this computer does not hold either, and says why.
"""

import argparse
import json
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.append(
    str(ROOT / "tests" / "journeys")
)  # behind the bars, two of which bear the same names

import backups  # noqa: E402 (the path comes first)
import damage  # noqa: E402
import full_disk  # noqa: E402
import keychain  # noqa: E402
import kills  # noqa: E402
import leaks  # noqa: E402
import malformed  # noqa: E402
import power  # noqa: E402
import races  # noqa: E402
import reader  # noqa: E402
from outcome import Asked, Bar, Missing, Outcome  # noqa: E402

SHOWN = 3
"""Reasons told of one line."""


class Listed(NamedTuple):
    """A bar and how often it is tried: at every change, and at length."""

    number: int
    title: str
    bar: Bar
    short: int
    long: int


BARS = (
    Listed(1, "kill -9 while the app saves", kills.saving, 60, 5_000),
    Listed(2, "power cuts", power.cuts, 300, 20_000),
    Listed(3, "single-bit flips", damage.flips, 300, 20_000),
    Listed(4, "a damaged header", damage.headers, 40, 100_000),
    Listed(5, "something else in a file's place", damage.substitutes, 1, 1),
    Listed(6, "a full disk", full_disk.full, 30, 1_000),
    Listed(7, "words in files", leaks.files, 1, 50),
    Listed(8, "words in memory after a lock", leaks.memory, 1, 500),
    Listed(9, "memory and core files", leaks.processes, 1, 20),
    Listed(10, "a change of keys killed anywhere", kills.changing_keys, 40, 2_000),
    Listed(11, "backups", backups.restored, 20, 1_000),
    Listed(12, "malformed files", malformed.malformed, 1_000, 1_000_000),
    Listed(13, "the computer's keychain", keychain.keychains, 1, 20),
    Listed(14, "two starts at once", races.races, 10, 1_000),
    Listed(15, "read by another program", reader.read_by_another, 1, 20),
)


def main() -> int:
    """Try what is named, or all of it, and return the exit status."""
    asked = _arguments()
    print(_row("bar", "what", "rounds", "wrong", "control", "s", ""))
    lines = []
    for listed in BARS:
        if asked.bars and listed.number not in asked.bars:
            continue
        for line in _tried(listed, asked):
            lines.append(line)
            _print(line)
    if asked.json:
        written = {"machine": platform.platform(), "seed": asked.seed, "lines": lines}
        asked.json.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    broken = sorted({line["bar"] for line in lines if not line["holds"]})
    print(f"Does not hold: {', '.join(map(str, broken))}" if broken else "Every bar holds.")
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    numbers = [listed.number for listed in BARS]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "bars", nargs="*", type=int, choices=[*numbers, []], metavar="bar",
        help=", ".join(map(str, numbers)),
    )  # fmt: skip
    parser.add_argument("--rounds", type=int, metavar="N", help="so many, instead of its own")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="%(default)s")
    parser.add_argument("--long", action="store_true", help="as often as one leaves it overnight")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the lines there too")
    return parser.parse_args()


def _tried(listed: Listed, asked: argparse.Namespace) -> Iterator[dict[str, object]]:
    """Yield a line for each thing that the bar consists of."""
    rounds = asked.rounds or (listed.long if asked.long else listed.short)
    with tempfile.TemporaryDirectory(prefix=f"reflect-bar-{listed.number}-") as place:
        Path(place).chmod(0o755)  # some of it is tried by somebody else
        began = time.monotonic()
        try:
            for outcome in listed.bar(Asked(rounds=rounds, seed=asked.seed, place=Path(place))):
                yield _line(listed, outcome, time.monotonic() - began)
                began = time.monotonic()
        except Missing as missing:
            yield _line(listed, _untried(listed, str(missing)), 0)
        except Exception as error:  # noqa: BLE001 (whatever it is, the others are still to be tried)
            traceback.print_exc()
            yield _line(listed, _untried(listed, type(error).__name__), time.monotonic() - began)


def _untried(listed: Listed, why: str) -> Outcome:
    return Outcome(
        what=listed.title,
        rounds=0,
        wrong=[f"it could not be tried: {why}"],
        control="none",
        caught=False,
    )


def _line(listed: Listed, outcome: Outcome, seconds: float) -> dict[str, object]:
    return {
        "bar": listed.number,
        **asdict(outcome),
        "seconds": round(seconds, 1),
        "holds": outcome.holds,
    }


def _print(line: dict[str, object]) -> None:
    wrong = line["wrong"]
    print(
        _row(
            line["bar"],
            line["what"],
            line["rounds"],
            len(wrong),
            line["control"],
            line["seconds"],
            "holds" if line["holds"] else "DOES NOT HOLD",
        )
        + (f"  ({line['figure']})" if line["figure"] else ""),
        flush=True,
    )
    for reason in wrong[:SHOWN]:
        print(f"        {reason}", flush=True)


def _row(*cells: object) -> str:
    bar, what, rounds, wrong, control, seconds, verdict = cells
    return f"{bar:>3}  {what:52}{rounds:>7}{wrong:>6}  {control:52}{seconds:>6}  {verdict}"


if __name__ == "__main__":
    sys.exit(main())
