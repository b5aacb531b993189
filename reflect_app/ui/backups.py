"""When backups are made and proven: never while somebody waits.

A backup is copied from the closed journal, by the process that has just taken over at a lock, or
by the one that ends. It is read from end to end after the next unlocking, when its key is there;
only then does it count, and only then may older ones go.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reflect_app.domain.clock import Clock
from reflect_app.domain.dates import at, full_day, long_day
from reflect_app.ui.background import Background
from reflect_app.ui.settings import Settings
from reflect_app.vault.errors import JournalError
from reflect_app.vault.files import BACKUPS, DATABASE

if TYPE_CHECKING:  # The lock screen stands without them; the worker fetches them.
    from reflect_app.vault.backup import Backup
    from reflect_app.vault.journal import Journal

REMOVE_BEFORE = "backups.remove_before"
"""The journal's preference for the moment before which no backup is to be kept."""

SECOND_SINCE = "backups.second_since"
"""The journal's preference for the moment when the second place was chosen."""
GONE_AT = "backups.gone_at"
"""The journal's preference for the moment when something was last removed from it for good."""
NOT_REACHED = (
    "This place cannot be reached just now. Connect its drive, or choose another: the backups "
    "beside your journal go on meanwhile."
)
NOT_ALLOWED = (
    "Reflect is not allowed to write in this place, so no new ones come here. Please allow it, or "
    "choose another place."
)
NO_ROOM = (
    "There is not enough room left in this place for another backup. Please free some space, or "
    "choose another place."
)
DAMAGED = (
    "The newest backup, of {when}, could not be read to its end: either it or the journal is "
    "damaged. Lock your journal once, and Reflect makes another. If that is damaged too, restore "
    "an earlier one from the lock screen, and copy first what you have written since."
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What is known of one journal's backups in one place."""

    folder: Path
    newest: "Backup | None" = None
    """The last made of those that are proven."""
    count: int = 0
    """How many there are from which a journal can be restored."""
    waiting: int = 0
    """How many of them have not been read from end to end yet."""
    damaged: "Backup | None" = None
    """The last made of all, if nothing can be taken from it."""
    trouble: str = ""
    """What keeps the next one from being made here, for a person to read."""


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What may still hold words that are gone from the journal."""

    backups: int
    out_of_reach: Sequence[Path]
    """Places that cannot be looked into just now."""
    replaced: Sequence[Path]
    """Folders of journals in whose place a backup was restored."""


class Backups(QObject):
    """Makes the backups of the journal in one folder, in all places a person wants them."""

    proven = Signal()
    """They have been looked through since the journal was opened."""
    damaged = Signal(str)
    """The newest of them cannot be read although the journal can; the sentence says what to do."""

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
        self.looked_through = False
        """Whether that has been done since the journal was opened."""

    @property
    def clock(self) -> Clock:
        """What says when a backup is made."""
        return self._clock

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
            self.looked_through = True
            self.proven.emit()
            self.look(journal.vault_id, self, self._tell_of_damage)

        self._background.run(look_after, self, tell, _rest)

    def look(self, vault_id: str, owner: QObject, done: Callable[[list[Place]], None]) -> None:
        """Look into every place in the worker, and hand over what is known of each.

        That is not done once `owner` is gone.
        """
        folders, room = self.places, self._folder / DATABASE

        def look_into_all() -> list[Place]:
            return [look_into(folder, vault_id, room, n > 0) for n, folder in enumerate(folders)]

        self._background.run(look_into_all, owner, done, _rest)

    def count_holding(
        self, vault_id: str, before: datetime, owner: QObject, done: Callable[["Holding"], None]
    ) -> None:
        """Count in the worker what may still hold what was in the journal before `before`.

        Nothing is handed over once `owner` is gone.
        """
        folders = self.places

        def count() -> Holding:
            from reflect_app.vault import backup, restoring

            reached = [folder for folder in folders if folder.is_dir()]
            return Holding(
                backups=sum(backup.how_many_hold(each, vault_id, before) for each in reached),
                out_of_reach=[each for each in folders[1:] if each not in reached],
                replaced=restoring.replaced(self._folder),
            )

        self._background.run(count, owner, done, _rest)

    def choose_second_place(self, folder: Path | None) -> None:
        """Let backups go to `folder` too from now on, or to no second place."""
        self._settings.backup_folder = folder

    def _tell_of_damage(self, places: Sequence[Place]) -> None:
        found = [place.damaged for place in places if place.damaged]
        if found:
            self.damaged.emit(DAMAGED.format(when=when(found[0], self._clock.today())))


def look_into(folder: Path, vault_id: str, database: Path, second: bool) -> Place:  # noqa: FBT001
    """Return what is known of the backups of one journal in `folder`; for the worker."""
    from reflect_app.vault import backup

    try:
        mine = backup.of_journal(folder, vault_id)
    except JournalError:
        return Place(folder=folder, trouble=NOT_ALLOWED)
    sound = [each for each in mine if not each.trouble]
    return Place(
        folder=folder,
        newest=next((each for each in sound if each.proven), None),
        count=len(sound),
        waiting=sum(not each.proven for each in sound),
        damaged=mine[0] if mine and mine[0].trouble else None,
        trouble=_in_the_way(folder, database, second),
    )


def _in_the_way(folder: Path, database: Path, second: bool) -> str:  # noqa: FBT001
    """Return why no backup can be made in `folder`, or nothing where none is to be seen."""
    if not folder.is_dir():
        return NOT_REACHED if second else ""  # the one beside the journal is made when needed
    if not os.access(folder, os.W_OK | os.X_OK):
        return NOT_ALLOWED
    with suppress(OSError):
        if shutil.disk_usage(folder).free < database.stat().st_size:
            return NO_ROOM
    return ""


def when(made: "Backup", today: date) -> str:
    """Return when a backup was made, as a person says it: "Monday 23 November, 17:02"."""
    local = made.made.astimezone()
    day = long_day if local.year == today.year else full_day
    return f"{day(local.date())}, {at(local)}"


def _rest(_: object) -> None:
    """Leave it at that: Settings says how old the newest backup is, and Today once it is old."""
