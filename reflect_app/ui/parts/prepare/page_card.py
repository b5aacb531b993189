"""What is on the page, in order, and what of each."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout

from reflect_app.domain.focus import OF_ENTRIES
from reflect_app.domain.one_page import OnePage
from reflect_app.ui.parts.prepare.page_row import PageRow
from reflect_app.ui.parts.prepare.picked import Which, which
from reflect_app.ui.parts.prepare.shown import Shown, counted
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Secondary

GONE = "{} that {} on the page {} deleted, so {} not on it any more."
KEPT_BACK = "{} that {} ticked {} not for a session of this kind, so {} not on the page."
TAKE_OFF = "Take them off"
NOTHING_YET = "Nothing yet. What you tick comes here, and only that is on the page."


class PageCard(Card):
    """The rows of the page; each stays where the focus is while the others move around it."""

    moved = Signal(object, int)
    """What is known by this Which is to go so many places down, or up where negative."""
    shared = Signal(object, str, object)
    """This attribute of what is known by this Which is to have that value."""
    taken_off = Signal(object)
    cleared = Signal()
    """What is on the page no more, though it is ticked, is to be ticked no more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("On the page")
        self._theme = theme
        self._rows: dict[Which, PageRow] = {}
        self._lines: list[Line] = []
        self._empty = Secondary(NOTHING_YET)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._lost, self._remark = Notice(), Notice()
        self._lost.acted.connect(self.cleared)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._lost)
        self.body.addLayout(self._list)
        self.body.addWidget(self._remark)

    def show_page(self, shown: Sequence[Shown]) -> None:
        """Show what is on the page, in its order."""
        self._empty.setVisible(not shown)
        known = [which(each.item) for each in shown]
        left = self._take_away(known)
        self._clear()
        for number, (name, each) in enumerate(zip(known, shown, strict=True), start=1):
            if number > 1:
                self._lines.append(Line())
                self._list.addWidget(self._lines[-1])
            row = self._row(name)
            row.show_part(each, number, len(shown))
            self._list.addWidget(row)
            row.show()
        self._tell_order()
        if left is not None and known:
            self._rows[known[min(left, len(known) - 1)]].setFocus()

    def _tell_order(self) -> None:
        """Let a screen reader, which goes by what was raised last, meet them as they stand."""
        stand = (self._list.itemAt(place) for place in range(self._list.count()))
        for widget in (item.widget() for item in stand if item):
            if widget:
                widget.raise_()
        self._remark.raise_()

    def _clear(self) -> None:
        """Let nothing stand in the list; the rows are kept."""
        # `takeAt` would leave items behind that a widget tells of its new height instead of those
        # it stands in then.
        for row in self._rows.values():
            self._list.removeWidget(row)
        for line in self._lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []

    def _take_away(self, known: Collection[Which]) -> int | None:
        """Take away the rows of what is not `known` any more; return where the focus was in one."""
        left, focused = None, QApplication.focusWidget()
        for name in set(self._rows) - set(known):
            row = self._rows.pop(name)
            if focused and (row is focused or row.isAncestorOf(focused)):
                left = self._list.indexOf(row) // 2  # between two rows there is a line
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        return left

    def say(self, remark: str) -> None:
        """Say something about the whole of it, or nothing."""
        _say(self._remark, remark)

    def say_lost(self, page: OnePage, lost: Collection[Which]) -> None:
        """Say of what is `lost` to the page why it is not on it, with a way to take it off."""
        _say(self._lost, lost_in_words(page, lost), "Take it off" if len(lost) == 1 else TAKE_OFF)

    def _row(self, known: Which) -> PageRow:
        if known not in self._rows:
            row = PageRow(self._theme)
            row.moved.connect(lambda by: self.moved.emit(known, by))
            row.pulled.connect(lambda y: self._pull(known, y))
            row.shared.connect(lambda name, value: self.shared.emit(known, name, value))
            row.taken_off.connect(lambda: self.taken_off.emit(known))
            self._rows[known] = row
        return self._rows[known]

    def _pull(self, known: Which, y: int) -> None:
        """Let a row change places with the one whose middle the mouse has passed."""
        rows = [each.widget() for each in map(self._list.itemAt, range(self._list.count())) if each]
        shown = [each for each in rows if isinstance(each, PageRow)]
        here = shown.index(self._rows[known])
        if here and y < _middle(shown[here - 1]):
            self.moved.emit(known, -1)
        elif here + 1 < len(shown) and y > _middle(shown[here + 1]):
            self.moved.emit(known, 1)


def _middle(row: PageRow) -> int:
    return row.mapToGlobal(QPoint(0, row.height() // 2)).y()


def lost_in_words(page: OnePage, lost: Collection[Which]) -> str:
    """Say how much that is ticked is not on the page, and why."""
    noun = "reflection" if all(kind in OF_ENTRIES for kind, _ in lost) else "thing"
    said = []
    if page.gone:
        many, them = _number(page.gone, noun)
        said.append(GONE.format(many, *them))
    if page.kept_back:
        many, them = _number(page.kept_back, noun)
        said.append(KEPT_BACK.format(many, *them))
    return " ".join(said)


def _number(number: int, noun: str) -> tuple[str, tuple[str, str, str]]:
    words = counted(number, noun)
    them = ("was", "is", "it is") if number == 1 else ("were", "are", "they are")
    return words[0].upper() + words[1:], them


def _say(notice: Notice, words: str, action: str = "") -> None:
    """Let a notice say something else; said once more, it would be read aloud once more."""
    if notice.text() != words:
        notice.say(words, action if words else "")
