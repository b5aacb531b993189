"""Where a journal opens from while it is moved, cut off and refused at every step of the way."""

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from reflect_app.domain.records import Entry
from reflect_app.vault import moving
from reflect_app.vault.errors import JournalError, NotMoved
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.moving import NOTE, SUBFOLDER
from reflect_app.vault.vault import Vault

BACKUPS = ("backups/2026/november", "backups/latest")
OWN = {DATABASE, f"{DATABASE}-journal", *HEADERS, *BACKUPS}
WORDS = "the visit that turned"


class Cut(BaseException):
    """The end of the process: nothing of ours runs after it."""


@pytest.fixture
def old(vault, passphrase, clock):
    """Return the folder of a closed journal with an entry in it and two backups beside it."""
    journal = vault.unlock(passphrase)
    entry = Entry(written_at=clock.now(), day=clock.now().date(), model="free")
    entry.write("text", WORDS)
    journal.finish(entry, clock.now())
    journal.close()
    for name in BACKUPS:
        (vault.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (vault.folder / name).write_bytes(name.encode() * 1000)
    return vault.folder


@pytest.fixture
def new(tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def opens(passphrase):
    """Return a way to find out whether the entry is there to be read."""

    def opens(folder):
        try:
            journal = Vault(folder).unlock(passphrase)
        except (JournalError, OSError):
            return False
        found = journal.count(WORDS)
        journal.close()
        return found == 1

    return opens


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def contents(folder):
    return {name: (folder / name).read_bytes() for name in files(folder)}


def move(old, new, settings):
    """Move as the window does; `settings` is a list whose last folder counts."""
    moving.prepare(new)
    moving.copy(old, new)
    settings.append(new)
    return moving.clear(new)


def refused(*given, what=moving.place):
    with pytest.raises(NotMoved) as caught:
        what(*given)
    return caught.value.sentence


# What is moved


def test_everything_of_the_journal_goes_and_opens_there(old, new, opens):
    before = contents(old)
    assert set(before) == OWN
    assert move(old, new, [])
    assert contents(new) == before
    assert opens(new)
    moving.leave(old)
    assert not old.exists()


def test_what_is_not_the_journals_stays_and_so_does_its_folder(old, new):
    (old / "notes.txt").write_text("mine")
    (old / "backups" / "link").symlink_to(old / "notes.txt")
    assert move(old, new, [])
    moving.leave(old)
    assert files(old) == {"notes.txt", "backups/link"}
    assert files(new) == OWN


def test_a_change_of_keys_that_was_cut_off_goes_with_it(old, new):
    for name in ("journal.db.rekeyed", "journal.keys.rekeyed", "journal.db-journal"):
        (old / name).write_bytes(name.encode())
    before = contents(old)
    assert move(old, new, [])
    assert contents(new) == before
    assert files(old) == set()


def test_a_backup_keeps_its_age(old, new):
    os.utime(old / BACKUPS[0], (1_000_000_000, 1_000_000_000))
    move(old, new, [])
    assert (new / BACKUPS[0]).stat().st_mtime == 1_000_000_000


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_nobody_else_may_read_it_there(old, new):
    move(old, new, [])
    assert {(new / name).stat().st_mode & 0o777 for name in OWN} == {0o600}
    for folder in ("backups", "backups/2026"):
        assert (new / folder).stat().st_mode & 0o777 == 0o700


def test_a_knock_at_the_door_is_no_hindrance(old, new):
    (old / "journal.knock").touch()
    (new / "journal.knock").touch()
    assert move(old, new, [])
    assert files(old) == set()
    assert files(new) == OWN


# Cut off


STEPS = (
    (os, "open"),
    (os, "fdopen"),
    (os, "fsync"),
    (os, "utime"),
    (os, "rmdir"),
    (type(Path()), "mkdir"),
    (type(Path()), "replace"),
    (type(Path()), "unlink"),
    (type(Path()), "rmdir"),
    (shutil, "copyfileobj"),
    (moving, "_digest"),
)
MOST = 200


def cut_at(monkeypatch, stop, error):
    """Let the step with the number `stop` of all steps not be taken; count them."""
    taken = []

    def before(step):
        def stand_in(*given, **more):
            taken.append(step.__name__)
            if len(taken) == stop:
                raise error
            return step(*given, **more)

        return stand_in

    for place, name in STEPS:
        monkeypatch.setattr(place, name, before(getattr(place, name)))
    return taken


def every_step(monkeypatch, error, old, new, keep):
    """Yield, for each step of a move from the state in `keep`, the settings it was cut off with."""
    monkeypatch.setattr(os, "fsync", lambda _: None)  # counted all the same, and no disk waited for
    for stop in range(1, MOST):
        for folder in (old, new):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(keep, old)
        settings = [old]
        with monkeypatch.context() as patched:
            taken = cut_at(patched, stop, error)
            try:
                move(old, new, settings)
            except type(error):
                pass
            except NotMoved:
                assert isinstance(error, OSError)
        yield stop, settings[-1]
        if len(taken) < stop:
            assert stop > 40
            return
    raise AssertionError("there is no end to it")


@pytest.fixture
def keep(old, tmp_path):
    """Return a copy of the journal's folder as it was."""
    return shutil.copytree(old, tmp_path / "kept")


def test_cut_off_anywhere_it_opens_where_the_settings_say_and_the_next_try_ends_well(
    monkeypatch, old, new, keep, opens
):
    whole = contents(keep)
    seen = set()
    for stop, named in every_step(monkeypatch, Cut(), old, new, keep):
        seen.add(named)
        assert contents(named).items() >= whole.items(), stop
        if named == new:
            # Found at the next start.
            assert moving.origin(new) in (old.resolve(), None)
            assert moving.clear(new)
        else:
            # Cleared at the next try, which arrives, whatever the power cut made of the copies.
            for path in new.rglob("*.moving"):
                if path.name != NOTE:
                    path.write_bytes(path.read_bytes()[:100])
            assert move(old, new, [old]), stop
        assert contents(new) == whole, stop
        assert files(old) == set(), stop
    assert seen == {old, new}
    assert opens(new)


def test_refused_anywhere_it_says_so_and_all_is_as_it_was(monkeypatch, old, new, keep):
    whole = contents(keep)
    for stop, named in every_step(monkeypatch, OSError(errno.ENOSPC, "no room"), old, new, keep):
        assert contents(named).items() >= whole.items(), stop
        if named == old and new.exists():
            assert files(new) == set(), stop


def test_what_could_not_be_removed_is_told_and_removed_another_time(monkeypatch, old, new):
    moving.copy(old, new)

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "no")

    with monkeypatch.context() as patched:
        patched.setattr(type(Path()), "unlink", refuse)
        assert not moving.clear(new)
    assert moving.begun(new)
    assert moving.origin(new) == old.resolve()
    assert moving.clear(new)
    assert files(old) == set()
    assert not moving.begun(new)
    assert moving.origin(new) is None


def test_what_was_written_in_the_old_place_since_is_left_there_and_told(
    old, new, passphrase, clock, opens
):
    moving.copy(old, new)
    journal = Vault(old).unlock(passphrase)
    entry = Entry(written_at=clock.now(), day=clock.now().date(), model="free")
    entry.write("text", "afterwards")
    journal.finish(entry, clock.now())
    journal.close()
    assert not moving.clear(new)
    assert DATABASE in files(old)
    assert not moving.begun(new)
    assert opens(new)


def test_a_copy_that_was_written_in_since_is_a_journal_of_its_own(
    old, new, passphrase, clock, opens
):
    moving.copy(old, new)
    journal = Vault(new).unlock(passphrase)
    entry = Entry(written_at=clock.now(), day=clock.now().date(), model="free")
    entry.write("text", "afterwards")
    journal.finish(entry, clock.now())
    journal.close()
    before = contents(new)
    assert refused(old, new, what=moving.copy) == moving.TAKEN
    assert contents(new) == before
    assert opens(old)


def test_a_copy_of_one_journal_is_not_swept_away_for_another(old, new, tmp_path):
    moving.copy(old, new)
    other = shutil.copytree(old, tmp_path / "another")
    before = contents(new)
    assert refused(other, new, what=moving.copy) == moving.TAKEN
    assert contents(new) == before


def test_a_folder_put_back_where_it_came_from_is_not_cleared(old, new):
    moving.copy(old, new)
    shutil.copy(new / NOTE, old / NOTE)
    before = contents(old)
    assert moving.clear(old)
    assert contents(old).items() >= {**before, NOTE: b""}.items() - {(NOTE, b"")} - {
        (NOTE, before[NOTE])
    }
    assert not moving.begun(old)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "[]",
        "{}",
        '{"from": 3, "files": 4}',
        '{"from": "FROM", "files": {"../journal/notes.txt": "DIGEST"}}',
        '{"from": "FROM", "files": {"notes.txt": "DIGEST"}}',
        '{"from": "FROM", "files": {"backups/../notes.txt": "DIGEST"}}',
        '{"from": "FROM", "files": {"journal.db/../notes.txt": "DIGEST"}}',
    ],
)
def test_a_note_by_somebody_else_removes_nothing(old, new, note):
    (old / "notes.txt").write_text("mine")
    before = contents(old)
    digest = moving._digest(old / "notes.txt")
    (new / NOTE).write_text(note.replace("FROM", str(old)).replace("DIGEST", digest))
    (new / DATABASE).touch()
    assert moving.clear(new)
    assert contents(old) == before


def test_a_note_names_each_file_with_what_is_in_it(old, new):
    moving.copy(old, new)
    note = json.loads((new / NOTE).read_bytes())
    assert note["from"] == str(old.resolve())
    assert set(note["files"]) == OWN
    assert list(note["files"])[-1] == DATABASE


def test_a_drive_that_does_not_keep_what_it_is_given_is_noticed(monkeypatch, old, new):
    def forget(_source, target, _size):
        target.write(b"nothing like it")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfileobj", forget)
        assert refused(old, new, what=moving.copy) == moving.DIFFERS
    assert files(new) == set()


def test_a_journal_that_is_gone_is_told(old, new):
    (old / DATABASE).unlink()
    assert refused(old, new, what=moving.copy) == moving.GONE
    assert files(new) == set()


# Where to


def test_an_empty_folder_is_taken_as_it_is_and_one_with_things_in_it_gets_one_inside(old, new):
    assert moving.place(old, new) == new
    (new / "photo.png").touch()
    assert moving.place(old, new) == new / SUBFOLDER
    (new / SUBFOLDER).mkdir()
    assert moving.place(old, new) == new / SUBFOLDER
    assert files(new) == {"photo.png"}


def test_the_folder_it_is_in_already_is_told(old, new, tmp_path):
    assert refused(old, old) == moving.SAME
    inside = shutil.move(old, tmp_path / SUBFOLDER)
    assert refused(inside, tmp_path) == moving.SAME
    link = new / "link"
    link.symlink_to(inside)
    assert refused(inside, link) == moving.SAME


def test_a_folder_inside_the_present_one_is_refused(old):
    (old / "deeper").mkdir()
    assert refused(old, old / "deeper") == moving.INSIDE
    assert refused(old, old / "backups") == moving.INSIDE


@pytest.mark.parametrize("name", [DATABASE, HEADERS[1], "journal.db.new"])
def test_a_folder_with_a_journal_in_it_is_refused(old, new, name):
    (new / name).touch()
    assert refused(old, new) == moving.TAKEN
    assert refused(old, new, what=moving.copy) == moving.TAKEN
    (new / "inside").mkdir()
    (new / "inside" / SUBFOLDER).mkdir()
    (new / "inside" / "other").touch()
    shutil.copy(new / name, new / "inside" / SUBFOLDER / name)
    assert refused(old, new / "inside") == moving.TAKEN


def test_a_folder_with_something_else_in_its_place_is_refused(old, new):
    (new / SUBFOLDER).touch()
    assert refused(old, new) == moving.NOT_EMPTY
    (new / SUBFOLDER).unlink()
    (new / SUBFOLDER).mkdir()
    (new / SUBFOLDER / "photo.png").touch()
    assert refused(old, new) == moving.NOT_EMPTY
    assert refused(old, new / SUBFOLDER, what=moving.copy) == moving.FILLED
    assert files(new) == {f"{SUBFOLDER}/photo.png"}


def test_what_a_move_has_left_is_no_hindrance_to_choosing_it_again(old, new):
    moving.copy(old, new)
    assert moving.place(old, new) == new


def test_a_folder_that_is_gone_is_told(old, new):
    new.rmdir()
    assert refused(old, new) == moving.GONE
    new.touch()
    assert refused(old, new) == moving.GONE
    assert refused(new / "deeper", what=moving.prepare) == moving.GONE


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EACCES, moving.NOT_ALLOWED),
        (errno.EROFS, moving.NOT_ALLOWED),
        (errno.ENOSPC, moving.NO_ROOM),
        (errno.EIO, NotMoved.sentence),
    ],
)
def test_a_folder_that_takes_no_file_is_told(monkeypatch, old, new, number, sentence):
    def refuse(**_):
        raise OSError(number, "no")

    monkeypatch.setattr(moving.tempfile, "TemporaryFile", refuse)
    assert refused(old, new) == sentence
    assert refused(new, what=moving.prepare) == sentence


def test_too_little_room_is_told_in_figures(monkeypatch, old, new):
    usage = shutil.disk_usage(new)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=5_300_000))
    said = refused(old, new)
    assert "The journal needs 18 MB, and only 5 MB are free there." in said
    assert contents(old).keys() == OWN


@pytest.mark.parametrize(
    "path",
    [
        "/home/x/OneDrive - Ministry of Justice/Journal",
        "/home/x/Dropbox/a",
        "/home/x/Dropbox (Work)",
        "/home/x/Google Drive/a",
        "/Users/x/Library/CloudStorage/GoogleDrive-x/My Drive",
        "/Users/x/Library/Mobile Documents/com~apple~CloudDocs/a",
        "/home/x/iCloudDrive",
        "/home/x/iCloud Drive",
        "/home/x/Nextcloud/a",
    ],
)
def test_a_folder_that_is_kept_alike_elsewhere_is_warned_of(path):
    assert moving.warning(Path(path), "ext4") == moving.SYNCHRONISED


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/mnt/a", "nfs4"),
        ("/mnt/a", "cifs"),
        ("/mnt/a", "fuse.sshfs"),
        ("/mnt/a", "smb3"),
        ("\\\\server\\share", "NTFS"),
    ],
)
def test_a_folder_on_a_network_is_warned_of(path, system):
    assert moving.warning(Path(path), system) == moving.ON_A_NETWORK


@pytest.mark.parametrize("system", ["ext4", "NTFS", "apfs", "vfat", "tmpfs", "overlay", ""])
def test_an_ordinary_folder_is_not(system):
    assert moving.warning(Path("/home/x/Documents/my drive past/notes of onedrive"), system) == ""
