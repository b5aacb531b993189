"""Buttons that say what they do, and which keys do it."""

from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and its hint lighter behind the text."""
        if not self._hint:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        contents = self.style().subElementRect(
            QStyle.SubElement.SE_PushButtonContents, option, self
        )
        text_width = self.fontMetrics().horizontalAdvance(self.text())
        left = contents.center().x() - (text_width + self._hint_width()) // 2 + 1
        option.rect = QRect(left, contents.y(), text_width, contents.height())
        painter.setPen(self.palette().buttonText().color())
        painter.drawText(
            option.rect.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.setOpacity(HINT_STRENGTH)
        draw_hint(painter, option.rect.translated(text_width + _GAP, 0), self._hint)

    def _hint_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._hint) + _GAP if self._hint else 0


def draw_hint(painter: QPainter, rect: QRect, hint: str) -> None:
    """Draw `hint` from the left edge of `rect`, at the weight of ordinary words."""
    font = painter.font()
    font.setWeight(font.Weight.Normal)
    painter.setFont(font)
    painter.drawText(
        rect.adjusted(0, 0, 400, 0),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        hint,
    )
