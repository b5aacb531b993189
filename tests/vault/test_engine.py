import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2

from reflect_app.vault import engine as engines
from reflect_app.vault.errors import (
    CannotSave,
    DamagedJournal,
    DiskFull,
    FolderGone,
    FolderNotWritable,
    JournalExists,
    JournalInUse,
)

KEY = bytes(range(32))
CANARY = "the heron stood still"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "journal.db"
    db = engines.connect(path, KEY, create=True)
    db.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text)")
    db.executemany("INSERT INTO line (text) VALUES (?)", [(CANARY * 40,)] * 60)
    db.close()
    return path


def looked_through(path):
    """Return how many pages are not whole, and what SQLite says of those that are in use."""
    found = []
    for pragma in ("cipher_integrity_check", "integrity_check"):
        db = engines.connect(path, KEY)
        found.append(db.execute(f"PRAGMA {pragma}").fetchall())
        db.close()
    return len(found[0]), found[1][0][0]


def test_pages_in_no_use_that_a_power_cut_tore_are_made_whole(path):
    db = engines.connect(path, KEY)
    db.execute("INSERT INTO line (text) VALUES (?)", ("word " * 10_000,))
    db.execute("DELETE FROM line WHERE id > 60")
    db.close()
    whole = path.read_bytes()
    torn = bytearray(whole)
    for start in range(0, len(whole), engines.PAGE):
        page = slice(start, start + 512)
        torn[page] = bytes(512)
        path.write_bytes(torn)
        try:
            in_use = looked_through(path)[1] != "ok"
        except (DamagedJournal, dbapi2.DatabaseError):
            in_use = True
        if in_use:
            torn[page] = whole[page]
    path.write_bytes(torn)
    assert looked_through(path)[0] > 5  # a control: they are noticed, though nobody needs them
    db = engines.connect(path, KEY)
    engines.write_unused(db)
    assert db.execute("SELECT count(*) FROM line").fetchone() == (60,)
    db.close()
    assert looked_through(path) == (0, "ok")


def test_without_a_page_in_no_use_nothing_is_written(path):
    before = path.read_bytes()
    db = engines.connect(path, KEY)
    engines.write_unused(db)
    db.close()
    assert path.read_bytes() == before


def python(code, *arguments):
    """Start another process of ours; it has ended its work when its output is read."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_the_file_is_its_owners_alone_and_not_readable_without_the_key(path):
    assert path.stat().st_mode & 0o777 == 0o600
    raw = path.read_bytes()
    assert not raw.startswith(engines.PLAIN_MAGIC)
    assert CANARY.encode() not in raw
    plain = dbapi2.connect(path.with_name("plain.db"))
    plain.execute("CREATE TABLE line AS SELECT ? AS text", (CANARY,))
    plain.commit()
    plain.close()
    control = path.with_name("plain.db").read_bytes()
    assert control.startswith(engines.PLAIN_MAGIC)
    assert CANARY.encode() in control


def test_what_was_written_is_read_again(path):
    db = engines.connect(path, KEY)
    assert db.execute("SELECT count(*), min(text) FROM line").fetchone() == (60, CANARY * 40)
    db.close()


def test_every_pragma_holds_on_an_open_connection(path):
    db = engines.connect(path, KEY)
    for name, _, expected in engines._PRAGMAS:
        if expected is not None:
            assert db.execute(f"PRAGMA {name}").fetchone()[0] == expected
    db.close()


def test_a_pragma_that_does_not_hold_is_not_passed_over(path, monkeypatch):
    monkeypatch.setattr(engines, "_PRAGMAS", (("secure_delete", "ON", 0),))
    with pytest.raises(RuntimeError, match="secure_delete"):
        engines.connect(path, KEY)


def test_a_new_journal_never_takes_an_existing_files_place(path):
    before = path.read_bytes()
    with pytest.raises(JournalExists):
        engines.connect(path, KEY, create=True)
    assert path.read_bytes() == before


def test_a_missing_file_is_said_and_not_made(tmp_path):
    with pytest.raises(DamagedJournal, match="missing"):
        engines.connect(tmp_path / "journal.db", KEY)
    assert not list(tmp_path.iterdir())


def test_the_key_is_a_raw_key_of_32_bytes(path):
    for length in (0, 16, 48):
        with pytest.raises(ValueError, match="32 bytes"):
            engines.connect(path, bytes(length))


@pytest.mark.parametrize(
    "harm",
    [
        lambda raw: raw[:0],
        lambda raw: raw[:4095],
        lambda raw: raw[:-1],
        lambda raw: raw + b"\0",
        lambda raw: raw[: 4096 * 3],
        lambda raw: os.urandom(len(raw)),
        lambda raw: b"SQLite format 3\0" + raw[16:],
        lambda raw: raw[4096:],
    ],
    ids=["empty", "under a page", "cut", "longer", "cut at a page", "noise", "magic", "headless"],
)
def test_a_cut_changed_or_foreign_file_is_refused_and_left_alone(path, harm):
    harmed = harm(path.read_bytes())
    path.write_bytes(harmed)
    with pytest.raises(DamagedJournal):
        engines.connect(path, KEY)
    assert path.read_bytes() == harmed


def test_a_plain_database_is_refused(tmp_path):
    plain = dbapi2.connect(tmp_path / "journal.db")
    plain.execute("CREATE TABLE line (text)")
    plain.close()
    with pytest.raises(DamagedJournal):
        engines.connect(tmp_path / "journal.db", KEY)


def test_another_key_does_not_open_it(path):
    with pytest.raises(DamagedJournal) as caught:
        engines.connect(path, bytes(32))
    assert caught.value.__suppress_context__


def test_a_changed_page_is_noticed_when_it_is_read(path):
    raw = bytearray(path.read_bytes())
    raw[4096 * 3 + 77] ^= 1
    path.write_bytes(raw)
    db = engines.connect(path, KEY)
    with pytest.raises(dbapi2.DatabaseError) as caught:
        db.execute("SELECT text FROM line").fetchall()
    assert type(engines.translate(caught.value)) is DamagedJournal
    db.close()


HOLD = """
import sys
from pathlib import Path
from reflect_app.vault import engine
db = engine.connect(Path(sys.argv[1]), bytes(range(32)))
print("in", flush=True)
sys.stdin.read()
"""

RACE = """
import sys
from pathlib import Path
from reflect_app.vault import engine
from reflect_app.vault.errors import JournalInUse
sys.stdin.readline()
try:
    db = engine.connect(Path(sys.argv[1]), bytes(range(32)))
    print("in", flush=True)
except JournalInUse:
    print("in use", flush=True)
sys.stdin.read()
"""


def test_a_second_opener_hears_that_it_is_in_use(path):
    holder = python(HOLD, path)
    assert holder.stdout.readline() == "in\n"
    with pytest.raises(JournalInUse):
        engines.connect(path, KEY)
    holder.communicate()
    engines.connect(path, KEY).close()


def test_of_two_openers_never_more_than_one_gets_in(path):
    racers = [python(RACE, path) for _ in range(2)]
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    answers = sorted(racer.stdout.readline() for racer in racers)
    for racer in racers:
        racer.communicate()
    assert answers in (["in\n", "in use\n"], ["in use\n", "in use\n"])
    engines.connect(path, KEY).close()


UNFINISHED = """
import os, sys
from pathlib import Path
from reflect_app.vault import engine
path = Path(sys.argv[1])
db = engine.connect(path, bytes(range(32)))
db.execute("PRAGMA cache_size = 5")
db.execute("BEGIN")
db.execute("UPDATE line SET text = 'overwritten'")
db.executemany("INSERT INTO line (text) VALUES (?)", [("x" * 4000,)] * 60)
os.kill(os.getpid(), 9)
"""


def test_a_change_cut_off_by_a_crash_is_taken_back_even_where_it_tore_the_last_page(path):
    whole = path.stat().st_size
    python(UNFINISHED, path).communicate()
    assert path.stat().st_size > whole
    assert path.with_name("journal.db-journal").stat().st_size > 0
    with path.open("ab") as torn:
        torn.write(b"half a page")
    db = engines.connect(path, KEY)
    assert db.execute("SELECT count(*), min(text) FROM line").fetchone() == (60, CANARY * 40)
    assert path.stat().st_size == whole
    db.close()


def test_no_second_file_can_be_attached(path):
    db = engines.connect(path, KEY)
    beside = path.with_name("beside.db")
    for statement in (f"ATTACH '{beside}' AS b KEY ''", f"VACUUM INTO '{beside}'"):
        with pytest.raises(dbapi2.DatabaseError, match="auth"):
            db.execute(statement)
    assert not beside.exists()
    db.close()
    control = dbapi2.connect(":memory:")
    control.execute(f"ATTACH '{beside}' AS b")
    control.execute("CREATE TABLE b.line (text)")
    assert beside.exists()


def test_a_path_with_odd_signs_in_it_is_the_file_that_is_opened(tmp_path):
    folder = tmp_path / "50% of #2? Zoë's"
    folder.mkdir()
    engines.connect(folder / "journal.db", KEY, create=True).close()
    assert {found.name for found in folder.iterdir()} <= {"journal.db", "journal.db-journal"}


def test_an_engine_uses_its_one_connection_and_can_never_open_another(path):
    engine = engines.engine_over(engines.connect(path, KEY), path)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM line")) == 60
    engine.dispose()
    with pytest.raises(IndexError):
        engine.connect()
    engines.connect(path, KEY).close()


@pytest.mark.parametrize("writes_before", [0, 1])
def test_a_change_to_a_deleted_journal_is_refused_and_not_acknowledged(path, writes_before):
    engine = engines.engine_over(engines.connect(path, KEY), path)
    for _ in range(writes_before):
        with engine.begin() as connection:
            connection.execute(text("UPDATE line SET text = text || '.'"))
    shutil.rmtree(path.parent)
    with pytest.raises(FolderGone), engine.begin() as connection:
        connection.execute(text("INSERT INTO line (text) VALUES ('lost')"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM line")) == 60
    engine.dispose()


def test_a_change_is_kept_again_once_the_folder_is_back(path):
    engine = engines.engine_over(engines.connect(path, KEY), path)
    away = path.parent.rename(path.parent.with_name("away"))
    with pytest.raises(FolderGone), engine.begin() as connection:
        connection.execute(text("INSERT INTO line (text) VALUES ('again')"))
    away.rename(path.parent)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO line (text) VALUES ('again')"))
    engine.dispose()
    db = engines.connect(path, KEY)
    assert db.execute("SELECT count(*) FROM line WHERE text = 'again'").fetchone() == (1,)
    db.close()


def test_a_full_disk_loses_nothing_and_has_its_name(path):
    engine = engines.engine_over(engines.connect(path, KEY), path)
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Exception) as caught, engine.begin() as connection:  # noqa: PT011
        connection.execute(text("INSERT INTO line (text) VALUES (:t)"), {"t": CANARY * 9000})
    named = engines.translate(caught.value)
    assert type(named) is DiskFull
    assert CANARY not in f"{named!r} {caught.value}"
    assert caught.value.params is None
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM line")) == 60
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        connection.execute(text("INSERT INTO line (text) VALUES ('room again')"))
    engine.dispose()


def test_a_write_the_computer_refuses_is_named(path):
    code = """
import resource, signal, sys
from pathlib import Path
from reflect_app.vault import engine
db = engine.connect(Path(sys.argv[1]), bytes(range(32)))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    db.execute("INSERT INTO line (text) VALUES (zeroblob(3000000))")
except engine.dbapi2.Error as error:
    print(type(engine.translate(error)).__name__)
"""
    pytest.importorskip("resource")
    out, _ = python(code, path).communicate()
    assert out.strip() == CannotSave.__name__
    db = engines.connect(path, KEY)
    assert db.execute("SELECT count(*) FROM line").fetchone() == (60,)
    db.close()


def test_an_operating_system_error_is_named_too():
    assert type(engines.translate(PermissionError(13, "no"))) is FolderNotWritable


@pytest.fixture
def as_nobody():
    """Give a place of one's own, and the rights of somebody who may not do everything."""
    folder = Path(tempfile.mkdtemp())
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    yield folder
    if root:
        os.seteuid(0)
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="the rights of files are other things there")
def test_a_folder_that_may_not_be_written_is_named(as_nobody):
    path = as_nobody / "journal.db"
    engines.connect(path, KEY, create=True).close()
    with engines.connect(path, KEY) as db:
        db.execute("CREATE TABLE line (text)")
    db.close()
    path.chmod(0)
    with pytest.raises(FolderNotWritable):
        engines.connect(path, KEY)
    as_nobody.chmod(0o500)
    with pytest.raises(FolderNotWritable):
        engines.connect(as_nobody / "new.db", KEY, create=True)


def test_what_is_open_can_be_read_while_its_folder_is_gone(path):
    engine = engines.engine_over(engines.connect(path, KEY), path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE line SET text = text || '.'"))
    away = path.parent.rename(path.parent.with_name("away"))
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM line")) == 60
    with pytest.raises(FolderGone), engine.begin() as connection:
        connection.execute(text("UPDATE line SET text = text || '.'"))
    away.rename(path.parent)
    engine.dispose()
