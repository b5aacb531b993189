"""The ways to what is written beside the sessions: agreements, decisions, the years."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from reflect_app.domain.agreements import due_for_review
from reflect_app.domain.decisions import due_for_review as decisions_due
from reflect_app.domain.records import Agreement, Decision
from reflect_app.ui.widgets.rows import Row, Rows, link
from reflect_app.ui.widgets.sheet import Sheet

AGREEMENTS, DECISIONS, OVER_TIME = "Agreements", "Decisions", "Over time"
"""The titles of the pages that this leads to."""


class PapersCard(Sheet):
    """Each kind of paper with what there is of it, and the way there."""

    page_requested = Signal(str)
    """The page of this title is wanted."""

    def __init__(self) -> None:
        super().__init__("Beside the sessions")
        self._list = Rows("")
        self.body.addWidget(self._list)

    def refresh(
        self, agreements: Sequence[Agreement], decisions: Sequence[Decision], today: date
    ) -> None:
        """Say what there is of each on `today`."""
        rows = (
            (AGREEMENTS, f"How you work together. {_agreed_in_words(agreements, today)}"),
            (DECISIONS, f"What was ethically hard. {_decided_in_words(decisions, today)}"),
            (OVER_TIME, "What was brought and agreed across sessions."),
        )
        self._list.fill([partial(self._row, *row) for row in rows])

    def _row(self, title: str, more: str) -> Row:
        return Row(title, more, link("Open", f" {title}", self.page_requested, title))


def _agreed_in_words(agreements: Sequence[Agreement], today: date) -> str:
    if not agreements:
        return "Nothing written down yet."
    if due_for_review(agreements, today):
        return "Worth a look together: its review date has come."
    agreed = sum(each.agreed_on is not None for each in agreements)
    sketches = len(agreements) - agreed
    return _list_in_words((agreed, "agreed"), (sketches, "a sketch so far"))


def _decided_in_words(decisions: Sequence[Decision], today: date) -> str:
    if not decisions:
        return "Options, duties, who you asked, and why."
    if decisions_due(decisions, today):
        return "The review date of one has come."
    recorded = sum(each.recorded_at is not None for each in decisions)
    return _list_in_words((recorded, "recorded"), (len(decisions) - recorded, "still a draft"))


def _list_in_words(*counts: tuple[int, str]) -> str:
    return f"{', '.join(f'{number} {words}' for number, words in counts if number)}."
