"""How a session was: a number, a few words to tick, and how it felt."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reflect_app.domain.records import SessionRecord
from reflect_app.domain.supervision import FUNCTIONS, TIME_WENT
from reflect_app.ui.parts.after_session.choices import Chips, OneOf
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.growing_text import Asked
from reflect_app.ui.widgets.scale import Scale
from reflect_app.ui.widgets.segments import Segments

CAME_AWAY, WHERE = "I came away", "Where the time went"


class HowCard(Card):
    """How one comes away, what it was, where the time went, and the way to `more`."""

    changed = Signal()

    def __init__(self, more: QWidget) -> None:
        super().__init__("How it was")
        self._recharged = Scale(
            f"{CAME_AWAY}, 0 drained to 10 recharged", ("drained", "", "recharged")
        )
        self._time = Segments(WHERE, tuple(TIME_WENT.items()))
        self._came_away = OneOf(CAME_AWAY, self._recharged)
        self._where = OneOf(WHERE, self._time)
        self._functions = Chips("It was", FUNCTIONS)
        self._felt = Asked("How it felt to bring this")
        self.body.setSpacing(10)
        for part in (self._came_away, self._functions, self._where, self._felt):
            part.changed.connect(self.changed)
            self.body.addWidget(part)
        self.body.addWidget(more)

    def show_record(self, record: SessionRecord) -> None:
        """Show what `record` says."""
        self._recharged.set_value(record.recharged)
        self._time.set_value(record.time_went or None)
        for choice in (self._came_away, self._where):
            choice.show_choice()
        self._functions.set_keys(record.functions)
        self._felt.set_text(record.felt)

    def fill(self, record: SessionRecord) -> None:
        """Put what is given into `record`."""
        record.recharged = self._recharged.value()
        record.time_went = self._time.value() or ""
        record.functions = self._functions.keys()
        record.felt = self._felt.text()
