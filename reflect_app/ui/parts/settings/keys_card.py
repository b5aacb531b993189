"""Another passphrase or another recovery key, while the journal is open."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from reflect_app.ui.page import Desk
from reflect_app.ui.parts.settings.passphrase_choice import PassphraseChoice
from reflect_app.ui.parts.settings.recovery_sheet import RecoverySheet
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.vault.errors import (
    JournalError,
    OneCopyChanged,
    WrongPassphrase,
    WrongRecoveryKey,
)
from reflect_app.vault.keys import Header
from reflect_app.vault.rekeying import NewKeys
from reflect_app.vault.vault import NewRecoveryKey, Vault

OLDER_COPIES = (
    "Copies of the journal made before the change still open with the older passphrase. If "
    "somebody has seen it, those copies are no longer safe."
)
NEW = "Your new passphrase"
CHANGED = "Your passphrase is changed. Copies made before still open with the older passphrase."
KEY_CHANGED = (
    "Your new recovery key holds. The older one no longer opens this journal, only copies made "
    "before."
)
UNTIL_THEN = (
    "Until you have typed part of it back, the recovery key you have now stays the one that "
    "opens the journal. After that it opens only copies made before."
)
WHEN_SEEN = (
    "If somebody may know your passphrase, or has had your recovery key in their hands, a new "
    "passphrase alone is not enough: an older copy of the two key files would still open the "
    "journal. So you get a new passphrase and a new recovery key, and everything you wrote is "
    "encrypted anew. Reflect locks for it, and needs as much free space again as the journal "
    "takes, twice over."
)
ALSO_NEW = (
    "This recovery key goes with the new passphrase. The older two open the journal until you "
    "have typed a part of this one back. Backups that they open are removed once a new one has "
    "been made and read through; copies you made yourself are yours to remove."
)
TYPE_IT_FIRST = "Please type the passphrase you have now first."
TYPE_KEY_FIRST = "Please type your recovery key first."


class KeysCard(Card):
    """Three things to do, and the form of the one being done."""

    new_keys_wanted = Signal(object)
    """The journal is to be encrypted anew under these NewKeys, which a person has kept."""
    changed = Signal()
    """Another passphrase or another recovery key is in force."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Passphrase and recovery key", "Each of the two opens your journal.")
        self._desk = desk
        self._vault = Vault(desk.journal.folder)
        self._form: _Form | None = None
        self._passphrase = Button("Change the passphrase")
        self._key = Button("Make a new recovery key")
        self._seen = Button("My passphrase was seen")
        self._notice = Notice()
        self._passphrase.clicked.connect(
            lambda: self._begin(PassphraseForm(desk, self._vault), self._passphrase)
        )
        self._key.clicked.connect(lambda: self._begin(RecoveryForm(desk, self._vault), self._key))
        self._seen.clicked.connect(self._begin_anew)
        self._ways = QWidget()
        ways = FlowLayout(self._ways, spacing=8)
        for button in (self._passphrase, self._key, self._seen):
            ways.addWidget(button)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._ways)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take what is secret off the page when the person goes elsewhere.

        A window put away for a moment keeps it, as does one that is at work.
        """
        super().hideEvent(event)
        if not event.spontaneous() and self._form and not self._form.busy:
            self._end("")
            self._notice.clear()

    def _begin_anew(self) -> None:
        form = NewKeysForm(self._desk, self._vault)
        form.drawn.connect(self.new_keys_wanted)
        self._begin(form, self._seen)

    def _begin(self, form: "_Form", button: Button) -> None:
        self._notice.clear()
        self._form = form
        form.done.connect(lambda sentence: self._end(sentence, button))
        form.done.connect(lambda _: self.changed.emit())
        form.cancelled.connect(lambda: self._end("", button))
        self.body.addWidget(form)
        self._ways.hide()
        form.show()
        form.begin()

    def _end(self, sentence: str, button: Button | None = None) -> None:
        if self._form:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._ways.show()
        self._notice.say(sentence)
        if button:
            button.setFocus()


class _Form(QWidget):
    """Something done to the keys in the worker, since it takes about a breath."""

    done = Signal(str)
    """It is in force; what to say about it."""
    cancelled = Signal()

    def __init__(self, desk: Desk, vault: Vault, current: "CurrentSecret") -> None:
        super().__init__()
        self.busy = False
        self._journal = desk.journal
        self._background = desk.background
        self._vault = vault
        self._current = current
        self._cancel = Button("Cancel", kind="link")
        self._cancel.clicked.connect(self.cancelled)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def begin(self) -> None:
        """Put the focus where it begins."""
        self._current.begin()

    def say(self, sentence: str) -> None:
        """Show what is in the way."""
        raise NotImplementedError

    def set_busy(self, *, busy: bool) -> None:
        """Show that it is being done."""
        self.busy = busy
        self._current.setEnabled(not busy)

    def _hold(self, header: Header, sentence: str) -> None:
        """Let the journal know that this header counts from now on, and say that it does."""
        with suppress(JournalError):  # else the next opening notes it
            self._journal.note_keys(header.generation, header.mac)
        self.done.emit(sentence)

    def _run(
        self, task: Callable[[], object], done: Callable[..., None], sentence: str = ""
    ) -> None:
        """Do `task`; `sentence` is what there is to say if half of it is as good as done."""
        self.set_busy(busy=True)
        self._background.run(task, self, done, lambda error: self._refuse(error, sentence))

    def _refuse(self, error: Exception, sentence: str) -> None:
        self.set_busy(busy=False)
        if not isinstance(error, JournalError):
            raise error
        if sentence and isinstance(error, OneCopyChanged):
            self.done.emit(error.sentence)
            return
        self.say(error.sentence)
        if isinstance(error, WrongPassphrase | WrongRecoveryKey):
            self._current.begin()


class PassphraseForm(_Form):
    """Asks for what opens the journal now and for the passphrase that shall."""

    def __init__(self, desk: Desk, vault: Vault) -> None:
        super().__init__(desk, vault, CurrentSecret(or_key=True))
        self._choice = PassphraseChoice("Change the passphrase", self._cancel, name=NEW)
        self._choice.chosen.connect(self._change)
        self._current.entered.connect(self._choice.begin)
        for widget in (self._current, Line(), self._choice, Secondary(OLDER_COPIES)):
            self.column.addWidget(widget)

    def say(self, sentence: str) -> None:
        """Show what is in the way."""
        self._choice.notice.say(sentence)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the keys are being worked out."""
        super().set_busy(busy=busy)
        self._choice.set_busy(busy=busy)

    def _change(self, new: str) -> None:
        current, by_key = self._current.text(), self._current.is_key
        if not current:
            self.say(TYPE_KEY_FIRST if by_key else TYPE_IT_FIRST)
            self._current.begin()
            return
        vault = self._vault
        change = vault.change_passphrase_with_recovery_key if by_key else vault.change_passphrase
        self._run(
            lambda: change(current, new),
            lambda header: self._hold(header, CHANGED),
            CHANGED,
        )


class RecoveryForm(_Form):
    """Asks for the passphrase, shows a new recovery key, and puts it in force once it is kept."""

    def __init__(self, desk: Desk, vault: Vault) -> None:
        super().__init__(desk, vault, CurrentSecret(or_key=False))
        self._sheet: RecoverySheet | None = None
        self._notice = Notice()
        self._show = Button("Show a new recovery key", kind="primary")
        self._show.clicked.connect(self._draw)
        self._current.entered.connect(self._draw)
        self._row = QWidget()
        Beside(self._cancel, self._show, parent=self._row)
        for widget in (self._current, self._notice, self._row):
            self.column.addWidget(widget)

    def say(self, sentence: str) -> None:
        """Show what is in the way."""
        (self._sheet.notice if self._sheet else self._notice).say(sentence)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the key is being worked out, or put in its place."""
        super().set_busy(busy=busy)
        if self._sheet:
            self._sheet.set_busy(busy=busy)
            return
        self._cancel.setEnabled(not busy)
        self._show.setEnabled(not busy)
        self._show.setText("One moment" if busy else "Show a new recovery key")

    def _draw(self) -> None:
        passphrase = self._current.text()
        if not passphrase:
            self.say(TYPE_IT_FIRST)
            self._current.begin()
            return
        vault = self._vault
        self._run(lambda: vault.draw_recovery_key(passphrase), self._show_key)

    def _show_key(self, new: NewRecoveryKey) -> None:
        self.set_busy(busy=False)
        self._current.forget()
        for widget in (self._current, self._notice, self._row):
            widget.hide()
        cancel = Button("Cancel", kind="link")
        cancel.clicked.connect(self.cancelled)
        self._sheet = RecoverySheet(new.recovery_key, "Use this key from now on", cancel)
        self._sheet.kept.connect(
            lambda: self._run(new.keep, lambda header: self._hold(header, KEY_CHANGED), KEY_CHANGED)
        )
        self.column.addWidget(Body(UNTIL_THEN))
        self.column.addWidget(self._sheet)
        self._sheet.begin()


class NewKeysForm(_Form):
    """Asks for what opens the journal and for what shall, and shows the new recovery key.

    Nothing is changed here: what is drawn is put in force with the journal closed.
    """

    drawn = Signal(object)
    """The NewKeys, once a part of the recovery key has been typed back."""

    def __init__(self, desk: Desk, vault: Vault) -> None:
        super().__init__(desk, vault, CurrentSecret(or_key=True))
        self._sheet: RecoverySheet | None = None
        self._choice = PassphraseChoice("Go on", self._cancel, name=NEW)
        self._choice.chosen.connect(self._draw)
        self._current.entered.connect(self._choice.begin)
        self._first = (Body(WHEN_SEEN), self._current, Line(), self._choice)
        for widget in self._first:
            self.column.addWidget(widget)

    def say(self, sentence: str) -> None:
        """Show what is in the way."""
        self._choice.notice.say(sentence)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the keys are being worked out."""
        super().set_busy(busy=busy)
        self._choice.set_busy(busy=busy)

    def _draw(self, passphrase: str) -> None:
        current, by_key = self._current.text(), self._current.is_key
        if not current:
            self.say(TYPE_KEY_FIRST if by_key else TYPE_IT_FIRST)
            self._current.begin()
            return
        vault = self._vault
        draw = vault.draw_new_keys_with_recovery_key if by_key else vault.draw_new_keys
        self._run(lambda: draw(current, passphrase), self._show_key)

    def _show_key(self, new: NewKeys) -> None:
        self.set_busy(busy=False)
        self._current.forget()
        for widget in self._first:
            widget.hide()
        cancel = Button("Cancel", kind="link")
        cancel.clicked.connect(self.cancelled)
        self._sheet = RecoverySheet(new.recovery_key, "Encrypt everything anew", cancel)
        self._sheet.kept.connect(lambda: self.drawn.emit(new))
        self.column.addWidget(Body(ALSO_NEW))
        self.column.addWidget(self._sheet)
        self._sheet.begin()


class CurrentSecret(QWidget):
    """What opens the journal now: the passphrase, or the recovery key where that is allowed."""

    entered = Signal()
    """Enter was pressed in it."""

    def __init__(self, *, or_key: bool) -> None:
        super().__init__()
        self.is_key = False
        """Whether it asks for the recovery key."""
        self._label = QLabel()
        self._field = QLineEdit()
        self._label.setBuddy(self._field)
        self._field.returnPressed.connect(self.entered)
        self._other = Button("", kind="link")
        self._other.setProperty("flush", True)
        self._other.clicked.connect(lambda: self._ask_for(key=not self.is_key))
        links = QWidget()
        FlowLayout(links).addWidget(self._other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._label, self._field, links):
            column.addWidget(widget)
        links.setVisible(or_key)
        self._ask_for(key=False)

    def text(self) -> str:
        """Return what is typed."""
        return self._field.text()

    def begin(self) -> None:
        """Be ready to be typed in, over what is there."""
        self._field.selectAll()
        self._field.setFocus()

    def forget(self) -> None:
        """Clear what was typed."""
        self._field.clear()

    def _ask_for(self, *, key: bool) -> None:
        self.is_key = key
        self._label.setText("Your recovery key" if key else "The passphrase you have now")
        self._field.setAccessibleName(self._label.text())
        # It is copied from paper, and long: seeing it matters more than hiding it.
        mode = QLineEdit.EchoMode.Normal if key else QLineEdit.EchoMode.Password
        self._field.setEchoMode(mode)
        self._other.setText("Use the passphrase" if key else "Use the recovery key instead")
        self._field.clear()
        self._field.setFocus()
