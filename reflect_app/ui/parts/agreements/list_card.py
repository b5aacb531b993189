"""The agreements there are, sketches too."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from reflect_app.domain.agreements import standing, title
from reflect_app.domain.records import Agreement
from reflect_app.domain.supervision import kind_name
from reflect_app.ui.widgets.rows import Row, Rows, link
from reflect_app.ui.widgets.sheet import Sheet
from reflect_app.ui.widgets.support_panel import breakable

NOTHING_YET = (
    "Nothing here yet. How often, where, what stays between the two of you: once it is written "
    "down together, nobody has to guess in a hard week."
)


class ListCard(Sheet):
    """Each agreement by whom it is with, in the order they were made."""

    open_requested = Signal(object)
    """This agreement is to be shown."""

    def __init__(self) -> None:
        super().__init__("Your agreements", NOTHING_YET)
        self._list = Rows("agreements")
        self.body.addWidget(self._list)

    def refresh(self, agreements: Sequence[Agreement]) -> None:
        """Show `agreements` in the order given."""
        self.sentence.setVisible(not agreements)
        self._list.fill([partial(self._row, each) for each in agreements])

    def _row(self, agreement: Agreement) -> Row:
        name, kind = title(agreement), kind_name(agreement.kind)
        button = link("Open", f": {name}, {kind}", self.open_requested, agreement)
        return Row(breakable(name), breakable(f"{kind}. {standing(agreement)}"), button)
