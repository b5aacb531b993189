"""An entry to be read: its questions in small letters, the person's words set for reading."""

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reflect_app.domain.finding import Term
from reflect_app.domain.marks import marks
from reflect_app.domain.one_page import Stretch
from reflect_app.domain.records import Entry
from reflect_app.domain.reflective_models import FREE, model, others
from reflect_app.ui.parts.journal.entry_list import found_format
from reflect_app.ui.theme import READING_LINE_HEIGHT, Theme, line_height, load_reading_fonts
from reflect_app.ui.widgets.column import reading_width
from reflect_app.ui.widgets.writing import clean, wrapping

_EDGE = 24
_LEAST_LINES = 6
_NEWLINES = re.compile("[\u2028\u2029]")


class ReadingPane(QTextEdit):
    """Shows one entry or line, with the words that were looked for marked where they stand."""

    selected = Signal(bool)
    """Words that the person wrote are selected, or no more; the mouse has come to rest."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        load_reading_fonts()
        super().__init__(parent)
        self._theme = theme
        self._parts: Sequence[tuple[str, str, str]] = ()
        """The key and the name of each stage, and what is written there."""
        self._begins: dict[str, int] = {}
        """Where what is written under a stage begins in the document, by its key."""
        self._pressed = False
        self._asked: Sequence[Term] = ()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # With the keyboard the text can be read, selected and copied.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        left = _EDGE - round(self.document().documentMargin())
        self.setViewportMargins(left, 0, 4, 0)
        self.setAccessibleName("The reflection")
        theme.changed.connect(self._set)
        self.selectionChanged.connect(self._tell)

    def show_entry(self, entry: Entry | None, asked: Sequence[Term]) -> None:
        """Show `entry` from its beginning, or nothing, with what was `asked` for marked."""
        self._parts, self._asked = tuple(_parts(entry)) if entry else (), asked
        self._set()

    def show_line(self, line: str, asked: Sequence[Term]) -> None:
        """Show one `line`, with what was `asked` for marked."""
        self._parts, self._asked = (("", "", line),), asked
        self._set()

    def chosen(self) -> dict[str, Stretch]:
        """Return which stretch of what is written under each stage is selected, by its key."""
        first, last = self.textCursor().selectionStart(), self.textCursor().selectionEnd()
        found = {}
        for key, _, text in self._parts:
            begin, shown = self._begins[key], text.strip("\n")
            hidden = len(text) - len(text.lstrip("\n"))
            start, end = (_letters(shown, max(each - begin, 0)) for each in (first, last))
            if shown[start:end].strip():
                found[key] = (hidden + start, hidden + end)
        return found

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give out plain text only: no fonts or colours travel with it."""
        data = QMimeData()
        data.setText(clean(_NEWLINES.sub("\n", self.textCursor().selectedText())))
        return data

    def minimumSizeHint(self) -> QSize:
        """Return room for a few lines."""
        lines = (
            _LEAST_LINES * READING_LINE_HEIGHT * QFontInfo(self._theme.font("serif")).pixelSize()
        )
        return QSize(super().minimumSizeHint().width(), round(lines))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait with telling what is selected until the mouse is let go."""
        self._pressed = event.button() == Qt.MouseButton.LeftButton
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what is selected now."""
        super().mouseReleaseEvent(event)
        self._pressed = False
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines no longer than reads well."""
        super().resizeEvent(event)
        self._fit()

    def _tell(self) -> None:
        # Something that showed itself while the mouse pulls would take away the room below it.
        if not self._pressed:
            self.selected.emit(self.textCursor().hasSelection() and bool(self.chosen()))

    def _set(self) -> None:
        self._fit()
        self._begins = {key: 0 for key, _, _ in self._parts}
        self.clear()
        if not self._parts:
            return
        self.setWordWrapMode(wrapping("\n".join(text for _, _, text in self._parts)))
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for key, name, text in self._parts:
            if name:
                self._insert(cursor, name, *self._name_shape())
            self._begins[key] = self._insert_marked(cursor, text.strip("\n"))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _insert(
        self, cursor: QTextCursor, words: str, block: QTextBlockFormat, letters: QTextCharFormat
    ) -> int:
        """Begin a new paragraph with `words`; return where they begin in the document."""
        if cursor.position():
            cursor.insertBlock()
        else:
            block.setTopMargin(0)
        cursor.setBlockFormat(block)
        start = cursor.position()
        cursor.insertText(words, letters)
        return start

    def _insert_marked(self, cursor: QTextCursor, text: str) -> int:
        """Begin a new paragraph with `text`; return where it begins in the document."""
        start = self._insert(cursor, text, *self._text_shape())
        shape = found_format(self._theme)
        for begin, end in marks(text, self._asked):
            # Qt counts in UTF-16, where an emoji is two.
            stretch = QTextCursor(self.document())
            stretch.setPosition(start + _units(text[:begin]))
            stretch.setPosition(start + _units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
            stretch.mergeCharFormat(shape)
        return start

    def _name_shape(self) -> tuple[QTextBlockFormat, QTextCharFormat]:
        block, letters = QTextBlockFormat(), QTextCharFormat()
        block.setTopMargin(QFont(self._theme.font("small")).pointSizeF() * 1.4)
        letters.setFont(self._theme.font("small"))
        letters.setForeground(self._theme.colour("muted"))
        return block, letters

    def _text_shape(self) -> tuple[QTextBlockFormat, QTextCharFormat]:
        block, letters = QTextBlockFormat(), QTextCharFormat()
        font = self._theme.font("serif")
        block.setLineHeight(
            line_height(font, READING_LINE_HEIGHT),
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        letters.setFont(font)
        letters.setForeground(self._theme.colour("text"))
        return block, letters

    def _fit(self) -> None:
        """Keep the lines from growing longer than reads well."""
        margins = 2 * round(self.document().documentMargin())
        widest = reading_width(self._theme.font("serif")) + margins
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), widest))


def _parts(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield what is written under every stage, with its key and its name where it needs one."""
    way = model(entry.model)
    for stage in way.stages:
        if entry.text(stage.key).strip():
            yield stage.key, "" if way is FREE else stage.name, entry.text(stage.key)
    for stage in others(way, entry.answers):
        if entry.text(stage.key).strip():
            yield stage.key, f"Written before: {stage.name}", entry.text(stage.key)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _letters(text: str, units: int) -> int:
    """Return how many letters of `text` stand in so many units of UTF-16."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
