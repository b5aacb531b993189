"""A quiet line that says what happened, with a way back where there is one."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.text import Secondary


class Notice(QFrame):
    """One line of words and perhaps one thing to do about it, gone while there is nothing to say.

    It never takes the focus.
    """

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Secondary()
        self._action = Button("", kind="link")
        self._action.clicked.connect(self.acted)
        self._action.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        self.hide()

    def text(self) -> str:
        """Return what it says."""
        return self._words.text()

    def say(self, text: str, action: str = "") -> None:
        """Show `text`, offer `action`, and tell both to a screen reader."""
        self._words.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setVisible(bool(text))
        if text:
            spoken = f"{text} {action}".strip()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def clear(self) -> None:
        """Say nothing."""
        self.say("")


class Foot(Notice):
    """What is said below all that scrolls: Undo is in sight wherever on a page the person is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(32, 4, 32, 12)
