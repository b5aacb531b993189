"""What every page has around its cards: a title, what it can do, and room to scroll."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.into_view import bring_into_view
from reflect_app.ui.widgets.text import PageTitle, Secondary


class PageFrame(QScrollArea):
    """The title and a sentence at the top left, buttons at the top right, cards in `body`."""

    def __init__(
        self, title: str, sentence: str, *buttons: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = PageTitle(title)
        self.sentence = Secondary(sentence)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # It scrolls with what has the focus in it, and is no stop of its own.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self.title)
        lines.addWidget(self.sentence)
        actions = QWidget()
        row = QHBoxLayout(actions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for button in buttons:
            row.addWidget(button)
        header = QWidget()
        Beside(words, actions, parent=header)
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(32, 24, 32, 24)
        self.body.setSpacing(16)
        self.body.addWidget(header)
        self.setWidget(content)

    def show_whole(self, widget: QWidget) -> None:
        """Scroll to `widget`, which has just been opened."""
        bring_into_view(self, widget)

    def go_up(self) -> None:
        """Scroll to the top."""
        self.verticalScrollBar().setValue(0)
