"""How two people worked together, in the person's own words with a number each."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.records import Ratings
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.scale import Scale
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.ui.widgets.writing import OneLine

SUGGESTED = ("Trust", "Respect", "Challenge", "Calm acceptance", "Shared power")
"""Words that others have used; nobody has to."""
LONGEST = 40
SHOWN = 6
"""How many words are suggested at most."""


class RatingsField(QWidget):
    """A word and Enter, then a number; kept once it has one."""

    changed = Signal()
    grown = Signal(object)
    """This row is there now."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []
        self._known: tuple[str, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._field = OneLine("Your own word, then Enter", "Add a word for how we worked together")
        self._field.setMaxLength(LONGEST)
        self._field.returnPressed.connect(self._take)
        self._suggestions = QWidget()
        self._chips = FlowLayout(self._suggestions)
        words = Secondary("How we worked together, 0 little to 10 much. Kept once it has a number.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words)
        column.addLayout(self._list)
        column.addWidget(self._suggestions)
        column.addWidget(self._field)

    def ratings(self) -> Ratings:
        """Return the words that have a number, with it."""
        given = ((row.word, row.scale.value()) for row in self._rows)
        return tuple((word, number) for word, number in given if number is not None)

    def show_ratings(self, ratings: Ratings, known: Iterable[str]) -> None:
        """Show exactly these; what was `known` in earlier sessions is suggested first."""
        for row in self._rows:
            self._drop(row)
        self._rows = []
        self._known = tuple(known)
        self._field.clear()
        for word, number in ratings:
            self._add(word).scale.set_value(number)
        self._suggest()

    def _take(self) -> None:
        word = " ".join(self._field.text().split())
        self._field.clear()
        if word:
            self._begin(word)

    def _begin(self, word: str) -> None:
        """Have a row for `word`, the one there is or a new one, ready for its number."""
        known = (row for row in self._rows if row.word.casefold() == word.casefold())
        row = next(known, None) or self._add(word)
        row.show()
        row.scale.setFocus(Qt.FocusReason.TabFocusReason)
        self._suggest()
        self.grown.emit(row)

    def _add(self, word: str) -> "_Row":
        row = _Row(word)
        row.scale.chosen.connect(self.changed)
        row.remove_wanted.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._list.addWidget(row)
        return row

    def _remove(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._drop(row)
        self._suggest()
        self._field.setFocus()
        self.changed.emit()

    def _drop(self, row: "_Row") -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _suggest(self) -> None:
        """Offer the words that are not in use, the person's own first."""
        clear(self._chips)
        used = {row.word.casefold() for row in self._rows}
        words = [
            word
            for word in dict.fromkeys((*self._known, *SUGGESTED))
            if word.casefold() not in used
        ]
        for word in words[:SHOWN]:
            chip = Chip(word)
            chip.setCheckable(False)
            chip.setAccessibleName(f"Rate: {word}")
            chip.clicked.connect(lambda _, word=word: self._begin(word))
            self._chips.addWidget(chip)
            chip.show()
        self._suggestions.setVisible(bool(words))


class _Row(QWidget):
    """One word and its number."""

    remove_wanted = Signal()

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word
        self.scale = Scale(f"{word}, 0 to 10", ("little", "", "much"))
        remove = SmallLink("Remove", f"Remove: {word}")
        remove.clicked.connect(self.remove_wanted)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Body(word), 1)
        head.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.scale)
