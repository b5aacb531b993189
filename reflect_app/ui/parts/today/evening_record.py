"""Three lines about a session while it is fresh; the rest of its record is elsewhere."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.agreed import begun
from reflect_app.domain.around_session import in_one_line, just_over, lines_in, settled
from reflect_app.domain.records import Agreed, Session, SessionRecord
from reflect_app.domain.supervision import kind_name, when_in_words
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.growing_text import Asked
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.sheet import Sheet
from reflect_app.vault.errors import JournalError

TITLE = "After your session"
ROOM = "After the session"
"""The page on which all of it can be recorded."""
SAVED = "Saved with your session."
COMES_BACK = "What you agreed comes back when you prepare the next one."
REALISED = "Something I realised"
CHOSEN = "What I choose to do differently"
AGREED = "What we agreed, a line for each"
QUIET_UNTIL = "after_session.quiet_until"
"""The journal's preference for the day before which Today does not ask."""


class EveningRecord(Sheet):
    """What was realised, chosen and agreed; it is a draft until it is saved."""

    room_requested = Signal(str, object)
    left = Signal()
    """It is gone, and nothing in here takes the focus."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(TITLE)
        self._desk = desk
        self._session: Session | None = None
        self._fields: list[Asked] = []
        """What was realised, chosen and agreed; made on the first evening they are needed."""
        self._shown: tuple[str, ...] = ()
        """What of the fields is in the journal."""
        self._lines = QWidget()
        self._notice = Notice()
        self._save = Button("Save", kind="primary")
        self._more, self._not_now = Button("More", kind="link"), Button("Not now", kind="link")
        self._save.setAccessibleName("Save what came of the session")
        self._more.setAccessibleName("More about the session")
        self._not_now.setAccessibleName("Not now, ask about the session tomorrow")
        self._save.clicked.connect(self._store)
        self._more.clicked.connect(self._go_on)
        self._not_now.clicked.connect(self._put_away)
        self._lay_out()
        self.hide()

    def refresh(self, sessions: Sequence[Session]) -> None:
        """Ask about the last of these `sessions` while it is fresh, or be gone.

        What was typed and is not saved stays.
        """
        if self.unsaved():
            return
        self._notice.clear()
        self._session = self._asked(sessions)
        self.setVisible(self._session is not None)
        if self._session:
            self._show(self._session)

    def unsaved(self) -> bool:
        """Say whether something is typed that is not in the journal."""
        return self._session is not None and self._typed() != self._shown

    def flush(self) -> None:
        """Keep what was typed as a draft; raise JournalError."""
        if self._session and self.unsaved():
            self._keep(self._session, done=False)

    def _lay_out(self) -> None:
        ways = QWidget()
        flow = FlowLayout(ways, spacing=16)
        for button in (self._save, self._more, self._not_now):
            flow.addWidget(button)
        for link in (self._more, self._not_now):
            link.setProperty("flush", True)
        for part in (self._lines, self._notice, ways):
            self.body.addWidget(part)

    def _make_fields(self) -> None:
        lines = QVBoxLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        for label in (REALISED, CHOSEN, AGREED):
            field = Asked(label)
            lines.addWidget(field)
            self._fields.append(field)

    def _typed(self) -> tuple[str, ...]:
        return tuple(field.text().strip() for field in self._fields)

    def _asked(self, sessions: Sequence[Session]) -> Session | None:
        """Return a session that is just over and not recorded, unless it was put away for today."""
        journal, now = self._desk.journal, self._desk.clock.local()
        over = just_over(sessions, now)
        if not over or str(journal.preference(QUIET_UNTIL, "")) > now.date().isoformat():
            return None
        return next((each for each in over if not self._done(each)), None)

    def _done(self, session: Session) -> bool:
        record = self._desk.journal.session_record(session.id)
        return record is not None and record.done

    def _show(self, session: Session) -> None:
        if not self._fields:
            self._make_fields()
        journal, today = self._desk.journal, self._desk.clock.today()
        record = journal.session_record(session.id)
        taken = (record.realised, record.chosen) if record else ("", "")
        words = (*taken, "\n".join(in_one_line(each.words) for each in self._kept(session)))
        for field, text in zip(self._fields, words, strict=True):
            if field.text() != text:
                field.set_text(text)
        self._shown = self._typed()
        self.head(TITLE, f"{kind_name(session.kind)}, {when_in_words(session, today)}.")
        for part in (self._lines, self._save, self._not_now):
            part.show()

    def _keep(self, session: Session, *, done: bool) -> None:
        """Save the lines, what was agreed first, so that half a save asks again."""
        journal, typed = self._desk.journal, self._typed()
        changed, gone = settled(lines_in(typed[2]), self._kept(session), session.id)
        for each in changed:
            journal.save(each)
        for each in gone:
            journal.delete(each)
        record = self._record(session.id)
        record.realised, record.chosen = typed[:2]
        record.done = record.done or done
        record.written_at = self._desk.clock.now()
        journal.save(record)
        self._shown = typed

    def _kept(self, session: Session) -> list[Agreed]:
        """Return what the journal holds as agreed in this session."""
        return [each for each in self._desk.journal.agreed() if each.session_id == session.id]

    def _record(self, session_id: int) -> SessionRecord:
        journal = self._desk.journal
        record = journal.session_record(session_id)
        return record or begun(session_id, journal.preparation(session_id), self._desk.clock.now())

    def _store(self) -> None:
        if self._session is None:
            return
        try:
            self._keep(self._session, done=True)
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self._more.setFocus()
        for part in (self._lines, self._save, self._not_now):
            part.hide()
        self._notice.say(f"{SAVED} {COMES_BACK}" if self._shown[2] else SAVED)

    def _go_on(self) -> None:
        if self._session:
            self.room_requested.emit(ROOM, self._session.id)

    def _put_away(self) -> None:
        """Keep what is typed, and be gone until tomorrow."""
        until = self._desk.clock.today() + timedelta(days=1)
        try:
            self.flush()
            self._desk.journal.set_preference(QUIET_UNTIL, until.isoformat())
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self.hide()
        self.left.emit()
