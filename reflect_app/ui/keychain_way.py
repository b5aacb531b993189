"""The way in through the computer's keychain; it is there only while somebody switched it on."""

from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.background import Background
from reflect_app.ui.keychain_call import KeychainCall, sweep
from reflect_app.ui.widgets.buttons import Button
from reflect_app.vault.errors import CannotSave, KeychainOver, WrongFromKeychain
from reflect_app.vault.keychain import Order
from reflect_app.vault.quick_unlock import Note, QuickUnlock
from reflect_app.vault.vault import Vault

OPEN = "Open with this computer's keychain"
ASKING = "Asking the keychain"
OPENED = "Opened by this computer's keychain."
TOO_OFTEN = (
    "What this computer's keychain gave has not opened the journal three times now, so opening "
    "with it is off. Nothing in the journal has changed: please use your passphrase."
)


class KeychainWay(QWidget):
    """A button that opens the journal, and never opens it by itself."""

    asked = Signal()
    """The keychain has been asked; a passphrase may be typed meanwhile."""
    tried = Signal()
    """The keychain has answered, and what it gave is being tried."""
    opened = Signal(object)
    """The open Journal."""
    refused = Signal(object)
    """What is in the way, an Exception."""

    def __init__(self, quick: QuickUnlock | None, vault: Vault, background: Background) -> None:
        """Offer what `quick` has noted, if there is one."""
        super().__init__()
        self._quick = quick
        self._vault = vault
        self._background = background
        self._call: KeychainCall | None = None
        self._asked_with: Note | None = None
        self._button = Button(OPEN)
        self._button.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._button)
        self.hide()

    def refresh(self) -> None:
        """Be there only while it holds."""
        self.setVisible(self._note() is not None)

    def sweep(self) -> None:
        """Let the keychain forget what is over."""
        if self._quick:
            sweep(self._quick)

    def abandon(self) -> None:
        """Want nothing of the keychain any more."""
        call, self._call = self._call, None
        if call:
            call.abandon()
        self._show(asking=False)

    def _note(self) -> Note | None:
        return self._quick.note() if self._quick else None

    def _ask(self) -> None:
        self._asked_with = note = self._note()
        if note is None:  # Its time passed while it stood there.
            self._refuse(KeychainOver())
            return
        self._call = call = KeychainCall(Order(act="give", entry=note.entry))
        call.answered.connect(self._try)
        call.refused.connect(self._refuse)
        self._show(asking=True)
        self.asked.emit()

    def _try(self, secret: bytes) -> None:
        self._call, vault, note = None, self._vault, self._asked_with
        if note is None:
            raise RuntimeError("nothing was asked")
        self.tried.emit()
        self._background.run(
            lambda: vault.unlock_with_keychain(note, secret),
            self,
            self.opened.emit,
            lambda error: self._turn_away(error, note),
        )

    def _turn_away(self, error: Exception, note: Note) -> None:
        """Count what the keychain did wrong; whatever else is in the way is not its doing."""
        if self._quick and isinstance(error, WrongFromKeychain):
            if not self._quick.count_failure(note):
                error = KeychainOver(TOO_OFTEN)
        elif self._quick and isinstance(error, KeychainOver):
            with suppress(CannotSave):  # It opens nothing all the same.
                self._quick.end()
        self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        self._call = None
        self._show(asking=False)
        self.refresh()
        self.sweep()
        self.refused.emit(error)

    def _show(self, *, asking: bool) -> None:
        self._button.setEnabled(not asking)
        self._button.setText(ASKING if asking else OPEN)
