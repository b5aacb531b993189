"""What is gone from the journal may still be in backups, and the screen says so."""

import pytest
from PySide6.QtWidgets import QPushButton

from reflect_app.domain.records import CheckIn, Entry
from reflect_app.ui.backups import GONE_AT, REMOVE_BEFORE, Holding
from reflect_app.ui.parts.journal.deleted import (
    ASKED,
    GONE,
    MAKE_NEW,
    DeletedToday,
    held_in_words,
    remove_for_good,
)
from reflect_app.vault import backup
from reflect_app.vault.errors import DiskFull


@pytest.fixture
def place(vault, passphrase, clock):
    """Return where two backups of the journal lie."""
    place = backup.default_place(vault.folder)
    for _ in range(2):
        journal = vault.unlock(passphrase)
        journal.save(CheckIn(at=clock.now(), day=clock.today(), load=4))
        root = journal.root
        journal.close()
        backup.prove(backup.make(vault.folder, place, clock.now()).path, root)
        clock.move(hours=1)
    return place


@pytest.fixture
def deleted(qtbot, place, desk):
    deleted = DeletedToday(desk)
    qtbot.addWidget(deleted)
    deleted.refresh()
    return deleted


@pytest.fixture
def delete(journal, desk, clock):
    """Return a way to delete an entry and let the day turn, so that it is gone for good."""

    def delete():
        entry = journal.finish(Entry(written_at=clock.now(), day=clock.today()), clock.now())
        journal.throw_away(entry.id, clock.now())
        clock.move(days=1)
        remove_for_good(desk)

    return delete


def said(deleted):
    return deleted._held._words.text()


def test_where_nothing_was_deleted_nothing_is_said(deleted):
    assert deleted.isHidden()


def test_backups_that_hold_what_is_gone_are_counted(qtbot, deleted, delete):
    delete()
    deleted.refresh()
    qtbot.waitUntil(deleted.isVisible)
    assert said(deleted) == f"{GONE} 2 backups still hold it until they are replaced."


def test_a_new_one_is_made_at_the_next_lock_and_the_older_ones_are_removed(
    qtbot, deleted, delete, find, journal, vault, passphrase, clock, place, backups
):
    delete()
    deleted.refresh()
    qtbot.waitUntil(deleted.isVisible)
    find(QPushButton, MAKE_NEW, deleted).click()
    qtbot.waitUntil(lambda: ASKED in said(deleted))
    assert journal.preference(REMOVE_BEFORE) == clock.now().isoformat()
    journal.close()
    clock.move(minutes=1)
    backups.make_now()
    after = vault.unlock(passphrase)
    with qtbot.waitSignal(backups.proven):
        backups.prove(after)
    assert len(backup.backups(place)) == 1
    assert after.preference(REMOVE_BEFORE) is None
    after.close()


def test_once_no_backup_holds_it_the_line_is_gone(qtbot, deleted, delete, place):
    delete()
    deleted.refresh()
    qtbot.waitUntil(deleted.isVisible)
    for each in backup.backups(place):
        each.path.unlink()
    deleted.refresh()
    qtbot.waitUntil(deleted.isHidden)


def test_whoever_leaves_them_is_not_asked_again(qtbot, deleted, delete, find, journal):
    delete()
    deleted.refresh()
    qtbot.waitUntil(deleted.isVisible)
    find(QPushButton, "Leave them", deleted).click()
    qtbot.waitUntil(deleted.isHidden)
    assert journal.preference(GONE_AT) is None


def test_a_refused_answer_is_said(qtbot, deleted, delete, find, journal, monkeypatch):
    delete()
    deleted.refresh()
    qtbot.waitUntil(deleted.isVisible)

    def refuse(*_):
        raise DiskFull

    monkeypatch.setattr(journal, "set_preference", refuse)
    find(QPushButton, MAKE_NEW, deleted).click()
    assert said(deleted) == DiskFull.sentence


def test_after_a_lock_nothing_is_counted(deleted, journal):
    journal.close()
    deleted._held.refresh()
    deleted._held._show(Holding(backups=1, out_of_reach=(), replaced=()))
    assert deleted._held.isHidden()


def test_every_place_that_may_hold_it_is_named(tmp_path):
    holding = Holding(backups=1, out_of_reach=[tmp_path], replaced=[tmp_path / "replaced 1"])
    words = held_in_words(holding).replace("\u200b", "")
    assert "1 backup still holds it until it is replaced." in words
    assert f"The backups in “{tmp_path}” cannot be counted just now." in words
    assert "please delete its folder" in words
