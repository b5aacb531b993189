"""Reminders outside the window, for as long as one journal is open and only where wanted."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from reflect_app.domain.bank_holidays import NATION, days_off
from reflect_app.domain.clock import Clock
from reflect_app.domain.records import Plan, PlanAnswer, Session
from reflect_app.domain.reminders import DAYS, Reminder, next_reminder
from reflect_app.vault.errors import JournalError
from reflect_app.vault.journal import Journal

WANTED = "notifications"
"""The journal's preference that lets them come; without it they do not."""
LOOK_EVERY = 60_000
"""Milliseconds until the journal is read again: plans change, and so does the clock."""
LATE = timedelta(minutes=5)
"""What was due longer ago is not told any more: the computer slept, or its clock was put on."""


_Known = tuple[list[Plan], list[PlanAnswer], list[Session], dict[date, str]]


class Notify(Protocol):
    """What shows a reminder."""

    def tell(self, what: str) -> None:
        """Show one of `domain.reminders.PLANNED` and APPOINTMENT."""

    def close(self) -> None:
        """Let go of the desktop."""


class Reminders(QObject):
    """Waits for what is due next in the open `journal` and lets `notify` tell it."""

    def __init__(self, journal: Journal, clock: Clock, notify: Notify, parent: QObject) -> None:
        super().__init__(parent)
        self._journal = journal
        self._clock = clock
        self._notify = notify
        self._seen = clock.now()
        self._told: datetime | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Tell nothing any more; call it before the journal is closed."""
        self._timer.stop()
        self._notify.close()

    def _look(self) -> None:
        """Tell what has become due since the last look, and wait for what comes next."""
        now = self._clock.now()
        since, self._seen = max(self._seen, now - LATE), now
        wait = LOOK_EVERY
        with suppress(JournalError):  # the window says so where it matters
            if self._journal.preference(WANTED, False):
                known = self._known(since.astimezone().date(), now.astimezone().date() + DAYS)
                self._tell(next_reminder(*known, since), now)
                wait = _until(next_reminder(*known, now), now)
        self._timer.start(wait)

    def _tell(self, due: Reminder | None, now: datetime) -> None:
        # A clock that is put back by a moment would tell the same thing twice.
        if due is None or due.at > now or due.at == self._told:
            return
        self._told = due.at
        for what in due.what:
            self._notify.tell(what)

    def _known(self, first: date, last: date) -> _Known:
        """Return all that the journal knows of what may be due from `first` to `last`."""
        journal = self._journal
        nation = str(journal.preference("nation", NATION))
        return (
            journal.plans(),
            journal.plan_answers(first, last),
            journal.sessions(),
            days_off(journal.away(first, last), nation, first, last),
        )


def _until(due: Reminder | None, now: datetime) -> int:
    """Return the milliseconds to wait, a moment more than that rather than less."""
    if due is None:
        return LOOK_EVERY
    return min(LOOK_EVERY, int((due.at - now) / timedelta(milliseconds=1)) + 1)
