"""What a session was and what was agreed in it, while it is fresh: about two minutes."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from reflect_app.domain.agreed import begun, held_last
from reflect_app.domain.plan import clock_time
from reflect_app.domain.records import Session, SessionRecord
from reflect_app.domain.supervision import MANAGES_STAFF, MOVED, became, day_in_words, themes
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.after_session.agreed_card import AgreedCard
from reflect_app.ui.parts.after_session.how_card import HowCard
from reflect_app.ui.parts.after_session.more_ways import MoreLink, MoreWays
from reflect_app.ui.parts.after_session.take_away import TakeAwayCard
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Foot
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.ui.widgets.two_columns import TwoColumns
from reflect_app.vault.errors import JournalError

SAVE_AFTER = 1_500
"""Milliseconds from the first change that is not saved to the save."""
TWO_MINUTES = "About two minutes; everything can be left empty."
CORRECTED = "Everything can still be put right."
NO_SESSION = "No session has been yet. Once one has, there is room here for what came of it."
DECISION = (
    "Keep the reasons while they are fresh: options, duties, who you consulted, why. "
    "Later additions are added, nothing is overwritten."
)
BACK = "Back to Supervision"
COMES_BACK = "Your agreed plans come back when they are due, and before the next session."
LEAST_EDGES, LEAST_WORDS, LEAST_INSIDE = 120, 246, 42
"""Pixels around the three answers of a column, of their words at 100 % text, and of a card."""
_KINDS = {
    "clinical": "clinical",
    "reflective": "reflective",
    "group": "group",
    "peer": "peer",
    "line_management": "line management",
    "eap": "EAP counselling",
}


class AfterSessionPage(Page):
    """The record of one session. What is typed is in the journal within two seconds."""

    title = "After the session"
    belongs_to = "Supervision"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: object = None
        self._session: Session | None = None
        self._record: SessionRecord | None = None
        self._unsaved = False
        """Whether the record is not in the journal as it is here."""
        self._act: Callable[[], object] = self._save
        """What the action of the notice does."""
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._later, self._done = Button(BACK, kind="link"), Button("Done", kind="primary")
        self._frame = PageFrame(self.title, "", self._later, self._done)
        self._take_away, self._agreed, self._more = TakeAwayCard(), AgreedCard(desk), MoreWays()
        self._more_link = MoreLink(self._more)
        self._how = HowCard(self._more_link)
        self._decision = Card("An ethical decision", DECISION)
        self._decide = Button("Record a decision")
        self._columns = TwoColumns(
            (self._take_away, self._agreed),
            (self._how, self._decision, ClosingLine(COMES_BACK)),
            shares=(13, 10),
        )
        self._nothing = Card()
        self._to_supervision = Button("To Supervision")
        self._notice = Foot()
        self._connect()
        self._lay_out()
        self._fit()

    def look_at(self, what: object) -> None:
        """Show the session with the id `what` next."""
        self._asked = what

    def refresh(self) -> None:
        """Show the session that was asked for, else the last; what is not saved stays."""
        if self._unsaved or self._agreed.unsaved():
            return
        sessions = self.desk.journal.sessions()
        asked = (each for each in sessions if each.id == self._asked)
        clock = self.desk.clock
        self._session = next(asked, None) or held_last(sessions, clock.today(), clock.minutes())
        self._asked = None
        self._say("")
        self._columns.setVisible(self._session is not None)
        self._done.setVisible(self._session is not None)
        self._nothing.setVisible(self._session is None)
        self._frame.go_up()
        if self._session:
            self._show_session(self._session)
        else:
            self._record = None
            self._more.hide()
            self._frame.sentence.setText("")
            self.start_at(self._to_supervision)

    def flush(self) -> None:
        """Save what is not saved yet, what stands half typed too; raise JournalError."""
        if self._unsaved and self._record:
            self._gather(self._record)
            self._record = self.desk.journal.save(self._record)
            self._unsaved = False
        if self._session:
            self._agreed.flush()
        self._save_soon.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to Supervision with Esc; nothing is lost by it."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._save_soon.timeout.connect(self._save)
        self._later.clicked.connect(self._leave)
        self._done.clicked.connect(self._end)
        self._decide.clicked.connect(lambda: self.room_requested.emit("Decisions", 0))
        self._to_supervision.clicked.connect(self._leave)
        for card in (self._take_away, self._how, self._more):
            card.changed.connect(self._note)
        self._agreed.changed.connect(self._save_soon_enough)
        self._agreed.removed.connect(self._say_removed)
        self._agreed.refused.connect(self._say)
        self._agreed.unfolded.connect(self._frame.show_whole)
        self._more.grown.connect(self._frame.show_whole)
        self._notice.acted.connect(self._do)
        NewDay(self.desk.clock, self).came.connect(self._turn_over)
        self.desk.theme.changed.connect(self._fit)

    def _lay_out(self) -> None:
        self._decision.body.addWidget(self._decide, 0, Qt.AlignmentFlag.AlignLeft)
        self._nothing.body.addWidget(Body(NO_SESSION))
        self._nothing.body.addWidget(self._to_supervision, 0, Qt.AlignmentFlag.AlignLeft)
        self._frame.body.addWidget(self._nothing)
        self._frame.body.addWidget(self._columns)
        self._frame.body.addWidget(self._more)
        self._frame.body.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._frame, 1)
        page.addWidget(self._notice)

    def _fit(self) -> None:
        """Set the columns one below the other before their lines grow too short to read."""
        least = LEAST_EDGES + LEAST_WORDS * self.desk.theme.text_scale // 100
        self._columns.set_least(least)
        self._more.set_least(least - LEAST_INSIDE)

    def _show_session(self, session: Session) -> None:
        journal = self.desk.journal
        records = journal.session_records()
        kept = next((each for each in records if each.session_id == session.id), None)
        prepared = None if kept else journal.preparation(session.id)
        self._record = kept or begun(session.id, prepared, self.desk.clock.now())
        known = [word for each in reversed(records) for word, _ in each.ratings]
        self._take_away.show_record(self._record)
        self._agreed.show_session(session)
        self._how.show_record(self._record)
        moved = self._was_moved(session)
        self._more.show_record(self._record, moved=moved, known=tuple(known))
        manages_staff = bool(journal.preference(MANAGES_STAFF, False))
        self._more.offer_themes(themes(manages_staff=manages_staff))
        self._more_link.fold()
        done = self._record.done
        said = CORRECTED if done else TWO_MINUTES
        self._frame.sentence.setText(f"{_about(session, self.desk.clock.today())}. {said}")
        self._later.setText(BACK if done else "Later")
        self.start_at(self._take_away)

    def _was_moved(self, session: Session) -> bool:
        """Say whether `session` was meant for another time first."""
        journal = self.desk.journal
        sessions = [session]
        not_held = (each for each in journal.sessions_not_held() if each.state.startswith(MOVED))
        return any(became(each, sessions) for each in not_held)

    def _gather(self, record: SessionRecord) -> None:
        """Put everything that is on the page into `record`."""
        self._take_away.fill(record)
        self._how.fill(record)
        self._more.fill(record)
        record.written_at = self.desk.clock.now()

    def _note(self) -> None:
        self._unsaved = True
        self._save_soon_enough()

    def _turn_over(self) -> None:
        """Say dates anew on another day; the fields stay as they are, with the caret in them."""
        if self._session and not self._agreed.unsaved():
            self._agreed.show_session(self._session)

    def _save_soon_enough(self) -> None:
        if not self._save_soon.isActive():
            self._save_soon.start()

    def _save(self) -> bool:
        """Save everything, or say why that cannot be; return whether nothing is at risk."""
        if not self.desk.journal.is_open:
            return False  # it was closed with what it would not take
        try:
            self.flush()
        except JournalError as error:
            self._say(error.sentence, "Try again", self._save)
            return False
        if self._act == self._save:
            self._say("")
        return True

    def _leave(self) -> None:
        if self._save():
            self.page_requested.emit(self.belongs_to)

    def _end(self) -> None:
        if self._record is None:
            return
        was = self._record.done
        self._record.done = self._unsaved = True
        if self._save():
            self.page_requested.emit(self.belongs_to)
        elif self._unsaved:
            self._record.done = was

    def _do(self) -> None:
        self._act()

    def _say_removed(self, sentence: str) -> None:
        self._say(sentence, "Undo", self._bring_back)

    def _bring_back(self) -> None:
        self._agreed.bring_back()
        self._act = self._save
        self._save()

    def _say(
        self, sentence: str, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        self._act = act or self._save
        self._notice.say(sentence, action)


def _about(session: Session, today: date) -> str:
    """Return when it was, how long and of what kind: "Wednesday 2 December, 10:00, clinical"."""
    said = [day_in_words(session.day, today)]
    if session.start is not None:
        said.append(clock_time(session.start))
    if session.minutes:
        said.append(f"{session.minutes} minutes")
    return ", ".join((*said, _KINDS.get(session.kind, session.kind)))


class ClosingLine(QFrame):
    """A quiet sentence on a ground of its own."""

    def __init__(self, words: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(Secondary(words))
