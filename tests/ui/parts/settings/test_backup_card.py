"""What Settings says of the backups, and what can be done about them there."""

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from reflect_app.domain.records import CheckIn
from reflect_app.ui import backups as backups_module
from reflect_app.ui.backups import DAMAGED, NO_ROOM, NOT_ALLOWED, NOT_REACHED, SECOND_SINCE
from reflect_app.ui.parts.settings.backup_card import (
    ITS_OWN,
    LOOKED,
    NONE_YET,
    WHY_SECOND,
    BackupCard,
)
from reflect_app.vault import backup
from reflect_app.vault.errors import DiskFull


@pytest.fixture
def card(qtbot, desk):
    card = BackupCard(desk)
    qtbot.addWidget(card)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    card.refresh()
    return card


@pytest.fixture
def back_up(vault, passphrase, clock):
    """Return a way to make a backup in a place, before the journal is opened."""

    def back_up(place, *, proven=True):
        journal = vault.unlock(passphrase)
        journal.save(CheckIn(at=clock.now(), day=clock.today(), load=4))
        root = journal.root
        journal.close()
        place.mkdir(exist_ok=True)
        made = backup.make(vault.folder, place, clock.now()).path
        return backup.prove(made, root).path if proven else made

    return back_up


@pytest.fixture
def choose(card, find, monkeypatch):
    """Return a way to choose a folder, or to think better of it."""

    def choose(folder, button="Choose a second place"):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
        find(QPushButton, button, card).click()

    return choose


def says(qtbot, card, words):
    qtbot.waitUntil(lambda: words in said(card))


def said(card):
    shown = (each.text() for each in card.findChildren(QLabel) if each.isVisible())
    return "\n".join(shown).replace("\u200b", "")


def test_before_the_first_lock_there_is_none(qtbot, card, check_names):
    says(qtbot, card, NONE_YET)
    assert WHY_SECOND in said(card)
    check_names(card)


def test_it_says_when_the_newest_proven_one_was_made(qtbot, vault, back_up, clock, request, find):
    place = backup.default_place(vault.folder)
    back_up(place)
    clock.move(hours=1)
    back_up(place, proven=False)
    card = request.getfixturevalue("card")
    says(qtbot, card, "The newest is from Friday 20 November, 15:10. 2 in all.")
    assert "1 has still to be read from end to end" in said(card)
    find(QPushButton, "Look through them now", card).click()
    says(qtbot, card, "The newest is from Friday 20 November, 16:10.")
    says(qtbot, card, LOOKED)
    assert "still to be read" not in said(card)


def test_none_that_is_proven_says_so(qtbot, vault, back_up, request):
    back_up(backup.default_place(vault.folder), proven=False)
    card = request.getfixturevalue("card")
    says(qtbot, card, "None has been read from end to end yet.")


def test_a_second_place_is_chosen_and_forgotten_again(
    qtbot, card, choose, find, settings, tmp_path, journal, clock
):
    place = tmp_path / "stick"
    place.mkdir()
    choose("")
    assert settings.backup_folder is None
    choose(place)
    assert settings.backup_folder == place
    assert journal.preference(SECOND_SINCE) == clock.now().isoformat()
    says(qtbot, card, str(place))
    find(QPushButton, "Do without it", card).click()
    assert settings.backup_folder is None
    assert WHY_SECOND in said(card)
    assert find(QPushButton, "Choose a second place", card).hasFocus()


def test_the_journals_own_folder_is_no_second_place(card, choose, settings, vault):
    choose(vault.folder)
    assert ITS_OWN in said(card)
    assert settings.backup_folder is None


def test_a_refused_save_is_said_and_nothing_is_chosen(
    card, choose, settings, tmp_path, journal, monkeypatch
):
    def refuse(*_):
        raise DiskFull

    monkeypatch.setattr(journal, "set_preference", refuse)
    choose(tmp_path)
    assert DiskFull.sentence in said(card)
    assert settings.backup_folder is None


def test_a_place_that_is_gone_refuses_or_is_full_says_what_to_do(
    qtbot, card, settings, tmp_path, monkeypatch
):
    settings.backup_folder = tmp_path / "gone"
    card.refresh()
    says(qtbot, card, NOT_REACHED)
    settings.backup_folder.mkdir()
    monkeypatch.setattr(backups_module.os, "access", lambda *_: False)
    card.refresh()
    says(qtbot, card, NOT_ALLOWED)
    monkeypatch.undo()
    settings.backup_folder = tmp_path / "gone"
    usage = backups_module.shutil.disk_usage(tmp_path)._replace(free=10)
    monkeypatch.setattr(backups_module.shutil, "disk_usage", lambda _: usage)
    card.refresh()
    says(qtbot, card, NO_ROOM)


def test_locking_is_asked_for(qtbot, card, find):
    with qtbot.waitSignal(card.lock_requested):
        find(QPushButton, "Lock and back up now", card).click()


def test_a_damaged_newest_backup_is_told_once_they_are_looked_through(
    qtbot, vault, back_up, request
):
    made = back_up(backup.default_place(vault.folder), proven=False)
    content = bytearray(made.read_bytes())
    content[-700] ^= 1
    made.write_bytes(content)
    desk = request.getfixturevalue("desk")
    with qtbot.waitSignal(desk.backups.damaged) as told:
        desk.backups.prove(desk.journal)
    assert told.args == [DAMAGED.format(when="Friday 20 November, 15:10")]
    card = request.getfixturevalue("card")
    says(qtbot, card, "is damaged; the next lock makes another")
