"""A number for each session of a year, on the day it was held."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from reflect_app.domain.dates import MONTHS
from reflect_app.domain.over_time import Year
from reflect_app.domain.supervision import day_month_year
from reflect_app.ui.theme import Role, Theme
from reflect_app.ui.widgets.painted import Painted
from reflect_app.ui.widgets.text import Secondary

Points = Sequence[tuple[date, int]]

_HEAD, _PLOT, _MONTHS = 1.6, 5.5, 1.6
"""Heights of the numbers above the plot, the plot and the months below it, in heights of text."""
_LEFT = 2.6
_NARROW = 12
_DOT = 0.26
"""Half a dot's width, in heights of the text; the others are widths in the same."""
_SHORT = 3
_LEAST_TOP = 28


class SessionsChart(Painted):
    """A stem or a dot for each session, with its number where that covers no other.

    Nothing joins them: a line would draw a direction that a handful of sessions cannot have.
    """

    crowded = Signal()
    """Some mark has no number, as there is no room for it."""

    def __init__(
        self,
        theme: Theme,
        *,
        shape: Literal["stem", "dot"],
        top: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Take the upper end of the scale, or find it in the numbers where that is None."""
        super().__init__(theme, parent)
        self._shape = shape
        self._role: Role = "accent" if shape == "stem" else "plum"
        self._top = top
        self._points: Points = ()
        self._year = Year("", "", date.min, date.max)

    def show_points(self, points: Points, year: Year, about: str, today: date) -> None:
        """Show `points`, oldest first; a screen reader hears `about` and each of them."""
        self._points, self._year = points, year
        each = ", ".join(f"{day_month_year(day, today)}: {value}" for day, value in points)
        self.setAccessibleName(f"{about} {each}".strip())
        self.update()
        self._look_for_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell of numbers that there is no room for."""
        super().showEvent(event)
        self._look_for_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of numbers that there is no room for at another width."""
        super().resizeEvent(event)
        self._look_for_room()

    def sizeHint(self) -> QSize:
        """Return the height it needs and the least width; it takes whatever width there is."""
        letter = self._letter()
        return QSize(round(_NARROW * letter), round((_HEAD + _PLOT + _MONTHS) * letter))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the two ends of the scale, the months, and each session."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        self._paint_scale(painter)
        self._paint_months(painter)
        self._paint_points(painter)
        self._paint_numbers(painter)

    def _paint_scale(self, painter: QPainter) -> None:
        plot, letter = self._plot(), self._letter()
        for value in (0, self._highest()):
            y = self._y(value)
            painter.setPen(QPen(self._theme.colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(self._theme.colour("muted"))
            place = QRectF(0, y - letter, plot.left() - 0.6 * letter, 2 * letter)
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, side, str(value))

    def _paint_months(self, painter: QPainter) -> None:
        """Name the months at their first days: all of them, or every third with less room."""
        plot = self._plot()
        firsts = _firsts(self._year)
        wide = painter.fontMetrics().horizontalAdvance(MONTHS[8][:_SHORT]) + 0.6 * self._letter()
        step = 1 if wide * len(firsts) <= plot.width() else 3
        painter.setPen(self._theme.colour("muted"))
        for first in firsts[::step]:
            x = self._x(first)
            room = QRectF(x, plot.bottom(), wide, self.height() - plot.bottom())
            if room.right() <= self.width():
                painter.drawText(room, Qt.AlignmentFlag.AlignBottom, _short(first))

    def _paint_points(self, painter: QPainter) -> None:
        letter, ground = self._letter(), self._y(0)
        colour = self._theme.colour(self._role)
        for day, value in self._points:
            point = QPointF(self._x(day), self._y(value))
            if self._shape == "stem":
                painter.setPen(QPen(colour, 0.16 * letter))
                painter.drawLine(QPointF(point.x(), ground), point)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(point, _DOT * letter, _DOT * letter)

    def _paint_numbers(self, painter: QPainter) -> None:
        painter.setPen(self._theme.colour("text"))
        for value, room in self._numbers():
            painter.fillRect(room, self._theme.colour("surface"))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(value))

    def _numbers(self) -> list[tuple[int, QRectF]]:
        """Return the numbers that have room, above their mark or else below it, with that room."""
        marks = [self._mark(day, value) for day, value in self._points]
        taken: list[tuple[int, QRectF]] = []
        for place, (_, value) in enumerate(self._points):
            others = [*marks[:place], *marks[place + 1 :], *(room for _, room in taken)]
            for room in self._rooms(*self._points[place]):
                if not any(room.intersects(each) for each in others):
                    taken.append((value, room))
                    break
        return taken

    def _mark(self, day: date, value: int) -> QRectF:
        """Return what a dot covers, or a stem with its dot."""
        half = _DOT * self._letter()
        x, y = self._x(day), self._y(value)
        foot = self._y(0) if self._shape == "stem" else y + half
        return QRectF(x - half, y - half, 2 * half, foot - y + half)

    def _rooms(self, day: date, value: int) -> Iterator[QRectF]:
        """Yield where the number of a mark may stand: never on its stem or on the months."""
        letter, x, y = self._letter(), self._x(day), self._y(value)
        figures = QFontMetricsF(self._theme.font("small"))
        wide = figures.horizontalAdvance(str(value)) + 0.2 * letter
        yield QRectF(x - wide / 2, y - 1.7 * letter, wide, 1.3 * letter)
        below = QRectF(x - wide / 2, y + 0.4 * letter, wide, 1.3 * letter)
        if self._shape == "dot" and below.bottom() <= self._plot().bottom():
            yield below

    def _look_for_room(self) -> None:
        # Before it is on the screen its width says nothing.
        if self.isVisible() and len(self._numbers()) < len(self._points):
            self.crowded.emit()

    def _plot(self) -> QRectF:
        letter = self._letter()
        left = _LEFT * letter
        width = max(self.width() - left - letter, 1)
        return QRectF(left, _HEAD * letter, width, _PLOT * letter)

    def _x(self, day: date) -> float:
        plot = self._plot()
        whole = (self._year.last - self._year.first).days or 1
        return plot.left() + plot.width() * (day - self._year.first).days / whole

    def _y(self, value: int) -> float:
        plot = self._plot()
        return plot.bottom() - plot.height() * value / self._highest()

    def _highest(self) -> int:
        if self._top is not None:
            return self._top
        return max(_LEAST_TOP, *(value for _, value in self._points), 1)


class ChartWords(Secondary):
    """All numbers of a chart in their order, out of sight while the chart has room for them."""

    def __init__(self, chart: SessionsChart) -> None:
        super().__init__()
        self._points: Points = ()
        chart.crowded.connect(self._tell)
        self.hide()

    def begin(self, points: Points) -> None:
        """Be about these, and wait until the chart has no room for one of them.

        It stays then at any width: what came and went with the width could change it in turn.
        """
        self._points = points
        self.hide()

    def _tell(self) -> None:
        if self.isHidden():
            self.setText(in_order(self._points))
            self.show()


def in_order(points: Points) -> str:
    """Say each number by its month: "In order: September 4, 7; October 8."."""
    months = groupby(points, lambda point: (point[0].year, point[0].month))
    said = (
        f"{MONTHS[month - 1]} {', '.join(str(value) for _, value in each)}"
        for (_, month), each in months
    )
    return f"In order: {'; '.join(said)}."


def _firsts(year: Year) -> list[date]:
    """Return the first days of the months that begin within `year`."""
    months = range(year.first.year * 12, (year.last.year + 1) * 12)
    days = (date(month // 12, month % 12 + 1, 1) for month in months)
    return [day for day in days if year.holds(day)]


def _short(day: date) -> str:
    return MONTHS[day.month - 1][:_SHORT]
