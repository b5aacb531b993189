"""Backups that prove themselves: made without a key in a moment, counted only once proven.

A backup is one file, for any computer:

    Reflect backup      the first line, always the same
    {...}               the manifest, one line of canonical JSON
    the header          what journal.keys held
    the database        what journal.db held

The manifest has these parts:

    changed   when the database was last written, in nanoseconds since 1970, as its disk told it
    checksum  SHA-256 of all the rest of the manifest: tells damage without any key
    counts    how much is in it; nothing before it is proven
    database  size and SHA-256
    format    always "reflect-backup"
    header    size and SHA-256
    mac       HMAC-SHA256 of all but itself and the checksum, under a key from the root key: whoever
              had that key has read the backup from end to end. Empty before it is proven
    made      when, in UTC
    number    one more than the one before it in its folder: their order, whatever the clock says
    vault     the id that the header and the database bear too
    version   of this format; a later one keeps the first line, `checksum`, `format`, `version`
"""

import hashlib
import hmac
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from io import FileIO
from pathlib import Path
from typing import Any, Protocol

from reflect_app.vault import beside, canonical, keys, migrations, rekeying
from reflect_app.vault.engine import PAGE, connect
from reflect_app.vault.errors import (
    BackupExists,
    BackupUnderOtherKeys,
    CannotSave,
    ChangeUnderWay,
    DamagedBackup,
    DamagedHeader,
    DamagedJournal,
    DiskFull,
    FolderGone,
    FolderNotWritable,
    JournalError,
    JournalInUse,
    NewerJournal,
    NoJournal,
    NotABackup,
    named,
)
from reflect_app.vault.files import BACKUPS, DATABASE, HEADERS, side
from reflect_app.vault.keys import Header, Root, sync_folder
from reflect_app.vault.vault import Vault

FORMAT = "reflect-backup"
VERSION = 1
MAGIC = b"Reflect backup\n"
SUFFIX = ".rfb"

DAYS, WEEKS, MONTHS = 7, 4, 12
"""Of how many days, weeks and months the newest backup is kept."""

REHEARSAL = timedelta(days=30)
"""How long ago a backup may have been read from end to end."""

LATEST = 20
"""How many stay whatever day they are of, proven or not: somebody may have restored one too old."""

SLICE = 1 << 20
"""Bytes between two looks at whether the journal is wanted back."""

_AT_ONCE = 16 * SLICE
"""Bytes that are made durable together: one sync of all would let an unlock wait for it."""
_UNFINISHED_MAGIC = bytes.fromhex("d9d505f920a163d7")
_DAMAGED = "-damaged"
_MOST_BYTES = 16_384
_UNKNOWN = "0" * 64
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"

_NEWER = (
    "This backup was made by a newer version of Reflect. Nothing has been touched: please use "
    "that version or a later one."
)
_NOT_THERE = (
    "There is no file at that place. Nothing has been changed: if it is on a stick or another "
    "drive, connect that and try again."
)
_UNREADABLE = "The database in it cannot be read to its end."
_ANOTHERS = "The database in it belongs to another journal."
_CHANGED = "Its {part} is not what was put into it."
_FORGED = "What it says about itself was not written by this journal."
_MAKING = {
    DiskFull: "The disk is full, so there is no new backup. The journal itself is safe: free some "
    "space and try again, or choose another folder for the backups.",
    FolderGone: "The folder for the backups cannot be reached, so there is no new one. The journal "
    "itself is safe: connect its drive and try again, or choose another folder.",
    FolderNotWritable: "Reflect is not allowed to write in the folder for the backups, so there "
    "is no new one. The journal itself is safe: allow writing there, or choose another folder.",
    CannotSave: "The computer could not write the backup just now. The journal itself is safe: "
    "please try again, or choose another folder for the backups.",
}
_REMOVING = {
    FolderNotWritable: "Reflect is not allowed to remove backups there. What is in the journal "
    "is safe: allow writing in their folder and try again.",
    CannotSave: "The computer could not remove a backup just now. What is in the journal is safe: "
    "please try again.",
}
_LOOKING = {
    DiskFull: "The disk is full, and looking a backup through needs room for one more. Nothing "
    "has been changed: free some space and try again.",
    FolderGone: _NOT_THERE,
    FolderNotWritable: "Reflect is not allowed to read that backup, or to write beside it. "
    "Nothing has been changed: allow it, or use a copy in a folder of your own.",
    CannotSave: "The computer could not read that backup to its end just now. Nothing has been "
    "changed: please try again, or use another backup.",
}


class Stopped(Exception):  # noqa: N818  (it is what happened)
    """The journal was wanted back before the backup was made; nothing is left of it."""


class Wish(Protocol):
    """What a threading.Event is: set once somebody wants the journal back."""

    def is_set(self) -> bool:
        """Say whether to stop."""


Ask = Callable[[list[Header]], tuple[Header, Root]]

Tell = Callable[[str], object]
"""Is told what is being done, for somebody who waits."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the two files inside."""

    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says about itself."""

    vault_id: str
    number: int
    made: datetime
    changed: int
    header: Part
    database: Part
    counts: Mapping[str, int] = field(default_factory=dict)
    mac: str = ""

    def of_the_same(self, other: "Manifest") -> bool:
        """Say whether nothing was written in the journal between the two."""
        return (self.header, self.changed, self.database.size) == (
            other.header,
            other.changed,
            other.database.size,
        )

    def genuine(self, root: Root) -> bool:
        """Say whether all of it was written by somebody who had the root key."""
        return hmac.compare_digest(self.mac, _proof(self, root))

    def proven(self, root: Root, counts: Mapping[str, int]) -> "Manifest":
        """Return it with what was counted and the proof that somebody did."""
        counted = replace(self, counts=dict(counts))
        return replace(counted, mac=_proof(counted, root))

    def to_bytes(self) -> bytes:
        """Return the only spelling that is ever read again."""
        return canonical.checked_line(self.document() | {"mac": self.mac})

    def document(self) -> dict[str, Any]:
        """Return all of it but the checksum and the proof."""
        return {
            "changed": self.changed,
            "counts": dict(self.counts),
            "database": asdict(self.database),
            "format": FORMAT,
            "header": asdict(self.header),
            "made": self.made.strftime(_MOMENT),
            "number": self.number,
            "vault": self.vault_id,
            "version": VERSION,
        }


def _proof(manifest: Manifest, root: Root) -> str:
    return hmac.digest(root.backup_key, canonical.line(manifest.document()), "sha256").hex()


@dataclass(frozen=True, kw_only=True)
class Backup:
    """One file among the backups."""

    path: Path
    size: int
    made: datetime
    """In UTC; where the file cannot say it, when it was last written."""
    manifest: Manifest | None = None
    trouble: str = ""
    """Why nothing can be taken from it; empty if nothing is known against it."""

    @property
    def proven(self) -> bool:
        """Whether it was read from end to end and found whole."""
        return not self.trouble and bool(self.manifest and self.manifest.mac)

    @property
    def counts(self) -> Mapping[str, int]:
        """How much is in it, by kind of record; empty before it is proven."""
        return self.manifest.counts if self.manifest else {}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was found in a backup that is whole."""

    manifest: Manifest
    header: Header
    root: Root
    counts: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """What became of all backups when a new one took their place."""

    backup: Backup
    removed: int
    left: list[Path]
    """Files that cannot say whose they are, and may hold what was deleted."""


def default_place(folder: Path) -> Path:
    """Return where the backups of the journal in `folder` lie unless somebody chose otherwise."""
    return folder / BACKUPS


def by_passphrase(passphrase: str) -> Ask:
    """Return what finds the root key of a backup; it raises WrongPassphrase."""
    return lambda headers: keys.unlock(headers, passphrase)


def by_recovery_key(text: str) -> Ask:
    """Return what finds the root key of a backup; it raises WrongRecoveryKey."""
    return lambda headers: keys.unlock_with_recovery_key(headers, text)


def ready(folder: Path, ask: Ask) -> Root:
    """Return the root key of the closed journal, once no change in it is half done.

    Only the key can finish what was cut off; `make` refuses it. Raise a JournalError.
    """
    rekeying.settle(folder)
    root = ask(keys.read(folder))[1]
    if _is_unfinished(folder / DATABASE):
        connect(folder / DATABASE, root.database_key).close()
    return root


# Making


def make(folder: Path, place: Path, now: datetime, wanted: Wish | None = None) -> Backup:
    """Copy the closed journal in `folder` into a new file in `place`, durable; return it.

    Nothing in this process may have the journal open, and the caller holds its lock. If the newest
    backup is of the same state already, it is returned and nothing is made. Raise Stopped within a
    slice or a sync of `wanted` being set, a JournalError for what is in the way.
    """
    with saying(_MAKING):
        if place == default_place(folder) and folder.is_dir():
            place.mkdir(mode=0o700, exist_ok=True)
        draft = _draft(folder, place, now)
        for newest in of_journal(place, draft.vault_id)[:1]:
            if not newest.trouble and newest.manifest and newest.manifest.of_the_same(draft):
                return newest
        return _assemble(_free_name(place, now), draft, folder, wanted)


def make_file(folder: Path, file: Path, now: datetime, wanted: Wish | None = None) -> Backup:
    """Do what `make` does, always, into `file`; raise BackupExists if anything is there."""
    with saying(_MAKING):
        if file.exists() or file.is_symlink():
            raise BackupExists
        return _assemble(file, _draft(folder, file.parent, now), folder, wanted)


def _draft(folder: Path, place: Path, now: datetime) -> Manifest:
    """Return what a backup of the journal in `folder` will say, but for the database's hash."""
    if not Vault(folder).exists():
        raise NoJournal
    rekeying.settle(folder)
    header = keys.read(folder)[0]
    size, changed = _state(folder)
    numbers = [_number(backup) for backup in of_journal(place, header.vault_id)]
    return Manifest(
        vault_id=header.vault_id,
        number=max(numbers, default=0) + 1,
        made=now.astimezone(UTC).replace(microsecond=0),
        changed=changed,
        header=_part(header.to_bytes()),
        database=Part(sha256=_UNKNOWN, size=size),
    )


def _state(folder: Path) -> tuple[int, int]:
    """Return the size of the database and when it was written; raise unless it is at rest."""
    database = folder / DATABASE
    if not database.is_file():
        raise DamagedJournal
    if _is_unfinished(database):
        raise ChangeUnderWay
    found = database.stat()
    if found.st_size < PAGE or found.st_size % PAGE:
        raise DamagedJournal
    return found.st_size, found.st_mtime_ns


def _is_unfinished(database: Path) -> bool:
    """Say whether SQLite still has a change to take back; of other remnants it takes nothing."""
    if not side(database).is_file():
        return False
    with side(database).open("rb") as file:
        return file.read(len(_UNFINISHED_MAGIC)) == _UNFINISHED_MAGIC


def _free_name(place: Path, now: datetime) -> Path:
    stem = now.astimezone().strftime("reflect-%Y-%m-%d-%H%M%S")
    tried = (place / f"{stem}{more}{SUFFIX}" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path for path in tried if not path.exists())


def _assemble(target: Path, manifest: Manifest, folder: Path, wanted: Wish | None) -> Backup:
    """Write `target` from the header and the database in `folder`, so that it is whole or not."""
    fresh = target.parent / f".making-{manifest.vault_id[:8]}"
    fresh.unlink(missing_ok=True)
    try:
        written = _write(fresh, manifest, folder, wanted)
        _stop_if(wanted)
        fresh.replace(target)
    except (OSError, JournalError, Stopped):
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return Backup(path=target, size=target.stat().st_size, made=written.made, manifest=written)


def _write(fresh: Path, manifest: Manifest, folder: Path, wanted: Wish | None) -> Manifest:
    """Fill `fresh`, durable; return what it says. The space for the hash is filled last."""
    header = keys.read(folder)[0].to_bytes()
    before = _state(folder)
    if _part(header) != manifest.header:
        raise JournalInUse
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        _put(file, MAGIC + manifest.to_bytes() + header)
        digest = _copy(folder / DATABASE, file, wanted)
        if _state(folder) != before:
            raise JournalInUse
        written = replace(manifest, database=Part(sha256=digest, size=manifest.database.size))
        if manifest.database.sha256 not in (_UNKNOWN, digest):
            raise CannotSave(_MAKING[CannotSave])
        file.seek(len(MAGIC))
        _put(file, written.to_bytes())
        _stop_if(wanted)
        os.fsync(handle)
    if read(fresh)[0] != written:
        raise CannotSave(_MAKING[CannotSave])
    return written


def _part(content: bytes) -> Part:
    return Part(sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def _copy(database: Path, target: FileIO, wanted: Wish | None) -> str:
    """Append `database` to `target`, look whether it arrived, and return its SHA-256."""
    # Hashing takes as long as copying, and both the lock and whoever wants to unlock wait for it:
    # so the two go side by side.
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(_digest, database, wanted)
        start = target.tell()
        arrived = bytearray(SLICE)
        with database.open("rb", buffering=0) as source:
            for piece in _pieces(source, wanted):
                _put(target, piece)
                target.seek(start)
                count = target.readinto(arrived)
                if (arrived if count == SLICE else arrived[:count]) != piece:
                    raise CannotSave(_MAKING[CannotSave])
                start += count
                if start % _AT_ONCE < SLICE:
                    os.fsync(target.fileno())
        return digest.result()


def _digest(path: Path, wanted: Wish | None = None) -> str:
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        for piece in _pieces(file, wanted):
            digest.update(piece)
    return digest.hexdigest()


def _pieces(file: FileIO, wanted: Wish | None) -> Iterator[bytearray]:
    """Read `file` into one buffer over and over, which costs half of what new ones do."""
    piece = bytearray(SLICE)
    while count := file.readinto(piece):
        _stop_if(wanted)
        yield piece if count == SLICE else piece[:count]


def _put(file: FileIO, content: bytes | bytearray) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def _stop_if(wanted: Wish | None) -> None:
    if wanted and wanted.is_set():
        raise Stopped


@contextmanager
def saying(sentences: Mapping[type[JournalError], str]) -> Iterator[None]:
    """Raise what the computer refuses as a JournalError, with the sentence for this occasion."""
    try:
        yield
    except OSError as error:
        kind = type(named(error))
        raise kind(sentences.get(kind, "")) from None


# Reading


def read(file: Path) -> tuple[Manifest, int]:
    """Return what a backup says about itself and where its header begins; no key is needed.

    Raise NotABackup, DamagedBackup if it was cut, added to or changed there, NewerJournal.
    """
    if not file.is_file():
        raise NotABackup if file.exists() else NotABackup(_NOT_THERE)
    with saying(_LOOKING), file.open("rb") as source:
        if source.read(len(MAGIC)) != MAGIC:
            raise NotABackup
        line = source.readline(_MOST_BYTES)
        size = os.fstat(source.fileno()).st_size
    manifest = _parse(line)
    start = len(MAGIC) + len(line)
    if size != start + manifest.header.size + manifest.database.size:
        raise DamagedBackup
    return manifest, start


def checked(file: Path, folder: Path, ask: Ask, tell: Tell = lambda _: None) -> Checked:
    """Put what is in `file` into the empty `folder` and read it from end to end.

    There it lies as it lay in the journal's folder. Raise DamagedBackup with all that is wrong,
    NotABackup, NewerJournal, and what `ask` raises where it finds no root key.
    """
    with saying(_LOOKING):
        manifest, start = read(file)
        with file.open("rb", buffering=0) as source:
            source.seek(start)
            tell("Looking at the keys.")
            _take_out(source, folder / HEADERS[0], manifest.header, "header")
            header, root = _unlocked(folder, manifest, ask)
            tell("Taking out the database.")
            _take_out(source, folder / DATABASE, manifest.database, "database")
        tell("Reading every page of it.")
        counts = _look_through(folder / DATABASE, manifest, root)
        side(folder / DATABASE).unlink(missing_ok=True)
        if _digest(folder / DATABASE) != manifest.database.sha256:
            # An older version's database was brought up to date to be counted, in this copy alone.
            _take_out_again(file, folder, manifest)
    return Checked(manifest=manifest, header=header, root=root, counts=counts)


def _take_out(source: FileIO, target: Path, part: Part, name: str) -> None:
    """Write the next part of a backup to `target`; raise DamagedBackup if it is not that part."""
    digest = hashlib.sha256()
    left = part.size
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb", buffering=0) as file:
        while left and (piece := source.read(min(SLICE, left))):
            digest.update(piece)
            _put(file, piece)
            left -= len(piece)
        os.fsync(handle)
    if left or digest.hexdigest() != part.sha256:
        raise DamagedBackup(problems=[_CHANGED.format(part=name)])


def _take_out_again(file: Path, folder: Path, manifest: Manifest) -> None:
    (folder / DATABASE).unlink()
    with file.open("rb", buffering=0) as source:
        source.seek(-manifest.database.size, os.SEEK_END)
        _take_out(source, folder / DATABASE, manifest.database, "database")


def _unlocked(folder: Path, manifest: Manifest, ask: Ask) -> tuple[Header, Root]:
    try:
        headers = keys.read(folder)
        header, root = ask(headers)
    except DamagedHeader:
        raise DamagedBackup(problems=[_CHANGED.format(part="header")]) from None
    if header.vault_id != manifest.vault_id or (manifest.mac and not manifest.genuine(root)):
        raise DamagedBackup(problems=[_FORGED])
    return header, root


def _look_through(database: Path, manifest: Manifest, root: Root) -> dict[str, int]:
    """Return how much is in `database`; raise DamagedBackup, NewerJournal."""
    try:
        # Each look has a connection of its own: what one read, the next would judge from memory.
        with beside.connected(database, root) as db:
            version, vault_id = migrations.inspect(db)
        if version > migrations.VERSION:
            raise NewerJournal(_NEWER)
        if vault_id != manifest.vault_id:
            raise DamagedBackup(problems=[_ANOTHERS])
        with beside.opened(database, manifest.vault_id, root) as journal:
            problems = journal.check()
        if problems:
            raise DamagedBackup(problems=problems)
        with beside.connected(database, root) as db:
            migrations.prepare(db, manifest.vault_id)
        with beside.opened(database, manifest.vault_id, root) as journal:
            return journal.counts()
    except DamagedJournal:
        raise DamagedBackup(problems=[_UNREADABLE]) from None


def _parse(line: bytes) -> Manifest:
    try:
        document = canonical.whole(line, FORMAT)
    except ValueError:
        raise DamagedBackup from None
    if document["version"] > VERSION:
        raise NewerJournal(_NEWER)
    if not canonical.fits(document, _SCHEMA) or bool(document["counts"]) != bool(document["mac"]):
        raise DamagedBackup
    return Manifest(
        vault_id=document["vault"],
        number=document["number"],
        made=_moment(document["made"]),
        changed=document["changed"],
        header=Part(**document["header"]),
        database=Part(**document["database"]),
        counts=document["counts"],
        mac=document["mac"],
    )


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)


def _is_moment(value: object) -> bool:
    try:
        if not isinstance(value, str) or not "1970" <= value < "9000":
            return False
        return _moment(value).strftime(_MOMENT) == value
    except ValueError:
        return False


def _is_proof(value: object) -> bool:
    return value == "" or canonical.hexed(32)(value)


def _are_counts(value: object) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= 50
        and all(re.fullmatch("[a-z_]{1,40}", name) for name in value)
        and all(map(canonical.between(0, 2**53), value.values()))
    )


# The bounds keep a tampered file from filling a disk or a memory: they are looked at first.
_SCHEMA: canonical.Schema = {
    "changed": canonical.between(-(2**63), 2**63),
    "checksum": canonical.hexed(32),
    "counts": _are_counts,
    "database": {
        "sha256": canonical.hexed(32),
        "size": lambda value: canonical.between(PAGE, 2**40)(value) and value % PAGE == 0,
    },
    "format": FORMAT.__eq__,
    "header": {"sha256": canonical.hexed(32), "size": canonical.between(1, _MOST_BYTES)},
    "mac": _is_proof,
    "made": _is_moment,
    "number": canonical.between(1, 2**53),
    "vault": canonical.hexed(16),
    "version": VERSION.__eq__,
}


# Proving


def prove(file: Path, root: Root) -> Backup:
    """Read a backup from end to end, count what is in it, and let it count from now on.

    One that is not sound gets a name that says so and stays: of a damaged journal it may be the
    best there is. Raise DamagedBackup (its `problems` say what), BackupUnderOtherKeys, DiskFull.
    """
    manifest, _ = read(file)

    def this_root(headers: list[Header]) -> tuple[Header, Root]:
        if not headers[0].genuine(root):
            raise BackupUnderOtherKeys
        return headers[0], root

    with saying(_LOOKING), _room(file.parent / f".proving-{manifest.vault_id[:8]}") as folder:
        try:
            found = checked(file, folder, this_root)
        except DamagedBackup:
            _name_damaged(file)
            raise
        proven = found.manifest.proven(root, found.counts)
        if proven == manifest:
            return _found(file)
        return _assemble(file, proven, folder, None)


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """Give an empty folder for the owner alone, and take it away with all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _name_damaged(file: Path) -> None:
    if not file.stem.endswith(_DAMAGED):
        with suppress(OSError):
            file.rename(file.with_name(f"{file.stem}{_DAMAGED}{file.suffix}"))


# What there is


def backups(place: Path) -> list[Backup]:
    """Return every backup in `place`, of whatever journal, the latest first; [] if it is gone."""
    with saying(_LOOKING):
        files = sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else []
        found = [_found(file) for file in files if file.is_file()]
    return sorted(found, key=lambda backup: (backup.made, _number(backup)), reverse=True)


def of_journal(place: Path, vault_id: str) -> list[Backup]:
    """Return the backups of one journal, the last made first, even if the clock went wrong."""
    return _in_order(vault_id, backups(place))


def how_many_hold(place: Path, vault_id: str, before: datetime) -> int:
    """Return how many backups in `place` may hold what was in the journal before `before`.

    A file that cannot say whose it is counts too, if it is old enough.
    """
    found = backups(place)
    unreadable = sum(not backup.manifest and backup.made < before for backup in found)
    return len(_made_before(before, _in_order(vault_id, found))) + unreadable


def _made_before(before: datetime, mine: Sequence[Backup]) -> list[Backup]:
    """Return those of one journal that were made before `before`, or before one that was."""
    last = max((_number(backup) for backup in mine if backup.made < before), default=0)
    return [backup for backup in mine if _number(backup) <= last]


def _found(file: Path) -> Backup:
    status = file.stat()
    written = datetime.fromtimestamp(status.st_mtime, UTC)
    try:
        manifest, _ = read(file)
    except JournalError as error:
        return Backup(path=file, size=status.st_size, made=written, trouble=error.sentence)
    trouble = DamagedBackup.sentence if file.stem.endswith(_DAMAGED) else ""
    return Backup(
        path=file, size=status.st_size, made=manifest.made, manifest=manifest, trouble=trouble
    )


def _in_order(vault_id: str, found: Iterable[Backup]) -> list[Backup]:
    mine = [each for each in found if each.manifest and each.manifest.vault_id == vault_id]
    return sorted(mine, key=lambda backup: (_number(backup), backup.made), reverse=True)


def _vaults(found: Iterable[Backup]) -> set[str]:
    return {backup.manifest.vault_id for backup in found if backup.manifest}


def _number(backup: Backup) -> int:
    return backup.manifest.number if backup.manifest else 0


# Which of them stay


def kept(made: Sequence[datetime]) -> set[int]:
    """Return the positions of those that stay, of backups made at `made`, the last made first.

    Of each of the last seven days, four weeks and twelve months on which there is any, the newest
    stays; days are those of the local calendar. What was made later counts as later, whatever the
    clock said: one that ran years ahead neither keeps its backups for ever nor costs others theirs.
    """
    stay: set[int] = set()
    for most, span in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        newest: dict[str, int] = {}
        for position, moment in enumerate(made):
            newest.setdefault(moment.astimezone().strftime(span), position)
        stay |= set(list(newest.values())[:most])
    return stay


def prune(place: Path) -> list[Path]:
    """Remove the backups that newer ones have made superfluous; return which those were.

    For each journal, the LATEST and all from its newest proven one on stay. Of the older ones the
    proven stay as `kept` says, and those that were never proven go. The damaged are left for a
    person.
    """
    found = backups(place)
    gone = [
        each for vault_id in _vaults(found) for each in _superfluous(_in_order(vault_id, found))
    ]
    return _remove(place, [backup.path for backup in gone])


def _superfluous(mine: Sequence[Backup]) -> list[Backup]:
    sound = [backup for backup in mine if not backup.trouble]
    first = next((at for at, backup in enumerate(sound) if backup.proven), len(sound))
    older = sound[first:]
    proven = [backup for backup in older if backup.proven]
    stay = [proven[position] for position in kept([backup.made for backup in proven])]
    return [backup for backup in older if backup not in (*stay, *sound[:LATEST])]


def look_after(
    place: Path, vault_id: str, root: Root, now: datetime, before: datetime | None = None
) -> bool:
    """Prove what is new in `place`, read an old one again, and let go of what is superfluous.

    Of this journal all that were made before `before` go too, once a later one is proven. Return
    whether none of those is left. What a place refuses is left for the next time.
    """
    try:
        newest = _newest_sound(place, vault_id, root)
        if newest:
            _rehearse(of_journal(place, vault_id), root, now)
            if before and newest.made >= before:
                _remove(place, [b.path for b in _made_before(before, of_journal(place, vault_id))])
            prune(place)
        return not before or (place.is_dir() and not how_many_hold(place, vault_id, before))
    except JournalError:
        return not before


def _newest_sound(place: Path, vault_id: str, root: Root) -> Backup | None:
    """Return the newest backup that is proven under `root`, after proving those not tried yet."""
    for backup in of_journal(place, vault_id):
        if backup.proven and backup.manifest and backup.manifest.genuine(root):
            return backup
        if not backup.trouble and not backup.proven:
            with suppress(DamagedBackup, BackupUnderOtherKeys, NewerJournal):
                return prove(backup.path, root)
    return None


def _rehearse(mine: Sequence[Backup], root: Root, now: datetime) -> None:
    """Read the one again that was last read longest ago, if that is more than REHEARSAL ago.

    When that was is the time of its file. Disks lose what nobody reads.
    """
    known = [each for each in mine if each.proven and each.manifest and each.manifest.genuine(root)]
    last_read = {backup.path: backup.path.stat().st_mtime for backup in known}
    longest_ago = min(last_read, key=last_read.__getitem__, default=None)
    if longest_ago and now.timestamp() - last_read[longest_ago] > REHEARSAL.total_seconds():
        with suppress(DamagedBackup):
            prove(longest_ago, root)
            os.utime(longest_ago, (now.timestamp(), now.timestamp()))


def replace_all(folder: Path, place: Path, root: Root, now: datetime) -> Replaced:
    """Make a backup of the closed journal, prove it, and remove all that were made before it.

    Raise what `make` and `prove` raise; then every earlier one is still there.
    """
    backup = prove(make(folder, place, now).path, root)
    return remove_earlier(place, backup)


def remove_earlier(place: Path, backup: Backup) -> Replaced:
    """Remove all backups of the same journal made before `backup`, which is proven."""
    if not backup.proven or not backup.manifest:
        raise ValueError("only a proven backup may take the place of others")
    mine = [each.path for each in of_journal(place, backup.manifest.vault_id)]
    earlier = mine[mine.index(backup.path) + 1 :]
    removed = len(_remove(place, earlier))
    left = [each.path for each in backups(place) if not each.manifest]
    return Replaced(backup=backup, removed=removed, left=left)


def _remove(place: Path, files: Sequence[Path]) -> list[Path]:
    with saying(_REMOVING):
        for file in files:
            file.unlink(missing_ok=True)
        if files:
            sync_folder(place)
    return list(files)
