"""A list to choose from where there is little room."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from reflect_app.ui.widgets.fields import ListField

_LEAST_LETTERS = 6
_EDGE = 4
_BAR = 24
"""Pixels for a scroll bar and some air beside the names."""


class PickField(ListField):
    """One of several names; the longest of them does not widen the field, only the list."""

    def __init__(
        self, name: str, options: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, options or {}, parent)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)

    def offer(self, options: Mapping[str, str]) -> None:
        """Offer these names by their keys, and no others."""
        self.clear()
        for key, text in options.items():
            self.addItem(text, key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw a name that has no room with an ellipsis, where a style sheet would cut it."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - _EDGE
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:  # noqa: N802
        """Let the list be as wide as its names."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * view.frameWidth() + _BAR)
        super().showPopup()
