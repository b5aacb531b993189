"""A short field for a time of day."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from reflect_app.domain.plan import clock_time, parse_clock
from reflect_app.ui.widgets.writing import OneLine

_ROOM = "00:00 p.m."
_QT_CHARACTERS = 17
"""How many letters x QLineEdit makes room for."""


class ShortField(OneLine):
    """A field just wide enough for a few characters."""

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for a time, however it is written."""
        size, metrics = super().sizeHint(), self.fontMetrics()
        spare = _QT_CHARACTERS * metrics.horizontalAdvance("x") - metrics.horizontalAdvance(_ROOM)
        return QSize(size.width() - spare, size.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a time is never cut off."""
        return self.sizeHint()


class TimeField(ShortField):
    """A time of day, read in the ways people write one."""

    def minutes(self) -> int | None:
        """Return the minutes after midnight that were meant, or None if unclear."""
        return parse_clock(self.text())

    def set_minutes(self, minutes: int | None) -> None:
        """Show a time in minutes after midnight, or nothing."""
        self.setText("" if minutes is None else clock_time(minutes))
