"""Words that are better read before going on than after."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Secondary


class Reminder(QWidget):
    """A few words on a ground of their own, and perhaps one thing to do; it stops nobody."""

    acted = Signal()

    def __init__(self, text: str, action: str = "", *, below: int = 0) -> None:
        """Say `text`, once it is shown; `below` are pixels to whatever follows."""
        super().__init__()
        self._text = text
        box = QFrame()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(4)
        inside.addWidget(Secondary(text))
        if action:
            button = SmallLink(action)
            button.clicked.connect(self.acted)
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, below)
        column.addWidget(box)
        self.hide()

    def remind(self, on: bool) -> None:  # noqa: FBT001
        """Show it, and tell it to a screen reader; or take it away."""
        if on and self.isHidden():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._text))
        self.setVisible(on)
