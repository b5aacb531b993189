"""Where the person writes, and what is kept out of what they write."""

import re

from PySide6.QtCore import QEvent, QMimeData, QSignalBlocker, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
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
_PAUSE_MS, _STEP = 1_000, 24
"""Undo goes back to the last pause of so many milliseconds, or the word after so many letters."""
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
        self._last_key = 0
        self._typed = 0
        self._space_lines()
        self.textChanged.connect(self._keep_spacing)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a paragraph at Return, and take what is typed in steps that undo goes back by."""
        if event.matches(QKeySequence.StandardKey.InsertParagraphSeparator):
            # Qt would take an empty line's spacing for a format to get rid of, and Return with it.
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif event.text().isprintable() and self._begins_a_step(event):
            # Typing goes into the step before it, but for what is done as a whole.
            step = self.textCursor()
            step.beginEditBlock()
            super().keyPressEvent(event)
            step.endEditBlock()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in what is pasted or dropped as clean plain text."""
        pasted = clean(source.text())
        if wrapping(pasted) != self.wordWrapMode():
            self.setWordWrapMode(wrapping(pasted + self.text()))
        self.textCursor().insertText(pasted)
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give out plain text only: no fonts or colours travel with it."""
        # One made here would be the clipboard's when Python is gone, and end the program badly.
        data = super().createMimeDataFromSelection()
        data.text()  # it holds nothing before it is asked
        data.clear()
        data.setText(clean(self.textCursor().selectedText()))
        return data

    def changeEvent(self, event: QEvent) -> None:
        """Space the lines anew when the text size or the face changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._space_lines()

    def _begins_a_step(self, event: QKeyEvent) -> bool:
        """Say whether undo stops before this key: after a pause, and between words now and then."""
        paused = event.timestamp() - self._last_key > _PAUSE_MS
        self._last_key = event.timestamp()
        self._typed += 1
        if paused or (event.text() == " " and self._typed >= _STEP):
            self._typed = 0
            return True
        return False

    def _keep_spacing(self) -> None:
        """Give its spacing back to a page that was emptied, which Qt makes plain again."""
        cursor = self.textCursor()
        if cursor.blockFormat().lineHeight() == self._spacing().lineHeight():
            return
        self.blockSignals(True)
        cursor.joinPreviousEditBlock()
        cursor.mergeBlockFormat(self._spacing())
        cursor.endEditBlock()
        self.blockSignals(False)

    def _spacing(self) -> QTextBlockFormat:
        spacing = QTextBlockFormat()
        height = line_height(self.font(), READING_LINE_HEIGHT)
        spacing.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return spacing

    def _space_lines(self) -> None:
        spacing = self._spacing()
        if self.document().firstBlock().blockFormat().lineHeight() == spacing.lineHeight():
            return
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
