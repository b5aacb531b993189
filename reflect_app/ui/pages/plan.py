"""The two small plans over a week: how each day went, and a way to change what is planned."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.dates import day_month, full_day, long_day
from reflect_app.domain.plan import KEPT, NOT_THAT_DAY, PARTLY, PlanWeek, in_force, kept_count, week
from reflect_app.domain.planning import (
    counts_in_words,
    ended,
    first_open_day,
    resumed,
    week_heading,
)
from reflect_app.domain.records import Plan
from reflect_app.domain.supervision import cycle_start
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.plan_answer import PlanAnswerRow
from reflect_app.ui.widgets.plan_form import PlanForm, PlanOffer
from reflect_app.ui.widgets.text import CardTitle, Secondary
from reflect_app.ui.widgets.week import MARKS, Week
from reflect_app.vault.errors import JournalError

ABOUT = "Made with yourself, changed whenever life changes."
LEGEND = (
    f"{MARKS[KEPT]} kept, {MARKS[PARTLY]} partly, {MARKS[NOT_THAT_DAY]} not that day. "
    "An empty box is a day without an answer."
)
_WEEK = timedelta(days=7)


class WeekCard(Card):
    """The week as a whole: a row for each plan and what the marks mean."""

    def __init__(self) -> None:
        super().__init__()
        self.week = Week()
        self._counts = Secondary()
        self._nothing = Secondary("No plan was under way in this week.")
        self._legend = Secondary(LEGEND)
        for widget in (self.week, self._nothing, Line(), self._counts, self._legend):
            self.body.addWidget(widget)

    def show_week(self, monday: date, rows: tuple[PlanWeek, ...], counts: str, today: date) -> None:
        """Show the rows of the week from `monday`, and how the plans went in this cycle."""
        self.week.show_week(monday, rows, today=today)
        self._nothing.setVisible(not rows)
        self._legend.setVisible(bool(rows))
        self._counts.setText(counts)
        self._counts.setVisible(bool(counts))


class DayCard(Card):
    """One day with its answers."""

    recorded = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._title = CardTitle()
        self._nothing = Secondary("Nothing was planned for this day.")
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._rows: list[PlanAnswerRow] = []
        self._shown: list[tuple[object, ...]] = []
        self.body.addWidget(self._title)
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._list)
        self.body.addStretch()

    def show_day(self, day: date, rows: tuple[PlanWeek, ...]) -> None:
        """Show what was planned for `day`; what is being typed for it stays."""
        today = self._desk.clock.today()
        squares = [row.days[day.weekday()] for row in rows]
        due = [
            (square.plan, square.answer)
            for square in squares
            if square.plan and square.planned is not None
        ]
        self._title.setText(f"Today, {full_day(day)}" if day == today else full_day(day))
        self._nothing.setVisible(not due)
        shown: list[tuple[object, ...]] = [
            (day, day == today, plan.id, plan.times, plan.minutes) for plan, _ in due
        ]
        if shown == self._shown:
            for (_, answer), row in zip(due, self._rows, strict=True):
                if not row.unsaved():
                    row.show_answer(answer)
            return
        self._shown, self._rows = shown, []
        while item := self._list.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for plan, answer in due:
            row = PlanAnswerRow(self._desk, plan, day, answer, always_taken_back=True)
            row.recorded.connect(self.recorded)
            if self._rows:
                self._list.addWidget(Line())
            self._list.addWidget(row)
            self._rows.append(row)

    def unsaved(self) -> bool:
        """Say whether a time is typed that is not in the journal."""
        return any(row.unsaved() for row in self._rows)

    def flush(self) -> None:
        """Save a time that was typed; raise JournalError."""
        for row in self._rows:
            row.flush()


class ChangeCard(Card):
    """A plan being changed or ended; the days that have been keep the plan they had."""

    changed = Signal(object)
    """The plan is another from this day on."""
    ended = Signal(object)
    """This plan, as it is stored, goes on no longer."""
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plan: Plan | None = None
        self._form: PlanForm | None = None
        self._title = CardTitle()
        self._place = QVBoxLayout()
        self._end = Button("End this plan", kind="link")
        self._notice = Notice()
        self._end.setProperty("flush", True)
        self._end.clicked.connect(self._end_plan)
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(self._title)
        heading.addWidget(Secondary("The days so far stay as they were planned."))
        self.body.addLayout(heading)
        self.body.addLayout(self._place)
        self.body.addWidget(Line())
        self.body.addWidget(self._end, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._notice)
        self.body.addStretch()
        self.hide()

    def open(self, plan: Plan) -> None:
        """Begin to change `plan`."""
        self.put_away()
        self._plan = plan
        self._title.setText(f"Change {week_heading(plan)}")
        self._form = PlanForm(self._desk, plan.kind, plan)
        self._form.saved.connect(self._finish)
        self._form.cancelled.connect(self._leave)
        self._place.addWidget(self._form)
        self._notice.clear()
        self.show()
        self._form.show()
        self._form.setFocus()

    def put_away(self) -> None:
        """Close the form."""
        self.hide()
        if self._form:
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _finish(self, since: date) -> None:
        self.put_away()
        self.changed.emit(since)

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()

    def _end_plan(self) -> None:
        if self._plan is None:
            return
        journal, today = self._desk.journal, self._desk.clock.today()
        try:
            since = first_open_day(self._plan, journal.plan_answers(today, today), today)
            plan = journal.save(ended(self._plan, since))
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self.put_away()
        self.ended.emit(plan)


class PlanPage(Page):
    """The week's plans, one day of it to answer, and the plans themselves to change."""

    title = "Plan"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._today = desk.clock.today()
        self._day: date | None = self._today
        """The day that is chosen; None in a week that lies ahead."""
        self._monday = _monday(self._today)
        self._ended: Plan | None = None
        """The plan that Undo takes up again."""
        self._week = WeekCard()
        self._answers = DayCard(desk)
        self._change = ChangeCard(desk)
        self._offer = PlanOffer(desk)
        self._invitation = _Invitation(self._offer)
        self._notice = Notice()
        self._turns = _Turns(desk.theme)
        self._frame = PageFrame(self.title, "", self._turns)
        self._week.week.chosen.connect(self._choose)
        self._week.week.change_requested.connect(self._change.open)
        self._answers.recorded.connect(self._show)
        self._change.changed.connect(self._say_changed)
        self._change.ended.connect(self._say_ended)
        self._change.left.connect(self.setFocus)
        self._offer.recorded.connect(self._show)
        self._notice.acted.connect(self._resume)
        self._turns.turned.connect(self._turn)
        NewDay(desk.clock, self).came.connect(self._turn_over)
        self._lay_out()

    def refresh(self) -> None:
        """Show the week again: on another day than last time today's, else the one shown."""
        self._notice.clear()
        if self._today != self.desk.clock.today():
            self._today = self.desk.clock.today()
            self._go(self._today)
        else:
            self._show()

    def flush(self) -> None:
        """Save a leaving time that was typed; a form waits for its button."""
        self._answers.flush()

    def _lay_out(self) -> None:
        below = QWidget()
        Beside(self._answers, self._change, shares=(1, 1), parent=below)
        for widget in (self._notice, self._week, below, self._invitation):
            self._frame.body.addWidget(widget)
        self._frame.body.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)

    def _show(self) -> None:
        journal = self.desk.journal
        plans, sunday = journal.plans(), self._monday + _WEEK - timedelta(days=1)
        rows = week(plans, journal.plan_answers(self._monday, sunday), self._monday)
        self._frame.sentence.setText(_span(self._monday) if plans else ABOUT)
        for widget in (self._turns, self._week):
            widget.setVisible(bool(plans))
        self._week.show_week(self._monday, rows, self._counts(plans), self._today)
        self._week.week.choose(self._day)
        self._answers.setVisible(bool(plans) and self._day is not None)
        if self._day is not None:
            self._answers.show_day(self._day, rows)
        self._offer.refresh(plans)
        self.start_at(self._week.week if plans else self._offer.start())
        self._invitation.show_for(plans, offered=self._offer.offers_any())

    def _counts(self, plans: Sequence[Plan]) -> str:
        since = cycle_start(self.desk.journal.sessions(), self._today)
        answers = self.desk.journal.plan_answers(since, self._today)
        return counts_in_words(
            [(plan, kept_count(plan, plans, answers)) for plan in in_force(plans, self._today)],
            since,
        )

    def _choose(self, day: date) -> None:
        self._day = day
        self._show()

    def _turn(self, weeks: int) -> None:
        """Go back or forth by `weeks`, or with 0 to this week."""
        if not weeks:
            self._go(self._today)
            return
        with suppress(OverflowError):
            self._go(self._monday + weeks * _WEEK)

    def _go(self, day: date) -> None:
        """Show the week of `day`, and of its days the first that waits for an answer."""
        self._monday = _monday(day)
        self._day = self._first_open()
        self._show()

    def _first_open(self) -> date | None:
        if self._monday > self._today:
            return None
        if self._monday == _monday(self._today):
            return self._today
        return self._monday

    def _turn_over(self) -> None:
        """Turn to the new day, unless a leaving time is just being typed."""
        if not self._answers.unsaved():
            self.refresh()

    def _say_changed(self, since: date) -> None:
        self._show()
        self._notice.say(
            "Changed from today."
            if since <= self._today
            else f"Changed from {long_day(since)}: today is answered already."
        )
        self.setFocus()

    def _say_ended(self, plan: Plan) -> None:
        self._ended = plan
        self._show()
        self._notice.say("Ended. The days so far stay as they are.", "Undo")
        self.setFocus()

    def _resume(self) -> None:
        if self._ended is None:
            return
        try:
            self.desk.journal.save(resumed(self._ended))
        except JournalError as error:
            self._notice.say(error.sentence, "Undo")
            return
        self._ended = None
        self._show()
        self._notice.say("It goes on as before.")
        self.setFocus()


class _Turns(QWidget):
    """Back a week, on a week, and home."""

    turned = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        back, home, forth = Button(""), Button("This week"), Button("")
        back.setAccessibleName("Previous week")
        forth.setAccessibleName("Next week")
        back.clicked.connect(lambda: self.turned.emit(-1))
        home.clicked.connect(lambda: self.turned.emit(0))
        forth.clicked.connect(lambda: self.turned.emit(1))
        self._arrows = {back: "chevron-left", forth: "chevron-right"}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (back, home, forth):
            row.addWidget(button)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        # As tall as the words between them, whatever the size of the text.
        side = QFontMetrics(self._theme.font("base")).height()
        for button, name in self._arrows.items():
            button.setIcon(self._theme.icon(name))
            button.setIconSize(QSize(side, side))


class _Invitation(Card):
    """An offer of the plans there are none of."""

    def __init__(self, offer: PlanOffer) -> None:
        super().__init__()
        self._title = CardTitle()
        self._sentence = Secondary()
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(self._title)
        heading.addWidget(self._sentence)
        self.body.addLayout(heading)
        self.body.addWidget(offer)

    def show_for(self, plans: Sequence[Plan], *, offered: bool) -> None:
        """Invite to what `plans` lack."""
        self.setVisible(offered)
        if plans:
            self._title.setText("Add to the plan")
            self._sentence.setText("It begins with the day you add it.")
        else:
            self._title.setText("A small plan")
            self._sentence.setText(
                "A lunch break away from the desk, a time to leave. Answer each day in one click, "
                "or leave it empty. A plan that was not kept is information, nothing more."
            )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _span(monday: date) -> str:
    """Return a week in words: "16 to 22 November 2026", "30 November to 6 December 2026"."""
    sunday = monday + _WEEK - timedelta(days=1)
    first = str(monday.day) if monday.month == sunday.month else day_month(monday)
    if monday.year != sunday.year:
        first = f"{first} {monday.year}"
    return f"{first} to {day_month(sunday)} {sunday.year}"
