"""Words on A4, black on white: what a printer gets and what a file holds are the same."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from reflect_app.ui.printing.faces import POINT, Type
from reflect_app.ui.printing.printer import chosen_printer
from reflect_app.ui.printing.rows import (
    Row,
    as_one,
    beside,
    draw_all,
    lines,
    placed,
    sheets,
    spaced,
)
from reflect_app.ui.printing.setting import PAPER_HEIGHT, PAPER_WIDTH
from reflect_app.ui.printing.tags import Strip
from reflect_app.ui.printing.ways_out import as_pdf, print_sheets

if TYPE_CHECKING:  # Most people never print: the printing system is loaded for those who do.
    from PySide6.QtPrintSupport import QPrinter

SENT: Final = "Sent to the printer."
NOT_SENT: Final = "The printer did not take it. You can save it as a PDF and print that."

Kind = Literal["title", "heading", "label", "note", "text", "item", "line"]
"""What words are: a `label` stands over what was written, such as a time; a `note` beside it,
such as a date; `text` is what a person wrote, an `item` an entry of a list, and a `line` one of
several short ones."""


@dataclass(frozen=True, repr=False)
class Words:
    """Some words in their place; where they have several lines these stay close together."""

    kind: Kind
    text: str
    beside: str = ""
    """What stands in the same line, further right, such as a number."""


@dataclass(frozen=True)
class _Way:
    """How words of a kind are set."""

    style: Type
    above: float
    """Points of empty room before them."""
    tag: str = "P"
    holds: bool = False
    """They are never the last thing on a sheet: what they are about follows them."""


_SMALL: Final = Type(9, 13)
_TEXT: Final = Type(11, 17, serif=True)
_WAYS: Final[dict[Kind, _Way]] = {
    "title": _Way(Type(18, 24, strong=True), 0, "H1", holds=True),
    "heading": _Way(Type(11, 16, strong=True), 13, "H2", holds=True),
    "label": _Way(_SMALL, 9, "H3", holds=True),
    "note": _Way(_SMALL, 4),
    "text": _Way(_TEXT, 2),
    "item": _Way(_TEXT, 2),
    "line": _Way(Type(10, 13), 0),
}
_ABOVE: Final[dict[tuple[Kind, Kind], float]] = {
    ("heading", "label"): 1,
    ("line", "heading"): 11,
    ("line", "note"): 10,
}
"""Points of empty room between two kinds where it is not what the second one has otherwise."""

_MARGIN: Final = 57 * POINT
"""Two centimetres on every side; the number of a sheet stands below in it."""
_WIDTH: Final = PAPER_WIDTH - 2 * _MARGIN
_ROOM: Final = PAPER_HEIGHT - 2 * _MARGIN
_NUMBER: Final = 14 * POINT
"""How far below the words the number of a sheet stands."""
_BESIDE: Final = 240 * POINT
_DOT, _INDENT = "•", 14 * POINT
_ENDLESS: Final = re.compile(r"\S{4000}")
"""Letters without a gap: Qt takes minutes to find out that a million of them have none."""


class Paper:
    """Words set once, in the same size whatever the screen looks like, and on as many sheets."""

    def __init__(self, name: str, words: Iterable[Words]) -> None:
        """Call the file and the print job `name`, which is to be about nobody."""
        self._name = name
        self.words = tuple(words)
        self._sheets = sheets(_set(self.words), _ROOM)

    @property
    def sheets(self) -> int:
        """Return how many sheets it takes."""
        return len(self._sheets)

    def pdf(self) -> bytes:
        """Return a file, which says neither when it was made nor by whom."""
        return as_pdf(self._name, self._draw, self._strips())

    def print_on(self, printer: "QPrinter") -> bool:
        """Print the sheets that were asked for; return whether `printer` took them."""
        return print_sheets(printer, self._name, self._draw, self.sheets)

    def print_where_asked(self, parent: QWidget) -> str:
        """Ask on which printer, print, and say what became of it; nothing where none was chosen."""
        printer = chosen_printer(parent)
        if printer is None:
            return ""
        return SENT if self.print_on(printer) else NOT_SENT

    def _draw(self, painter: QPainter, number: int) -> None:
        """Draw a sheet, counted from 0, and below it its number where there are several."""
        draw_all(self._sheets[number], painter, _MARGIN)
        if self.sheets > 1:
            text = f"{number + 1} of {self.sheets}"
            left = _MARGIN + _WIDTH - _SMALL.width_of(text)
            draw_all(lines(text, _SMALL, left, _MARGIN), painter, _MARGIN + _ROOM + _NUMBER)

    def _strips(self) -> list[list[Strip]]:
        return [
            [Strip(at, at + row.height, row.tag) for row, at in placed(sheet, _MARGIN) if row.tag]
            for sheet in self._sheets
        ]


def _set(every: Sequence[Words]) -> list[Row]:
    rows: list[Row] = []
    before: Kind = "title"
    for words in every:
        way = _WAYS[words.kind]
        above = _ABOVE.get((before, words.kind), way.above)
        rows += spaced(_rows(words, way), above, holds=way.holds)
        before = words.kind
    return rows


def _rows(words: Words, way: _Way) -> list[Row]:
    indent = _INDENT if words.kind == "item" else 0
    width = _BESIDE - POINT if words.beside else _WIDTH - indent
    rows: list[Row] = []
    for line in _ENDLESS.sub(r"\g<0>\n", words.text).split("\n"):
        paragraph = lines(line, way.style, _MARGIN + indent, width)
        if not rows and words.kind == "item":
            paragraph = beside(paragraph, _DOT, way.style, _MARGIN, before=True)
        if not rows and words.beside:
            paragraph = beside(paragraph, words.beside, way.style, _MARGIN + _BESIDE)
        rows += as_one(paragraph, way.tag) if line else paragraph
    return rows
