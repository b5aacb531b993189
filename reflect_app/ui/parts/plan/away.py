"""Days away from work, marked and unmarked by one control, for a day or for several."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.bank_holidays import NATION, days_off
from reflect_app.domain.dates import day_month
from reflect_app.domain.plan import AWAY, LEAVE, SICK
from reflect_app.domain.records import Away
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.fields import DateField
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Secondary
from reflect_app.vault.errors import JournalError

SEVERAL, ONE = "Several days", "Only this day"
LONGEST = timedelta(days=366)
"""How far a range may reach: a slip of the finger marks no century."""
BACKWARDS = "The last day away lies before the first."
STILL = "An answer you give is kept all the same."
TOO_LONG = "That is longer than a year. Please mark it in parts."


def off_between(desk: Desk, since: date, until: date) -> dict[date, str]:
    """Return why each day is off, bank holidays of the person's nation among them."""
    journal = desk.journal
    nation = str(journal.preference("nation", NATION))
    return days_off(journal.away(since, until), nation, since, until)


def off_in_words(kind: str, *, today: bool) -> str:
    """Say what a day off means for the plans: "On leave today. Nothing counts."."""
    return f"{AWAY[kind]}{' today' if today else ''}. Nothing counts."


class AwayRow(QWidget):
    """Whether a day was away, one click to say so and the same one to take it back."""

    recorded = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._day = desk.clock.today()
        self._question = Secondary()
        self._question.setWordWrap(False)
        self._chips: Mapping[str, Chip] = {kind: Chip(AWAY[kind]) for kind in (LEAVE, SICK)}
        self._several = Button(SEVERAL, kind="link")
        self._several.setProperty("small", True)
        self._until = DateField("Last day away")
        self._range = QWidget()
        self._off = Secondary()
        self._notice = Notice()
        self._several.clicked.connect(lambda: self._spread(self._range.isHidden()))
        for kind, chip in self._chips.items():
            chip.toggled.connect(lambda away, kind=kind: self._mark(kind, away))
        self._lay_out()

    def show_day(self, day: date, kind: str) -> None:
        """Show whether `day` is off and why; a last day that was chosen stays with its day."""
        if day != self._day:
            self._day = day
            self._spread(False)
        self._question.setText("Away today" if self._today() else "Away that day")
        why = off_in_words(kind, today=self._today()) if kind else ""
        self._off.setText(f"{why} {STILL}" if why and day <= self._desk.clock.today() else why)
        self._off.setVisible(bool(kind))
        self._notice.clear()
        for each, chip in self._chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(each == kind)

    def _lay_out(self) -> None:
        line = FlowLayout(spacing=8)
        for widget in (self._question, *self._chips.values(), self._several):
            line.addWidget(widget)
        until = FlowLayout(self._range, spacing=8)
        label = Secondary("up to and with")
        label.setWordWrap(False)
        until.addWidget(label)
        until.addWidget(self._until)
        self._range.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        for widget in (self._range, self._off, self._notice):
            column.addWidget(widget)

    def _today(self) -> bool:
        return self._day == self._desk.clock.today()

    def _spread(self, several: bool) -> None:  # noqa: FBT001
        self._several.setText(ONE if several else SEVERAL)
        self._range.setVisible(several)
        if several:
            self._until.set_day(self._day + timedelta(days=1))

    def _mark(self, kind: str, away: bool) -> None:  # noqa: FBT001
        until = self._day if self._range.isHidden() else self._until.day()
        problem = BACKWARDS if until < self._day else ""
        if until - self._day > LONGEST:
            problem = TOO_LONG
        if not problem:
            try:
                self._store(kind, until, away=away)
            except JournalError as error:
                problem = error.sentence
        if problem:
            with QSignalBlocker(self._chips[kind]):
                self._chips[kind].setChecked(not away)
            self._notice.say(problem)
            return
        self.recorded.emit()
        if until > self._day:
            said = f"{AWAY[kind]} up to {day_month(until)}." if away else "Taken back."
            self._notice.say(said)

    def _store(self, kind: str, until: date, *, away: bool) -> None:
        """Give the days up to `until` this kind, or take it from them; raise JournalError."""
        journal = self._desk.journal
        marked = {each.day: each for each in journal.away(self._day, until)}
        if not away:
            for each in marked.values():
                if each.kind == kind:
                    journal.delete(each)
            return
        for each in marked.values():
            each.kind = kind
            journal.save(each)
        days = (self._day + timedelta(days=n) for n in range((until - self._day).days + 1))
        journal.add_all(Away(day=day, kind=kind) for day in days if day not in marked)
