"""When a decision that stands is looked at again."""

from datetime import date

from PySide6.QtCore import Qt, Signal

from reflect_app.domain.clock import Clock
from reflect_app.ui.parts.decisions.review_day import ReviewDay
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.notice import Notice


class ReviewCard(Card):
    """The day, and a way to move it that leaves a line behind."""

    moved = Signal(object)
    """It is to be looked at again on this day, or with None no more."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(
            "Looking at it again",
            "Only a reminder, so it may be moved. A dated line says that it was.",
        )
        self._was: date | None = None
        self._review = ReviewDay(clock)
        self._notice = Notice()
        self._move = Button("Move the date")
        self._review.changed.connect(self._offer)
        self._move.clicked.connect(lambda: self.moved.emit(self._review.day()))
        self.body.addWidget(self._review)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._move, 0, Qt.AlignmentFlag.AlignLeft)

    def show_day(self, day: date | None) -> None:
        """Show the day as it stands."""
        self._was = day
        self._review.show_review(day)
        self._offer()

    def say(self, sentence: str) -> None:
        """Say `sentence` beside the day it is about."""
        self._notice.say(sentence)

    def quieten(self) -> None:
        """Say nothing more."""
        self._notice.clear()

    def _offer(self) -> None:
        self.quieten()
        self._move.setEnabled(self._review.day() != self._was)
        words = "Move the date" if self._was and self._review.day() else "Keep this"
        self._move.setText(words)
