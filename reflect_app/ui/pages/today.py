"""The first thing a person meets: how heavy it is, today's plan, and what is waiting."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from reflect_app.domain.dates import at, day_month, long_day
from reflect_app.domain.plan import HABIT, PlanWeek, due_today, week
from reflect_app.domain.planning import so_far
from reflect_app.domain.records import Entry, EntryLine, heading
from reflect_app.domain.reflective_models import FREE, HARD_CASE, first_text, model
from reflect_app.domain.supervision import next_session, where_we_are
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.plan.away import off_between, off_in_words
from reflect_app.ui.parts.plan.plan_answer import PlanAnswerRow, shows
from reflect_app.ui.parts.plan.plan_form import PlanOffer
from reflect_app.ui.parts.today.catch_up import CatchUp
from reflect_app.ui.parts.today.check_in import CheckInCard
from reflect_app.ui.parts.today.clock_question import ClockQuestion
from reflect_app.ui.parts.today.old_backup import OldBackup
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.text import Body, CardTitle, Secondary, Serif
from reflect_app.ui.widgets.two_columns import TwoColumns

NEW_JOURNAL = "Your journal is new. Nothing here needs doing."
PLANNED = "Planned. You will see it here on its days, and under Plan."
DRAFTS_SHOWN = 3
FLAGGED_SHOWN = 5


class _Sheet(Card):
    """A card whose title and sentence change with what there is to show."""

    def __init__(self) -> None:
        super().__init__()
        self.title = CardTitle()
        self.sentence = Secondary()
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(self.title)
        heading.addWidget(self.sentence)
        self.body.addLayout(heading)

    def head(self, title: str, sentence: str) -> None:
        """Show `title`, and `sentence` where there is one."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))


class PlanCard(_Sheet):
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
            _clear(self._list)
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


class WritingCard(_Sheet):
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
        _clear(self._drafts)
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


class WaitingCard(_Sheet):
    """What waits for supervision, and the next date or the way to one."""

    read_requested = Signal(object)
    page_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._open = Button("")
        self._open.clicked.connect(lambda: self.page_requested.emit("Supervision"))
        self.body.addLayout(self._list)
        self.body.addWidget(self._open, alignment=_LEFT)

    def refresh(self, waiting: Sequence[EntryLine], *, dated: bool) -> None:
        """Show the flagged entries; `dated` says whether a next session is known."""
        self.head(*_about_waiting(waiting=bool(waiting), dated=dated))
        self._open.setText("Open Supervision" if dated else "Add the date")
        self._list_entries(waiting)

    def _list_entries(self, waiting: Sequence[EntryLine]) -> None:
        _clear(self._list)
        for number, line in enumerate(waiting[:FLAGGED_SHOWN]):
            if number:
                self._list.addWidget(Line())
            entry = _Entry(line)
            entry.clicked.connect(lambda _, entry_id=line.id: self.read_requested.emit(entry_id))
            self._list.addWidget(entry)
        if len(waiting) > FLAGGED_SHOWN:
            self._list.addWidget(Line())
            self._list.addWidget(Secondary(f"{len(waiting) - FLAGGED_SHOWN} more."))


class _Entry(Button):
    """A flagged entry in a row of its own: its heading and the day, as long as they need."""

    def __init__(self, line: EntryLine) -> None:
        super().__init__("", kind="link")
        heading = line.heading or model(line.model).name
        self.setAccessibleName(f"Read {heading}, {long_day(line.day)}")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 8)
        lines.setSpacing(2)
        for words in (Body(heading), Secondary(long_day(line.day))):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            lines.addWidget(words)

    def sizeHint(self) -> QSize:
        """Return the size of the words."""
        return self._lines().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size of the longest word."""
        return self._lines().minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower row makes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at `width`."""
        return self._lines().heightForWidth(width)

    def _lines(self) -> QLayout:
        layout = self.layout()
        if layout is None:
            raise RuntimeError("it is laid out when it is made")
        return layout


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
        self._waiting = WaitingCard()
        search = Button("Search", hint="Ctrl+F")
        new = Button("New reflection", kind="primary")
        self._frame = PageFrame("", "", search, new)
        search.clicked.connect(self.search_requested)
        new.clicked.connect(lambda: self.write_requested.emit(HARD_CASE.key))
        for card in (self._check_in, self._catch_up):
            card.support_requested.connect(lambda: self.page_requested.emit("Support"))
        self._backup.page_requested.connect(self.page_requested)
        for part in (self._plan.left, self._clock.answered, self._backup.answered):
            part.connect(self.setFocus)
        self._writing.write_requested.connect(self.write_requested)
        self._writing.edit_requested.connect(self.edit_requested)
        self._writing.page_requested.connect(self.page_requested)
        self._waiting.read_requested.connect(self.read_requested)
        self._waiting.page_requested.connect(self.page_requested)
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
        self._waiting.refresh(journal.flagged(), dated=next_session(sessions, today) is not None)
        self._left.setStretchFactor(self._writing, 1 if fresh else 0)
        self._left.setStretch(self._left.count() - 1, 0 if fresh else 1)

    def flush(self) -> None:
        """Save a leaving time that was typed; a check-in waits for its Enter."""
        self._plan.flush()
        self._catch_up.flush()

    def _lay_out(self) -> None:
        columns = TwoColumns(
            (self._check_in, self._writing), (self._plan, self._waiting), shares=(5, 4)
        )
        self._left = columns.left
        self._frame.body.addWidget(self._clock)
        self._frame.body.addWidget(self._backup)
        self._frame.body.addWidget(self._catch_up)
        self._frame.body.addWidget(columns, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)

    def _turn_over(self) -> None:
        """Turn to the new day, unless a leaving time is just being typed for the old one."""
        if not (self._plan.unsaved() or self._catch_up.unsaved()):
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


def _clear(layout: QVBoxLayout) -> None:
    """Take everything out of `layout`."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
