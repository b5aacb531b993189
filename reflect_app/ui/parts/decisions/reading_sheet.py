"""A decision that stands: to be read, selected and copied, and nothing else."""

import re
from math import ceil

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from reflect_app.domain.decisions import title
from reflect_app.domain.records import Decision
from reflect_app.ui.parts.decisions.reading import set_decision
from reflect_app.ui.theme import Theme, load_reading_fonts
from reflect_app.ui.widgets.column import reading_width
from reflect_app.ui.widgets.writing import clean

_NEWLINES = re.compile("[\u2028\u2029]")


class ReadingSheet(QTextEdit):
    """The whole of one decision in one piece, as tall as it is."""

    def __init__(self, theme: Theme) -> None:
        load_reading_fonts()
        super().__init__()
        self._theme = theme
        self._decision: Decision | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # With the keyboard the text can be read, selected and copied.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        theme.changed.connect(self._set)

    def show_decision(self, decision: Decision) -> None:
        """Show `decision` from its question to its latest addition."""
        self._decision = decision
        self.setAccessibleName(f"The decision: {title(decision)}")
        self._set()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give out plain text only: no fonts or colours travel with it."""
        data = QMimeData()
        data.setText(clean(_NEWLINES.sub("\n", self.textCursor().selectedText())))
        return data

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines no longer than reads well."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return room for a line that reads well."""
        return QSize(reading_width(self._theme.font("serif")), self.height())

    def minimumSizeHint(self) -> QSize:
        """Return room for a few words: the lines break where they have to."""
        return QSize(0, self.height())

    def _set(self) -> None:
        if self._decision:
            set_decision(self.document(), self._decision, self._theme)
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self._fit()

    def _fit(self) -> None:
        widest = reading_width(self._theme.font("serif"))
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), widest))

    def _grow(self) -> None:
        self.setFixedHeight(ceil(self.document().size().height()))
