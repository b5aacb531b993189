"""A computer's clock that may be wrong, asked about where something was written after today."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.dates import full_day
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.notice import Notice
from reflect_app.vault.errors import JournalError

IT_IS_RIGHT = "It is right"
_ANSWERED = "clock_right_before"
"""The journal keeps the day up to which nobody is asked again."""


class ClockQuestion(QWidget):
    """One quiet line; nothing is changed, whatever the clock says."""

    answered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._notice = Notice()
        self._notice.acted.connect(self._keep_answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._notice)
        self.hide()

    def refresh(self) -> None:
        """Ask where the journal holds something of a day to come, unless that was answered."""
        today, last = self._desk.clock.today(), self._desk.journal.last_day()
        known = str(self._desk.journal.preference(_ANSWERED, ""))
        asked = last is not None and last > today and last.isoformat() > known
        said = (
            f"Your computer's clock says {full_day(today)}. Is that right? Something in your "
            f"journal is from {full_day(last)}."
            if asked and last
            else ""
        )
        if said != self._notice.text():
            self._notice.say(said, IT_IS_RIGHT if said else "")
        self.setVisible(bool(said))

    def _keep_answer(self) -> None:
        journal = self._desk.journal
        try:
            last = journal.last_day()
            journal.set_preference(_ANSWERED, last.isoformat() if last else "")
        except JournalError as error:
            self._notice.say(error.sentence, IT_IS_RIGHT)
            return
        self.refresh()
        self.answered.emit()
