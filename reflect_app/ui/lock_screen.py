"""The screen before the journal is open; it knows nothing of what is inside.

It stands within a blink of the start, so whatever is heavy is imported after its first paint.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from reflect_app.ui.background import Background
from reflect_app.ui.backups import Backups
from reflect_app.ui.keychain_way import KeychainWay
from reflect_app.ui.rescue import Rescue
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.middle import Middle
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.support_panel import breakable, short_form
from reflect_app.ui.widgets.text import Body, Secondary, Wordmark
from reflect_app.vault.errors import JournalError, OlderKeys, WrongPassphrase, WrongRecoveryKey
from reflect_app.vault.quick_unlock import QuickUnlock
from reflect_app.vault.vault import Vault, warm

if TYPE_CHECKING:  # It is imported once this screen stands.
    from reflect_app.vault.journal import Journal

REASONS = {
    "asked": "because you asked",
    "backup": "for a backup. It is made now, and read through once you are back",
    "idle": "because nobody touched it for a while",
    "sleep": "because the computer was asleep",
    "screen": "because the computer's screen was locked",
    "another": "to open another journal",
    "restored": "after a backup was restored",
    "damaged": "because a part of it could not be read",
}
CARD_WIDTH = 420
WAITS = (0, 0, 0, 2, 5, 15, 30, 60)
"""Seconds to wait after the first, second, ... wrong passphrase; after more, as after the last."""
SECOND = 1_000
"""Milliseconds."""
NO_WAIT = "You can try again now."


class LockScreen(QWidget):
    """Takes a passphrase or a recovery key and gives back an open journal."""

    painted = Signal()
    """It stands on the screen."""
    tried = Signal()
    """Somebody wants the journal open, and its files must be let go of."""
    unlocked = Signal(object)
    """The open Journal."""
    unlocked_by_keychain = Signal(object)
    """The open Journal, for which no passphrase was typed."""
    support_requested = Signal()
    folder_chosen = Signal(object)
    """The Path of another journal's folder."""
    restore_requested = Signal(object, str)
    """The Path of a backup, or None for any, and the passphrase if it was typed already."""
    saved = Signal(object, str)
    """The Path of a new journal with what could still be read, and a sentence about it."""

    def __init__(  # noqa: PLR0913
        self,
        theme: Theme,
        vault: Vault,
        background: Background,
        own_support: Sequence[tuple[str, str]] = (),
        quick: QuickUnlock | None = None,
        backups: Backups | None = None,
    ) -> None:
        """Show `own_support`, who and how to reach them, above the public lines.

        Through `quick` the computer's keychain may open the journal too, while it is on. Where
        the journal is damaged, `backups` are offered.
        """
        super().__init__()
        self._vault = vault
        self._background = background
        self._stands = False
        self._status = Secondary("Your journal is locked.")
        self._label = Secondary("Passphrase")
        self._secret = QLineEdit()
        self._unlock = Button("Unlock", kind="primary")
        self._all_the_same = Button("Open it all the same")
        self._all_the_same.hide()
        self._other_key = Button("Use the recovery key", kind="link")
        self._other_journal = Button("Open another journal", kind="link")
        self._restore = Button("Restore a backup", kind="link")
        self.trouble: JournalError | None = None
        """What there is help for on the screen, until the next try."""
        self._rescue = backups and Rescue(backups, background, vault.folder, self._typed)
        self._notice = Notice()
        self._support = Button("More support", kind="link")
        self._by_recovery_key = False
        self._wrong = 0
        self._left = 0
        self._wait = Secondary()
        self._wait.hide()
        self._seconds = QTimer(self)
        self._seconds.setInterval(SECOND)
        self._seconds.timeout.connect(self._pass_second)
        self._secret.returnPressed.connect(self._try)
        self._unlock.clicked.connect(self._try)
        self._keychain = KeychainWay(quick, vault, background)
        self._keychain.asked.connect(self._wait_for_keychain)
        self._keychain.tried.connect(self._let_go)
        self._keychain.opened.connect(self.unlocked_by_keychain)
        self._keychain.refused.connect(self._refuse_keychain)
        self._all_the_same.clicked.connect(lambda: self._try(older_keys=True))
        self._secret.textChanged.connect(self._all_the_same.hide)
        self._other_key.clicked.connect(self._change_key)
        self._other_journal.clicked.connect(self._choose_folder)
        self._restore.clicked.connect(lambda: self.restore_requested.emit(None, ""))
        if self._rescue:
            self._listen_to(self._rescue)
        self._support.clicked.connect(self.support_requested)
        self._lay_out(theme, own_support)
        self._ask_for_passphrase()

    def say_why(self, reason: str, locked_at: datetime) -> None:
        """Tell when (local time) and for which of the REASONS the journal was locked."""
        self._status.setText(f"Locked at {locked_at:%H:%M}, {REASONS[reason]}.")

    def say(self, sentence: str) -> None:
        """Show a sentence about what went wrong."""
        self._notice.say(sentence)

    def offer_help(self, error: JournalError) -> None:
        """Say what has happened to the journal, and offer what can be done about it."""
        self.say(error.sentence)
        self._offer_rescue(error)

    def begin(self) -> None:
        """Be ready to be typed in."""
        self._secret.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the keychain if it is on by now: a standby was built long before."""
        super().showEvent(event)
        self._keychain.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and after the first time tell of it and fetch what unlocking will need."""
        super().paintEvent(event)
        if not self._stands:
            self._stands = True
            QTimer.singleShot(0, self, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.painted.emit()
        self._keychain.sweep()
        self._background.run(warm, self, lambda _: _import_the_rest(), self._refuse)

    def _lay_out(self, theme: Theme, own_support: Sequence[tuple[str, str]]) -> None:
        name = Wordmark("Reflect")
        own = Body("\n".join(map(own_line, own_support)))
        help_now = Body(short_form())
        for words in (name, self._status, own, help_now):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        card = Card()
        card.body.setContentsMargins(24, 22, 24, 16)
        for part in (self._label, self._secret, self._unlock, self._keychain, self._notice,
                     self._rescue, self._all_the_same, self._wait):  # fmt: skip
            if part:
                card.body.addWidget(part)
        links = QWidget()
        flow = FlowLayout(links)
        flow.addWidget(self._other_key)
        flow.addWidget(self._other_journal)
        flow.addWidget(self._restore)
        card.body.addWidget(links)
        middle = Middle(theme, CARD_WIDTH)
        for widget in (name, self._status, card, own, help_now):
            middle.body.addWidget(widget)
        own.setVisible(bool(own_support))
        middle.body.addWidget(self._support, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(middle)

    def _listen_to(self, rescue: Rescue) -> None:
        rescue.restore_wanted.connect(self._go_and_restore)
        rescue.started.connect(self._let_go)
        rescue.keys_back.connect(self._try_again)
        rescue.refused.connect(self._refuse)
        rescue.saved.connect(self.saved)

    def _typed(self) -> tuple[str, bool]:
        return self._secret.text(), self._by_recovery_key

    def _go_and_restore(self, file: Path | None) -> None:
        """Take along what was typed: it has opened the header, and may open the backup too."""
        known = "" if self._by_recovery_key else self._secret.text()
        self.restore_requested.emit(file, known)

    def _try_again(self) -> None:
        self._set_busy(busy=False)
        self._try()

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
        self._show_wait()
        self._secret.setFocus()

    def _change_key(self) -> None:
        if self._by_recovery_key:
            self._ask_for_passphrase()
        else:
            self._ask_for_recovery_key()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Open another journal", str(Path.home()))
        if folder:
            self.folder_chosen.emit(Path(folder))

    def _try(self, *, older_keys: bool = False) -> None:
        secret = self._secret.text()
        if not secret or not self._unlock.isEnabled():
            return
        self._keychain.abandon()
        self._let_go()
        self.trouble = None
        if self._rescue:
            self._rescue.hide()
            self._restore.show()
        vault = self._vault
        unlock = vault.unlock_with_recovery_key if self._by_recovery_key else _unlocking(vault)
        self._background.run(
            lambda: unlock(secret, older_keys=older_keys), self, self._open, self._refuse
        )

    def _let_go(self) -> None:
        """Be busy with opening the journal, whose files must be free for it."""
        self._set_busy(busy=True)
        self._notice.clear()
        self._all_the_same.hide()
        self.tried.emit()

    def _wait_for_keychain(self) -> None:
        """Let a passphrase be typed: the keychain may take its time."""
        self._notice.clear()
        self._secret.setFocus()

    def _refuse_keychain(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, JournalError):
            raise error
        self.offer_help(error)
        self._secret.setFocus()

    def _open(self, journal: object) -> None:
        self._secret.clear()
        self.unlocked.emit(journal)

    def _refuse(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, JournalError):
            raise error
        if isinstance(error, WrongPassphrase):
            self._wait_before_next()
        self.offer_help(error)
        if isinstance(error, OlderKeys):
            self._all_the_same.show()
            self._all_the_same.setFocus()
            return
        self._secret.selectAll()
        self._secret.setFocus()

    def _offer_rescue(self, error: JournalError) -> None:
        if self._rescue and self._rescue.offer(error):
            self.trouble = error
            self._restore.hide()  # one of what is offered leads there

    def _wait_before_next(self) -> None:
        """Make the next try wait, longer each time; nothing else ever happens.

        It holds up somebody who guesses at the keyboard. The recovery key cannot be guessed.
        """
        self._left = WAITS[min(self._wrong, len(WAITS) - 1)]
        self._wrong += 1
        if self._left:
            self._seconds.start()
        self._show_wait()

    def _pass_second(self) -> None:
        self._left -= 1
        if not self._left:
            self._seconds.stop()
            if not self._by_recovery_key:
                self._notice.say(NO_WAIT)
        self._show_wait()

    def _waiting(self) -> bool:
        return bool(self._left) and not self._by_recovery_key

    def _show_wait(self) -> None:
        unit = "second" if self._left == 1 else "seconds"
        self._wait.setText(
            f"You can try again in {self._left} {unit}. Nothing is ever deleted, however often "
            "you try."
        )
        self._wait.setVisible(self._waiting())
        self._allow()

    def _allow(self) -> None:
        self._unlock.setEnabled(not (self._secret.isReadOnly() or self._waiting()))

    def _set_busy(self, *, busy: bool) -> None:
        self._secret.setReadOnly(busy)
        self._keychain.setEnabled(not busy)
        if self._rescue:
            self._rescue.setEnabled(not busy)
        self._allow()
        self._unlock.setText("Opening" if busy else "Unlock")


def own_line(line: tuple[str, str]) -> str:
    """Return whom to turn to and how, in one line: "Union rep: 020 7946 0000"."""
    return breakable(": ".join(filter(None, line)))


def _unlocking(vault: Vault) -> "Callable[..., Journal]":
    """Return what opens `vault` with a passphrase, or with a recovery key typed in its place."""

    def unlock(secret: str, *, older_keys: bool) -> "Journal":
        from reflect_app.vault import recovery_key  # noqa: PLC0415

        try:
            recovery_key.read(secret)
        except WrongRecoveryKey:
            return vault.unlock(secret, older_keys=older_keys)
        # It spells a recovery key beyond doubt, and trying that costs next to nothing. Somebody
        # may have made an old one their passphrase all the same.
        try:
            return vault.unlock_with_recovery_key(secret, older_keys=older_keys)
        except WrongRecoveryKey as not_this_journals:
            try:
                return vault.unlock(secret, older_keys=older_keys)
            except WrongPassphrase:
                raise not_this_journals from None

    return unlock


def _import_the_rest() -> None:
    """Import what the workspace is made of, while a passphrase is being typed.

    That takes some 60 ms, and never in the worker: before Python 3.12 PySide looks its classes up
    without the interpreter's lock, and a class that another thread makes then ends the process.
    """
    import reflect_app.ui.workspace  # noqa: F401, PLC0415
