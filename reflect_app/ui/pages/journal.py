"""Everything that was written: found by a word, read beside the list, gone on with."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reflect_app.domain.dates import at, day_month, full_day
from reflect_app.domain.finding import terms
from reflect_app.domain.records import Entry
from reflect_app.domain.reflective_models import HARD_CASE, model
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.entry_list import EntryList, Row, load_in_words
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.reading_pane import ReadingPane
from reflect_app.ui.widgets.text import Body, CardTitle, Secondary
from reflect_app.ui.widgets.writing import OneLine
from reflect_app.vault.errors import JournalError

NOTHING_YET = "Nothing is written yet. What you write shows here, the newest first."
NOTHING_FOUND = "Nothing found. Fewer words, or only the beginning of one, find more."
_NARROW = 46
"""Letters m under which the list stands above what is read, instead of beside it."""


class JournalPage(Page):
    """A list of reflections, newest first, and the one that is being read."""

    title = "Journal"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._new = Button("New reflection", kind="primary", hint="Ctrl+N")
        self._frame = PageFrame(self.title, "", self._new)
        self._search = _Search(desk.theme)
        self._list = EntryList(desk.journal, desk.theme)
        self._nothing = _Nothing()
        self._sheet = _Sheet(desk)
        self._new.clicked.connect(lambda: self.write_requested.emit(HARD_CASE.key))
        self._nothing.write_requested.connect(self.write_requested)
        self._search.changed.connect(self._find)
        self._search.left_downwards.connect(self._list.setFocus)
        self._list.chosen.connect(self._read)
        self._list.opened.connect(self.edit_requested)
        self._sheet.edit_requested.connect(self.edit_requested)
        self._sheet.flagged.connect(self._show_flag)
        self.start_at(self._list)
        self._lay_out()

    def refresh(self) -> None:
        """Read the list again, with the search as it stands and the entry that was read."""
        count, first = self.desk.journal.count(), self.desk.journal.first_day()
        anything = bool(count or self.desk.journal.drafts())
        self._frame.sentence.setText(_how_many(count, first) if first else "")
        self._frame.sentence.setVisible(bool(count))
        self._search.setVisible(anything)
        self._new.setVisible(anything)
        self._nothing.say(anything=anything)
        self._find(self._search.words())

    def focus_search(self) -> None:
        """Put the caret into the search field, ready to be overwritten."""
        self._search.begin()

    def show_entry(self, entry_id: int) -> None:
        """Show this entry, whatever was looked for before."""
        self._search.clear()
        if not self._list.show_entry(entry_id):
            self._sheet.show_entry(self.desk.journal.entry(entry_id), "")
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
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(16)
        self._both.addWidget(left, 2)
        self._both.addWidget(self._sheet, 3)
        self._frame.body.addLayout(self._both, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)

    def _find(self, words: str) -> None:
        self._list.show_words(words)
        rows = self._list.entries.rowCount()
        self._search.show_count(self.desk.journal.count(words) if words.strip() else None)
        self._stack.setCurrentWidget(self._list if rows else self._nothing)
        self._sheet.setVisible(bool(rows))
        if not rows:
            self._sheet.show_entry(None, "")

    def _read(self, row: Row) -> None:
        self._sheet.show_entry(self.desk.journal.entry(row.line.id), self._search.words())

    def _show_flag(self, entry: Entry) -> None:
        self._list.entries.set_flagged(entry.id, flagged=entry.flagged)


class _Search(QWidget):
    """The search field, and how much it found."""

    changed = Signal(str)
    """Other words are looked for."""
    left_downwards = Signal()
    """Somebody goes on to what was found."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._field = OneLine("Search what you wrote", "Search what you wrote")
        self._clear = QAction("Clear the search", self)
        self._clear.triggered.connect(self._field.clear)
        self._field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._count = Secondary()
        self._count.setWordWrap(False)
        self._field.textChanged.connect(self.changed)
        self._field.textChanged.connect(lambda words: self._clear.setVisible(bool(words)))
        self._field.returnPressed.connect(self.left_downwards)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._field, 1)
        row.addWidget(self._count)
        self.setFocusProxy(self._field)
        self._clear.setVisible(False)
        theme.changed.connect(self._draw)
        self._draw()

    def words(self) -> str:
        """Return what is being looked for."""
        return self._field.text()

    def begin(self) -> None:
        """Be ready for other words."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def clear(self) -> None:
        """Look for nothing."""
        self._field.clear()

    def show_count(self, count: int | None) -> None:
        """Say how many were found; None while nothing is looked for."""
        self._count.setText("" if count is None else f"{count:,} found")
        self._count.setVisible(count is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down to what was found, or with Esc look for nothing."""
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self._field.text():
            self._field.clear()
        else:
            super().keyPressEvent(event)

    def _draw(self) -> None:
        self._clear.setIcon(self._theme.icon("x", "muted"))


class _Nothing(QWidget):
    """What stands where the list would be while it is empty."""

    write_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = Body()
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._begin = Button("Start a guided reflection")
        self._begin.clicked.connect(lambda: self.write_requested.emit(HARD_CASE.key))
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._words)
        column.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, *, anything: bool) -> None:
        """Say why nothing is there; `anything` says whether the journal holds anything at all."""
        self._words.setText(NOTHING_FOUND if anything else NOTHING_YET)
        self._begin.setVisible(not anything)


class _Sheet(Card):
    """The entry that is being read, and what can be done with it."""

    edit_requested = Signal(object)
    flagged = Signal(object)
    """The stored Entry, kept for supervision or no longer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entry: Entry | None = None
        self._title = CardTitle()
        self._title.setProperty("part", "entry")
        self._about = Secondary()
        self._flag = Chip("For supervision")
        self._edit = Button("Edit", kind="link")
        self._notice = Notice()
        self._pane = ReadingPane(desk.theme)
        self._flag.toggled.connect(self._keep)
        self._edit.clicked.connect(self._go_on)
        self._lay_out()
        self.show_entry(None, "")

    def show_entry(self, entry: Entry | None, words: str) -> None:
        """Show `entry`, with what the person's `words` look for marked in it; or nothing."""
        self._entry = entry
        for widget in (self._flag, self._edit):
            widget.setVisible(entry is not None)
        self._notice.clear()
        self._title.setText(_title(entry) if entry else "")
        self._about.setText(_about(entry) if entry else "")
        self._pane.setAccessibleName(f"The reflection: {_title(entry)}" if entry else "Nothing")
        self._pane.show_entry(entry, terms(words))
        if entry:
            self._edit.setText("Edit" if entry.finished_at else "Go on writing")
            self._show_flag(entry)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(0, 20, 0, 8)
        words, head = QWidget(), QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self._title)
        lines.addWidget(self._about)
        Beside(words, self._edit, parent=head)
        above = QVBoxLayout()
        above.setContentsMargins(24, 0, 16, 0)
        above.setSpacing(10)
        above.addWidget(head)
        above.addWidget(self._flag, 0, Qt.AlignmentFlag.AlignLeft)
        above.addWidget(self._notice)
        self.body.addLayout(above)
        self.body.addWidget(self._pane, 1)

    def _go_on(self) -> None:
        if self._entry:
            self.edit_requested.emit(self._entry.id)

    def _keep(self, flagged: bool) -> None:  # noqa: FBT001
        if self._entry is None:
            return
        try:
            self._entry = self._desk.journal.flag(self._entry.id, flagged=flagged) or self._entry
        except JournalError as error:
            self._notice.say(error.sentence)
            self._show_flag(self._entry)
            return
        self._notice.clear()
        self.flagged.emit(self._entry)

    def _show_flag(self, entry: Entry) -> None:
        self._flag.blockSignals(True)
        self._flag.setChecked(entry.flagged)
        self._flag.blockSignals(False)


def _how_many(count: int, first: date) -> str:
    """Return how much is written: "412 reflections since 3 March 2023"."""
    since = f"{day_month(first)} {first.year}"
    return f"{count:,} {'reflection' if count == 1 else 'reflections'} since {since}"


def _title(entry: Entry) -> str:
    return entry.title or model(entry.model).name


def _about(entry: Entry) -> str:
    """Return when and how it was written, and how heavy it was: a line under its title."""
    when = f"{full_day(entry.day)}, {at(entry.written_at.astimezone())}"
    load = load_in_words(entry.load_before, entry.load_after)
    how = model(entry.model).name if entry.title else ""
    state = "" if entry.finished_at else "a draft"
    rest = [part[0].upper() + part[1:] for part in (how, state, load) if part]
    return ". ".join((when, *rest)) + "."
