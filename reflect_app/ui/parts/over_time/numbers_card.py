"""A sheet of banded counts for a service's yearly evaluation, with only what was ticked."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from reflect_app.domain.over_time import SHEET, Line, Sheet, offered, sheet
from reflect_app.ui.parts.over_time.documents import sheet_pdf
from reflect_app.ui.parts.over_time.saving import Saved, SaveWays
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import Body, CardTitle, Secondary

TITLE = "A sheet of numbers without my name"
WHAT_FOR = (
    "For a service's yearly evaluation, if you want to give one. No name, no date and no words "
    "of yours; counts in bands; only what you tick."
)
TELL = "A sheet without your name. Your service may still be able to tell it is yours."
HANDED_OVER = "Once handed over, this is your employer's record."
NOTHING_YET = "Nothing is on it yet. Tick what may be."
_LEAST = 280
"""Least width of the ticks and of the sheet, in pixels at 100 % text."""


class NumbersCard(Card):
    """What may be on the sheet, and beside it the sheet, word for word as it is saved."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(TITLE, WHAT_FOR)
        self._found: Mapping[Line, int] = {}
        self._span = ""
        self._theme = theme
        self._ticks, self._paper = _Ticks(), QWidget()
        self._preview = SheetPreview()
        self._nothing, self._counted = Secondary(NOTHING_YET), Secondary()
        saved = Saved(
            what="the sheet of numbers",
            name="numbers",
            pdf=lambda: sheet_pdf(self.sheet()),
            text=lambda: self.sheet().text(),
        )
        self._ways = SaveWays(saved)
        self._ticks.ticked.connect(self._show)
        theme.changed.connect(self._fit)
        self._lay_out()
        self._fit()

    def show_numbers(self, found: Mapping[Line, int], span: str, counted: str) -> None:
        """Take the counts of another year or kind, which is `span` long; what is ticked stays.

        `counted` says which sessions these are, for the person: the sheet does not.
        """
        self._found, self._span = found, span
        self._counted.setText(counted)
        self._ticks.offer(offered(found))
        self._show()

    def sheet(self) -> Sheet:
        """Return the sheet as it is ticked now."""
        return sheet(self._found, self._ticks.lines(), self._span)

    def _lay_out(self) -> None:
        right = QVBoxLayout(self._paper)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        for widget in (self._nothing, self._preview, Secondary(TELL), Secondary(HANDED_OVER)):
            right.addWidget(widget)
        right.addWidget(self._ways)
        right.addStretch(1)
        self.body.addWidget(self._counted)
        both = QWidget()
        Beside(self._ticks, self._paper, shares=(1, 1), spacing=24, parent=both)
        self.body.addWidget(both)

    def _fit(self) -> None:
        """Set the sheet below its ticks before its lines grow too short to read."""
        for side in (self._ticks, self._paper):
            side.setMinimumWidth(_LEAST * self._theme.text_scale // 100)

    def _show(self) -> None:
        shown = self.sheet()
        anything = bool(shown.parts)
        self._ways.notice.clear()
        self._ways.setVisible(anything)
        self._preview.setVisible(anything)
        self._nothing.setVisible(not anything)
        if anything:
            self._preview.show_sheet(shown)


class _Ticks(QWidget):
    """Every line that the sheet can have; none is ticked at first."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chips: dict[Line, Chip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for group, (heading, labels) in SHEET.items():
            chips = QWidget()
            row = FlowLayout(chips, spacing=8)
            for key, label in labels.items():
                chip = self._chips[group, key] = Chip(label)
                chip.setAccessibleName(f"{heading}: {label}")
                chip.toggled.connect(lambda _: self.ticked.emit())
                row.addWidget(chip)
            column.addWidget(Secondary(heading))
            column.addWidget(chips)
        column.addStretch(1)

    def offer(self, lines: Collection[Line]) -> None:
        """Offer these lines and no others."""
        for line, chip in self._chips.items():
            chip.setVisible(line in lines)

    def lines(self) -> set[Line]:
        """Return the lines that are offered and ticked."""
        return {
            line for line, chip in self._chips.items() if chip.isChecked() and not chip.isHidden()
        }


class _Heading(Secondary):
    """The heading of a few lines, a little apart from those above."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setContentsMargins(0, 10, 0, 0)


class SheetPreview(QFrame):
    """The sheet, every word of it and no other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 16, 20, 16)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)

    def show_sheet(self, shown: Sheet) -> None:
        """Show a sheet instead of the one before."""
        clear(self._grid)
        self.setAccessibleName(shown.text())
        rows: list[tuple[QWidget, ...]] = [(CardTitle(shown.title),)]
        for part in shown.parts:
            rows.append((_Heading(part.heading),))
            rows += [(Body(label), Body(found)) for label, found in part.lines]
        rows += [(_Heading(note),) for note in shown.notes]
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                self._grid.addWidget(words, number, column, 1, 3 - len(row))
