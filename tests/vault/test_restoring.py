"""A journal out of a backup into a folder, cut off or refused at every step of the way."""

import errno
import os
import shutil
import subprocess
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reflect_app.domain.records import CheckIn, Entry
from reflect_app.vault import backup, engine, keys, migrations, rekeying, restoring
from reflect_app.vault.errors import (
    CannotSave,
    DamagedBackup,
    DiskFull,
    FolderGone,
    FolderNotWritable,
    JournalError,
    NewerJournal,
    NotABackup,
    WrongPassphrase,
    WrongRecoveryKey,
)
from reflect_app.vault.files import DATABASE, HEADERS, side
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

SMALL = Argon(memory=64, passes=1, lanes=1)
NOW = datetime(2026, 11, 24, 10, 15, tzinfo=UTC)
REPLACED = "replaced 2026-11-24 101500"
OTHER = "five quiet lanterns by the canal"
OURS = sorted([DATABASE, *HEADERS])


def write(vault, passphrase, text):
    journal = vault.unlock(passphrase)
    entry = Entry(written_at=NOW, day=date(2026, 11, 20))
    entry.write("free", text)
    journal.finish(entry, entry.written_at)
    journal.save(CheckIn(at=NOW, day=NOW.date(), load=4))
    journal.close()


def rows(folder, root):
    """Return all that is written in a journal, table by table."""
    db = engine.connect(folder / DATABASE, root.database_key)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608
    db.close()
    return found


def root_of(folder, passphrase):
    return keys.unlock(keys.read(folder), passphrase)[1]


def headings(folder, passphrase):
    journal = Vault(folder).unlock(passphrase)
    try:
        return [line.heading for line in journal.entries()]
    finally:
        journal.close()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def drawn(tmp_path, passphrase):
    """Return a journal with something in it and its recovery key."""
    vault = Vault(tmp_path / "journal")
    new = vault.draw(passphrase, argon=SMALL)
    new.create().close()
    write(vault, passphrase, "the first day")
    return vault, new.recovery_key


@pytest.fixture
def folder(drawn):
    return drawn[0].folder


@pytest.fixture
def file(folder, tmp_path, passphrase):
    """Return a proven backup of it that somebody took along."""
    made = backup.make_file(folder, tmp_path / "taken.rfb", NOW)
    return backup.prove(made.path, root_of(folder, passphrase)).path


@pytest.fixture
def ask(passphrase):
    return backup.by_passphrase(passphrase)


def test_on_a_clean_machine_the_passphrase_brings_everything_back(
    folder, file, tmp_path, ask, passphrase
):
    before = rows(folder, root_of(folder, passphrase))
    there = tmp_path / "new" / "place"
    found = restoring.restore(file, there, ask, NOW)
    assert names(there) == OURS
    assert rows(there, root_of(there, passphrase)) == before
    assert (found.replaced, found.made, found.counts["entries"]) == (None, NOW, 1)
    assert headings(there, passphrase) == ["the first day"]
    if os.name != "nt":
        assert {(there / name).stat().st_mode & 0o777 for name in OURS} == {0o600}


def test_so_does_the_recovery_key_however_it_is_typed(drawn, file, tmp_path, passphrase):
    vault, key = drawn
    before = rows(vault.folder, root_of(vault.folder, passphrase))
    typed = backup.by_recovery_key(key.lower().replace("-", "  "))
    restoring.restore(file, tmp_path / "there", typed, NOW)
    assert rows(tmp_path / "there", root_of(tmp_path / "there", passphrase)) == before


def test_one_that_nobody_has_proven_yet_is_proven_now(folder, tmp_path, ask, passphrase):
    made = backup.make(folder, backup.default_place(folder), NOW)
    restoring.restore(made.path, tmp_path / "there", ask, NOW)
    assert headings(tmp_path / "there", passphrase) == ["the first day"]


def test_what_was_there_is_kept_under_its_date_and_opens(drawn, file, ask, passphrase):
    vault, _ = drawn
    write(vault, passphrase, "the second day")
    (vault.folder / "backups").mkdir()
    (vault.folder / "mine.txt").write_text("mine", "utf-8")
    found = restoring.restore(file, vault.folder, ask, NOW)
    assert found.replaced == vault.folder / REPLACED
    assert restoring.replaced(vault.folder) == [found.replaced]
    assert headings(vault.folder, passphrase) == ["the first day"]
    assert headings(found.replaced, passphrase) == ["the second day", "the first day"]
    assert set(names(vault.folder)) - {f"{DATABASE}-journal"} == {
        *OURS,
        REPLACED,
        "backups",
        "mine.txt",
    }


def test_twice_in_one_second_loses_neither(drawn, file, ask, passphrase):
    vault, _ = drawn
    for text in ("the second day", "the third day"):
        write(vault, passphrase, text)
        restoring.restore(file, vault.folder, ask, NOW)
    first, second = vault.folder / REPLACED, vault.folder / f"{REPLACED} 2"
    assert headings(first, passphrase) == ["the second day", "the first day"]
    assert headings(second, passphrase) == ["the third day", "the first day"]
    assert restoring.replaced(vault.folder) == [second, first]


def test_where_the_disk_knows_no_second_names_the_old_one_is_copied(
    drawn, file, ask, passphrase, monkeypatch
):
    vault, _ = drawn
    write(vault, passphrase, "the second day")

    def refuse(*_):
        raise PermissionError(errno.EPERM, "FAT")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    found = restoring.restore(file, vault.folder, ask, NOW)
    assert headings(found.replaced, passphrase) == ["the second day", "the first day"]
    assert headings(vault.folder, passphrase) == ["the first day"]


def test_a_damaged_journal_is_no_hindrance_and_what_is_left_of_it_is_kept(
    folder, file, ask, passphrase
):
    (folder / HEADERS[1]).unlink()
    (folder / HEADERS[0]).write_bytes(b"damaged")
    (folder / DATABASE).write_bytes(b"damaged")
    side(folder / DATABASE).write_bytes(b"a change that was never finished")
    (folder / f"{DATABASE}.new").write_bytes(b"begun once")
    found = restoring.restore(file, folder, ask, NOW)
    assert headings(folder, passphrase) == ["the first day"]
    kept = {path.name: path.read_bytes() for path in found.replaced.iterdir()}
    assert kept == {
        DATABASE: b"damaged",
        HEADERS[0]: b"damaged",
        f"{DATABASE}-journal": b"a change that was never finished",
        f"{DATABASE}.new": b"begun once",
    }


def test_the_passphrase_of_the_backup_counts_from_now_on(drawn, file, ask, passphrase):
    vault, _ = drawn
    vault.change_passphrase(passphrase, OTHER, argon=SMALL)
    found = restoring.restore(file, vault.folder, ask, NOW)
    assert headings(vault.folder, passphrase) == ["the first day"]
    assert headings(found.replaced, OTHER) == ["the first day"]
    with pytest.raises(WrongPassphrase):
        vault.unlock(OTHER)


def test_one_from_before_the_keys_were_made_anew_comes_back_with_its_own(
    drawn, file, ask, passphrase
):
    vault, _ = drawn
    vault.draw_new_keys(passphrase, OTHER, argon=SMALL).keep()
    restoring.restore(file, vault.folder, ask, NOW)
    assert headings(vault.folder, passphrase) == ["the first day"]


def test_new_keys_that_wait_to_be_put_in_place_do_not_shut_the_restored_one(
    drawn, file, ask, passphrase, monkeypatch
):
    vault, _ = drawn
    with monkeypatch.context() as patched:
        patched.setattr(rekeying, "settle", lambda _: None)
        vault.draw_new_keys(passphrase, OTHER, argon=SMALL).keep()
    restoring.restore(file, vault.folder, ask, NOW)
    assert headings(vault.folder, passphrase) == ["the first day"]
    assert headings(vault.folder / REPLACED, OTHER) == ["the first day"]


def test_another_journals_backup_takes_the_place_whole(tmp_path, file, ask, passphrase):
    other = Vault(tmp_path / "other")
    other.create(OTHER, argon=SMALL).close()
    write(other, OTHER, "somebody else")
    restoring.restore(file, other.folder, ask, NOW)
    assert headings(other.folder, passphrase) == ["the first day"]
    assert headings(other.folder / REPLACED, OTHER) == ["somebody else"]


# Refusals


def state(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_nothing_is_changed_by_what_is_refused(folder, file, tmp_path, passphrase, ask):
    whole = file.read_bytes()
    before = state(folder)
    other = keys.make("x", SMALL)[2]
    harmed, later, noise = (tmp_path / f"{name}.rfb" for name in ("harmed", "later", "noise"))
    harmed.write_bytes(whole[:-9000] + bytes([whole[-9000] ^ 1]) + whole[-8999:])
    later.write_bytes(
        backup.MAGIC + backup.canonical.checked_line({"format": backup.FORMAT, "version": 2})
    )
    noise.write_bytes(os.urandom(9000))
    for what, opener, error in (
        (file, backup.by_passphrase("not this one"), WrongPassphrase),
        (file, backup.by_recovery_key(other), WrongRecoveryKey),
        (harmed, ask, DamagedBackup),
        (later, ask, NewerJournal),
        (noise, ask, NotABackup),
        (tmp_path / "nothing.rfb", ask, NotABackup),
    ):
        with pytest.raises(error):
            restoring.restore(what, folder, opener, NOW)
        assert state(folder) == before


def test_a_backup_of_a_newer_versions_database_is_named(folder, tmp_path, passphrase, ask):
    db = engine.connect(folder / DATABASE, root_of(folder, passphrase).database_key)
    db.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    db.close()
    made = backup.make_file(folder, tmp_path / "newer.rfb", NOW)
    with pytest.raises(NewerJournal, match="This backup was made by a newer version"):
        restoring.restore(made.path, tmp_path / "there", ask, NOW)
    assert names(tmp_path / "there") == []


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EACCES, FolderNotWritable),
        (errno.ENOENT, FolderGone),
        (errno.EIO, CannotSave),
    ],
)
def test_what_the_folder_refuses_has_its_name(file, tmp_path, ask, monkeypatch, number, error):
    def refuse(*_, **__):
        raise OSError(number, "no")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(error):
        restoring.restore(file, tmp_path / "there", ask, NOW)


def test_a_file_in_the_folders_place_is_left_alone(file, tmp_path, ask):
    (tmp_path / "there").write_text("mine", "utf-8")
    with pytest.raises(JournalError):
        restoring.restore(file, tmp_path / "there", ask, NOW)
    assert (tmp_path / "there").read_text("utf-8") == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs Linux")
def test_a_disk_that_is_really_full_leaves_the_old_one(folder, file, tmp_path, ask, passphrase):
    stick = tmp_path / "stick"
    stick.mkdir()
    size = (folder / DATABASE).stat().st_size
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size * 3 // 2}", "tmpfs", str(stick)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("NOT TESTED: only root may have a disk that small here")
    try:
        for path in folder.iterdir():
            shutil.copy(path, stick)
        before = state(stick)
        with pytest.raises(DiskFull):
            restoring.restore(file, stick, ask, NOW)
        assert state(stick) == before
        assert headings(stick, passphrase) == ["the first day"]
    finally:
        subprocess.run(["umount", str(stick)], check=True)


# Cut off


class Cut(BaseException):
    """The end of the process: nothing of ours runs after it."""


STEPS = (
    (os, "open"),
    (os, "fdopen"),
    (os, "fsync"),
    (backup, "_put"),
    (shutil, "rmtree"),
    (type(Path()), "mkdir"),
    (type(Path()), "hardlink_to"),
    (type(Path()), "rename"),
    (type(Path()), "replace"),
    (type(Path()), "unlink"),
)


def cut_at(monkeypatch, stop, error):
    """Let the step with the number `stop` of all writing steps not be taken; count them."""
    taken = []

    def before(step):
        def stand_in(*given, **more):
            taken.append(step.__name__)
            if len(taken) == stop:
                raise error
            return step(*given, **more)

        return stand_in

    for where, name in STEPS:
        monkeypatch.setattr(where, name, before(getattr(where, name)))
    return taken


def opens(folder, passphrase):
    """Return what is written in the journal that `passphrase` opens, None if it opens none."""
    try:
        return headings(folder, passphrase)
    except WrongPassphrase:
        return None


OLD, NEW = ["the second day", "the first day"], ["the first day"]


def every_cut(original, tmp_path, file, ask, error, *, stride=1):
    """Restore into copies of `original`, cut off at one step after the other."""
    for stop in range(1, 200, stride):
        folder = shutil.copytree(original, tmp_path / f"cut-{stop}")
        with pytest.MonkeyPatch.context() as patched:
            taken = cut_at(patched, stop, error)
            try:
                restoring.restore(file, folder, ask, NOW)
            except (Cut, JournalError):
                done = False
            else:
                done = True
        yield stop, folder, done
        shutil.rmtree(folder)
        if done and len(taken) < stop:
            return
    raise AssertionError("it never came to its end")


@pytest.mark.parametrize("keys_changed", [False, True])
def test_cut_off_anywhere_there_is_the_old_one_or_the_new_one_whole(
    drawn, file, ask, passphrase, tmp_path, keys_changed
):
    vault, _ = drawn
    write(vault, passphrase, "the second day")
    current = passphrase
    if keys_changed:
        vault.change_passphrase(passphrase, OTHER, argon=SMALL)
        current = OTHER
        write(vault, OTHER, "the third day")
    old = ["the third day", *OLD] if keys_changed else OLD
    outcomes = []
    for stop, folder, _done in every_cut(vault.folder, tmp_path, file, ask, Cut()):
        restoring.settle(folder)
        assert not {"restoring", "restored"} & set(names(folder))
        before, after = opens(folder, current), opens(folder, passphrase)
        assert [before, after].count(None) == (1 if keys_changed else 0)
        outcomes.append(after == NEW)
        assert after == NEW or before == old, stop
        for kept in restoring.replaced(folder):
            assert opens(kept, current) == old
        assert bool(restoring.replaced(folder)) == outcomes[-1]
    first_new = outcomes.index(True)
    assert all(outcomes[first_new:])
    assert first_new > 10
    assert len(outcomes) - first_new > 10


def test_cut_off_anywhere_it_can_simply_be_done_again(drawn, file, ask, passphrase, tmp_path):
    vault, _ = drawn
    write(vault, passphrase, "the second day")
    for _, folder, _ in every_cut(vault.folder, tmp_path, file, ask, Cut(), stride=3):
        restoring.restore(file, folder, ask, NOW)
        assert opens(folder, passphrase) == NEW
        assert OLD in [opens(kept, passphrase) for kept in restoring.replaced(folder)]


def test_cut_off_while_it_is_being_finished_it_is_finished_the_next_time(
    drawn, file, ask, passphrase, tmp_path
):
    vault, _ = drawn
    write(vault, passphrase, "the second day")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(restoring, "_finish", lambda *_: None)
        restoring.restore(file, vault.folder, ask, NOW)
    assert (vault.folder / restoring.RESTORED).is_dir()
    for stop in range(1, 100):
        folder = shutil.copytree(vault.folder, tmp_path / f"cut-{stop}")
        with pytest.MonkeyPatch.context() as patched:
            taken = cut_at(patched, stop, Cut())
            with suppress(Cut):
                restoring.settle(folder)
        assert opens(folder, passphrase) == NEW  # unlocking has finished it
        assert opens(folder / REPLACED, passphrase) == OLD
        assert not {"restoring", "restored"} & set(names(folder))
        if len(taken) < stop:
            break
    assert stop > 15


def test_a_full_disk_anywhere_before_it_counts_leaves_everything_as_it_was(
    drawn, file, ask, passphrase, tmp_path
):
    vault, _ = drawn
    write(vault, passphrase, "the second day")
    full = OSError(errno.ENOSPC, "no room")
    before = state(vault.folder)
    unchanged = 0
    for _, folder, done in every_cut(vault.folder, tmp_path, file, ask, full, stride=2):
        if not done and state(folder) == before:
            unchanged += 1
            continue
        restoring.settle(folder)
        assert opens(folder, passphrase) in (NEW, OLD)
    assert unchanged > 10


def test_where_nothing_was_a_cut_leaves_nothing_or_all(file, ask, passphrase, tmp_path):
    (tmp_path / "empty").mkdir()
    for _, folder, _ in every_cut(tmp_path / "empty", tmp_path, file, ask, Cut()):
        if Vault(folder).exists():
            assert opens(folder, passphrase) == NEW
            assert names(folder) == OURS
        restoring.settle(folder)
        assert names(folder) in ([], OURS)
