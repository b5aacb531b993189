"""How the database came to be as it is: one function a version, the position is the version.

Each is written out in SQL and never changed once released, whatever becomes of the records.
"""

from collections.abc import Callable

from sqlcipher3 import dbapi2


def _first_journal(db: dbapi2.Connection) -> None:
    """Make the tables of the first release."""
    for statement in (
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE entry (
            id INTEGER NOT NULL PRIMARY KEY, written_at DATETIME NOT NULL, day DATE NOT NULL,
            model VARCHAR NOT NULL, title TEXT NOT NULL, load_before INTEGER, load_after INTEGER,
            flagged BOOLEAN NOT NULL, finished_at DATETIME,
            revises INTEGER REFERENCES entry (id) ON DELETE CASCADE,
            caret_stage VARCHAR NOT NULL, caret INTEGER NOT NULL)""",
        "CREATE INDEX ix_entry_day ON entry (day)",
        "CREATE INDEX ix_entry_revises ON entry (revises)",
        # Few entries are flagged or drafts: partial indexes keep these two questions instant.
        "CREATE INDEX ix_entry_flagged ON entry (id) WHERE flagged",
        "CREATE INDEX ix_entry_draft ON entry (id) WHERE finished_at IS NULL",
        """CREATE TABLE answer (
            id INTEGER NOT NULL PRIMARY KEY,
            entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
            stage VARCHAR NOT NULL, text TEXT NOT NULL, UNIQUE (entry_id, stage))""",
        """CREATE TABLE check_in (
            id INTEGER NOT NULL PRIMARY KEY, at DATETIME NOT NULL, day DATE NOT NULL,
            load INTEGER NOT NULL CHECK (load BETWEEN 0 AND 10),
            sources TEXT NOT NULL, line TEXT NOT NULL)""",
        "CREATE INDEX ix_check_in_day ON check_in (day, load)",
        """CREATE TABLE plan (
            id INTEGER NOT NULL PRIMARY KEY, kind VARCHAR NOT NULL, name TEXT NOT NULL,
            times TEXT NOT NULL, since DATE NOT NULL, until DATE, minutes INTEGER)""",
        """CREATE TABLE plan_answer (
            id INTEGER NOT NULL PRIMARY KEY,
            plan_id INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
            day DATE NOT NULL, at DATETIME NOT NULL, answer VARCHAR NOT NULL,
            minutes_after INTEGER, UNIQUE (plan_id, day))""",
        "CREATE INDEX ix_plan_answer_day ON plan_answer (day)",
        """CREATE TABLE session (
            id INTEGER NOT NULL PRIMARY KEY, day DATE NOT NULL, start INTEGER,
            kind VARCHAR NOT NULL)""",
        "CREATE INDEX ix_session_day ON session (day)",
        # The index reads finished text through this view and keeps no copy of its own.
        """CREATE VIEW entry_text (id, title, body) AS SELECT id, title, coalesce(
            (SELECT group_concat(text, char(10)) FROM
                (SELECT text FROM answer WHERE entry_id = entry.id ORDER BY answer.id)), '')
            FROM entry WHERE finished_at IS NOT NULL""",
        """CREATE VIRTUAL TABLE search USING fts5 (title, body, content='entry_text',
            content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
        # Without it the words of deleted entries stay in the file.
        "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
    ):
        db.execute(statement)


def _daily_work(db: dbapi2.Connection) -> None:
    """Keep what an entry is about, every kind of plan, days away, and the deleted for a day."""
    for statement in (
        """CREATE TABLE case_alias (
            id INTEGER NOT NULL PRIMARY KEY, word TEXT NOT NULL UNIQUE, since DATE NOT NULL,
            ended DATE)""",
        "ALTER TABLE entry ADD audience VARCHAR NOT NULL DEFAULT 'me'",
        "UPDATE entry SET audience = 'clinical' WHERE flagged",
        "ALTER TABLE entry ADD case_id INTEGER REFERENCES case_alias (id) ON DELETE SET NULL",
        "ALTER TABLE entry ADD contact VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE entry ADD mode VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE entry ADD planned BOOLEAN",
        "ALTER TABLE entry ADD tags TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE entry ADD deleted_at DATETIME",
        "CREATE INDEX ix_entry_case ON entry (case_id) WHERE case_id IS NOT NULL",
        "CREATE INDEX ix_entry_deleted ON entry (id) WHERE deleted_at IS NOT NULL",
        "ALTER TABLE check_in ADD later BOOLEAN NOT NULL DEFAULT 0",
        "ALTER TABLE plan ADD per_week INTEGER",
        "ALTER TABLE plan ADD cue VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE plan ADD why TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE plan ADD if_slipping TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE plan_answer ADD obstacle TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE plan_answer ADD later BOOLEAN NOT NULL DEFAULT 0",
        """CREATE TABLE away (
            id INTEGER NOT NULL PRIMARY KEY, day DATE NOT NULL UNIQUE, kind VARCHAR NOT NULL)""",
        """CREATE TABLE own_source (
            id INTEGER NOT NULL PRIMARY KEY, label TEXT NOT NULL, retired BOOLEAN NOT NULL)""",
        "ALTER TABLE session ADD state VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE session ADD reason TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE preference (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        # What is deleted leaves the index at once, and comes back with its row.
        "DROP VIEW entry_text",
        """CREATE VIEW entry_text (id, title, body) AS SELECT id, title, coalesce(
            (SELECT group_concat(text, char(10)) FROM
                (SELECT text FROM answer WHERE entry_id = entry.id ORDER BY answer.id)), '')
            FROM entry WHERE finished_at IS NOT NULL AND deleted_at IS NULL""",
    ):
        db.execute(statement)


def _plain_index(db: dbapi2.Connection) -> None:
    """Make the search index anew, without its own lists of beginnings.

    With them and secure-delete together SQLite 3.53 left rows of long deleted texts behind, so
    that a beginning of two letters still found them. Words are found by their beginnings without.
    """
    for statement in (
        "DROP TABLE search",
        """CREATE VIRTUAL TABLE search USING fts5 (title, body, content='entry_text',
            content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
        "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
        "INSERT INTO search (search) VALUES ('rebuild')",
    ):
        db.execute(statement)


def _supervision(db: dbapi2.Connection) -> None:
    """Keep what is brought to a session, what came of it, and what was agreed and decided."""
    for statement in (
        "ALTER TABLE session ADD minutes INTEGER",
        "ALTER TABLE session ADD mode VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE session ADD place TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE session ADD with_whom TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE session ADD in_group BOOLEAN NOT NULL DEFAULT 0",
        """CREATE TABLE preparation (
            id INTEGER NOT NULL PRIMARY KEY,
            session_id INTEGER NOT NULL UNIQUE REFERENCES session (id) ON DELETE CASCADE,
            question TEXT NOT NULL, needs TEXT NOT NULL, want TEXT NOT NULL)""",
        """CREATE TABLE page_item (
            id INTEGER NOT NULL PRIMARY KEY,
            preparation_id INTEGER NOT NULL REFERENCES preparation (id) ON DELETE CASCADE,
            position INTEGER NOT NULL, kind VARCHAR NOT NULL, about VARCHAR NOT NULL,
            words TEXT NOT NULL, ticked BOOLEAN NOT NULL, share VARCHAR NOT NULL,
            sentences TEXT NOT NULL, chart BOOLEAN NOT NULL, minutes INTEGER,
            themes TEXT NOT NULL)""",
        "CREATE INDEX ix_page_item_preparation ON page_item (preparation_id)",
        """CREATE TABLE session_record (
            id INTEGER NOT NULL PRIMARY KEY,
            session_id INTEGER NOT NULL UNIQUE REFERENCES session (id) ON DELETE CASCADE,
            written_at DATETIME NOT NULL, done BOOLEAN NOT NULL, focus TEXT NOT NULL,
            explored TEXT NOT NULL, realised TEXT NOT NULL, chosen TEXT NOT NULL,
            strengths TEXT NOT NULL, ethical TEXT NOT NULL, felt TEXT NOT NULL,
            recharged INTEGER CHECK (recharged BETWEEN 0 AND 10), time_went VARCHAR NOT NULL,
            themes TEXT NOT NULL, functions TEXT NOT NULL, tasks TEXT NOT NULL,
            ratings TEXT NOT NULL, travel_minutes INTEGER, in_working_time BOOLEAN,
            moved_by TEXT NOT NULL)""",
        """CREATE TABLE agreed (
            id INTEGER NOT NULL PRIMARY KEY,
            session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
            words TEXT NOT NULL, due DATE,
            plan_id INTEGER REFERENCES plan (id) ON DELETE SET NULL,
            outcome VARCHAR NOT NULL, outcome_on DATE)""",
        "CREATE INDEX ix_agreed_session ON agreed (session_id)",
        """CREATE TABLE agreement (
            id INTEGER NOT NULL PRIMARY KEY, with_whom TEXT NOT NULL, kind VARCHAR NOT NULL,
            weeks INTEGER, minutes INTEGER, place TEXT NOT NULL, privacy TEXT NOT NULL,
            cancelling TEXT NOT NULL, "between" TEXT NOT NULL, not_management BOOLEAN NOT NULL,
            exceptions TEXT NOT NULL, recorded TEXT NOT NULL, kept_where TEXT NOT NULL,
            seen_by TEXT NOT NULL, agreed_on DATE, review_on DATE)""",
        """CREATE TABLE decision (
            id INTEGER NOT NULL PRIMARY KEY, begun_at DATETIME NOT NULL, day DATE NOT NULL,
            question TEXT NOT NULL, recorded_at DATETIME, review_on DATE)""",
        """CREATE TABLE decision_note (
            id INTEGER NOT NULL PRIMARY KEY,
            decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
            at DATETIME NOT NULL, part VARCHAR NOT NULL, text TEXT NOT NULL)""",
        "CREATE INDEX ix_decision_note_decision ON decision_note (decision_id)",
        # What is recorded of a decision is added to, never changed, whatever the app believes.
        # Only a whole decision can go: its notes go with it once its row is no more.
        """CREATE TRIGGER decision_stays BEFORE UPDATE OF id, begun_at, day, question, recorded_at
            ON decision WHEN OLD.recorded_at IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'a recorded decision stays'); END""",
        """CREATE TRIGGER decision_note_stays BEFORE UPDATE ON decision_note
            WHEN (SELECT recorded_at FROM decision WHERE id = OLD.decision_id) IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'a recorded decision stays'); END""",
        """CREATE TRIGGER decision_note_remains BEFORE DELETE ON decision_note
            WHEN (SELECT recorded_at FROM decision WHERE id = OLD.decision_id) IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'a recorded decision stays'); END""",
        """CREATE TABLE still_with (
            id INTEGER NOT NULL PRIMARY KEY,
            entry_id INTEGER NOT NULL UNIQUE REFERENCES entry (id) ON DELETE CASCADE,
            day DATE NOT NULL, answer VARCHAR NOT NULL)""",
    ):
        db.execute(statement)


MIGRATIONS: tuple[Callable[[dbapi2.Connection], None], ...] = (
    _first_journal,
    _daily_work,
    _plain_index,
    _supervision,
)
VERSION = len(MIGRATIONS)


def inspect(db: dbapi2.Connection) -> tuple[int, str | None]:
    """Return the version of the database and the vault id it was made for, None if it has none."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").fetchone():
        return version, None
    row = db.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
    return version, row[0] if row else None


def prepare(db: dbapi2.Connection, vault_id: str) -> None:
    """Bring the database from wherever it stands to VERSION, all or nothing."""
    version, stored_id = inspect(db)
    if version == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        for migrate in MIGRATIONS[version:]:
            migrate(db)
        if stored_id is None:
            db.execute("INSERT INTO meta VALUES ('vault_id', ?)", (vault_id,))
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
