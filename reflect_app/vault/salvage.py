"""What a damaged database still holds, taken page by page into a new encrypted journal.

SQLite gives up at the first page that is not whole, and everything behind it is out of reach. So
the pages are read here: each proves by its own MAC whether it is as it was written, and every
row on a whole page is taken, whatever became of the pages that led to it.

    page       4096 bytes: what is written, encrypted with AES-256-CBC; 16 bytes that began the
               chain; HMAC-SHA512 over both and the page's number
    page 1     begins with the salt of the MAC key instead of SQLite's sixteen bytes
"""

import hashlib
import hmac
import re
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from sqlcipher3 import dbapi2

from reflect_app.domain.reflective_models import FREE, INCIDENT, MODELS
from reflect_app.vault import backup, keys, migrations
from reflect_app.vault.backup import Ask, Tell, saying
from reflect_app.vault.engine import PAGE, connect, translate
from reflect_app.vault.errors import (
    CannotSave,
    DamagedBackup,
    DamagedHeader,
    DamagedJournal,
    DiskFull,
    FolderGone,
    FolderNotWritable,
    JournalError,
    JournalExists,
)
from reflect_app.vault.files import DATABASE, HEADERS, side
from reflect_app.vault.journal import Journal
from reflect_app.vault.keys import Header, Root
from reflect_app.vault.vault import Vault

WITHOUT_HEADING = "Saved without its heading"
"""The title of a text whose entry could not be read; its day is that of the one before it."""

_MAC = 64
_IV = 16
_RESERVED = _IV + _MAC
_USABLE = PAGE - _RESERVED
_SALT = 16
_MASK = 0x3A
"""What SQLCipher changes the salt with, so that the two keys differ."""
_PASSES = 2
_LEAF, _INNER, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_MOST_LOCAL = {_LEAF: _USABLE - 35}
_MOST_LOCAL_INDEX = (_USABLE - 12) * 64 // 255 - 23
_LEAST_LOCAL = (_USABLE - 12) * 32 // 255 - 23
_INTEGERS = (0, 1, 2, 3, 4, 6, 8)
_OWN = ("sqlite_sequence", "search")
"""Tables that the new journal has its own of."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BESIDE = HEADERS[0] + ".from-backup"
_NOTHING = (
    "Nothing in journal.db can be read with these keys. It has been left as it is: please keep it "
    "and restore a backup."
)
_UNSOUND = (
    "What could be read did not make a whole journal, so nothing was kept of the attempt. The "
    "damaged journal has been left as it is: please restore a backup."
)
_NOT_ITS_KEYS = (
    "The keys in that backup do not open journal.db, or it is damaged too. Nothing has been "
    "changed: please restore the backup, keys and all, or try the keys of another."
)
_SENTENCES = {
    DiskFull: "The disk is full, so nothing has been saved. The damaged journal has been left as "
    "it is: free some space and try again, or choose a folder on another drive.",
    FolderGone: "That folder cannot be reached, so nothing has been saved. The damaged journal "
    "has been left as it is: please choose another folder.",
    FolderNotWritable: "Reflect is not allowed to read the damaged journal or to write in that "
    "folder. Nothing has been changed: please choose another folder.",
    CannotSave: "The computer could not read or write just now. The damaged journal has been left "
    "as it is: please try again, or choose another folder.",
}


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What was read out of a damaged journal, and what was not."""

    folder: Path
    """Where the new journal is."""
    counts: dict[str, int]
    """How much is in it, by kind of record."""
    pages: int
    unreadable: int
    """How many of the `pages` were not as they were written, or not there."""
    cut: int
    """How many rows began on a page that could be read and ended on one that could not."""
    without_heading: int
    """How many texts are kept although the day and the heading that belonged to them are lost."""
    without_text: int
    """How many finished entries have no text; of these some may never have had any."""
    left_out: int
    """How many rows were read that mean nothing without another that was not."""


class _Row(NamedTuple):
    """One row: its id, or 0 where the table has none, and its values from the first column on."""

    id: int
    values: list[Any]


@dataclass
class _Table:
    """A table of the journal as it should be, and the rows of it that were found."""

    name: str
    columns: list[tuple[str, str, bool]]
    """Name, type and whether it may be empty, in order; the row's own id is among them."""
    least: int
    """How many values a row has at least: those of columns that were added later may be absent."""
    rows: list[_Row] = field(default_factory=list)
    incomplete: bool = True
    """Whether pages that led to some of it could not be read."""

    def fits(self, row: _Row) -> bool:
        """Say whether `row` may be one of this table's."""
        number = len(row.values)
        if not self.least <= number <= len(self.columns) or row.values[0] is not None:
            return False
        pairs = zip(row.values[1:], self.columns[1:], strict=False)
        return all(_suits(value, kind, optional) for value, (_, kind, optional) in pairs)


def save_readable(
    folder: Path, target: Path, ask: Ask, now: datetime, tell: Tell = lambda _: None
) -> Saved:
    """Take every row that can be read in the journal in `folder` into a new one in `target`.

    It is encrypted under the same keys; nothing is written unencrypted and nothing in `folder` is
    changed. Nobody may have the journal open. Raise a JournalError for what is in the way, and
    then `target` holds nothing of it. `now` dates what has lost its day, where nothing else can.
    """
    with saying(_SENTENCES):
        header, root = ask(keys.read(folder))
        if Vault(target).exists():
            raise JournalExists
        tell("Reading what can be read.")
        found = _Found((folder / DATABASE).read_bytes(), root)
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = target / (DATABASE + ".new")
        _remove(fresh)
        try:
            tell("Writing it into a new journal.")
            mended = _write(fresh, header, root, found, now)
            tell("Reading the new journal from end to end.")
            counts = _proven(fresh, header, root)
            keys.write(target, header)
            fresh.rename(target / DATABASE)
        except (OSError, JournalError):
            _remove(fresh)
            raise
        keys.sync_folder(target)
    return Saved(
        folder=target,
        counts=counts,
        pages=found.pages.number,
        unreadable=found.pages.number - len(found.pages.whole),
        cut=found.cut,
        without_heading=mended[0],
        without_text=mended[1],
        left_out=mended[2],
    )


def _remove(fresh: Path) -> None:
    for remnant in (fresh, side(fresh)):
        remnant.unlink(missing_ok=True)


# Reading


class _Pages:
    """The pages that are as they were written."""

    def __init__(self, content: bytes, key: bytes) -> None:
        self.number = -(-len(content) // PAGE)
        self.whole: dict[int, bytes] = {}
        mask = bytes(byte ^ _MASK for byte in content[:_SALT])
        proof = hashlib.pbkdf2_hmac("sha512", key, mask, _PASSES, len(key))
        for number in range(1, self.number + 1):
            page = content[(number - 1) * PAGE : number * PAGE]
            start = _SALT if number == 1 else 0
            signed = page[start:-_MAC] + number.to_bytes(4, "little")
            if len(page) != PAGE or not hmac.compare_digest(
                hmac.digest(proof, signed, "sha512"), page[-_MAC:]
            ):
                continue
            cipher = Cipher(AES256(key), CBC(page[-_RESERVED:-_MAC])).decryptor()
            plain = cipher.update(page[start:-_RESERVED]) + cipher.finalize()
            self.whole[number] = bytes(start) + plain


class _Found:
    """All rows on whole pages, by the table that they belong to."""

    def __init__(self, content: bytes, root: Root) -> None:
        self.pages = _Pages(content, root.database_key)
        if not self.pages.whole:
            raise DamagedJournal(_NOTHING)
        self.cut = 0
        self._visited: set[int] = set()
        self._trouble = False
        first = self.pages.whole.get(1)
        version = int.from_bytes(first[60:64], "big") if first else migrations.VERSION
        self.version = min(max(version, 1), migrations.VERSION)
        self.tables = _tables(self.version)
        self._walk_all()
        self._take_in_lost_pages()
        if not any(table.rows for table in self.tables.values()):
            raise DamagedJournal(_NOTHING)

    def _walk_all(self) -> None:
        """Go from the root of every table and index to its rows, as far as pages lead."""
        for row in list(self._walk(1)):
            kind, name, _, root, _ = [*row.values, None, None, None, None, None][:5]
            if not isinstance(root, int) or not root:
                continue
            self._trouble, cut = False, self.cut
            rows = list(self._walk(root))
            if kind != "table" or name not in self.tables:
                self.cut = cut  # the new journal makes its own indexes
            else:
                table = self.tables[name]
                table.rows = rows
                table.incomplete = self._trouble

    def _walk(self, root: int) -> Iterator[_Row]:
        """Yield the rows of the tree under `root`; what cannot be read is left out."""
        waiting = [root]
        while waiting:
            number = waiting.pop()
            page = self.pages.whole.get(number)
            if page is None or number in self._visited:
                self._trouble = True
                continue
            self._visited.add(number)
            children, rows = self._read(page, 100 if number == 1 else 0)
            yield from rows
            waiting += reversed(children)

    def _read(self, page: bytes, start: int) -> tuple[list[int], list[_Row]]:
        """Return to which pages a page leads, and the rows on it."""
        kind, children, rows = page[start], [], []
        inner = kind in (_INNER, _INDEX_INNER)
        try:
            count = int.from_bytes(page[start + 3 : start + 5], "big")
            first = start + (12 if inner else 8)
            for place in struct.unpack_from(f">{count}H", page, first):
                at = place
                if inner:
                    children.append(int.from_bytes(page[at : at + 4], "big"))
                    at += 4
                if kind != _INNER and (row := self._row(page, at, kind)):
                    rows.append(row)
            if inner:
                children.append(int.from_bytes(page[start + 8 : start + 12], "big"))
        except (IndexError, struct.error):
            self._trouble = True  # it is what was once written here, and no page of a tree
        return children, rows

    def _row(self, page: bytes, at: int, kind: int) -> _Row | None:
        size, at = _varint(page, at)
        row_id = 0
        most = _MOST_LOCAL.get(kind, _MOST_LOCAL_INDEX)
        if kind == _LEAF:
            row_id, at = _varint(page, at)
        here = _local(size, most)
        payload = page[at : at + here]
        if here < size:
            payload += self._rest(int.from_bytes(page[at + here : at + here + 4], "big"))
        if len(payload) < size:
            self.cut += 1
            return None
        try:
            return _Row(row_id, _values(payload[:size]))
        except (IndexError, UnicodeDecodeError):
            return None

    def _rest(self, number: int) -> bytes:
        """Return what is written on the chain of pages from `number` on, as far as it holds."""
        parts: list[bytes] = []
        while number and (page := self.pages.whole.get(number)) and number not in self._visited:
            self._visited.add(number)
            parts.append(page[4:])
            number = int.from_bytes(page[:4], "big")
        return b"".join(parts)

    def _take_in_lost_pages(self) -> None:
        """Take the rows of pages to which no page leads any more, where it is clear whose."""
        for number, page in self.pages.whole.items():
            if number in self._visited or page[0] != _LEAF:
                continue
            cut = self.cut
            _, rows = self._read(page, 0)
            if not sum(map(self._take_in, rows)):
                self.cut = cut

    def _take_in(self, row: _Row) -> bool:
        """Give `row` to the one table it fits; return whether there is just one."""
        fitting = [each for each in self.tables.values() if each.incomplete and each.fits(row)]
        if len(fitting) == 1:
            fitting[0].rows.append(row)
        return len(fitting) == 1


def _tables(version: int) -> dict[str, _Table]:
    """Return the tables of a journal of this version that hold what somebody put in."""
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as db:
        for migrate in migrations.MIGRATIONS[:version]:
            migrate(db)
        names = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: _Table(name, *_columns(db, name))
            for (name,) in names
            if name not in _OWN and not name.startswith("search_")
        }


def _columns(db: dbapi2.Connection, table: str) -> tuple[list[tuple[str, str, bool]], int]:
    """Return the columns, and how many there are up to the last that no row can be without."""
    told = db.execute(f'PRAGMA table_info("{table}")').fetchall()
    first = [place for place, _, _, needed, usual, _ in told if needed and usual is None]
    columns = [(name, kind, not needed) for _, name, kind, needed, _, _ in told]
    return columns, max([1, *first]) + 1


def _suits(value: Any, kind: str, optional: bool) -> bool:  # noqa: FBT001
    if value is None:
        return optional
    if kind in ("INTEGER", "BOOLEAN"):
        return isinstance(value, int)
    if kind in ("DATE", "DATETIME"):
        return isinstance(value, str) and bool(_DAY.match(value))
    return isinstance(value, str)


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = page[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | page[at + 8], at + 9


def _local(size: int, most: int) -> int:
    """Return how much of a row of `size` bytes stands on its own page."""
    if size <= most:
        return size
    here = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (_USABLE - 4)
    return here if here <= most else _LEAST_LOCAL


def _values(record: bytes) -> list[Any]:
    end, at = _varint(record, 0)
    kinds = []
    while at < end:
        kind, at = _varint(record, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, at = _value(record, at, kind)
        values.append(value)
    return values


def _value(record: bytes, at: int, kind: int) -> tuple[Any, int]:
    """Return one value and where the next begins."""
    if kind >= 12:
        size = (kind - 12) // 2
        content = record[at : at + size]
        return (content.decode() if kind % 2 else content), at + size
    if kind in (8, 9):
        return kind - 8, at
    if kind == 7:
        return struct.unpack_from(">d", record, at)[0], at + 8
    if kind == 0:
        return None, at
    size = _INTEGERS[kind]
    return int.from_bytes(record[at : at + size], "big", signed=True), at + size


# Writing


def _write(
    fresh: Path, header: Header, root: Root, found: _Found, now: datetime
) -> tuple[int, int, int]:
    """Make the new database at `fresh`; return what `Saved` tells of it.

    That is how many texts lost their heading, how many entries have none, and rows left out.
    """
    db = connect(fresh, root.database_key, create=True)
    try:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("BEGIN IMMEDIATE")
        for migrate in migrations.MIGRATIONS[: found.version]:
            migrate(db)
        db.execute("INSERT INTO meta VALUES ('vault_id', ?)", (header.vault_id,))
        db.execute(f"PRAGMA user_version = {found.version}")
        for table in found.tables.values():
            _insert(db, table)
        mended = _give_headings(db, now), _count_bare(db), _leave_out(db)
        db.execute("COMMIT")
        migrations.prepare(db, header.vault_id)
        db.execute("INSERT INTO search (search) VALUES ('rebuild')")
    except dbapi2.Error as error:
        kind = type(translate(error))
        raise kind(_SENTENCES.get(kind, "")) from None
    finally:
        db.close()
    return mended


def _insert(db: dbapi2.Connection, table: _Table) -> None:
    """Put in what was found; the first of two with one id stays. All names are our own."""
    with_id = table.columns[0][1] == "INTEGER"
    for row in table.rows:
        values = [row.id, *row.values[1:]] if with_id else row.values
        names = [name for name, _, _ in table.columns[: len(values)]]
        places = ", ".join("?" * len(names))
        into = f"INSERT OR IGNORE INTO {table.name} ({', '.join(names)})"
        db.execute(f"{into} VALUES ({places})", values[: len(names)])


def _give_headings(db: dbapi2.Connection, now: datetime) -> int:
    """Make an entry for every text that has lost its own; return how many."""
    # An entry whose changes were being written may be lost: then they are all there is of it.
    db.execute("UPDATE entry SET revises = NULL WHERE revises NOT IN (SELECT id FROM entry)")
    lost = db.execute(
        "SELECT entry_id, group_concat(stage, char(10)) FROM answer "
        "WHERE entry_id NOT IN (SELECT id FROM entry) GROUP BY entry_id"
    ).fetchall()
    for entry_id, stages in lost:
        near = db.execute(
            "SELECT written_at, day FROM entry ORDER BY id > ?, abs(id - ?) LIMIT 1",
            (entry_id, entry_id),
        ).fetchone()
        at, day = near or (f"{now:%Y-%m-%d %H:%M:%S.%f}", f"{now.astimezone():%Y-%m-%d}")
        db.execute(
            "INSERT INTO entry (id, written_at, day, model, title, flagged, finished_at, "
            "caret_stage, caret) VALUES (?, ?, ?, ?, ?, 0, ?, '', 0)",
            (entry_id, at, day, _model(stages.split("\n")), WITHOUT_HEADING, at),
        )
    return len(lost)


def _count_bare(db: dbapi2.Connection) -> int:
    found: tuple[int] = db.execute(
        "SELECT count(*) FROM entry WHERE finished_at IS NOT NULL "
        "AND id NOT IN (SELECT entry_id FROM answer)"
    ).fetchone()
    return found[0]


def _model(stages: Sequence[str]) -> str:
    """Return the key of a reflective model that has one of these stages; no two share any."""
    for model in (*MODELS, INCIDENT):
        if any(stage.key in stages for stage in model.stages):
            return model.key
    return FREE.key


def _leave_out(db: dbapi2.Connection) -> int:
    """Take away what points at a row that is lost; return how many rows that were."""
    left_out = 0
    for table, row_id, _, number in db.execute("PRAGMA foreign_key_check").fetchall():
        links = db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        column, when_gone = next((link[3], link[6]) for link in links if link[0] == number)
        keep = when_gone == "SET NULL"
        do = f"UPDATE {table} SET {column} = NULL" if keep else f"DELETE FROM {table}"  # noqa: S608
        db.execute(f"{do} WHERE rowid = ?", (row_id,))
        left_out += not keep
    return left_out


def _proven(fresh: Path, header: Header, root: Root) -> dict[str, int]:
    """Read the new database from end to end; return how much is in it."""
    db = connect(fresh, root.database_key)
    journal = Journal.over(db, fresh, header.vault_id, root)
    try:
        if journal.check():
            raise DamagedJournal(_UNSOUND)
        journal.note_keys(header.generation, header.mac)
        return journal.counts()
    finally:
        journal.close()
        side(fresh).unlink(missing_ok=True)


# Lost keys


def put_keys_back(folder: Path, file: Path, ask: Ask) -> None:
    """Let the keys in the backup `file` open the journal in `folder`, whose own are damaged.

    They are tried on it first. Raise a JournalError, and then nothing has changed: DamagedJournal
    if they do not open it, WrongPassphrase if it is another that opens them, DamagedBackup.
    """
    with suppress(DamagedHeader):
        keys.read(folder)
        return  # they are whole after all, and may be later ones
    with saying(_SENTENCES):
        manifest, start = backup.read(file)
        with file.open("rb") as source:
            source.seek(start)
            content = source.read(manifest.header.size)
        if hashlib.sha256(content).hexdigest() != manifest.header.sha256:
            raise DamagedBackup
        beside = folder / _BESIDE
        try:
            beside.write_bytes(content)
            header, root = ask([keys.load(beside)])
        finally:
            beside.unlink(missing_ok=True)
    try:
        Vault(folder).open(header, root).close()
    except DamagedJournal:
        raise DamagedJournal(_NOT_ITS_KEYS) from None
    keys.write(folder, header)
