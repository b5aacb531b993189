"""Everything that was written: found by a word, read beside the list, gone on with."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reflect_app.domain.dates import day_month
from reflect_app.domain.finding import Question
from reflect_app.domain.records import Entry
from reflect_app.domain.reflective_models import HARD_CASE
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.journal.deleted import DeletedToday, remove_for_good
from reflect_app.ui.parts.journal.entry_list import MOST_SAID, EntryList
from reflect_app.ui.parts.journal.entry_sheet import EntrySheet
from reflect_app.ui.parts.journal.rows import Row, Said
from reflect_app.ui.parts.journal.search_bar import SearchBar
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.text import Body
from reflect_app.vault.errors import JournalError

NOTHING_YET = "Nothing is written yet. What you write shows here, the newest first."
NOTHING_FOUND = "Nothing found. Fewer words, or only the beginning of one, find more."
DELETED = (
    "Deleted. You can bring it back until tomorrow. Backups, and copies you made of the journal's "
    "folder, still hold it after that."
)
_EVER = Question(since=date.min, blank=False)
_NARROW = 46
"""Letters m under which the list stands above what is read, instead of beside it."""


class JournalPage(Page):
    """A list of reflections, newest first, and the one that is being read."""

    title = "Journal"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._new = Button("New reflection", kind="primary", hint="Ctrl+N")
        self._frame = PageFrame(self.title, "", self._new)
        self._notice = Notice()
        self._search = SearchBar(desk)
        self._list = EntryList(desk.journal, desk.theme)
        self._nothing = _Nothing()
        self._deleted = DeletedToday(desk)
        self._sheet = EntrySheet(desk)
        self._last_deleted: int | None = None
        self._new.clicked.connect(lambda: self.write_requested.emit(HARD_CASE.key))
        self._nothing.write_requested.connect(self.write_requested)
        self._search.changed.connect(self._find)
        self._search.left_downwards.connect(self._list.setFocus)
        self._list.chosen.connect(self._read)
        self._list.opened.connect(self.edit_requested)
        self._list.entered.connect(self._sheet.read)
        self._sheet.edit_requested.connect(self.edit_requested)
        self._sheet.flagged.connect(self._show_flag)
        self._sheet.tag_chosen.connect(self._follow_tag)
        self._sheet.deleted.connect(self._tell_deleted)
        self._sheet.grown.connect(self._frame.show_whole)
        self._notice.acted.connect(self._undo)
        self._deleted.brought_back.connect(self._show_again)
        NewDay(desk.clock, self).came.connect(self.refresh)
        self._lay_out()

    def refresh(self) -> None:
        """Read the list again, with the search as it stands and the entry that was read."""
        remove_for_good(self.desk)
        self._notice.clear()
        self._search.refresh()
        self._read_again()

    def focus_search(self) -> None:
        """Put the caret into the search field, ready to be overwritten."""
        self._search.begin()

    def show_entry(self, entry_id: int) -> None:
        """Show this entry, whatever was looked for before."""
        self._search.clear()
        if not self._list.show_entry(entry_id):
            self._sheet.show_entry(self.desk.journal.entry(entry_id), Question())
        self._list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the list and the sheet side by side while there is room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self.fontMetrics().horizontalAdvance("m")
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(down if narrow else across)

    def _lay_out(self) -> None:
        found = Card()
        found.body.setContentsMargins(8, 8, 8, 8)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._nothing)
        found.body.addWidget(self._stack)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._search)
        column.addWidget(found, 1)
        column.addWidget(self._deleted)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(16)
        self._both.addWidget(left, 2)
        self._both.addWidget(self._sheet, 3)
        self._frame.body.addWidget(self._notice)
        self._frame.body.addLayout(self._both, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)

    def _read_again(self) -> None:
        count, first = self.desk.journal.count(), self.desk.journal.first_day()
        anything = bool(count or self.desk.journal.drafts() or self._anything_said())
        self._frame.sentence.setText(_how_many(count, first) if first else "")
        self._frame.sentence.setVisible(bool(count))
        self._search.setVisible(anything)
        self._new.setVisible(anything)
        self._deleted.refresh()
        self._find(self._search.question())

    def _find(self, asked: Question) -> None:
        self._list.show_answer(asked)
        rows = self._list.entries.rowCount()
        self._search.show_count("" if asked.blank else self._found(asked))
        self._nothing.say(looked=not asked.blank)
        self._stack.setCurrentWidget(self._list if rows else self._nothing)
        self.start_at(self._list if rows else self._nothing if asked.blank else self._search)
        self._sheet.setVisible(bool(rows))
        if not rows:
            self._sheet.show_entry(None, asked)

    def _found(self, asked: Question) -> str:
        """Return how much was found: "25 found", "3 reflections and 2 check-ins"."""
        return found_in_words(self.desk.journal.count(asked), self._list.entries.said_count())

    def _anything_said(self) -> bool:
        """Say whether any check-in has a line, which can be looked for."""
        return bool(self.desk.journal.check_in_lines(_EVER, limit=1))

    def _read(self, row: Row | Said) -> None:
        if isinstance(row, Said):
            self._sheet.show_check_in(row.check_in, self._search.question())
            return
        self._sheet.show_entry(self.desk.journal.entry(row.line.id), self._search.question())

    def _show_flag(self, entry: Entry) -> None:
        self._list.entries.set_flagged(entry.id, flagged=entry.flagged)

    def _follow_tag(self, tag: str) -> None:
        """Show what else has this tag, and go on reading the same entry."""
        entry_id = self._sheet.entry_id()
        self._search.find_tag(tag)
        if entry_id is not None:
            self._list.show_entry(entry_id)
        self._list.setFocus()

    def _tell_deleted(self, entry_id: int) -> None:
        """Take it out of the list, and turn to the one that stands in its place."""
        number = self._list.currentIndex().row()
        self._read_again()
        rows = self._list.entries.rowCount()
        if number >= 0 and rows:
            self._list.choose(min(number, rows - 1))
        self._last_deleted = entry_id
        self._notice.say(DELETED, "Undo")
        (self._list if rows else self._new).setFocus()

    def _undo(self) -> None:
        if self._last_deleted is None:
            return
        try:
            self.desk.journal.bring_back(self._last_deleted)
        except JournalError as error:
            self._notice.say(error.sentence, "Undo")
            return
        self._show_again(self._last_deleted)

    def _show_again(self, entry_id: int) -> None:
        """Show an entry that was brought back, where it stands in the list."""
        self._notice.clear()
        self._read_again()
        if not self._list.show_entry(entry_id):
            self.show_entry(entry_id)
        self._list.setFocus()


class _Nothing(QWidget):
    """What stands where the list would be while it is empty."""

    write_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = Body()
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._begin = Button("Start a guided reflection")
        self._begin.clicked.connect(lambda: self.write_requested.emit(HARD_CASE.key))
        self.setFocusProxy(self._begin)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._words)
        column.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, *, looked: bool) -> None:
        """Say why nothing is there: nothing fits what was `looked` for, or nothing is written."""
        self._words.setText(NOTHING_FOUND if looked else NOTHING_YET)
        self._begin.setVisible(not looked)


def found_in_words(reflections: int, check_ins: int) -> str:
    """Return how much was found; check-ins past MOST_SAID are not all shown."""
    if not check_ins:
        return f"{reflections:,} found"
    if check_ins > MOST_SAID:
        said = f"the latest {MOST_SAID} check-ins"
    else:
        said = "1 check-in" if check_ins == 1 else f"{check_ins} check-ins"
    if not reflections:
        return f"{said[0].upper()}{said[1:]}"
    return f"{_reflections(reflections)} and {said}"


def _how_many(count: int, first: date) -> str:
    """Return how much is written: "412 reflections since 3 March 2023"."""
    since = f"{day_month(first)} {first.year}"
    return f"{_reflections(count)} since {since}"


def _reflections(count: int) -> str:
    return f"{count:,} {'reflection' if count == 1 else 'reflections'}"
