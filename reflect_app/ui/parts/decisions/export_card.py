"""One decision on its own, out of the journal: a PDF, a plain text, a print."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from reflect_app.domain.decisions import plain_text
from reflect_app.domain.identifiers import finds, in_words
from reflect_app.domain.records import Decision
from reflect_app.ui.parts.decisions.paper import on_paper
from reflect_app.ui.private_file import save_private
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Secondary

NOT_ENCRYPTED = (
    "A file or a print is not encrypted: whoever has it can read it. Keep it where that may be."
)
SAVED = "Saved, not encrypted. It does not change when you add to the decision here."
PDF_FILE, TEXT_FILE = "decision.pdf", "decision.txt"


class ExportCard(Card):
    """Ways to take the decision that is shown out of the journal."""

    begun = Signal()
    """One of the ways was chosen."""

    def __init__(self) -> None:
        super().__init__("Export this one", NOT_ENCRYPTED)
        self._decision: Decision | None = None
        self._guarded = Secondary()
        self._notice = Notice()
        ways = QWidget()
        row = FlowLayout(ways, spacing=8)
        for words, act in (
            ("Save as PDF", self._save_pdf),
            ("Save as plain text", self._save_text),
            ("Print", self._print),
        ):
            button = Button(words)
            button.clicked.connect(self.begun)
            button.clicked.connect(act)
            row.addWidget(button)
        self.body.addWidget(self._guarded)
        self.body.addWidget(ways)
        self.body.addWidget(self._notice)

    def show_decision(self, decision: Decision, allowed: Collection[str]) -> None:
        """Be about `decision`, and say what in it may identify somebody.

        What stands in the `allowed` lines, such as the person's own contacts, does not.
        """
        self._decision = decision
        words = "\n".join((decision.question, *(note.text for note in decision.notes)))
        self._guarded.setText(in_words(finds(words, allowed)))
        self._notice.clear()

    def _save_pdf(self) -> None:
        if self._decision and (path := self._where("Save as PDF", PDF_FILE)):
            self._notice.say(save_private(path, on_paper(self._decision).pdf(), SAVED))

    def _save_text(self) -> None:
        if self._decision and (path := self._where("Save as plain text", TEXT_FILE)):
            text = plain_text(self._decision).encode("utf-8", "replace")
            self._notice.say(save_private(path, text, SAVED))

    def _print(self) -> None:
        if self._decision and (said := on_paper(self._decision).print_where_asked(self)):
            self._notice.say(said)

    def _where(self, title: str, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(Path.home() / name))
        return Path(chosen) if chosen else None
