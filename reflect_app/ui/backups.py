"""When backups are made and proven: never while somebody waits.

A backup is copied from the closed journal, by the process that has just taken over at a lock, or
by the one that ends. It is read from end to end after the next unlocking, when its key is there;
only then does it count, and only then may older ones go.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reflect_app.domain.clock import Clock
from reflect_app.ui.background import Background
from reflect_app.ui.settings import Settings
from reflect_app.vault.errors import JournalError
from reflect_app.vault.files import BACKUPS

if TYPE_CHECKING:  # The lock screen stands without them; the worker fetches them.
    from reflect_app.vault.journal import Journal

REMOVE_BEFORE = "backups.remove_before"
"""The journal's preference for the moment before which no backup is to be kept."""


class Backups(QObject):
    """Makes the backups of the journal in one folder, in all places a person wants them."""

    proven = Signal()
    """They have been looked through since the journal was opened."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        background: Background,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._settings = settings
        self._background = background
        self._clock = clock
        self._wanted = Event()

    @property
    def places(self) -> list[Path]:
        """Where backups go: beside the journal, and the second place if one was chosen."""
        second = self._settings.backup_folder
        return [self._folder / BACKUPS, *([second] if second else [])]

    def make(self) -> None:
        """Copy the closed journal, whose lock is held, in the worker; `stop` ends it early."""
        self._wanted.clear()
        self._background.run(self._copy, self, _rest, _rest)

    def make_now(self) -> None:
        """Do the same at once, for the end of the program."""
        self._wanted.clear()
        self._copy()

    def _copy(self) -> None:
        """Copy the journal to each place, unless nothing was written since.

        A place that refuses it is told of in Settings, where the age of the newest one there is
        seen.
        """
        from reflect_app.vault import backup

        for place in self.places:
            try:
                backup.make(self._folder, place, self._clock.now(), self._wanted)
            except JournalError:
                continue
            except backup.Stopped:
                return

    def stop(self) -> None:
        """Let go of the journal: somebody wants it open."""
        self._wanted.set()

    def prove(self, journal: "Journal") -> None:
        """Look after them in the worker, with the key of `journal` if it is still open."""
        from reflect_app.vault import backup

        if not journal.is_open:
            return
        places, now = self.places, self._clock.now()
        vault_id, root = journal.vault_id, journal.root
        asked = journal.preference(REMOVE_BEFORE)
        before = datetime.fromisoformat(asked) if asked else None

        def look_after() -> bool:
            done = [backup.look_after(place, vault_id, root, now, before) for place in places]
            return all(done)

        def tell(all_gone: bool) -> None:  # noqa: FBT001
            if asked and all_gone and journal.is_open:
                with suppress(JournalError):
                    journal.set_preference(REMOVE_BEFORE, None)
            self.proven.emit()

        self._background.run(look_after, self, tell, _rest)


def _rest(_: object) -> None:
    """Leave it at that: Settings says how old the newest backup is, and Today once it is old."""
