"""Seven days of plans side by side, each day one to choose."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayoutItem, QVBoxLayout, QWidget

from reflect_app.domain.dates import WEEKDAYS, full_day
from reflect_app.domain.plan import KEPT, NOT_THAT_DAY, PARTLY, PlanDay, PlanWeek, clock_time
from reflect_app.domain.planning import left_at, said, week_detail, week_heading
from reflect_app.domain.records import Plan
from reflect_app.ui.widgets.arrangement import Arrangement
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Line
from reflect_app.ui.widgets.choice import Choice, ChoiceGroup
from reflect_app.ui.widgets.text import Body, Secondary

MARKS = {KEPT: "✓", PARTLY: "~", NOT_THAT_DAY: "−"}  # noqa: RUF001
"""What stands for an answer in the week; the words are in the legend and in what is heard."""
_DAYS = 7
_NAMES_LEAST = 20
"""Letters m that the names of plans need beside the days; with less room they stand above."""
_GAP = 12


class Week(ChoiceGroup):
    """The days of a week with a row for each plan. A day ahead cannot be chosen yet."""

    chosen = Signal(object)
    """The day that the person chose."""
    change_requested = Signal(object)
    """This plan is to be changed."""

    def __init__(self) -> None:
        super().__init__("Day of the week")
        self._monday = date.min
        self._heads = [Choice("") for _ in range(_DAYS)]
        self._add(self._heads)
        self.picked.connect(lambda index: self.chosen.emit(self._monday + timedelta(index)))
        self._layout = _Columns(self, self._heads)

    def show_week(self, monday: date, rows: Sequence[PlanWeek], *, today: date) -> None:
        """Show the seven days from `monday` under `rows`."""
        self._monday = monday
        for index, head in enumerate(self._heads):
            day = monday + timedelta(index)
            head.setText(f"{'Today' if day == today else WEEKDAYS[index][:3]}\n{day.day}")
            head.setAccessibleName(_aloud([row.days[index] for row in rows], day))
            head.setEnabled(day <= today)
        self._layout.clear_rows()
        for row in rows:
            words = _Words(row)
            words.change_requested.connect(self.change_requested)
            self._layout.addWidget(Line(self))
            self._layout.addWidget(words)
            for index, square in enumerate(row.days):
                cell = _Cell(square)
                cell.clicked.connect(lambda index=index: self._click(index))
                self._layout.addWidget(cell)
        self._layout.invalidate()
        self.updateGeometry()

    def choose(self, day: date | None) -> None:
        """Show `day` as chosen, or none."""
        self._show(-1 if day is None else (day - self._monday).days)

    def _click(self, index: int) -> None:
        if self._choice(index).isEnabled():
            self._pick(index)


class _Words(QWidget):
    """The name of a plan, what is planned, and the way to change it while it goes on."""

    change_requested = Signal(object)

    def __init__(self, row: PlanWeek) -> None:
        super().__init__()
        plan: Plan = row.plan
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(Body(week_heading(plan)))
        lines.addWidget(Secondary(week_detail(plan)))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(lines, 1)
        if plan.until is None:
            change = Button("Change", kind="link")
            change.setAccessibleName(f"Change {week_heading(plan)}")
            change.clicked.connect(lambda: self.change_requested.emit(plan))
            across.addWidget(change, alignment=Qt.AlignmentFlag.AlignTop)


class DayMark(QLabel):
    """How a day went, as a mark in a box; the box alone where nothing is said."""

    def __init__(self, day: PlanDay) -> None:
        super().__init__(MARKS[day.answer.answer] if day.answer else "")
        how = day.answer.answer if day.answer else "free" if day.planned is None else "open"
        self.setProperty("how", how)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        side = round(self.fontMetrics().height() * 1.6)
        self.setFixedSize(side, side)


class _Cell(QWidget):
    """One plan on one day."""

    clicked = Signal()

    def __init__(self, day: PlanDay) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(DayMark(day), alignment=Qt.AlignmentFlag.AlignHCenter)
        actual = left_at(day)
        if actual is not None:
            column.addWidget(Secondary(clock_time(actual)), alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


class _Columns(Arrangement):
    """Names to the left of seven equal columns, or above them where there is little room.

    Its things come in this order: seven heads, then for each row a line, the words, seven cells.
    """

    def __init__(self, parent: QWidget, heads: Sequence[Choice]) -> None:
        super().__init__(parent)
        self._heads = heads
        for head in heads:
            self.addWidget(head)

    def clear_rows(self) -> None:
        """Take everything out but the heads."""
        while len(self._items) > _DAYS:
            if widget := self._items.pop().widget():
                widget.hide()
                widget.deleteLater()

    def sizeHint(self) -> QSize:
        """Return the size with the names beside the days."""
        width = self._names_least() + _GAP + _DAYS * self._column_least()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Return the least width, with the names above the days."""
        words = (row[1].minimumSize().width() for row in self._rows())
        return QSize(max(_DAYS * self._column_least(), *words, 0), 0)

    def _rows(self) -> list[list[QLayoutItem]]:
        step = 2 + _DAYS
        return [self._items[at : at + step] for at in range(_DAYS, len(self._items), step)]

    def _column_least(self) -> int:
        cells = (cell for row in self._rows() for cell in row[2:])
        return max(item.minimumSize().width() for item in (*self._items[:_DAYS], *cells))

    def _names_least(self) -> int:
        return _NAMES_LEAST * self._heads[0].fontMetrics().horizontalAdvance("m")

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        least = self._column_least()
        beside = rect.width() >= self._names_least() + _GAP + _DAYS * least
        column = max(least, rect.width() * 11 // 20 // _DAYS) if beside else rect.width() // _DAYS
        left = rect.x() + rect.width() - _DAYS * column
        names = left - rect.x() - _GAP if beside else rect.width()

        def put(item: QLayoutItem, x: int, y: int, width: int) -> int:
            fluid = item.hasHeightForWidth()
            height = item.heightForWidth(width) if fluid else item.sizeHint().height()
            if place:
                item.setGeometry(QRect(x, y, width, height))
            return height

        def put_days(items: Sequence[QLayoutItem], y: int) -> int:
            return max(put(item, left + at * column, y, column) for at, item in enumerate(items))

        y = rect.y() + put_days(self._items[:_DAYS], rect.y())
        for line, words, *cells in self._rows():
            y += _GAP // 2
            y += put(line, rect.x(), y, rect.width()) + _GAP
            height = put(words, rect.x(), y, names)
            if beside:
                y += max(height, put_days(cells, y))
            else:
                y += height + _GAP
                y += put_days(cells, y)
            y += _GAP // 2
        return y - rect.y()


def _aloud(days: Sequence[PlanDay], day: date) -> str:
    """Return what a screen reader says for a day: everything in its column."""
    return ". ".join((full_day(day), *filter(None, map(said, days))))
