"""The Journal as a person meets it: a list, a search, something to read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from reflect_app.ui.pages.journal import NOTHING_FOUND, NOTHING_YET, JournalPage
from reflect_app.ui.parts.journal.entry_list import EntryList
from reflect_app.ui.parts.journal.reading_pane import ReadingPane

SEARCH = "Search what you wrote"


@pytest.fixture
def open_page(desk, show):
    """Return a way to open the Journal."""
    return lambda *size: show(JournalPage(desk), *size)


def headings(page):
    entries = page.findChild(EntryList).entries
    return [entries.data(entries.index(row)) for row in range(entries.rowCount())]


def read(page):
    return page.findChild(ReadingPane).toPlainText()


def marked(page):
    """Return the words that are shown with a ground under them."""
    document, found = page.findChild(ReadingPane).document(), []
    block = document.begin()
    while block.isValid():
        walk = block.begin()
        while not walk.atEnd():
            if walk.fragment().charFormat().background().style() != Qt.BrushStyle.NoBrush:
                found.append(walk.fragment().text())
            walk += 1
        block = block.next()
    return found


def test_a_new_journal_invites_and_asks_nothing(qtbot, open_page, seen, find):
    page = open_page()
    assert NOTHING_YET in seen()
    assert not page._search.isVisible()
    with qtbot.waitSignal(page.write_requested) as wanted:
        find(QPushButton, "Start a guided reflection").click()
    assert wanted.args == ["hard_case"]


def test_the_newest_is_first_and_read_at_once(open_page, write, seen):
    write("The first visit", days=40, title="Lantern")
    write("The kettle", title="Harbour", load_before=8, load_after=6)
    page = open_page()
    assert headings(page) == ["Harbour", "Lantern"]
    assert "2 reflections since 11 October 2026" in seen()
    assert "Friday 20 November 2026, 09:40. After a hard case. Load 8 to 6." in seen()
    assert read(page) == "What happened\nThe kettle"


def test_every_question_answered_is_read_in_order_and_free_writing_without_one(open_page, write):
    write(days=1, stages=[("next", "Tea"), ("happened", "A visit\n\nThat turned")])
    write("Only this", model="free")
    page = open_page()
    assert read(page) == "Only this"
    QTest.keyClick(page.findChild(EntryList), Qt.Key.Key_Down)
    assert read(page) == "What happened\nA visit\n\nThat turned\nWhat next\nTea"


def test_searching_goes_on_with_every_letter_and_marks_what_it_found(
    open_page, write, keys, seen, find
):
    write("I held the boundary, badly", days=2)
    write("Two boundaries 😀 and a boundary", days=1)
    write("Nothing of the kind")
    page = open_page()
    page.focus_search()
    keys("bou")
    assert "2 found" in seen()
    assert headings(page)[0].startswith("Two boundaries")
    assert marked(page) == ["boundaries", "boundary"]
    keys("ndary ")
    assert marked(page) == ["boundary"]
    keys(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert marked(page) == ["boundary"]
    assert "badly" in read(page)


def test_what_is_found_nowhere_is_said(open_page, write, keys, seen):
    write("A visit")
    page = open_page()
    page.focus_search()
    keys("zebra")
    assert NOTHING_FOUND in seen()
    assert "0 found" in seen()
    keys(Qt.Key.Key_Escape)
    assert headings(page) == ["A visit"]
    assert "found" not in seen().lower()


def test_a_new_search_overwrites_the_old_one(open_page, write, keys):
    write("A visit")
    page = open_page()
    for words in ("zebra", "visi"):
        page.focus_search()
        keys(words)
    assert page._search.words() == "visi"
    assert headings(page) == ["A visit"]


def test_a_click_clears_the_search(open_page, write, keys):
    write("A visit")
    page = open_page()
    page.focus_search()
    assert not page._search._clear.isVisible()
    keys("zebra")
    page._search._clear.trigger()
    assert headings(page) == ["A visit"]


@pytest.mark.parametrize("typed", ["“", "*", '"', "AND", "a NEAR(b", "-x", "\x00", "x" * 5_000])
def test_no_search_does_any_harm(open_page, write, find, typed):
    write("A visit")
    page = open_page()
    find(QLineEdit, SEARCH).setText(typed)
    assert headings(page) in ([], ["A visit"])


def test_drafts_stand_above_and_can_be_gone_on_with(qtbot, open_page, write, find, seen):
    write("A visit", days=3)
    draft = write("Half a sentence", finished=False)
    page = open_page()
    assert headings(page) == ["Half a sentence", "A visit"]
    assert read(page) == "What happened\nA visit"
    QTest.keyClick(page.findChild(EntryList), Qt.Key.Key_Up)
    assert "A draft." in seen()
    with qtbot.waitSignal(page.edit_requested) as wanted:
        find(QPushButton, "Go on writing").click()
    assert wanted.args == [draft.id]


def test_changes_under_way_stand_among_the_drafts(open_page, write, journal):
    entry = write("A visit", days=3, title="Harbour")
    changes = journal.revise(entry)
    journal.save(changes)
    page = open_page()
    entries = page.findChild(EntryList).entries
    assert entries.row(0).state == "changes"
    assert "changes" in entries.data(entries.index(0), Qt.ItemDataRole.AccessibleTextRole)


def test_enter_or_the_button_or_a_double_click_goes_on_with_an_entry(qtbot, open_page, write, find):
    entry = write("A visit")
    page = open_page()
    entries = page.findChild(EntryList)
    with qtbot.waitSignal(page.edit_requested) as wanted:
        QTest.keyClick(entries, Qt.Key.Key_Return)
    assert wanted.args == [entry.id]
    with qtbot.waitSignal(page.edit_requested):
        find(QPushButton, "Edit").click()
    with qtbot.waitSignal(page.edit_requested):
        middle = entries.visualRect(entries.entries.index(0)).center()
        QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseDClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def test_an_entry_is_kept_for_supervision_with_one_click(open_page, write, journal, find):
    entry = write("A visit")
    page = open_page()
    find(QPushButton, "For supervision").click()
    assert [line.id for line in journal.flagged()] == [entry.id]
    assert "for supervision" in page.findChild(EntryList).current().remarks
    assert read(page) == "What happened\nA visit"
    find(QPushButton, "For supervision").click()
    assert journal.flagged() == []


def test_a_flag_that_cannot_be_saved_is_not_shown(open_page, write, journal, find, refuse, seen):
    write("A visit")
    open_page()
    refuse()
    chip = find(QPushButton, "For supervision")
    chip.click()
    assert not chip.isChecked()
    assert "not allowed to write" in seen()
    refuse(on=False)
    chip.click()
    assert len(journal.flagged()) == 1
    assert "not allowed to write" not in seen()


def test_coming_back_stays_where_one_was(open_page, write):
    for days in range(5):
        write(f"Visit {days}", days=days)
    page = open_page()
    page.findChild(EntryList).choose(3)
    write("Another", days=-1)
    page.refresh()
    assert read(page) == "What happened\nVisit 3"


def test_an_entry_can_be_shown_whatever_was_searched(open_page, write, keys):
    entry = write("Far back", days=400)
    for days in range(120):
        write(f"Visit {days}", days=days)
    page = open_page()
    page.focus_search()
    keys("visit")
    page.show_entry(entry.id)
    assert read(page) == "What happened\nFar back"
    assert page.findChild(EntryList).current().line.id == entry.id
    assert page._search.words() == ""


def test_an_entry_beyond_the_lists_reach_is_read_all_the_same(open_page, write, monkeypatch):
    monkeypatch.setattr("reflect_app.ui.parts.journal.entry_list.REACH", 60)
    entry = write("Far back", days=400)
    for days in range(120):
        write(f"Visit {days}", days=days)
    page = open_page()
    page.show_entry(entry.id)
    assert read(page) == "What happened\nFar back"


def test_the_list_names_the_months_and_fetches_as_it_is_scrolled(qtbot, open_page, write):
    for days in range(120):
        write(f"Visit {days}", days=days)
    write("Half a sentence", finished=False)
    page = open_page()
    entries = page.findChild(EntryList).entries
    assert entries.rowCount() == 51
    bands = [entries.band(row) for row in range(entries.rowCount())]
    assert [band for band in bands if band] == ["Drafts", "November 2026", "October 2026"]
    page.findChild(EntryList).setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    qtbot.waitUntil(lambda: entries.rowCount() > 51)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    qtbot.waitUntil(lambda: entries.rowCount() >= 101)


def test_only_plain_text_is_copied(open_page, write):
    write("A visit\n\nThat turned")
    page = open_page()
    pane = page.findChild(ReadingPane)
    pane.selectAll()
    data = pane.createMimeDataFromSelection()
    assert data.formats() == ["text/plain"]
    assert data.text() == "What happened\nA visit\n\nThat turned"
    pane.moveCursor(QTextCursor.MoveOperation.Start)


def test_the_list_is_read_aloud_with_everything_a_row_shows(open_page, write):
    write("The kettle\nand the spring", flagged=True, load_before=8)
    page = open_page()
    entries = page.findChild(EntryList).entries
    index = entries.index(0)
    spoken = entries.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "The kettle, Friday 20 November 2026, 09:40, for supervision, load 8"
    assert entries.data(index, Qt.ItemDataRole.AccessibleDescriptionRole) == "and the spring"
    assert entries.data(index, Qt.ItemDataRole.DecorationRole) is None


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("scale", "width"), [(100, 1072), (200, 816)])
def test_what_is_found_stands_out_in_every_look_and_size(
    qtbot, theme, open_page, write, keys, look, scale, width
):
    theme.set_look(look)
    theme.set_text_scale(scale)
    write("I held the boundary")
    page = open_page(width, 700)
    page.focus_search()
    keys("boundary")
    ground = theme.colour("warn_soft")
    entries = page.findChild(EntryList)
    picture = entries.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(0, picture.height(), 2)
    }
    assert ground.name() in colours
    assert entries.height() >= 2 * entries.sizeHintForRow(0)
    theme.set_text_scale(100)
    theme.set_look("light")


def test_a_draft_is_found_too_even_before_anything_is_finished(open_page, write, keys, seen):
    write("Shame, and the stairs", finished=False)
    page = open_page()
    page.focus_search()
    keys("sham")
    assert headings(page) == ["Shame, and the stairs"]
    keys(" zebra")
    assert NOTHING_FOUND in seen()
