"""Every figure that can be read on a page, in the sentence it stands in."""

import re
from collections.abc import Iterable, Iterator

from gi.repository import GLib
from screen import FIELDS, RADIO, Node, Screen

FIGURE = re.compile(
    r"\d|\b(once|twice|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none"
    r"|yesterday|tomorrow|no (check-in|reflection)s?)\b",
    re.IGNORECASE,
)
_PART_OF_THE_HOUSE = (
    re.compile(r"(Ctrl|Alt)\+.*|F\d"),
    re.compile(r"(Five|Three|Six) (short )?questions, .*"),
    re.compile(r"A dot is the median of a day.* The line is the median of seven days.*"),
    re.compile(r"A day counts once for each thing you ticked on it, .*"),
    re.compile(r"3 sessions|1 year"),
    re.compile(r"Deleted\. You can bring it back until tomorrow\. .*"),
    re.compile(r"Too much right now\? .*"),
)
"""What is on every page of its kind, whatever somebody did."""
_CELLS = ("table cell", "table column header", "table row header")


def figures(screen: Screen) -> set[str]:
    """Return all that shows or says a figure now, but for what belongs to the house."""
    said = (words for node in screen.nodes() for words in _said(node))
    return {words for words in said if counts(words)}


def counts(words: str) -> bool:
    """Say whether there is a figure in `words` that stands for something that was done."""
    return bool(FIGURE.search(words)) and not any(
        each.fullmatch(words) for each in _PART_OF_THE_HOUSE
    )


def table(screen: Screen, name: str) -> list[tuple[str, ...]]:
    """Return the rows of a table, each with what is read aloud for its cells."""
    cells = list(screen.find(name, "table").children())
    width = sum(cell.role == "table column header" for cell in cells)
    told = [cell.name for cell in cells if cell.role == "table cell"]
    return [tuple(told[at : at + width]) for at in range(0, len(told), width)]


def differences(seen: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return what is on the screen and nobody knows of, and what is known and not there."""
    seen, known = set(seen), {words for words in known if counts(words)}
    return [
        *(f"on the screen, not in the ledger: {words}" for words in sorted(seen - known)),
        *(f"in the ledger, not on the screen: {words}" for words in sorted(known - seen)),
    ]


def _said(node: Node) -> Iterator[str]:
    try:
        if node.role in _CELLS or (node.role == RADIO and node.name.isdecimal()):
            return
        yield node.name
        yield node.description
        if node.role in FIELDS:
            yield from node.text.split("\n")
        if node.role == "list":
            # What is scrolled out of sight is not showing, but can be read all the same.
            for row in node.children():
                yield row.name
                yield row.description
    except GLib.Error:  # It went while we looked.
        return
