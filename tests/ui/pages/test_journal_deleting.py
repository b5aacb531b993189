"""Deleting as a person meets it: quiet, truthful, and with a way back for a day."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from reflect_app.ui.pages.journal import DELETED, NOTHING_YET, JournalPage
from reflect_app.ui.parts.journal.deleted import remove_for_good
from reflect_app.ui.parts.journal.entry_list import EntryList
from reflect_app.ui.parts.journal.entry_sheet import ASK_FIRST
from reflect_app.ui.widgets.new_day import NewDay


@pytest.fixture
def open_page(desk, show):
    """Return a way to open the Journal."""
    return lambda *size: show(JournalPage(desk), *size)


def headings(page):
    entries = page.findChild(EntryList).entries
    return [entries.data(entries.index(row)) for row in range(entries.rowCount())]


def test_an_entry_is_deleted_with_one_click_and_brought_back_with_another(
    open_page, write, find, seen, journal
):
    for days, name in enumerate("ABC"):
        write(name, days=days)
    page = open_page()
    page.findChild(EntryList).choose(1)
    find(QPushButton, "Delete").click()
    assert headings(page) == ["A", "C"]
    assert page.findChild(EntryList).current().heading == "C"
    assert page.findChild(EntryList).hasFocus()
    assert DELETED in seen()
    assert "2 reflections" in seen()
    assert journal.count() == 2
    find(QPushButton, "Undo").click()
    assert headings(page) == ["A", "B", "C"]
    assert page.findChild(EntryList).current().heading == "B"
    assert DELETED not in seen()


def test_a_double_click_deletes_one(open_page, write, find, journal):
    for days in range(3):
        write(f"Visit {days}", days=days)
    open_page()
    button = find(QPushButton, "Delete")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert journal.count() == 2


def test_the_last_one_that_is_deleted_leaves_a_way_back(open_page, write, find, seen):
    write("A visit")
    page = open_page()
    find(QPushButton, "Delete").click()
    assert NOTHING_YET in seen()
    find(QPushButton, "1 deleted today: look").click()
    assert "A visit" in seen()
    find(QPushButton, "Bring back: A visit").click()
    assert headings(page) == ["A visit"]
    assert not page._deleted.isVisible()


def test_a_draft_is_deleted_and_brought_back(open_page, write, find, seen):
    write("A visit", days=3)
    draft = write("Half a sentence", finished=False)
    page = open_page()
    page.show_entry(draft.id)
    find(QPushButton, "Delete draft").click()
    assert headings(page) == ["A visit"]
    find(QPushButton, "1 deleted today: look").click()
    assert "Friday 20 November, 09:40, a draft" in seen()
    find(QPushButton, "Bring back: Half a sentence").click()
    assert headings(page) == ["Half a sentence", "A visit"]
    assert page.findChild(EntryList).current().line.id == draft.id


def test_changes_are_deleted_without_the_entry(open_page, write, journal, find, seen):
    changes = journal.save(journal.revise(write("A visit", title="Harbour")))
    page = open_page()
    page.show_entry(changes.id)
    find(QPushButton, "Delete draft").click()
    assert headings(page) == ["Harbour"]
    find(QPushButton, "1 deleted today: look").click()
    assert "09:40, changes" in seen()
    find(QPushButton, "1 deleted today: hide").click()
    assert "09:40, changes" not in seen()


@pytest.mark.parametrize("kind", ["serious_further_offence", "death", "threat"])
def test_deleting_an_incident_is_thought_over_first(open_page, write, find, seen, journal, kind):
    write("A visit", contact=kind)
    open_page()
    for _ in range(2):
        find(QPushButton, "Delete").click()
        assert ASK_FIRST in seen()
        assert journal.count() == 1
    find(QPushButton, "Delete all the same").click()
    assert journal.count() == 0
    assert DELETED in seen()
    assert ASK_FIRST not in seen()


def test_what_was_said_about_one_incident_is_not_said_of_the_next(open_page, write, find, seen):
    write("One", contact="threat")
    write("Two", days=1, contact="court")
    page = open_page()
    find(QPushButton, "Delete").click()
    page.findChild(EntryList).choose(1)
    assert ASK_FIRST not in seen()


def test_what_cannot_be_deleted_or_brought_back_stays_and_says_why(
    open_page, write, find, seen, refuse, journal
):
    write("A visit")
    page = open_page()
    refuse()
    find(QPushButton, "Delete").click()
    assert headings(page) == ["A visit"]
    assert "not allowed to write" in seen()
    refuse(on=False)
    find(QPushButton, "Delete").click()
    find(QPushButton, "1 deleted today: look").click()
    refuse()
    find(QPushButton, "Undo").click()
    assert "not allowed to write" in seen()
    find(QPushButton, "Bring back: A visit").click()
    assert seen().count("not allowed to write") == 2
    refuse(on=False)
    find(QPushButton, "Undo").click()
    assert journal.count() == 1


def test_an_entry_that_a_search_found_is_deleted_and_the_search_stays(
    open_page, write, find, keys, seen
):
    for days, name in enumerate(("A visit", "A visitor", "A call")):
        write(name, days=days)
    page = open_page()
    page.focus_search()
    keys("visit")
    find(QPushButton, "Delete").click()
    assert headings(page) == ["A visitor"]
    assert "1 found" in seen()
    find(QPushButton, "Undo").click()
    assert headings(page) == ["A visit", "A visitor"]


def test_an_entry_that_the_search_leaves_out_is_shown_all_the_same(open_page, write, find, keys):
    write("A call", days=1)
    write("A visit")
    page = open_page()
    page.findChild(EntryList).choose(1)
    find(QPushButton, "Delete").click()
    page.focus_search()
    keys("visit")
    find(QPushButton, "1 deleted today: look").click()
    find(QPushButton, "Bring back: A call").click()
    assert page._search.words() == ""
    assert page.findChild(EntryList).current().heading == "A call"


def test_many_can_be_scrolled_through(open_page, write, find, journal, clock, check_names):
    for days in range(9):
        journal.throw_away(write(f"Visit {days}", days=days).id, clock.now())
    write("One that stays")
    page = open_page(800, 640)
    find(QPushButton, "9 deleted today: look").click()
    check_names(page)
    rows = page._deleted._rows
    assert rows.height() < rows.widget().height()


def test_at_midnight_what_was_deleted_is_gone_for_good(qtbot, open_page, write, clock, journal):
    entry = write("A visit")
    journal.throw_away(entry.id, clock.now())
    page = open_page()
    assert page._deleted.isVisible()
    clock.set(datetime(2026, 11, 21, 0, 1, tzinfo=UTC))
    page.findChild(NewDay)._look()
    assert not page._deleted.isVisible()
    assert journal.thrown_away() == []


def test_what_was_deleted_on_the_same_day_stays(desk, write, clock, journal):
    clock.set(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))  # on the wall it is July
    journal.throw_away(write("A visit").id, clock.now())
    clock.set(datetime(2026, 7, 1, 22, 59, tzinfo=UTC))
    remove_for_good(desk)
    assert len(journal.thrown_away()) == 1
    clock.set(datetime(2026, 7, 1, 23, 0, 1, tzinfo=UTC))
    remove_for_good(desk)
    assert journal.thrown_away() == []


def test_a_disk_that_refuses_the_emptying_is_asked_again_later(desk, write, clock, journal, refuse):
    journal.throw_away(write("A visit").id, clock.now())
    clock.move(days=1)
    refuse()
    remove_for_good(desk)
    refuse(on=False)
    assert len(journal.thrown_away()) == 1
    remove_for_good(desk)
    assert journal.thrown_away() == []
