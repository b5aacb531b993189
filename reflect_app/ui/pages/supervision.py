"""The sessions that everything else is counted between, and what is kept for the next one."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.dates import WEEKDAYS
from reflect_app.domain.records import EntryLine, Session
from reflect_app.domain.reflective_models import model
from reflect_app.domain.supervision import (
    KINDS,
    USUAL_WEEKS,
    day_in_words,
    days_between,
    distance,
    same_session,
    so_far,
    suggested,
    to_come,
    weeks_in_words,
    when_in_words,
    where_we_are,
)
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.journal.entry_list import load_in_words
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.fields import DateField, ListField
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.text import Body, CardTitle, Secondary
from reflect_app.ui.widgets.time_field import TimeField
from reflect_app.vault.errors import JournalError

NO_DATE = "No supervision date yet."
NO_NEXT = "No date for it yet. At {} apart it would be:"
INVITATION = "With a date, Reflect can show what changed between sessions."
NOTHING_WAITS = "Nothing waits. A reflection kept for supervision shows here."
UNCLEAR_TIME = "That could not be read as a time. Please write it like 10:00, or leave it empty."
COLUMN_WIDTH = 260
"""In pixels at 100 % text: the least in which a row reads well."""
SHOWN = 6
"""How many past sessions, or reflections, a list shows before it is asked for all."""


class SessionForm(Card):
    """One session, new or being changed: its date, its kind, and its time where it is known."""

    saved = Signal(object)
    """This session, as it is stored."""
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id: int | None = None
        self._title = CardTitle()
        self._date = DateField("Date of the session")
        self._time = TimeField("", "Time of the session, if it is known")
        self._kind = ListField("Kind of session", KINDS)
        self._day = Secondary()
        self._notice = Notice()
        self._save = Button("", kind="primary")
        self._cancel = Button("Cancel", kind="link")
        self._date.dateChanged.connect(self._say_day)
        self._save.clicked.connect(self._store)
        self._cancel.clicked.connect(self._leave)
        self.setFocusProxy(self._date)
        self._lay_out()
        self.hide()

    def add(self, session: Session) -> None:
        """Begin with `session`, which is not in the journal; what is being added already stays."""
        if self.isHidden() or self._id is not None:
            self._open(session, "Add a session", "Add this session")

    def change(self, session: Session) -> None:
        """Begin to change `session`."""
        self._open(session, "Change this session", "Save the change")

    def put_away(self) -> None:
        """Close the form."""
        self._id = None
        self.hide()

    def forget(self, session: Session) -> None:
        """Close the form if `session` is what it changes: it is gone."""
        if self._id == session.id:
            self.put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter in a field, leave with Escape."""
        in_a_field = not isinstance(self.focusWidget(), Button)
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and in_a_field:
            self._store()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        when, at = QWidget(), QWidget()
        for place, label, field in ((when, "On", self._date), (at, "at", self._time)):
            pair = QHBoxLayout(place)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(8)
            words = Secondary(label)
            words.setWordWrap(False)
            pair.addWidget(words)
            pair.addWidget(field)
        fields = FlowLayout(spacing=8)
        fields.addWidget(when)
        fields.addWidget(at)
        actions = QHBoxLayout()
        actions.setSpacing(4)
        actions.addWidget(self._save)
        actions.addWidget(self._cancel)
        actions.addStretch()
        self.body.addWidget(self._title)
        self.body.addLayout(fields)
        self.body.addWidget(self._day)
        self.body.addWidget(self._kind, alignment=_LEFT)
        self.body.addWidget(self._notice)
        self.body.addLayout(actions)

    def _open(self, session: Session, title: str, save: str) -> None:
        self._id = session.id
        self._title.setText(title)
        self._save.setText(save)
        self._date.set_day(session.day)
        self._time.set_minutes(session.start)
        self._kind.set_value(session.kind)
        self._notice.clear()
        self._say_day()
        self.show()

    def _say_day(self) -> None:
        day = self._date.day()
        self._day.setText(f"{WEEKDAYS[day.weekday()]}, {distance(day, self._desk.clock.today())}.")

    def _store(self) -> None:
        start = self._time.minutes()
        if start is None and self._time.text().strip():
            self._notice.say(UNCLEAR_TIME)
            self._time.setFocus()
            return
        session = Session(day=self._date.day(), start=start, kind=self._kind.value())
        if self._id is not None:
            session.id = self._id
        journal = self._desk.journal
        try:
            if same_session(session, journal.sessions()):
                self._notice.say(_there_already(session, self._desk.clock.today()))
                return
            stored = journal.save(session)
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self.put_away()
        self.saved.emit(stored)

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()


class _Row(QWidget):
    """Two lines of words with what can be done about them beside."""

    def __init__(self, words: str, more: str, *buttons: Button) -> None:
        super().__init__()
        text, actions = QWidget(), QWidget()
        lines = QVBoxLayout(text)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(Body(words))
        lines.addWidget(Secondary(more))
        row = FlowLayout(actions, spacing=16)
        for button in buttons:
            button.setProperty("flush", True)
            row.addWidget(button)
        Beside(text, actions, parent=self)


_Maker = Callable[[], QWidget]
"""What makes a row once it is to be seen: three hundred take a third of a second."""


class _List(QWidget):
    """Rows with hairlines between; past the first few, the rest on asking."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._whole = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def fill(self, rows: Sequence[_Maker]) -> None:
        """Show what `rows` make instead of those before."""
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(rows))
        for number, row in enumerate(rows):
            if number == SHOWN and not self._whole:
                self._hold_back(rows[number:], len(rows))
                return
            self._add_row(row())

    def _add_row(self, row: QWidget) -> None:
        if self._column.count():
            self._column.addWidget(Line())
        self._column.addWidget(row)
        row.show()

    def _hold_back(self, rest: Sequence[_Maker], count: int) -> None:
        more = Button(f"Show all {count} {self._what}", kind="link")
        more.setProperty("flush", True)
        more.clicked.connect(lambda: self._show_rest(rest, more))
        self._column.addWidget(more, alignment=_LEFT)

    def _show_rest(self, rest: Sequence[_Maker], more: Button) -> None:
        self._whole = True
        self._column.removeWidget(more)
        more.hide()
        more.deleteLater()
        for row in rest:
            self._add_row(row())


class _Sheet(Card):
    """A card whose sentence changes with what there is to show."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.sentence = Secondary(sentence)
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(CardTitle(title))
        heading.addWidget(self.sentence)
        self.body.addLayout(heading)


class _SessionCard(_Sheet):
    """One session and, apart from it, those beyond; each to be changed or removed."""

    change_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, title: str, beyond: str, others: str) -> None:
        super().__init__(title, "")
        self._one, self._others = _List(""), _List(others)
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

    def _row(self, session: Session, sessions: Sequence[Session], today: date) -> _Row:
        kind, when = KINDS[session.kind], when_in_words(session, today)
        change, remove = Button("Change", kind="link"), Button("Remove", kind="link")
        for button in (change, remove):
            button.setAccessibleName(f"{button.text()} {kind}, {when}")
        change.clicked.connect(lambda: self.change_requested.emit(session))
        remove.clicked.connect(lambda: self.remove_requested.emit(session))
        return _Row(when, ", ".join(filter(None, (kind, _gap(session, sessions)))), change, remove)


class NextCard(_SessionCard):
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

    def refresh(self, sessions: Sequence[Session], today: date, weeks: int) -> None:
        """Show what lies ahead of `today`; a session is suggested every so many `weeks`."""
        ahead = to_come(sessions, today)
        self._suggested = None if ahead else suggested(sessions, today, weeks)
        self._offer.setVisible(self._suggested is not None)
        if self._suggested:
            self._offer.setText(f"Add {when_in_words(self._suggested, today)}")
        self._add.setText("Another date" if self._suggested else "Add a date")
        no_next = NO_NEXT.format(weeks_in_words(weeks))
        self.sentence.setText(no_next if self._suggested else INVITATION)
        for widget in (self.sentence, self._ways):
            widget.setVisible(not ahead)
        self.show_sessions(ahead, sessions, today)


class PastCard(_SessionCard):
    """The last session and those before it."""

    def __init__(self) -> None:
        super().__init__("Last session", "Before that", "earlier sessions")
        self.sentence.hide()

    def refresh(self, sessions: Sequence[Session], today: date) -> None:
        """Show what lies behind `today`."""
        behind = so_far(sessions, today)
        self.setVisible(bool(behind))
        self.show_sessions(behind, sessions, today)


class KeptCard(_Sheet):
    """The reflections kept for the next session, each to be read or let go."""

    read_requested = Signal(object)
    let_go = Signal(object)
    """The reflection with this id is not for supervision."""

    def __init__(self) -> None:
        super().__init__("For your next session", NOTHING_WAITS)
        self._list = _List("reflections")
        self.body.addWidget(self._list)

    def refresh(self, lines: Sequence[EntryLine], today: date) -> None:
        """Show `lines`, the newest first."""
        self.sentence.setVisible(not lines)
        self._list.fill([partial(self._row, line, today) for line in lines])

    def _row(self, line: EntryLine, today: date) -> _Row:
        heading = line.heading or model(line.model).name
        day = day_in_words(line.day, today)
        read, let_go = Button("Read", kind="link"), Button("Not for supervision", kind="link")
        for button in (read, let_go):
            button.setAccessibleName(f"{button.text()}: {heading}, {day}")
        read.clicked.connect(lambda: self.read_requested.emit(line.id))
        let_go.clicked.connect(lambda: self.let_go.emit(line.id))
        load = load_in_words(line.load_before, line.load_after)
        return _Row(heading, ", ".join(filter(None, (day, load))), read, let_go)


class SupervisionPage(Page):
    """Where today lies between two sessions, and what is kept for the next."""

    title = "Supervision"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._removed: Session | None = None
        self._let_go: int | None = None
        """What Undo brings back: a session, or the flag of these entries."""
        self._form = SessionForm(desk)
        self._next, self._past, self._kept = NextCard(), PastCard(), KeptCard()
        self._notice = Notice()
        add = Button("Add a session", kind="primary")
        self._frame = PageFrame(self.title, "", add)
        add.clicked.connect(self._begin)
        self._next.add_requested.connect(self._begin)
        self._next.taken.connect(self._take)
        for card in (self._next, self._past):
            card.change_requested.connect(self._change)
            card.remove_requested.connect(self._remove)
        self._form.saved.connect(self._say_saved)
        self._form.left.connect(self.setFocus)
        self._kept.read_requested.connect(self.read_requested)
        self._kept.let_go.connect(self._take_flag)
        self._notice.acted.connect(self._undo)
        NewDay(desk.clock, self).came.connect(self._show)
        desk.theme.changed.connect(self._fit)
        self.start_at(add)
        self._lay_out()
        self._fit()

    def refresh(self) -> None:
        """Show the sessions and what is kept; a form that is open stays."""
        self._say("")
        self._show()

    def _lay_out(self) -> None:
        columns, left, right = QWidget(), QWidget(), QWidget()
        self._columns = (left, right)
        for place, cards in (
            (left, (self._form, self._next, self._past)),
            (right, (self._kept,)),
        ):
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        Beside(left, right, shares=(1, 1), parent=columns)
        self._frame.body.addWidget(columns, 1)
        # Below what scrolls, so that Undo is in sight wherever in a long list the person was.
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(32, 4, 32, 12)
        foot.addWidget(self._notice)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._frame, 1)
        page.addWidget(self._foot)

    def _fit(self) -> None:
        """Set the columns one below the other before their lines grow too short to read."""
        for column in self._columns:
            column.setMinimumWidth(COLUMN_WIDTH * self.desk.theme.text_scale // 100)

    def _show(self) -> None:
        journal, today = self.desk.journal, self.desk.clock.today()
        sessions = journal.sessions()
        self._frame.sentence.setText(where_we_are(sessions, today) if sessions else NO_DATE)
        self._next.refresh(sessions, today, self._weeks())
        self._past.refresh(sessions, today)
        self._kept.refresh(journal.flagged(), today)

    def _begin(self) -> None:
        today = self.desk.clock.today()
        sessions = self.desk.journal.sessions()
        self._form.add(suggested(sessions, today, self._weeks()) or Session(day=today))
        self._go_to_form()

    def _weeks(self) -> int:
        return int(self.desk.journal.preference("rhythm_weeks", USUAL_WEEKS))

    def _change(self, session: Session) -> None:
        self._form.change(session)
        self._go_to_form()

    def _go_to_form(self) -> None:
        self._say("")
        self._frame.verticalScrollBar().setValue(0)
        self._form.setFocus()

    def _take(self, session: Session) -> None:
        try:
            self._say_saved(self.desk.journal.save(session))
        except JournalError as error:
            self._say(error.sentence)

    def _say_saved(self, session: Session) -> None:
        self._show()
        self._say(f"Saved: {when_in_words(session, self.desk.clock.today())}.")
        self.setFocus()

    def _remove(self, session: Session) -> None:
        try:
            self.desk.journal.delete(session)
        except JournalError as error:
            self._say(error.sentence)
            return
        self._form.forget(session)
        self._removed, self._let_go = session, None
        self._show()
        self._say(f"Removed: {when_in_words(session, self.desk.clock.today())}.", "Undo")
        self.setFocus()

    def _take_flag(self, entry_id: int) -> None:
        try:
            self.desk.journal.flag(entry_id, flagged=False)
        except JournalError as error:
            self._say(error.sentence)
            return
        self._removed, self._let_go = None, entry_id
        self._show()
        self._say("Not for supervision. It stays in your journal.", "Undo")
        self.setFocus()

    def _undo(self) -> None:
        gone = self._removed
        try:
            if gone:
                self.desk.journal.save(Session(day=gone.day, start=gone.start, kind=gone.kind))
            if self._let_go:
                self.desk.journal.flag(self._let_go, flagged=True)
        except JournalError as error:
            self._say(error.sentence, "Undo")
            return
        self._removed = self._let_go = None
        self._show()
        self._say("It is as it was.")
        self.setFocus()

    def _say(self, sentence: str, action: str = "") -> None:
        self._foot.setVisible(bool(sentence))
        self._notice.say(sentence, action)


_LEFT = Qt.AlignmentFlag.AlignLeft


def _gap(session: Session, sessions: Sequence[Session]) -> str:
    """Return how far the one before lies back, "after 28 days", or nothing for the first."""
    days = days_between(session, sessions)
    if days is None:
        return ""
    if not days:
        return "the same day as the one before"
    return "after 1 day" if days == 1 else f"after {days} days"


def _there_already(session: Session, today: date) -> str:
    return (
        f"{KINDS[session.kind]} on {when_in_words(session, today)} is here already, "
        "so there is nothing to add. You can choose another day, time or kind."
    )
