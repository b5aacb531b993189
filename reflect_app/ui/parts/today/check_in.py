"""Logging how heavy it is: one number and Enter, and whatever else helps."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.dates import at
from reflect_app.domain.plan import when_due
from reflect_app.domain.progress import USUAL_WEEKS, day_loads, usual_range
from reflect_app.domain.records import CheckIn, OwnSource
from reflect_app.domain.sources import A_LOT, FIRST, LOAD_ANCHORS, SOURCES, known_as, labels
from reflect_app.domain.supervision import cycle_start
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.today.earlier_lines import EarlierLines
from reflect_app.ui.parts.today.fortnight import FortnightLine
from reflect_app.ui.parts.today.own_sources import NameField, OwnSources
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.scale import Scale
from reflect_app.ui.widgets.small_link import SmallLink
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
        self._sources = _Sources(desk)
        self._line = OneLine("One line, if it helps. Leave names out.", "One line, if it helps")
        self._notice = Notice()
        self._undo = SmallLink("Undo", "Undo the check-in")
        self._save = Button("Save check-in", kind="primary", hint="Enter")
        self._earlier = Secondary()
        self._fortnight = FortnightLine(desk.theme)
        self._lines = EarlierLines(desk)
        self._planned = Notice()
        self.scale.chosen.connect(self._unfold)
        self.scale.chosen.connect(self._notice.clear)  # what it said is about another number
        self._save.clicked.connect(self._store)
        self._undo.clicked.connect(self._take_back)
        self._notice.acted.connect(self.support_requested)
        self._sources.refused.connect(self._notice.say)
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
        self._say_nothing_more()
        self._sources.refresh()
        self._lines.refresh()
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
        self.body.addWidget(self._planned)
        self.body.addLayout(last)
        self.body.addWidget(self._fortnight)
        self.body.addWidget(self._lines)

    def _unfold(self) -> None:
        """On the first day the number stands alone until it is given."""
        self._rest.setVisible(not self._fresh or not self._empty())

    def _store(self) -> None:
        load = self.scale.value()
        if load is None and self._last and self._empty():
            return  # Enter was pressed once more: it still says that it is saved.
        if load is None:
            self._say_nothing_more()
            self._notice.say(NO_NUMBER)
            self.scale.setFocus()
            return
        if not self._sources.take_typed():
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
            self._say_nothing_more()
            self._notice.say(error.sentence)
            return
        self._clear()
        self._say_saved(load)
        self._say_planned(self._last)
        self._show_past(now.date())
        self._lines.refresh()
        self.recorded.emit()

    def _say_nothing_more(self) -> None:
        """Take away what shows after saving alone."""
        for widget in (self._undo, self._earlier, self._fortnight):
            widget.hide()
        self._planned.clear()

    def _say_saved(self, load: int) -> None:
        self._undo.show()
        if load >= A_LOT:
            self._notice.say(SAVED_A_LOT, "Open Support")
        else:
            self._notice.say(SAVED)

    def _say_planned(self, check_in: CheckIn) -> None:
        """Say what was planned for when something that is ticked happens."""
        due = when_due(self._desk.journal.plans(), check_in.sources, check_in.day)
        self._planned.say(f"You planned: {'; '.join(plan.name for plan in due)}" if due else "")

    def _show_past(self, day: date) -> None:
        """Show today's numbers, the last fortnight and between what days mostly lie."""
        journal = self._desk.journal
        start = cycle_start(journal.sessions(), day)
        since = start - timedelta(weeks=USUAL_WEEKS)
        away = {each.day for each in journal.away(since, day)}
        days = day_loads(journal.loads(since), away)
        usual = usual_range(days, start)
        check_ins = journal.check_ins(day, day)
        said = ", ".join(f"{each.load} at {at(each.at.astimezone())}" for each in check_ins)
        sentences = [f"Today: {said}."]
        if usual:
            sentences.append(f"Your usual range is {usual[0]:g} to {usual[1]:g}.")
        self._earlier.setText(" ".join(sentences))
        self._earlier.show()
        self._fortnight.show_days(days, usual, day)
        self._fortnight.show()

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
        self._say_nothing_more()
        self._lines.refresh()
        self.recorded.emit()

    def _empty(self) -> bool:
        return self.scale.value() is None and not self._line.text() and not self._sources.anything()

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
    """What a load is made of: a few at first, the rest and the person's own under More."""

    refused = Signal(str)
    """The journal would not take a source; this sentence says why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._own: list[OwnSource] = []
        self._chosen: list[str] = []
        self._chips: dict[str, Chip] = {}
        self._more = Chip("More")
        self._more.setCheckable(False)
        self._more.setProperty("part", "source")
        self._all = False
        self._typed = NameField("Add your own", "Add your own source")
        self._look_after = Button("Your own sources", kind="link")
        self._look_after.setProperty("flush", True)
        self._sheet = OwnSources(desk)
        self._more.clicked.connect(self._turn)
        self._typed.entered.connect(self.take_typed)
        self._typed.left.connect(self._typed.clear)
        self._look_after.clicked.connect(self._sheet.unfold)
        self._sheet.changed.connect(self.refresh)
        self._sheet.closed.connect(self._look_after.setFocus)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Read the person's own sources again; what is ticked stays."""
        self._own = self._desk.journal.own_sources()
        for key, name in labels(self._own).items():
            self._offer(key, name)
        self._fold()

    def keys(self) -> tuple[str, ...]:
        """Return what is ticked, in the order in which it was."""
        return tuple(self._chosen)

    def anything(self) -> bool:
        """Say whether something is ticked or typed."""
        return bool(self._chosen or self._typed.name())

    def set_keys(self, keys: Sequence[str]) -> None:
        """Tick exactly these."""
        for key, chip in self._chips.items():
            chip.setChecked(key in keys)
        self._chosen = list(keys)
        self._all = False
        self._sheet.hide()
        self._fold()

    def take_typed(self) -> bool:
        """Add what is typed to the sources and tick it; return whether nothing is left typed.

        A name that is there already is ticked, and offered again where it was retired.
        """
        name = self._typed.name()
        if not name:
            return True
        key = known_as(name, self._own)
        try:
            key = self._added(name) if key is None else self._offered_again(key)
        except JournalError as error:
            self.refused.emit(error.sentence)
            return False
        self._typed.clear()
        self.refresh()
        self._chips[key].setChecked(True)
        self._fold()
        return True

    def _added(self, name: str) -> str:
        return self._desk.journal.save(OwnSource(label=name)).key

    def _offered_again(self, key: str) -> str:
        for source in self._own:
            if source.key == key and source.retired:
                source.retired = False
                self._desk.journal.save(source)
        return key

    def _lay_out(self) -> None:
        row = QWidget()
        self._flow = FlowLayout(row)
        for source in SOURCES:
            self._offer(source.key, source.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(row)
        self._adding = QWidget()
        column.addWidget(self._adding)
        Beside(self._typed, self._look_after, parent=self._adding)
        column.addWidget(self._sheet)

    def _offer(self, key: str, name: str) -> None:
        """Have a chip of this name, before More."""
        if chip := self._chips.get(key):
            chip.setText(name)
            chip.updateGeometry()
            return
        chip = self._chips[key] = Chip(name)
        chip.setProperty("part", "source")
        chip.toggled.connect(lambda on: self._choose(key, on=on))
        self._flow.removeWidget(self._more)
        self._flow.addWidget(chip)
        self._flow.addWidget(self._more)
        # A widget that comes later would be the last stop of the whole window.
        before = list(self._chips.values())[-2:-1]
        if before:
            self.setTabOrder(before[0], chip)
        self.setTabOrder(chip, self._more)

    def _choose(self, key: str, *, on: bool) -> None:
        if on:
            self._chosen.append(key)
        else:
            self._chosen.remove(key)

    def _turn(self) -> None:
        self._all = not self._all
        self._sheet.hide()
        self._fold()

    def _fold(self) -> None:
        """Show what is to be seen; something ticked or typed is never folded away."""
        retired = {each.key for each in self._own if each.retired}
        for place, (key, chip) in enumerate(self._chips.items()):
            offered = key not in retired and (self._all or place < FIRST)
            chip.setVisible(offered or chip.isChecked())
        self._more.setText("Fewer" if self._all else "More")
        self._more.setAccessibleName("Fewer sources" if self._all else "More sources")
        self._adding.setVisible(self._all or bool(self._typed.name()))
        self._look_after.setVisible(bool(self._own))
