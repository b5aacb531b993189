"""The app's own code with one care taken out of it: what a control runs, to go wrong.

Each is meant for a process of its own and is never undone there.
"""

import json
import os
import tempfile
from pathlib import Path

from reflect_app.vault import engine, keys, rekeying
from reflect_app.vault.engine import connect
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.journal import Journal


def pragma(name: str, value: str, read_back: object) -> None:
    """Let every connection set one pragma otherwise."""
    engine._PRAGMAS = tuple(
        (each, value, read_back) if each == name else (each, *rest)
        for each, *rest in engine._PRAGMAS
    )


def never_sync() -> None:
    """Leave it to the computer when what is written reaches the disk."""
    pragma("synchronous", "OFF", 0)
    pragma("fullfsync", "OFF", 0)
    os.fsync = lambda _: None


def write_in_place() -> None:
    """Write both copies of the header, and the database, over what is there."""

    def write(folder: Path, header: keys.Header, *_: object) -> None:
        files = [(folder / name).open("wb") for name in HEADERS]
        for file in files:
            file.write(header.to_bytes())
            file.close()

    def keep(new: rekeying.NewKeys) -> None:
        db = connect(new._folder / DATABASE, new._old_root.database_key)
        db.execute(f"PRAGMA rekey = \"x'{new._root.database_key.hex()}'\"")
        db.close()
        write(new._folder, new._after)

    keys.write = write
    rekeying.NewKeys.keep = keep


def keep_a_copy(journal: Journal) -> None:
    """Put what is written into a temporary file for a moment, as an export might."""
    with tempfile.TemporaryFile("w") as file:
        json.dump([entry.text("free") for entry in journal.drafts()], file)
