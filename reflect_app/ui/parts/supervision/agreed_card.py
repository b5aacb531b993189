"""What was agreed and is open, each to be answered in one click."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from reflect_app.domain.agreed import OPEN, in_words, open_agreed
from reflect_app.domain.records import Agreed, Session
from reflect_app.domain.supervision import cycle_start
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.supervision.agreed_answer import AgreedAnswer
from reflect_app.ui.widgets.rows import Rows
from reflect_app.ui.widgets.sheet import Sheet


class AgreedCard(Sheet):
    """What nobody has said yet how it went, of the sessions so far."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("What you agreed")
        self._desk = desk
        self._list = Rows("agreed")
        self.body.addWidget(self._list)

    def refresh(self, sessions: Sequence[Session], today: date) -> None:
        """Show what is open on `today`, or be gone where nothing is."""
        journal = self._desk.journal
        found = open_agreed(journal.agreed(), sessions, today)
        self.setVisible(bool(found))
        plans = journal.plans()
        answers = journal.plan_answers(cycle_start(sessions, today), today)
        self._list.fill(
            [
                partial(self._row, each, in_words(each, plans, answers, today))
                for each in reversed(found)
            ]
        )

    def _row(self, agreed: Agreed, said: str) -> AgreedAnswer:
        return AgreedAnswer(self._desk, agreed, "" if said == OPEN else said)
