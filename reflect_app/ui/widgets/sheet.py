"""A card whose words change with what there is to show."""

from PySide6.QtWidgets import QVBoxLayout

from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.text import CardTitle, Secondary


class Sheet(Card):
    """A title and a sentence, each of which may be missing, above what the card holds."""

    def __init__(self, title: str = "", sentence: str = "") -> None:
        super().__init__()
        self.title = CardTitle()
        self.sentence = Secondary()
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(self.title)
        heading.addWidget(self.sentence)
        self.body.addLayout(heading)
        self.head(title, sentence)

    def head(self, title: str, sentence: str) -> None:
        """Show `title`, and `sentence` where there is one."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Show `sentence` below the title, or nothing."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
