"""The first thing a person meets: how heavy it is, today's plan, and what is waiting."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.around_session import is_near, to_prepare, waits
from reflect_app.domain.dates import at, day_month, long_day
from reflect_app.domain.plan import HABIT, PlanWeek, due_today, week
from reflect_app.domain.planning import so_far
from reflect_app.domain.records import Entry, EntryLine, Session, heading
from reflect_app.domain.reflective_models import FREE, HARD_CASE, first_text, model
from reflect_app.domain.supervision import next_session, where_we_are
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.plan.away import off_between, off_in_words
from reflect_app.ui.parts.plan.plan_answer import PlanAnswerRow, shows
from reflect_app.ui.parts.plan.plan_form import PlanOffer
from reflect_app.ui.parts.today.agreed_due import AgreedDue
from reflect_app.ui.parts.today.catch_up import CatchUp
from reflect_app.ui.parts.today.check_in import CheckInCard
from reflect_app.ui.parts.today.clock_question import ClockQuestion
from reflect_app.ui.parts.today.entry_row import EntryRow
from reflect_app.ui.parts.today.evening_record import EveningRecord
from reflect_app.ui.parts.today.old_backup import OldBackup
from reflect_app.ui.parts.today.still_with import StillWithCard
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Line
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.sheet import Sheet
from reflect_app.ui.widgets.text import Secondary, Serif
from reflect_app.ui.widgets.two_columns import TwoColumns

NEW_JOURNAL = "Your journal is new. Nothing here needs doing."
PLANNED = "Planned. You will see it here on its days, and under Plan."
DRAFTS_SHOWN = 3
FLAGGED_SHOWN = 5


class PlanCard(Sheet):
    """What is planned for today, and how it went; or an offer to plan something small."""

    left = Signal()
    """Something was done, and nothing in here takes the focus."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: list[tuple[object, ...]] = []
        self._rows: list[PlanAnswerRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._offer = PlanOffer(desk)
        self._offer.recorded.connect(self._planned)
        self._notice = Notice()
        self.body.addLayout(self._list)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._offer)

    def refresh(self, today: date) -> None:
        """Read again what is planned for `today`; what is being typed stays."""
        self._notice.clear()
        plans, rows = self._desk.journal.plans(), self._week(today)
        due = [row for row in rows if due_today(row, today)]
        away = rows[0].days[today.weekday()].away if rows else ""
        self._show_rows(due, today)
        self._offer.refresh(plans)
        if away:
            self.head("Today's plan", off_in_words(away, today=True))
        elif due:
            self.head("Today's plan", "")
        elif self._offer.offers_all():
            self.head(
                "A small plan",
                "A lunch break away from the desk, a time to leave. "
                "You can change it whenever life changes.",
            )
        else:
            self.head("Today's plan", "Nothing is planned for today.")

    def unsaved(self) -> bool:
        """Say whether a time is typed that is not in the journal."""
        return any(row.unsaved() for row in self._rows)

    def flush(self) -> None:
        """Save a time that was typed; raise JournalError."""
        for row in self._rows:
            row.flush()

    def _week(self, today: date) -> tuple[PlanWeek, ...]:
        """Return the week of `today`, which says how often a habit was kept in it."""
        journal, monday = self._desk.journal, today - timedelta(days=today.weekday())
        answers = journal.plan_answers(monday, monday + timedelta(days=6))
        return week(journal.plans(), answers, monday, off_between(self._desk, today, today))

    def _show_rows(self, due: Sequence[PlanWeek], today: date) -> None:
        squares = [row.days[today.weekday()] for row in due]
        planned = [(each.plan, each.answer) for each in squares if each.plan]
        shown = [(today, *shows(plan)) for plan, _ in planned]
        if shown == self._shown:
            for (_, answer), row in zip(planned, self._rows, strict=True):
                if not row.unsaved():
                    row.show_answer(answer)
        else:
            clear(self._list)
            self._shown, self._rows = shown, []
            for plan, answer in planned:
                self._add_row(PlanAnswerRow(self._desk, plan, today, answer), today)
        self._say_so_far(due)

    def _add_row(self, row: PlanAnswerRow, today: date) -> None:
        row.recorded.connect(
            lambda: self._say_so_far([each for each in self._week(today) if due_today(each, today)])
        )
        if self._rows:
            self._list.addWidget(Line())
        self._list.addWidget(row)
        self._rows.append(row)

    def _say_so_far(self, due: Sequence[PlanWeek]) -> None:
        kept = {row.plan.id: row for row in due if row.plan.kind == HABIT}
        for row in self._rows:
            if found := kept.get(row.plan_id):
                row.say(so_far(found.plan, found.kept, over=False))

    def _planned(self) -> None:
        """Go on where the new plan can be answered, or where the next can be made."""
        self.refresh(self._desk.clock.today())
        new = max(plan.id for plan in self._desk.journal.plans())
        for row in self._rows:
            row.show()
            if row.plan_id == new:
                row.setFocus()
                return
        self._notice.say(PLANNED)
        if not self._offer.go_on():
            self.left.emit()


class WritingCard(Sheet):
    """Ways to begin writing, and what was begun."""

    write_requested = Signal(str)
    edit_requested = Signal(object)
    page_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._invitation = Serif("A few lines after a hard visit. They are yours.")
        self._invitation.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        guided, free = Button("Start a guided reflection"), Button("Just write", kind="link")
        guided.clicked.connect(lambda: self.write_requested.emit(HARD_CASE.key))
        free.clicked.connect(lambda: self.write_requested.emit(FREE.key))
        self._ways = QWidget()
        ways = FlowLayout(self._ways, spacing=4)
        ways.addWidget(guided)
        ways.addWidget(free)
        self._drafts = QVBoxLayout()
        self._drafts.setSpacing(0)
        self.body.addStretch()
        self.body.addWidget(self._invitation)
        self.body.addWidget(self._ways)
        self.body.addLayout(self._drafts)
        self.body.addStretch()

    def refresh(self, drafts: Sequence[Entry], today: date, *, fresh: bool) -> None:
        """Show what is begun; `fresh` is a journal's first day."""
        self.head(*(("", "") if fresh else (HARD_CASE.name, HARD_CASE.invitation)))
        self._invitation.setVisible(fresh)
        self.body.setAlignment(self._ways, _MIDDLE if fresh else _LEFT)
        clear(self._drafts)
        for draft in drafts[:DRAFTS_SHOWN]:
            button = Button(_continue(draft, today), kind="link")
            button.setProperty("flush", True)
            button.clicked.connect(lambda _, draft_id=draft.id: self.edit_requested.emit(draft_id))
            self._drafts.addWidget(button, alignment=_LEFT)
            if words := _first_words(draft):
                button.setAccessibleDescription(words)
                self._drafts.addWidget(Secondary(words))
        if len(drafts) > DRAFTS_SHOWN:
            more = Button(f"All {len(drafts)} drafts", kind="link")
            more.setProperty("flush", True)
            more.clicked.connect(lambda: self.page_requested.emit("Journal"))
            self._drafts.addWidget(more, alignment=_LEFT)


class WaitingCard(Sheet):
    """What waits for supervision, and the next date or the way to one."""

    read_requested = Signal(object)
    page_requested = Signal(str)
    room_requested = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        """The session that can be prepared."""
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._open, self._prepare = Button(""), Button("Prepare", kind="link")
        self._prepare_now = Button("Prepare", kind="primary")
        self._open_later = Button("Open Supervision", kind="link")
        for button in (self._open, self._open_later):
            button.clicked.connect(lambda: self.page_requested.emit("Supervision"))
        for button in (self._prepare, self._prepare_now):
            button.clicked.connect(self._go_to_prepare)
        ways = QWidget()
        row = FlowLayout(ways, spacing=4)
        for button in (self._prepare_now, self._open_later, self._open, self._prepare):
            row.addWidget(button)
        self.body.addLayout(self._list)
        self.body.addWidget(ways)

    def refresh(
        self, waiting: Sequence[EntryLine], *, dated: bool, session: Session | None, near: str
    ) -> None:
        """Show the flagged entries; `dated` says whether a next session is known.

        `session` is the one that can be prepared. Once it is time to, `near` says how much waits.
        """
        self._session = session
        title, sentence = _about_waiting(waiting=bool(waiting), dated=dated)
        self.head(near or title, sentence)
        self._open.setText("Open Supervision" if dated else "Add the date")
        self._open.setVisible(not near)
        self._prepare.setVisible(session is not None and not near)
        for button in (self._prepare_now, self._open_later):
            button.setVisible(bool(near))
        self._list_entries(waiting)

    def _list_entries(self, waiting: Sequence[EntryLine]) -> None:
        clear(self._list)
        for number, line in enumerate(waiting[:FLAGGED_SHOWN]):
            if number:
                self._list.addWidget(Line())
            entry = EntryRow(line.heading, line.model, line.day)
            entry.clicked.connect(lambda _, entry_id=line.id: self.read_requested.emit(entry_id))
            self._list.addWidget(entry)
        if len(waiting) > FLAGGED_SHOWN:
            self._list.addWidget(Line())
            self._list.addWidget(Secondary(f"{len(waiting) - FLAGGED_SHOWN} more."))

    def _go_to_prepare(self) -> None:
        if self._session:
            self.room_requested.emit("Prepare", self._session.id)


class TodayPage(Page):
    """One look at the day, ready for a number."""

    title = "Today"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._clock = ClockQuestion(desk)
        self._backup = OldBackup(desk)
        self._check_in = CheckInCard(desk)
        self._catch_up = CatchUp(desk)
        self._plan = PlanCard(desk)
        self._writing = WritingCard()
        self._evening = EveningRecord(desk)
        self._still = StillWithCard(desk)
        self._due = AgreedDue(desk)
        self._waiting = WaitingCard()
        search = Button("Search", hint="Ctrl+F")
        new = Button("New reflection", kind="primary")
        self._frame = PageFrame("", "", search, new)
        search.clicked.connect(self.search_requested)
        new.clicked.connect(lambda: self.write_requested.emit(HARD_CASE.key))
        for card in (self._check_in, self._catch_up):
            card.support_requested.connect(lambda: self.page_requested.emit("Support"))
        for part in (self._plan.left, self._clock.answered, self._backup.answered):
            part.connect(self.setFocus)
        self._evening.left.connect(self._go_on)
        self._writing.write_requested.connect(self.write_requested)
        self._writing.edit_requested.connect(self.edit_requested)
        for asking in (self._backup, self._writing, self._due, self._waiting):
            asking.page_requested.connect(self.page_requested)
        for reading in (self._still, self._waiting):
            reading.read_requested.connect(self.read_requested)
        for leading in (self._evening, self._waiting):
            leading.room_requested.connect(self.room_requested)
        NewDay(desk.clock, self).came.connect(self._turn_over)
        self.start_at(self._check_in.scale)
        self._lay_out()

    def refresh(self) -> None:
        """Show today; what has been put in and not saved stays."""
        journal, today = self.desk.journal, self.desk.clock.today()
        drafts, sessions = journal.drafts(), journal.sessions()
        fresh = not drafts and not journal.entries(limit=1) and not journal.counts()["check_ins"]
        place = where_we_are(sessions, today)
        self._frame.title.setText(long_day(today))
        self._frame.sentence.setText(
            (f"{NEW_JOURNAL} {place}" if sessions else NEW_JOURNAL) if fresh else place
        )
        self._clock.refresh()
        self._backup.refresh()
        self._check_in.begin(fresh=fresh)
        self._catch_up.refresh()
        self._plan.refresh(today)
        self._writing.refresh(drafts, today, fresh=fresh)
        self._show_cycle(sessions, fresh=fresh)
        self._left.setStretchFactor(self._writing, 1 if fresh else 0)
        self._left.setStretch(self._left.count() - 1, 0 if fresh else 1)

    def flush(self) -> None:
        """Save what was typed of a plan or a session; a check-in waits for its Enter."""
        self._plan.flush()
        self._catch_up.flush()
        self._evening.flush()

    def _show_cycle(self, sessions: Sequence[Session], *, fresh: bool) -> None:
        """Show what the days around a session ask for, one thing at a time.

        The record of one just over comes first, then preparing the next, then what is still
        heavy, then what is due. What is still heavy belongs to a preparation and may stand below.
        """
        journal, now = self.desk.journal, self.desk.clock.local()
        today, waiting = now.date(), journal.flagged()
        session = None if fresh else to_prepare(sessions, now)
        self._evening.refresh([] if fresh else sessions)
        evening = not self._evening.isHidden()
        near = session if session and not evening and is_near(session, today) else None
        self._still.refresh(today, wanted=not (fresh or evening))
        still = not self._still.isHidden()
        self._due.refresh(today, wanted=not (fresh or evening or near or still))
        self._waiting.refresh(
            waiting,
            dated=next_session(sessions, today) is not None,
            session=session,
            near=self._said_before(near, len(waiting)) if near else "",
        )
        self._right.removeWidget(self._waiting)
        self._right.insertWidget(1 if near else self._right.count() - 1, self._waiting)

    def _said_before(self, session: Session, kept: int) -> str:
        prepared = self.desk.journal.preparation(session.id)
        return waits(session, kept, prepared, self.desk.clock.today())

    def _go_on(self) -> None:
        """Show what had to wait for the evening's record, and begin at the scale again."""
        self._show_cycle(self.desk.journal.sessions(), fresh=False)
        self.setFocus()

    def _lay_out(self) -> None:
        columns = TwoColumns(
            (self._check_in, self._evening, self._writing),
            (self._plan, self._still, self._due, self._waiting),
            shares=(5, 4),
        )
        self._left, self._right = columns.left, columns.right
        self._frame.body.addWidget(self._clock)
        self._frame.body.addWidget(self._backup)
        self._frame.body.addWidget(self._catch_up)
        self._frame.body.addWidget(columns, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)

    def _turn_over(self) -> None:
        """Turn to the new day, unless something is just being typed for the old one."""
        if not any(each.unsaved() for each in (self._plan, self._catch_up, self._evening)):
            self.refresh()


_LEFT = Qt.AlignmentFlag.AlignLeft
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


def _about_waiting(*, waiting: bool, dated: bool) -> tuple[str, str]:
    """Return the title and the sentence of what waits for supervision."""
    if not dated:
        sentence = "With a date, Reflect can show you what changed between sessions."
        return ("For your next supervision" if waiting else "Your next supervision"), sentence
    quiet = "Nothing waits. A reflection kept for supervision shows here."
    return "For your next supervision", "" if waiting else quiet


def _continue(draft: Entry, today: date) -> str:
    """Return what the button says that goes on with `draft`."""
    if draft.revises:
        return f"Continue the changes to {day_month(draft.day)}"
    time = at(draft.written_at.astimezone())
    day = "" if draft.day == today else f"{day_month(draft.day)}, "
    return f"Continue the draft from {day}{time}"


def _first_words(draft: Entry) -> str:
    """Return the beginning of a draft, to tell it from others."""
    return heading(draft.title, first_text(model(draft.model), draft.texts()))
