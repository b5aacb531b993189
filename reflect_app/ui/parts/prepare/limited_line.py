"""A line to write that says so when it takes no more."""

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.wrapped_line import WrappedLine
from reflect_app.ui.widgets.writing import clean_line

CUT = "The end of what you pasted is not in it."


class LimitedLine(QWidget):
    """A `field` for one line, and below it a quiet word once it is full."""

    def __init__(self, name: str, most: int, full: str) -> None:
        """Say `full` once there are as many letters as `most`."""
        super().__init__()
        self.field = _Field(name, most)
        self._most, self._full = most, full
        self._notice = Notice()
        self.field.textChanged.connect(self._look)
        self.setFocusProxy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self._notice)

    def _look(self) -> None:
        """Say that there is no more room, and whether something was cut off, or nothing."""
        said = ""
        if len(self.field.text()) >= self._most:
            said = f"{self._full} {CUT}" if self.field.is_cut else self._full
        if said != self._notice.text():
            self._notice.say(said)


class _Field(WrappedLine):
    def __init__(self, name: str, most: int) -> None:
        super().__init__(name, most=most)
        self._letters = most
        self.is_cut = False
        """What was pasted last had no room."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Notice whether all of it goes in."""
        kept = len(self.text()) - len(self.textCursor().selectedText())
        self.is_cut = kept + len(clean_line(source.text())) > self._letters
        super().insertFromMimeData(source)
        if self.is_cut:
            self.textChanged.emit()  # where there was no room at all, nothing has changed
        self.is_cut = False
