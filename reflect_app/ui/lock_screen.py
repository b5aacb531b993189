"""The screen before the journal is open; it knows nothing of what is inside.

It stands within a blink of the start, so whatever is heavy is imported after its first paint.
"""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from reflect_app.ui.background import Background
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.middle import Middle
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.support_panel import short_form
from reflect_app.ui.widgets.text import Body, Secondary, Wordmark
from reflect_app.vault.errors import JournalError
from reflect_app.vault.vault import Vault, warm

REASONS = {
    "asked": "because you asked",
    "idle": "because nobody touched it for a while",
    "sleep": "because the computer was asleep",
}
CARD_WIDTH = 420


class LockScreen(QWidget):
    """Takes a passphrase or a recovery key and gives back an open journal."""

    painted = Signal()
    """It stands on the screen."""
    unlocked = Signal(object)
    """The open Journal."""
    support_requested = Signal()
    folder_chosen = Signal(object)
    """The Path of another journal's folder."""

    def __init__(self, theme: Theme, vault: Vault, background: Background) -> None:
        super().__init__()
        self._vault = vault
        self._background = background
        self._stands = False
        self._status = Secondary("Your journal is locked.")
        self._label = Secondary("Passphrase")
        self._secret = QLineEdit()
        self._unlock = Button("Unlock", kind="primary")
        self._other_key = Button("Use the recovery key", kind="link")
        self._other_journal = Button("Open another journal", kind="link")
        self._notice = Notice()
        self._support = Button("More support", kind="link")
        self._by_recovery_key = False
        self._secret.returnPressed.connect(self._try)
        self._unlock.clicked.connect(self._try)
        self._other_key.clicked.connect(self._change_key)
        self._other_journal.clicked.connect(self._choose_folder)
        self._support.clicked.connect(self.support_requested)
        self._lay_out(theme)
        self._ask_for_passphrase()

    def say_why(self, reason: str, locked_at: datetime) -> None:
        """Tell when (local time) and for which of the REASONS the journal was locked."""
        self._status.setText(f"Locked at {locked_at:%H:%M}, {REASONS[reason]}.")

    def say(self, sentence: str) -> None:
        """Show a sentence about what went wrong."""
        self._notice.say(sentence)

    def begin(self) -> None:
        """Be ready to be typed in."""
        self._secret.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and after the first time tell of it and fetch what unlocking will need."""
        super().paintEvent(event)
        if not self._stands:
            self._stands = True
            QTimer.singleShot(0, self, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.painted.emit()
        self._background.run(warm, self, lambda _: _import_the_rest(), self._refuse)

    def _lay_out(self, theme: Theme) -> None:
        name = Wordmark("Reflect")
        help_now = Body(short_form())
        for words in (name, self._status, help_now):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        card = Card()
        card.body.setContentsMargins(24, 22, 24, 16)
        for part in (self._label, self._secret, self._unlock, self._notice):
            card.body.addWidget(part)
        links = QWidget()
        flow = FlowLayout(links)
        flow.addWidget(self._other_key)
        flow.addWidget(self._other_journal)
        card.body.addWidget(links)
        middle = Middle(theme, CARD_WIDTH)
        for widget in (name, self._status, card, help_now):
            middle.body.addWidget(widget)
        middle.body.addWidget(self._support, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(middle)

    def _ask_for_passphrase(self) -> None:
        self._by_recovery_key = False
        self._label.setText("Passphrase")
        self._other_key.setText("Use the recovery key")
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._start_afresh("Passphrase")

    def _ask_for_recovery_key(self) -> None:
        self._by_recovery_key = True
        self._label.setText("Recovery key")
        self._other_key.setText("Use the passphrase")
        # It is copied from paper, and long: seeing it matters more than hiding it.
        self._secret.setEchoMode(QLineEdit.EchoMode.Normal)
        self._start_afresh("Recovery key")

    def _start_afresh(self, name: str) -> None:
        self._label.setBuddy(self._secret)
        self._secret.setAccessibleName(name)
        self._secret.clear()
        self._notice.clear()
        self._secret.setFocus()

    def _change_key(self) -> None:
        if self._by_recovery_key:
            self._ask_for_passphrase()
        else:
            self._ask_for_recovery_key()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Open another journal")
        if folder:
            self.folder_chosen.emit(Path(folder))

    def _try(self) -> None:
        secret = self._secret.text()
        if not secret or not self._unlock.isEnabled():
            return
        self._set_busy(busy=True)
        self._notice.clear()
        vault = self._vault
        unlock = vault.unlock_with_recovery_key if self._by_recovery_key else vault.unlock
        self._background.run(lambda: unlock(secret), self, self._open, self._refuse)

    def _open(self, journal: object) -> None:
        self._secret.clear()
        self.unlocked.emit(journal)

    def _refuse(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, JournalError):
            raise error
        self.say(error.sentence)
        self._secret.selectAll()
        self._secret.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self._unlock.setEnabled(not busy)
        self._secret.setReadOnly(busy)
        self._unlock.setText("Opening" if busy else "Unlock")


def _import_the_rest() -> None:
    """Import what the workspace is made of, while a passphrase is being typed.

    That takes some 60 ms, and never in the worker: before Python 3.12 PySide looks its classes up
    without the interpreter's lock, and a class that another thread makes then ends the process.
    """
    import reflect_app.ui.workspace  # noqa: F401, PLC0415
