"""The width of a page of a book, however wide the window is."""

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.ui.theme import Theme

_CHARACTERS = 68
"""In a line of what the person writes: 60 to 75 read well."""


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
        letter = QFontMetricsF(self._theme.font("serif")).averageCharWidth()
        self._inner.setMaximumWidth(round(letter * _CHARACTERS))
