"""The sessions that everything else is counted between, and what is kept for the next one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.records import Session
from reflect_app.domain.supervision import (
    USUAL_WEEKS,
    became,
    next_session,
    same_session,
    suggested,
    when_in_words,
    where_we_are,
)
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.supervision.agreed_card import AgreedCard
from reflect_app.ui.parts.supervision.calendar_card import CalendarCard
from reflect_app.ui.parts.supervision.cycle_card import CycleCard
from reflect_app.ui.parts.supervision.kept_card import KeptCard
from reflect_app.ui.parts.supervision.not_held_form import NotHeldForm
from reflect_app.ui.parts.supervision.papers_card import PapersCard
from reflect_app.ui.parts.supervision.session_cards import (
    NextCard,
    NotHeldCard,
    PastCard,
    RemovedCard,
)
from reflect_app.ui.parts.supervision.session_form import SessionForm
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Foot
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.two_columns import TwoColumns
from reflect_app.vault.errors import JournalError

NO_DATE = "No supervision date yet."
PREPARE, AFTER = "Prepare", "After the session"
"""The titles of the pages about one session."""
COLUMN_WIDTH = 260
"""In pixels at 100 % text: the least in which a row reads well."""


class SupervisionPage(Page):
    """Where today lies between two sessions, and what is kept for the next."""

    title = "Supervision"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._undoing: Callable[[], object] | None = None
        """What Undo does; it may raise JournalError."""
        self._form, self._not_held_form = SessionForm(desk), NotHeldForm(desk)
        self._next, self._past, self._not_held = NextCard(), PastCard(), NotHeldCard()
        self._removed = RemovedCard()
        self._kept, self._cycle, self._papers = KeptCard(), CycleCard(desk), PapersCard()
        self._agreed, self._calendar = AgreedCard(desk), CalendarCard(desk)
        self._notice = Foot()
        self._add, self._prepare = Button("Add a session"), Button("Prepare", kind="primary")
        self._frame = PageFrame(self.title, "", self._add, self._prepare)
        self._columns = TwoColumns(
            (
                self._form,
                self._not_held_form,
                self._removed,
                self._next,
                self._past,
                self._not_held,
            ),
            (self._kept, self._agreed, self._papers, self._cycle, self._calendar),
        )
        self._connect()
        self.start_at(self._add)
        self._lay_out()
        self._fit()

    def refresh(self) -> None:
        """Show the sessions and what is kept; a form that is open stays."""
        self._say("")
        self._show()

    def _connect(self) -> None:
        self._add.clicked.connect(self._begin)
        self._prepare.clicked.connect(lambda: self.page_requested.emit(PREPARE))
        self._papers.page_requested.connect(self.page_requested)
        self._next.add_requested.connect(self._begin)
        self._next.taken.connect(self._take)
        for card in (self._next, self._past):
            card.prepare_requested.connect(partial(self._go_in, PREPARE))
            card.record_requested.connect(partial(self._go_in, AFTER))
            card.move_requested.connect(self._move)
            card.correct_requested.connect(self._correct)
        for each in (self._next, self._past, self._not_held):
            each.remove_requested.connect(self._remove)
        self._not_held.put_back_requested.connect(self._put_back)
        self._removed.bring_back_requested.connect(self._bring_back)
        self._form.saved.connect(self._say_saved)
        self._not_held_form.saved.connect(self._say_not_held)
        for form in (self._form, self._not_held_form):
            form.left.connect(self.setFocus)
        self._kept.read_requested.connect(self.read_requested)
        self._kept.let_go.connect(self._take_flag)
        self._notice.acted.connect(self._undo)
        NewDay(self.desk.clock, self).came.connect(self._show)
        self.desk.theme.changed.connect(self._fit)

    def _lay_out(self) -> None:
        self._frame.body.addWidget(self._columns, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._frame, 1)
        page.addWidget(self._notice)

    def _fit(self) -> None:
        """Set the columns one below the other before their lines grow too short to read."""
        self._columns.set_least(COLUMN_WIDTH * self.desk.theme.text_scale // 100)

    def _show(self) -> None:
        journal, today = self.desk.journal, self.desk.clock.today()
        sessions = journal.sessions()
        self._frame.sentence.setText(where_we_are(sessions, today) if sessions else NO_DATE)
        recorded = {each.session_id for each in journal.session_records() if each.done}
        self._prepare.setVisible(next_session(sessions, today) is not None)
        self._next.refresh(sessions, today, self._weeks(), recorded)
        self._past.refresh(sessions, today, recorded)
        self._not_held.refresh(journal.sessions_not_held(), sessions, today)
        self._removed.refresh(journal.sessions_removed(), today)
        self._agreed.refresh(sessions, today)
        self._kept.refresh(journal.flagged(), today)
        self._cycle.refresh()
        self._papers.refresh(journal.agreements(), journal.decisions(), today)
        self._calendar.refresh()

    def _go_in(self, title: str, session: Session) -> None:
        self.room_requested.emit(title, session.id)

    def _begin(self) -> None:
        today = self.desk.clock.today()
        sessions = self.desk.journal.sessions()
        self._form.add(suggested(sessions, today, self._weeks()) or Session(day=today))
        self._go_to(self._form)

    def _weeks(self) -> int:
        return int(self.desk.journal.preference("rhythm_weeks", USUAL_WEEKS))

    def _correct(self, session: Session) -> None:
        self._form.correct(session)
        self._go_to(self._form)

    def _move(self, session: Session) -> None:
        self._not_held_form.open(session)
        self._go_to(self._not_held_form)

    def _go_to(self, form: QWidget) -> None:
        """Show one form, and put the other away."""
        for each in (self._form, self._not_held_form):
            if each is not form:
                each.put_away()
        self._say("")
        self._frame.go_up()
        form.setFocus()

    def _take(self, session: Session) -> None:
        try:
            self._say_saved(self.desk.journal.save(session))
        except JournalError as error:
            self._say(error.sentence)

    def _say_saved(self, session: Session) -> None:
        self._say_done(f"Saved: {self._when(session)}.")

    def _say_not_held(self, session: Session) -> None:
        """Say what became of `session`, with a way back."""
        to = became(session, self.desk.journal.sessions())
        self._undoing = partial(self._restore, session)
        off = "Not held" if session.day < self.desk.clock.today() else "Cancelled"
        said = f"Moved to {self._when(to)}." if to else f"{off}: {self._when(session)}."
        self._say_done(said, "Undo")

    def _put_back(self, session: Session) -> None:
        """Let a session that was moved or cancelled stand again."""
        self._let_stand(session, partial(self._restore, session), "It stands again")

    def _bring_back(self, session: Session) -> None:
        """Let a session that was removed be as it was."""
        bring_back = partial(self.desk.journal.bring_back_session, session.id)
        self._let_stand(session, bring_back, "It is back")

    def _let_stand(self, session: Session, act: Callable[[], object], done: str) -> None:
        """Do what lets `session` stand, unless there is one like it by now, and say so."""
        try:
            if same_session(session, self.desk.journal.sessions()):
                self._say(f"There is a session on {self._when(session)} again already.")
                return
            act()
        except JournalError as error:
            self._say(error.sentence)
            return
        self._say_done(f"{done}: {self._when(session)}.")

    def _restore(self, session: Session) -> None:
        """Let `session` stand again in place of what it became; raise JournalError."""
        journal = self.desk.journal
        to = became(session, journal.sessions())
        journal.put_back(session, to)
        if to:
            self._form.forget(to)
            self._not_held_form.forget(to)

    def _remove(self, session: Session) -> None:
        try:
            self.desk.journal.remove_session(session, self.desk.clock.today())
        except JournalError as error:
            self._say(error.sentence)
            return
        self._form.forget(session)
        self._not_held_form.forget(session)
        self._undoing = partial(self.desk.journal.bring_back_session, session.id)
        self._say_done(f"Removed: {self._when(session)}.", "Undo")

    def _take_flag(self, entry_id: int) -> None:
        try:
            self.desk.journal.flag(entry_id, flagged=False)
        except JournalError as error:
            self._say(error.sentence)
            return
        self._undoing = partial(self.desk.journal.flag, entry_id, flagged=True)
        self._say_done("Not for supervision. It stays in your journal.", "Undo")

    def _undo(self) -> None:
        try:
            if self._undoing:
                self._undoing()
        except JournalError as error:
            self._say(error.sentence, "Undo")
            return
        self._undoing = None
        self._say_done("It is as it was.")

    def _when(self, session: Session) -> str:
        return when_in_words(session, self.desk.clock.today())

    def _say_done(self, sentence: str, action: str = "") -> None:
        """Show everything anew, and say what was done."""
        self._show()
        self._say(sentence, action)
        # Back to where the focus goes, and where the sessions close by are.
        self._frame.go_up()
        self.setFocus()

    def _say(self, sentence: str, action: str = "") -> None:
        self._notice.say(sentence, action)
