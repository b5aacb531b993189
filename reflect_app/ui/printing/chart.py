"""The quiet charts of the page: how far from plan somebody left, and how heavy the days were."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from reflect_app.domain.one_page import Chart
from reflect_app.ui.printing.faces import HAIR, INK, POINT, SMALL
from reflect_app.ui.printing.rows import Row

Point = tuple[date, float, bool]
"""A day, its value, and whether its dot is hollow."""
Levels = list[tuple[float, str]]
"""The hairlines from the lowest up: a height and what stands beside it."""

_TALL: Final = 84 * POINT
_MARGIN: Final = 8 * POINT
"""Above the highest hairline and below the lowest, half a line of their words."""
_GAP: Final = 5 * POINT
_DOT: Final = 3 * POINT
"""The radius of a dot; less where days are many."""
_STEM: Final = 1.2 * POINT
_STEPS: Final = (15, 30, 45, 60, 120, 240, 480)
"""Minutes between two hairlines: the first of these with few enough of them."""
_MOST_LEVELS: Final = 5
_TOGETHER: Final = 4
"""Days after which a load is no longer joined to the one before; a weekend lies within."""


def row(chart: Chart, left: float, width: float) -> Row:
    """Return `chart` as one row, in dots."""
    levels, draw = _WAYS[chart.kind](chart.points)
    beside = max(SMALL.width_of(words) for _, words in levels) + _GAP
    area = QRectF(left + beside, _MARGIN, width - beside, _TALL)

    def paint(painter: QPainter, top: float) -> None:
        plot = _Plot(painter, area.translated(0, top), levels, [day for day, _, _ in chart.points])
        plot.draw_levels(left)
        draw(plot)

    return Row(_TALL + 2 * _MARGIN, paint, holds=True)


class _Plot:
    """The area of one chart, with days from left to right and values from the bottom up."""

    def __init__(
        self, painter: QPainter, area: QRectF, levels: Levels, days: Sequence[date]
    ) -> None:
        self._painter = painter
        self._area = area
        self._levels = levels
        self._first, self._last = min(days, default=date.min), max(days, default=date.min)
        each = area.width() / ((self._last - self._first).days + 1)
        self._dot = min(_DOT, max(each * 0.4, _DOT / 3))

    def draw_levels(self, left: float) -> None:
        """Draw the hairlines, that of nothing stronger, and right before them their words."""
        for value, words in reversed(self._levels):
            y = self._y(value)
            strong = value == 0
            self._painter.setPen(QPen(INK if strong else HAIR, (0.8 if strong else 0.5) * POINT))
            self._painter.drawLine(QPointF(self._area.left(), y), QPointF(self._area.right(), y))
            beside = QRectF(left, y - _MARGIN, self._area.left() - _GAP - left, 2 * _MARGIN)
            self._painter.setFont(SMALL.font())
            self._painter.setPen(SMALL.ink)
            aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._painter.drawText(beside, aligned | Qt.TextFlag.TextDontClip, words)

    def at(self, day: date, value: float) -> QPointF:
        """Return where a day's value lies; one day alone stands in the middle."""
        days = (self._last - self._first).days
        inset = 4 * _DOT
        along = (day - self._first).days / days if days else 0.5
        x = self._area.left() + inset + along * (self._area.width() - 2 * inset)
        return QPointF(x, self._y(value))

    def join(self, start: QPointF, end: QPointF) -> None:
        """Draw a stem, or a line from dot to dot."""
        self._painter.setPen(QPen(INK, min(_STEM, self._dot)))
        self._painter.drawLine(start, end)

    def dot(self, at: QPointF, *, hollow: bool) -> None:
        """Draw a dot."""
        self._painter.setPen(QPen(INK, 0.35 * self._dot))
        self._painter.setBrush(Qt.GlobalColor.white if hollow else INK)
        self._painter.drawEllipse(at, self._dot, self._dot)

    def _y(self, value: float) -> float:
        lowest, highest = self._levels[0][0], self._levels[-1][0]
        share = (value - lowest) / (highest - lowest)
        return self._area.bottom() - share * self._area.height()


def _leaving(points: Sequence[Point]) -> tuple[Levels, Callable[[_Plot], None]]:
    """Draw each day as a stem from "as planned"; earlier goes up."""

    def draw(plot: _Plot) -> None:
        for day, minutes, hollow in points:
            end = plot.at(day, -minutes)
            plot.join(plot.at(day, 0), end)
            plot.dot(end, hollow=hollow)

    return _levels([-minutes for _, minutes, _ in points]), draw


def _load(points: Sequence[Point]) -> tuple[Levels, Callable[[_Plot], None]]:
    """Draw each day as a dot, joined to the one before where that is near."""

    def draw(plot: _Plot) -> None:
        for (day, load, _), (following, then, _) in pairwise(points):
            if (following - day).days <= _TOGETHER:
                plot.join(plot.at(day, load), plot.at(following, then))
        for day, load, hollow in points:
            plot.dot(plot.at(day, load), hollow=hollow)

    return [(0, "0"), (5, "5"), (10, "10")], draw


def _levels(values: Sequence[float]) -> Levels:
    """Return the hairlines that hold `values`, minutes before the plan."""
    lowest, highest = min(*values, 0, 0), max(*values, 0, 0)
    for step in _STEPS:
        below, above = max(-(lowest // step), 1), max(-(-highest // step), 1)
        if below + above < _MOST_LEVELS:
            break
    steps = range(-round(below), round(above) + 1)
    return [(number * step, _level(number * step)) for number in steps]


def _level(minutes: int) -> str:
    if not minutes:
        return "as planned"
    return f"{minutes} early" if minutes > 0 else f"{-minutes} later"


_WAYS: Final = {"leaving": _leaving, "load": _load}
