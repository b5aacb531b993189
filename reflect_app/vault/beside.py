"""A second database beside the journal's, made from it to take its place one day."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from reflect_app.vault.engine import connect, translate
from reflect_app.vault.errors import named
from reflect_app.vault.files import side
from reflect_app.vault.journal import Journal
from reflect_app.vault.keys import Root

_SLICE = 1 << 20


def copy(source: Path, target: Path) -> None:
    """Copy the closed database `source` to `target`, which is not there yet; durable.

    Raise a JournalError for what the disk refuses.
    """
    try:
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with source.open("rb") as old, os.fdopen(handle, "wb") as new:
            while part := old.read(_SLICE):
                new.write(part)
            new.flush()
            os.fsync(handle)
    except OSError as error:
        raise named(error) from None


def remove(database: Path) -> None:
    """Take away a database and what SQLite noted beside it, as far as they are there."""
    for remnant in (database, side(database)):
        remnant.unlink(missing_ok=True)


@contextmanager
def connected(database: Path, root: Root) -> Iterator[dbapi2.Connection]:
    """Give a connection to a database of ours; what goes wrong on it becomes a JournalError."""
    db = connect(database, root.database_key)
    try:
        yield db
    except (dbapi2.Error, DBAPIError) as error:
        raise translate(error) from None
    finally:
        db.close()


@contextmanager
def opened(database: Path, vault_id: str, root: Root) -> Iterator[Journal]:
    """Give the journal in a database of ours that is up to date, and close it."""
    with connected(database, root) as db:
        journal = Journal.over(db, database, vault_id, root)
        try:
            yield journal
        finally:
            journal.close()
