"""One thing that was agreed, and what becomes of it: nothing yet, a plan, or a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.agreed import (
    LONGEST,
    PLAN_ENDED,
    again,
    by_in_words,
    cue_in,
    in_words,
    into_plan,
)
from reflect_app.domain.plan import WHEN
from reflect_app.domain.records import Agreed, Plan
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.fields import DateField
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.pick_field import PickField
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.ui.widgets.wrapped_line import WrappedLine

NOTHING, AS_PLAN, BY_DATE = "nothing", "plan", "date"
_WAYS = ((NOTHING, "Nothing yet"), (AS_PLAN, "When this happens"), (BY_DATE, "By a date"))
_SOON = timedelta(weeks=2)
"""From today to the date that is suggested."""
_CROSS = "\N{MULTIPLICATION SIGN}"
_LEAST_CROSS = 32
"""Pixels that are hit without taking aim."""


@dataclass(frozen=True, repr=False)
class Wanted:
    """What a row says: the words, and the cue of a plan or a date where there is one."""

    words: str
    cue: str = ""
    due: date | None = None


class AgreedRow(QWidget):
    """What was agreed, with a chip that tells what becomes of it and unfolds how to change it."""

    changed = Signal()
    remove_wanted = Signal()
    unfolded = Signal()

    def __init__(
        self, agreed: Agreed, plan: Plan | None, cues: Mapping[str, str], today: date, words: str
    ) -> None:
        super().__init__()
        self.agreed = agreed
        """As the journal has it; without an id it has it not."""
        self._plan, self._cues, self._today = plan, cues, today
        cue = plan.cue if plan and plan.kind == WHEN and plan.until is None else ""
        self._kept = Wanted(agreed.words, cue, agreed.due)
        self._shown = Wanted(words, cue, agreed.due)
        self._before = words
        """What it said when it was unfolded."""
        self._words = Body(words)
        self._state, self._when, self._by = Chip(""), Chip("when it happens"), Chip("by a date")
        self._remove = _Cross()
        self._sheet = _Sheet(self._shown, cues, today)
        self._state.clicked.connect(self._turn)
        self._when.clicked.connect(lambda: self._open(AS_PLAN))
        self._by.clicked.connect(lambda: self._open(BY_DATE))
        self._remove.clicked.connect(self.remove_wanted)
        self._sheet.changed.connect(self._take)
        self._sheet.closed.connect(self._close)
        self._lay_out()
        self._show_state()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the chip."""
        self._start().setFocus(event.reason())

    def kept(self) -> Wanted:
        """Return what the journal has of it."""
        return self._kept

    def wanted(self) -> Wanted:
        """Return what is to be kept of it."""
        return self._shown

    def unsaved(self) -> bool:
        """Say whether the journal has something else, or nothing of it."""
        return self.agreed.id is None or self._shown != self._kept

    def keep(self, agreed: Agreed, plan: Plan | None, wanted: Wanted) -> None:
        """Remember that the journal has `wanted` by now, as this record and this plan."""
        self.agreed, self._plan, self._kept = agreed, plan, wanted
        self._show_state()

    def forget(self) -> None:
        """Be what the journal no longer has, to be saved anew if it comes back."""
        self.agreed, self._plan = again(self.agreed, plan_id=None), None

    def _lay_out(self) -> None:
        chips = QWidget()
        row = FlowLayout(chips)
        for chip in (self._state, self._when, self._by):
            chip.setCheckable(False)
            row.addWidget(chip)
        row.addWidget(self._remove)
        head = QWidget()
        Beside(self._words, chips, parent=head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self._sheet)

    def _turn(self) -> None:
        if self._sheet.isHidden():
            self._open("")
        else:
            self._close()

    def _open(self, way: str) -> None:
        self._before = self._shown.words
        self._sheet.show()
        self._sheet.begin(way)
        self.unfolded.emit()

    def _close(self) -> None:
        self._sheet.hide()
        self._start().setFocus()

    def _start(self) -> Chip:
        return self._when if self._state.isHidden() else self._state

    def _take(self) -> None:
        self._shown = self._sheet.wanted(self._before)
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        shown = self._shown
        said = self._said(short=True)
        self._words.setText(shown.words)
        self._state.setVisible(bool(said))
        self._when.setVisible(not said)
        self._by.setVisible(not said)
        self._state.setText(said)
        self._state.setProperty("on", bool(shown.cue) and not self.agreed.outcome)
        self._state.style().polish(self._state)
        self._state.updateGeometry()
        self._state.setAccessibleName(f"{self._said()}: {shown.words}")
        for chip in (self._when, self._by):
            chip.setAccessibleName(f"{chip.text()}: {shown.words}")
        self._remove.setAccessibleName(f"Remove: {shown.words}")

    def _said(self, *, short: bool = False) -> str:
        """Say what becomes of it, or nothing where that is open."""
        if self.agreed.outcome:
            return in_words(self.agreed, (), (), self._today)
        if self._shown.cue:
            return into_plan(self._shown.cue, self._cues, short=short)
        if self._shown.due:
            return by_in_words(self._shown.due, self._today)
        return PLAN_ENDED if self._plan and self._plan.until else ""


class _Cross(SmallLink):
    """The way to remove what stands beside it."""

    def __init__(self) -> None:
        super().__init__(_CROSS)
        self.setProperty("part", "cross")

    def sizeHint(self) -> QSize:
        """Return a square, larger with larger text."""
        side = max(super().sizeHint().height(), _LEAST_CROSS)
        return QSize(side, side)


class _Sheet(QFrame):
    """What was agreed, to put right, and what is to become of it."""

    changed = Signal()
    closed = Signal()

    def __init__(self, shown: Wanted, cues: Mapping[str, str], today: date) -> None:
        super().__init__()
        self.setProperty("part", "agreed")
        self._cues = cues
        self._words = WrappedLine("What was agreed", most=LONGEST)
        self._way = Segments("What becomes of it", _WAYS)
        self._cue = PickField("When this happens", {"": "Choose what happens", **cues})
        self._date = DateField("By this date")
        self._planned = Secondary("It shows the moment you log this, and stands under Plan.")
        self._close = SmallLink("Close")
        self._words.set_text(shown.words)
        self._cue.set_value(shown.cue)
        self._date.set_day(shown.due or today + _SOON)
        way = AS_PLAN if shown.cue else BY_DATE if shown.due else NOTHING
        self._way.set_value(way)
        self._lay_out()
        self._show_way(way)
        self._way.chosen.connect(self._choose)
        self._close.clicked.connect(self.closed)
        self._words.entered.connect(self.closed)
        for signal in (
            self._words.textChanged,
            self._cue.currentIndexChanged,
            self._date.dateChanged,
        ):
            signal.connect(self.changed)
        self.hide()

    def wanted(self, words: str) -> Wanted:
        """Return what is put in; without any words it is still `words`."""
        way = self._way.value()
        return Wanted(
            self._words.text().strip() or words,
            self._cue.value() if way == AS_PLAN else "",
            self._date.day() if way == BY_DATE else None,
        )

    def begin(self, way: str) -> None:
        """Go where the person goes on, having chosen `way` already if there is one.

        A plan begins with what the words say themselves: "after any disclosure".
        """
        if way == AS_PLAN and not self._cue.value():
            with QSignalBlocker(self._cue):
                self._cue.set_value(cue_in(self._words.text(), self._cues))
        if way:
            self._way.set_value(way)
            self._choose(way)
            return
        self._way.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._way)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(ways)
        column.addWidget(self._cue)
        column.addWidget(self._planned)
        column.addWidget(self._date, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self, way: str) -> None:
        self._show_way(way)
        if way == AS_PLAN:
            self._cue.setFocus()
        elif way == BY_DATE:
            self._date.setFocus()
        self.changed.emit()

    def _show_way(self, way: str) -> None:
        self._cue.setVisible(way == AS_PLAN)
        self._planned.setVisible(way == AS_PLAN)
        self._date.setVisible(way == BY_DATE)
