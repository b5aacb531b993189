"""Making a plan, or changing one: what it is, when it counts, one click."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reflect_app.domain.dates import WEEKDAYS
from reflect_app.domain.plan import BREAK, HABIT, LEAVING, WHEN
from reflect_app.domain.planning import (
    EVERY_DAY,
    LONGEST,
    MOST_PER_WEEK,
    NAMES,
    SHORTEST,
    SUGGESTED,
    SUGGESTED_LENGTH,
    SUGGESTED_PER_WEEK,
    WORKING_WEEK,
    changed,
    cues,
    first_open_day,
    going_on,
    name_taken,
    placed,
    unchanged,
    usual_time,
)
from reflect_app.domain.planning import NO_DAY as NEVER
from reflect_app.domain.records import Plan, WeekTimes
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.fields import NumberField
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.pick_field import PickField
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.time_field import ShortField, TimeField
from reflect_app.ui.widgets.wrapped_line import WrappedLine
from reflect_app.ui.widgets.writing import OneLine
from reflect_app.vault.errors import JournalError

BASIC = (BREAK, LEAVING)
"""The kinds to begin with."""
_INVITATIONS = {
    BREAK: "Plan lunch",
    LEAVING: "Plan a leaving time",
    HABIT: "Plan a habit",
    WHEN: "When this happens, I do that",
}
_ANOTHER = "Plan another break"
_SAVES = {
    BREAK: "Plan this lunch",
    LEAVING: "Plan this leaving time",
    HABIT: "Plan this habit",
    WHEN: "Add this",
}
_ANOTHER_SAVES = "Plan this break"
_ASKS = {BREAK: "Away from the desk from", LEAVING: "Leave by"}
_NAMES = {BREAK: "What kind of break", HABIT: "What I mean to do", WHEN: "I do that"}
_EXAMPLES = {
    BREAK: "Tea away from the screen",
    HABIT: "Gym, a walk, no e-mail after 20:00",
    WHEN: "Ten minutes alone before the next",
}
_ONE_TIME, _SOME_TIMES = "The same time every day", "Another time on some days"
_FREELY, _ON_DAYS = "freely", "days"
_WHY, _IF_SLIPPING = "Why it matters to me", "If it looks like slipping, then"
_UNFOLD = "Add why, and what if"

NAME_LENGTH, LINE_LENGTH = 80, 300
"""Letters that a name and a reason may have: both stand in rows of the week."""

NO_DAY = "Please choose at least one day."
NO_TIME = "Please write the time like 12:30."
NO_LENGTH = f"Please write the length in minutes, from {SHORTEST} to {LONGEST}."
NO_NAME = "Please say in a few words what it is."
NOT_SAVED = "Not saved yet, and still here. Press Esc once more to let it go."
TAKEN = "There is a plan of this name already. Please give it another."


class _Days(QWidget):
    """Weekdays to choose from."""

    def __init__(self, times: WeekTimes) -> None:
        super().__init__()
        self.chips = [Chip(name[:3]) for name in WEEKDAYS]
        row = FlowLayout(self)
        for name, chip, time in zip(WEEKDAYS, self.chips, times, strict=True):
            chip.setAccessibleName(name)
            chip.setChecked(time is not None)
            row.addWidget(chip)

    def chosen(self) -> list[bool]:
        """Say of each day, Monday first, whether it is chosen."""
        return [chip.isChecked() for chip in self.chips]


class _Times(QWidget):
    """The time of a break or of leaving, on the days it counts."""

    def __init__(self, kind: str, plan: Plan | None) -> None:
        super().__init__()
        self._kind = kind
        suggested = SUGGESTED[kind]
        times = plan.times if plan else tuple(suggested if on else None for on in WORKING_WEEK)
        self.time = TimeField("", _ASKS[kind])
        self._length = ShortField("", "Minutes away from the desk")
        self._days = _Days(times)
        self._own = [_OwnTime(name) for name in WEEKDAYS]
        self._vary = Button(_SOME_TIMES, kind="link")
        self._vary.setProperty("flush", True)
        self._vary.clicked.connect(lambda: self._set_varied(not self._varied))
        for chip in self._days.chips:
            chip.toggled.connect(self._show_times)
        self._lay_out()
        usual = usual_time(plan) if plan else suggested
        self.time.set_minutes(usual)
        self._length.setText(str((plan and plan.minutes) or SUGGESTED_LENGTH))
        for own, time in zip(self._own, times, strict=True):
            own.time.set_minutes(usual if time is None else time)
        self._set_varied(any(time not in (None, usual) for time in times))

    def problem(self) -> str:
        """Return what has to be put right first, or an empty string."""
        chosen = self._days.chosen()
        if not any(chosen):
            return NO_DAY
        if [time is not None for time in self._times()] != chosen:
            return NO_TIME
        if self._kind == BREAK and not SHORTEST <= (self._minutes() or 0) <= LONGEST:
            return NO_LENGTH
        return ""

    def columns(self) -> dict[str, Any]:
        """Return the seven times, and how long a break lasts."""
        return {"times": self._times(), "minutes": self._minutes()}

    def fields(self) -> Sequence[QLineEdit]:
        """Return the fields in which Enter saves."""
        return (self.time, self._length, *(own.time for own in self._own))

    def start(self) -> QLineEdit:
        """Return the first time that is shown."""
        chosen = [own.time for own, day in zip(self._own, self._days.chosen(), strict=True) if day]
        return chosen[0] if self._varied and chosen else self.time

    def _lay_out(self) -> None:
        self._one_time = QWidget()
        line = FlowLayout(self._one_time, spacing=8)
        line.addWidget(_label(_ASKS[self._kind]))
        line.addWidget(self.time)
        lasting = QWidget()
        length = FlowLayout(lasting, spacing=8)
        for widget in (_label("for"), self._length, _label("minutes")):
            length.addWidget(widget)
        if self._kind != BREAK:
            lasting.hide()
        when = FlowLayout(spacing=8)
        when.addWidget(self._one_time)
        when.addWidget(lasting)
        times = FlowLayout(spacing=12)
        for own in self._own:
            times.addWidget(own)
        column = _column(self)
        column.addLayout(when)
        column.addWidget(self._days)
        column.addLayout(times)
        column.addWidget(self._vary, alignment=Qt.AlignmentFlag.AlignLeft)

    def _set_varied(self, varied: bool) -> None:  # noqa: FBT001
        self._varied = varied
        self._vary.setText(_ONE_TIME if varied else _SOME_TIMES)
        self._one_time.setVisible(not varied)
        self._show_times()

    def _show_times(self) -> None:
        for own, chosen in zip(self._own, self._days.chosen(), strict=True):
            own.setVisible(self._varied and chosen)

    def _times(self) -> WeekTimes:
        """Return the seven times as they stand; a chosen day whose time is unclear has None."""
        return tuple(
            (own.time if self._varied else self.time).minutes() if chosen else None
            for own, chosen in zip(self._own, self._days.chosen(), strict=True)
        )

    def _minutes(self) -> int | None:
        text = self._length.text().strip()
        return int(text) if self._kind == BREAK and text.isdecimal() and len(text) < 4 else None


class _Rhythm(QWidget):
    """How often a habit is wanted: so many times a week, or on days of its own."""

    def __init__(self, plan: Plan | None) -> None:
        super().__init__()
        on_days = plan is not None and plan.per_week is None
        self._way = Segments(
            "How often", ((_FREELY, "So many times a week"), (_ON_DAYS, "On chosen days"))
        )
        self._times = NumberField("Times a week", least=1, most=MOST_PER_WEEK)
        self._freely = QWidget()
        self._days = _Days(plan.times if plan and on_days else NEVER)
        self._times.setValue((plan and plan.per_week) or SUGGESTED_PER_WEEK)
        self._way.chosen.connect(self._show_way)
        line = FlowLayout(self._freely, spacing=8)
        line.addWidget(self._times)
        line.addWidget(_label("times a week, on whatever days"))
        column = _column(self)
        for widget in (self._way, self._freely, self._days):
            column.addWidget(widget)
        self._way.set_value(_ON_DAYS if on_days else _FREELY)
        self._show_way(_ON_DAYS if on_days else _FREELY)

    def problem(self) -> str:
        """Return what has to be put right first, or an empty string."""
        return NO_DAY if self._on_days() and not any(self._days.chosen()) else ""

    def columns(self) -> dict[str, Any]:
        """Return the days, and how often where any day will do."""
        if self._on_days():
            times = tuple(0 if chosen else None for chosen in self._days.chosen())
            return {"times": times, "per_week": None}
        return {"times": EVERY_DAY, "per_week": self._times.value()}

    def fields(self) -> Sequence[QLineEdit]:
        """Return no field: Enter ends the number and saves nothing."""
        return ()

    def _on_days(self) -> bool:
        return self._way.value() == _ON_DAYS

    def _show_way(self, way: str) -> None:
        self._freely.setVisible(way == _FREELY)
        self._days.setVisible(way == _ON_DAYS)


class _Cue(QWidget):
    """What a plan waits for."""

    def __init__(self, desk: Desk, plan: Plan | None) -> None:
        super().__init__()
        cue = plan.cue if plan else ""
        self._cue = PickField("When this happens", cues(desk.journal.own_sources(), cue))
        if cue:
            self._cue.set_value(cue)
        column = _column(self, spacing=4)
        column.addWidget(Secondary("When this happens"))
        column.addWidget(self._cue)

    def problem(self) -> str:
        """Return nothing: something is always chosen."""
        return ""

    def columns(self) -> dict[str, Any]:
        """Return the cue; no day is planned."""
        return {"cue": self._cue.value(), "times": NEVER}

    def fields(self) -> Sequence[QLineEdit]:
        """Return no field: it is a list."""
        return ()


class _Reasons(QWidget):
    """Why it matters, and what to do if it looks like slipping; folded until it is wanted."""

    entered = Signal()
    """Enter was pressed in a field."""

    def __init__(self, plan: Plan | None) -> None:
        super().__init__()
        self._unfold = Button(_UNFOLD, kind="link")
        self._unfold.setProperty("flush", True)
        self._why = WrappedLine(_WHY, most=LINE_LENGTH)
        self._if_slipping = WrappedLine(_IF_SLIPPING, most=LINE_LENGTH)
        self._rest = QWidget()
        rest = _column(self._rest, spacing=4)
        for label, field, words in (
            (_WHY, self._why, plan.why if plan else ""),
            (_IF_SLIPPING, self._if_slipping, plan.if_slipping if plan else ""),
        ):
            field.set_text(words)
            field.entered.connect(self.entered)
            rest.addWidget(Secondary(label))
            rest.addWidget(field)
            rest.addSpacing(4)
        self._unfold.clicked.connect(self._open)
        column = _column(self)
        column.addWidget(self._unfold, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._rest)
        written = any(self.columns().values())
        self._unfold.setVisible(not written)
        self._rest.setVisible(written)

    def problem(self) -> str:
        """Return nothing: both may be left empty."""
        return ""

    def columns(self) -> dict[str, Any]:
        """Return both as they are written."""
        return {"why": self._why.text().strip(), "if_slipping": self._if_slipping.text().strip()}

    def _open(self) -> None:
        self._unfold.hide()
        self._rest.show()
        self._why.setFocus()


class PlanForm(QWidget):
    """The fields of one plan, with what is usual already in them; it saves by itself.

    Esc leaves it, but lets go of what was put in only when it is pressed once more.
    """

    saved = Signal(object)
    """The plan is as it was put in from this day on."""
    cancelled = Signal()

    def __init__(self, desk: Desk, kind: str, plan: Plan | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._plan = plan
        first = plan is None and not going_on(desk.journal.plans(), kind)
        self._name = OneLine(_EXAMPLES.get(kind, ""), _NAMES.get(kind, ""))
        self._name.setMaxLength(NAME_LENGTH)
        self._name.setText(plan.name if plan else NAMES.get(kind, "") if first else "")
        self._when = _part(desk, kind, plan)
        self._reasons = _Reasons(plan)
        self._notice = Notice()
        makes = _SAVES[kind] if first or kind != BREAK else _ANOTHER_SAVES
        self._save = Button("Save the change" if plan else makes, kind="primary")
        self._cancel = Button("Cancel", kind="link")
        self._save.clicked.connect(self._store)
        self._cancel.clicked.connect(self.cancelled)
        for field in (self._name, *self._when.fields()):
            field.returnPressed.connect(self._store)
        self._reasons.entered.connect(self._store)
        named = kind == LEAVING or self._name.text()
        self.setFocusProxy(
            self._when.start() if isinstance(self._when, _Times) and named else self._name
        )
        self._lay_out()
        self._let_go = self._put_in()
        """What Esc leaves behind without a word."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, or say first that something is not saved."""
        if event.key() != Qt.Key.Key_Escape or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif self._put_in() == self._let_go:
            self.cancelled.emit()
        else:
            self._let_go = self._put_in()
            self._notice.say(NOT_SAVED)

    def _lay_out(self) -> None:
        name = QWidget()
        line = _column(name, spacing=4)
        line.addWidget(Secondary(_NAMES.get(self._kind, "")))
        line.addWidget(self._name)
        # Never shown before it lies in the form: it would be a window for a moment, and take
        # the focus along.
        if self._kind not in _NAMES:
            name.hide()
        actions = QHBoxLayout()
        actions.setSpacing(4)
        actions.addWidget(self._save)
        actions.addWidget(self._cancel)
        actions.addStretch()
        column = _column(self)
        parts = (self._when, name) if self._kind == WHEN else (name, self._when)
        for widget in (*parts, self._reasons, self._notice):
            column.addWidget(widget)
        column.addLayout(actions)

    def _put_in(self) -> tuple[object, ...]:
        """Return what the fields hold, be it a plan or not."""
        typed = [field.text() for field in (self._name, *self._when.fields())]
        return (*typed, self._when.columns(), self._reasons.columns())

    def _problem(self, wanted: Plan, plans: Sequence[Plan]) -> str:
        """Return what has to be put right first, or an empty string."""
        if not wanted.name:
            return NO_NAME
        return self._when.problem() or (TAKEN if name_taken(wanted, self._plan, plans) else "")

    def _store(self) -> None:
        try:
            plans, wanted = self._desk.journal.plans(), self._wanted()
            if problem := self._problem(wanted, plans):
                self._notice.say(problem)
                return
            since, records = self._records(wanted, plans)
            for record in records:
                self._desk.journal.save(record)
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self.saved.emit(since)

    def _wanted(self) -> Plan:
        """Return a plan as the fields have it."""
        name = NAMES[LEAVING] if self._kind == LEAVING else self._name.text().strip()
        if self._plan and self._kind == LEAVING:
            name = self._plan.name
        return Plan(
            kind=self._kind,
            name=name,
            since=self._desk.clock.today(),
            **self._when.columns(),
            **self._reasons.columns(),
        )

    def _records(self, wanted: Plan, plans: Sequence[Plan]) -> tuple[date, tuple[Plan, ...]]:
        """Return from when it holds and what to save, in this order; nothing if nothing changed."""
        plan, today = self._plan, self._desk.clock.today()
        if plan is None:
            new = placed(wanted, plans)
            return new.since, (new,)
        if unchanged(plan, wanted):
            return plan.since, ()
        since = first_open_day(plan, self._desk.journal.plan_answers(today, today), today)
        records = changed(plan, wanted, plans, since)
        # What is altered where it stands, such as why it matters, waits for no open day.
        return (max(today, plan.since) if records[-1].id else since), records


class PlanOffer(QWidget):
    """A button for each kind of plan that can be made, and the form it opens.

    Without `every` kind it offers a break and a leaving time, while there is none.
    """

    recorded = Signal()
    opened = Signal()
    """A form is open, to be brought into view."""

    def __init__(self, desk: Desk, *, every: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._every = every
        self._form: PlanForm | None = None
        kinds = tuple(_INVITATIONS) if every else BASIC
        # Where little is offered, the first step is the one that stands out.
        quiet = () if every else BASIC[1:]
        self._buttons = {
            kind: Button(_INVITATIONS[kind], kind="link" if kind in quiet else "plain")
            for kind in kinds
        }
        self._row = QWidget()
        row = FlowLayout(self._row, spacing=8)
        for kind, button in self._buttons.items():
            button.clicked.connect(lambda _, kind=kind: self._begin(kind))
            row.addWidget(button)
        self._column = _column(self)
        self._column.addWidget(self._row)

    def refresh(self, plans: Sequence[Plan]) -> None:
        """Offer what can be added to `plans`; a form that is open stays."""
        lacking = {kind for kind in self._buttons if not going_on(plans, kind)}
        offered = set(self._buttons) - {LEAVING} | lacking if self._every else lacking
        for kind, button in self._buttons.items():
            button.setVisible(kind in offered)
            # A link stands in line with the words above it, unless it follows a button.
            button.setProperty("flush", button.property("kind") == "link" and len(offered) == 1)
            button.style().polish(button)
        self._buttons[BREAK].setText(_INVITATIONS[BREAK] if BREAK in lacking else _ANOTHER)
        self._row.setVisible(bool(offered) and self._form is None)
        self.setVisible(bool(offered) or self._form is not None)

    def offers_all(self) -> bool:
        """Say whether there is no plan of any kind on offer yet."""
        return all(button.isVisibleTo(self._row) for button in self._buttons.values())

    def start(self) -> QWidget:
        """Return where somebody without any plan goes on: the form they opened, or a button."""
        return self._form or self._buttons[BREAK]

    def go_on(self, kind: str = "") -> bool:
        """Put the focus where the next plan is made, of this `kind` if it can be.

        Return whether there is anything to go on with.
        """
        offered = [key for key in self._buttons if self._buttons[key].isVisibleTo(self)]
        if offered:
            self._buttons[kind if kind in offered else offered[0]].setFocus()
        return bool(offered)

    def _begin(self, kind: str) -> None:
        self._form = PlanForm(self._desk, kind)
        self._form.saved.connect(self._end)
        self._form.saved.connect(lambda: self.go_on(kind))
        self._form.saved.connect(self.recorded)
        self._form.cancelled.connect(self._end)
        self._form.cancelled.connect(self._buttons[kind].setFocus)
        self._column.addWidget(self._form)
        self._row.hide()
        self._form.show()
        self._form.setFocus()
        self.opened.emit()

    def _end(self) -> None:
        if self._form:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self.refresh(self._desk.journal.plans())


class _OwnTime(QWidget):
    """A weekday's own time; its chip stands with those of the other days."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.time = TimeField("", f"Time on {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_label(name[:3]))
        row.addWidget(self.time)


def _part(desk: Desk, kind: str, plan: Plan | None) -> _Times | _Rhythm | _Cue:
    """Return the fields that say when a plan of this kind counts."""
    if kind == HABIT:
        return _Rhythm(plan)
    return _Cue(desk, plan) if kind == WHEN else _Times(kind, plan)


def _column(widget: QWidget, *, spacing: int = 12) -> QVBoxLayout:
    """Return a layout that sets things below each other in `widget`."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column


def _label(text: str) -> Secondary:
    """Return a few words beside a field, in one line."""
    label = Secondary(text)
    label.setWordWrap(False)
    return label
