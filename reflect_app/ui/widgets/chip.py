"""A small word that can be ticked."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget


class Chip(QPushButton):
    """A check box in the shape of a word; connect `toggled`, which every way of ticking emits."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setProperty("round", True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return room for the text in the weight it has when ticked, so that nothing moves."""
        self.ensurePolished()
        size = super().sizeHint()
        return QSize(size.width() + ticked_growth(self.font(), self.text()), size.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a chip is never cut off."""
        return self.sizeHint()


def ticked_growth(font: QFont, text: str) -> int:
    """Return by how many pixels `text` grows when its font becomes semibold."""
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    plain = QFont(font)
    plain.setWeight(QFont.Weight.Normal)
    wide = QFontMetrics(strong).horizontalAdvance(text)
    return max(wide - QFontMetrics(plain).horizontalAdvance(text), 0)
