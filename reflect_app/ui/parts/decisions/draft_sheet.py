"""An ethical decision while it is being written: every part a field of its own."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Signal

from reflect_app.domain.clock import Clock
from reflect_app.domain.decisions import DRAFTED, PARTS, QUESTION, Part, write, written
from reflect_app.domain.records import Decision
from reflect_app.ui.parts.decisions.review_day import ReviewDay
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.growing_text import GrowingText
from reflect_app.ui.widgets.labelled import Labelled
from reflect_app.ui.widgets.two_columns import TwoColumns

WEIGHING = ("affected", "options", "duties")
"""The parts that stand with the question; the others are what came of it."""


class DraftSheet(TwoColumns):
    """The question and what was weighed at the left, what came of it at the right."""

    changed = Signal()

    def __init__(self, clock: Clock) -> None:
        self._question = _field(QUESTION)
        self._fields = {key: _field(PARTS[key]) for key in DRAFTED}
        self._review = ReviewDay(clock)
        weighing, deciding = Card(), Card()
        super().__init__((weighing,), (deciding,))
        for card in (weighing, deciding):
            card.body.setSpacing(16)
        weighing.body.addWidget(_labelled(QUESTION, self._question))
        for key, field in self._fields.items():
            card = weighing if key in WEIGHING else deciding
            card.body.addWidget(_labelled(PARTS[key], field))
        deciding.body.addWidget(self._review)
        for field in self._texts():
            field.textChanged.connect(self.changed)
        self._review.changed.connect(self.changed)
        self.setFocusProxy(self._question)

    def show_draft(self, draft: Decision) -> None:
        """Show what stands in `draft`; `changed` stays silent."""
        self._question.set_text(draft.question)
        for key, field in self._fields.items():
            field.set_text(written(draft, key))
        self._review.show_review(draft.review_on)

    def fill(self, draft: Decision, now: datetime) -> None:
        """Put everything that is in the fields into `draft`."""
        draft.question = self._question.text()
        for key, field in self._fields.items():
            write(draft, key, field.text(), now)
        draft.review_on = self._review.day()

    def _texts(self) -> Iterator[GrowingText]:
        yield self._question
        yield from self._fields.values()


def _field(part: Part) -> GrowingText:
    return GrowingText(part.heading, lines=2)


def _labelled(part: Part, field: GrowingText) -> Labelled:
    return Labelled(part.heading, part.hint, field)
