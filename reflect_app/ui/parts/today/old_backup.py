"""One quiet line once the newest backup has become old although something was written since."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.dates import long_day
from reflect_app.ui.backups import SECOND_SINCE, Place
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Secondary
from reflect_app.vault.errors import JournalError

OLD = timedelta(days=14)
QUIET_UNTIL = "backups.quiet_until"
"""The journal's preference for the day before which nothing is said again."""
NONE = "There is no backup of your journal yet that has been read from end to end."
FROM = "The newest backup of your journal is from {day}."
SECOND_NONE = "No backup has reached your second place yet."
SECOND_FROM = "The newest backup in your second place is from {day}."


class OldBackup(QWidget):
    """The line, the way to Settings, and a way to be left alone for two weeks."""

    page_requested = Signal(str)
    answered = Signal()
    """It is gone, and nothing in here takes the focus."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words = Secondary()
        look, later = SmallLink("Look in Settings"), SmallLink("Not now")
        look.clicked.connect(lambda: self.page_requested.emit("Settings"))
        later.clicked.connect(self._put_off)
        ways = QWidget()
        flow = FlowLayout(ways, spacing=16)
        flow.addWidget(look)
        flow.addWidget(later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._words)
        column.addWidget(ways)
        desk.backups.proven.connect(self._look)
        self.hide()

    def refresh(self) -> None:
        """Look again, once the newest backup has had its chance to be proven."""
        if self._desk.backups.looked_through:
            self._look()

    def _look(self) -> None:
        if self._desk.journal.is_open:
            self._desk.backups.look(self._desk.journal.vault_id, self, self._show)

    def _show(self, places: Sequence[Place]) -> None:
        journal, today = self._desk.journal, self._desk.clock.today()
        if not journal.is_open:
            return
        quiet = str(journal.preference(QUIET_UNTIL, "")) > today.isoformat()
        said = "" if quiet else self._said(places, today)
        self._words.setText(said)
        self.setVisible(bool(said))

    def _said(self, places: Sequence[Place], today: date) -> str:
        """Return what there is to say, mostly nothing."""
        last = self._desk.journal.last_day()
        if last is None:
            return ""
        days = [_made(place) for place in places]
        newest = max((day for day in days if day), default=None)
        if _is_old(newest or self._began(), last, today):
            return FROM.format(day=long_day(newest)) if newest else NONE
        for day in days[1:]:
            if _is_old(day or self._chosen(), last, today):
                return SECOND_FROM.format(day=long_day(day)) if day else SECOND_NONE
        return ""

    def _began(self) -> date | None:
        """Return the first day of which the journal holds anything."""
        first = self._desk.journal.first_day(), self._desk.journal.first_check_in()
        return min((day for day in first if day), default=None)

    def _chosen(self) -> date | None:
        """Return the day since which there is a second place."""
        since = self._desk.journal.preference(SECOND_SINCE)
        return datetime.fromisoformat(since).astimezone().date() if since else None

    def _put_off(self) -> None:
        until = self._desk.clock.today() + OLD
        try:
            self._desk.journal.set_preference(QUIET_UNTIL, until.isoformat())
        except JournalError as error:
            self._words.setText(error.sentence)
            return
        self.hide()
        self.answered.emit()


def _made(place: Place) -> date | None:
    return place.newest.made.astimezone().date() if place.newest else None


def _is_old(day: date | None, last: date, today: date) -> bool:
    """Say whether `day` lies far back and the `last` day something was written came after it."""
    return day is not None and today - day > OLD and last > day
