"""What a journal's files are called in its folder."""

from pathlib import Path

DATABASE = "journal.db"
HEADERS = ("journal.keys", "journal.keys.copy")
"""The header and its copy; either opens the journal."""
BACKUPS = "backups"
"""The folder beside the database where backups of it lie unless somebody chose otherwise."""
RESTORED = "restored"
"""The folder of a restored journal that counts already and is not in its place yet."""


def side(database: Path) -> Path:
    """Return where SQLite notes what a change to `database` would have to take back."""
    return database.with_name(database.name + "-journal")
