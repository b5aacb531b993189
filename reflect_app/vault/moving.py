"""Taking a journal to another folder, so that at every moment it opens from exactly one.

The settings say from which. First the copy is made and compared, then the settings name it, and
only then is the original removed. A note beside the copy says what it was made from, so that what
a power cut leaves behind is known for what it is, and cleared away.
"""

import errno
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from reflect_app.vault.errors import JournalError, NotMoved
from reflect_app.vault.files import BACKUPS, DATABASE, HEADERS

SUBFOLDER = "Reflect"
"""What the journal lies in where the chosen folder has other things in it."""
NOTE = "journal.moving"
"""In the new folder, until the old one is cleared."""

SAME = "That is where your journal is already."
INSIDE = (
    "That folder is inside the one your journal is in, and would be in its own way. Nothing has "
    "been moved: please choose a folder outside it."
)
TAKEN = (
    "There is already a journal in that folder. Both have been left as they are: please choose "
    "another folder."
)
NOT_EMPTY = (
    f"There is already something called {SUBFOLDER} in that folder, with other things in it. "
    "Nothing has been moved: please choose another folder."
)
FILLED = (
    "Something has been put into that folder since you chose it. Nothing has been moved: please "
    "choose it again, or another one."
)
NO_ROOM = (
    "There is not enough room in that folder. Your journal is where it was and safe: free some "
    "space there, or choose another folder."
)
NOT_ALLOWED = (
    "Reflect is not allowed to write in that folder. Your journal is where it was and safe: "
    "please choose another folder, or allow writing there."
)
GONE = (
    "That folder cannot be reached. Your journal is where it was and safe: connect the drive it "
    "is on and try again, or choose another folder."
)
DIFFERS = (
    "What arrived in that folder was not what was sent, so that drive may be wearing out. Your "
    "journal is where it was and safe: please choose another folder."
)
SYNCHRONISED = (
    "That folder looks as if it is copied to a server or to other computers. The journal stays "
    "encrypted there, but older copies of it remain wherever that service keeps its files, and "
    "it must never be open on two computers at once."
)
ON_A_NETWORK = (
    "That folder looks as if it is on a network. The journal stays encrypted there, but it can "
    "be saved only while the network is there, and whoever runs it can delete it."
)

_REFUSALS = {
    errno.ENOSPC: NO_ROOM,
    errno.EDQUOT: NO_ROOM,
    errno.EACCES: NOT_ALLOWED,
    errno.EPERM: NOT_ALLOWED,
    errno.EROFS: NOT_ALLOWED,
    errno.ENOENT: GONE,
    errno.ENOTDIR: GONE,
}
_BEGINNINGS = (DATABASE, HEADERS[0])
"""How the names of the journal's own files begin, finished or not."""
_REMNANTS = (f"{NOTE}.new", "journal.knock")
"""What may lie there and is worth nothing."""
_LOCK = "journal.lock"
_COPY = ".moving"
"""Ends the names of copies that are not yet in their place."""
_SPARE = 16 * 1024 * 1024
"""Bytes to be left free beside the journal, so that it can be written in."""
_MEGABYTE = 1_000_000
_CHUNK = 1024 * 1024
_MOST_BYTES = 16 * 1024 * 1024
_SERVICES = re.compile(
    "onedrive|dropbox|google ?drive|my drive$|icloud|com~apple~clouddocs|mobile documents|"
    "cloudstorage|nextcloud|owncloud|sharepoint",
    re.IGNORECASE,
)
"""How the folders begin that somebody's service keeps alike on several computers."""
_NETWORKS = re.compile("nfs|cifs|smb|afp|webdav|davfs|ncp|9p|fuse.sshfs|fuse.gvfs|fuse.rclone")


# Before


def place(journal: Path, chosen: Path) -> Path:
    """Return the folder the journal in `journal` would lie in; raise NotMoved with the reason.

    It looks, and touches nothing of the journal, which may be open.
    """
    here, there = journal.resolve(), chosen.resolve()
    if here in (there, there / SUBFOLDER):
        raise NotMoved(SAME)
    if here in there.parents:
        raise NotMoved(INSIDE)
    try:
        found = _room_in(chosen)
        _try_writing(found if found.exists() else chosen)
        _check_space(journal, chosen)
    except OSError as error:
        raise _named(error) from None
    return found


def warning(folder: Path, file_system: str = "") -> str:
    """Return what to think of before the journal goes to `folder`, empty if there is nothing.

    `file_system` is the type of what it lies on, as the system calls it.
    """
    if any(map(_SERVICES.match, folder.parts)):
        return SYNCHRONISED
    if str(folder).startswith("\\\\") or _NETWORKS.match(file_system.casefold()):
        return ON_A_NETWORK
    return ""


def _room_in(chosen: Path) -> Path:
    """Return `chosen`, or a folder in it where it has other things in it; raise NotMoved."""
    if _is_free(chosen):
        return chosen
    if _holds_journal(chosen):
        raise NotMoved(TAKEN)
    inside = chosen / SUBFOLDER
    if not inside.exists() or _is_free(inside):
        return inside
    raise NotMoved(TAKEN if inside.is_dir() and _holds_journal(inside) else NOT_EMPTY)


def _is_free(folder: Path) -> bool:
    """Say whether nothing is in `folder`, or what a move has left; `copy` looks closer at that."""
    if not folder.is_dir():
        if folder.exists():
            return False
        raise FileNotFoundError(errno.ENOENT, "no folder")
    names = {path.name for path in folder.iterdir()} - {_LOCK, *_REMNANTS}
    return not names or NOTE in names


def _holds_journal(folder: Path) -> bool:
    return any(_is_own(path.name) for path in folder.iterdir())


def _check_space(journal: Path, chosen: Path) -> None:
    need = sum((journal / name).stat().st_size for name in _names(journal)) + _SPARE
    free = shutil.disk_usage(chosen).free
    if free < need:
        raise NotMoved(
            f"The journal needs {-(-need // _MEGABYTE)} MB, and only {free // _MEGABYTE} MB are "
            "free there. Nothing has been moved: free some space there, or choose another folder."
        )


def _try_writing(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(4096))


# The move itself


def prepare(to: Path) -> None:
    """Make the folder `to` if need be, and see that it can be written in; raise NotMoved."""
    try:
        to.mkdir(mode=0o700, exist_ok=True)
        _try_writing(to)
    except OSError as error:
        raise _named(error) from None


def copy(journal: Path, to: Path) -> None:
    """Put a copy of the closed journal in `journal` into `to`, which is there; raise NotMoved.

    The caller holds the locks of both folders. When it raises, `to` is as empty as it was.
    """
    try:
        _sweep(journal, to)
        names = _names(journal)
        if DATABASE not in names:
            raise NotMoved(GONE)
        note = _Note(journal.resolve(), {name: _digest(journal / name) for name in names})
        try:
            note.write(to)
            _copy_all(note, to)
        except (OSError, JournalError):
            undo(to)
            raise
    except OSError as error:
        raise _named(error) from None


def undo(to: Path) -> None:
    """Take the copy away that `copy` made in `to`, as far as the disk lets it."""
    note = _Note.read(to)
    with suppress(OSError):
        for name in reversed(note.digests) if note else ():
            (to / name).unlink(missing_ok=True)
            _copy_of(to, name).unlink(missing_ok=True)
        _tidy(to)
        (to / NOTE).unlink(missing_ok=True)


def begun(folder: Path) -> bool:
    """Say whether a move to `folder` has begun and not been seen through; it only looks."""
    return (folder / NOTE).exists()


def origin(folder: Path) -> Path | None:
    """Return where the journal in `folder` was moved from, if that is not known to be cleared."""
    note = _Note.read(folder)
    return note.origin if note and (folder / DATABASE).is_file() else None


def clear(folder: Path) -> bool:
    """Remove what the journal in `folder` was copied from; return whether all of it is gone.

    Only what is still exactly as it was copied goes. The settings name `folder` by now, and the
    caller holds the lock of the old one.
    """
    note = _Note.read(folder)
    if note is None:
        return True
    old = note.origin
    try:
        apart = old.is_dir() and not old.samefile(folder)
        if apart:
            _remove_originals(note)
        # What is left has a life of its own by now: another try would leave it too.
        (folder / NOTE).unlink(missing_ok=True)
        return not (apart and _names(old))
    except OSError:
        return False


def leave(folder: Path) -> None:
    """Remove `folder` if nothing is in it any more; its lock must have been let go."""
    with suppress(OSError):
        folder.rmdir()


def _sweep(journal: Path, to: Path) -> None:
    """Take away what an earlier move of the same journal left; raise NotMoved for a journal."""
    note = _Note.read(to)
    if note is None:
        if _holds_journal(to) or not _is_free(to):
            raise NotMoved(TAKEN if _holds_journal(to) else FILLED)
    elif note.origin != journal.resolve() or not note.still_describes(to):
        raise NotMoved(TAKEN)
    else:
        undo(to)
    for name in (*_REMNANTS, NOTE):
        (to / name).unlink(missing_ok=True)


def _copy_all(note: "_Note", to: Path) -> None:
    for name, digest in note.digests.items():
        _copy(note.origin / name, _copy_of(to, name), digest)
    for name in note.digests:
        _copy_of(to, name).replace(to / name)
    for folder in {(to / name).parent for name in note.digests} | {to, to.parent}:
        _sync(folder)


def _copy(source: Path, target: Path, digest: str) -> None:
    """Write `target` like `source`, and see that it is; raise NotMoved if it is not."""
    _make(target.parent)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as copied, source.open("rb") as file:
        shutil.copyfileobj(file, copied, _CHUNK)
        copied.flush()
        os.fsync(handle)
    times = source.stat()
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
    if _digest(target) != digest:
        raise NotMoved(DIFFERS)


def _make(folder: Path) -> None:
    """Make `folder` and those it is in, for its owner alone; Path.mkdir minds only the last."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o700)


def _remove_originals(note: "_Note") -> None:
    old = note.origin
    for name in reversed(note.digests):
        path = old / name
        if _is_plain(path) and _digest(path) == note.digests[name]:
            path.unlink()
    _tidy(old)
    _sync(old)


def _tidy(folder: Path) -> None:
    """Remove what is worth nothing, and the folders inside that are empty."""
    for name in _REMNANTS:
        (folder / name).unlink(missing_ok=True)
    for inside, _, _ in os.walk(folder / BACKUPS, topdown=False):
        leave(Path(inside))


@dataclass(frozen=True)
class _Note:
    """What a copy was made from."""

    origin: Path
    digests: dict[str, str]
    """The SHA-256 of each file, by its name in the folder, in the order they are to come."""

    def write(self, folder: Path) -> None:
        """Put it into `folder`, durable and whole or not at all."""
        fresh = folder / f"{NOTE}.new"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump({"from": str(self.origin), "files": self.digests}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / NOTE)
        _sync(folder)

    @classmethod
    def read(cls, folder: Path) -> "_Note | None":
        """Return the one in `folder`; None if there is none, or none that was written here."""
        try:
            with (folder / NOTE).open("rb") as file:
                found = json.loads(file.read(_MOST_BYTES))
            digests = {str(name): str(digest) for name, digest in found["files"].items()}
            old = Path(str(found["from"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        return cls(old, digests) if all(map(_is_ours, digests)) else None

    def still_describes(self, folder: Path) -> bool:
        """Say whether nobody has written in the copy in `folder`, as far as there is one."""
        return all(_digest(folder / name) == self.digests.get(name, "") for name in _names(folder))


def _is_ours(name: str) -> bool:
    """Say whether a journal has a file of this name; whoever wrote it into a note."""
    path = PurePosixPath(name)
    inside = path.parts[:1] == (BACKUPS,) and ".." not in path.parts and "\\" not in name
    return (inside and len(path.parts) > 1) or (path.parts == (name,) and _is_own(name))


def _is_own(name: str) -> bool:
    return name.startswith(_BEGINNINGS) and not name.endswith(_COPY) and "\\" not in name


def _names(folder: Path) -> list[str]:
    """Return what of a journal is in `folder`, with forward slashes, the database last."""
    own = [path.name for path in folder.iterdir() if _is_own(path.name) and _is_plain(path)]
    # Without the database nothing there opens: it is the last to come, and the first to go.
    return [*sorted(_backups(folder)), *sorted(own, key=lambda name: (name == DATABASE, name))]


def _backups(folder: Path) -> Iterator[str]:
    for inside, _, files in os.walk(folder / BACKUPS):
        for name in files:
            path = Path(inside) / name
            if _is_plain(path) and path.suffix != _COPY:
                yield PurePath(path.relative_to(folder)).as_posix()


def _is_plain(path: Path) -> bool:
    """Say whether it is a file; a link or a pipe is somebody's own and stays."""
    return path.is_file() and not path.is_symlink()


def _copy_of(folder: Path, name: str) -> Path:
    return folder / f"{name}{_COPY}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    # The keys bring their library with them, which the lock screen does without.
    from reflect_app.vault.keys import sync_folder  # noqa: PLC0415

    sync_folder(folder)


def _named(error: OSError) -> NotMoved:
    return NotMoved(_REFUSALS.get(error.errno or 0, ""))
