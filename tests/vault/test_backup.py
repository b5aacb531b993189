"""Backups, from the moment they are made to the day they go, and all that may befall them."""

import errno
import hashlib
import hmac
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from reflect_app.domain.records import CheckIn, Entry
from reflect_app.vault import backup, canonical, engine, keys, migrations
from reflect_app.vault.errors import (
    BackupExists,
    BackupUnderOtherKeys,
    CannotSave,
    ChangeUnderWay,
    DamagedBackup,
    DamagedHeader,
    DamagedJournal,
    DiskFull,
    FolderGone,
    FolderNotWritable,
    JournalError,
    JournalInUse,
    NewerJournal,
    NoJournal,
    NotABackup,
    WrongPassphrase,
)
from reflect_app.vault.files import DATABASE, HEADERS, side
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

SMALL = Argon(memory=64, passes=1, lanes=1)
CANARY = "kestrel over the allotments"
NOW = datetime(2026, 11, 24, 10, 15, tzinfo=UTC)


def write(vault, passphrase, text=CANARY):
    journal = vault.unlock(passphrase)
    entry = Entry(written_at=NOW, day=date(2026, 11, 20))
    entry.write("free", text)
    journal.finish(entry, entry.written_at)
    journal.save(CheckIn(at=NOW, day=NOW.date(), load=4))
    journal.close()


def root_of(vault, passphrase):
    return keys.unlock(keys.read(vault.folder), passphrase)[1]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def root(vault, passphrase):
    write(vault, passphrase)
    return root_of(vault, passphrase)


@pytest.fixture
def place(vault):
    return backup.default_place(vault.folder)


@pytest.fixture
def made(vault, root, place):
    """Return a new backup of a journal that something was written in."""
    return backup.make(vault.folder, place, NOW)


@pytest.fixture
def proven(made, root):
    return backup.prove(made.path, root)


@pytest.fixture
def again(vault, passphrase, place, root):
    """Return a function that writes something more and makes a backup of it."""

    def again(now=NOW, *, prove=True):
        write(vault, passphrase, f"on {now}")
        found = backup.make(vault.folder, place, now)
        return backup.prove(found.path, root) if prove else found

    return again


def look(file, tmp_path, passphrase):
    """Look a backup through as somebody would who knows only the passphrase."""
    with tempfile.TemporaryDirectory(dir=tmp_path) as room:
        return backup.checked(file, Path(room), backup.by_passphrase(passphrase))


def rewritten(file, manifest):
    """Let `file` say `manifest` of itself, under a right checksum."""
    _, start = backup.read(file)
    file.write_bytes(backup.MAGIC + manifest.to_bytes() + file.read_bytes()[start:])


# Making


def test_a_backup_is_one_file_for_its_owner_alone_and_holds_both_parts(vault, made, place):
    assert names(place) == ["reflect-2026-11-24-101500.rfb"]
    assert not made.proven
    assert made.counts == {}
    content = made.path.read_bytes()
    magic, manifest, header = content.split(b"\n")[:3]
    assert magic == b"Reflect backup"
    assert header + b"\n" == (vault.folder / HEADERS[0]).read_bytes()
    assert content.endswith((vault.folder / DATABASE).read_bytes())
    document = json.loads(manifest)
    assert (document["made"], document["number"]) == ("2026-11-24T10:15:00Z", 1)
    whole = hashlib.sha256((vault.folder / DATABASE).read_bytes()).hexdigest()
    assert document["database"] == {"sha256": whole, "size": made.manifest.database.size}
    if os.name != "nt":
        assert made.path.stat().st_mode & 0o777 == 0o600
        assert place.stat().st_mode & 0o777 == 0o700


def test_nothing_written_is_in_it_to_be_read(made, proven):
    raw = proven.path.read_bytes()
    assert CANARY.encode() not in raw
    assert b"SQLite" not in raw


def test_the_name_is_that_of_the_clock_on_the_wall_and_never_taken_twice(vault, place, again):
    summer = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    first, second = again(summer), again(summer + timedelta(hours=1))
    assert first.path.name == "reflect-2026-10-25-013000.rfb"
    assert second.path.name == "reflect-2026-10-25-013000-2.rfb"


def test_nothing_is_made_of_a_state_that_the_newest_one_has(vault, made, place, passphrase, root):
    later = NOW + timedelta(days=1)
    assert backup.make(vault.folder, place, later).path == made.path
    vault.unlock(passphrase).close()
    assert backup.make(vault.folder, place, later).path == made.path
    backup.prove(made.path, root)
    assert backup.make(vault.folder, place, later).path == made.path
    write(vault, passphrase, "more")
    assert backup.make(vault.folder, place, later).path != made.path


def test_changed_keys_are_a_change_too(vault, made, place, passphrase):
    vault.change_passphrase(passphrase, "another one entirely", argon=SMALL)
    assert backup.make(vault.folder, place, NOW).path != made.path


def test_a_damaged_one_of_the_same_state_does_not_stand_for_it(vault, made, place):
    backup._name_damaged(made.path)
    assert backup.make(vault.folder, place, NOW).path.name == "reflect-2026-11-24-101500.rfb"
    assert len(names(place)) == 2


def test_two_journals_may_share_a_place(vault, made, tmp_path, passphrase, place):
    other = Vault(tmp_path / "other")
    other.create(passphrase, argon=SMALL).close()
    theirs = backup.make(other.folder, place, NOW)
    assert (theirs.manifest.number, made.manifest.number) == (1, 1)
    assert backup.make(vault.folder, place, NOW).path == made.path
    assert [each.path for each in backup.of_journal(place, made.manifest.vault_id)] == [made.path]
    assert len(backup.backups(place)) == 2


def test_a_second_place_that_is_gone_is_not_made(vault, root, tmp_path):
    with pytest.raises(FolderGone, match="connect its drive"):
        backup.make(vault.folder, tmp_path / "stick", NOW)
    assert not (tmp_path / "stick").exists()


def test_without_a_journal_there_is_no_backup(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NoJournal):
            backup.make(folder, tmp_path, NOW)


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (lambda folder: (folder / DATABASE).unlink(), DamagedJournal),
        (lambda folder: (folder / DATABASE).write_bytes(b""), DamagedJournal),
        (lambda folder: (folder / DATABASE).write_bytes(b"x" * 5000), DamagedJournal),
        (lambda folder: [(folder / name).unlink() for name in HEADERS], DamagedHeader),
    ],
    ids=["gone", "empty", "cut", "no keys"],
)
def test_what_is_not_at_rest_is_not_copied(vault, root, place, harm, error):
    harm(vault.folder)
    with pytest.raises(error):
        backup.make(vault.folder, place, NOW)
    assert names(place) == []


def cut_off_in_mid_change(vault, root):
    """Leave the journal as a power cut in the middle of a large change does."""
    database = vault.folder / DATABASE
    db = engine.connect(database, root.database_key)
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN")
    for n in range(50):
        db.execute("INSERT INTO preference VALUES (?, ?)", (f"{n}", "x" * 3000))
    as_it_is = {path: path.read_bytes() for path in (database, side(database))}
    db.execute("ROLLBACK")
    db.close()
    for path, content in as_it_is.items():
        path.write_bytes(content)


def test_what_is_in_mid_change_is_copied_once_its_key_has_put_it_right(
    vault, root, place, passphrase
):
    cut_off_in_mid_change(vault, root)
    with pytest.raises(ChangeUnderWay):
        backup.make(vault.folder, place, NOW)
    assert names(place) == []
    found = backup.ready(vault.folder, backup.by_passphrase(passphrase))
    made = backup.make(vault.folder, place, NOW)
    assert backup.prove(made.path, found).counts["entries"] == 1


@pytest.mark.parametrize("remnant", [b"", b"\0" * 600, b"x" * 600])
def test_a_remnant_that_nothing_is_taken_back_from_is_no_hindrance(
    vault, root, place, remnant, passphrase
):
    side(vault.folder / DATABASE).write_bytes(remnant)
    found = backup.ready(vault.folder, backup.by_passphrase(passphrase))
    made = backup.make(vault.folder, place, NOW)
    assert backup.prove(made.path, found).proven


def test_a_journal_that_changes_under_the_copy_is_noticed(vault, root, place, monkeypatch):
    copy = backup._copy

    def written_in(*given):
        digest = copy(*given)
        os.utime(vault.folder / DATABASE)
        return digest

    monkeypatch.setattr(backup, "_copy", written_in)
    with pytest.raises(JournalInUse):
        backup.make(vault.folder, place, NOW)
    assert names(place) == []


def test_a_file_that_was_begun_and_cut_off_is_no_hindrance(vault, root, place):
    place.mkdir()
    remnant = place / f".making-{keys.read(vault.folder)[0].vault_id[:8]}"
    remnant.write_bytes(b"half of it")
    made = backup.make(vault.folder, place, NOW)
    assert names(place) == [made.path.name]


def test_keys_that_change_under_the_copy_are_noticed(vault, root, place, monkeypatch, passphrase):
    free_name = backup._free_name

    def meanwhile(*given):
        vault.change_passphrase(passphrase, "another one entirely", argon=SMALL)
        return free_name(*given)

    monkeypatch.setattr(backup, "_free_name", meanwhile)
    with pytest.raises(JournalInUse):
        backup.make(vault.folder, place, NOW)
    assert names(place) == []


def test_a_large_journal_is_made_durable_bit_by_bit(vault, root, place, monkeypatch):
    monkeypatch.setattr(backup, "SLICE", 4096)
    monkeypatch.setattr(backup, "_AT_ONCE", 4 * 4096)
    synced = []
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(handle) or sync(handle))
    made = backup.make(vault.folder, place, NOW)
    assert len(synced) > made.size // (4 * 4096)
    assert backup.prove(made.path, root).proven


class After:
    """Somebody who wants the journal back after a number of looks."""

    def __init__(self, looks):
        self.looks = looks

    def is_set(self):
        self.looks -= 1
        return self.looks < 0


def test_an_unlock_does_not_wait_for_a_backup(vault, root, place, monkeypatch):
    monkeypatch.setattr(backup, "SLICE", 4096)
    for looks in (*range(6), 20, 35):
        with pytest.raises(backup.Stopped):
            backup.make(vault.folder, place, NOW, After(looks))
        assert names(place) == []
    never = threading.Event()
    assert backup.make(vault.folder, place, NOW, never).path.exists()


def test_a_named_file_is_made_beside_whatever_there_is(vault, root, tmp_path):
    file = tmp_path / "to take along.rfb"
    made = backup.make_file(vault.folder, file, NOW)
    assert made.path == file
    assert backup.prove(file, root).proven
    with pytest.raises(BackupExists):
        backup.make_file(vault.folder, file, NOW)
    assert backup.backups(tmp_path)[0].proven


class Cut(BaseException):
    """The end of the process: nothing of ours runs after it."""


STEPS = (
    (os, "open"),
    (os, "fdopen"),
    (os, "fsync"),
    (backup, "_put"),
    (type(Path()), "replace"),
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


@pytest.mark.parametrize("act", ["make", "prove"])
def test_cut_off_anywhere_no_backup_is_worse_and_the_next_try_is_whole(
    vault, proven, place, again, root, act, passphrase
):
    write(vault, passphrase, "since then")
    for stop in range(1, 100):
        file = None if act == "make" else backup.make(vault.folder, place, NOW).path
        with pytest.MonkeyPatch.context() as patched:
            taken = cut_at(patched, stop, Cut())
            try:
                made = backup.make(vault.folder, place, NOW)
                done = made if act == "make" else backup.prove(file, root)
            except Cut:
                done = None
        for each in backup.backups(place):
            assert not each.trouble
            assert look(each.path, vault.folder, passphrase).counts["entries"] in (1, 2)
        if done and stop > len(taken):
            break
        for each in backup.backups(place):
            if each.path != proven.path:
                each.path.unlink()
    assert stop > 8
    assert [path.name for path in place.iterdir() if path.suffix != ".rfb"] == []
    assert backup.prove(done.path, root).counts["entries"] == 2


@pytest.mark.parametrize("act", ["make", "prove"])
def test_a_full_disk_anywhere_is_said_and_leaves_nothing_behind(
    vault, made, place, again, root, act, passphrase
):
    write(vault, passphrase, "since then")
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    for stop in range(1, 100):
        with pytest.MonkeyPatch.context() as patched:
            taken = cut_at(patched, stop, OSError(errno.ENOSPC, "no room"))
            try:
                if act == "make":
                    backup.make(vault.folder, place, NOW)
                else:
                    backup.prove(made.path, root)
            except JournalError as error:
                refused = error
            else:
                break
        assert type(refused) is DiskFull
        in_place = "replace" in taken[: stop - 1]  # only its folder's sync was refused then
        if not in_place:
            assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    assert stop > 6
    assert len(taken) < stop


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs Linux")
def test_a_disk_that_is_really_full_is_said_and_the_journal_is_safe(
    vault, root, tmp_path, passphrase
):
    stick = tmp_path / "stick"
    stick.mkdir()
    size = (vault.folder / DATABASE).stat().st_size
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(stick)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("NOT TESTED: only root may have a disk of 64 KiB here")
    try:
        with pytest.raises(DiskFull, match="choose another folder"):
            backup.make(vault.folder, stick, NOW)
        assert names(stick) == []
        subprocess.run(["mount", "-o", f"remount,size={size * 3 // 2}", str(stick)], check=True)
        made = backup.make(vault.folder, stick, NOW)
        with pytest.raises(DiskFull, match="room for one more"):
            backup.prove(made.path, root)
        assert names(stick) == [made.path.name]
        subprocess.run(["mount", "-o", f"remount,size={size * 4}", str(stick)], check=True)
        assert backup.prove(made.path, root).proven
    finally:
        subprocess.run(["umount", str(stick)], check=True)


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.EACCES, FolderNotWritable),
        (errno.EROFS, FolderNotWritable),
        (errno.ENOENT, FolderGone),
        (errno.EIO, CannotSave),
    ],
)
def test_what_the_place_refuses_has_its_name(vault, root, place, monkeypatch, number, error):
    def refuse(*_):
        raise OSError(number, "no")

    place.mkdir()
    monkeypatch.setattr(backup, "_put", refuse)
    with pytest.raises(error, match="The journal itself is safe"):
        backup.make(vault.folder, place, NOW)


def test_a_disk_that_forgets_what_was_written_is_noticed(vault, root, place, monkeypatch):
    put = backup._put

    def forget(file, content):
        put(file, bytes(len(content)))

    monkeypatch.setattr(backup, "_put", forget)
    with pytest.raises(CannotSave, match="The journal itself is safe"):
        backup.make(vault.folder, place, NOW)
    assert names(place) == []


# Proving


def test_what_was_read_from_end_to_end_counts(proven, place, vault, passphrase):
    assert proven.proven
    journal = vault.unlock(passphrase)
    assert proven.counts == journal.counts()
    journal.close()
    assert proven.counts["entries"] == 1
    (listed,) = backup.backups(place)
    assert listed == proven
    assert names(place) == [proven.path.name]


def test_proving_once_more_changes_nothing(proven, root):
    before = proven.path.stat()
    assert backup.prove(proven.path, root) == proven
    assert proven.path.stat().st_mtime_ns == before.st_mtime_ns


def test_the_proof_is_under_a_key_of_its_own_and_covers_every_part(proven, root):
    extracted = hmac.digest(bytes.fromhex(proven.manifest.vault_id), root._secret, "sha256")
    assert root.backup_key == hmac.digest(extracted, b"reflect backup key 1\1", "sha256")
    manifest = proven.manifest
    assert manifest.genuine(root)
    for changed in (
        replace(manifest, number=2),
        replace(manifest, made=NOW + timedelta(seconds=1)),
        replace(manifest, changed=manifest.changed + 1),
        replace(manifest, counts={**manifest.counts, "entries": 9}),
        replace(manifest, vault_id="0" * 32),
        replace(manifest, header=manifest.database),
        replace(manifest, database=manifest.header),
    ):
        assert not changed.genuine(root)


def test_what_is_not_sound_is_kept_under_a_name_that_says_so(vault, made, place, root):
    content = bytearray(made.path.read_bytes())
    content[-5000] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(DamagedBackup) as caught:
        backup.prove(made.path, root)
    assert caught.value.problems == ["Its database is not what was put into it."]
    assert names(place) == ["reflect-2026-11-24-101500-damaged.rfb"]
    (listed,) = backup.backups(place)
    assert listed.trouble == DamagedBackup.sentence
    assert not listed.proven
    with pytest.raises(DamagedBackup):
        backup.prove(listed.path, root)
    assert names(place) == ["reflect-2026-11-24-101500-damaged.rfb"]


def test_a_backup_of_a_damaged_journal_is_not_sound(vault, root, place):
    database = vault.folder / DATABASE
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    made = backup.make(vault.folder, place, NOW)
    with pytest.raises(DamagedBackup) as caught:
        backup.prove(made.path, root)
    assert any("changed from outside" in problem for problem in caught.value.problems)
    assert names(place) == ["reflect-2026-11-24-101500-damaged.rfb"]


def test_a_first_page_that_no_key_opens_is_not_sound(vault, root, place):
    database = vault.folder / DATABASE
    content = bytearray(database.read_bytes())
    content[40] ^= 1
    database.write_bytes(content)
    made = backup.make(vault.folder, place, NOW)
    with pytest.raises(DamagedBackup) as caught:
        backup.prove(made.path, root)
    assert caught.value.problems == ["The database in it cannot be read to its end."]


def test_a_search_index_that_does_not_match_is_not_sound(vault, root, place):
    db = engine.connect(vault.folder / DATABASE, root.database_key)
    db.execute("UPDATE entry SET title = 'something else'")
    db.close()
    made = backup.make(vault.folder, place, NOW)
    with pytest.raises(DamagedBackup) as caught:
        backup.prove(made.path, root)
    assert caught.value.problems == ["The search index does not match what is written."]


def change_inside(folder, root, statement):
    db = engine.connect(folder / DATABASE, root.database_key)
    db.execute(statement)
    db.close()


def test_a_database_of_another_journal_is_not_sound(vault, root, place):
    change_inside(vault.folder, root, "UPDATE meta SET value = 'ff' WHERE key = 'vault_id'")
    made = backup.make(vault.folder, place, NOW)
    with pytest.raises(DamagedBackup) as caught:
        backup.prove(made.path, root)
    assert caught.value.problems == ["The database in it belongs to another journal."]


def test_one_that_a_newer_version_made_is_left_for_it(vault, root, place):
    change_inside(vault.folder, root, f"PRAGMA user_version = {migrations.VERSION + 1}")
    made = backup.make(vault.folder, place, NOW)
    with pytest.raises(NewerJournal, match="This backup was made by a newer version"):
        backup.prove(made.path, root)
    assert names(place) == [made.path.name]


def test_one_that_an_older_version_made_is_proven_and_stays_as_it_is(
    tmp_path, passphrase, monkeypatch
):
    vault = Vault(tmp_path / "old")
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:1])
        patched.setattr(migrations, "VERSION", 1)
        vault.create(passphrase, argon=SMALL).close()
    made = backup.make_file(vault.folder, tmp_path / "old.rfb", NOW)
    found = backup.prove(made.path, root_of(vault, passphrase))
    assert found.counts["entries"] == 0
    assert made.path.read_bytes().endswith((vault.folder / DATABASE).read_bytes())
    with tempfile.TemporaryDirectory(dir=tmp_path) as room:
        backup.checked(made.path, Path(room), backup.by_passphrase(passphrase))
        assert (Path(room) / DATABASE).read_bytes() == (vault.folder / DATABASE).read_bytes()


def test_one_of_another_journal_is_not_called_damaged(made, tmp_path, passphrase, place):
    other = Vault(tmp_path / "other")
    other.create(passphrase, argon=SMALL).close()
    with pytest.raises(BackupUnderOtherKeys):
        backup.prove(made.path, root_of(other, passphrase))
    assert names(place) == [made.path.name]


def test_a_disk_that_breaks_while_a_backup_is_read_does_not_make_it_damaged(
    made, root, place, monkeypatch
):
    def broken(*_):
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(backup, "_take_out", broken)
    with pytest.raises(CannotSave, match="could not read that backup"):
        backup.prove(made.path, root)
    assert names(place) == [made.path.name]


# What a backup says is believed only as far as it can be


def test_every_byte_of_what_comes_before_the_database_changed_or_cut_is_refused(
    proven, tmp_path, passphrase
):
    whole = proven.path.read_bytes()
    _, start = backup.read(proven.path)
    end = start + proven.manifest.header.size
    harmed = tmp_path / "harmed.rfb"
    for position in range(end):
        bit = 1 << position % 8
        changed = whole[:position] + bytes([whole[position] ^ bit]) + whole[position + 1 :]
        dropped = whole[:position] + whole[position + 1 :]
        for content in (changed, *((whole[:position], dropped) if position % 9 == 0 else ())):
            harmed.write_bytes(content)
            with pytest.raises((NotABackup, DamagedBackup)):
                look(harmed, tmp_path, passphrase)


def test_a_changed_byte_anywhere_in_the_database_is_refused(proven, tmp_path, passphrase):
    chance = random.Random(2026)  # noqa: S311
    whole = proven.path.read_bytes()
    start = len(whole) - proven.manifest.database.size
    places = [start, len(whole) - 1, *(chance.randrange(start, len(whole)) for _ in range(100))]
    harmed = tmp_path / "harmed.rfb"
    for position in places:
        content = bytearray(whole)
        content[position] ^= 1 << chance.randrange(8)
        harmed.write_bytes(content)
        with pytest.raises(DamagedBackup) as caught:
            look(harmed, tmp_path, passphrase)
        assert caught.value.problems == ["Its database is not what was put into it."]


def test_cut_or_added_to_it_is_refused(proven, tmp_path, passphrase):
    whole = proven.path.read_bytes()
    harmed = tmp_path / "harmed.rfb"
    for content in (
        whole[:-1],
        whole[:-4096],
        whole[: len(whole) // 2],
        whole + b"\0",
        whole + whole[-4096:],
        whole + whole,
    ):
        harmed.write_bytes(content)
        with pytest.raises(DamagedBackup):
            look(harmed, tmp_path, passphrase)


@pytest.mark.parametrize(
    "content",
    [b"", b"Reflect", b"SQLite format 3\0" * 400, os.urandom(5000), b"{}\n", b"PK\3\4" * 2000],
    ids=["empty", "short", "sqlite", "noise", "json", "zip"],
)
def test_what_is_no_backup_is_called_so(tmp_path, content):
    file = tmp_path / "something.rfb"
    file.write_bytes(content)
    with pytest.raises(NotABackup):
        backup.read(file)


def test_a_folder_a_pipe_and_nothing_are_no_backups(tmp_path):
    with pytest.raises(NotABackup, match="not a backup"):
        backup.read(tmp_path)
    with pytest.raises(NotABackup, match="no file at that place"):
        backup.read(tmp_path / "nothing.rfb")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.rfb")
        with pytest.raises(NotABackup):
            backup.read(tmp_path / "pipe.rfb")
        assert backup.backups(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", 0),
        ("number", True),
        ("number", 2**60),
        ("made", "2026-11-24T10:15:00"),
        ("made", "2026-13-24T10:15:00Z"),
        ("made", "0001-01-01T00:00:00Z"),
        ("made", "9999-12-31T23:59:59Z"),
        ("made", 7),
        ("changed", "x"),
        ("vault", "x" * 32),
        ("mac", "0"),
        ("mac", "0" * 64),
        ("counts", {"entries": 1}),
        ("counts", {"entries": -1}),
        ("counts", {"Words that were written": 1}),
        ("counts", {f"a{'b' * n}": 1 for n in range(1, 60)}),
        ("counts", []),
        ("database", {"sha256": "0" * 64, "size": 4095}),
        ("database", {"sha256": "0" * 64, "size": 2**60}),
        ("header", {"sha256": "0" * 64, "size": 10**9}),
        ("header", {"size": 100}),
        ("version", 0),
        ("version", "2"),
        ("format", "reflect-keys"),
        ("more", 1),
    ],
)
def test_what_cannot_be_is_refused_before_any_work_even_under_a_right_checksum(
    made, monkeypatch, name, value
):
    monkeypatch.setattr(backup, "_take_out", None)
    document = made.manifest.document() | {"mac": "", name: value}
    line = canonical.checked_line(document)
    _, start = backup.read(made.path)
    made.path.write_bytes(backup.MAGIC + line + made.path.read_bytes()[start:])
    with pytest.raises(DamagedBackup):
        backup.read(made.path)


@pytest.mark.parametrize(
    "line", [b"[" * 16_000, b"9" * 16_000, b'"\xff"\n', b"x" * 99_999, b"[]\n"]
)
def test_no_manifest_makes_reading_stumble(made, line):
    made.path.write_bytes(backup.MAGIC + line)
    with pytest.raises(DamagedBackup):
        backup.read(made.path)


def test_a_later_format_is_told_whatever_is_in_it(made):
    later = canonical.checked_line({"format": backup.FORMAT, "version": 2, "more": [1]})
    made.path.write_bytes(backup.MAGIC + later + b"anything")
    with pytest.raises(NewerJournal, match="This backup was made by a newer version"):
        backup.read(made.path)


def test_a_manifest_that_somebody_else_spelled_is_not_believed(proven, tmp_path, passphrase):
    for changed in (
        replace(proven.manifest, counts={"entries": 99}),
        replace(proven.manifest, number=99),
        replace(proven.manifest, vault_id="0" * 32),
        replace(proven.manifest, vault_id="0" * 32, counts={}, mac=""),
    ):
        shutil.copy(proven.path, tmp_path / "forged.rfb")
        rewritten(tmp_path / "forged.rfb", changed)
        with pytest.raises(DamagedBackup) as caught:
            look(tmp_path / "forged.rfb", tmp_path, passphrase)
        assert caught.value.problems == [
            "What it says about itself was not written by this journal."
        ]


def test_a_header_that_somebody_else_changed_is_not_believed(vault, made, tmp_path, passphrase):
    header = keys.read(vault.folder)[0]
    forged = replace(header, generation=7).to_bytes()
    content = made.path.read_bytes()
    manifest = replace(made.manifest, header=backup._part(forged))
    database = content[-made.manifest.database.size :]
    made.path.write_bytes(backup.MAGIC + manifest.to_bytes() + forged + database)
    with pytest.raises(DamagedBackup) as caught:
        look(made.path, tmp_path, passphrase)
    assert caught.value.problems == ["Its header is not what was put into it."]


def test_a_wrong_passphrase_is_called_so_and_nothing_is_taken_out(made, tmp_path):
    room = tmp_path / "room"
    room.mkdir()
    with pytest.raises(WrongPassphrase):
        backup.checked(made.path, room, backup.by_passphrase("not this one"))
    assert names(room) == [HEADERS[0]]


# What there is


def test_backups_are_listed_the_latest_first_and_broken_ones_are_named(again, place, tmp_path):
    first, second = again(NOW), again(NOW + timedelta(days=1), prove=False)
    broken = place / "reflect-2026-01-01-000000.rfb"
    broken.write_bytes(second.path.read_bytes()[:-1])
    (place / "holiday.rfb").write_bytes(b"a picture")
    (place / "notes.txt").write_text("mine", "utf-8")
    (place / "folder.rfb").mkdir()
    listed = backup.backups(place)
    assert {each.path.name for each in listed} == {
        first.path.name,
        second.path.name,
        broken.name,
        "holiday.rfb",
    }
    sound = [each for each in listed if not each.trouble]
    assert [(each.made, each.proven) for each in sound] == [
        (NOW + timedelta(days=1), False),
        (NOW, True),
    ]
    assert all(each.size == each.path.stat().st_size for each in listed)
    troubles = {each.path.name: each.trouble for each in listed if each.trouble}
    assert troubles == {broken.name: DamagedBackup.sentence, "holiday.rfb": NotABackup.sentence}
    assert backup.backups(tmp_path / "nowhere") == []


def test_deleting_is_told_how_many_backups_still_hold_it(again, place, root):
    days = [again(NOW + timedelta(days=day)) for day in range(4)]
    vault_id = days[0].manifest.vault_id
    for day in range(5):
        before = NOW + timedelta(days=day, seconds=-1)
        assert backup.how_many_hold(place, vault_id, before) == day
    assert backup.how_many_hold(place, "0" * 32, NOW + timedelta(days=9)) == 0
    backup._name_damaged(days[0].path)
    days[1].path.write_bytes(b"cannot say whose it is")
    os.utime(days[1].path, (0, 0))
    assert backup.how_many_hold(place, vault_id, NOW + timedelta(days=2, seconds=-1)) == 2


def test_a_clock_that_ran_ahead_hides_no_backup_from_the_count(again, place):
    ahead = again(NOW + timedelta(days=4000))
    again(NOW)
    vault_id = ahead.manifest.vault_id
    assert backup.how_many_hold(place, vault_id, NOW + timedelta(hours=1)) == 2
    assert [each.made for each in backup.of_journal(place, vault_id)] == [NOW, ahead.made]


# Which of them stay


def days_kept(*moments):
    """Return which of `moments`, given the oldest first, stay."""
    latest_first = list(reversed(moments))
    return [latest_first[position] for position in sorted(backup.kept(latest_first), reverse=True)]


def noon(day):
    return datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)


def test_of_one_a_day_for_years_seven_days_four_weeks_and_twelve_months_stay():
    stay = [each.date() for each in days_kept(*map(noon, range(1000)))]
    days = [date(2028, 9, day) for day in range(20, 27)]
    sundays = [date(2028, 9, 10), date(2028, 9, 17)]  # those of the two weeks before
    ends = [date(2027, 10, 31), date(2027, 11, 30), date(2027, 12, 31), date(2028, 1, 31)]
    ends += [date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30), date(2028, 5, 31)]
    ends += [date(2028, 6, 30), date(2028, 7, 31), date(2028, 8, 31)]
    assert stay == [*ends, *sundays, *days]


def test_of_several_on_one_day_the_newest_stays():
    day = [NOW + timedelta(minutes=5 * n) for n in range(20)]
    assert days_kept(*day) == [day[-1]]


def test_nothing_goes_while_there_is_little():
    assert days_kept() == []
    assert days_kept(NOW) == [NOW]
    week = [noon(day) for day in range(7)]
    assert days_kept(*week) == week


def test_a_journal_left_alone_for_years_keeps_what_it_has():
    some = [noon(0), noon(40), noon(80), noon(2000)]
    assert days_kept(*some) == some


def test_days_are_those_of_the_calendar_on_the_wall_when_the_clocks_change():
    for midnight in (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 24, 23, tzinfo=UTC)):
        before, after = midnight - timedelta(minutes=1), midnight + timedelta(minutes=1)
        late = midnight + timedelta(hours=22, minutes=58)
        assert days_kept(before, after, late) == [before, late]
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    assert days_kept(*twice) == twice[1:]


def test_the_turn_of_the_year_cuts_no_week_in_two():
    thursday, saturday = (
        datetime(2026, 12, 31, 12, tzinfo=UTC),
        datetime(2027, 1, 2, 12, tzinfo=UTC),
    )
    newer = [saturday + timedelta(days=9 * week) for week in range(1, 12)]
    stay = days_kept(thursday, saturday, *newer)
    assert thursday in stay  # the newest of its year and month
    assert saturday.strftime("%G-%V") == thursday.strftime("%G-%V") == "2026-53"
    assert backup.WEEKS == 4
    week = [datetime(2026, 12, day, 12, tzinfo=UTC) for day in range(28, 32)]
    year = [datetime(2027, 1, day, 12, tzinfo=UTC) for day in (1, 2, 3)]
    more = [datetime(2027, 1, day, 12, tzinfo=UTC) for day in range(4, 11)]
    stay = days_kept(*week, *year, *more)
    assert [each for each in stay if each < more[0]] == [week[-1], year[-1]]


def test_a_clock_that_ran_ahead_costs_no_later_backup_its_place():
    ahead = [noon(5000 + day) for day in range(20)]
    back = [noon(day) for day in range(10)]
    stay = days_kept(*ahead, *back)
    assert [each for each in stay if each in back] == back[-7:]
    later = [noon(day) for day in range(800)]
    stay = days_kept(*ahead, *later)
    assert not set(stay) & set(ahead)


def test_a_clock_that_stands_still_keeps_the_one_made_last():
    latest_first = [NOW, NOW, NOW]
    assert backup.kept(latest_first) == {0}


@pytest.fixture
def none_spared(monkeypatch):
    """Let the rule of days, weeks and months alone decide."""
    monkeypatch.setattr(backup, "LATEST", 0)


def test_the_latest_stay_whatever_day_they_are_of_and_whether_they_are_proven(
    again, place, monkeypatch
):
    monkeypatch.setattr(backup, "LATEST", 3)
    made = [again(NOW + timedelta(minutes=minute), prove=minute != 3) for minute in range(5)]
    assert backup.prune(place) == [made[1].path, made[0].path]
    assert [each.path for each in backup.backups(place)] == [
        made[4].path,
        made[3].path,
        made[2].path,
    ]


@pytest.mark.usefixtures("none_spared")
def test_pruning_keeps_what_is_newer_than_the_newest_proven_one(again, place):
    old = [again(NOW + timedelta(minutes=minute)) for minute in range(3)]
    assert backup.prune(place) == [old[1].path, old[0].path]
    newer = [again(NOW + timedelta(minutes=9 + minute), prove=False) for minute in range(3)]
    assert backup.prune(place) == []
    assert len(names(place)) == 4
    last = again(NOW + timedelta(minutes=20))
    assert set(backup.prune(place)) == {old[2].path, *(each.path for each in newer)}
    assert names(place) == [last.path.name]


def test_nothing_is_pruned_before_anything_is_proven(again, place):
    made = [again(NOW + timedelta(minutes=minute), prove=False) for minute in range(3)]
    assert backup.prune(place) == []
    assert len(names(place)) == len(made)


@pytest.mark.usefixtures("none_spared")
def test_pruning_leaves_the_damaged_and_the_unreadable_and_other_files(again, place):
    damaged, broken, old = (again(NOW + timedelta(minutes=minute)) for minute in range(3))
    backup._name_damaged(damaged.path)
    broken.path.write_bytes(b"x")
    (place / "notes.txt").write_text("mine", "utf-8")
    last = again(NOW + timedelta(minutes=9))
    assert backup.prune(place) == [old.path]
    assert len(names(place)) == 4
    assert last.path.exists()


def test_a_newest_one_that_turned_out_damaged_lets_nothing_go(again, place):
    first, second = again(NOW), again(NOW + timedelta(minutes=1))
    backup._name_damaged(second.path)
    third = again(NOW + timedelta(minutes=2), prove=False)
    assert backup.prune(place) == []
    assert first.path.exists()
    assert third.path.exists()


@pytest.mark.usefixtures("none_spared")
def test_pruning_that_is_refused_is_said(again, place, monkeypatch):
    again(NOW)
    again(NOW + timedelta(minutes=1))

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(FolderNotWritable, match="not allowed to remove"):
        backup.prune(place)
    monkeypatch.undo()


def test_a_new_backup_takes_the_place_of_all_that_hold_what_was_deleted(
    vault, again, place, root, passphrase, tmp_path
):
    old = [again(NOW + timedelta(days=day), prove=day != 1) for day in range(3)]
    backup._name_damaged(old[2].path)
    (place / "lost.rfb").write_bytes(b"cannot say whose it is")
    other = Vault(tmp_path / "other")
    other.create(passphrase, argon=SMALL).close()
    theirs = backup.make(other.folder, place, NOW)
    write(vault, passphrase, "what is left")
    found = backup.replace_all(vault.folder, place, root, NOW + timedelta(days=9))
    assert (found.removed, found.left) == (3, [place / "lost.rfb"])
    assert found.backup.proven
    assert set(names(place)) == {found.backup.path.name, theirs.path.name, "lost.rfb"}


def test_no_backup_goes_for_one_that_is_not_proven(vault, again, place, root, monkeypatch):
    old = again(NOW)
    new = again(NOW + timedelta(days=1), prove=False)
    with pytest.raises(ValueError, match="proven"):
        backup.remove_earlier(place, new)

    def broken(*_):
        raise DamagedBackup

    monkeypatch.setattr(backup, "checked", broken)
    with pytest.raises(DamagedBackup):
        backup.replace_all(vault.folder, place, root, NOW)
    assert old.path.exists()


def test_what_the_driver_says_of_a_damaged_page_is_no_bare_error(made, root, monkeypatch, place):
    def broken(_):
        raise dbapi2.DatabaseError("page 7")

    monkeypatch.setattr(migrations, "inspect", broken)
    with pytest.raises(CannotSave):
        backup.prove(made.path, root)


# Looked after


def look_after(place, root, made, now=NOW, before=None):
    return backup.look_after(place, made.manifest.vault_id, root, now, before)


@pytest.mark.usefixtures("none_spared")
def test_looking_after_them_proves_the_newest_and_lets_the_superfluous_go(again, place, root):
    made = [again(NOW + timedelta(minutes=minute), prove=False) for minute in range(3)]
    assert look_after(place, root, made[0])
    (left,) = backup.backups(place)
    assert left.proven
    assert left.path == made[2].path
    assert look_after(place, root, made[0])
    assert backup.backups(place) == [left]


def test_where_the_newest_is_damaged_the_one_before_it_is_proven(again, place, root):
    old, new = (again(NOW + timedelta(minutes=minute), prove=False) for minute in range(2))
    content = bytearray(new.path.read_bytes())
    content[-5000] ^= 1
    new.path.write_bytes(content)
    look_after(place, root, old)
    found = {each.path.stem: each.proven for each in backup.backups(place)}
    assert found == {old.path.stem: True, f"{new.path.stem}-damaged": False}


def test_all_made_before_a_moment_go_once_a_later_one_is_proven(again, place, root):
    old = [again(NOW + timedelta(days=day)) for day in range(3)]
    backup._name_damaged(old[0].path)
    moment = NOW + timedelta(days=2, hours=1)
    assert not look_after(place, root, old[0], before=moment)
    assert len(backup.backups(place)) == 3
    again(NOW + timedelta(days=3), prove=False)
    assert look_after(place, root, old[0], before=moment)
    (left,) = backup.backups(place)
    assert left.made == NOW + timedelta(days=3)


def test_what_is_out_of_reach_or_unreadable_is_not_said_to_be_gone(again, place, root, tmp_path):
    made = again(NOW)
    assert not look_after(tmp_path / "stick", root, made, before=NOW)
    assert look_after(tmp_path / "stick", root, made)
    (place / "lost.rfb").write_bytes(b"cannot say whose it is")
    os.utime(place / "lost.rfb", (0, 0))
    assert not look_after(place, root, made, before=NOW)


def test_a_disk_too_full_to_prove_one_leaves_it_for_the_next_time(again, place, root, monkeypatch):
    made = again(NOW, prove=False)

    def full(*_):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patched:
        patched.setattr(backup, "_take_out", full)
        assert look_after(place, root, made)
        assert not look_after(place, root, made, before=NOW)
    assert not backup.backups(place)[0].proven
    assert look_after(place, root, made)
    assert backup.backups(place)[0].proven


def test_each_is_read_again_once_a_month_and_one_that_was_lost_is_named(again, place, root):
    old, new = again(NOW), again(NOW + timedelta(days=1))
    now = NOW + timedelta(days=31)
    for each in (old, new):
        os.utime(each.path, (NOW.timestamp(), NOW.timestamp()))
    content = bytearray(old.path.read_bytes())
    content[-5000] ^= 1
    old.path.write_bytes(content)
    os.utime(old.path, (0, 0))
    look_after(place, root, old, now)
    assert [each.path.stem for each in backup.backups(place) if each.trouble] == [
        f"{old.path.stem}-damaged"
    ]
    assert new.path.stat().st_mtime == NOW.timestamp()
    look_after(place, root, old, now)
    assert new.path.stat().st_mtime == now.timestamp()
    look_after(place, root, old, now + timedelta(days=29))
    assert new.path.stat().st_mtime == now.timestamp()


def test_those_under_other_keys_do_not_count_for_these(vault, again, place, root, passphrase):
    old = again(NOW)
    vault.draw_new_keys(passphrase, "another one entirely", argon=SMALL).keep()
    root_now = root_of(vault, "another one entirely")
    look_after(place, root_now, old, before=NOW + timedelta(hours=1))
    assert old.path.exists()
    new = backup.make(vault.folder, place, NOW + timedelta(days=1))
    assert look_after(place, root_now, old, before=NOW + timedelta(hours=1))
    assert [each.path for each in backup.backups(place)] == [new.path]
