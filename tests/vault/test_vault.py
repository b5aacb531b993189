"""A folder from nothing to an open journal, and everything that may lie there instead."""

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2

from reflect_app.domain.records import Entry
from reflect_app.vault import engine, keys, migrations
from reflect_app.vault.errors import (
    DamagedHeader,
    DamagedJournal,
    DiskFull,
    FolderGone,
    FolderNotWritable,
    JournalExists,
    JournalInUse,
    KeysChanged,
    NewerJournal,
    NoJournal,
    OlderKeys,
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


# Another passphrase, another recovery key

OTHER = "five quiet lanterns by the canal"


@pytest.fixture
def with_recovery_key(tmp_path, passphrase):
    """Return a closed journal of one entry and its recovery key."""
    vault = Vault(tmp_path / "kept")
    new = vault.draw(passphrase, argon=SMALL)
    journal = new.create()
    write(journal)
    journal.close()
    return vault, new.recovery_key


def test_the_passphrase_can_be_changed_while_the_journal_is_open(vault, passphrase):
    journal = vault.unlock(passphrase)
    vault.change_passphrase(passphrase, OTHER, argon=SMALL)
    write(journal)
    assert headings(journal) == [CANARY]
    journal.close()
    with pytest.raises(WrongPassphrase):
        vault.unlock(passphrase)
    again = vault.unlock(OTHER)
    assert headings(again) == [CANARY]
    assert again.check() == []
    again.close()


def test_a_forgotten_passphrase_is_changed_with_the_recovery_key(with_recovery_key, passphrase):
    vault, recovery_key = with_recovery_key
    vault.change_passphrase_with_recovery_key(recovery_key, OTHER, argon=SMALL)
    with pytest.raises(WrongPassphrase):
        vault.unlock(passphrase)
    vault.unlock(OTHER).close()
    vault.unlock_with_recovery_key(recovery_key).close()


def test_a_passphrase_costs_what_suits_the_computer_it_was_chosen_on(
    vault, tmp_path, passphrase, monkeypatch
):
    suits = Argon(memory=96, passes=2, lanes=3)
    monkeypatch.setattr(Argon, "for_this_computer", lambda: suits)
    vault.change_passphrase(passphrase, OTHER)
    vault.draw_new_keys(OTHER, passphrase).keep()
    Vault(tmp_path / "new").create(passphrase).close()
    for folder in (vault.folder, tmp_path / "new"):
        (header,) = keys.read(folder)
        slot = header.passphrase
        assert Argon(memory=slot.memory, passes=slot.passes, lanes=slot.lanes) == suits


def put_back(folder, content):
    for name, before in content.items():
        (folder / name).write_bytes(before)


def test_older_keys_put_back_are_named_and_open_only_when_they_are_meant(vault, passphrase):
    older = {name: (vault.folder / name).read_bytes() for name in HEADERS}
    vault.change_passphrase(passphrase, OTHER, argon=SMALL)
    vault.unlock(OTHER).close()
    put_back(vault.folder, older)
    with pytest.raises(OlderKeys):
        vault.unlock(passphrase)
    assert {name: (vault.folder / name).read_bytes() for name in HEADERS} == older
    vault.unlock(passphrase, older_keys=True).close()
    vault.unlock(passphrase).close()  # they were meant, and are the ones that count


def test_another_change_from_the_same_keys_is_no_less_an_older_one(with_recovery_key, passphrase):
    vault, recovery_key = with_recovery_key
    first = {name: (vault.folder / name).read_bytes() for name in HEADERS}
    vault.change_passphrase(passphrase, OTHER, argon=SMALL)
    vault.unlock(OTHER).close()
    put_back(vault.folder, first)
    vault.change_passphrase(passphrase, "a third one altogether", argon=SMALL)
    with pytest.raises(OlderKeys):
        vault.unlock_with_recovery_key(recovery_key)
    vault.unlock_with_recovery_key(recovery_key, older_keys=True).close()


def test_a_journal_of_an_earlier_version_learns_its_keys_when_it_is_opened(vault, passphrase):
    journal = vault.unlock(passphrase)
    with journal._transaction() as transaction:
        transaction.execute(text("DELETE FROM meta WHERE key = 'keys'"))
    assert journal.keys_used() is None
    journal.close()
    journal = vault.unlock(passphrase)
    (header,) = keys.read(vault.folder)
    assert journal.keys_used() == (header.generation, header.mac)
    journal.close()


def test_every_sitting_in_which_something_was_saved_counts_once(vault, passphrase):
    def sitting(times):
        journal = vault.unlock(passphrase)
        before = journal.sittings()
        for _ in range(times):
            write(journal)
        after = journal.sittings()
        journal.close()
        return after - before

    assert [sitting(0), sitting(1), sitting(3), sitting(0)] == [0, 1, 1, 0]


def test_a_sitting_whose_first_save_was_refused_still_counts(vault, passphrase):
    journal = vault.unlock(passphrase)
    before = journal.sittings()
    hidden = vault.folder.with_name("elsewhere")
    vault.folder.rename(hidden)
    with pytest.raises(FolderGone):
        write(journal)
    hidden.rename(vault.folder)
    write(journal)
    assert journal.sittings() == before + 1
    journal.close()


def test_without_the_right_one_nothing_is_changed(with_recovery_key, passphrase):
    vault, _ = with_recovery_key
    before = [(vault.folder / name).read_bytes() for name in HEADERS]
    with pytest.raises(WrongPassphrase):
        vault.change_passphrase("a guess", OTHER, argon=SMALL)
    with pytest.raises(WrongRecoveryKey):
        vault.change_passphrase_with_recovery_key("a guess", OTHER, argon=SMALL)
    with pytest.raises(WrongPassphrase):
        vault.draw_recovery_key("a guess")
    with pytest.raises(PassphraseTooShort):
        vault.change_passphrase(passphrase, "short", argon=SMALL)
    assert [(vault.folder / name).read_bytes() for name in HEADERS] == before


def test_a_copy_made_before_still_opens_with_the_older_passphrase(vault, passphrase, tmp_path):
    copy = Vault(tmp_path / "copy")
    shutil.copytree(vault.folder, copy.folder)
    vault.change_passphrase(passphrase, OTHER, argon=SMALL)
    copy.unlock(passphrase).close()


def test_a_new_recovery_key_opens_nothing_until_it_is_kept(with_recovery_key, passphrase):
    vault, older = with_recovery_key
    new = vault.draw_recovery_key(passphrase)
    assert new.recovery_key != older
    with pytest.raises(WrongRecoveryKey):
        vault.unlock_with_recovery_key(new.recovery_key)
    vault.unlock_with_recovery_key(older).close()
    new.keep()
    with pytest.raises(WrongRecoveryKey):
        vault.unlock_with_recovery_key(older)
    vault.unlock(passphrase).close()
    journal = vault.unlock_with_recovery_key(new.recovery_key)
    assert headings(journal) == [CANARY]
    journal.close()


def test_a_recovery_key_drawn_before_a_change_of_passphrase_does_not_undo_it(vault, passphrase):
    new = vault.draw_recovery_key(passphrase)
    vault.change_passphrase(passphrase, OTHER, argon=SMALL)
    with pytest.raises(KeysChanged):
        new.keep()
    with pytest.raises(WrongPassphrase):
        vault.unlock(passphrase)
    vault.unlock(OTHER).close()


def test_what_waits_to_be_kept_holds_no_root_key(vault, passphrase):
    _, root = keys.unlock(keys.read(vault.folder), passphrase)
    new = vault.draw_recovery_key(passphrase)
    held = [new._before, new._after, new.recovery_key, new._vault.folder]
    assert set(vars(new)) == {"_vault", "_before", "_after", "recovery_key"}
    assert root._secret not in b"".join(
        each.to_bytes() for each in held if isinstance(each, keys.Header)
    )


KILL = """
import os, signal, sys
from pathlib import Path
from reflect_app.vault import keys
from reflect_app.vault.vault import Vault

left = int(sys.argv[2])

def counted(step):
    def stand_in(*given, **more):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*given, **more)
    return stand_in

small = keys.Argon(memory=64, passes=1, lanes=1)
folder, old, new = Path(sys.argv[1]), sys.argv[3], sys.argv[4]
os.open, os.fsync, Path.replace = map(counted, (os.open, os.fsync, Path.replace))
Vault(folder).change_passphrase(old, new, argon=small)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("step", [1, 3, 4, 6, 8, 10])
def test_killed_while_the_passphrase_is_changed_exactly_one_opens(vault, passphrase, step):
    run = [sys.executable, "-c", KILL, vault.folder, str(step), passphrase, OTHER]
    killed = subprocess.run(run, check=False, cwd=Path(__file__).parents[2])
    assert killed.returncode == -9
    opened = []
    for each in (passphrase, OTHER):
        try:
            vault.unlock(each).close()
        except WrongPassphrase:
            continue
        opened.append(each)
    assert opened == [passphrase if step <= 3 else OTHER]
