"""Which session is prepared, where several lie ahead; and what to do where none does."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reflect_app.domain.records import Session
from reflect_app.domain.supervision import kind_name, when_in_words
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.fields import ListField
from reflect_app.ui.widgets.text import Body, Secondary

NO_DATE = "No supervision date yet"
INVITATION = "With a date there is something to prepare for. It is added under Supervision."


class SessionPicker(QWidget):
    """A list of the sessions ahead, out of sight while there is nothing to choose."""

    chosen = Signal(int)
    """The session with this id is to be prepared."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: int | None = None
        self._list = ListField("Session to prepare for", {})
        self._list.currentIndexChanged.connect(lambda _: self.chosen.emit(self._list.currentData()))
        self._list.setMinimumWidth(160)
        words = Secondary("Preparing for")
        words.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(self._list)
        row.addStretch(1)

    def show_sessions(self, ahead: Sequence[Session], shown: Session | None, today: date) -> None:
        """Offer the sessions `ahead`, and the one that is `shown` wherever it lies."""
        known = shown is None or any(each.id == shown.id for each in ahead)
        offered = list(ahead) if known or shown is None else [shown, *ahead]
        with QSignalBlocker(self._list):
            self._list.clear()
            for each in offered:
                words = f"{when_in_words(each, today)}, {kind_name(each.kind)}"
                self._list.addItem(words, each.id)
        self._shown = shown.id if shown else None
        self.go_back()
        self.setVisible(len(offered) > 1)

    def go_back(self) -> None:
        """Show which session is prepared, whatever was chosen."""
        with QSignalBlocker(self._list):
            self._list.setCurrentIndex(self._list.findData(self._shown))


class NoSession(Card):
    """Says that there is no date, and leads to where one is added."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(NO_DATE)
        self._add = Button("Add a date under Supervision")
        self._add.clicked.connect(self.left)
        self.setFocusProxy(self._add)
        self.body.addWidget(Body(INVITATION))
        self.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
