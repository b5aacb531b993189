"""What is added to a decision that stands: dated, beside what was said at the time."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal

from reflect_app.domain.decisions import ADDED, DRAFTED, PARTS
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.fields import ListField
from reflect_app.ui.widgets.growing_text import GrowingText
from reflect_app.ui.widgets.notice import Notice

NOTHING_TO_ADD = "Nothing is written here yet. A line is enough."
_BELONGS: Mapping[str, str] = {
    ADDED: "A later addition",
    **{key: f"To: {PARTS[key].heading}" for key in DRAFTED},
}


class AddingCard(Card):
    """Words, and the part they belong to; nothing is added before the button is pressed."""

    changed = Signal()
    wanted = Signal(str, str)
    """These words are to be added to the part of this key."""

    def __init__(self) -> None:
        super().__init__(
            "Add to it",
            "It is added with the date and the time. What stands already stays as it is.",
        )
        self._part = ListField("Which part it belongs to", _BELONGS)
        self._words = GrowingText("What to add", lines=2)
        self._notice = Notice()
        self._add = Button("Add to it")
        for edited in (self._part.currentIndexChanged, self._words.textChanged):
            edited.connect(self.quieten)
            edited.connect(self.changed)
        self._add.clicked.connect(self._ask)
        for field in (self._part, self._words, self._notice):
            self.body.addWidget(field)
        self.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_kept(self, part: str, words: str) -> None:
        """Show what was written last time and not added yet; `changed` stays silent."""
        with QSignalBlocker(self._part):
            self._part.set_value(part)
        self._words.set_text(words)
        self._notice.clear()

    def kept(self) -> tuple[str, str]:
        """Return the part and the words as they stand."""
        return self._part.value(), self._words.text()

    def say(self, sentence: str) -> None:
        """Say `sentence` beside the words it is about."""
        self._notice.say(sentence)

    def quieten(self) -> None:
        """Say nothing more."""
        self._notice.clear()

    def _ask(self) -> None:
        part, words = self.kept()
        if words.strip():
            self.wanted.emit(part, words)
        else:
            self.say(NOTHING_TO_ADD)
