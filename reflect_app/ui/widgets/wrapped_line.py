"""A field for one clean line that may be long: it wraps, and all of it is seen."""

from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from reflect_app.ui.widgets.writing import clean_line, wrapping

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WrappedLine(QTextEdit):
    """One line as tall as its words need; Enter and Tab do what they do in any field."""

    entered = Signal()
    """Enter was pressed in it."""

    def __init__(self, name: str, *, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        """How many letters it holds."""
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._settle)
        self.textChanged.connect(self._hold)

    def text(self) -> str:
        """Return what is written, in one line."""
        return clean_line(self.document().toRawText())

    def set_text(self, text: str) -> None:
        """Show `text`, with the caret before it."""
        self.setWordWrapMode(wrapping(text))
        self.setPlainText(clean_line(text)[: self._most])

    def sizeHint(self) -> QSize:
        """Return room for all lines."""
        frame = self.height() - self.contentsRect().height()
        return QSize(super().sizeHint().width(), self._lines() + frame)

    def minimumSizeHint(self) -> QSize:
        """Return room for all lines, at any width."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as tall as the words are at another width."""
        super().resizeEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        """Be as tall as they are at another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Enter instead of beginning a line."""
        if event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in what is pasted or dropped as clean words in one line."""
        room = self._most - len(self.text()) + len(self.textCursor().selectedText())
        self.textCursor().insertText(clean_line(source.text())[: max(room, 0)])
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give out plain text only."""
        # One made here would be the clipboard's when Python is gone, and end the program badly.
        data = super().createMimeDataFromSelection()
        data.text()  # it holds nothing before it is asked
        data.clear()
        data.setText(clean_line(self.textCursor().selectedText()))
        return data

    def _settle(self) -> None:
        """Take the room that all lines need; a single one stands in the middle, as in any field."""
        above = max((self.contentsRect().height() - self._lines()) // 2, 0)
        if above != self.viewportMargins().top():
            self.setViewportMargins(0, above, 0, 0)
        self.updateGeometry()

    def _lines(self) -> int:
        """Return the height of all lines."""
        return max(ceil(self.document().size().height()), self.fontMetrics().height())

    def _hold(self) -> None:
        """Hold no more than there is room for, by whichever way it came."""
        if len(self.text()) <= self._most:
            return
        place = self.textCursor().position()
        with QSignalBlocker(self):
            self.set_text(self.text())
        caret = self.textCursor()
        caret.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(caret)
