"""What could be brought, gathered since the last session, each to be ticked."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.focus import (
    AGREED,
    ETHICAL,
    FLAGGED,
    GOOD,
    HEAVY_DAY,
    IN_OWN_WORDS,
    KINDS,
    OF_ENTRIES,
    OWN,
    PLAN,
    RATHER_NOT,
    REPEATS,
    STILL,
    Candidate,
    is_about,
)
from reflect_app.domain.records import PageItem, Preparation
from reflect_app.ui.parts.prepare.limited_line import LimitedLine
from reflect_app.ui.parts.prepare.picked import Which, on_page, which
from reflect_app.ui.parts.prepare.tick_list import Maker, TickList
from reflect_app.ui.parts.prepare.tick_row import TickRow
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Secondary

PROMISE = "Pick what you want to take. Nothing is shared unless you put it on the page."
NOTHING = "Nothing is gathered from these days. What you have in mind goes in your own words."
_STILL = "still heavy"
LONGEST = 300
"""Letters in a line of one's own."""
LONG_ENOUGH = "That is as long as a line of your own can be."
_ALL = {
    FLAGGED: "flagged",
    STILL: "still heavy",
    HEAVY_DAY: "heavy days",
    PLAN: "plans",
    AGREED: "agreed",
    REPEATS: "that repeat",
    ETHICAL: "ethical questions",
    RATHER_NOT: "you would rather not bring",
    GOOD: "that went well",
    OWN: "in your words",
}
_INVITATIONS = {
    OWN: "Something in my own words",
    RATHER_NOT: "Something I would rather not bring",
}


class SinceCard(Card):
    """The candidates by group, and two fields for what no list knows."""

    ticked = Signal(object, bool)
    """This Candidate, or the item known by this Which, is to be on the page, or no more."""
    written = Signal(str, str)
    """Something of this kind was put in these words."""
    removed = Signal(object)
    """The person's own words known by this Which are not wanted any more."""

    def __init__(self) -> None:
        super().__init__("Since last time", PROMISE)
        self._rows: dict[Candidate | Which, TickRow] = {}
        self._preparation = Preparation(session_id=0)
        self._kept: Mapping[str, int] = {}
        self._days: Mapping[str, str] = {}
        self._remark = Secondary()
        self._groups = {kind: _Group(kind) for kind in KINDS}
        self.body.addWidget(self._remark)
        for kind, group in self._groups.items():
            group.written.connect(partial(self.written.emit, kind))
            self.body.addWidget(group)

    def refresh(
        self,
        candidates: Sequence[Candidate],
        preparation: Preparation,
        kept: Mapping[str, int],
        days: Mapping[str, str],
        remark: str,
    ) -> None:
        """Show `candidates` and the person's own words, and say `remark` above them.

        `kept` and `days` tell of entries, by their ids as written, how many of their sentences
        are chosen and when they are from.
        """
        self._rows, self._preparation, self._kept, self._days = {}, preparation, kept, days
        said = remark or ("" if candidates else NOTHING)
        self._remark.setText(said)
        self._remark.setVisible(bool(said))
        for kind, group in self._groups.items():
            if kind not in IN_OWN_WORDS:
                found = [partial(self._row, each) for each in candidates if each.kind == kind]
                group.fill(found)
        self.show_own(preparation)

    def show_own(self, preparation: Preparation) -> None:
        """Show the person's own words; the other groups stay as they are."""
        self._preparation = preparation
        for kind in IN_OWN_WORDS:
            items = [each for each in preparation.items if each.kind == kind and each.words]
            self._groups[kind].fill([partial(self._own_row, each) for each in items])
        there = set(map(which, preparation.items))
        gone = [each for each in self._rows if isinstance(each, tuple) and each not in there]
        for each in gone:
            del self._rows[each]

    def show_ticks(self, preparation: Preparation, kept: Mapping[str, int]) -> None:
        """Show what is ticked in `preparation`, and how many sentences are `kept` of entries."""
        self._preparation, self._kept = preparation, kept
        for known, row in self._rows.items():
            self._show_tick(known, row)

    def typed(self) -> Iterator[tuple[str, str]]:
        """Take out of the fields what was typed and not entered, each with its kind."""
        for kind, group in self._groups.items():
            if words := group.take():
                yield kind, words

    def _row(self, candidate: Candidate) -> TickRow:
        day = self._days.get(candidate.about, "") if candidate.kind in OF_ENTRIES else ""
        row = TickRow(candidate.title, _light_words(candidate, day), candidate.detail)
        return self._tickable(candidate, row)

    def _own_row(self, item: PageItem) -> TickRow:
        known = which(item)
        remove = SmallLink("Remove", f"Remove {item.words}")
        remove.clicked.connect(lambda: self.removed.emit(known))
        remove.clicked.connect(self._groups[item.kind].setFocus)
        return self._tickable(known, TickRow(item.words, "", "", remove))

    def _tickable(self, known: Candidate | Which, row: TickRow) -> TickRow:
        self._show_tick(known, row)
        row.toggled.connect(lambda on: self.ticked.emit(known, on))
        self._rows[known] = row
        return row

    def _show_tick(self, known: Candidate | Which, row: TickRow) -> None:
        row.set_ticked(self._is_ticked(known))
        if isinstance(known, Candidate) and known.kind in OF_ENTRIES:
            row.say_below(_kept_in_words(self._kept.get(known.about, 0)))

    def _is_ticked(self, known: Candidate | Which) -> bool:
        shown = on_page(self._preparation)
        if isinstance(known, Candidate):
            return any(is_about(each, known) for each in shown)
        return known in map(which, shown)


def _light_words(candidate: Candidate, day: str) -> str:
    """Say when something was agreed and how it went; of an entry its `day`, and if it is heavy."""
    if candidate.kind == AGREED:
        return candidate.detail
    *_, last = candidate.detail.split(", ")
    return ", ".join(filter(None, (day, last if last == _STILL else "")))


def _kept_in_words(number: int) -> str:
    if not number:
        return ""
    return "1 sentence you kept" if number == 1 else f"{number} sentences you kept"


class _Group(QWidget):
    """What was found of one kind; gone while that is nothing, unless more can be written."""

    written = Signal(str)

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._rows = TickList(_ALL[kind])
        self._field = _OwnWords(_INVITATIONS[kind]) if kind in IN_OWN_WORDS else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(Secondary(KINDS[kind]))
        column.addWidget(self._rows)
        if self._field:
            self._field.entered.connect(self.written)
            self.setFocusProxy(self._field)
            column.addWidget(self._field)

    def fill(self, rows: Sequence[Maker]) -> None:
        """Show what `rows` make, the first few of many."""
        self._rows.fill(rows)
        self.setVisible(bool(rows) or self._field is not None)

    def take(self) -> str:
        """Return what was typed and not entered, and hold it no more."""
        return self._field.take() if self._field else ""


class _OwnWords(QWidget):
    """A line to write, with a button that shows once there is something to add."""

    entered = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        whole = LimitedLine(name, LONGEST, LONG_ENOUGH)
        self._line = whole.field
        self._line.setPlaceholderText(name)
        self._add = Button("Add")
        self._add.setAccessibleName(f"Add: {name}")
        self._add.hide()
        self._line.entered.connect(self._enter)
        self._line.textChanged.connect(
            lambda: self._add.setVisible(bool(self._line.text().strip()))
        )
        self._add.clicked.connect(self._enter)
        self.setFocusProxy(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        row.addWidget(whole, 1)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignTop)

    def take(self) -> str:
        """Return what is written, and hold it no more."""
        words = " ".join(self._line.text().split())
        self._line.set_text("")
        return words

    def _enter(self) -> None:
        if words := self.take():
            self.entered.emit(words)
            self._line.setFocus()
