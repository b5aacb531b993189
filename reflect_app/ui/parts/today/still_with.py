"""One question some days after something weighed heavily, answered in one click."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from reflect_app.domain.contacts import ONLY_ME
from reflect_app.domain.records import EntryMarks, StillWith
from reflect_app.domain.still_with import ANSWERS, HEAVY, asked, window
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.today.entry_row import EntryRow
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.sheet import Sheet
from reflect_app.vault.errors import JournalError

QUESTION = "Still with you?"
NOTED = "Noted."
OFFERED = "Still heavy: it is offered when you prepare your session."
ONLY_YOURS = "Noted. Only you may see this one, so it is not offered for a session."


class StillWithCard(Sheet):
    """The entry, the question and three answers; another answer takes the place of the first.

    The entry's number is left out: it would weigh on the number of today.
    """

    read_requested = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(QUESTION)
        self._desk = desk
        self._about: EntryMarks | None = None
        self._given: StillWith | None = None
        self._entry = QVBoxLayout()
        self._answers = Segments(QUESTION, tuple(ANSWERS.items()))
        self._notice = Notice()
        self._answers.chosen.connect(self._answer)
        self.body.setSpacing(4)
        self.body.addLayout(self._entry)
        self.body.addWidget(self._answers, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(4)
        self.body.addWidget(self._notice)
        self.hide()

    def refresh(self, today: date, *, wanted: bool) -> None:
        """Ask about one entry where that is `wanted` and there is one, or be gone."""
        self._about = self._asked(today) if wanted else None
        self._given = None
        self._notice.clear()
        self._answers.set_value(None)
        clear(self._entry)
        if self._about:
            self._show(self._about)
        self.setVisible(self._about is not None)

    def _asked(self, today: date) -> EntryMarks | None:
        journal, (first, last) = self._desk.journal, window(today)
        return asked(journal.marks(first, last), journal.still_with(first), today)

    def _show(self, about: EntryMarks) -> None:
        row = EntryRow(about.heading, about.model, about.day)
        row.clicked.connect(lambda: self.read_requested.emit(about.id))
        self._entry.addWidget(row)

    def _answer(self, key: str) -> None:
        if self._about is None:
            return
        today = self._desk.clock.today()
        record = StillWith(entry_id=self._about.id, day=today, answer=key)
        if self._given:
            record.id = self._given.id
        try:
            self._given = self._desk.journal.save(record)
        except JournalError as error:
            self._answers.set_value(self._given.answer if self._given else None)
            self._notice.say(error.sentence)
            return
        self._notice.say(self._said(self._about, key))

    def _said(self, about: EntryMarks, key: str) -> str:
        if key != HEAVY:
            return NOTED
        return ONLY_YOURS if about.audience == ONLY_ME else OFFERED
