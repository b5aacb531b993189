"""An entry that can be read, in a row of its own: its heading and the day, as long as they need."""

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QVBoxLayout

from reflect_app.domain.dates import long_day
from reflect_app.domain.reflective_models import model
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.text import Body, Secondary


class EntryRow(Button):
    """A button of several lines; one without a heading is named after its reflective model."""

    def __init__(self, heading: str, way: str, day: date) -> None:
        super().__init__("", kind="link")
        words = heading or model(way).name
        self.setAccessibleName(f"Read {words}, {long_day(day)}")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 8)
        lines.setSpacing(2)
        for label in (Body(words), Secondary(long_day(day))):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            lines.addWidget(label)

    def sizeHint(self) -> QSize:
        """Return the size of the words."""
        return self._lines().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size of the longest word."""
        return self._lines().minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower row makes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at `width`."""
        return self._lines().heightForWidth(width)

    def _lines(self) -> QLayout:
        layout = self.layout()
        if layout is None:
            raise RuntimeError("it is laid out when it is made")
        return layout
