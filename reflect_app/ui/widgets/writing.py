"""Where the person writes, and what is kept out of what they write."""

import re

from PySide6.QtCore import QEvent, QMimeData, QSignalBlocker, Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QValidator,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QTextEdit, QWidget

from reflect_app.ui.theme import READING_LINE_HEIGHT, line_height, load_reading_fonts

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Control characters but tab and newline; the places Unicode keeps empty, some of which mean
# something to Qt's documents; the mark for an embedded object; the byte order mark.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffc\ufffe\uffff]")

_ENDLESS = re.compile(r"\S{4000}")
"""A stretch without a gap, such as pasted code."""
_EDGE = 12
"""Pixels around the text, beside the margin that a document has of its own."""


def clean(text: str) -> str:
    """Return `text` as it may be kept: only tab and newline control, and always fit for UTF-8.

    Every kind of line end becomes a newline; half a surrogate pair becomes U+FFFD.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def clean_line(text: str) -> str:
    """Return `text` cleaned and in one line."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def wrapping(text: str) -> QTextOption.WrapMode:
    """Return how to break the lines of `text`: between words, but for one that has no end.

    Qt takes minutes to find out that a word of a million letters has no gap.
    """
    if _ENDLESS.search(text):
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class WritingSurface(QTextEdit):
    """Plain text set for reading; undo reaches back to where it was shown.

    Tab goes on to the next control and never traps: prose needs no tab, and tabs that are
    pasted stay.
    """

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        load_reading_fonts()
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self._space_lines()

    def text(self) -> str:
        """Return what is written."""
        return clean(self.document().toRawText())

    def set_text(self, text: str) -> None:
        """Show `text`, without a way back to what was shown before and without `textChanged`."""
        self.blockSignals(True)
        self.document().setUndoRedoEnabled(False)
        self.setWordWrapMode(wrapping(text))
        self.setPlainText(clean(text))
        self._space_lines()
        self.blockSignals(False)

    def caret(self) -> int:
        """Return where the caret stands, in characters of `text()`."""
        before = self.document().toRawText().encode("utf-16-le", "surrogatepass")
        return len(clean(_decoded(before[: 2 * self.textCursor().position()])))

    def set_caret(self, position: int) -> None:
        """Put the caret at `position` in characters of `text()`, or as near as there is one."""
        before = self.text()[: max(position, 0)]
        cursor = self.textCursor()
        cursor.setPosition(
            min(len(before.encode("utf-16-le")) // 2, self.document().characterCount() - 1)
        )
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in what is pasted or dropped as clean plain text."""
        pasted = clean(source.text())
        if wrapping(pasted) != self.wordWrapMode():
            self.setWordWrapMode(wrapping(pasted + self.text()))
        self.textCursor().insertText(pasted)
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give out plain text only: no fonts or colours travel with it."""
        data = QMimeData()
        data.setText(clean(self.textCursor().selectedText()))
        return data

    def changeEvent(self, event: QEvent) -> None:
        """Space the lines anew when the text size or the face changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._space_lines()

    def _space_lines(self) -> None:
        wanted = line_height(self.font(), READING_LINE_HEIGHT)
        if self.document().firstBlock().blockFormat().lineHeight() == wanted:
            return
        spacing = QTextBlockFormat()
        spacing.setLineHeight(wanted, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        # Undo goes over what was written, not over how it looks; and nothing is written by it.
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        with QSignalBlocker(self):
            cursor.mergeBlockFormat(spacing)
        self.document().setUndoRedoEnabled(True)


class OneLine(QLineEdit):
    """A field for one clean line."""

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setValidator(_CleanLine(self))


class _CleanLine(QValidator):
    """Cleans whatever comes in, by whichever way."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept everything, cleaned."""
        cleaned = clean_line(text)
        if cleaned != text:
            position = len(clean_line(text[:position]))
        return QValidator.State.Acceptable, cleaned, position


def _decoded(text: bytes) -> str:
    return text.decode("utf-16-le", "replace")
