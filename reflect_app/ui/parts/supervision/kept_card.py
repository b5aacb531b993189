"""What is kept for the next session."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from reflect_app.domain.records import EntryLine
from reflect_app.domain.reflective_models import model
from reflect_app.domain.supervision import day_in_words
from reflect_app.ui.parts.journal.rows import load_in_words
from reflect_app.ui.widgets.rows import Row, Rows, link
from reflect_app.ui.widgets.sheet import Sheet

NOTHING_WAITS = "Nothing waits. A reflection kept for supervision shows here."


class KeptCard(Sheet):
    """The reflections kept for the next session, each to be read or let go."""

    read_requested = Signal(object)
    let_go = Signal(object)
    """The reflection with this id is not for supervision."""

    def __init__(self) -> None:
        super().__init__("For your next session", NOTHING_WAITS)
        self._list = Rows("reflections")
        self.body.addWidget(self._list)

    def refresh(self, lines: Sequence[EntryLine], today: date) -> None:
        """Show `lines`, the newest first."""
        self.sentence.setVisible(not lines)
        self._list.fill([partial(self._row, line, today) for line in lines])

    def _row(self, line: EntryLine, today: date) -> Row:
        heading = line.heading or model(line.model).name
        day = day_in_words(line.day, today)
        ways = (("Read", self.read_requested), ("Not for supervision", self.let_go))
        links = [link(words, f": {heading}, {day}", signal, line.id) for words, signal in ways]
        load = load_in_words(line.load_before, line.load_after)
        return Row(heading, ", ".join(filter(None, (day, load))), *links)
