"""How much of one thing is shared, unfolded below its row."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.focus import OF_ENTRIES
from reflect_app.domain.one_page import ALL, SENTENCES, TITLE, sentence_key
from reflect_app.domain.supervision import STAFF_THEMES, THEMES
from reflect_app.ui.parts.prepare.shown import Shown, chosen_in_words
from reflect_app.ui.parts.prepare.tick_list import TickList
from reflect_app.ui.parts.prepare.tick_row import TickRow
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.fields import NumberField
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Secondary

HOW_MUCH, HOW_LONG, ITS_THEMES = "How much of it", "How long?", "Themes"
NOTHING_WRITTEN = "There is no more in it than its title."
CHOOSE = "Tick the sentences that may be seen. All others stay with you."
_OF_AN_ENTRY = ((TITLE, "Title only"), (SENTENCES, "Chosen sentences"), (ALL, "All of it"))
_OF_ANYTHING = ((TITLE, "Title only"), (ALL, "And how it went"))
MOST_MINUTES = 240


class Sharing(QFrame):
    """The title, some sentences or all; a chart, themes and minutes where they are wanted."""

    shared = Signal(str, object)
    """This attribute of the PageItem is to have that value."""
    taken_off = Signal()

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown
        self._ticks: dict[str, TickRow] = {}
        self._listed: tuple[str, ...] | None = None
        options = _OF_AN_ENTRY if shown.item.kind in OF_ENTRIES else _OF_ANYTHING
        self._how_much = Segments(HOW_MUCH, options)
        self._about, self._sentences = Secondary(CHOOSE), TickList("sentences")
        self._count = Secondary()
        self._chart = TickRow(f"With {shown.chart_in_words}")
        self._themes, self._minutes = _Themes(), _Minutes()
        self._off = SmallLink("Take it off the page")
        self._how_much.chosen.connect(partial(self.shared.emit, "share"))
        self._chart.toggled.connect(partial(self.shared.emit, "chart"))
        self._themes.chosen.connect(partial(self.shared.emit, "themes"))
        self._minutes.chosen.connect(partial(self.shared.emit, "minutes"))
        self._off.clicked.connect(self.taken_off)
        self._lay_out()
        self.show_item(shown)

    def show_item(self, shown: Shown) -> None:
        """Show how it is shared now."""
        self._shown = shown
        item, candidate = shown.item, shown.candidate
        more = candidate is not None and candidate.share_all
        self._how_much.setVisible(more)
        if more:
            self._how_much.set_value(item.share)
        choosing = more and item.share == SENTENCES
        self._about.setVisible(choosing)
        self._about.setText(CHOOSE if shown.written else NOTHING_WRITTEN)
        self._list(choosing)
        self._count.setVisible(choosing and bool(shown.written))
        self._count.setText(f"{chosen_in_words(shown)}.")
        self._chart.setVisible(bool(shown.chart_in_words))
        self._chart.set_ticked(item.chart)
        self._themes.show_keys(item.themes, shown.themes)
        self._minutes.show_minutes(item.minutes)
        title = shown.part.title
        self._off.setAccessibleName(f"{self._off.text()}: {title}")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        for widget in (self._how_much, self._about, self._sentences, self._count, self._chart):
            column.addWidget(widget)
        column.addWidget(self._themes)
        column.addWidget(self._minutes)
        column.addWidget(self._off, 0, Qt.AlignmentFlag.AlignLeft)

    def _list(self, choosing: bool) -> None:  # noqa: FBT001
        """Show the sentences; those that stand already stay, and with them the focus."""
        written = tuple(dict.fromkeys(self._shown.written)) if choosing else ()
        if written != self._listed:
            self._listed, self._ticks = written, {}
            self._sentences.fill([partial(self._sentence, each) for each in written])
        for key, row in self._ticks.items():
            row.set_ticked(key in self._shown.item.sentences)

    def _sentence(self, words: str) -> TickRow:
        key = sentence_key(words)
        row = TickRow(words)
        row.set_ticked(key in self._shown.item.sentences)
        row.toggled.connect(partial(self._choose, key))
        self._ticks[key] = row
        return row

    def _choose(self, key: str, on: bool) -> None:  # noqa: FBT001
        chosen = {*self._shown.item.sentences, key} if on else {*self._shown.item.sentences} - {key}
        order = map(sentence_key, self._shown.written)
        self.shared.emit(
            "sentences", tuple(dict.fromkeys(each for each in order if each in chosen))
        )


class _Folded(QWidget):
    """Something that few want, behind a small link."""

    def __init__(self, words: str, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self._link = SmallLink(words, words)
        self._link.clicked.connect(lambda: inside.setVisible(inside.isHidden()))
        inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(inside)

    def _unfold_where(self, wanted: bool) -> None:  # noqa: FBT001
        if wanted:
            self._inside.show()


class _Themes(_Folded):
    """What it touches, of the themes that are brought to supervision."""

    chosen = Signal(object)

    def __init__(self) -> None:
        inside = QWidget()
        super().__init__(ITS_THEMES, inside)
        flow = FlowLayout(inside)
        self._chips = {key: Chip(word) for key, word in {**THEMES, **STAFF_THEMES}.items()}
        for chip in self._chips.values():
            chip.toggled.connect(self._tell)
            flow.addWidget(chip)

    def show_keys(self, keys: Collection[str], offered: Collection[str]) -> None:
        """Show which are chosen, and of the others those on offer."""
        for key, chip in self._chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(key in keys)
            # It stays under the hand that has just let go of it.
            chip.setVisible(key in offered or key in keys or chip.hasFocus())
        self._unfold_where(bool(keys))

    def _tell(self) -> None:
        self.chosen.emit(tuple(key for key, chip in self._chips.items() if chip.isChecked()))


class _Minutes(_Folded):
    """How long it is meant to take, if that is wanted."""

    chosen = Signal(object)

    def __init__(self) -> None:
        inside = QWidget()
        super().__init__(HOW_LONG, inside)
        self._field = NumberField("Minutes meant for it", least=0, most=MOST_MINUTES)
        self._field.setSpecialValueText("not said")
        self._field.setSuffix(" minutes")
        self._field.setSingleStep(5)
        self._field.valueChanged.connect(lambda minutes: self.chosen.emit(minutes or None))
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._field)
        row.addStretch(1)

    def show_minutes(self, minutes: int | None) -> None:
        with QSignalBlocker(self._field):
            self._field.setValue(minutes or 0)
        self._unfold_where(minutes is not None)
