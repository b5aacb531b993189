"""The page as it stands on paper: what comes where, and how far apart."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtGui import QPainter

from reflect_app.domain.one_page import OnePage, PagePart
from reflect_app.ui.printing import chart
from reflect_app.ui.printing.faces import (
    LABEL,
    POINT,
    QUESTION,
    QUOTE,
    SMALL,
    TEXT,
    TITLE,
    Type,
)
from reflect_app.ui.printing.rows import (
    Row,
    as_one,
    barred,
    beside,
    draw_all,
    height_of,
    lines,
    placed,
    rule,
    sheets,
    spaced,
)
from reflect_app.ui.printing.tags import Strip

PAPER_WIDTH: Final = 210 / 25.4 * 1200
PAPER_HEIGHT: Final = 297 / 25.4 * 1200
"""Of A4, in dots."""

_SIDE: Final = 54 * POINT
_TOP: Final = 48 * POINT
_BOTTOM: Final = 48 * POINT
_WIDTH: Final = PAPER_WIDTH - 2 * _SIDE
_ROOM: Final = PAPER_HEIGHT - _TOP - _BOTTOM
_GAP: Final = 24 * POINT
"""Between two things on one line."""
_BAR: Final = 2.25 * POINT
_INDENT: Final = 13 * POINT
"""Of a title behind its number, and of a quote behind its bar."""
_BETWEEN: Final = 2.5 * POINT
"""Between two paragraphs of a quote."""
_NOTES: Final = 90
"""Points that must be left for a place to write in."""
_FOCUS, _NOTES_HERE = "My focus", "Notes"
_CHART: Final = "A chart of the days; what it shows in short stands below it."


class Setting:
    """One page, broken into lines and sheets."""

    def __init__(self, page: OnePage) -> None:
        self._parts = [
            _part(number, part, many=len(page.parts) > 9)
            for number, part in enumerate(page.parts, start=1)
        ]
        rows = [*_heading(page), *_focus(page)]
        for each in self._parts:
            rows += each
        self.sheets = sheets(rows, _ROOM)
        """The rows of each sheet, from its upper margin down."""
        left = _ROOM - height_of(self.sheets[-1])
        notes = _notes()
        if left >= height_of(notes) + _NOTES * POINT:
            self.sheets[-1] += notes

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw the sheet of this number, from 0 on, in dots."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_all(self.sheets[number], painter, _TOP)
        if len(self.sheets) > 1:
            words = f"{number + 1} of {len(self.sheets)}"
            left = _SIDE + _WIDTH - SMALL.width_of(words)
            draw_all(lines(words, SMALL, left, _SIDE), painter, _TOP + _ROOM + 8 * POINT)

    def strips(self) -> list[list[Strip]]:
        """Return of each sheet where the elements of the page stand on it."""
        return [
            [Strip(top, top + row.height, row.tag) for row, top in placed(sheet, _TOP) if row.tag]
            for sheet in self.sheets
        ]

    def longest(self) -> int | None:
        """Return the number, from 0 on, of the part that takes the most room; None without one."""
        heights = [height_of(rows) for rows in self._parts]
        return heights.index(max(heights)) if heights else None


def _heading(page: OnePage) -> list[Row]:
    span = SMALL.width_of(page.span)
    rows = lines(page.heading, SMALL, _SIDE, _WIDTH - span - _GAP)
    if page.span:
        rows = beside(rows, page.span, SMALL, _SIDE + _WIDTH - span)
    rows = as_one(rows, "H1")
    return [*spaced(rows, 0, holds=True), *spaced([rule(_SIDE, _WIDTH)], 6)]


def _focus(page: OnePage) -> list[Row]:
    if not (page.question or page.wish):
        return []
    rows = spaced(as_one(lines(_FOCUS, LABEL, _SIDE, _WIDTH), "H2"), 25, holds=True)
    if page.question:
        rows += spaced(_paragraph(page.question, QUESTION), 4)
    if page.wish:
        rows += spaced(_paragraph(page.wish, TEXT), 8)
    # The first part stands a little further from the focus than parts do from each other.
    return [*rows, Row(8 * POINT, _nothing)]


def _part(number: int, part: PagePart, *, many: bool) -> list[Row]:
    """Return the rows of one part: its title holds what comes after it."""
    below = _below(part)
    title = _title(number, part, many=many)
    return [*spaced(title, 19, holds=bool(below)), *below]


def _title(number: int, part: PagePart, *, many: bool) -> list[Row]:
    indent = _INDENT + (TITLE.width_of("0") if many else 0)
    minutes = _minutes(part)
    taken = SMALL.width_of(minutes) + _GAP if minutes else 0
    rows = lines(part.title, TITLE, _SIDE + indent, _WIDTH - indent - taken)
    rows = beside(rows, str(number), TITLE, _SIDE, before=True)
    if minutes:
        # Set in the line of the title, so that both stand on one baseline.
        quiet = replace(SMALL, leading=TITLE.leading)
        rows = beside(rows, minutes, quiet, _SIDE + _WIDTH - SMALL.width_of(minutes))
    return as_one(rows, "H2")


def _below(part: PagePart) -> list[Row]:
    indented = _SIDE + _INDENT
    rows: list[Row] = []
    if part.themes:
        themes = lines(", ".join(part.themes), SMALL, indented, _WIDTH - _INDENT)
        rows += spaced(as_one(themes, "P"), 0, holds=bool(part.lines or part.quote or part.chart))
    for line in part.lines:
        rows += spaced(_paragraph(line, TEXT), 2.5)
    if part.quote:
        quote = barred(_paragraphs(part.quote), _SIDE, _BAR)
        rows += spaced(as_one(quote, "BlockQuote"), 4)
    if part.chart:
        figure = as_one([chart.row(part.chart, _SIDE, _WIDTH)], "Figure", _CHART)
        rows += spaced(figure, 6, holds=True)
        rows += spaced(_paragraph(part.chart.words, SMALL), 4)
    return rows


def _paragraphs(quote: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    for text in quote:
        # A row of its own, so that the bar goes on beside it.
        apart = [Row(_BETWEEN, _nothing)] if rows else []
        rows += [*apart, *lines(text, QUOTE, _SIDE + _INDENT, _WIDTH - _INDENT)]
    return rows


def _paragraph(text: str, style: Type) -> list[Row]:
    return as_one(lines(text, style, _SIDE, _WIDTH), "P")


def _minutes(part: PagePart) -> str:
    return "" if part.minutes is None else f"{part.minutes} minutes"


def _notes() -> list[Row]:
    label = as_one(lines(_NOTES_HERE, SMALL, _SIDE, _WIDTH), "H2")
    return [*spaced([rule(_SIDE, _WIDTH, dashed=True)], 30), *spaced(label, 6)]


def _nothing(_painter: QPainter, _top: float) -> None:
    """Draw nothing: a row may be empty."""
