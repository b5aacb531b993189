"""Journals as earlier versions of the app left them, in `released`, and what may befall them.

Each was written once, by the app of that version, and is never written again.
"""

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reflect_app.domain.records import CheckIn
from reflect_app.vault import backup, beside, keys, migrations, upgrading
from reflect_app.vault.engine import connect
from reflect_app.vault.errors import DamagedJournal, DiskFull, JournalError
from reflect_app.vault.files import BACKUPS, DATABASE, HEADERS
from reflect_app.vault.journal import Journal
from reflect_app.vault.vault import Vault

RELEASED = Path(__file__).with_name("released")
RECOVERY_KEYS = {
    1: "PMKH-1DVR-TWTY-3Q5S-TEV5-DEBB-PZEK-ZW25-AW4M",
    2: "YGE6-7R76-JJQ7-GMSA-6FCG-CH5A-RAYJ-6J09-84FE",
    3: "MXYK-X4TX-1J6R-Q3SR-SRDG-ZAKQ-MKFG-TM1Y-XBK4",
}
EVERY = range(1, migrations.VERSION)


@pytest.fixture
def released(tmp_path):
    """Return a way to have the journal of a version, locked, in a folder of its own."""

    def released(version):
        return Vault(shutil.copytree(RELEASED / str(version), tmp_path / f"version-{version}"))

    return released


def version_of(vault, passphrase):
    """Return the version the database is of, without opening it as a journal."""
    _, root = keys.unlock(keys.read(vault.folder), passphrase)
    db = connect(vault.folder / DATABASE, root.database_key)
    try:
        return migrations.inspect(db)[0]
    finally:
        db.close()


def names(folder):
    return {path.name for path in folder.iterdir()} - {f"{DATABASE}-journal"}


def test_there_is_a_journal_of_every_version_before_this_one():
    assert sorted(int(path.name) for path in RELEASED.iterdir()) == list(EVERY)


@pytest.mark.parametrize("version", EVERY)
def test_it_opens_with_everything_in_it_and_can_be_written_in(released, passphrase, version):
    vault = released(version)
    assert version_of(vault, passphrase) == version
    journal = vault.unlock(passphrase)
    assert journal.counts() == {
        "entries": 2, "drafts": 1, "check_ins": 1, "plans": 1, "plan_answers": 1, "sessions": 1,
    }  # fmt: skip
    (line,) = journal.entries(words="kestrel allot")
    entry = journal.entry(line.id)
    assert entry.text("happened") == "The kettle sang"
    assert (entry.flagged, entry.audience) == (True, "clinical")
    if version > 1:
        assert (entry.tags, entry.contact, entry.planned) == (("boundaries",), "court", True)
        assert [case.word for case in journal.cases()] == ["Harbour"]
        assert [entry.text("text") for entry in journal.thrown_away()] == ["thrown away"]
        assert journal.entries(words="thrown") == []
        assert journal.preference("nation") == "scotland"
    journal.save(CheckIn(at=datetime.now(UTC), day=date(2026, 11, 21), load=3, later=True))
    assert journal.check() == []
    journal.close()
    vault.unlock_with_recovery_key(RECOVERY_KEYS[version]).close()
    assert version_of(vault, passphrase) == migrations.VERSION


@pytest.mark.parametrize("version", EVERY)
def test_a_backup_of_it_is_made_first_and_can_be_proven_and_restored(
    released, passphrase, version, tmp_path
):
    vault = released(version)
    before = (vault.folder / DATABASE).read_bytes()
    journal = vault.unlock(passphrase)
    (one,) = backup.backups(vault.folder / BACKUPS)
    assert one.path.read_bytes().endswith(before)
    assert backup.prove(one.path, journal.root).proven
    journal.close()
    assert names(vault.folder) == {DATABASE, *HEADERS, BACKUPS}


class Cut(BaseException):
    """The end of the process: nothing of ours runs after it."""


STEPS = ((os, "open"), (os, "fsync"), (Path, "replace"), (Path, "unlink"), (beside, "connect"))


def cut_at(monkeypatch, stop, error):
    """Let the step with the number `stop`, and any after it, not be taken; count them."""
    taken = []

    def before(step):
        def stand_in(*given, **more):
            taken.append(step.__name__)
            if len(taken) >= stop:
                raise error
            return step(*given, **more)

        return stand_in

    for place, name in STEPS:
        monkeypatch.setattr(place, name, before(getattr(place, name)))
    return taken


def every_cut(released, passphrase, error):
    """Upgrade copies of one journal, each cut off one step later, until none is."""
    for stop in range(1, 100):
        vault = released(2)
        with pytest.MonkeyPatch.context() as patched:
            taken = cut_at(patched, stop, error)
            try:
                vault.unlock(passphrase).close()
            except (Cut, JournalError) as refused:
                outcome = refused
            else:
                outcome = None
        yield vault, outcome
        shutil.rmtree(vault.folder)
        if len(taken) < stop:
            assert outcome is None
            assert stop > 20
            return
    raise AssertionError("it never came to its end")


def test_cut_off_anywhere_it_is_the_old_one_or_the_new_one_and_opens(released, passphrase):
    met = set()
    for vault, _ in every_cut(released, passphrase, Cut()):
        met.add(version_of(vault, passphrase))
        journal = vault.unlock(passphrase)
        assert journal.counts()["entries"] == 2
        assert journal.check() == []
        journal.close()
        assert names(vault.folder) == {DATABASE, *HEADERS, BACKUPS}
    assert met == {2, migrations.VERSION}


def test_without_room_for_it_nothing_is_changed_and_it_says_how_much_it_takes(
    released, passphrase, monkeypatch
):
    vault = released(2)
    before = (vault.folder / DATABASE).read_bytes()

    def full(*_):
        raise DiskFull

    monkeypatch.setattr(beside, "copy", full)
    with pytest.raises(DiskFull) as refused:
        vault.unlock(passphrase)
    assert "three times over" in refused.value.sentence
    assert (vault.folder / DATABASE).read_bytes() == before
    assert names(vault.folder) == {DATABASE, *HEADERS, BACKUPS}


def test_what_comes_out_wrong_takes_no_place(released, passphrase, monkeypatch):
    vault = released(2)
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "check", lambda _: ["something is wrong"])
        with pytest.raises(DamagedJournal):
            vault.unlock(passphrase)
    assert version_of(vault, passphrase) == 2
    vault.unlock(passphrase).close()


def test_an_index_that_an_earlier_version_left_wrong_is_made_good(released, passphrase):
    vault = released(2)
    _, root = keys.unlock(keys.read(vault.folder), passphrase)
    db = connect(vault.folder / DATABASE, root.database_key)
    db.execute("INSERT INTO search (rowid, title, body) VALUES (9, 'left', 'behind')")
    db.close()
    journal = vault.unlock(passphrase)
    assert journal.check() == []
    assert journal.entries(words="behind") == []
    journal.close()


def test_what_is_up_to_date_is_not_touched(vault, passphrase, monkeypatch):
    def never(*_):
        raise AssertionError("nothing is to be done")

    monkeypatch.setattr(upgrading, "upgrade", never)
    vault.unlock(passphrase).close()
