"""The search of the Journal: a field, the chips that write into it, and how much was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from reflect_app.domain.contacts import KINDS
from reflect_app.domain.dates import short_date
from reflect_app.domain.finding import Question, Term, question, with_operator, without
from reflect_app.domain.supervision import (
    Cycle,
    cycle_in_words,
    earlier_cycles,
    last_session,
)
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.writing import OneLine

ALL_TIME = "All time"
NO_CASES = "No case is going on. You can give an entry one while writing."
NO_KINDS = "No entry says yet what kind of contact it is about."
NO_TAGS = "No entry has a tag yet. You can add one while writing."
MORE_TAGS = "For the others type tag: and how it begins"
OFFERED = 20
"""How many tags a menu holds: more are quicker typed than looked for."""
OFFERED_CYCLES = 12
"""How many earlier cycles a menu holds: about a year of them."""
MORE_CYCLES = "For days before that type since: and until:"
_LONGEST = 24
"""Letters of the words in a chip."""


class SearchBar(QWidget):
    """What is looked for. Field and chips are always the same question."""

    changed = Signal(object)
    """Something else is asked for: a Question."""
    left_downwards = Signal()
    """Somebody goes on to what was found."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._last: date | None = None
        self._earlier: Sequence[Cycle] = ()
        self._field = OneLine("Search what you wrote", "Search what you wrote")
        self._clear = QAction("Clear the search", self)
        self._count = Secondary()
        self._chips = _Chips(desk)
        self._remark = Notice()
        self._clear.triggered.connect(self._field.clear)
        self._field.textChanged.connect(self._tell)
        self._field.returnPressed.connect(self.left_downwards)
        self._chips.rewritten.connect(self._field.setText)
        desk.theme.changed.connect(self._draw)
        self._lay_out()
        self._draw()
        self._show(self.question())

    def words(self) -> str:
        """Return what is typed."""
        return self._field.text()

    def question(self) -> Question:
        """Return what is asked for, today."""
        return question(self._field.text(), self._desk.clock.today(), self._last)

    def refresh(self) -> None:
        """Read anew when the sessions were; `changed` stays silent."""
        journal, today = self._desk.journal, self._desk.clock.today()
        sessions = journal.sessions()
        session = last_session(sessions, today)
        self._last = session.day if session else None
        self._earlier = earlier_cycles(sessions, today, journal.first_day())
        self._show(self.question())

    def begin(self) -> None:
        """Be ready for other words."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def clear(self) -> None:
        """Look for nothing."""
        self._field.clear()

    def find_tag(self, tag: str) -> None:
        """Look for what has this tag, whatever was looked for before."""
        self._field.setText(with_operator("", "tag", tag))

    def show_count(self, words: str) -> None:
        """Say in `words` how much was found; nothing while nothing is looked for."""
        self._count.setText(words)
        self._count.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down to what was found, or with Esc look for nothing."""
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self._field.text():
            self._field.clear()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._field)
        column.addWidget(self._remark)
        column.addWidget(self._chips)
        column.addWidget(self._count)
        self.setFocusProxy(self._field)

    def _tell(self) -> None:
        asked = self.question()
        self._show(asked)
        self.changed.emit(asked)

    def _show(self, asked: Question) -> None:
        self._clear.setVisible(bool(self._field.text()))
        self._chips.show_question(self._field.text(), asked, self._last, self._earlier)
        # Said once, and not again at every key.
        if asked.remark != self._remark.text():
            self._remark.say(asked.remark)

    def _draw(self) -> None:
        self._clear.setIcon(self._desk.theme.icon("x", "muted"))


class _Chips(QWidget):
    """What else can be asked for: each chip opens a small menu of what there is."""

    rewritten = Signal(str)
    """What the field holds from now on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._typed = ""
        self._asked = Question()
        self._last: date | None = None
        self._earlier: Sequence[Cycle] = ()
        self._time = _MenuChip()
        self._case = _MenuChip()
        self._contact = _MenuChip()
        self._tag = _MenuChip()
        self._flagged = Chip("For supervision")
        self._flagged.setAccessibleName("For supervision only")
        self._time.clicked.connect(self._offer_times)
        self._case.clicked.connect(self._offer_cases)
        self._contact.clicked.connect(self._offer_kinds)
        self._tag.clicked.connect(self._offer_tags)
        self._flagged.toggled.connect(self._ask_for_flagged)
        row = FlowLayout(self)
        for chip in (self._time, self._case, self._contact, self._tag, self._flagged):
            chip.setProperty("part", "find")
            row.addWidget(chip)

    def show_question(
        self, typed: str, asked: Question, last: date | None, earlier: Sequence[Cycle]
    ) -> None:
        """Show what the field asks for; `rewritten` stays silent.

        `last` is the day of the last session, `earlier` are the cycles before it.
        """
        self._typed, self._asked, self._last, self._earlier = typed, asked, last, earlier
        self._time.show_words(self._time_in_words(), on=True)
        self._case.show_words(_labelled("Case", asked.cases, " or "), on=bool(asked.cases))
        self._contact.show_words(_contact_in_words(asked.kinds), on=bool(asked.kinds))
        self._tag.show_words(_labelled("Tag", asked.tags, ", "), on=bool(asked.tags))
        with QSignalBlocker(self._flagged):
            self._flagged.setChecked(asked.flagged)

    def _offer_times(self) -> None:
        today, rest = self._desk.clock.today(), without(self._typed, "since", "until")
        since, ended = self._asked.since, self._asked.until is not None
        begun = [
            ("This month", f"{today:%Y-%m}", today.replace(day=1)),
            ("This year", f"{today:%Y}", today.replace(month=1, day=1)),
        ]
        if self._last:
            begun.insert(0, ("Since last session", "last", self._last))
        offers = [_Offer(ALL_TIME, rest, not (since or ended))]
        for words, value, day in begun:
            typed = with_operator(rest, "since", value)
            offers.append(_Offer(words, typed, since == day and not ended))
        for cycle in self._earlier[:OFFERED_CYCLES]:
            typed = with_operator(rest, "until", cycle.last_day.isoformat())
            typed = with_operator(typed, "since", cycle.start.isoformat())
            offers.append(_Offer(cycle_in_words(cycle, today), typed, self._is_asked(cycle)))
        more = MORE_CYCLES if len(self._earlier) > OFFERED_CYCLES else ""
        self._open(self._time, offers, more)

    def _is_asked(self, cycle: Cycle) -> bool:
        return (self._asked.since, self._asked.until) == (cycle.start, cycle.last_day)

    def _time_in_words(self) -> str:
        """Return the time that is searched: an earlier cycle by its days, "Since 1 Sep 2026"."""
        cycle = next(filter(self._is_asked, self._earlier), None)
        if cycle:
            return cycle_in_words(cycle, self._desk.clock.today())
        return _time_in_words(self._asked, self._last)

    def _offer_cases(self) -> None:
        words = [each.word for each in self._desk.journal.cases() if each.ended is None]
        asked = {word for word in words if any(term.fits(word) for term in self._asked.cases)}
        self._offer_one(self._case, "case", {word: word for word in words}, asked, NO_CASES)

    def _offer_kinds(self) -> None:
        kinds = {each: KINDS.get(each, each) for each in self._desk.journal.kinds()}
        self._offer_one(self._contact, "kind", kinds, set(self._asked.kinds), NO_KINDS)

    def _offer_one(
        self, chip: "_MenuChip", name: str, options: dict[str, str], asked: set[str], none: str
    ) -> None:
        """Offer `options`, of which an entry has but one: another takes its place."""
        rest = without(self._typed, name)
        offers = [
            _Offer(words, with_operator(rest, name, value), value in asked)
            for value, words in options.items()
        ]
        self._open(chip, [_Offer("Any", rest, not asked), *offers], "" if options else none)

    def _offer_tags(self) -> None:
        """Offer the tags most in use; an entry can have several, so each is put in or taken out."""
        tags = self._desk.journal.tags()
        asked = {term.text.casefold() for term in self._asked.tags if not term.beginning}
        offers = [_Offer("Any", without(self._typed, "tag"), not self._asked.tags)]
        for tag in tags[:OFFERED]:
            ticked = tag.casefold() in asked
            rest = without(self._typed, "tag", value=tag)
            offers.append(_Offer(tag, rest if ticked else with_operator(rest, "tag", tag), ticked))
        more = MORE_TAGS if len(tags) > OFFERED else ""
        self._open(self._tag, offers, more if tags else NO_TAGS)

    def _open(self, chip: "_MenuChip", offers: list["_Offer"], remark: str = "") -> None:
        """Open a menu under `chip`; a `remark` in it explains and does nothing."""
        menu = QMenu(chip)
        menu.setAccessibleName(chip.text())
        menu.triggered.connect(lambda action: self.rewritten.emit(action.data()))
        # What a screen reader does to a line chooses it and leaves the menu open.
        menu.triggered.connect(menu.close)
        menu.aboutToHide.connect(menu.deleteLater)
        for offer in offers:
            action = menu.addAction(offer.words.replace("&", "&&"))
            action.setData(offer.typed)
            action.setCheckable(True)
            action.setChecked(offer.ticked)
        if remark:
            menu.addAction(remark).setEnabled(False)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _ask_for_flagged(self, flagged: bool) -> None:  # noqa: FBT001
        rest = without(self._typed, "is")
        self.rewritten.emit(with_operator(rest, "is", "flagged") if flagged else rest)


@dataclass(frozen=True, repr=False)
class _Offer:
    """A line in a menu, what the field holds once it is chosen, and whether it is so already."""

    words: str
    typed: str
    ticked: bool


class _MenuChip(Chip):
    """A chip that says what is asked for, and opens a menu."""

    def __init__(self) -> None:
        super().__init__("")
        self.setCheckable(False)
        self.setAccessibleDescription("Opens a list to choose from")

    def show_words(self, words: str, *, on: bool) -> None:
        """Say `words`, and whether that narrows what is found."""
        if (words, on) == (self.text(), self.property("on")):
            return
        self.setText(words)
        self.setProperty("on", on)
        self.style().polish(self)
        self.updateGeometry()


def _labelled(label: str, asked: Sequence[Term], between: str) -> str:
    """Return the words of a chip: "Case", or "Case: Harbour"."""
    words = between.join(f"{term.text}…" if term.beginning else term.text for term in asked)
    return f"{label}: {_short(words)}" if words else label


def _contact_in_words(kinds: Sequence[str]) -> str:
    if len(kinds) > 1:
        return f"Contact: {len(kinds)} kinds"
    return f"Contact: {_short(KINDS[kinds[0]])}" if kinds else "Contact"


def _time_in_words(asked: Question, last: date | None) -> str:
    """Return the time that is searched: "All time", "Since 1 Sep 2026"."""
    since, until = asked.since, asked.until
    if since and until:
        return f"{_day(since)} to {_day(until)}"
    if since:
        return "Since last session" if since == last else f"Since {_day(since)}"
    return f"Until {_day(until)}" if until else ALL_TIME


def _day(day: date) -> str:
    return f"{short_date(day)} {day.year}"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip(" ,") + "…"
