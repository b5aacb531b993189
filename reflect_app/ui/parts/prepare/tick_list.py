"""Rows to tick, close together; the first few of many."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.parts.prepare.tick_row import TickRow
from reflect_app.ui.widgets.card import Line
from reflect_app.ui.widgets.small_link import SmallLink

SHOWN = 5
"""How many rows a list shows before it is asked for all."""

Maker = Callable[[], TickRow]
"""What makes a row once it is to be seen."""


class TickList(QWidget):
    """Rows with hairlines above them; once it was asked for all it goes on showing all."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._whole = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def fill(self, rows: Sequence[Maker]) -> None:
        """Show what `rows` make instead of those before."""
        self.hide()  # in sight everything would be laid out anew with each of them
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        # One more is shown sooner than a link to it.
        first = len(rows) if self._whole or len(rows) <= SHOWN + 1 else SHOWN
        for row in rows[:first]:
            self._add(row())
        if rows[first:]:
            self._hold_back(rows[first:], len(rows))
        self.setVisible(bool(rows))

    def _add(self, row: TickRow) -> None:
        line = Line()
        for widget in (line, row):
            self._column.addWidget(widget)
            widget.show()

    def _hold_back(self, rest: Sequence[Maker], count: int) -> None:
        more = SmallLink(f"Show all {count} {self._what}", f"Show all {count} {self._what}")
        more.clicked.connect(lambda: self._show_rest(rest, more))
        self._column.addWidget(Line())
        self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        more.show()

    def _show_rest(self, rest: Sequence[Maker], more: SmallLink) -> None:
        self._whole = True
        line = self._column.itemAt(self._column.count() - 2)
        for widget in (more, line.widget() if line else None):
            if widget:
                self._column.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        rows = [row() for row in rest]
        for row in rows:
            self._add(row)
        rows[0].setFocus()
