"""Buttons that say what they do, and which keys do it."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

HINT_STRENGTH = 0.82
"""How much of the text's colour a hint keeps: lighter, and still readable on its ground."""
_GAP = 8


class Button(QPushButton):
    """A button; `hint` is drawn behind its text and told to a screen reader apart from it."""

    def __init__(
        self,
        text: str,
        *,
        kind: Literal["plain", "primary", "link"] = "plain",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._hint = hint
        self.setProperty("kind", kind)
        self.setAccessibleDescription(hint)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return room for the text and the hint."""
        size = super().sizeHint()
        return QSize(size.width() + self._hint_width(), size.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a button is never cut off."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it as the space bar does, which Qt does in dialogs alone."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and its hint lighter behind the text."""
        if not self._hint:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.setPen(self.palette().buttonText().color())
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        words = self.fontMetrics().horizontalAdvance(self.text())
        room.setLeft(room.center().x() - (words + self._hint_width()) // 2 + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        font = painter.font()
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setOpacity(HINT_STRENGTH)
        room.translate(words + _GAP, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown_keys(self._hint))

    def _hint_width(self) -> int:
        if not self._hint:
            return 0
        return self.fontMetrics().horizontalAdvance(shown_keys(self._hint)) + _GAP


def shown_keys(hint: str) -> str:
    """Return how keys such as `Ctrl+1` are shown."""
    return hint.replace("+", " ")
