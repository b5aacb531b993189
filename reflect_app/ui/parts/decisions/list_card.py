"""The decisions there are, drafts too."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from reflect_app.domain.decisions import in_words, title
from reflect_app.domain.records import Decision
from reflect_app.ui.widgets.rows import Row, Rows, link
from reflect_app.ui.widgets.sheet import Sheet
from reflect_app.ui.widgets.support_panel import breakable

NOTHING_YET = (
    "Nothing here yet. When something has to be decided and more than one duty speaks, the reasons "
    "can be kept here while they are fresh."
)


class ListCard(Sheet):
    """Each decision by its question, the latest begun first."""

    open_requested = Signal(object)
    """The decision with this id is to be shown."""

    def __init__(self) -> None:
        super().__init__("Your decisions", NOTHING_YET)
        self._list = Rows("decisions")
        self.body.addWidget(self._list)

    def refresh(self, decisions: Sequence[Decision], today: date) -> None:
        """Show `decisions` in the order given."""
        self.sentence.setVisible(not decisions)
        self._list.fill([partial(self._row, each, today) for each in decisions])

    def _row(self, decision: Decision, today: date) -> Row:
        name, about = title(decision), in_words(decision, today)
        opens = "Read" if decision.recorded_at else "Go on"
        button = link(opens, f": {name}, {about}", self.open_requested, decision.id)
        return Row(breakable(name), about, button)
