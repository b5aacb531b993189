"""What was agreed for today or earlier, and how it went in one click."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from reflect_app.domain.agreed import by_in_words, due
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.supervision.agreed_answer import AgreedAnswer
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Line
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.sheet import Sheet

TITLE = "What you agreed"
SHOWN = 2


class AgreedDue(Sheet):
    """The first few things that are due, each with its answers; the rest on Supervision."""

    page_requested = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(TITLE)
        self._desk = desk
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._more = Button("", kind="link")
        self._more.setProperty("flush", True)
        self._more.clicked.connect(lambda: self.page_requested.emit("Supervision"))
        self.body.addLayout(self._list)
        self.body.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def refresh(self, today: date, *, wanted: bool) -> None:
        """Show what is due and open where that is `wanted`, or be gone."""
        found = due(self._desk.journal.agreed(open_by=today), today) if wanted else []
        clear(self._list)
        for number, agreed in enumerate(found[:SHOWN]):
            if number:
                self._list.addWidget(Line())
            when = by_in_words(agreed.due, today) if agreed.due else ""
            self._list.addWidget(AgreedAnswer(self._desk, agreed, when))
        beyond = len(found) - SHOWN
        self._more.setText(f"And {beyond} more on Supervision")
        self._more.setVisible(beyond > 0)
        self.setVisible(bool(found))
