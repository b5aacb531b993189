"""Words on a page, by the part they play."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from reflect_app.ui.theme import line_height, load_reading_fonts


class _Words(QLabel):
    """A label that wraps, and shows what it is given and nothing cleverer."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)


class Wordmark(_Words):
    """The application's name, large, where nothing else is."""


class PageTitle(_Words):
    """The title of a page."""


class CardTitle(_Words):
    """The title of a card."""


class Body(_Words):
    """Ordinary words."""


class Secondary(_Words):
    """Words that explain other words."""


class Serif(QLabel):
    """What the person wrote, set for reading; it can be selected and copied."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        load_reading_fonts()
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show `text` as it was written, line by line."""
        self.ensurePolished()
        style = f"margin:0; white-space:pre-wrap; line-height:{line_height(self.font())}%"
        self.setText(f'<p style="{style}">{escape(text)}</p>')
        self.setAccessibleName(text)
