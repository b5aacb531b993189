"""Days just past, filled in afterwards where somebody likes to; one quiet line until then."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.catch_up import (
    WORKING_DAYS,
    OpenDay,
    days_back,
    in_words,
    name_of,
    open_days,
)
from reflect_app.domain.dates import long_day
from reflect_app.domain.records import CheckIn
from reflect_app.domain.sources import A_LOT, LOAD_ANCHORS
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.plan.away import off_between
from reflect_app.ui.parts.plan.plan_answer import PlanAnswerRow
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.scale import Scale
from reflect_app.ui.widgets.text import Body, CardTitle, Secondary
from reflect_app.vault.errors import JournalError

SAVED = "Saved, marked as written later."
SAVED_A_LOT = "Saved. That is a lot. Support is here if you want it."
TAKEN_BACK = "Taken back. It is no longer in the journal."
ALL_THERE = "Nothing is open any more"
HINT = "A number is saved at once and marked as written later. Leave out what you do not remember."


class CatchUp(QWidget):
    """The line that says which days are open, and what it unfolds to."""

    support_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._put_off: date | None = None
        """The day on which it was not wanted; forgotten when the journal is locked."""
        self._days: list[_Day] = []
        self._said = Secondary()
        self._line = QWidget()
        self._card = Card()
        self._title = CardTitle()
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self._notice = Notice()
        self._begin = Button("Catch up", kind="link")
        self._not_now = Button("Not now", kind="link")
        self._enough = Button("")
        self._begin.clicked.connect(self._unfold)
        self._not_now.clicked.connect(self._put_away)
        self._enough.clicked.connect(self._put_away)
        self._lay_out()
        self.hide()

    def refresh(self) -> None:
        """Look anew which days are open; where a time is being typed, nothing changes."""
        if self.unsaved():
            return
        today = self._desk.clock.today()
        days = self._open()
        wanted = bool(days) and self._put_off != today
        unfolded = wanted and not self._card.isHidden()
        self._fill(days if unfolded else ())
        self._tell(days)
        self._line.setVisible(not unfolded)
        self._card.setVisible(unfolded)
        self.setVisible(wanted)

    def unsaved(self) -> bool:
        """Say whether a time is typed that is not in the journal."""
        return any(day.unsaved() for day in self._days)

    def flush(self) -> None:
        """Save a time that was typed; raise JournalError."""
        for day in self._days:
            day.flush()

    def _lay_out(self) -> None:
        ways = QWidget()
        row = FlowLayout(ways, spacing=4)
        row.addWidget(self._begin)
        row.addWidget(self._not_now)
        line = FlowLayout(self._line, spacing=4)
        line.addWidget(self._said)
        line.addWidget(ways)
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(self._title)
        heading.addWidget(Secondary(HINT))
        self._card.body.addLayout(heading)
        self._card.body.addLayout(self._list)
        self._card.body.addWidget(self._notice)
        self._card.body.addWidget(self._enough, alignment=Qt.AlignmentFlag.AlignRight)
        self._card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        column.addWidget(self._card)

    def _open(self) -> list[OpenDay]:
        journal, today = self._desk.journal, self._desk.clock.today()
        week = journal.preference("week", {"days": WORKING_DAYS})
        since = min(days_back(today, week["days"]), default=today)
        return open_days(
            days_back(today, week["days"], off_between(self._desk, since, today)),
            checked_in={each.day for each in journal.check_ins(since, today)},
            first_check_in=journal.first_check_in(),
            plans=journal.plans(),
            answers=journal.plan_answers(since, today),
        )

    def _unfold(self) -> None:
        self._fill(self._open())
        self._line.hide()
        self._card.show()
        if self._days:
            self._days[0].setFocus()

    def _put_away(self) -> None:
        """Save what is typed, and be gone until tomorrow."""
        try:
            self.flush()
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self._put_off = self._desk.clock.today()
        self._card.hide()
        self._fill(())
        self.hide()

    def _tell(self, days: Sequence[OpenDay]) -> None:
        self._notice.clear()
        said = in_words([each.day for each in days], self._desk.clock.today())
        self._said.setText(f"{said}.")
        self._title.setText(said or ALL_THERE)
        self._enough.setText("Not now" if said else "Done")

    def _fill(self, days: Sequence[OpenDay]) -> None:
        clear(self._list)
        self._days = []
        for each in days:
            day = _Day(self._desk, each)
            day.recorded.connect(lambda: self._tell(self._open()))
            day.support_requested.connect(self.support_requested)
            if self._days:
                self._list.addWidget(Line())
            self._list.addWidget(day)
            self._days.append(day)


class _Day(QWidget):
    """One day: its number where there is none, and what was planned for it."""

    recorded = Signal()
    support_requested = Signal()

    def __init__(self, desk: Desk, open_day: OpenDay) -> None:
        super().__init__()
        day = open_day.day
        self._plans = [PlanAnswerRow(desk, plan, day, None) for plan in open_day.plans]
        self._number = _Number(desk, day) if open_day.check_in else None
        self.setAccessibleName(long_day(day))
        name = Body(name_of(day, desk.clock.today()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if self._number:
            self._number.recorded.connect(self.recorded)
            self._number.support_requested.connect(self.support_requested)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            name.setContentsMargins(0, 8, 0, 0)
            column.addLayout(Beside(name, self._number, shares=(1, 2)))
        else:
            column.addWidget(name)
        for row in self._plans:
            row.recorded.connect(self.recorded)
            column.addWidget(row)
        self.setFocusProxy(self._number or self._plans[0])

    def unsaved(self) -> bool:
        """Say whether a time is typed that is not in the journal."""
        return any(row.unsaved() for row in self._plans)

    def flush(self) -> None:
        """Save a time that was typed; raise JournalError."""
        for row in self._plans:
            row.flush()


class _Number(QWidget):
    """How heavy a day was, saved with the click or the digit that says it."""

    recorded = Signal()
    support_requested = Signal()

    def __init__(self, desk: Desk, day: date) -> None:
        super().__init__()
        self._desk = desk
        self._day = day
        self._saved: CheckIn | None = None
        self._scale = Scale(f"How heavy was {long_day(day)}?", LOAD_ANCHORS)
        self._notice = Notice()
        self._undo = Button("Undo", kind="link")
        self._undo.setAccessibleName(f"Undo the check-in of {long_day(day)}")
        self._undo.hide()
        self._scale.chosen.connect(self._store)
        self._notice.acted.connect(self.support_requested)
        self._undo.clicked.connect(self._take_back)
        self.setFocusProxy(self._scale)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._scale)
        column.addLayout(Beside(self._notice, self._undo))

    def _store(self, load: int) -> None:
        """Save the number; another one takes its place, as 10 does when a 0 follows the 1."""
        check_in = CheckIn(at=self._desk.clock.local(), day=self._day, load=load, later=True)
        if self._saved:
            check_in.id = self._saved.id
        try:
            self._saved = self._desk.journal.save(check_in)
        except JournalError as error:
            self._scale.set_value(self._saved.load if self._saved else None)
            self._notice.say(error.sentence)
            return
        self._undo.show()
        if load >= A_LOT:
            self._notice.say(SAVED_A_LOT, "Open Support")
        else:
            self._notice.say(SAVED)
        self.recorded.emit()

    def _take_back(self) -> None:
        if self._saved is None:
            return
        try:
            self._desk.journal.delete(self._saved)
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self._saved = None
        self._scale.set_value(None)
        self._notice.say(TAKEN_BACK)
        self._scale.setFocus()
        self._undo.hide()
        self.recorded.emit()
