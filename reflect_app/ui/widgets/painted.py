"""A small picture painted by Qt, which grows with the text."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QLabel, QWidget

from reflect_app.ui.theme import Theme


class Painted(QLabel):
    """What a small chart is drawn on; the heights and widths in it go by that of the text.

    Matplotlib would take longer to come than most of these are looked at. A label, because a
    screen reader reads the name of a label.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """Return the size it asks for: no part of it can be left out."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _letter(self) -> float:
        """Return the height of the text in pixels."""
        return self._theme.font("small").pointSizeF() * self.logicalDpiY() / 72
