"""What is printed, row by row: a sheet may end after any of them that does not hold the next."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTextOption

from reflect_app.ui.printing.faces import HAIR, POINT, Type
from reflect_app.ui.printing.tags import Tag

Draw = Callable[[QPainter, float], None]
"""Draws a row from its top, that many dots below the upper edge of the paper."""


@dataclass(frozen=True)
class Row:
    """A strip of the sheet; measured in dots."""

    height: float
    draw: Draw
    above: float = 0
    """Empty room before it, left out at the head of a sheet."""
    holds: bool = False
    """It does not stand at the foot of a sheet without the next row."""
    tag: Tag | None = None
    """What it is a part of, for who does not see the sheet."""


def lines(text: str, style: Type, left: float, width: float) -> list[Row]:
    """Return the rows of `text`, broken at `width` dots; a word that is longer is broken too.

    The first line holds the second, and the last but one the last.
    """
    layout = _laid_out(text, style, width)
    height, baseline = style.leading * POINT, style.baseline()
    count = layout.lineCount()

    def row(number: int) -> Row:
        def draw(painter: QPainter, top: float) -> None:
            line = layout.lineAt(number)  # a line does not keep its layout alive
            painter.setPen(style.ink)
            line.draw(painter, QPointF(left, top + baseline - line.ascent()))

        return Row(height, draw, holds=number + 1 < count and number in (0, count - 2))

    return [row(number) for number in range(count)]


def beside(
    rows: Sequence[Row], text: str, style: Type, left: float, *, before: bool = False
) -> list[Row]:
    """Return `rows` with `text` on one line beside the first of them, at `left` in dots.

    It is read after that line, or `before` it.
    """
    first, (other, *_) = rows[0], lines(text, style, left, style.width_of(text) + POINT)
    in_order = (other, first) if before else (first, other)

    def draw(painter: QPainter, top: float) -> None:
        for each in in_order:
            each.draw(painter, top)

    return [replace(first, draw=draw), *rows[1:]]


def barred(rows: Iterable[Row], left: float, width: float) -> list[Row]:
    """Return `rows` with a grey bar before them; it goes on over the end of a sheet."""

    def with_bar(row: Row) -> Row:
        def draw(painter: QPainter, top: float) -> None:
            # A little into the next row: where two edges only meet, a light seam is seen.
            painter.fillRect(QRectF(left, top, width, row.height + POINT), HAIR)
            row.draw(painter, top)

        return replace(row, draw=draw)

    return [with_bar(row) for row in rows]


def rule(left: float, width: float, *, dashed: bool = False) -> Row:
    """Return a hairline across the sheet."""
    pen = QPen(HAIR, 0.6 * POINT)
    if dashed:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])

    def draw(painter: QPainter, top: float) -> None:
        painter.setPen(pen)
        painter.drawLine(QPointF(left, top), QPointF(left + width, top))

    return Row(0, draw)


def spaced(rows: Sequence[Row], above: float, *, holds: bool = False) -> list[Row]:
    """Return `rows` with `above` points before them; with `holds` the last one holds the next."""
    apart = [replace(rows[0], above=above * POINT), *rows[1:]]
    return [*apart[:-1], replace(apart[-1], holds=holds)]


def height_of(rows: Iterable[Row]) -> float:
    """Return how much room `rows` take one below the other."""
    return sum(row.above + row.height for row in rows)


def sheets(rows: Sequence[Row], room: float) -> list[list[Row]]:
    """Return `rows` sheet by sheet, each with `room` dots; at least one sheet."""
    filled: list[list[Row]] = [[]]
    left = room
    for held in _held(rows, room):
        if filled[-1] and height_of(held) > left:
            filled.append([])
            left = room
        together = held if filled[-1] else [replace(held[0], above=0), *held[1:]]
        filled[-1] += together
        left -= height_of(together)
    return filled


def as_one(rows: Iterable[Row], kind: str, alt: str = "") -> list[Row]:
    """Return `rows` as one element of the page (see `Tag`)."""
    tag = Tag(kind, alt)
    return [replace(row, tag=tag) for row in rows]


def placed(rows: Iterable[Row], top: float) -> Iterator[tuple[Row, float]]:
    """Yield `rows` with where each begins, from `top` down."""
    for row in rows:
        top += row.above
        yield row, top
        top += row.height


def draw_all(rows: Iterable[Row], painter: QPainter, top: float) -> None:
    """Draw `rows` from `top` down."""
    for row, begin in placed(rows, top):
        row.draw(painter, begin)


def _held(rows: Iterable[Row], room: float) -> Iterator[list[Row]]:
    """Yield the rows that stay together; more than a sheet holds cannot."""
    together: list[Row] = []
    for row in rows:
        if together and height_of([*together, row]) > room:
            yield together
            together = []
        together.append(row)
        if not row.holds:
            yield together
            together = []
    if together:
        yield together


def _laid_out(text: str, style: Type, width: float) -> QTextLayout:
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), style.font())
    option = QTextOption()
    option.setUseDesignMetrics(True)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout
