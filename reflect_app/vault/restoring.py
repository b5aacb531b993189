"""Taking a journal back out of a backup, so that a cut leaves the old one or the new one, whole.

All of it is made ready inside the journal's folder, in a folder of its own:

    restoring                        the new files, being written and read through
    restoring/replaced 2026-11-24 …  the old ones once more, under the date they were replaced
    restored                         the same once it is ready: from this name on the new one counts

Cut off before that name is given, everything is as it was; after it, `settle` goes on.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reflect_app.vault import keys, rekeying
from reflect_app.vault.backup import Ask, Tell, checked, saying
from reflect_app.vault.errors import (
    CannotSave,
    DiskFull,
    FolderGone,
    FolderNotWritable,
    JournalError,
)
from reflect_app.vault.files import DATABASE, HEADERS, RESTORED, side
from reflect_app.vault.keys import sync_folder

_STAGING = "restoring"
_REPLACED = "replaced "
_UNFINISHED = DATABASE + ".new"
_OURS = (*HEADERS, DATABASE, _UNFINISHED)

_SENTENCES = {
    DiskFull: "The disk is full, so nothing has been restored. The backup and the journal that "
    "was there are safe: free some space and try again.",
    FolderGone: "The folder to restore to cannot be reached, so nothing has been restored. The "
    "backup is safe: connect its drive and try again, or choose another folder.",
    FolderNotWritable: "Reflect is not allowed to write in the folder to restore to. Nothing has "
    "been changed: allow writing there, or choose another folder.",
    CannotSave: "The computer could not write in the folder to restore to. The backup and the "
    "journal that was there are safe: please try again, or choose another folder.",
}


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What lies in the journal's folder now."""

    vault_id: str
    made: datetime
    """When the backup was made, in UTC."""
    counts: Mapping[str, int]
    replaced: Path | None
    """Where the journal is that was there before; None if there was none."""


def restore(
    file: Path, folder: Path, ask: Ask, now: datetime, tell: Tell = lambda _: None
) -> Restored:
    """Put the journal in the backup `file` into `folder`, in the place of what is there.

    The backup is read from end to end first, and what was there is kept in a folder inside.
    Nothing in this process may have that journal open, and the caller holds its lock. Raise a
    JournalError for what is in the way; then nothing has changed. `ask` is `backup.by_passphrase`
    or `backup.by_recovery_key`.
    """
    staging = folder / _STAGING
    with saying(_SENTENCES):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        rekeying.settle(folder)
        settle(folder)
        staging.mkdir(mode=0o700)
        try:
            found = checked(file, staging, ask, tell)
            tell("Putting it in its place.")
            keys.write(staging, found.header)
            name = _keep_old(folder, staging, now)
            sync_folder(staging)
            staging.rename(folder / RESTORED)
        except (OSError, JournalError):
            shutil.rmtree(staging, ignore_errors=True)
            raise
        sync_folder(folder)
        settle(folder)
    return Restored(
        vault_id=found.header.vault_id,
        made=found.manifest.made,
        counts=found.counts,
        replaced=folder / name if name else None,
    )


def settle(folder: Path) -> None:
    """Finish a restoring that was cut off once it counted; take back any other.

    The journal in `folder` must be closed and its lock held. Raise a JournalError where the
    folder refuses it.
    """
    ready = folder / RESTORED
    with saying(_SENTENCES):
        if ready.is_dir():
            _finish(folder, ready)
        if (folder / _STAGING).exists():
            shutil.rmtree(folder / _STAGING)


def replaced(folder: Path) -> list[Path]:
    """Return where journals lie that a restored one has replaced in `folder`, the latest first."""
    found = [path for path in folder.glob(f"{_REPLACED}*") if path.is_dir()]
    return sorted(found, reverse=True)


def _finish(folder: Path, ready: Path) -> None:
    """Do what is left of giving every file its place; doing it twice does no harm."""
    for kept in ready.glob(f"{_REPLACED}*"):
        _rename(kept, folder / kept.name)
    _place(ready, folder, HEADERS[0])
    if (ready / DATABASE).exists():
        # What is noted there would be taken back in a database it was never about.
        for remnant in (side(folder / DATABASE), *_both(folder / _UNFINISHED)):
            remnant.unlink(missing_ok=True)
        sync_folder(folder)
    _place(ready, folder, DATABASE)
    _place(ready, folder, HEADERS[1])
    shutil.rmtree(ready)
    sync_folder(folder)


def _place(ready: Path, folder: Path, name: str) -> None:
    if (ready / name).exists():
        _rename(ready / name, folder / name)


def _rename(path: Path, target: Path) -> None:
    path.replace(target)
    sync_folder(target.parent)
    sync_folder(path.parent)


def _keep_old(folder: Path, staging: Path, now: datetime) -> str:
    """Put what is in `folder` once more under a dated name in `staging`; return the name, or ""."""
    old = [path for name in _OURS for path in _both(folder / name) if path.exists()]
    if not old:
        return ""
    name = _free_name(folder, now)
    kept = staging / name
    kept.mkdir(mode=0o700)
    for path in old:
        _once_more(path, kept / path.name)
    sync_folder(kept)
    return name


def _free_name(folder: Path, now: datetime) -> str:
    dated = now.astimezone().strftime(f"{_REPLACED}%Y-%m-%d %H%M%S")
    tried = (f"{dated}{more}" for more in ("", *(f" {n}" for n in range(2, 1000))))
    return next(name for name in tried if not (folder / name).exists())


def _once_more(path: Path, target: Path) -> None:
    """Give the file at `path` a second name, or make a copy where the disk knows none."""
    try:
        target.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, target)
        handle = os.open(target, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _both(path: Path) -> tuple[Path, Path]:
    return path, side(path)
