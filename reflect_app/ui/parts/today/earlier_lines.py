"""The one lines of the last two weeks, to be read again; their numbers stay out of sight."""

from datetime import date, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.dates import at, long_day
from reflect_app.domain.progress import FORTNIGHT
from reflect_app.domain.records import CheckIn
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.support_panel import breakable
from reflect_app.ui.widgets.text import Body, Secondary

READ, CLOSE = "Read your lines of the last two weeks", "Close your lines"


class EarlierLines(QWidget):
    """A link where there is anything to read, and what it unfolds to, the latest first.

    What was written may be read before a check-in. The numbers may not: they would pull on it.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._unfold = SmallLink(READ)
        self._rows = QWidget()
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(0, 4, 0, 0)
        self._list.setSpacing(10)
        self._unfold.clicked.connect(lambda: self._fold(folded=not self._rows.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._unfold)
        column.addWidget(self._rows)
        self._fold(folded=True)

    def refresh(self) -> None:
        """Read the lines anew; what is unfolded stays so while there is anything to read."""
        since = self._desk.clock.today() - timedelta(days=FORTNIGHT - 1)
        # Whatever a clock that was ahead has put behind today can be read as well.
        check_ins = self._desk.journal.check_ins(since, date.max)
        lines = [each for each in reversed(check_ins) if each.line]
        clear(self._list)
        for each in lines:
            self._list.addWidget(_Line(each))
        self._fold(folded=self._rows.isHidden() or not lines)
        self.setVisible(bool(lines))

    def _fold(self, *, folded: bool) -> None:
        self._rows.setHidden(folded)
        self._unfold.setText(READ if folded else CLOSE)


class _Line(QWidget):
    """When it was, and what was written."""

    def __init__(self, check_in: CheckIn) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        when = f"{long_day(check_in.day)}, {at(check_in.at.astimezone())}"
        lines.addWidget(Secondary(when))
        lines.addWidget(Body(breakable(check_in.line)))
