"""Where the journal is, and the way to another one."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.vault.errors import JournalError, NoJournal
from reflect_app.vault.vault import Vault

THIS_ONE = "That is the journal you have open."


class PlaceCard(Card):
    """The folder of the journal, to be read and copied, and a door to another folder's."""

    another_requested = Signal(object)
    """The journal in the folder of this Path is to be opened instead; it is there and free."""

    def __init__(self, folder: Path) -> None:
        super().__init__("Where your journal is", "Encrypted, in this folder on this computer.")
        self._folder = folder
        self._notice = Notice()
        another = Button("Open another journal")
        another.clicked.connect(self._choose)
        ways = QWidget()
        FlowLayout(ways).addWidget(another)
        for widget in (_Path(str(folder)), self._notice, ways):
            self.body.addWidget(widget)

    def refresh(self) -> None:
        """Forget what was said about a folder before."""
        self._notice.clear()

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Open another journal")
        if not name:
            return
        folder = Path(name)
        if folder.resolve() == self._folder.resolve():
            self._notice.say(THIS_ONE)
            return
        try:
            _look_into(folder)
        except JournalError as error:
            self._notice.say(error.sentence)
        else:
            self.another_requested.emit(folder)


def _look_into(folder: Path) -> None:
    """Raise JournalError if there is no journal in `folder`, or somebody has it open."""
    if not Vault(folder).exists():
        raise NoJournal
    with JournalLock(folder):
        return


class _Path(QLineEdit):
    """A path to be selected and copied, its end out of sight where it is long."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.setReadOnly(True)
        self.setCursorPosition(0)
        self.setAccessibleName("Folder of your journal")
