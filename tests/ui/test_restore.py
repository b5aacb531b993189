"""A journal that came to harm: what the lock screen offers, and what becomes of it."""

import shutil
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from reflect_app.domain.records import CheckIn, Entry
from reflect_app.ui import restoring as restoring_window
from reflect_app.ui import workspace as workspaces
from reflect_app.ui.backup_offers import READ_FIRST, amount
from reflect_app.ui.backups import Backups
from reflect_app.ui.first_run import FirstRun
from reflect_app.ui.lock_screen import LockScreen
from reflect_app.ui.main_window import MainWindow
from reflect_app.ui.rescue import OTHER, SAVE, TYPE_FIRST, in_words
from reflect_app.ui.restoring import NO_BACKUPS, SHOWN, Restore
from reflect_app.ui.workspace import Workspace
from reflect_app.vault import backup, keys, restoring
from reflect_app.vault.engine import PAGE
from reflect_app.vault.errors import (
    DamagedBackup,
    DamagedHeader,
    DamagedJournal,
    FolderNotWritable,
    JournalInUse,
    NewerJournal,
    NotABackup,
    OlderKeys,
    WrongPassphrase,
)
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.keys import Argon
from reflect_app.vault.salvage import Saved
from reflect_app.vault.vault import Vault

NEWEST = "Friday 20 November, 15:10"
KEYS_BACK = "Use the keys backed up on Friday 20 November"


@pytest.fixture(autouse=True)
def no_second_process(monkeypatch):
    """Keep standbys out of it, and the backup at each lock: the journeys go through real ones."""
    monkeypatch.setattr(workspaces, "STANDBY_AFTER", 3_600_000)
    monkeypatch.setattr(Backups, "make", lambda _: None)


@pytest.fixture
def handed(monkeypatch):
    """Return what is handed over and to which folder, instead of a process that takes over."""
    handed = []
    monkeypatch.setattr(
        "reflect_app.ui.main_window.Standby.hand_over",
        lambda standby, handover: handed.append((standby._folder, handover)) or True,
    )
    return handed


@pytest.fixture
def make(qtbot, theme, settings, background, clock):
    """Return a way to make the window on a folder; those made are closed at the end."""
    made = []

    def make(folder):
        window = MainWindow(
            folder,
            theme=theme,
            settings=settings,
            background=background,
            clock=clock,
            end=lambda: None,
        )
        qtbot.addWidget(window)
        made.append(window)
        window.begin()
        return window

    yield make
    background.wait()
    for window in made:
        if window._workspace:
            window._workspace.close_journal()
            window._workspace = None
        window._lock.release()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def place(vault, passphrase, clock):
    """Return where two proven backups of a journal with something in it lie."""
    place = backup.default_place(vault.folder)
    root = keys.unlock(keys.read(vault.folder), passphrase)[1]
    clock.move(days=-1)
    for _ in range(2):
        journal = vault.unlock(passphrase)
        journal.save(CheckIn(at=clock.now(), day=clock.today(), load=4))
        journal.close()
        backup.prove(backup.make(vault.folder, place, clock.now()).path, root)
        clock.move(days=1)
    clock.move(days=-1)
    journal = vault.unlock(passphrase)
    journal.finish(Entry(written_at=clock.now(), day=clock.today()), clock.now())
    journal.close()
    return place


@pytest.fixture
def attempt(qtbot, find, passphrase, background):
    """Return a way to try to unlock, and wait until the answer stands."""

    def attempt(window, secret=passphrase, said=""):
        field = find(QLineEdit, "Passphrase", window)
        field.setText(secret)
        qtbot.keyClick(field, "\r")
        qtbot.waitUntil(lambda: said in words(window))
        return window

    return attempt


def words(window):
    """Return what is to be read in the window, without the places a line may break at."""
    return "\n".join(
        label.text() for label in window.findChildren(QLabel) if label.isVisible()
    ).replace("\u200b", "")


def press(qtbot, find, name, window):
    qtbot.waitUntil(
        lambda: any(
            each.isVisible() and each.text() == name for each in window.findChildren(QPushButton)
        )
    )
    find(QPushButton, name, window).click()


def spoil(folder, page=0):
    content = bytearray((folder / DATABASE).read_bytes())
    content[page * PAGE + 900] ^= 1
    (folder / DATABASE).write_bytes(content)


def lose_keys(folder):
    for name in HEADERS:
        (folder / name).write_bytes(b"nothing of a header")


def check_ins(folder, passphrase):
    journal = Vault(folder).unlock(passphrase, older_keys=True)
    try:
        return journal.counts()["check_ins"]
    finally:
        journal.close()


def test_a_damaged_journal_is_restored_by_three_clicks(
    qtbot, make, find, attempt, vault, passphrase, place, handed
):
    spoil(vault.folder)
    window = attempt(make(vault.folder), said=DamagedJournal.sentence)
    press(qtbot, find, f"Restore that of {NEWEST}", window)
    qtbot.waitUntil(lambda: "It holds 2 check-ins" in words(window))
    assert "a folder named “replaced” and the date" in words(window)
    assert find(QLineEdit, "Passphrase", window).text() == passphrase
    press(qtbot, find, "Restore it", window)
    qtbot.waitUntil(lambda: bool(handed))
    folder, handover = handed[0]
    assert folder == vault.folder
    assert handover.reason == "restored"
    assert handover.said.startswith(f"The backup of {NEWEST} is restored.")
    assert restoring.replaced(vault.folder)[0].name in handover.said
    assert check_ins(vault.folder, passphrase) == 2
    assert not window._lock.held


def test_coming_back_from_other_backups_finds_what_was_offered(
    qtbot, make, find, attempt, vault, place
):
    spoil(vault.folder)
    window = attempt(make(vault.folder), said=DamagedJournal.sentence)
    press(qtbot, find, OTHER, window)
    press(qtbot, find, "Back", window)
    qtbot.waitUntil(lambda: f"Restore that of {NEWEST}" in buttons(window))
    assert DamagedJournal.sentence in words(window)


def test_lost_keys_come_back_from_a_backup_and_open_the_journal(
    qtbot, make, find, attempt, vault, place
):
    lose_keys(vault.folder)
    window = attempt(make(vault.folder), said=DamagedHeader.sentence)
    press(qtbot, find, KEYS_BACK, window)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), Workspace))
    assert window._workspace._desk.journal.counts()["entries"] == 1


def test_keys_from_before_a_change_of_the_passphrase_are_opened_only_on_purpose(
    qtbot, make, find, attempt, vault, passphrase, place
):
    new = "five quiet lanterns by the canal"
    vault.change_passphrase(passphrase, new, argon=Argon(memory=64, passes=1, lanes=1))
    vault.unlock(new).close()
    lose_keys(vault.folder)
    window = attempt(make(vault.folder), said=DamagedHeader.sentence)
    press(qtbot, find, KEYS_BACK, window)
    qtbot.waitUntil(lambda: OlderKeys.sentence in words(window))
    press(qtbot, find, "Open it all the same", window)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), Workspace))


def test_a_wrong_passphrase_leaves_what_is_offered(
    qtbot, make, find, attempt, vault, passphrase, place
):
    lose_keys(vault.folder)
    window = attempt(make(vault.folder), said=DamagedHeader.sentence)
    qtbot.waitUntil(lambda: OTHER in buttons(window))
    field = find(QLineEdit, "Passphrase", window)
    field.setText("")
    press(qtbot, find, KEYS_BACK, window)
    assert TYPE_FIRST in words(window)
    field.setText("another one")
    press(qtbot, find, KEYS_BACK, window)
    qtbot.waitUntil(lambda: WrongPassphrase.sentence in words(window))
    field.setText(passphrase)
    press(qtbot, find, KEYS_BACK, window)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), Workspace))


def test_what_can_still_be_read_goes_into_a_journal_of_its_own(
    qtbot, make, find, attempt, vault, passphrase, place, settings, tmp_path, monkeypatch, handed
):
    spoil(vault.folder)
    window = attempt(make(vault.folder), said=DamagedJournal.sentence)
    chosen = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: chosen.pop())
    chosen.append("")
    press(qtbot, find, SAVE, window)
    (tmp_path / "Reflect rescued").mkdir()
    chosen.append(str(tmp_path))
    press(qtbot, find, SAVE, window)
    qtbot.waitUntil(lambda: bool(handed))
    folder, handover = handed[0]
    assert folder == settings.journal_folder == tmp_path / "Reflect rescued 2"
    assert "1 of" in handover.said
    assert "It holds 1 reflection and 2 check-ins" in handover.said
    assert check_ins(folder, passphrase) == 2


def test_saving_without_the_passphrase_asks_for_it_first(qtbot, make, find, attempt, vault, place):
    spoil(vault.folder)
    window = attempt(make(vault.folder), said=DamagedJournal.sentence)
    qtbot.waitUntil(lambda: SAVE in buttons(window))
    find(QLineEdit, "Passphrase", window).clear()
    press(qtbot, find, SAVE, window)
    assert TYPE_FIRST in words(window)


def test_what_cannot_be_saved_is_said_and_the_offers_stay(
    qtbot, make, find, attempt, vault, place, tmp_path, monkeypatch
):
    (vault.folder / DATABASE).write_bytes(b"no page of ours!" * (PAGE // 2))
    window = attempt(make(vault.folder), said=DamagedJournal.sentence)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    press(qtbot, find, SAVE, window)
    qtbot.waitUntil(lambda: "Nothing in journal.db can be read" in words(window))
    qtbot.waitUntil(lambda: SAVE in buttons(window))


def test_a_newer_journal_offers_its_backups_and_no_more(qtbot, make, vault, place, background):
    window = make(vault.folder)
    screen = window.centralWidget()
    screen._refuse(NewerJournal())
    qtbot.waitUntil(lambda: OTHER in buttons(window))
    assert not any(each.startswith("Restore") for each in buttons(window))
    assert SAVE not in buttons(window)


def test_a_restored_backup_can_be_chosen_among_many(
    qtbot, make, find, vault, passphrase, place, clock, settings, tmp_path, handed, check_names
):
    settings.backup_folder = second = tmp_path / "stick"
    second.mkdir()
    for _ in range(SHOWN):
        clock.move(minutes=1)
        backup.make_file(vault.folder, second / f"{clock.now():%H%M}.rfb", clock.now())
    window = make(vault.folder)
    press(qtbot, find, "Restore a backup", window)
    qtbot.waitUntil(lambda: "All 7 backups" in buttons(window))
    check_names(window)
    press(qtbot, find, "All 7 backups", window)
    press(qtbot, find, "Friday 20 November, 15:11, in your second place", window)
    assert READ_FIRST in words(window)
    press(qtbot, find, "Another backup", window)
    press(qtbot, find, "Thursday 19 November, 15:10", window)
    field = find(QLineEdit, "Passphrase", window)
    qtbot.keyClicks(field, passphrase)
    qtbot.keyClick(field, "\r")
    qtbot.waitUntil(lambda: bool(handed))
    assert check_ins(vault.folder, passphrase) == 1


def test_two_of_one_minute_are_told_apart_by_their_seconds(
    qtbot, make, find, vault, place, clock, check_names
):
    backup.make_file(vault.folder, place / "once-more.rfb", clock.now() + timedelta(seconds=9))
    window = make(vault.folder)
    press(qtbot, find, "Restore a backup", window)
    qtbot.waitUntil(lambda: f"{NEWEST}:09" in buttons(window))
    assert f"{NEWEST}:00" in buttons(window)
    check_names(window)


def test_whoever_thinks_better_of_it_stands_where_they_were(qtbot, make, find, vault, place):
    before = (vault.folder / DATABASE).read_bytes()
    window = make(vault.folder)
    press(qtbot, find, "Restore a backup", window)
    qtbot.waitUntil(lambda: NEWEST in buttons(window))
    press(qtbot, find, "Back", window)
    assert isinstance(window.centralWidget(), LockScreen)
    assert (vault.folder / DATABASE).read_bytes() == before


def test_refusals_are_named_and_wrong_passphrases_wait(
    qtbot, make, find, vault, place, monkeypatch, handed
):
    monkeypatch.setattr(restoring_window, "WAITS", (0, 2))
    monkeypatch.setattr(restoring_window, "SECOND", 10)
    window = make(vault.folder)
    press(qtbot, find, "Restore a backup", window)
    press(qtbot, find, NEWEST, window)
    field = find(QLineEdit, "Passphrase", window)
    for _ in range(2):
        field.setText("not that one")
        press(qtbot, find, "Restore it", window)
        qtbot.waitUntil(lambda: WrongPassphrase.sentence in words(window))
        qtbot.waitUntil(field.isVisible)
    qtbot.waitUntil(lambda: find(QPushButton, "Restore it", window).isEnabled())
    press(qtbot, find, "Use the recovery key", window)
    find(QLineEdit, "Recovery key", window).setText("AAAA")
    press(qtbot, find, "Restore it", window)
    qtbot.waitUntil(lambda: "nine groups of four" in words(window))
    press(qtbot, find, "Use the passphrase", window)
    assert find(QLineEdit, "Passphrase", window).text() == ""
    assert handed == []


def test_a_damaged_backup_changes_nothing(qtbot, make, find, vault, passphrase, place, handed):
    newest = backup.backups(place)[0].path
    content = bytearray(newest.read_bytes())
    content[-700] ^= 1
    newest.write_bytes(content)
    before = (vault.folder / DATABASE).read_bytes()
    window = make(vault.folder)
    press(qtbot, find, "Restore a backup", window)
    press(qtbot, find, NEWEST, window)
    find(QLineEdit, "Passphrase", window).setText(passphrase)
    press(qtbot, find, "Restore it", window)
    qtbot.waitUntil(lambda: DamagedBackup.sentence in words(window))
    assert (vault.folder / DATABASE).read_bytes() == before
    assert handed == []


def test_a_new_computer_takes_its_journal_from_a_file(
    qtbot, make, find, vault, passphrase, place, tmp_path, monkeypatch, handed
):
    file = shutil.copy(backup.backups(place)[0].path, tmp_path / "kept.rfb")
    new = tmp_path / "new" / "Reflect"
    window = make(new)
    press(qtbot, find, "I have a backup", window)
    qtbot.waitUntil(lambda: NO_BACKUPS in words(window))
    press(qtbot, find, "Back", window)
    assert isinstance(window.centralWidget(), FirstRun)
    press(qtbot, find, "I have a backup", window)
    chosen = ["", str(tmp_path / "settings.json"), str(file)]
    (tmp_path / "settings.json").write_text("{}")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen.pop(0), ""))
    press(qtbot, find, "Choose a file", window)
    press(qtbot, find, "Choose a file", window)
    qtbot.waitUntil(lambda: NotABackup.sentence in words(window))
    press(qtbot, find, "Choose a file", window)
    qtbot.waitUntil(lambda: "It holds 2 check-ins" in words(window))
    assert f"puts the journal into “{new}”" in words(window)
    find(QLineEdit, "Passphrase", window).setText(passphrase)
    press(qtbot, find, "Restore it", window)
    qtbot.waitUntil(lambda: bool(handed))
    assert "kept in the folder" not in handed[0][1].said
    assert check_ins(new, passphrase) == 2


def test_a_folder_that_cannot_be_made_or_is_in_use_is_named(
    qtbot, make, find, vault, passphrase, place, tmp_path, monkeypatch
):
    window = make(vault.folder)
    press(qtbot, find, "Restore a backup", window)
    press(qtbot, find, NEWEST, window)
    find(QLineEdit, "Passphrase", window).setText(passphrase)

    def refuse(*_):
        raise JournalInUse

    monkeypatch.setattr(restoring_window.JournalLock, "take", refuse)
    press(qtbot, find, "Restore it", window)
    assert JournalInUse.sentence in words(window)
    screen = window.centralWidget()
    (tmp_path / "file").write_text("")
    screen._folder = tmp_path / "file" / "journal"
    press(qtbot, find, "Restore it", window)
    assert "no longer there" in words(window) or FolderNotWritable.sentence in words(window)


def test_it_is_not_closed_while_it_restores(qtbot, make, find, vault, place):
    window = make(vault.folder)
    press(qtbot, find, "Restore a backup", window)
    screen = window.centralWidget()
    assert isinstance(screen, Restore)
    screen.busy = True
    assert not window.close()
    screen.busy = False


def test_a_journal_found_damaged_while_open_is_locked_and_offers_what_helps(
    qtbot, make, find, attempt, vault, place, handed
):
    window = attempt(make(vault.folder))
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), Workspace))
    window.lock("damaged")
    _, handover = handed[0]
    assert handover.reason == "damaged"
    window._workspace = None
    window.hide()
    after = make(vault.folder)
    after.take_over(handover)
    qtbot.waitUntil(lambda: "because a part of it could not be read" in words(after))
    qtbot.waitUntil(lambda: SAVE in buttons(after))


def test_what_was_saved_is_said_in_counts(tmp_path):
    saved = Saved(
        folder=tmp_path,
        counts={"entries": 1, "drafts": 2, "check_ins": 1310},
        pages=1554,
        unreadable=3,
        cut=1,
        without_heading=2,
        without_text=28,
        left_out=0,
    )
    said = in_words(saved, tmp_path)
    assert "or sessions could be read: if there were any, only a backup has them." in said
    assert "1 reflection, 2 drafts and 1,310 check-ins" in said
    assert "3 of 1,554 parts of the file could not be read" in said
    assert "1 of the texts went on in such a part and is left out" in said
    assert "2 of the texts have lost their heading and day" in said
    assert "28 of the reflections have no text there" in said
    whole = Saved(
        folder=tmp_path,
        counts={},
        pages=3,
        unreadable=0,
        cut=0,
        without_heading=0,
        without_text=1,
        left_out=0,
    )
    assert "Every part of the file could be read." in in_words(whole, tmp_path)
    assert "no text" not in in_words(whole, tmp_path)
    assert "could be read: if there were any" not in in_words(whole, tmp_path)


def test_amounts_are_said_as_a_person_says_them():
    assert amount({}) == "nothing yet"
    assert amount({"entries": 1}) == "1 reflection"
    assert amount({"entries": 2, "sessions": 1}) == "2 reflections and 1 session"


def buttons(window):
    return [each.text() for each in window.findChildren(QPushButton) if each.isVisible()]
