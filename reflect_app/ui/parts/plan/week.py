"""Seven days of plans side by side, each day one to choose."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayoutItem, QVBoxLayout, QWidget

from reflect_app.domain.dates import WEEKDAYS, full_day
from reflect_app.domain.plan import (
    AWAY,
    KEPT,
    NOT_THAT_DAY,
    OFF,
    PARTLY,
    PlanDay,
    PlanWeek,
    clock_time,
)
from reflect_app.domain.planning import left_at, said, week_heading
from reflect_app.domain.records import Plan
from reflect_app.ui.widgets.arrangement import Arrangement
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Line
from reflect_app.ui.widgets.choice import Choice, ChoiceGroup
from reflect_app.ui.widgets.text import Body, Secondary

MARKS = {KEPT: "✓", PARTLY: "~", NOT_THAT_DAY: "○", OFF: "–"}  # noqa: RUF001
"""What stands for how a day went; the words are in the legend and in what is heard."""
_DAYS = 7
_NAMES_LEAST = 20
"""Letters m that the names of plans need beside the days; with less room they stand above."""
_GAP = 12


class Week(ChoiceGroup):
    """The days of a week with a row for each plan."""

    chosen = Signal(object)
    """The day that the person chose."""
    change_requested = Signal(object)
    """This plan is to be changed."""

    def __init__(self) -> None:
        super().__init__("Day of the week")
        self._monday = date.min
        self._shape: list[tuple[object, ...]] = []
        self._words: list[PlanWords] = []
        self._cells: list[list[_Cell]] = []
        self._heads = [Choice("") for _ in range(_DAYS)]
        self._add(self._heads)
        self.picked.connect(lambda index: self.chosen.emit(self._monday + timedelta(index)))
        self._layout = _Columns(self, self._heads)

    def show_week(
        self,
        monday: date,
        rows: Sequence[PlanWeek],
        notes: Mapping[int, Sequence[str]],
        *,
        today: date,
    ) -> None:
        """Show the seven days from `monday` under `rows`, each plan with its `notes` by its id."""
        self._monday = monday
        for index, head in enumerate(self._heads):
            day = monday + timedelta(index)
            head.setText(f"{'Today' if day == today else WEEKDAYS[index][:3]}\n{day.day}")
            head.setAccessibleName(_aloud([row.days[index] for row in rows], day))
        plans = [row.plan for row in rows]
        shape: list[tuple[object, ...]] = [
            (plan.id, week_heading(plan), plan.until) for plan in plans
        ]
        if shape != self._shape:
            self._shape = shape
            self._begin_rows(plans)
        for row, words, cells in zip(rows, self._words, self._cells, strict=True):
            words.show_plan(row.plan, notes.get(row.plan.id, ()))
            for square, cell in zip(row.days, cells, strict=True):
                cell.show_square(square)
        self._layout.invalidate()
        self.updateGeometry()

    def choose(self, day: date) -> None:
        """Show `day` as chosen."""
        self._show((day - self._monday).days)

    def _begin_rows(self, plans: Sequence[Plan]) -> None:
        """Make a row for each plan: most of what changes in a week changes within them."""
        self._layout.clear_rows()
        self._words = [PlanWords(plan) for plan in plans]
        self._cells = [[_Cell() for _ in range(_DAYS)] for _ in plans]
        for words, cells in zip(self._words, self._cells, strict=True):
            words.change_requested.connect(self.change_requested)
            self._layout.addWidget(Line(self))
            self._layout.addWidget(words)
            for index, cell in enumerate(cells):
                cell.clicked.connect(lambda index=index: self._pick(index))
                self._layout.addWidget(cell)


class PlanWords(QWidget):
    """The name of a plan, what is planned, and the way to change it while it goes on."""

    change_requested = Signal(object)

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self._notes: list[Secondary] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._lines.addWidget(Body(week_heading(plan)))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(self._lines, 1)
        if plan.until is None:
            change = Button("Change", kind="link")
            change.setAccessibleName(f"Change {week_heading(plan)}")
            change.clicked.connect(lambda: self.change_requested.emit(self._plan))
            across.addWidget(change, alignment=Qt.AlignmentFlag.AlignTop)

    def show_plan(self, plan: Plan, notes: Sequence[str]) -> None:
        """Show the same plan as it is now, with a quiet line for each of `notes`."""
        self._plan = plan
        while len(self._notes) < len(notes):
            self._notes.append(Secondary())
            self._lines.addWidget(self._notes[-1])
        for number, label in enumerate(self._notes):
            words = notes[number] if number < len(notes) else ""
            if label.text() != words:
                label.setText(words)
            label.setVisible(bool(words))


class DayMark(QLabel):
    """How a day went, as a mark in a box; the box alone where nothing is said."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fit()

    def show_state(self, state: str) -> None:
        """Show how the day went: one of the states of a `PlanDay`."""
        if self.property("how") == state:
            return
        self.setProperty("how", state)
        self.setText(MARKS.get(state, ""))
        self.style().polish(self)

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

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._mark, self._left_at = DayMark(), Secondary()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self._mark, self._left_at):
            column.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def show_square(self, day: PlanDay) -> None:
        """Show how the plan went on `day`."""
        self._mark.show_state(day.state)
        actual = left_at(day)
        words = "" if actual is None else clock_time(actual)
        if self._left_at.text() != words:
            self._left_at.setText(words)
        self._left_at.setVisible(bool(words))

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
    away = next((AWAY[each.away] for each in days if each.away), "")
    return ". ".join(filter(None, (full_day(day), away, *map(said, days))))
