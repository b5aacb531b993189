"""The sessions to come and those that have been, each to be moved, put right or removed."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from reflect_app.domain.records import Session
from reflect_app.domain.supervision import (
    days_between,
    fate,
    kind_name,
    so_far,
    suggested,
    to_come,
    weeks_in_words,
    when_in_words,
)
from reflect_app.ui.parts.supervision.not_held_form import NOT_HELD
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.rows import Row, Rows, link
from reflect_app.ui.widgets.sheet import Sheet
from reflect_app.ui.widgets.text import CardTitle

NO_NEXT = "No date for it yet. At {} apart it would be:"
INVITATION = "With a date, Reflect can show what changed between sessions."


class SessionCard(Sheet):
    """One session and, apart from it, those beyond; each with what can be done about it."""

    move_requested = Signal(object)
    """This session was moved or cancelled, or is to be."""
    correct_requested = Signal(object)
    remove_requested = Signal(object)
    prepare_requested = Signal(object)
    """This session is to be prepared."""
    record_requested = Signal(object)
    """What this session was is to be written down, or read."""

    def __init__(self, title: str, beyond: str, others: str) -> None:
        super().__init__(title)
        self._recorded: Collection[int] = ()
        """The ids of the sessions that there is a record of."""
        self._one, self._others = Rows(""), Rows(others)
        self._beyond = CardTitle(beyond)
        self.body.addWidget(self._one)
        self.body.addWidget(self._beyond)
        self.body.addWidget(self._others)

    def show_sessions(
        self, shown: Sequence[Session], sessions: Sequence[Session], today: date
    ) -> None:
        """Show those of the `sessions` that belong here, the nearest first."""
        rows = [partial(self._row, session, sessions, today) for session in shown]
        self._one.fill(rows[:1])
        self._others.fill(rows[1:])
        self._beyond.setVisible(len(rows) > 1)

    def _row(self, session: Session, sessions: Sequence[Session], today: date) -> Row:
        kind, when = kind_name(session.kind), when_in_words(session, today)
        ways = (
            *self._papers(session, today),
            (NOT_HELD if session.day < today else "Move or cancel", self.move_requested),
            ("Correct", self.correct_requested),
            ("Remove", self.remove_requested),
        )
        links = [link(words, f" {kind}, {when}", signal, session) for words, signal in ways]
        about = (kind, session.with_whom, _gap(session, sessions))
        return Row(when, ", ".join(filter(None, about)), *links)

    def _papers(self, session: Session, today: date) -> Iterator[tuple[str, SignalInstance]]:
        """Yield what can be written for a session or about it; on its own day that is both."""
        if session.day >= today:
            yield "Prepare", self.prepare_requested
        if session.day <= today:
            words = "Read the record" if session.id in self._recorded else "Write the record"
            yield words, self.record_requested


class NextCard(SessionCard):
    """The next session and those after it; or a date for it, or an invitation."""

    add_requested = Signal()
    """A session is to be added, with any date."""
    taken = Signal(object)
    """The session that was suggested is wanted."""

    def __init__(self) -> None:
        super().__init__("Next session", "After that", "later sessions")
        self._suggested: Session | None = None
        self._offer, self._add = Button(""), Button("")
        self._offer.clicked.connect(lambda: self.taken.emit(self._suggested))
        self._add.clicked.connect(self.add_requested)
        self._ways = QWidget()
        ways = FlowLayout(self._ways, spacing=8)
        ways.addWidget(self._offer)
        ways.addWidget(self._add)
        self.body.addWidget(self._ways)

    def refresh(
        self,
        sessions: Sequence[Session],
        today: date,
        weeks: int,
        recorded: Collection[int] = (),
    ) -> None:
        """Show what lies ahead of `today`; a session is suggested every so many `weeks`."""
        self._recorded = recorded
        ahead = to_come(sessions, today)
        self._suggested = None if ahead else suggested(sessions, today, weeks)
        self._offer.setVisible(self._suggested is not None)
        if self._suggested:
            self._offer.setText(f"Add {when_in_words(self._suggested, today)}")
        self._add.setText("Another date" if self._suggested else "Add a date")
        no_next = NO_NEXT.format(weeks_in_words(weeks)) if self._suggested else INVITATION
        self.say("" if ahead else no_next)
        self._ways.setVisible(not ahead)
        self.show_sessions(ahead, sessions, today)


class PastCard(SessionCard):
    """The last session and those before it."""

    def __init__(self) -> None:
        super().__init__("Last session", "Before that", "earlier sessions")

    def refresh(
        self, sessions: Sequence[Session], today: date, recorded: Collection[int] = ()
    ) -> None:
        """Show what lies behind `today`."""
        self._recorded = recorded
        behind = so_far(sessions, today)
        self.setVisible(bool(behind))
        self.show_sessions(behind, sessions, today)


class NotHeldCard(Sheet):
    """The sessions that were moved or cancelled, which nothing counts; each to be put back."""

    put_back_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__("Moved or cancelled", "Kept as they were meant. Nothing counts them.")
        self._list = Rows("moved or cancelled")
        self.body.addWidget(self._list)

    def refresh(
        self, not_held: Sequence[Session], sessions: Sequence[Session], today: date
    ) -> None:
        """Show `not_held`, the latest first; `sessions` are those that stand."""
        self.setVisible(bool(not_held))
        every = [*sessions, *not_held]
        latest = reversed(not_held)
        self._list.fill([partial(self._row, session, every, today) for session in latest])

    def _row(self, session: Session, every: Sequence[Session], today: date) -> Row:
        kind, when = kind_name(session.kind), when_in_words(session, today)
        said = f"{kind}, {fate(session, every, today)}"
        ways = (("Put back", self.put_back_requested), ("Remove", self.remove_requested))
        links = [link(words, f" {said}, {when}", signal, session) for words, signal in ways]
        return Row(when, f"{said}. {session.reason}" if session.reason else said, *links)


class RemovedCard(Sheet):
    """The sessions that were removed today, each to be brought back with all it has."""

    bring_back_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__("Removed today", "Here until tomorrow, with all you wrote for them.")
        self._list = Rows("removed")
        self.body.addWidget(self._list)

    def refresh(self, removed: Sequence[Session], today: date) -> None:
        """Show what was `removed`."""
        self.setVisible(bool(removed))
        self._list.fill([partial(self._row, session, today) for session in removed])

    def _row(self, session: Session, today: date) -> Row:
        kind, when = kind_name(session.kind), when_in_words(session, today)
        return Row(
            when, kind, link("Bring back", f" {kind}, {when}", self.bring_back_requested, session)
        )


def _gap(session: Session, sessions: Sequence[Session]) -> str:
    """Return how far the one before lies back, "after 28 days", or nothing for the first."""
    days = days_between(session, sessions)
    if days is None:
        return ""
    if not days:
        return "the same day as the one before"
    return "after 1 day" if days == 1 else f"after {days} days"
