"""Words on a page, by the part they play."""

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from reflect_app.ui.theme import READING_LINE_HEIGHT, line_height, load_reading_fonts


class _Words(QLabel):
    """A label that wraps, and shows what it is given and nothing cleverer."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)


class _Lines(QLabel):
    """A label whose lines stand well apart, which only rich text can do; markup stays words."""

    spacing = 1.45
    """Line height in times the size of the font."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setText(text)

    def text(self) -> str:
        """Return the words it shows."""
        return self._words

    def setText(self, text: str) -> None:  # noqa: N802
        """Show `text` as it is, line by line."""
        self._words = text
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        """Space the lines anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay()

    def _markup(self) -> str:
        return escape(self._words)

    def _lay(self) -> None:
        height = line_height(self.font(), self.spacing)
        style = f"margin:0; white-space:pre-wrap; line-height:{height}%"
        super().setText(f'<p style="{style}">{self._markup()}</p>' if self._words else "")


class Wordmark(_Words):
    """The application's name, large, where nothing else is."""


class PageTitle(_Words):
    """The title of a page."""


class CardTitle(_Words):
    """The title of a card."""


class Body(_Lines):
    """Ordinary words."""


class Secondary(_Lines):
    """Words that explain other words."""


class Serif(_Lines):
    """What the person wrote, set for reading; it can be selected and copied."""

    spacing = READING_LINE_HEIGHT

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        load_reading_fonts()
        super().__init__(text, parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
