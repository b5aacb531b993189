"""Logging how heavy it is: one number and Enter, and whatever else helps."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.dates import at
from reflect_app.domain.progress import USUAL_WEEKS, day_loads, usual_range
from reflect_app.domain.records import CheckIn
from reflect_app.domain.sources import A_LOT, FIRST, LOAD_ANCHORS, SOURCES
from reflect_app.domain.supervision import cycle_start
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.scale import Scale
from reflect_app.ui.widgets.text import CardTitle, Secondary
from reflect_app.ui.widgets.writing import OneLine
from reflect_app.vault.errors import JournalError

QUESTION = "How heavy is it now?"
SAVED = "Saved in your encrypted journal."
SAVED_A_LOT = "Saved. That is a lot. Support is here if you want it."
TAKEN_BACK = "Taken back. It is no longer in the journal."
NO_NUMBER = "Choose a number first. The rest is optional."


class CheckInCard(Card):
    """How heavy it is now. Nothing is saved before Enter or the button."""

    recorded = Signal()
    support_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._fresh = False
        self._last: CheckIn | None = None
        """The check-in that Undo takes back."""
        self._hint = Secondary()
        self.scale = Scale(QUESTION, LOAD_ANCHORS)
        self._sources = _Sources()
        self._line = OneLine("One line, if it helps. Leave names out.", "One line, if it helps")
        self._notice = Notice()
        self._undo = Button("Undo", kind="link")
        self._undo.setAccessibleName("Undo the check-in")
        self._undo.setProperty("flush", True)
        self._save = Button("Save check-in", kind="primary", hint="Enter")
        self._earlier = Secondary()
        self.scale.chosen.connect(self._unfold)
        self.scale.chosen.connect(self._notice.clear)  # what it said is about another number
        self._save.clicked.connect(self._store)
        self._undo.clicked.connect(self._take_back)
        self._notice.acted.connect(self.support_requested)
        self._lay_out()
        self.begin(fresh=False)

    def begin(self, *, fresh: bool) -> None:
        """Begin a visit: no past value is in sight before something is saved in it.

        What has been put in and not saved stays. `fresh` is a journal's first day.
        """
        self._fresh = fresh
        self._last = None
        self._hint.setText(
            "One number, then Enter. That is enough for today."
            if fresh
            else "One number, then Enter. The rest is optional."
        )
        self._notice.clear()
        self._undo.hide()
        self._earlier.hide()
        self._unfold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter wherever the focus is, but for a button, which keeps its own keys."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not isinstance(QApplication.focusWidget(), Button):
            if not event.isAutoRepeat():
                self._store()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(CardTitle(QUESTION))
        heading.addWidget(self._hint)
        self._rest = QWidget()
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 4, 0, 0)
        rest.setSpacing(6)
        rest.addWidget(Secondary("What is it made of?"))
        rest.addWidget(self._sources)
        rest.addSpacing(6)
        rest.addWidget(self._line)
        last = QHBoxLayout()
        last.addWidget(self._earlier, 1)
        last.addWidget(self._undo)
        self.body.addLayout(heading)
        self.body.addWidget(self.scale)
        self.body.addWidget(self._rest)
        self.body.addLayout(Beside(self._notice, self._save))
        self.body.addLayout(last)

    def _unfold(self) -> None:
        """On the first day the number stands alone until it is given."""
        self._rest.setVisible(not self._fresh or not self._empty())

    def _store(self) -> None:
        load = self.scale.value()
        if load is None and self._last and self._empty():
            return  # Enter was pressed once more: it still says that it is saved.
        if load is None:
            self._undo.hide()
            self._notice.say(NO_NUMBER)
            self.scale.setFocus()
            return
        now = self._desk.clock.local()
        check_in = CheckIn(
            at=now,
            day=now.date(),
            load=load,
            sources=self._sources.keys(),
            line=self._line.text().strip(),
        )
        try:
            self._last = self._desk.journal.save(check_in)
        except JournalError as error:
            self._last = None
            self._undo.hide()
            self._notice.say(error.sentence)
            return
        self._clear()
        self._say_saved(load)
        self._show_earlier(now.date())
        self.recorded.emit()

    def _say_saved(self, load: int) -> None:
        self._undo.show()
        if load >= A_LOT:
            self._notice.say(SAVED_A_LOT, "Open Support")
        else:
            self._notice.say(SAVED)

    def _show_earlier(self, day: date) -> None:
        check_ins = self._desk.journal.check_ins(day, day)
        said = ", ".join(f"{each.load} at {at(each.at.astimezone())}" for each in check_ins)
        self._earlier.setText(" ".join(filter(None, (f"Today: {said}.", self._usual(day)))))
        self._earlier.show()

    def _usual(self, day: date) -> str:
        """Say between what the days before this cycle mostly lay, once there are enough."""
        start = cycle_start(self._desk.journal.sessions(), day)
        loads = self._desk.journal.loads(start - timedelta(weeks=USUAL_WEEKS))
        usual = usual_range(day_loads(loads), start)
        return f"Your usual range is {usual[0]:g} to {usual[1]:g}." if usual else ""

    def _take_back(self) -> None:
        if self._last is None:
            return
        try:
            self._desk.journal.delete(self._last)
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        if self._empty():
            self._show(self._last)
        self._last = None
        self._notice.say(TAKEN_BACK)
        self.scale.setFocus()
        self._undo.hide()
        self._earlier.hide()
        self.recorded.emit()

    def _empty(self) -> bool:
        return self.scale.value() is None and not self._line.text() and not self._sources.keys()

    def _clear(self) -> None:
        self.scale.set_value(None)
        self._sources.set_keys(())
        self._line.clear()
        self.scale.setFocus()
        self._unfold()

    def _show(self, check_in: CheckIn) -> None:
        self.scale.set_value(check_in.load)
        self._sources.set_keys(check_in.sources)
        self._line.setText(check_in.line)
        self._unfold()


class _Sources(QWidget):
    """What a load is made of: a few at first, the rest under More."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen: list[str] = []
        self._chips = {source.key: Chip(source.label) for source in SOURCES}
        self._more = Chip("More")
        self._more.setCheckable(False)
        self._all = False
        self._more.clicked.connect(self._turn)
        row = FlowLayout(self)
        for key, chip in self._chips.items():
            chip.toggled.connect(lambda on, key=key: self._choose(key, on=on))
            row.addWidget(chip)
        row.addWidget(self._more)
        self._fold()

    def keys(self) -> tuple[str, ...]:
        """Return what is ticked, in the order in which it was."""
        return tuple(self._chosen)

    def set_keys(self, keys: Sequence[str]) -> None:
        """Tick exactly these."""
        for key, chip in self._chips.items():
            chip.setChecked(key in keys)
        self._chosen = list(keys)
        self._all = False
        self._fold()

    def _choose(self, key: str, *, on: bool) -> None:
        if on:
            self._chosen.append(key)
        else:
            self._chosen.remove(key)

    def _turn(self) -> None:
        self._all = not self._all
        self._fold()

    def _fold(self) -> None:
        """Show what is to be seen; something ticked is never folded away."""
        for place, chip in enumerate(self._chips.values()):
            chip.setVisible(self._all or place < FIRST or chip.isChecked())
        self._more.setText("Fewer" if self._all else "More")
        self._more.setAccessibleName("Fewer sources" if self._all else "More sources")
