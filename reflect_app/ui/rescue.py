"""What can be done where a journal does not open, one click each, below the sentence that says so.

Nothing here removes anything: what is damaged stays as it is, or is kept beside what replaces it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from reflect_app.ui.background import Background
from reflect_app.ui.backup_offers import KINDS as KINDS_COUNTED
from reflect_app.ui.backup_offers import Offer, amount, ask_with, found
from reflect_app.ui.backups import Backups
from reflect_app.ui.moving import shown
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.text import Secondary
from reflect_app.vault.errors import (
    DamagedHeader,
    DamagedJournal,
    JournalError,
    NewerJournal,
    NoJournal,
)
from reflect_app.vault.files import DATABASE

if TYPE_CHECKING:  # It takes what the lock screen does without; the worker fetches it.
    from reflect_app.vault.salvage import Saved

KINDS = (DamagedHeader, DamagedJournal, NewerJournal, NoJournal)
"""After what there is something to offer."""
RESTORE = "Restore that of {when}"
KEYS = "Use the keys backed up on {day}"
OTHER = "Other backups"
SAVE = "Save what can still be read"
CHOOSE = "A folder for what can still be read"
TYPE_FIRST = "Please type the passphrase first: without it nothing can be read."
BACK = "The keys are back in their place."
PLACE = "Reflect rescued"
"""The folder that is made in the one chosen."""
SAVED = "What could still be read is in a new journal in “{folder}”, which opens as this one did."
IT_HOLDS = "It holds {amount}."
NOT_READ = (
    "{unreadable} of {pages} parts of the file could not be read, and what stood in them is not "
    "in it."
)
ALL_READ = "Every part of the file could be read."
NONE_OF = "No {kinds} could be read: if there were any, only a backup has them."
CUT = "{n} of the texts went on in such a part and {are} left out."
HEADLESS = "{n} of the texts {have} lost {their} heading and day."
BARE = "{n} of the reflections {have} no text there."
KEPT = "The damaged journal is as it was, in “{folder}”."


class Rescue(QWidget):
    """Offers what helps after an error of one of these KINDS, until the next try."""

    restore_wanted = Signal(object)
    """The Path of a backup, or None for any."""
    started = Signal()
    """It is at work, and the journal's files must be let go of."""
    keys_back = Signal()
    """There are keys again, and the journal is worth another try."""
    refused = Signal(object)
    """It came to nothing, for the reason in this Exception."""
    saved = Signal(object, str)
    """The Path of the new journal, and a sentence about what is in it."""

    def __init__(
        self,
        backups: Backups,
        background: Background,
        folder: Path,
        typed: Callable[[], tuple[str, bool]],
    ) -> None:
        """Use what is `typed` at that moment, and whether it is a recovery key."""
        super().__init__()
        self._backups = backups
        self._background = background
        self._folder = folder
        self._typed = typed
        self._words = Secondary(TYPE_FIRST)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def offer(self, error: JournalError) -> bool:
        """Look for what can be done about `error`, and show it; return whether there is anything.

        Where there is not, what was offered before stays.
        """
        if not isinstance(error, KINDS):
            return False
        folder, places = self._folder, self._backups.places
        today = self._backups.clock.today()
        self._background.run(
            lambda: found(folder, places, today),
            self,
            lambda offers: self._show(error, offers),
            self.refused.emit,
        )
        return True

    def _show(self, error: JournalError, offers: Sequence[Offer]) -> None:
        while item := self._column.takeAt(0):
            if (widget := item.widget()) and widget is not self._words:
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(self._words)
        self._words.hide()
        if isinstance(error, DamagedHeader):
            self._offer_keys(offers)
        for each in () if isinstance(error, NewerJournal) else _best(offers):
            self._add(
                RESTORE.format(when=each.when), partial(self.restore_wanted.emit, each.backup.path)
            )
        self._add(OTHER, lambda: self.restore_wanted.emit(None))
        if isinstance(error, DamagedJournal) and (self._folder / DATABASE).is_file():
            self._add(SAVE, self._choose_folder)
        self.show()

    def _offer_keys(self, offers: Sequence[Offer]) -> None:
        """Offer the keys of the latest backup, whether it is proven or not: they are tried."""
        if offers and (self._folder / DATABASE).is_file():
            path = offers[0].backup.path
            self._add(KEYS.format(day=offers[0].day), lambda: self._put_keys_back(path))

    def _add(self, words: str, do: Callable[[], object]) -> None:
        button = Button(words)
        button.clicked.connect(do)
        self._column.addWidget(button)

    def _has_typed(self) -> bool:
        typed = bool(self._typed()[0])
        self._words.setVisible(not typed)
        return typed

    def _put_keys_back(self, file: Path) -> None:
        if not self._has_typed():
            return
        secret, by_recovery_key = self._typed()
        folder = self._folder

        def put_back() -> None:
            from reflect_app.vault import salvage  # noqa: PLC0415

            salvage.put_keys_back(folder, file, ask_with(secret, by_recovery_key))

        self.started.emit()
        self._background.run(put_back, self, lambda _: self.keys_back.emit(), self.refused.emit)

    def _choose_folder(self) -> None:
        if not self._has_typed():
            return
        name = QFileDialog.getExistingDirectory(self, CHOOSE, str(Path.home()))
        if name:
            self._save(_free(Path(name)))

    def _save(self, target: Path) -> None:
        secret, by_recovery_key = self._typed()
        folder, now = self._folder, self._backups.clock.now()

        def save() -> "Saved":
            from reflect_app.vault import salvage  # noqa: PLC0415

            return salvage.save_readable(folder, target, ask_with(secret, by_recovery_key), now)

        self.started.emit()
        self._background.run(save, self, self._tell, self.refused.emit)

    def _tell(self, saved: "Saved") -> None:
        self.saved.emit(saved.folder, in_words(saved, self._folder))


def _best(offers: Sequence[Offer]) -> list[Offer]:
    """Return the latest backup, and where nobody has read through it yet, the latest proven one.

    The latest may have been made of a journal that was damaged already; but it may as well be all
    there is of what was written last. It is read through before anything changes.
    """
    proven = next((each for each in offers if each.backup.proven), None)
    best = [*offers[:1], *([proven] if proven else [])]
    return list({each.when: each for each in best}.values())


def in_words(saved: "Saved", damaged: Path) -> str:
    """Return what was read of the journal in `damaged` and what was not, in counts."""
    said = [
        SAVED.format(folder=shown(saved.folder)),
        IT_HOLDS.format(amount=amount(saved.counts)),
        ALL_READ
        if not saved.unreadable
        else NOT_READ.format(unreadable=f"{saved.unreadable:,}", pages=f"{saved.pages:,}"),
    ]
    missing = [f"{word}s" for kind, word in KINDS_COUNTED if not saved.counts.get(kind)]
    if saved.unreadable and missing:
        said.append(NONE_OF.format(kinds=" or ".join(missing)))
    if n := saved.cut:
        said.append(CUT.format(n=n, are="is" if n == 1 else "are"))
    if n := saved.without_heading:
        one = n == 1
        said.append(
            HEADLESS.format(n=n, have="has" if one else "have", their="its" if one else "their")
        )
    if (n := saved.without_text) and saved.unreadable:
        said.append(BARE.format(n=n, have="has" if n == 1 else "have"))
    said.append(KEPT.format(folder=shown(damaged)))
    return " ".join(said)


def _free(chosen: Path) -> Path:
    """Return a folder in `chosen` that is not there yet."""
    tried = (chosen / f"{PLACE}{more}" for more in ("", *(f" {n}" for n in range(2, 1000))))
    return next(path for path in tried if not path.exists())
