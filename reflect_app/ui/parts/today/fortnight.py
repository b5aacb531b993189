"""The last two weeks at a glance, once a check-in is saved: before, they would pull on it."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reflect_app.domain.dates import short_date
from reflect_app.domain.progress import FORTNIGHT, DayLoad, fortnight_in_words, last_fortnight
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.painted import Painted

_HIGHEST = 10
_PLOT, _DATES = 3.2, 1.5
"""Heights of the plot and of the dates below it, in heights of the text."""
_NARROW = 10
"""Least width, in heights of the text."""
_DOT = 0.24
"""Half a dot's width, in heights of the text."""


class FortnightLine(Painted):
    """A dot for each day with a check-in, at its median; days without one stay empty."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._days: Sequence[DayLoad] = ()
        self._usual: tuple[float, float] | None = None
        self._today = date.min

    def show_days(
        self, days: Sequence[DayLoad], usual: tuple[float, float] | None, today: date
    ) -> None:
        """Show the last of `days`, oldest first, and the usual range if there is one."""
        self._days = last_fortnight(days, today)
        self._usual, self._today = usual, today
        self.setAccessibleName(fortnight_in_words(self._days))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the plot and its dates, and the least room for a dot a day.

        It takes whatever width there is: asking for more would move the page when it appears.
        """
        letter = self._letter()
        return QSize(round(_NARROW * letter), round((_PLOT + _DATES + 0.6) * letter))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the range, the line where days follow each other, and a dot a day."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        self._paint_ground(painter)
        self._paint_line(painter)
        for each in self._days:
            self._paint_dot(painter, each)

    def _paint_ground(self, painter: QPainter) -> None:
        plot = self._plot()
        if self._usual:
            low, high = (self._y(value) for value in self._usual)
            band = QRectF(plot.left(), high - 1.5, plot.width(), low - high + 3)
            painter.fillRect(band, self._theme.colour("accent_soft"))
        painter.setPen(QPen(self._theme.colour("line"), 1))
        for value in (0, _HIGHEST):
            y = self._y(value)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(self._theme.colour("muted"))
        for value in (0, _HIGHEST):
            row = QRectF(0, self._y(value) - self._letter(), plot.left(), 2 * self._letter())
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, str(value))
        foot = QRectF(plot.left(), plot.bottom(), plot.width(), self.height() - plot.bottom())
        first = short_date(self._today - timedelta(days=FORTNIGHT - 1))
        for words, side in (
            (first, Qt.AlignmentFlag.AlignLeft),
            ("today", Qt.AlignmentFlag.AlignRight),
        ):
            painter.drawText(foot, side | Qt.AlignmentFlag.AlignBottom, words)

    def _paint_line(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._theme.colour("plum"), 0.1 * self._letter()))
        for before, after in zip(self._days, self._days[1:], strict=False):
            if (after.day - before.day).days == 1:
                painter.drawLine(self._point(before), self._point(after))

    def _paint_dot(self, painter: QPainter, each: DayLoad) -> None:
        plum, ground = self._theme.colour("plum"), self._theme.colour("surface")
        radius = _DOT * self._letter()
        painter.setPen(QPen(plum, 0.12 * self._letter()))
        painter.setBrush(ground if each.later else plum)
        painter.drawEllipse(self._point(each), radius, radius)

    def _plot(self) -> QRectF:
        letter = self._letter()
        left = 1.9 * letter
        return QRectF(left, 0.6 * letter, max(self.width() - left, 1), _PLOT * letter)

    def _point(self, each: DayLoad) -> QPointF:
        plot = self._plot()
        place = FORTNIGHT - 1 - (self._today - each.day).days
        return QPointF(plot.left() + plot.width() * (place + 0.5) / FORTNIGHT, self._y(each.median))

    def _y(self, value: float) -> float:
        plot = self._plot()
        return plot.bottom() - plot.height() * value / _HIGHEST
