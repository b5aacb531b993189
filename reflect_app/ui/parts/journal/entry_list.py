"""The journal as a list: drafts first, then what is finished, newest first by month.

Where something is looked for, the lines of check-ins that hold it stand between, by their day.
Rows are all of one height, the name of a month standing in the upper part of its first row, and
are fetched by key as somebody scrolls: 50,000 entries show as fast as 1,000.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reflect_app.domain.dates import month
from reflect_app.domain.finding import Question
from reflect_app.domain.marks import marks
from reflect_app.domain.records import CheckIn, Entry, EntryLine
from reflect_app.ui.parts.journal.mark import parted, runs
from reflect_app.ui.parts.journal.rows import Row, Said, draft_row, plain, said
from reflect_app.ui.theme import RADIUS_CONTROL, Theme
from reflect_app.vault.journal import Journal

PAGE = 50
"""How many entries are fetched at a time."""
MOST_SAID = 50
"""How many check-ins are shown at most among what was found, the latest."""
REACH = 2_000
"""How many are fetched at most to find one; from further back it is read without its row."""
DRAFTS = "Drafts"

_INSET, _PADDING = 14, 6
"""Pixels between a row's edge and its words, at the sides and above and below."""

_QUIET, _HEADING, _SAID = "quiet", "heading", "said"
"""How words look: small and muted, a heading, small."""
_GAP = "  "
"""Between two remarks."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Entries(QAbstractListModel):
    """The rows fetched so far. Where something is asked for, only what fits it."""

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._rows: list[Row | Said] = []
        self._drafts = 0
        self._fetched = 0
        """How many finished entries are in the rows."""
        self._last_id = 0
        """The id of the last of them."""
        self._said: deque[Said] = deque()
        """The check-ins found that lie before all of that, the latest first."""
        self._said_count = 0
        self._asked = Question()
        self._more = False

    def load(self, asked: Question) -> None:
        """Read again; where the same is `asked`, as many rows as had been fetched."""
        limit = max(self._fetched, PAGE) if asked == self._asked else PAGE
        drafts = [draft_row(each) for each in self._journal.drafts() if _holds(each, asked)]
        lines = self._journal.entries(words=asked, limit=limit)
        check_ins = self._journal.check_in_lines(asked, limit=MOST_SAID + 1)
        self.beginResetModel()
        self._asked, self._drafts, self._more = asked, len(drafts), len(lines) == limit
        self._said_count = len(check_ins)
        self._said = deque(said(each, asked) for each in check_ins[:MOST_SAID])
        self._fetched = 0
        self._rows = [*drafts, *self._among_said(lines)]
        self.endResetModel()

    def said_count(self) -> int:
        """Return how many check-ins were found; past MOST_SAID it is one more, however many."""
        return self._said_count

    def reach(self, entry_id: int) -> int:
        """Return the number of the row with this entry, fetching down to it, or -1."""
        while self._more and len(self._rows) < REACH and self._last_id > entry_id:
            self.fetchMore(_ROOT)
        ids = (row.entry_id for row in self._rows)
        return next((number for number, each in enumerate(ids) if each == entry_id), -1)

    def row(self, number: int) -> Row | Said:
        """Return the row with this number, counted from the top."""
        return self._rows[number]

    def first_finished(self) -> int:
        """Return the number of the first row below the drafts, else of a draft, or -1."""
        return min(self._drafts, len(self._rows) - 1)

    def set_flagged(self, entry_id: int, *, flagged: bool) -> None:
        """Show an entry as kept for supervision, or no longer."""
        number = self.reach(entry_id)
        row = self._rows[number] if number >= 0 else None
        if isinstance(row, Row):
            self._rows[number] = replace(row, line=row.line._replace(flagged=flagged))
            index = self.index(number)
            self.dataChanged.emit(index, index)

    def band(self, number: int) -> str:
        """Return what begins with this row: a month, the drafts, or nothing."""
        row, above = self._rows[number], self._rows[number - 1] if number else None
        if row.state:
            return "" if above else DRAFTS
        name = month(row.day)
        return "" if above and not above.state and month(above.day) == name else name

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many rows are fetched."""
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: _Index) -> bool:
        """Say whether the journal may hold more."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: _Index) -> None:  # noqa: ARG002
        """Fetch the next entries, older than the last."""
        lines = self._journal.entries(words=self._asked, before=self._last_id, limit=PAGE)
        self._more = len(lines) == PAGE
        if rows := self._among_said(lines):
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return what is read of a row, aloud too; the eye gets more from `RowPainter`."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(row.heading)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.description
        return None

    def _among_said(self, lines: Sequence[EntryLine]) -> list[Row | Said]:
        """Return the rows of the next entries, with the check-ins between them that are as late.

        Where no more entries follow, all other check-ins come last.
        """
        rows: list[Row | Said] = []
        for line in lines:
            while self._said and _is_later(self._said[0].check_in, line):
                rows.append(self._said.popleft())
            rows.append(Row(line=line))
        if not self._more:
            rows += self._said
            self._said.clear()
        self._fetched += len(lines)
        self._last_id = lines[-1].id if lines else 0
        return rows


class RowPainter(QStyledItemDelegate):
    """Paints a row: its time and remarks, its heading, a line of its text with what was found."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self._measure)
        self._measure()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        """Return the one size of all rows; the list gives each its own width."""
        return QSize(1, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row at `index`."""
        number, entries = index.row(), index.model()
        if not isinstance(entries, Entries):
            return
        row = entries.row(number)
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setClipRect(whole)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        band = whole.adjusted(_INSET, 0, -_INSET, 0)
        band.setHeight(self._band)
        band.setTop(band.bottom() - self._line)
        self._draw_words(painter, band, entries.band(number))
        inside = whole.adjusted(0, self._band, 0, 0)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_soft"))
            painter.drawRoundedRect(inside, RADIUS_CONTROL, RADIUS_CONTROL)
        self._draw_row(painter, inside.adjusted(_INSET, _PADDING, -_INSET, -_PADDING), row)
        painter.restore()

    def _measure(self) -> None:
        self._small, self._base = self._theme.font("small"), self._theme.font("base")
        self._base.setWeight(QFont.Weight.Medium)
        self._line = round(QFontMetrics(self._small).height() * 1.15)
        self._heading = round(QFontMetrics(self._base).height() * 1.15)
        self._band = self._line + _PADDING
        self._height = self._band + 2 * _PADDING + 2 * self._line + self._heading

    def _draw_row(self, painter: QPainter, room: QRect, row: Row | Said) -> None:
        first = QRect(room.left(), room.top(), room.width(), self._line)
        second = QRect(room.left(), first.bottom() + 1, room.width(), self._heading)
        third = QRect(room.left(), second.bottom() + 1, room.width(), self._line)
        when = row.when
        used = QFontMetrics(self._small).horizontalAdvance(when) + 2 * _PADDING
        self._draw_words(painter, first, when)
        rest = first.adjusted(used, 0, 0, 0)
        if isinstance(row, Said):
            self._draw_words(painter, rest, _GAP.join(row.remarks), to_the_right=True)
            first_words, rest_of_it = parted(row.words, self._fitting(row.words, room.width()))
            self._draw_words(painter, second, first_words, kind=_SAID)
            self._draw_words(painter, third, rest_of_it, kind=_SAID)
            return
        self._draw_words(painter, rest, self._remarks(row, rest.width()), to_the_right=True)
        self._draw_words(painter, second, row.heading, kind=_HEADING)
        self._draw_words(painter, third, row.line.excerpt)

    def _remarks(self, row: Row, room: int) -> str:
        """Return its remarks, and before them as much of what it is about as fits whole."""
        measure = QFontMetrics(self._small)
        shown: list[str] = []
        for word in row.about:
            if measure.horizontalAdvance(_GAP.join((*shown, word, *row.remarks))) <= room:
                shown.append(word)
        return _GAP.join((*shown, *row.remarks))

    def _draw_words(
        self,
        painter: QPainter,
        room: QRect,
        words: str,
        *,
        kind: str = _QUIET,
        to_the_right: bool = False,
    ) -> None:
        """Draw `words` in one line, cut where the room ends, with a ground under what was found."""
        if not words or room.width() <= 0:
            return
        font = self._base if kind == _HEADING else self._small
        shown = QFontMetrics(font).elidedText(
            plain(words), Qt.TextElideMode.ElideRight, room.width()
        )
        layout = QTextLayout(shown, font)
        option = QTextOption(
            Qt.AlignmentFlag.AlignRight if to_the_right else Qt.AlignmentFlag.AlignLeft
        )
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats(self._found(words, len(shown)))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(room.width())
        layout.endLayout()
        painter.setPen(self._theme.colour("muted" if kind == _QUIET else "text"))
        top = room.top() + (room.height() - line.height()) / 2
        layout.draw(painter, QPointF(room.left(), top), clip=QRectF(room))

    def _fitting(self, words: str, width: int) -> int:
        """Return how many characters of `words` make the first line where they wrap."""
        layout = QTextLayout(plain(words), self._small)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        layout.endLayout()
        return line.textLength()

    def _found(self, words: str, length: int) -> list[QTextLayout.FormatRange]:
        """Return what is drawn otherwise among the first `length` characters."""
        ranges: list[QTextLayout.FormatRange] = []
        start = 0
        for run in runs(words):
            if run.marked and start < length:
                stretch = QTextLayout.FormatRange()
                stretch.start = start
                stretch.length = min(len(run.text), length - start)
                stretch.format = found_format(self._theme)
                ranges.append(stretch)
            start += len(run.text)
        return ranges


class EntryList(QListView):
    """The entries to move through with the arrows; one is always the current one."""

    chosen = Signal(object)
    """Another row is the current one: its Row or Said."""
    opened = Signal(object)
    """The row is to be gone on with: its entry's id."""
    entered = Signal()
    """What the current row holds is to be read: nothing can be gone on with."""

    def __init__(self, journal: Journal, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = Entries(journal, self)
        self.setModel(self.entries)
        self.setItemDelegate(RowPainter(theme, self))
        self.setAccessibleName("Reflections")
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_answer(self, asked: Question) -> None:
        """Read the journal again and show what was asked for, the current entry if all is shown."""
        before = self.current()
        self.entries.load(asked)
        current = before.entry_id if before else None
        number = self.entries.reach(current) if current is not None and asked.blank else -1
        self.choose(number if number >= 0 else self.entries.first_finished())

    def show_entry(self, entry_id: int) -> bool:
        """Make this entry the current one; return whether it lies near enough to be in the list."""
        number = self.entries.reach(entry_id)
        self.choose(number)
        return number >= 0

    def choose(self, number: int) -> None:
        """Make the row with this number the current one, or none with -1."""
        index = self.entries.index(number) if number >= 0 else _ROOT
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if number >= 0:
            self.scrollTo(index)

    def current(self) -> Row | Said | None:
        """Return the current row."""
        index = self.currentIndex()
        return self.entries.row(index.row()) if index.isValid() else None

    def minimumSizeHint(self) -> QSize:
        """Return room for two rows and the beginning of a third."""
        size = super().minimumSizeHint()
        row = self.sizeHintForRow(0) if self.entries.rowCount() else 0
        return QSize(size.width(), row * 5 // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Lay the rows out anew at another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()

    def _open(self, number: int) -> None:
        entry_id = self.entries.row(number).entry_id
        if entry_id is None:
            self.entered.emit()
        else:
            self.opened.emit(entry_id)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.entries.row(index.row()))


def found_format(theme: Theme) -> QTextCharFormat:
    """Return how the words that a search found are shown: a ground, and a line under them."""
    shape = QTextCharFormat()
    shape.setBackground(theme.colour("warn_soft"))
    shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    shape.setUnderlineColor(theme.colour("warn"))
    return shape


def _is_later(check_in: CheckIn, line: EntryLine) -> bool:
    """Say whether a check-in stands above an entry in a list with the newest first."""
    return (check_in.day, check_in.at) > (line.day, line.written_at)


def _holds(draft: Entry, asked: Question) -> bool:
    """Say whether all words asked for stand in a draft, which is not in the search index."""
    if asked.blank or not (asked.plain and asked.terms):
        return asked.blank
    text = "\n".join((draft.title, *(answer.text for answer in draft.answers.values())))
    return all(marks(text, (term,)) for term in asked.terms)
