"""Where the journal is, the way to another one, and to another place for this one."""

from pathlib import Path

from PySide6.QtCore import QStorageInfo, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.moving import shown
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.vault import moving
from reflect_app.vault.errors import JournalError, NoJournal
from reflect_app.vault.vault import Vault

THIS_ONE = "That is the journal you have open."
WHAT_HAPPENS = (
    "Reflect saves, locks, moves the journal to “{folder}” and asks for your passphrase there."
)


class PlaceCard(Card):
    """The folder of the journal, to be read and copied, and the ways to another folder."""

    another_requested = Signal(object)
    """The journal in the folder of this Path is to be opened instead; it is there and free."""
    move_requested = Signal(object)
    """This journal is to lie in the folder of this Path; nothing that can be seen is against it."""

    def __init__(self, folder: Path) -> None:
        super().__init__("Where your journal is", "Encrypted, in this folder on this computer.")
        self._folder = folder
        self._notice = Notice()
        self._offer = _Offer()
        self._move, another = Button("Move it"), Button("Open another journal")
        another.clicked.connect(self._choose)
        self._move.clicked.connect(self._choose_place)
        self._offer.accepted.connect(self.move_requested)
        self._offer.declined.connect(self._decline)
        ways = QWidget()
        flow = FlowLayout(ways, spacing=8)
        flow.addWidget(self._move)
        flow.addWidget(another)
        for widget in (_Path(str(folder)), ways, self._notice, self._offer):
            self.body.addWidget(widget)

    def refresh(self) -> None:
        """Forget what was said about a folder before."""
        self._notice.clear()
        self._offer.hide()

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Open another journal", str(Path.home()))
        if not name:
            return
        self.refresh()
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

    def _choose_place(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Move your journal", str(Path.home()))
        if not name:
            return
        self.refresh()
        try:
            folder = moving.place(self._folder, Path(name))
        except JournalError as error:
            self._notice.say(error.sentence)
        else:
            file_system = bytes(QStorageInfo(name).fileSystemType().data()).decode()
            self._offer.make(folder, moving.warning(folder, file_system))

    def _decline(self) -> None:
        self._offer.hide()
        self._move.setFocus()


class _Offer(QWidget):
    """What a move would do, what to think of before, and a way to say yes or no."""

    accepted = Signal(object)
    """The Path of the folder."""
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path()
        self._words = Body()
        self._warning = Secondary()
        self._yes, no = Button("Move it there", kind="primary"), Button("Leave it here")
        self._yes.clicked.connect(lambda: self.accepted.emit(self._folder))
        no.clicked.connect(self.declined)
        answers = QWidget()
        flow = FlowLayout(answers, spacing=8)
        flow.addWidget(self._yes)
        flow.addWidget(no)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._words, self._warning, answers):
            column.addWidget(widget)
        self.hide()

    def make(self, folder: Path, warning: str) -> None:
        """Offer to move the journal to `folder`, with a `warning` if there is one."""
        self._folder = folder
        self._words.setText(WHAT_HAPPENS.format(folder=shown(folder)))
        self._yes.setAccessibleDescription(f"{self._words.text()} {warning}".strip())
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        self.show()
        self._yes.setFocus()


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
