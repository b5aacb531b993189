"""Words that a search found, shown where they stand."""

import re
from typing import NamedTuple

from reflect_app.domain.records import MARK_END, MARK_START

_MARKS = re.compile(f"[{MARK_START}{MARK_END}]")


class Run(NamedTuple):
    """A stretch of text, found by the search or not."""

    text: str
    marked: bool


def runs(text: str) -> list[Run]:
    """Return `text` in stretches, its marks gone; marks that do not pair up do no harm."""
    found: list[Run] = []
    marked, start = False, 0
    for mark in _MARKS.finditer(text):
        if mark.start() > start:
            found.append(Run(text[start : mark.start()], marked))
        marked, start = mark.group() == MARK_START, mark.end()
    if start < len(text):
        found.append(Run(text[start:], marked))
    return found


def parted(text: str, place: int) -> tuple[str, str]:
    """Return `text` before and from the character at `place`, marks not counted but kept."""
    before = after = ""
    for run in runs(text):
        here = max(place, 0)
        before += _marked(Run(run.text[:here], run.marked))
        after += _marked(Run(run.text[here:], run.marked))
        place -= len(run.text)
    return before, after


def _marked(run: Run) -> str:
    return f"{MARK_START}{run.text}{MARK_END}" if run.marked and run.text else run.text
