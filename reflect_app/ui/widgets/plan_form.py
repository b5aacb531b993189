"""Making a plan, or changing one: a time, the days it counts on, one click."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.dates import WEEKDAYS
from reflect_app.domain.plan import BREAK, LEAVING
from reflect_app.domain.planning import (
    LONGEST,
    SHORTEST,
    SUGGESTED,
    SUGGESTED_LENGTH,
    WORKING_WEEK,
    begun,
    changed,
    first_open_day,
    going_on,
    usual_time,
)
from reflect_app.domain.records import Plan, WeekTimes
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.time_field import ShortField, TimeField
from reflect_app.vault.errors import JournalError

_INVITATIONS = {BREAK: "Plan lunch", LEAVING: "Plan a leaving time"}
_SAVES = {BREAK: "Plan this lunch", LEAVING: "Plan this leaving time"}
_ASKS = {BREAK: "Away from the desk from", LEAVING: "Leave by"}
_ONE_TIME, _SOME_TIMES = "The same time every day", "Another time on some days"

NO_DAY = "Please choose at least one day."
NO_TIME = "Please write the time like 12:30."
NO_LENGTH = f"Please write the length in minutes, from {SHORTEST} to {LONGEST}."


class PlanForm(QWidget):
    """The fields of one plan, with what is usual already in them; it saves by itself."""

    saved = Signal(object)
    """The plan is as it was put in from this day on."""
    cancelled = Signal()

    def __init__(self, desk: Desk, kind: str, plan: Plan | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._plan = plan
        self._time = TimeField("", _ASKS[kind])
        self._length = ShortField("", "Minutes away from the desk")
        self._days = [_Day(name) for name in WEEKDAYS]
        self._vary = Button(_SOME_TIMES, kind="link")
        self._notice = Notice()
        self._save = Button("Save the change" if plan else _SAVES[kind], kind="primary")
        self._cancel = Button("Cancel", kind="link")
        self._vary.setProperty("flush", True)
        self._vary.clicked.connect(lambda: self._set_varied(not self._varied))
        self._save.clicked.connect(self._store)
        self._cancel.clicked.connect(self.cancelled)
        for field in (self._time, self._length, *(day.time for day in self._days)):
            field.returnPressed.connect(self._store)
        for day in self._days:
            day.chip.toggled.connect(self._show_times)
        self.setFocusProxy(self._time)
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        self._one_time = QWidget()
        line = FlowLayout(self._one_time, spacing=8)
        line.addWidget(_label(_ASKS[self._kind]))
        line.addWidget(self._time)
        self._lasting = QWidget()
        length = FlowLayout(self._lasting, spacing=8)
        for widget in (_label("for"), self._length, _label("minutes")):
            length.addWidget(widget)
        self._lasting.setVisible(self._kind == BREAK)
        when = FlowLayout(spacing=8)
        when.addWidget(self._one_time)
        when.addWidget(self._lasting)
        days = FlowLayout()
        times = FlowLayout(spacing=12)
        for day in self._days:
            days.addWidget(day.chip)
            times.addWidget(day)
        actions = QHBoxLayout()
        actions.setSpacing(4)
        actions.addWidget(self._save)
        actions.addWidget(self._cancel)
        actions.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for layout in (when, days, times):
            column.addLayout(layout)
        column.addWidget(self._vary, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._notice)
        column.addLayout(actions)

    def _fill(self) -> None:
        plan, suggested = self._plan, SUGGESTED[self._kind]
        usual = usual_time(plan) if plan else suggested
        self._time.set_minutes(usual)
        self._length.setText(str((plan and plan.minutes) or SUGGESTED_LENGTH))
        times = plan.times if plan else tuple(suggested if on else None for on in WORKING_WEEK)
        for day, time in zip(self._days, times, strict=True):
            with QSignalBlocker(day.chip):
                day.chip.setChecked(time is not None)
            day.time.set_minutes(usual if time is None else time)
        self._set_varied(any(time not in (None, usual) for time in times))

    def _set_varied(self, varied: bool) -> None:  # noqa: FBT001
        self._varied = varied
        self._vary.setText(_ONE_TIME if varied else _SOME_TIMES)
        self._one_time.setVisible(not varied)
        self._show_times()

    def _show_times(self) -> None:
        for day in self._days:
            day.setVisible(self._varied and day.chip.isChecked())

    def _times(self) -> WeekTimes:
        """Return the seven times as they stand; a chosen day whose time is unclear has None."""
        return tuple(
            (day.time if self._varied else self._time).minutes() if day.chip.isChecked() else None
            for day in self._days
        )

    def _minutes(self) -> int | None:
        text = self._length.text().strip()
        return int(text) if self._kind == BREAK and text.isdecimal() and len(text) < 4 else None

    def _problem(self) -> str:
        """Return what has to be put right first, or an empty string."""
        chosen = [day.chip.isChecked() for day in self._days]
        if not any(chosen):
            return NO_DAY
        if [time is not None for time in self._times()] != chosen:
            return NO_TIME
        if self._kind == BREAK and not SHORTEST <= (self._minutes() or 0) <= LONGEST:
            return NO_LENGTH
        return ""

    def _store(self) -> None:
        if problem := self._problem():
            self._notice.say(problem)
            return
        try:
            since, records = self._records()
            for record in records:
                self._desk.journal.save(record)
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self.saved.emit(since)

    def _records(self) -> tuple[date, tuple[Plan, ...]]:
        """Return from when it holds and what to save, in this order; nothing if nothing changed."""
        times, minutes, plan = self._times(), self._minutes(), self._plan
        journal, today = self._desk.journal, self._desk.clock.today()
        if plan is None:
            new = begun(self._kind, times, minutes, journal.plans(), today)
            return new.since, (new,)
        if (times, minutes) == (plan.times, plan.minutes):
            return plan.since, ()
        since = first_open_day(plan, journal.plan_answers(today, today), today)
        return since, changed(plan, times, minutes, since)


class PlanOffer(QWidget):
    """A button for each kind of plan that there is none of, and the form it opens."""

    recorded = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._form: PlanForm | None = None
        self._buttons = {kind: Button(text) for kind, text in _INVITATIONS.items()}
        self._row = QWidget()
        row = FlowLayout(self._row, spacing=8)
        for kind, button in self._buttons.items():
            button.clicked.connect(lambda _, kind=kind: self._begin(kind))
            row.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._row)

    def refresh(self, plans: Sequence[Plan]) -> None:
        """Offer what `plans` lack; a form that is open stays."""
        lacking = [kind for kind in self._buttons if not going_on(plans, kind)]
        for kind, button in self._buttons.items():
            button.setVisible(kind in lacking)
        self._row.setVisible(bool(lacking) and self._form is None)
        self.setVisible(bool(lacking) or self._form is not None)

    def offers_any(self) -> bool:
        """Say whether there is anything to offer, or a form open."""
        return not self.isHidden()

    def offers_all(self) -> bool:
        """Say whether there is no plan of any kind yet."""
        return all(button.isVisibleTo(self._row) for button in self._buttons.values())

    def start(self) -> QWidget:
        """Return where somebody without any plan goes on: the form they opened, or a button."""
        return self._form or self._buttons[BREAK]

    def _begin(self, kind: str) -> None:
        self._form = PlanForm(self._desk, kind)
        self._form.saved.connect(self._end)
        self._form.saved.connect(self.recorded)
        self._form.cancelled.connect(self._end)
        self._form.cancelled.connect(self._buttons[kind].setFocus)
        self._column.addWidget(self._form)
        self._row.hide()
        self._form.show()
        self._form.setFocus()

    def _end(self) -> None:
        if self._form:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self.refresh(self._desk.journal.plans())


class _Day(QWidget):
    """A weekday's own time; its chip stands with those of the other days."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.chip = Chip(name[:3])
        self.chip.setAccessibleName(name)
        self.time = TimeField("", f"Time on {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_label(name[:3]))
        row.addWidget(self.time)


def _label(text: str) -> Secondary:
    """Return a few words beside a field, in one line."""
    label = Secondary(text)
    label.setWordWrap(False)
    return label
