"""The day and the time of a session, as two forms ask for them."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.clock import Clock
from reflect_app.domain.dates import WEEKDAYS
from reflect_app.domain.supervision import distance
from reflect_app.ui.widgets.fields import DateField
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.time_field import TimeField

UNCLEAR_TIME = "That could not be read as a time. Please write it like 10:00, or leave it empty."


class WhenFields(QWidget):
    """A date, a time that may stay empty, and how far off that is."""

    def __init__(self, clock: Clock, date_name: str, time_name: str) -> None:
        super().__init__()
        self._clock = clock
        self._date, self._time = DateField(date_name), TimeField("", time_name)
        self._distance = Secondary()
        self._date.dateChanged.connect(self._say_distance)
        self.setFocusProxy(self._date)
        fields = FlowLayout(spacing=8)
        for words, field in (("On", self._date), ("at", self._time)):
            fields.addWidget(_labelled(words, field))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(fields)
        column.addWidget(self._distance)

    def show_when(self, day: date, start: int | None) -> None:
        """Show a day and a time in minutes after midnight, None where it is not known."""
        self._date.set_day(day)
        self._time.set_minutes(start)
        self._say_distance()

    def day(self) -> date:
        """Return the day that is put in."""
        return self._date.day()

    def start(self) -> int | None:
        """Return the time that is put in, in minutes after midnight; None for none or unclear."""
        return self._time.minutes()

    def is_unclear(self) -> bool:
        """Say whether something is put in that is no time, and go there."""
        unclear = self._time.minutes() is None and bool(self._time.text().strip())
        if unclear:
            self._time.setFocus()
        return unclear

    def _say_distance(self) -> None:
        day = self._date.day()
        away = distance(day, self._clock.today())
        self._distance.setText(f"{WEEKDAYS[day.weekday()]}, {away}.")


def _labelled(words: str, field: QWidget) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    label = Secondary(words)
    label.setWordWrap(False)
    row.addWidget(label)
    row.addWidget(field)
    return pair
