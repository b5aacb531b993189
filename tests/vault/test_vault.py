"""A folder from nothing to an open journal, and everything that may lie there instead."""

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from reflect_app.domain.records import Entry
from reflect_app.vault import engine, keys, migrations
from reflect_app.vault.errors import (
    DamagedHeader,
    DamagedJournal,
    DiskFull,
    FolderNotWritable,
    JournalExists,
    JournalInUse,
    NewerJournal,
    NoJournal,
    PassphraseTooShort,
    WrongPassphrase,
    WrongRecoveryKey,
)
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

SMALL = Argon(memory=64, passes=1, lanes=1)
CANARY = "kestrel over the allotments"


def write(journal, text=CANARY):
    entry = Entry(written_at=datetime(2026, 11, 20, 15, tzinfo=UTC), day=date(2026, 11, 20))
    entry.write("free", text)
    return journal.finish(entry, entry.written_at)


def headings(journal):
    return [line.heading for line in journal.entries()]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_was_written_is_there_after_unlocking_with_the_passphrase(vault, passphrase):
    journal = vault.unlock(passphrase)
    write(journal)
    journal.close()
    again = vault.unlock(passphrase)
    assert headings(again) == [CANARY]
    again.close()


def test_the_recovery_key_opens_the_same_journal_however_it_is_typed(tmp_path, passphrase):
    vault = Vault(tmp_path / "new")
    new = vault.draw(passphrase, argon=SMALL)
    journal = new.create()
    write(journal)
    journal.close()
    for typed in (new.recovery_key, new.recovery_key.lower().replace("-", "  ")):
        again = vault.unlock_with_recovery_key(typed)
        assert headings(again) == [CANARY]
        again.close()


def test_nothing_is_on_the_disk_before_a_new_journal_is_created(tmp_path, passphrase):
    vault = Vault(tmp_path / "new")
    new = vault.draw(passphrase, argon=SMALL)
    assert not vault.exists()
    assert not vault.folder.exists()
    new.create().close()
    assert vault.exists()
    assert names(vault.folder) == sorted([DATABASE, *HEADERS])


def test_a_new_journal_is_for_its_owner_alone_and_not_readable(vault, passphrase):
    journal = vault.unlock(passphrase)
    write(journal, CANARY * 50)
    journal.close()
    for path in vault.folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0
    content = (vault.folder / DATABASE).read_bytes()
    assert len(content) > 20_000  # a control: there is something to be found in it
    assert not content.startswith(engine.PLAIN_MAGIC)
    assert CANARY.encode() not in content


def test_a_passphrase_anybody_could_guess_is_refused_before_anything_is_made(tmp_path):
    vault = Vault(tmp_path / "new")
    with pytest.raises(PassphraseTooShort):
        vault.draw("1234567")
    assert not vault.folder.exists()


@pytest.mark.parametrize(
    "wrong", ["", "slow heron", "Slow heron under the bridge", "\ud800", "x" * 1_000_000]
)
def test_a_wrong_passphrase_is_named_and_changes_nothing(vault, passphrase, wrong):
    before = {path.name: path.read_bytes() for path in vault.folder.iterdir()}
    with pytest.raises(WrongPassphrase):
        vault.unlock(wrong)
    assert {path.name: path.read_bytes() for path in vault.folder.iterdir()} == before
    vault.unlock(passphrase).close()


def test_another_journals_recovery_key_is_named(vault, tmp_path, passphrase):
    other = Vault(tmp_path / "other").draw(passphrase, argon=SMALL)
    with pytest.raises(WrongRecoveryKey):
        vault.unlock_with_recovery_key(other.recovery_key)


def test_an_empty_or_missing_folder_has_no_journal(tmp_path, passphrase):
    for folder in (tmp_path, tmp_path / "nowhere"):
        assert not Vault(folder).exists()
        with pytest.raises(NoJournal):
            Vault(folder).unlock(passphrase)
    assert names(tmp_path) == []


def test_a_missing_database_is_named_and_no_empty_one_is_made(vault, passphrase):
    (vault.folder / DATABASE).unlink()
    with pytest.raises(DamagedJournal, match="missing"):
        vault.unlock(passphrase)
    assert names(vault.folder) == sorted(HEADERS)


@pytest.mark.parametrize(
    "content", [b"", b"x" * 4096, b"x" * 5000, b"SQLite format 3\0" + bytes(8176)]
)
def test_what_is_no_database_of_ours_is_named_and_left_alone(vault, passphrase, content):
    (vault.folder / DATABASE).write_bytes(content)
    with pytest.raises(DamagedJournal):
        vault.unlock(passphrase)
    assert (vault.folder / DATABASE).read_bytes() == content


def test_another_journals_database_is_named(vault, tmp_path, passphrase):
    other = Vault(tmp_path / "other")
    other.create(passphrase, argon=SMALL).close()
    shutil.copy(other.folder / DATABASE, vault.folder / DATABASE)
    with pytest.raises(DamagedJournal):
        vault.unlock(passphrase)


def test_a_database_with_this_key_but_another_vault_id_is_named(vault, passphrase):
    header, root = keys.unlock(keys.read(vault.folder), passphrase)
    db = engine.connect(vault.folder / DATABASE, root.database_key)
    db.execute("UPDATE meta SET value = 'somebody else' WHERE key = 'vault_id'")
    db.close()
    with pytest.raises(DamagedJournal):
        vault.unlock(passphrase)
    assert header.vault_id  # a control: the header itself is sound


def test_a_journal_of_a_newer_version_is_named_and_not_touched(vault, passphrase):
    _, root = keys.unlock(keys.read(vault.folder), passphrase)
    db = engine.connect(vault.folder / DATABASE, root.database_key)
    db.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    db.close()
    before = (vault.folder / DATABASE).read_bytes()
    with pytest.raises(NewerJournal):
        vault.unlock(passphrase)
    assert (vault.folder / DATABASE).read_bytes() == before


@pytest.mark.parametrize("name", HEADERS)
def test_one_damaged_or_missing_header_is_made_good_at_unlocking(vault, passphrase, name):
    whole = (vault.folder / name).read_bytes()
    (vault.folder / name).write_bytes(whole[:-20])
    vault.unlock(passphrase).close()
    assert (vault.folder / name).read_bytes() == whole
    (vault.folder / name).unlink()
    vault.unlock(passphrase).close()
    assert (vault.folder / name).read_bytes() == whole


def test_two_damaged_headers_are_named_and_the_database_is_left_alone(vault, passphrase):
    before = (vault.folder / DATABASE).read_bytes()
    for name in HEADERS:
        (vault.folder / name).write_bytes(b"{}")
    with pytest.raises(DamagedHeader):
        vault.unlock(passphrase)
    for name in HEADERS:
        (vault.folder / name).unlink()
    with pytest.raises(DamagedHeader):
        vault.unlock(passphrase)
    assert (vault.folder / DATABASE).read_bytes() == before


def test_an_open_journal_cannot_be_opened_again(vault, passphrase, journal):
    with pytest.raises(JournalInUse):
        vault.unlock(passphrase)
    write(journal)
    assert headings(journal) == [CANARY]


@pytest.mark.parametrize("name", [DATABASE, *HEADERS])
def test_a_new_journal_never_takes_an_old_ones_place(tmp_path, passphrase, name):
    (tmp_path / name).write_bytes(b"somebody's")
    with pytest.raises(JournalExists):
        Vault(tmp_path).create(passphrase, argon=SMALL)
    assert (tmp_path / name).read_bytes() == b"somebody's"
    assert names(tmp_path) == [name]


def test_a_creation_cut_off_before_its_keys_begins_again(tmp_path, passphrase, monkeypatch):
    vault = Vault(tmp_path)
    monkeypatch.setattr(keys, "write", cut_off)
    with pytest.raises(KeyboardInterrupt):
        vault.create(passphrase, argon=SMALL)
    monkeypatch.undo()
    assert names(tmp_path)  # a control: something was left
    assert not vault.exists()
    vault.create(passphrase, argon=SMALL).close()
    assert names(tmp_path) == sorted([DATABASE, *HEADERS])


def test_a_creation_cut_off_after_its_keys_is_finished_by_unlocking(
    tmp_path, passphrase, monkeypatch
):
    vault = Vault(tmp_path)
    monkeypatch.setattr("reflect_app.vault.vault._rename", cut_off)
    with pytest.raises(KeyboardInterrupt):
        vault.create(passphrase, argon=SMALL)
    monkeypatch.undo()
    assert DATABASE not in names(tmp_path)
    vault.unlock(passphrase).close()
    assert names(tmp_path) == sorted([DATABASE, *HEADERS])


def cut_off(*_):
    raise KeyboardInterrupt


def test_a_full_disk_leaves_no_half_made_journal(tmp_path, passphrase, monkeypatch):
    def full(*_):
        raise DiskFull

    monkeypatch.setattr(keys, "write", full)
    with pytest.raises(DiskFull):
        Vault(tmp_path).create(passphrase, argon=SMALL)
    assert not Vault(tmp_path).exists()


NOT_ALLOWED = """
import os, sys
from pathlib import Path
from reflect_app.vault.errors import JournalError
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault, warm

place, act, passphrase = Path(sys.argv[1]), sys.argv[2], "slow heron under the bridge"
small = Argon(memory=64, passes=1, lanes=1)
warm()
Vault(place / "journal").create(passphrase, argon=small).close()
for path in (place, place / "journal", *(place / "journal").iterdir()):
    path.chmod(0o500 if path.is_dir() else 0o400)
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534)
if os.geteuid() == 0:
    os.setuid(65534)  # root may write anywhere
try:
    if act == "create":
        Vault(place / "new").create(passphrase, argon=small)
    else:
        Vault(place / "journal").unlock(passphrase)
except JournalError as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="there is no such refusal on Windows")
@pytest.mark.parametrize("act", ["create", "unlock"])
def test_a_folder_that_may_not_be_written_is_named(act):
    # Not in tmp_path: what pytest makes as root nobody else may enter.
    with tempfile.TemporaryDirectory() as place:
        tried = subprocess.run(
            [sys.executable, "-c", NOT_ALLOWED, place, act],
            capture_output=True,
            text=True,
            check=False,
        )
        for path in (Path(place), Path(place) / "journal"):
            path.chmod(0o700)
    assert tried.stdout.strip() == FolderNotWritable.__name__, tried.stderr


def test_a_lock_screen_needs_neither_sql_nor_keys():
    code = (
        "import sys, reflect_app.vault.vault as v\n"
        "from pathlib import Path\n"
        "v.Vault(Path('nowhere')).exists()\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'cryptography', 'keyring', 'xkcdpass'}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
        "v.warm()\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    before, after = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert before == "[]"
    assert after == "['cryptography', 'sqlalchemy', 'sqlcipher3']"


def test_a_closed_journal_stays_closed(vault, passphrase):
    journal = vault.unlock(passphrase)
    journal.close()
    journal.close()
    with pytest.raises(Exception):  # noqa: B017, PT011  (whatever it is: it must not reopen)
        journal.counts()
    db = dbapi2.connect(vault.folder / DATABASE)  # nobody holds the file any more
    db.close()
