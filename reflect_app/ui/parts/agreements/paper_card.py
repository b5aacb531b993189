"""The ways of one agreement out of the journal: a print, a PDF."""

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from reflect_app.domain.agreements import words
from reflect_app.domain.identifiers import finds, in_words
from reflect_app.domain.records import Agreement
from reflect_app.ui.parts.agreements.paper import on_paper
from reflect_app.ui.private_file import save_private
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Secondary

NOT_ENCRYPTED = "A print or a PDF is not encrypted: whoever has it can read it."
SAVED = "Saved, not encrypted. It does not follow what you change here."
FILE = "agreement.pdf"


class PaperCard(Card):
    """Ways to print the agreement that is open, and what to look at before."""

    def __init__(self, current: Callable[[], Agreement | None]) -> None:
        """Take what is to be printed from `current` when the person asks for it."""
        super().__init__("On paper", NOT_ENCRYPTED)
        self._current = current
        self._found = Secondary()
        self._notice = Notice()
        ways = QWidget()
        row = FlowLayout(ways, spacing=8)
        for label, act in (("Print", self._print), ("Save as PDF", self._save)):
            button = Button(label)
            button.clicked.connect(act)
            row.addWidget(button)
        for widget in (self._found, ways, self._notice):
            self.body.addWidget(widget)

    def look_over(self, agreement: Agreement, allowed: Collection[str]) -> None:
        """Say what in `agreement` could identify somebody; `allowed` are the person's contacts."""
        self._found.setText(in_words(finds(words(agreement), allowed)))

    def clear(self) -> None:
        """Say nothing of what was printed before."""
        self._notice.clear()

    def _save(self) -> None:
        agreement = self._current()
        suggested = str(Path.home() / FILE)
        name, _ = QFileDialog.getSaveFileName(self, "Save as PDF", suggested, "PDF (*.pdf)")
        if name and agreement:
            self._notice.say(save_private(Path(name), on_paper(agreement).pdf(), SAVED))

    def _print(self) -> None:
        agreement = self._current()
        if agreement and (said := on_paper(agreement).print_where_asked(self)):
            self._notice.say(said)
