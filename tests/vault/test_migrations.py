"""A journal of every released version opens, with everything in it."""

from datetime import UTC, date, datetime

import pytest

from reflect_app.domain.records import CheckIn
from reflect_app.vault import migrations
from reflect_app.vault.engine import connect
from reflect_app.vault.journal import Journal
from reflect_app.vault.keys import Root

KEY = bytes(range(32))
VAULT_ID = "5e" * 16
FIRST = """
INSERT INTO entry VALUES (1000, '2026-11-20 12:00:00.000000', '2026-11-20', 'hard_case', 'Kettle',
    8, 6, 1, '2026-11-20 12:10:00.000000', NULL, 'happened', 3);
INSERT INTO answer VALUES (1, 1000, 'happened', 'The kettle sang');
INSERT INTO search (rowid, title, body) VALUES (1000, 'Kettle', 'The kettle sang');
INSERT INTO entry VALUES (2000, '2026-11-20 13:00:00.000000', '2026-11-20', 'free', '', NULL,
    NULL, 0, NULL, NULL, 'text', 0);
INSERT INTO check_in VALUES (1, '2026-11-20 12:00:00.000000', '2026-11-20', 7, '["court"]', 'x');
INSERT INTO plan VALUES (1, 'leaving', 'Leaving time', '[1035, 1035, 1035, 1035, 1035, null, null]',
    '2026-11-02', NULL, NULL);
INSERT INTO plan_answer VALUES (1, 1, '2026-11-20', '2026-11-20 17:15:00.000000', 'kept', 0);
INSERT INTO session VALUES (1, '2026-11-04', 600, 'clinical')
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.db"


def made_by(version, path, monkeypatch):
    """Make the database as the app of an earlier version left it."""
    with monkeypatch.context() as earlier:
        earlier.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:version])
        earlier.setattr(migrations, "VERSION", version)
        db = connect(path, KEY, create=True)
        migrations.prepare(db, VAULT_ID)
    for statement in FIRST.split(";"):
        db.execute(statement)
    db.close()


def test_a_journal_of_the_first_version_opens_with_everything_in_it(path, monkeypatch):
    made_by(1, path, monkeypatch)
    db = connect(path, KEY)
    migrations.prepare(db, VAULT_ID)
    journal = Journal.over(db, path, VAULT_ID, Root(KEY, VAULT_ID))
    assert journal.counts() == {
        "entries": 1, "drafts": 1, "check_ins": 1, "plans": 1, "plan_answers": 1, "sessions": 1,
    }  # fmt: skip
    (line,) = journal.entries(words="kettle")
    entry = journal.entry(line.id)
    assert (entry.text("happened"), entry.flagged, entry.audience) == (
        "The kettle sang",
        True,
        "clinical",
    )
    assert (entry.tags, entry.planned, entry.case_id) == ((), None, None)
    assert journal.plans()[0].per_week is None
    assert journal.check() == []
    journal.save(CheckIn(at=datetime.now(UTC), day=date(2026, 11, 21), load=3, later=True))
    journal.close()


def test_an_upgrade_that_is_cut_off_leaves_the_old_version_whole(path, monkeypatch):
    made_by(1, path, monkeypatch)

    def broken(db):
        db.execute("CREATE TABLE half (id INTEGER)")
        raise RuntimeError

    db = connect(path, KEY)
    with monkeypatch.context() as cut:
        cut.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS[:1], broken))
        with pytest.raises(RuntimeError):
            migrations.prepare(db, VAULT_ID)
    assert migrations.inspect(db) == (1, VAULT_ID)
    assert not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchone()
    migrations.prepare(db, VAULT_ID)
    assert migrations.inspect(db) == (migrations.VERSION, VAULT_ID)
    db.close()
