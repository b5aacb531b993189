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
