"""Today speaks of backups only when the newest is old and something was written since."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from reflect_app.domain.records import CheckIn
from reflect_app.ui.backups import SECOND_SINCE
from reflect_app.ui.parts.today.old_backup import (
    FROM,
    NONE,
    SECOND_FROM,
    SECOND_NONE,
    OldBackup,
)
from reflect_app.vault import backup
from reflect_app.vault.errors import DiskFull


@pytest.fixture
def line(qtbot, desk):
    line = OldBackup(desk)
    qtbot.addWidget(line)
    desk.backups.looked_through = True
    return line


@pytest.fixture
def made(vault, passphrase, clock):
    """Return a way to have made a proven backup so many days ago, in a place."""

    def made(days, place=None):
        journal = vault.unlock(passphrase)
        at = clock.now() - timedelta(days=days)
        journal.save(CheckIn(at=at, day=at.date(), load=4))
        root = journal.root
        journal.close()
        place = place or backup.default_place(vault.folder)
        place.mkdir(exist_ok=True)
        backup.prove(backup.make(vault.folder, place, at).path, root)

    return made


@pytest.fixture
def wrote(clock):
    """Return a way to have written something so many days ago."""

    def wrote(journal, days=0):
        at = clock.now() - timedelta(days=days)
        journal.save(CheckIn(at=at, day=at.date(), load=4))

    return wrote


def looked(qtbot, line, background):
    """Let it look, and wait until it has."""
    line._words.setText("not yet")
    line.refresh()
    qtbot.waitUntil(lambda: line._words.text() != "not yet")
    return "" if line.isHidden() else line._words.text()


def test_a_new_journal_says_nothing(qtbot, line, background):
    assert looked(qtbot, line, background) == ""


def test_before_they_are_looked_through_it_does_not_even_look(line, desk):
    desk.backups.looked_through = False
    line.refresh()
    assert line.isHidden()


def test_the_line_leads_to_settings_or_leaves_in_peace(
    qtbot, vault, passphrase, made, wrote, clock, request, background, find
):
    made(20)
    line = request.getfixturevalue("line")
    journal = request.getfixturevalue("journal")
    assert looked(qtbot, line, background) == ""
    wrote(journal)
    assert looked(qtbot, line, background) == FROM.format(day="Saturday 31 October")
    line.show()
    with qtbot.waitSignal(line.page_requested) as asked:
        find(QPushButton, "Look in Settings", line).click()
    assert asked.args == ["Settings"]
    with qtbot.waitSignal(line.answered):
        find(QPushButton, "Not now", line).click()
    assert line.isHidden()
    clock.move(days=13)
    assert looked(qtbot, line, background) == ""
    clock.move(days=2)
    assert looked(qtbot, line, background) != ""


def test_a_young_one_is_no_word_worth(qtbot, made, wrote, request, background):
    made(14)
    line = request.getfixturevalue("line")
    wrote(request.getfixturevalue("journal"))
    assert looked(qtbot, line, background) == ""


def test_none_at_all_is_told_after_two_weeks_of_writing(qtbot, line, wrote, journal, background):
    wrote(journal, 15)
    wrote(journal)
    assert looked(qtbot, line, background) == NONE


def test_a_second_place_that_stays_behind_is_told_of(
    qtbot, made, wrote, settings, tmp_path, request, background, clock
):
    settings.backup_folder = tmp_path / "stick"
    made(1)
    line = request.getfixturevalue("line")
    journal = request.getfixturevalue("journal")
    wrote(journal)
    assert looked(qtbot, line, background) == ""
    since = clock.now() - timedelta(days=15)
    journal.set_preference(SECOND_SINCE, since.isoformat())
    assert looked(qtbot, line, background) == SECOND_NONE


def test_an_old_one_in_the_second_place_is_told_of(
    qtbot, made, wrote, settings, tmp_path, request, background
):
    settings.backup_folder = tmp_path / "stick"
    made(20, settings.backup_folder)
    made(1)
    line = request.getfixturevalue("line")
    wrote(request.getfixturevalue("journal"))
    assert looked(qtbot, line, background) == SECOND_FROM.format(day="Saturday 31 October")


def test_a_refused_answer_is_said(qtbot, line, wrote, journal, background, monkeypatch, find):
    wrote(journal, 15)
    wrote(journal)
    looked(qtbot, line, background)
    line.show()

    def refuse(*_):
        raise DiskFull

    monkeypatch.setattr(journal, "set_preference", refuse)
    find(QPushButton, "Not now", line).click()
    assert line._words.text() == DiskFull.sentence


def test_after_a_lock_nothing_is_looked_for(line, journal):
    journal.close()
    line.refresh()
    line._show([])
    assert line.isHidden()
