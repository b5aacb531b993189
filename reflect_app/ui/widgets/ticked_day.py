"""A day that something was or will be, or none."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from reflect_app.ui.widgets.fields import DateField
from reflect_app.ui.widgets.flow import FlowLayout


class TickedDay(QWidget):
    """A box to tick, and beside it a date for as long as it is ticked."""

    changed = Signal()

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self._is = QCheckBox(words)
        self._date = DateField(name)
        self._is.toggled.connect(self._turn)
        self._date.dateChanged.connect(self.changed)
        row = FlowLayout(self, spacing=12)
        row.addWidget(self._is)
        row.addWidget(self._date)

    def day(self) -> date | None:
        """Return the day, None where the box is empty."""
        return self._date.day() if self._is.isChecked() else None

    def show_day(self, day: date | None, suggested: date) -> None:
        """Show `day`; `changed` stays silent. Once the box is ticked `suggested` stands there."""
        with QSignalBlocker(self._is), QSignalBlocker(self._date):
            self._is.setChecked(day is not None)
            self._date.set_day(day or suggested)
        self._date.setVisible(day is not None)

    def _turn(self, ticked: bool) -> None:  # noqa: FBT001
        self._date.setVisible(ticked)
        self.changed.emit()
