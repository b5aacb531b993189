"""What stands in the window while a journal is taken back out of a backup.

It runs in a locked process, which has no key until one is typed here. Once it is done, another
process takes the place: this one has seen what is written.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from reflect_app.ui.background import Background
from reflect_app.ui.backup_offers import Offer, ask_with, found, in_file
from reflect_app.ui.backups import Backups
from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.moving import shown
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.middle import Middle
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Body, CardTitle, Secondary, Wordmark
from reflect_app.vault.errors import JournalError, WrongPassphrase, named
from reflect_app.vault.vault import Vault

if TYPE_CHECKING:  # It takes what the lock screen does without; the worker fetches it.
    from reflect_app.vault.restoring import Restored

WIDTH = 480
SHOWN = 5
"""How many backups are offered before all are asked for."""
WAITS = (0, 0, 0, 2, 5, 15, 30, 60)
"""Seconds to wait after the first, second, ... wrong passphrase, as on the lock screen."""
SECOND = 1_000
"""Milliseconds."""
CHOOSE = "Which backup? Nothing is changed before you have seen what will happen."
NO_BACKUPS = (
    "No backup of this journal was found beside it or in your second place. If you have one on a "
    "stick or another drive, choose its file."
)
THEN = (
    "Reflect first reads the backup from end to end. What is in the journal's folder now is kept "
    "there, in a folder named “replaced” and the date."
)
THEN_NEW = (
    "Reflect first reads the backup from end to end, and then puts the journal into “{folder}”."
)
ITS_TIME = "It opens with the passphrase or the recovery key that held when it was made."
RESTORED = "The backup of {when} is restored."
KEPT = "What was there before is kept in the folder “{name}”."
LOOKING = "Looking for backups."
FILES = "Backups of Reflect (*.rfb)"


class Restore(QWidget):
    """Choose a backup, give its key, and see it done; a sentence says what came of it."""

    restored = Signal(str)
    """The journal is in its folder and this process knows its key; the sentence says so."""
    left = Signal()
    """The person thought better of it, and nothing has been changed."""

    def __init__(
        self,
        theme: Theme,
        backups: Backups,
        background: Background,
        lock: JournalLock,
        folder: Path,
    ) -> None:
        """Restore into `folder`, whose `lock` is held unless there is no journal yet."""
        super().__init__()
        self._backups = backups
        self._background = background
        self._lock = lock
        self._folder = folder
        self._title = CardTitle("Restore a backup")
        self._list = _List(backups)
        self._confirm = _Confirm()
        self._progress = _Progress()
        self._notice = Notice()
        self._list.chosen.connect(self._show_one)
        self._list.left.connect(self.left)
        self._list.file_wanted.connect(self._choose_file)
        self._confirm.accepted.connect(self._restore)
        self._confirm.declined.connect(self._show_list)
        self.busy = False
        """Whether it must not be ended now."""
        name = Wordmark("Reflect")
        name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        card = Card()
        card.body.setContentsMargins(24, 22, 24, 20)
        for part in (self._title, self._list, self._confirm, self._progress, self._notice):
            card.body.addWidget(part)
        middle = Middle(theme, WIDTH)
        middle.body.addWidget(name)
        middle.body.addWidget(card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(middle)
        self._stage(self._list)

    def begin(self, file: Path | None = None, secret: str = "") -> None:
        """Look for backups; with `file` go on to that one, whose `secret` may be known already."""
        self._list.wait()
        folder, places = self._folder, self._backups.places
        today = self._backups.clock.today()
        self._background.run(
            lambda: found(folder, places, today),
            self,
            lambda offers: self._begin_with(offers, file, secret),
            _raise,
        )

    def _begin_with(self, offers: Sequence[Offer], file: Path | None, secret: str) -> None:
        self._list.show_offers(offers)
        wanted = next((offer for offer in offers if offer.backup.path == file), None)
        if wanted:
            self._show_one(wanted, secret)
        else:
            self._list.begin()

    def _show_list(self) -> None:
        self._notice.clear()
        self._stage(self._list)
        self._list.begin()

    def _show_one(self, offer: Offer, secret: str = "") -> None:
        self._notice.clear()
        self._stage(self._confirm)
        there = Vault(self._folder).exists()
        then = THEN if there else THEN_NEW.format(folder=shown(self._folder))
        self._confirm.show_offer(offer, then)
        self._confirm.begin(secret)

    def _choose_file(self) -> None:
        name = QFileDialog.getOpenFileName(self, "Choose a backup", str(Path.home()), FILES)[0]
        if not name:
            return
        self._notice.clear()
        file, today = Path(name), self._backups.clock.today()
        self._background.run(lambda: in_file(file, today), self, self._show_one, self._refuse_file)

    def _refuse_file(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._notice.say(error.sentence)

    def _restore(self, offer: Offer, secret: str, by_recovery_key: bool) -> None:  # noqa: FBT001
        """Take the lock where there was no journal, and restore in the worker."""
        self._notice.clear()
        try:
            _hold(self._lock, self._folder)
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self._stage(self._progress)
        self._progress.told.emit("Reading the backup.")
        self.busy = True
        folder, tell = self._folder, self._progress.told.emit
        file, now = offer.backup.path, self._backups.clock.now()

        def restore() -> "Restored":
            from reflect_app.vault import restoring  # noqa: PLC0415

            return restoring.restore(file, folder, ask_with(secret, by_recovery_key), now, tell)

        self._background.run(restore, self, lambda done: self._tell(offer, done), self._refuse)

    def _tell(self, offer: Offer, done: "Restored") -> None:
        said = [RESTORED.format(when=offer.when)]
        if done.replaced:
            said.append(KEPT.format(name=done.replaced.name))
        self.restored.emit(" ".join(said))

    def _refuse(self, error: Exception) -> None:
        self.busy = False
        self._stage(self._confirm)
        if not isinstance(error, JournalError):
            self._notice.say(JournalError.sentence)
            raise error
        self._confirm.begin_again(wrong=isinstance(error, WrongPassphrase))
        self._notice.say(error.sentence)

    def _stage(self, part: QWidget) -> None:
        for each in (self._list, self._confirm, self._progress):
            each.setVisible(each is part)


class _List(QWidget):
    """The backups there are, the last made first."""

    chosen = Signal(object)
    """The Offer."""
    file_wanted = Signal()
    left = Signal()

    def __init__(self, backups: Backups) -> None:
        super().__init__()
        self._backups = backups
        self._offers: Sequence[Offer] = ()
        self._words = Secondary()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._all = Button("", kind="link")
        self._all.clicked.connect(lambda: self._fill(len(self._offers)))
        self._file, back = Button("Choose a file"), Button("Back", kind="link")
        self._file.clicked.connect(self.file_wanted)
        back.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._words)
        column.addLayout(self._rows)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(_row(self._file, back))
        self._all.hide()

    def wait(self) -> None:
        """Say that it is being looked for."""
        self._words.setText(LOOKING)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these."""
        self._offers = offers
        self._words.setText(CHOOSE if offers else NO_BACKUPS)
        self._fill(SHOWN)

    def begin(self) -> None:
        """Put the focus on the last made, or on the way to a file."""
        first = self._rows.itemAt(0)
        ((first and first.widget()) or self._file).setFocus()

    def _fill(self, most: int) -> None:
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for offer in self._offers[:most]:
            button = Button(offer.name)
            button.setAccessibleDescription(offer.holds)
            button.clicked.connect(lambda _, offer=offer: self.chosen.emit(offer))
            self._rows.addWidget(button)
        more = len(self._offers) > most
        self._all.setText(f"All {len(self._offers)} backups")
        self._all.setVisible(more)


class _Confirm(QWidget):
    """One backup, what restoring it does, and the key that it takes."""

    accepted = Signal(object, str, bool)
    """The Offer, what was typed, and whether that is a recovery key."""
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offer: Offer | None = None
        self._by_recovery_key = False
        self._wrong = 0
        self._left = 0
        self._seconds = QTimer(self, interval=SECOND)
        self._seconds.timeout.connect(self._pass_second)
        self._made, self._holds, self._then = Body(), Secondary(), Secondary()
        self._label = Secondary()
        self._secret = QLineEdit()
        self._secret.returnPressed.connect(self._accept)
        self._label.setBuddy(self._secret)
        self._wait = Secondary()
        self._yes = Button("Restore it", kind="primary")
        self._yes.clicked.connect(self._accept)
        other, self._other_key = Button("Another backup", kind="link"), Button("", kind="link")
        other.clicked.connect(self.declined)
        self._other_key.clicked.connect(self._change_key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._made, self._holds, self._then, self._label, self._secret, self._wait,
                     _row(self._yes, self._other_key, other)):  # fmt: skip
            column.addWidget(part)
        self._ask_for(by_recovery_key=False)
        self._show_wait()

    def show_offer(self, offer: Offer, then: str) -> None:
        """Show this backup and what restoring it will do."""
        self._offer = offer
        self._made.setText(f"The backup of {offer.when}.\n{offer.where}")
        self._holds.setText(offer.holds)
        self._then.setText(f"{then} {ITS_TIME}")
        self._yes.setAccessibleDescription(then)

    def begin(self, secret: str) -> None:
        """Take `secret` if it is known, and be ready for Enter."""
        self._secret.setText(secret)
        (self._yes if secret else self._secret).setFocus()

    def begin_again(self, *, wrong: bool) -> None:
        """Let it be typed once more, after a while if a passphrase was `wrong` often."""
        if wrong:
            self._left = WAITS[min(self._wrong, len(WAITS) - 1)]
            self._wrong += 1
            if self._left:
                self._seconds.start()
        self._show_wait()
        self._secret.selectAll()
        self._secret.setFocus()

    def _accept(self) -> None:
        if self._offer and self._secret.text() and self._yes.isEnabled():
            self.accepted.emit(self._offer, self._secret.text(), self._by_recovery_key)

    def _change_key(self) -> None:
        self._ask_for(by_recovery_key=not self._by_recovery_key)
        self._secret.clear()
        self._secret.setFocus()
        self._show_wait()

    def _ask_for(self, *, by_recovery_key: bool) -> None:
        self._by_recovery_key = by_recovery_key
        name = "Recovery key" if by_recovery_key else "Passphrase"
        echo = QLineEdit.EchoMode
        self._secret.setEchoMode(echo.Normal if by_recovery_key else echo.Password)
        self._secret.setAccessibleName(name)
        self._label.setText(f"{name} of that time")
        self._other_key.setText("Use the passphrase" if by_recovery_key else "Use the recovery key")

    def _pass_second(self) -> None:
        self._left -= 1
        if not self._left:
            self._seconds.stop()
        self._show_wait()

    def _show_wait(self) -> None:
        waiting = bool(self._left) and not self._by_recovery_key
        unit = "second" if self._left == 1 else "seconds"
        self._wait.setText(f"You can try again in {self._left} {unit}. Nothing is ever deleted.")
        self._wait.setVisible(waiting)
        self._yes.setEnabled(not waiting)


class _Progress(Body):
    """What is being done just now."""

    told = Signal(str)
    """A sentence, from whichever thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told.connect(self.setText)


def _hold(lock: JournalLock, folder: Path) -> None:
    """Make sure that nobody else has the folder; raise JournalInUse, FolderNotWritable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise named(error) from None
    lock.take()


def _row(*buttons: Button) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, spacing=8)
    for button in buttons:
        flow.addWidget(button)
    return row


def _raise(error: Exception) -> None:
    raise error
