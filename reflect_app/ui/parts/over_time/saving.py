"""Two ways to save something as a file, with what has to be said about it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from reflect_app.ui.private_file import save_private
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice

ALL_THE_SAME = "Save it all the same"
NOT_ENCRYPTED = "The file is not encrypted: anybody who finds it can read it."


@dataclass(frozen=True)
class Saved:
    """What is saved: what it is called, its neutral file name, and how each file is made."""

    what: str
    name: str
    pdf: Callable[[], bytes]
    text: Callable[[], str]
    doubt: Callable[[], str] = lambda: ""
    """Says what should be read once more before it is saved; nothing where that is nothing."""


Way = tuple[str, str, Callable[[], bytes]]
"""How a file is saved: the end of its name, how the dialog calls such files, and what is in it."""


class SaveWays(QWidget):
    """Saves something as PDF or as text, and says what became of it."""

    def __init__(self, saved: Saved, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = saved
        self._ways: tuple[Way, Way] = (
            (".pdf", "PDF (*.pdf)", saved.pdf),
            (".txt", "Text (*.txt)", self._text),
        )
        self._way = self._ways[0]
        """What was asked for last."""
        self.notice = Notice()
        as_pdf, as_text = Button("Save as PDF"), Button("Save as text")
        for button in (as_pdf, as_text):
            button.setAccessibleName(f"{button.text()}, {saved.what}")
            button.setAccessibleDescription(NOT_ENCRYPTED)
        as_pdf.clicked.connect(lambda: self._ask(self._ways[0]))
        as_text.clicked.connect(lambda: self._ask(self._ways[1]))
        self.notice.acted.connect(self._save)
        ways = QWidget()
        row = FlowLayout(ways, spacing=8)
        row.addWidget(as_pdf)
        row.addWidget(as_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(ways)
        column.addWidget(self.notice)

    def _text(self) -> bytes:
        return self._saved.text().encode()

    def _ask(self, way: Way) -> None:
        """Save it, unless there is something to look at before."""
        self._way = way
        if doubt := self._saved.doubt():
            self.notice.say(doubt, ALL_THE_SAME)
        else:
            self._save()

    def _save(self) -> None:
        suffix, files, content = self._way
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents))
        name, _ = QFileDialog.getSaveFileName(
            self,
            f"Save {self._saved.what} (the file is not encrypted)",
            str(folder / f"{self._saved.name}{suffix}"),
            files,
        )
        if name:
            self.notice.say(_kept(Path(name), suffix, content()))


def _kept(file: Path, suffix: str, content: bytes) -> str:
    """Put `content` into a file that only its owner may read, and say what became of it."""
    if file.suffix.lower() != suffix:
        file = file.with_name(f"{file.name}{suffix}")
        # Nobody was asked whether this other name may be overwritten.
        if file.exists():
            return "There is a file of that name already. Please choose another name."
    said = f"Saved as {file.name}. It is not encrypted: anybody who finds the file can read it."
    return save_private(file, content, said)
