"""The working week as it usually is: which days, when lunch is, when it ends."""

from typing import Any, TypedDict

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.dates import WEEKDAYS
from reflect_app.domain.planning import LONGEST, SHORTEST, SUGGESTED_LENGTH, WORKING_WEEK
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.time_field import ShortField, TimeField

NO_DAY = "Please choose at least one day."
NO_LUNCH = "Please write the time of lunch like 12:30, or nothing."
NO_LEAVING = "Please write the leaving time like 17:15, or nothing."
NO_LENGTH = f"Please write the length of lunch in minutes, from {SHORTEST} to {LONGEST}."


class Week(TypedDict):
    """What the journal keeps under "week"; times are local minutes after midnight."""

    days: list[int]
    """The weekdays that are worked, 0 for Monday."""
    lunch: int | None
    lunch_minutes: int
    leave: int | None


USUAL = Week(
    days=[day for day, worked in enumerate(WORKING_WEEK) if worked],
    lunch=None,
    lunch_minutes=SUGGESTED_LENGTH,
    leave=None,
)
"""What is shown where nobody has said."""


class WeekFields(QWidget):
    """Seven days to tick and two times, each of which may be left out."""

    changed = Signal()
    """A day was ticked, or a field was left with something else in it."""
    confirmed = Signal()
    """Enter was pressed in a field."""

    def __init__(self) -> None:
        super().__init__()
        self._days = [Chip(name[:3]) for name in WEEKDAYS]
        self._lunch = TimeField("12:30", "Usual start of lunch")
        self._length = ShortField(str(SUGGESTED_LENGTH), "Usual minutes of lunch")
        self._leave = TimeField("17:15", "Usual leaving time")
        for name, chip in zip(WEEKDAYS, self._days, strict=True):
            chip.setAccessibleName(name)
            chip.toggled.connect(self.changed)
        self._lunch.editingFinished.connect(self._suggest_length)
        for field in (self._lunch, self._length, self._leave):
            field.editingFinished.connect(self.changed)
            field.returnPressed.connect(self.confirmed)
        self.setFocusProxy(self._days[0])
        self._lay_out()
        self.set_week(USUAL)

    def set_week(self, week: Week) -> None:
        """Show `week`, silently."""
        for day, chip in enumerate(self._days):
            with QSignalBlocker(chip):
                chip.setChecked(day in week["days"])
        self._lunch.set_minutes(week["lunch"])
        # Beside a time that is only a hint, the usual length is one too.
        hint = week["lunch"] is None and week["lunch_minutes"] == SUGGESTED_LENGTH
        self._length.setText("" if hint else str(week["lunch_minutes"]))
        self._leave.set_minutes(week["leave"])

    def week(self) -> Week:
        """Return what is shown; only where `problem` has nothing to say is it what was meant."""
        length = self._length.text().strip() or str(SUGGESTED_LENGTH)
        return Week(
            days=[day for day, chip in enumerate(self._days) if chip.isChecked()],
            lunch=self._lunch.minutes(),
            lunch_minutes=int(length) if length.isdecimal() and len(length) < 4 else 0,
            leave=self._leave.minutes(),
        )

    def problem(self) -> str:
        """Return what has to be put right first, or an empty string."""
        week: Any = self.week()
        checks = (
            (not week["days"], NO_DAY),
            (_unclear(self._lunch), NO_LUNCH),
            (not SHORTEST <= week["lunch_minutes"] <= LONGEST, NO_LENGTH),
            (_unclear(self._leave), NO_LEAVING),
        )
        return next((sentence for wrong, sentence in checks if wrong), "")

    def _suggest_length(self) -> None:
        """Let the usual length stand once a time stands."""
        if self._lunch.minutes() is not None and not self._length.text().strip():
            self._length.setText(str(SUGGESTED_LENGTH))

    def _lay_out(self) -> None:
        days, lunch, leave = FlowLayout(), FlowLayout(spacing=8), FlowLayout(spacing=8)
        for chip in self._days:
            days.addWidget(chip)
        start, length = QWidget(), QWidget()
        for pair, widgets in (
            (start, (_label("Lunch from"), self._lunch)),
            (length, (_label("for"), self._length, _label("minutes"))),
        ):
            together = FlowLayout(pair, spacing=8)
            for widget in widgets:
                together.addWidget(widget)
            lunch.addWidget(pair)
        leave.addWidget(_label("Leaving at"))
        leave.addWidget(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for layout in (days, lunch, leave):
            column.addLayout(layout)


def _unclear(field: TimeField) -> bool:
    return bool(field.text().strip()) and field.minutes() is None


def _label(text: str) -> Secondary:
    """Return a few words beside a field, in one line."""
    label = Secondary(text)
    label.setWordWrap(False)
    return label
