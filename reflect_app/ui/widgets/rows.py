"""Rows of words with links beside them, the first few of many until more are asked for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Line
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import Body, Secondary

SHOWN = 6
"""How many rows a list shows before it is asked for all."""
_WIDEST = "Wednesday 30 September at 10:00"


def link(words: str, about: str, asked: SignalInstance, given: object) -> Button:
    """Return a link that emits `asked` with `given`; a screen reader hears `about` too."""
    button = Button(words, kind="link")
    button.setAccessibleName(f"{words}{about}")
    button.clicked.connect(lambda: asked.emit(given))
    return button


class Row(QWidget):
    """Two lines of words with what can be done about them beside, or below while they need it."""

    def __init__(self, words: str, more: str, *buttons: Button) -> None:
        super().__init__()
        actions = QWidget()
        row = FlowLayout(actions, spacing=16)
        for button in buttons:
            button.setProperty("flush", True)
            row.addWidget(button)
        Beside(_Words(words, more), actions, parent=self)


class _Words(QWidget):
    """A line of words and a lighter one, each as wide as the others of its list."""

    def __init__(self, words: str, more: str) -> None:
        super().__init__()
        self._first = Body(words)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self._first)
        lines.addWidget(Secondary(more))

    def sizeHint(self) -> QSize:
        """Return room for a day with its time, so that all rows stand alike."""
        width = self._first.fontMetrics().horizontalAdvance(_WIDEST)
        return QSize(width, super().sizeHint().height())


Maker = Callable[[], QWidget]
"""What makes a row once it is to be seen: three hundred take a third of a second."""


class Rows(QWidget):
    """Rows with hairlines between; past the first few, the rest on asking."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._whole = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def fill(self, rows: Sequence[Maker]) -> None:
        """Show what `rows` make instead of those before."""
        clear(self._column)
        self.setVisible(bool(rows))
        for number, row in enumerate(rows):
            if number == SHOWN and not self._whole:
                self._hold_back(rows[number:], len(rows))
                return
            self._add_row(row())

    def _add_row(self, row: QWidget) -> None:
        if self._column.count():
            self._column.addWidget(Line())
        self._column.addWidget(row)
        row.show()

    def _hold_back(self, rest: Sequence[Maker], count: int) -> None:
        more = Button(f"Show all {count} {self._what}", kind="link")
        more.setProperty("flush", True)
        more.clicked.connect(lambda: self._show_rest(rest, more))
        self._column.addWidget(more, alignment=Qt.AlignmentFlag.AlignLeft)

    def _show_rest(self, rest: Sequence[Maker], more: Button) -> None:
        self._whole = True
        self._column.removeWidget(more)
        more.hide()
        more.deleteLater()
        for row in rest:
            self._add_row(row())
