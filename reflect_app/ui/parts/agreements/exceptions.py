"""When confidence is broken: a list to be put in the words of the two who agree."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.wrapped_line import WrappedLine

ADD = "Add an exception"
LONGEST = 500
"""Letters of one exception: a long sentence or two."""


class Exceptions(QWidget):
    """One field for each, with a way to take it out, and a way to add one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Exception] = []
        self._add = Button(ADD, kind="link")
        self._add.setProperty("flush", True)
        self._add.clicked.connect(self._begin)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_exceptions(self, exceptions: Sequence[str]) -> None:
        """Show `exceptions`; `changed` stays silent."""
        while self._lines:
            self._take_out(self._lines[-1])
        for words in exceptions:
            self._put(words)

    def exceptions(self) -> tuple[str, ...]:
        """Return what is written, without lines that were left empty."""
        written = (line.field.text().strip() for line in self._lines)
        return tuple(words for words in written if words)

    def _begin(self) -> None:
        self._put("").field.setFocus()

    def _put(self, words: str) -> "_Exception":
        line = _Exception(words)
        line.field.textChanged.connect(self.changed)
        line.remove.clicked.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        line.show()
        self._number()
        return line

    def _remove(self, line: "_Exception") -> None:
        place = self._lines.index(line)
        self._take_out(line)
        rest = self._lines[place:] or self._lines[-1:]
        (rest[0].field if rest else self._add).setFocus()
        self.changed.emit()

    def _take_out(self, line: "_Exception") -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._number()

    def _number(self) -> None:
        for number, line in enumerate(self._lines, start=1):
            line.set_number(number)


class _Exception(QWidget):
    """One exception and the link that takes it out."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.field, self.remove = WrappedLine("", most=LONGEST), SmallLink("Take out")
        self.field.set_text(words)
        Beside(self.field, self.remove, spacing=12, parent=self)

    def set_number(self, number: int) -> None:
        """Tell a screen reader which of them this is, from 1 on."""
        self.field.setAccessibleName(f"Exception {number}")
        self.remove.setAccessibleName(f"Take out exception {number}")
