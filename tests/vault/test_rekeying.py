"""Every key anew, whatever cuts it off: exactly one passphrase opens, and nothing is lost."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reflect_app.domain.records import Entry
from reflect_app.vault import beside, keys, rekeying
from reflect_app.vault.errors import (
    DamagedJournal,
    DiskFull,
    JournalError,
    KeysChanged,
    PassphraseTooShort,
    WrongPassphrase,
    WrongRecoveryKey,
)
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.journal import Journal
from reflect_app.vault.keys import Argon

SMALL = Argon(memory=64, passes=1, lanes=1)
OTHER = "quiet ferry in the morning"
CANARY = "kestrel over the allotments"


@pytest.fixture
def written(vault, passphrase):
    """Return a locked journal with one finished entry in it, that was opened at least once."""
    journal = vault.unlock(passphrase)
    entry = Entry(written_at=datetime(2026, 11, 20, 15, tzinfo=UTC), day=date(2026, 11, 20))
    entry.write("free", CANARY)
    journal.finish(entry, entry.written_at)
    journal.close()
    return vault


def found(vault, passphrase):
    """Return what there is to be found with this passphrase; None if it opens nothing."""
    try:
        journal = vault.unlock(passphrase)
    except WrongPassphrase:
        return None
    headings = [line.heading for line in journal.entries(words="kestrel")]
    assert journal.check() == []
    journal.close()
    return headings


def names(folder):
    """Return what lies in `folder`, but for the note of a change that is empty while closed."""
    return {path.name for path in folder.iterdir()} - {f"{DATABASE}-journal"}


def test_the_new_keys_open_everything_and_the_old_ones_nothing(written, passphrase):
    older = {name: (written.folder / name).read_bytes() for name in HEADERS}
    new = written.draw_new_keys(passphrase, OTHER, argon=SMALL)
    assert found(written, passphrase) == [CANARY]  # nothing has happened yet
    new.keep()
    assert names(written.folder) == {DATABASE, *HEADERS}
    assert found(written, passphrase) is None
    assert found(written, OTHER) == [CANARY]
    written.unlock_with_recovery_key(new.recovery_key).close()
    # The point of it: an older header, and the passphrase that somebody saw, lead nowhere.
    for name, content in older.items():
        (written.folder / name).write_bytes(content)
    with pytest.raises(DamagedJournal):
        written.unlock(passphrase)


def test_nothing_of_the_old_file_is_in_the_new_one(written, passphrase):
    before = (written.folder / DATABASE).read_bytes()
    written.draw_new_keys(passphrase, OTHER, argon=SMALL).keep()
    after = (written.folder / DATABASE).read_bytes()
    pages = {before[at : at + 4096] for at in range(0, len(before), 4096)}
    assert len(pages) == len(before) // 4096  # a control: no two pages are alike
    assert not pages & {after[at : at + 4096] for at in range(0, len(after), 4096)}


def test_the_recovery_key_asks_for_new_keys_as_well(written, passphrase):
    first = written.draw_recovery_key(passphrase)
    first.keep()
    written.unlock(passphrase).close()
    second = written.draw_new_keys_with_recovery_key(first.recovery_key, OTHER, argon=SMALL)
    second.keep()
    assert found(written, OTHER) == [CANARY]
    with pytest.raises(WrongRecoveryKey):
        written.unlock_with_recovery_key(first.recovery_key)


def test_a_wrong_or_a_weak_passphrase_is_refused_before_anything_is_done(written, passphrase):
    before = names(written.folder)
    with pytest.raises(WrongPassphrase):
        written.draw_new_keys("mistaken", OTHER, argon=SMALL)
    with pytest.raises(PassphraseTooShort):
        written.draw_new_keys(passphrase, "short", argon=SMALL)
    assert names(written.folder) == before


def test_keys_changed_in_the_meantime_stay(written, passphrase):
    new = written.draw_new_keys(passphrase, OTHER, argon=SMALL)
    written.change_passphrase(passphrase, "a third one altogether", argon=SMALL)
    with pytest.raises(KeysChanged):
        new.keep()
    assert found(written, "a third one altogether") == [CANARY]


def test_a_copy_that_does_not_hold_what_the_journal_does_takes_no_place(
    written, passphrase, monkeypatch
):
    new = written.draw_new_keys(passphrase, OTHER, argon=SMALL)
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "check", lambda _: ["something is wrong"])
        with pytest.raises(DamagedJournal):
            new.keep()
    assert found(written, passphrase) == [CANARY]
    assert found(written, OTHER) is None


class Cut(BaseException):
    """The end of the process: nothing of ours runs after it."""


NEEDS_ROOM = ((os, "open"), (os, "fdopen"), (os, "fsync"), (Path, "replace"))
STEPS = (*NEEDS_ROOM, (Path, "unlink"), (rekeying, "connect"), (beside, "connect"))
ALL, ALL_THAT_NEED_ROOM = 39, 28
"""The steps of one change of all keys."""


def cut_at(monkeypatch, steps, stop, error):
    """Let the step with the number `stop`, and any after it, not be taken; count them."""
    taken = []

    def before(step):
        def stand_in(*given, **more):
            taken.append(step.__name__)
            if len(taken) >= stop:
                raise error
            return step(*given, **more)

        return stand_in

    for place, name in steps:
        monkeypatch.setattr(place, name, before(getattr(place, name)))
    return taken


@pytest.fixture
def drawn(written, passphrase):
    return written, written.draw_new_keys(passphrase, OTHER, argon=SMALL)


def test_there_are_as_many_steps_as_are_cut(drawn, monkeypatch):
    with monkeypatch.context() as patched:
        taken = cut_at(patched, STEPS, 1_000, Cut())
        drawn[1].keep()
    assert len(taken) == ALL
    assert sum(name not in {"unlink", "connect"} for name in taken) == ALL_THAT_NEED_ROOM


@pytest.mark.parametrize("stop", range(1, ALL + 1))
def test_cut_off_anywhere_exactly_one_passphrase_opens_and_nothing_is_lost(
    drawn, monkeypatch, passphrase, stop
):
    vault, new = drawn
    with monkeypatch.context() as patched:
        cut_at(patched, STEPS, stop, Cut())
        with pytest.raises(Cut):
            new.keep()
    opened = [found(vault, each) for each in (passphrase, OTHER)]
    assert sorted(opened, key=str) in ([None, [CANARY]], [[CANARY], None])
    assert names(vault.folder) == {DATABASE, *HEADERS}


@pytest.mark.parametrize("stop", range(1, ALL_THAT_NEED_ROOM + 1))
def test_refused_anywhere_it_is_said_or_it_is_done(drawn, monkeypatch, passphrase, stop):
    vault, new = drawn
    refused = None
    with monkeypatch.context() as patched:
        cut_at(patched, NEEDS_ROOM, stop, OSError(28, "no room"))
        try:
            new.keep()
        except JournalError as error:
            refused = error
    assert refused is None or isinstance(refused, DiskFull)
    assert found(vault, passphrase if refused else OTHER) == [CANARY]
    assert found(vault, OTHER if refused else passphrase) is None


def test_a_note_that_is_damaged_does_not_keep_the_journal_from_opening(written, passphrase):
    (written.folder / "journal.keys.rekeyed").write_bytes(b"damaged")
    assert found(written, passphrase) == [CANARY]


def test_the_generation_goes_on_counting(written, passphrase):
    (before,) = keys.read(written.folder)
    written.draw_new_keys(passphrase, OTHER, argon=SMALL).keep()
    (after,) = keys.read(written.folder)
    assert (after.vault_id, after.generation) == (before.vault_id, before.generation + 1)
