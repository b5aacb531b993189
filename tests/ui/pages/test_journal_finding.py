"""Finding in the Journal as a person does it: by typing, by chips, by the tags of an entry."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from reflect_app.domain.records import CaseAlias, CheckIn, Session
from reflect_app.ui.pages.journal import NOTHING_FOUND, JournalPage
from reflect_app.ui.parts.journal.entry_list import EntryList
from reflect_app.ui.parts.journal.search_bar import (
    MORE_CYCLES,
    MORE_TAGS,
    NO_CASES,
    NO_KINDS,
    NO_TAGS,
    OFFERED_CYCLES,
)

TODAY = date(2026, 11, 20)
EARLIER = "21 October to 3 November"

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")  # as every open menu does


@pytest.fixture
def open_page(desk, show):
    """Return a way to open the Journal."""
    return lambda *size: show(JournalPage(desk), *size)


@pytest.fixture
def some(journal, write):
    """Write two cases, two sessions' worth of time and a few tags."""
    journal.save(Session(day=date(2026, 11, 4)))
    harbour = journal.save(CaseAlias(word="Harbour", since=TODAY))
    journal.save(CaseAlias(word="Lantern", since=TODAY))
    journal.save(CaseAlias(word="Willow", since=TODAY, ended=TODAY))
    write("A", tags=("boundaries", "home life"), contact="court", case_id=harbour.id)
    write("B", days=2, tags=("boundaries",), contact="home_visit", flagged=True)
    write("C", days=30, contact="court", load_before=8)
    journal.save(CheckIn(at=journal.entries()[0].written_at, day=TODAY, load=9))


def headings(page):
    entries = page.findChild(EntryList).entries
    return [entries.data(entries.index(row)) for row in range(entries.rowCount())]


@pytest.fixture
def menu(qtbot):
    """Return a way to read the menu that is open: its lines, the ticked ones with a star."""

    def menu():
        windows = QApplication.topLevelWidgets()
        (shown,) = (each for each in windows if isinstance(each, QMenu) and each.isVisible())
        return shown

    return menu


def lines(menu):
    return [f"{'*' if each.isChecked() else ''}{each.text()}" for each in menu.actions()]


@pytest.fixture
def choose(find, menu):
    """Return a way to open a chip and choose a line of its menu with the keyboard."""

    def choose(chip, line):
        button = find(QPushButton, chip)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        shown = menu()
        (action,) = (each for each in shown.actions() if each.text() == line)
        while shown.activeAction() is not action:
            QTest.keyClick(shown, Qt.Key.Key_Down)
        QTest.keyClick(shown, Qt.Key.Key_Return)

    return choose


@pytest.mark.usefixtures("some")
def test_operators_and_words_are_typed_together(open_page, keys, seen):
    page = open_page()
    page.focus_search()
    keys("kind:court")
    assert headings(page) == ["A", "C"]
    assert "2 found" in seen()
    keys(" since:last ")
    assert headings(page) == ["A"]
    keys("load:>6 a")
    assert "1 found" in seen()
    keys("zebra")
    assert NOTHING_FOUND in seen()


@pytest.mark.usefixtures("some")
def test_what_cannot_be_read_is_said_in_one_line(open_page, keys, seen):
    page = open_page()
    page.focus_search()
    keys("since:")
    assert "since: needs a day, such as since:2026-09-01" in seen()
    assert headings(page) == ["A", "B", "C"], "nothing is asked for yet"
    keys("soon ")
    assert "since: needs a day" in seen()
    assert headings(page) == []
    keys(Qt.Key.Key_Escape)
    assert "since:" not in seen()


@pytest.mark.usefixtures("some")
def test_the_chips_write_into_the_field_and_the_field_into_the_chips(open_page, choose, find, seen):
    page = open_page()
    choose("All time", "Since last session")
    assert page._search.words() == "since:last "
    assert headings(page) == ["A", "B"]
    choose("Case", "Harbour")
    choose("Contact", "Court or report")
    choose("Tag", "boundaries")
    choose("Tag: boundaries", "home life")
    assert page._search.words().startswith('tag:"home life" tag:boundaries kind:court case:Harbour')
    assert headings(page) == ["A"]
    for chip in ("Since last session", "Case: Harbour", "Contact: Court or report"):
        assert find(QPushButton, chip).property("on")
    choose("Tag: home life, boundaries", "home life")
    choose("Tag: boundaries", "Any")
    choose("Case: Harbour", "Any")
    choose("Contact: Court or report", "Any")
    choose("Since last session", "All time")
    assert page._search.words().strip() == ""
    assert headings(page) == ["A", "B", "C"]
    page.focus_search()


@pytest.mark.usefixtures("some")
def test_the_word_that_is_being_typed_stays_the_last(open_page, choose, keys):
    page = open_page()
    page.focus_search()
    keys("c")
    choose("Contact", "Court or report")
    assert page._search.words() == "kind:court c"


@pytest.mark.usefixtures("some")
def test_for_supervision_is_one_click_there_and_back(open_page, find, keys):
    page = open_page()
    chip = find(QPushButton, "For supervision only")
    chip.click()
    assert page._search.words() == "is:flagged "
    assert headings(page) == ["B"]
    chip.click()
    assert page._search.words() == ""
    page.focus_search()
    keys("flagged")
    assert chip.isChecked()
    assert headings(page) == ["B"]


@pytest.mark.usefixtures("some")
def test_the_menus_offer_what_there_is_and_tick_what_is_asked_for(open_page, find, menu, keys):
    page = open_page()
    page.focus_search()
    keys("case:harb")
    find(QPushButton, "Case: harb…").click()
    assert lines(menu()) == ["Any", "*Harbour", "Lantern"]
    menu().close()
    page._search.clear()
    find(QPushButton, "Tag").click()
    assert lines(menu()) == ["*Any", "boundaries", "home life"]
    menu().close()
    find(QPushButton, "Contact").click()
    assert lines(menu()) == ["*Any", "Court or report", "Home visit"]
    menu().close()
    find(QPushButton, "All time").click()
    assert lines(menu()) == ["*All time", "Since last session", "This month", "This year", EARLIER]
    menu().close()
    page.focus_search()
    keys("since:2026-11")
    find(QPushButton, "Since 1 Nov 2026").click()
    assert lines(menu()) == ["All time", "Since last session", "*This month", "This year", EARLIER]
    menu().close()


@pytest.mark.usefixtures("some")
def test_an_earlier_cycle_is_two_keys_away_and_stands_in_the_field(
    open_page, choose, find, menu, seen
):
    page = open_page()
    choose("All time", EARLIER)
    assert page._search.words() == "since:2026-10-21 until:2026-11-03 "
    assert headings(page) == ["C"]
    assert "1 found" in seen()
    assert find(QPushButton, EARLIER).property("on")
    find(QPushButton, EARLIER).click()
    assert f"*{EARLIER}" in lines(menu())
    menu().close()
    choose(EARLIER, "Since last session")
    assert page._search.words() == "since:last "
    assert headings(page) == ["A", "B"]


@pytest.mark.usefixtures("some")
def test_a_line_that_a_screen_reader_chooses_closes_the_menu(open_page, find, menu):
    page = open_page()
    find(QPushButton, "All time").click()
    shown = menu()
    interface = QAccessible.queryAccessibleInterface(shown)
    line = next(
        interface.child(number)
        for number in range(interface.childCount())
        if interface.child(number).text(QAccessible.Text.Name) == EARLIER
    )
    line.actionInterface().doAction("Press")
    assert not shown.isVisible()
    assert headings(page) == ["C"]


def test_every_entry_lies_in_exactly_one_cycle_of_the_menu(
    journal, open_page, write, find, menu, choose
):
    for days in (16, 44, 45, 72):
        journal.save(Session(day=TODAY - timedelta(days=days)))
    journal.save(Session(day=TODAY - timedelta(days=30), state="cancelled"))
    for days in (0, 15, 16, 17, 30, 43, 44, 45, 46, 71, 72, 73, 90):
        write(f"{days}", days=days)
    page = open_page()
    find(QPushButton, "All time").click()
    fixed = ("*All time", "This month", "This year")
    cuts = [line for line in lines(menu()) if line not in fixed]
    menu().close()
    assert cuts == [
        "Since last session",
        "7 October to 3 November",
        "6 October",
        "9 September to 5 October",
        "22 August to 8 September",
    ]
    before, found = "All time", []
    for cut in cuts:
        choose(before, cut)
        found.append(headings(page))
        before = cut
    assert found == [
        ["0", "15", "16"],
        ["17", "30", "43", "44"],
        ["45"],
        ["46", "71", "72"],
        ["73", "90"],
    ]


def test_many_cycles_do_not_fill_the_screen(journal, open_page, write, find, menu):
    for number in range(20):
        journal.save(Session(day=TODAY - timedelta(days=7 * number + 3)))
    write("First", days=200)
    open_page()
    find(QPushButton, "All time").click()
    assert len(lines(menu())) == 4 + OFFERED_CYCLES + 1
    assert lines(menu())[-1] == MORE_CYCLES
    assert not menu().actions()[-1].isEnabled()
    menu().close()


@pytest.mark.parametrize("days", [(), (0,), (-12,)])
def test_without_a_session_behind_there_is_no_cycle_to_choose(
    journal, open_page, write, find, menu, days
):
    for each in days:
        journal.save(Session(day=TODAY - timedelta(days=each)))
    write("A visit")
    open_page()
    find(QPushButton, "All time").click()
    assert lines(menu()) == ["*All time", "This month", "This year"]
    menu().close()


def test_menus_with_nothing_in_them_say_so(open_page, write, find, menu):
    write("A visit")
    open_page()
    for chip, words in (("Case", NO_CASES), ("Contact", NO_KINDS), ("Tag", NO_TAGS)):
        find(QPushButton, chip).click()
        assert lines(menu()) == ["*Any", words]
        assert not menu().actions()[-1].isEnabled()
        menu().close()
    find(QPushButton, "All time").click()
    assert "Since last session" not in lines(menu())
    menu().close()


def test_a_menu_holds_the_tags_most_in_use_and_says_how_to_find_others(
    open_page, write, find, menu
):
    for number in range(22):
        write(f"{number}", days=number, tags=("often & again", f"tag {number:02}"))
    open_page()
    find(QPushButton, "Tag").click()
    shown = lines(menu())
    assert shown[:3] == ["*Any", "often && again", "tag 00"]
    assert (len(shown), shown[-1]) == (22, MORE_TAGS)
    menu().close()


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    ("typed", "chip"),
    [
        ("since:2026-09-01 ", "Since 1 Sep 2026"),
        ("until:2026-09-01 ", "Until 1 Sep 2026"),
        ("since:sep until:oct ", "1 Sep 2026 to 31 Oct 2026"),
        ("kind:video kind:phone ", "Contact: 2 kinds"),
        ("case:harbour case:lantern ", "Case: harbour or lantern"),
        ("kind:serious ", "Contact: Serious further offence…"),
        (f"tag:{'x' * 50} ", f"Tag: {'x' * 24}…"),
    ],
)
def test_a_chip_says_what_is_asked_for_in_few_letters(open_page, find, typed, chip):
    page = open_page()
    page._search._field.setText(typed)
    assert find(QPushButton, chip)


@pytest.mark.usefixtures("some")
def test_an_entry_tells_what_it_is_about(open_page, seen):
    open_page()
    about = "Friday 20 November 2026, 09:40. Case Harbour. Court or report. Only me."
    assert about in seen()


def test_contact_mode_planning_and_audience_are_told_in_one_line(open_page, write, seen):
    write("A", contact="phone", mode="phone", planned=False, audience="clinical")
    write("B", days=-1, mode="video", planned=True, audience="any", load_before=3)
    page = open_page()
    assert "Video, planned. Load 3. For any session." in seen()
    page.findChild(EntryList).choose(1)
    assert "Phone, not planned. For clinical supervision." in seen()


@pytest.mark.usefixtures("some")
def test_a_tag_of_an_entry_leads_to_what_else_has_it(open_page, find):
    page = open_page()
    page.findChild(EntryList).choose(1)
    QApplication.processEvents()
    find(QPushButton, "Find what has the tag boundaries").click()
    assert page._search.words() == "tag:boundaries "
    assert headings(page) == ["A", "B"]
    assert page.findChild(EntryList).current().heading == "B"
    assert page.findChild(EntryList).hasFocus()


@pytest.mark.usefixtures("some")
def test_a_row_shows_its_contact_and_tags_while_there_is_room(open_page):
    page = open_page()
    entries = page.findChild(EntryList)
    row, painter = entries.entries.row(0), entries.itemDelegate()
    assert painter._remarks(row, 1000) == "court or report  boundaries  home life"
    assert painter._remarks(row, 130) == "court or report"
    assert painter._remarks(row, 10) == ""
    flagged = entries.entries.row(1)
    assert painter._remarks(flagged, 10) == "for supervision"
    spoken = entries.entries.data(entries.entries.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "A, Friday 20 November 2026, 09:40, court or report, boundaries, home life"


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(("scale", "width"), [(100, 1072), (100, 800), (200, 816)])
def test_everything_can_be_reached_and_has_a_name(theme, open_page, check_names, scale, width):
    theme.set_text_scale(scale)
    page = open_page(width, 700)
    check_names(page)
    page.focus_search()
    met = []
    for _ in range(14):
        widget = QApplication.focusWidget()
        met.append(widget.accessibleName() or widget.text())
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert met[:12] == [
        "Search what you wrote",
        "All time",
        "Case",
        "Contact",
        "Tag",
        "For supervision only",
        "Reflections",
        "Delete",
        "Edit",
        "Find what has the tag boundaries",
        "Find what has the tag home life",
        "For supervision",
    ]
