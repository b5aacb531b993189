"""Bringing a journal of an earlier version up to date: a copy of it, after a backup.

Cut off anywhere, the journal is the old one, whole, or the new one; the backup stays either way.
"""

from pathlib import Path

from reflect_app.domain.clock import Clock
from reflect_app.vault import backup, beside, migrations
from reflect_app.vault.errors import DamagedJournal, DiskFull, named
from reflect_app.vault.files import DATABASE, side
from reflect_app.vault.keys import Header, Root, sync_folder

_COPY = DATABASE + ".upgraded"
_NO_ROOM = (
    "This journal is from an earlier version of Reflect, and bringing it up to date needs as much "
    "free space again as it takes, three times over. Nothing has been changed: free some space "
    "and try again."
)
_NOT_WHOLE = (
    "This journal is from an earlier version of Reflect, and something in it could not be brought "
    "up to date. Nothing has been changed: it is as it was, and there is a backup of it beside it."
)


def upgrade(folder: Path, header: Header, root: Root) -> None:
    """Bring the closed journal in `folder` up to date, its lock held.

    Raise a JournalError for what is in the way; then it is as it was.
    """
    copy = folder / _COPY
    try:
        backup.make(folder, backup.default_place(folder), Clock().now())
        beside.remove(copy)
        beside.copy(folder / DATABASE, copy)
        _bring_up(copy, header.vault_id, root)
        side(folder / DATABASE).unlink(missing_ok=True)
        copy.replace(folder / DATABASE)
        sync_folder(folder)
    except DiskFull:
        raise DiskFull(_NO_ROOM) from None
    except OSError as error:
        raise named(error) from None
    finally:
        beside.remove(copy)


def _bring_up(copy: Path, vault_id: str, root: Root) -> None:
    """Bring the copy up to date and read it from end to end."""
    with beside.connected(copy, root) as db:
        migrations.prepare(db, vault_id)
    with beside.opened(copy, vault_id, root) as journal:
        if journal.check():
            raise DamagedJournal(_NOT_WHOLE)
    side(copy).unlink(missing_ok=True)
