"""The only place that sets a key or a pragma: one connection, one file, never another.

While a journal is open nothing else in this process may open its file: closing any second
handle would drop SQLite's lock (POSIX). What has to be asked of it is asked with stat.
"""

import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from reflect_app.vault.errors import (
    CannotSave,
    DamagedJournal,
    DiskFull,
    FolderGone,
    FolderNotWritable,
    JournalError,
    JournalExists,
    JournalInUse,
    NotEnoughMemory,
    named,
)
from reflect_app.vault.files import side

PAGE = 4096
PLAIN_MAGIC = b"SQLite format 3\0"
"""How an unencrypted database begins; ours must not."""

_PRAGMAS: tuple[tuple[str, str, object], ...] = (
    # name, value to set, value read back (None: it cannot be read)
    ("cipher_log_level", "NONE", None),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("temp_store", "MEMORY", 2),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", 3),
    ("fullfsync", "ON", 1),  # only macOS knows the difference
)

_MISSING = (
    "The file journal.db is missing from the journal's folder. Nothing has been changed: the keys "
    "beside it are whole, so restore a backup, or put journal.db back from a copy."
)
_CUT = (
    "The file journal.db has been cut short or added to. Nothing has been changed: keep this "
    "folder as it is, and restore a backup, or open a copy from before the damage."
)


def connect(path: Path, key: bytes, *, create: bool = False) -> dbapi2.Connection:
    """Return the one keyed, exclusive connection to `path`, or raise a JournalError.

    With `create` the file must not exist yet; without, it must.
    """
    if len(key) != 32:
        raise ValueError("a raw key has 32 bytes; with a salt of ours 16 file bytes go unchecked")
    unfinished = False
    if create:
        _claim(path)
    else:
        unfinished = _look_before(path)
    try:
        db = _open(path, key)
    except dbapi2.Error as error:
        raise translate(error) from None
    if not create:
        _look_after(path, db, unfinished=unfinished)
    return db


def _look_before(path: Path) -> bool:
    """Refuse what cannot be opened; say whether a change has to be taken back first."""
    unfinished = _unfinished(path)
    if not unfinished:
        _refuse_cut(path)
    # SQLite would open it for reading only, and the first save would find out.
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise FolderNotWritable
    return unfinished


def _look_after(path: Path, db: dbapi2.Connection, *, unfinished: bool) -> None:
    """Refuse a file whose length is wrong, and make good what an unfinished change has left."""
    try:
        _refuse_cut(path)
    except JournalError:
        db.close()
        raise
    if unfinished:
        # On a full disk the next time will do; what is damaged is told of by who looks for it.
        with suppress(dbapi2.Error, MemoryError):
            write_unused(db)


def write_unused(db: dbapi2.Connection) -> None:
    """Write every page that is in no use, so that what is on it is whole.

    What was there before a change is not noted for taking it back, since nobody will read it. A
    power cut may so leave half of something there, and whoever looks the file through calls it
    damaged.
    """
    (count,) = db.execute("PRAGMA freelist_count").fetchone()
    if not count:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute("CREATE TABLE filling (content)")
        db.execute("INSERT INTO filling VALUES (zeroblob(?))", ((count + 1) * PAGE,))
        db.execute("DROP TABLE filling")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def engine_over(db: dbapi2.Connection, path: Path) -> Engine:
    """Return an Engine that uses `db`, open on `path`, and can never open another."""
    hand_over: list[dbapi2.Connection] = [db]
    place = _identity(path)

    def the_only_one() -> dbapi2.Connection:
        return hand_over.pop()

    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=the_only_one,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=5,
        hide_parameters=True,
    )

    before = 0

    @event.listens_for(engine, "begin")
    def begin_immediate(connection: Connection) -> None:
        nonlocal before
        before = changes(connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    # A deleted or replaced file takes writes without complaint once a first one has gone well;
    # until then SQLite calls it read-only. What is open can be read wherever its name is now.
    @event.listens_for(engine, "commit")
    def refuse_changes_when_gone(connection: Connection) -> None:
        if changes(connection) != before:
            refuse_when_gone()

    @event.listens_for(engine, "handle_error")
    def refuse_when_gone(_: ExceptionContext | None = None) -> None:
        if place is None or _identity(path) != place:
            raise FolderGone from None

    return engine


def translate(error: Exception) -> JournalError:
    """Return what a database or operating-system error means to a person.

    Nothing of its text is taken over. What SQLAlchemy remembers of the words that were being
    saved is taken out of `error` itself, since it lives on as the context of what is raised.
    """
    if isinstance(error, OSError):
        return named(error)
    if isinstance(error, DBAPIError):
        error.params = None
        original = error.orig
    else:
        original = error
    code = getattr(original, "sqlite_errorcode", 0) & 0xFF
    return _BY_CODE.get(code, CannotSave)()


def changes(connection: Connection) -> int:
    """Return how many rows have been changed since the file was opened."""
    driver: dbapi2.Connection = connection.connection.driver_connection
    return int(driver.total_changes)


_BY_CODE: dict[int, type[JournalError]] = {
    3: FolderNotWritable,  # PERM
    5: JournalInUse,  # BUSY
    6: JournalInUse,  # LOCKED
    7: NotEnoughMemory,  # NOMEM
    8: FolderNotWritable,  # READONLY
    11: DamagedJournal,  # CORRUPT: also a page whose HMAC does not match
    13: DiskFull,  # FULL
    14: FolderNotWritable,  # CANTOPEN: the file is known to be there
    26: DamagedJournal,  # NOTADB: also a first page that this key does not open
}


def _open(path: Path, key: bytes) -> dbapi2.Connection:
    posix = path.absolute().as_posix()
    # Not Path.as_uri: SQLite takes the server of a Windows share only as part of the path.
    uri = "file://" + quote(
        posix if posix.startswith("/") else f"/{posix}", errors="surrogateescape"
    )
    db = dbapi2.connect(
        f"{uri}?mode=rw", uri=True, isolation_level=None, check_same_thread=False, timeout=0
    )
    try:
        db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for name, value, expected in _PRAGMAS:
            _set(db, name, value, expected)
        db.execute("BEGIN EXCLUSIVE")  # else the lock waits for the first write: two would get in
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # proves the key
        db.execute("COMMIT")
        db.set_authorizer(_deny_attach)
    except BaseException:
        db.close()
        raise
    return db


def _set(db: dbapi2.Connection, name: str, value: str, expected: object) -> None:
    db.execute(f"PRAGMA {name} = {value}").fetchall()
    if expected is None:
        return
    got = db.execute(f"PRAGMA {name}").fetchone()[0]
    if got != expected:  # not an assert: that would vanish under -O
        raise RuntimeError(f"PRAGMA {name} is {got!r}, not {expected!r}")


def _deny_attach(action: int, *_: str | None) -> int:
    # An attached file with an empty key would be written in plain text.
    denied: int = dbapi2.SQLITE_DENY if action == dbapi2.SQLITE_ATTACH else dbapi2.SQLITE_OK
    return denied


def _claim(path: Path) -> None:
    """Make the empty file, readable by its owner alone, unless anything is there already."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise JournalExists from None
    except OSError as error:
        raise named(error) from None


def _unfinished(path: Path) -> bool:
    """Say whether SQLite still has a change to take back, and with it the file's right length."""
    noted = side(path)
    return noted.exists() and noted.stat().st_size > 0 and path.exists()


def _refuse_cut(path: Path) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise DamagedJournal(_MISSING) from None
    except OSError as error:
        raise named(error) from None
    if size < PAGE or size % PAGE:
        raise DamagedJournal(_CUT)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
