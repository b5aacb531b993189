"""The plans over a week: how each day went, and a way to make, change and end them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.dates import day_month, full_day, long_day
from reflect_app.domain.plan import (
    HABIT,
    KEPT,
    NOT_THAT_DAY,
    OFF,
    PARTLY,
    WHEN,
    PlanDay,
    PlanWeek,
    kept_count,
    slipping,
    week,
)
from reflect_app.domain.planning import (
    count_in_words,
    cues,
    ended,
    first_open_day,
    resumed,
    so_far,
    week_detail,
    week_heading,
)
from reflect_app.domain.records import Plan
from reflect_app.domain.supervision import Cycle, earlier_cycles, this_cycle, within
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.plan.away import AwayRow, off_between
from reflect_app.ui.parts.plan.plan_answer import SLIPPING, PlanAnswerRow, shows
from reflect_app.ui.parts.plan.plan_form import PlanForm, PlanOffer
from reflect_app.ui.parts.plan.week import MARKS, Week
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.cycle_picker import CyclePicker
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.text import Body, CardTitle, Secondary
from reflect_app.vault.errors import JournalError

ABOUT = "Made with yourself, changed whenever life changes."
LEGEND = (
    f"{MARKS[KEPT]} kept, {MARKS[PARTLY]} partly, {MARKS[NOT_THAT_DAY]} not that day, "
    f"{MARKS[OFF]} away or bank holiday. An empty box is a day without an answer."
)
NOT_YET = "This day lies ahead. You can mark leave already."
_WEEK = timedelta(days=7)
_LOOK_BACK = timedelta(weeks=8)
"""How far back the last two answers are looked for: older ones say nothing about now."""


class WeekCard(Card):
    """The week as a whole: a row for each plan, what the marks mean and what is counted."""

    def __init__(self) -> None:
        super().__init__()
        self.week = Week()
        self.cycle = CyclePicker("Which cycle the counts are about")
        self._counted = QWidget()
        counted = FlowLayout(self._counted, spacing=8)
        words = Secondary("Counted:")
        words.setWordWrap(False)
        counted.addWidget(words)
        counted.addWidget(self.cycle)
        self._nothing = Secondary("No plan was under way in this week.")
        self._legend = Secondary(LEGEND)
        for widget in (self.week, self._nothing, Line(), self._legend, self._counted):
            self.body.addWidget(widget)

    def show_week(
        self,
        monday: date,
        rows: tuple[PlanWeek, ...],
        notes: Mapping[int, Sequence[str]],
        today: date,
    ) -> None:
        """Show the rows of the week from `monday`, each plan with its `notes` by its id."""
        self.week.show_week(monday, rows, notes, today=today)
        self._nothing.setVisible(not rows)
        self._legend.setVisible(bool(rows))
        self._counted.setVisible(bool(rows) and not self.cycle.isHidden())


class DayCard(Card):
    """One day with its answers, and whether it was a day away."""

    recorded = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._title = CardTitle()
        self._nothing = Secondary()
        self._away = AwayRow(desk)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._rows: list[PlanAnswerRow] = []
        self._shown: list[tuple[object, ...]] = []
        self._away.recorded.connect(self.recorded)
        self.body.addWidget(self._title)
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._list)
        self.body.addWidget(Line())
        self.body.addWidget(self._away)
        self.body.addStretch()

    def show_day(
        self, day: date, rows: tuple[PlanWeek, ...], away: str, slipping_ids: set[int]
    ) -> None:
        """Show what was planned for `day`; what is being typed for it stays.

        `away` is why the day is off, if it is, by a key of `domain.plan.AWAY`.
        """
        today = self._desk.clock.today()
        asked = _asked(rows, day) if day <= today else []
        self._title.setText(f"Today, {full_day(day)}" if day == today else full_day(day))
        self._nothing.setText("Nothing was planned for this day." if day <= today else NOT_YET)
        self._nothing.setVisible(not asked)
        self._away.show_day(day, away)
        self._show_rows(day, [square for _, square in asked])
        for (row, square), shown in zip(asked, self._rows, strict=True):
            if row.plan.kind == HABIT and square.plan:
                over = day + timedelta(6 - day.weekday()) < today
                shown.say(so_far(square.plan, row.kept, over=over))
            shown.remind(slipping=row.plan.id in slipping_ids)

    def unsaved(self) -> bool:
        """Say whether something is typed that is not in the journal."""
        return any(row.unsaved() for row in self._rows)

    def flush(self) -> None:
        """Save what was typed; raise JournalError."""
        for row in self._rows:
            row.flush()

    def _show_rows(self, day: date, squares: Sequence[PlanDay]) -> None:
        today = self._desk.clock.today()
        shown = [(day, day == today, *shows(each.plan)) for each in squares if each.plan]
        if shown == self._shown:
            for square, row in zip(squares, self._rows, strict=True):
                if not row.unsaved():
                    row.show_answer(square.answer)
            return
        self._shown, self._rows = shown, []
        _clear(self._list)
        for square in squares:
            if square.plan is None:
                continue
            row = PlanAnswerRow(self._desk, square.plan, day, square.answer, always_taken_back=True)
            row.recorded.connect(self.recorded)
            if self._rows:
                self._list.addWidget(Line())
            self._list.addWidget(row)
            self._rows.append(row)


class WhenCard(Card):
    """The plans that wait for something to happen, with what is done then."""

    change_requested = Signal(object)
    """This plan is to be changed."""

    def __init__(self) -> None:
        super().__init__("When this happens", "Shown as soon as you log it. Nothing to answer.")
        self._shown: tuple[object, object] = ([], {})
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.body.addLayout(self._list)

    def show_plans(self, plans: Sequence[Plan], labels: Mapping[str, str]) -> None:
        """Show `plans`; `labels` are what they wait for, by key."""
        self.setVisible(bool(plans))
        shown = [(plan.id, plan.name, plan.why, plan.if_slipping, plan.cue) for plan in plans]
        if (shown, labels) == self._shown:
            return
        self._shown = shown, labels
        _clear(self._list)
        for plan in plans:
            if self._list.count():
                self._list.addWidget(Line())
            row = _WhenRow(plan, labels.get(plan.cue, "Something of your own"))
            row.change_requested.connect(self.change_requested)
            self._list.addWidget(row)


class _WhenRow(QWidget):
    """What happens, what I do then, and why."""

    change_requested = Signal(object)

    def __init__(self, plan: Plan, cue: str) -> None:
        super().__init__()
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(Secondary(cue))
        lines.addWidget(Body(plan.name))
        for words in (plan.why, plan.if_slipping and f"{SLIPPING}: {plan.if_slipping}"):
            if words:
                lines.addWidget(Secondary(words))
        change = Button("Change", kind="link")
        change.setAccessibleName(f"Change {cue}: {plan.name}")
        change.clicked.connect(lambda: self.change_requested.emit(plan))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(lines, 1)
        across.addWidget(change, alignment=Qt.AlignmentFlag.AlignTop)


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
        self._days = Secondary("The days so far stay as they were planned.")
        heading.addWidget(self._days)
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
        self._days.setVisible(plan.kind != WHEN)
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
        self._day = self._today
        self._monday = _monday(self._today)
        self._ended: Plan | None = None
        """The plan that Undo takes up again."""
        self._week = WeekCard()
        self._answers = DayCard(desk)
        self._change = ChangeCard(desk)
        self._whens = WhenCard()
        self._offer = PlanOffer(desk, every=True)
        self._invitation = _Invitation(self._offer)
        self._notice = Notice()
        self._turns = _Turns(desk.theme)
        self._frame = PageFrame(self.title, "", self._turns)
        self._week.week.chosen.connect(self._choose)
        self._week.cycle.chosen.connect(self._show)
        for plans in (self._week.week, self._whens):
            plans.change_requested.connect(self._begin_change)
        self._answers.recorded.connect(self._show)
        self._change.changed.connect(self._say_changed)
        self._change.ended.connect(self._say_ended)
        self._change.left.connect(self._go_up)
        self._offer.opened.connect(lambda: self._frame.show_whole(self._invitation))
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
        for widget in (self._notice, self._week, below, self._whens, self._invitation):
            self._frame.body.addWidget(widget)
        self._frame.body.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)

    def _show(self) -> None:
        journal = self.desk.journal
        plans, sunday = journal.plans(), self._monday + _WEEK - timedelta(days=1)
        daily = [plan for plan in plans if plan.kind != WHEN]
        off = off_between(self.desk, self._monday, sunday)
        rows = week(plans, journal.plan_answers(self._monday, sunday), self._monday, off)
        self._frame.sentence.setText(_span(self._monday) if daily else ABOUT)
        for widget in (self._turns, self._week):
            widget.setVisible(bool(daily))
        self._week.show_week(self._monday, rows, self._notes(rows, plans), self._today)
        self._week.week.choose(self._day)
        self._answers.show_day(self._day, rows, off.get(self._day, ""), self._slipping(rows, plans))
        waiting = [plan for plan in plans if plan.kind == WHEN and plan.until is None]
        own = journal.own_sources()
        retired = {source.key: source.label for source in own}
        self._whens.show_plans(waiting, retired | cues(own))
        self._offer.refresh(plans)
        self.start_at(self._week.week if daily else self._offer.start())
        self._invitation.show_for(plans)

    def _notes(self, rows: Sequence[PlanWeek], plans: Sequence[Plan]) -> dict[int, list[str]]:
        """Return what stands under the name of each plan, by its id."""
        cycle = self._counted(plans)
        when = within(cycle, self._today)
        answers = self.desk.journal.plan_answers(cycle.start, cycle.last_day)
        notes = {}
        for row in rows:
            plan = row.plan
            ahead = self._monday > self._today
            over = self._monday + _WEEK <= self._today
            counted = plan.per_week and not ahead
            detail = so_far(plan, row.kept, over=over) if counted else week_detail(plan)
            count = count_in_words(plan, kept_count(plan, plans, answers), when)
            notes[plan.id] = [words for words in (detail, count, plan.why) if words]
        return notes

    def _counted(self, plans: Sequence[Plan]) -> Cycle:
        """Return the cycle that is counted: the running one, or an earlier one that is chosen."""
        sessions = self.desk.journal.sessions()
        begun = min((plan.since for plan in plans), default=None)
        self._week.cycle.show_cycles(earlier_cycles(sessions, self._today, begun), self._today)
        return self._week.cycle.cycle() or this_cycle(sessions, self._today)

    def _slipping(self, rows: Sequence[PlanWeek], plans: Sequence[Plan]) -> set[int]:
        """Return the ids of the plans that look like slipping by the day that is chosen."""
        answers = self.desk.journal.plan_answers(self._day - _LOOK_BACK, self._day)
        return {row.plan.id for row in rows if slipping(row.plan, plans, answers, self._day)}

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
        """Show the week of `day`, today in it or its Monday."""
        self._monday = _monday(day)
        this_week = self._monday == _monday(self._today)
        self._day = self._today if this_week else self._monday
        self._show()

    def _turn_over(self) -> None:
        """Turn to the new day, unless a leaving time is just being typed."""
        if not self._answers.unsaved():
            self.refresh()

    def _begin_change(self, plan: Plan) -> None:
        self._change.open(plan)
        self._frame.show_whole(self._change)

    def _go_up(self) -> None:
        """Go back to the week, and to what is said above it."""
        self._frame.go_up()
        self.setFocus()

    def _say_changed(self, since: date) -> None:
        self._show()
        self._notice.say(
            "Changed from today."
            if since <= self._today
            else f"Changed from {long_day(since)}: today is answered already."
        )
        self._go_up()

    def _say_ended(self, plan: Plan) -> None:
        self._ended = plan
        self._show()
        self._notice.say("Ended. The days so far stay as they are.", "Undo")
        self._go_up()

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
    """An offer of every kind of plan."""

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

    def show_for(self, plans: Sequence[Plan]) -> None:
        """Invite to a first plan, or to more than `plans`."""
        if plans:
            self._title.setText("Add to the plan")
            self._sentence.setText("It begins with the day you add it.")
        else:
            self._title.setText("A small plan")
            self._sentence.setText(
                "A lunch break away from the desk, a time to leave. Answer each day in one click, "
                "or leave it empty. A plan that was not kept is information, nothing more."
            )


def _asked(rows: Sequence[PlanWeek], day: date) -> list[tuple[PlanWeek, PlanDay]]:
    """Return the rows to answer on `day`, what was planned first; a habit may come on any day."""
    squares = [(row, row.days[day.weekday()]) for row in rows]
    in_question = [
        (row, square)
        for row, square in squares
        if square.plan and (square.planned is not None or square.plan.kind == HABIT)
    ]
    return sorted(in_question, key=lambda pair: pair[1].planned is None)


def _clear(layout: QVBoxLayout) -> None:
    """Take everything out of `layout`."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _span(monday: date) -> str:
    """Return a week in words: "16 to 22 November 2026", "30 November to 6 December 2026"."""
    sunday = monday + _WEEK - timedelta(days=1)
    first = str(monday.day) if monday.month == sunday.month else day_month(monday)
    if monday.year != sunday.year:
        first = f"{first} {monday.year}"
    return f"{first} to {day_month(sunday)} {sunday.year}"
