"""A sheet of related things on the page's ground."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reflect_app.ui.widgets.text import CardTitle, Secondary


class Card(QFrame):
    """A titled sheet; what it holds goes into `body`."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 18, 20, 18)
        self.body.setSpacing(12)
        if title or subtitle:
            heading = QVBoxLayout()
            heading.setSpacing(4)
            if title:
                heading.addWidget(CardTitle(title))
            if subtitle:
                heading.addWidget(Secondary(subtitle))
            self.body.addLayout(heading)


class Line(QFrame):
    """A hairline between the rows of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
