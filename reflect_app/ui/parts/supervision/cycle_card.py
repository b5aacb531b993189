"""How the weeks between two sessions went, in a few figures."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from reflect_app.domain.finding import Question
from reflect_app.domain.plan import WHEN, kept_count, same_plan
from reflect_app.domain.planning import count_in_words, week_heading
from reflect_app.domain.progress import checked_in_words, day_loads, reflections_in_words
from reflect_app.domain.supervision import Cycle, cycles, earlier_cycles, this_cycle, within
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.card import Line
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.cycle_picker import CyclePicker
from reflect_app.ui.widgets.sheet import Sheet
from reflect_app.ui.widgets.text import Body


class CycleCard(Sheet):
    """One cycle, this or an earlier one: what was written, how heavy, which plans were kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Between sessions")
        self._desk = desk
        self._picker = CyclePicker("Which cycle these figures are about")
        self._figures = QVBoxLayout()
        self._figures.setSpacing(8)
        self._picker.chosen.connect(self.refresh)
        self.body.addWidget(self._picker, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._figures)

    def refresh(self) -> None:
        """Count again; the cycle stays as it was chosen."""
        journal, today = self._desk.journal, self._desk.clock.today()
        sessions = journal.sessions()
        self.setVisible(bool(cycles(sessions, today)))
        firsts = [day for day in (journal.first_day(), journal.first_check_in()) if day]
        self._picker.show_cycles(earlier_cycles(sessions, today, min(firsts, default=None)), today)
        cycle = self._picker.cycle() or this_cycle(sessions, today)
        when = within(cycle, today)
        self.say(f"{when[0].upper()}{when[1:]}")
        self._say((*self._written(cycle), *self._plans(cycle)))

    def _written(self, cycle: Cycle) -> list[str]:
        journal = self._desk.journal
        since, until = cycle.start, cycle.last_day
        asked = Question(since=since, until=until, blank=False)
        kept = Question(since=since, until=until, flagged=True, blank=False)
        away = {each.day for each in journal.away(since, until)}
        days = [each for each in day_loads(journal.loads(since), away) if cycle.holds(each.day)]
        return [
            reflections_in_words(journal.count(asked), journal.count(kept)),
            checked_in_words(days),
        ]

    def _plans(self, cycle: Cycle) -> list[str]:
        plans = self._desk.journal.plans()
        answers = self._desk.journal.plan_answers(cycle.start, cycle.last_day)
        said = []
        for plan in plans:
            if plan.kind == WHEN or plan is not same_plan(plan, plans)[-1]:
                continue
            if count := count_in_words(plan, kept_count(plan, plans, answers)):
                begun = [each for each in same_plan(plan, plans) if each.since <= cycle.last_day]
                then = (begun or [plan])[-1]  # as it was planned in those weeks
                said.append(f"{week_heading(then)}: {count[0].lower()}{count[1:]}")
        return said

    def _say(self, sentences: Sequence[str]) -> None:
        clear(self._figures)
        for number, sentence in enumerate(sentences):
            for widget in (Line(), Body(sentence))[not number :]:
                self._figures.addWidget(widget)
                widget.show()
