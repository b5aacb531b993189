"""A field for prose that is as tall as what is written in it: the page scrolls, not the field."""

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.writing import WritingSurface

_SIDE, _ABOVE = 8, 6
"""Pixels around the text, beside the margin that a document has of its own."""
_AROUND_CARET = 48
"""Pixels above and below the caret that are kept in sight."""


class GrowingText(WritingSurface):
    """Written on as anywhere else; the line that is being written stays in sight of its page."""

    def __init__(self, name: str, *, lines: int = 1, parent: QWidget | None = None) -> None:
        """Begin with room for so many `lines`."""
        super().__init__(name, parent=parent)
        self._least = lines
        self.setFrameShape(QFrame.Shape.StyledPanel)  # the sheet draws it
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setViewportMargins(_SIDE, _ABOVE, _SIDE, _ABOVE)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)
        self.cursorPositionChanged.connect(self._follow_caret)

    def sizeHint(self) -> QSize:
        """Return room for all lines, and for the least there are to be."""
        document, margins = self.document(), self.viewportMargins()
        least = self._least * self._line() + 2 * document.documentMargin()
        around = margins.top() + margins.bottom() + 2 * self.frameWidth()
        tall = ceil(max(document.size().height(), least)) + around
        return QSize(super().sizeHint().width(), tall)

    def minimumSizeHint(self) -> QSize:
        """Return room for all lines, at any width."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as tall as the lines are at another width."""
        super().resizeEvent(event)
        self.updateGeometry()
        self._follow_caret()

    def changeEvent(self, event: QEvent) -> None:
        """Be as tall as they are at another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _line(self) -> float:
        """Return how far it is from one line to the next."""
        spacing = self.document().firstBlock().blockFormat().lineHeight()
        return self.fontMetrics().height() * spacing / 100

    def _follow_caret(self) -> None:
        # The page learns how far it scrolls only after everything on it has its place.
        if self.hasFocus():
            QTimer.singleShot(0, self, self._show_caret)

    def _show_caret(self) -> None:
        area = self._area()
        content = area.widget() if area else None
        if area and content and self.hasFocus():
            caret = self.viewport().mapTo(content, self.cursorRect().center())
            area.ensureVisible(0, caret.y(), 0, _AROUND_CARET)

    def _area(self) -> QScrollArea | None:
        """Return what scrolls with it in it."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above


class Asked(QWidget):
    """A few words that ask, and the field for what they ask for."""

    changed = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.field = GrowingText(label)
        self.field.textChanged.connect(self.changed)
        self.setFocusProxy(self.field)
        words = Secondary(label)
        words.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(words)
        column.addWidget(self.field)

    def text(self) -> str:
        """Return what is written."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Show `text`; `changed` stays silent."""
        self.field.set_text(text)
