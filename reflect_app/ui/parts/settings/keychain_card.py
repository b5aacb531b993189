"""Half a day without the passphrase, for somebody who has weighed what that means."""

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.keychain_call import KeychainCall, sweep
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.settings.keys_card import TYPE_IT_FIRST, CurrentSecret
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.vault.errors import JournalError
from reflect_app.vault.keychain import Order, new_entry
from reflect_app.vault.quick_unlock import LASTS, Note, QuickUnlock
from reflect_app.vault.vault import Vault

TITLE = "Open with this computer's keychain"
MEANS = (
    "While this is on, whoever can use this computer as you can open your journal without the "
    "passphrase. It lasts 12 hours, and ends before that when the computer is restarted or your "
    "passphrase or recovery key changes."
)
SWITCH_ON = "Let the keychain open it"
IS_ON = "The lock screen has a button for it from now on."
IS_OFF = "It is off. Only your passphrase and your recovery key open the journal."
WAITING = "Waiting for the keychain. If the computer asks you to unlock it, that is why."


class KeychainCard(Card):
    """Says whether it is on and until when, and has one button for the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(TITLE, MEANS)
        self._desk = desk
        self._quick = QuickUnlock(desk.journal.folder, desk.clock)
        self._form: _Form | None = None
        self._until = Body()
        self._notice = Notice()
        self._on, self._off = Button(SWITCH_ON), Button("Off now")
        self._off.setAccessibleDescription(TITLE)
        self._on.clicked.connect(self._begin)
        self._off.clicked.connect(self._turn_off_and_say)
        self._ways = QWidget()
        ways = FlowLayout(self._ways)
        ways.addWidget(self._on)
        ways.addWidget(self._off)
        for widget in (self._until, self._notice, self._ways):
            self.body.addWidget(widget)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take a passphrase off the page when the person goes elsewhere."""
        super().hideEvent(event)
        if not event.spontaneous() and not (self._form and self._form.busy):
            self._end()
            self._notice.clear()

    def refresh(self) -> None:
        """Show what holds now."""
        note = self._quick.note()
        self._until.setText(self._until_when(note) if note else "")
        self._until.setVisible(note is not None)
        self._off.setVisible(note is not None)
        self._on.setVisible(note is None)

    def turn_off(self) -> None:
        """Let only the passphrase and the recovery key open the journal from now on."""
        try:
            self._quick.end()
        except JournalError as error:
            self._notice.say(error.sentence)
        sweep(self._quick)
        self.refresh()

    def _turn_off_and_say(self) -> None:
        self.turn_off()
        if self._quick.note() is None:
            self._notice.say(IS_OFF)
            self._on.setFocus()

    def _begin(self) -> None:
        self._notice.clear()
        self._form = form = _Form(self._desk, self._quick)
        form.cancelled.connect(self._cancel)
        form.unavailable.connect(self._say_why_not)
        form.done.connect(self._say_on)
        self.body.addWidget(form)
        self._ways.hide()
        form.show()
        form.begin()

    def _end(self) -> None:
        form, self._form = self._form, None
        if form:
            form.hide()
            form.deleteLater()
        self._ways.show()
        self.refresh()

    def _cancel(self) -> None:
        self._end()
        self._on.setFocus()

    def _say_why_not(self, sentence: str) -> None:
        self._cancel()
        self._notice.say(sentence)

    def _say_on(self) -> None:
        self._end()
        self._notice.say(IS_ON)
        self._off.setFocus()

    def _until_when(self, note: Note) -> str:
        """Return when its time is over: "On until 03:10 tomorrow."."""
        end = datetime.fromtimestamp(note.made.wall, self._desk.clock.local().tzinfo)
        end = (end + timedelta(seconds=LASTS)).astimezone()
        tomorrow = " tomorrow" if end.date() > self._desk.clock.today() else ""
        return f"On until {end:%H:%M}{tomorrow}."


class _Form(QWidget):
    """Asks for the passphrase, and lets the keychain keep a secret once it is right."""

    done = Signal()
    """It is on."""
    cancelled = Signal()
    unavailable = Signal(str)
    """Nothing can be done here; a sentence about it."""

    def __init__(self, desk: Desk, quick: QuickUnlock) -> None:
        super().__init__()
        self.busy = False
        self._background = desk.background
        self._vault = Vault(desk.journal.folder)
        self._quick = quick
        self._note: Note | None = None
        self._current = CurrentSecret(or_key=False)
        self._waiting = Secondary(WAITING)
        self._waiting.hide()
        self._notice = Notice()
        self._cancel = Button("Cancel", kind="link")
        self._go_on = Button(SWITCH_ON, kind="primary")
        self._current.entered.connect(self._draw)
        self._go_on.clicked.connect(self._draw)
        self._cancel.clicked.connect(self.cancelled)
        row = QWidget()
        Beside(self._cancel, self._go_on, parent=row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._current, self._waiting, self._notice, row):
            column.addWidget(widget)

    def begin(self) -> None:
        """Put the focus where it begins, and see meanwhile whether there is a keychain at all."""
        self._current.begin()
        KeychainCall(Order(act="look")).refused.connect(self._say_unavailable)

    def _say_unavailable(self, error: JournalError) -> None:
        if not self.busy:  # else the keychain is asked anyway, and says so itself
            self.unavailable.emit(error.sentence)

    def _draw(self) -> None:
        """Work out the note; whether the passphrase is right shows by the way."""
        passphrase = self._current.text()
        if self.busy:
            return
        if not passphrase:
            self._notice.say(TYPE_IT_FIRST)
            self._current.begin()
            return
        self._set_busy(busy=True)
        vault, now = self._vault, self._quick.now()
        entry = self._quick.left() or new_entry()
        self._background.run(
            lambda: vault.draw_quick_unlock(passphrase, now, entry), self, self._keep, self._refuse
        )

    def _keep(self, drawn: tuple[Note, bytes]) -> None:
        """Let the keychain have the secret first: a note without it would open nothing."""
        self._note, secret = drawn
        self._current.forget()
        self._waiting.show()
        call = KeychainCall(Order(act="keep", entry=self._note.entry, secret=secret.hex()))
        call.answered.connect(self._hold)
        call.refused.connect(self._refuse)

    def _hold(self, _secret: bytes) -> None:
        if self._note is None:
            raise RuntimeError("nothing was kept")
        try:
            self._quick.keep(self._note)
        except JournalError as error:
            self._refuse(error)
        else:
            self.done.emit()

    def _refuse(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, JournalError):
            raise error
        self._notice.say(error.sentence)
        self._current.begin()

    def _set_busy(self, *, busy: bool) -> None:
        self.busy = busy
        self._current.setEnabled(not busy)
        for button in (self._cancel, self._go_on):
            button.setEnabled(not busy)
        self._go_on.setText("One moment" if busy else SWITCH_ON)
        if busy:
            self._notice.clear()
        else:
            self._waiting.hide()
