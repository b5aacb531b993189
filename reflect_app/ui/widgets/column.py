"""The width of a page of a book, however wide the window is."""

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.ui.theme import Theme

_CHARACTERS = 68
"""In a line of what the person writes: 60 to 75 read well."""
_SAMPLE = "the words of an ordinary sentence, as most people would write them"
_EDGE = 16
"""Pixels on either side of the text, within the column."""


class Column(QWidget):
    """Keeps what is in `body` in the middle and no wider than reads well."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._inner, 1000)
        row.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._inner.setMaximumWidth(reading_width(self._theme.font("serif")) + 2 * _EDGE)


def reading_width(font: QFont) -> int:
    """Return how wide lines in `font` may be, in pixels."""
    return round(QFontMetricsF(font).horizontalAdvance(_SAMPLE) * _CHARACTERS / len(_SAMPLE))
