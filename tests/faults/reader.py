"""Bar 15: another program, of which nobody here wrote a line, opens the journal with its key."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from outcome import Asked, Missing, Outcome, share
from work import PASSPHRASE, new_journal

from reflect_app.vault.engine import connect
from reflect_app.vault.files import DATABASE
from reflect_app.vault.keys import read, unlock

SAVES = 80
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
CONTROLS = 8

Rows = dict[str, list[tuple[Any, ...]]]


def read_by_another(asked: Asked) -> Iterator[Outcome]:
    """Read every row with SQLite3 Multiple Ciphers, and compare it with the app's own."""
    wrong: list[str] = []
    count = refused = 0
    for number in range(asked.rounds):
        folder = asked.place / f"journal-{number}"
        new_journal(folder, SAVES, f"{asked.seed} {number}")
        _, root = unlock(read(folder), PASSPHRASE)
        ours = _ours(folder / DATABASE, root.database_key)
        theirs = _theirs(folder / DATABASE, root.database_key)
        count += sum(map(len, ours.values()))
        if ours != theirs:
            wrong.append(f"journal {number}: {_differing(ours, theirs)} are not the same")
        refused += sum(
            _refused(folder / DATABASE, root.database_key, bit) for bit in range(CONTROLS)
        )
    yield Outcome(
        what="read by another program",
        rounds=asked.rounds,
        wrong=wrong,
        control=f"one bit of the key changed: refused {share(refused, CONTROLS * asked.rounds)}",
        caught=refused == CONTROLS * asked.rounds,
        figure=f"{count} rows equal" if not wrong else "",
    )


def _ours(path: Path, key: bytes) -> Rows:
    db = connect(path, key)
    try:
        return _rows(db)
    finally:
        db.close()


def _theirs(path: Path, key: bytes) -> Rows:
    db = _another(path, key)
    try:
        return _rows(db)
    finally:
        db.close()


def _rows(db: Any) -> Rows:
    """Return every row of every table of ours, by either library."""
    names = [name for (name,) in db.execute(TABLES)]
    rows = {name: db.execute(f"SELECT * FROM {name}") for name in names}  # noqa: S608
    return {name: sorted(map(tuple, found), key=repr) for name, found in rows.items()}


def _another(path: Path, key: bytes) -> Any:
    """Open a file with a program of other people; raise Missing where it is not installed."""
    try:
        import apsw
    except ImportError:
        raise Missing("apsw-sqlite3mc is not installed") from None
    if not hasattr(apsw, "mc_version"):
        raise Missing("the apsw that is installed cannot read encrypted files")
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        db.pragma("cipher", "sqlcipher")
        db.pragma("legacy", 4)
        db.pragma("hexkey", _spelt(key))
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except apsw.Error:
        db.close()
        raise
    return db


def _spelt(key: bytes) -> str:
    """Return a raw key as that program wants it: as the text that says that it is raw."""
    return f"x'{key.hex()}'".encode().hex()


def _refused(path: Path, key: bytes, bit: int) -> bool:
    import apsw

    wrong = bytes([key[0] ^ 1 << bit]) + key[1:]
    try:
        _another(path, wrong).close()
    except apsw.NotADBError:
        return True
    return False


def _differing(ours: Rows, theirs: Rows) -> str:
    names = [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)]
    return ", ".join(sorted(names))
