"""The lines of check-ins among what the Journal finds, as a person meets them."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QListView, QPushButton

from reflect_app.domain.records import CheckIn, OwnSource
from reflect_app.ui.pages.journal import JournalPage
from reflect_app.ui.parts.journal.entry_list import MOST_SAID
from reflect_app.ui.parts.journal.mark import parted, runs
from reflect_app.ui.parts.journal.reading_pane import ReadingPane

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


@pytest.fixture
def look_for(desk, show, keys):
    """Return a way to open the Journal and type into its search."""

    def look_for(words, *size):
        page = show(JournalPage(desk), *size)
        page.focus_search()
        keys(words)
        return page

    return look_for


@pytest.fixture
def say(journal):
    """Return a way to have checked in with a line, so many days before 20 November."""

    def say(line, *, days=0, **columns):
        moment = NOW - timedelta(days=days)
        columns = {"load": 4, **columns}
        return journal.save(CheckIn(at=moment, day=moment.date(), line=line, **columns))

    return say


def rows(page):
    entries = page._list.entries
    return [entries.data(entries.index(row)) for row in range(entries.rowCount())]


def heard(page):
    """Return what a screen reader hears of every row."""
    listed = QAccessible.queryAccessibleInterface(page._list)
    each = (listed.child(number) for number in range(listed.childCount()))
    return [row.text(QAccessible.Text.Name) for row in each]


def test_lines_stand_between_what_was_written_by_their_day(look_for, write, say, seen):
    write("The kettle and the boundary", days=1, title="Harbour")
    write("A kettle", days=5, title="Lantern")
    say("Kettle on, door shut", days=3, load=7)
    say("No kettle today")
    say("Nothing of the kind", days=2)
    page = look_for("kettle")
    assert rows(page) == ["No kettle today", "Harbour", "Kettle on, door shut", "Lantern"]
    assert "2 reflections and 2 check-ins" in seen()
    assert heard(page)[2] == (
        "Check-in, Tuesday 17 November 2026, 12:30, Kettle on, door shut, load 7"
    )


def test_without_a_search_they_stay_where_they_are(look_for, write, say, keys, seen):
    write("A visit", title="Harbour")
    say("Kettle on")
    page = look_for("kettle")
    assert rows(page) == ["Kettle on"]
    assert "1 check-in" in seen()
    keys(Qt.Key.Key_Escape)
    assert rows(page) == ["Harbour"]
    assert "check-in" not in seen()


def test_the_whole_line_is_read_beside_the_list(look_for, write, say, keys, seen, journal):
    own = journal.save(OwnSource(label="The printer"))
    long = "Seven handovers before noon and nobody to hand them to, " * 3 + "then the kettle broke"
    say(long, load=8, sources=("workload", own.key))
    write("A kettle", days=1, title="Lantern")
    page = look_for("kettle")
    keys(Qt.Key.Key_Down)
    assert isinstance(QApplication.focusWidget(), QListView)
    pane = page.findChild(ReadingPane)
    assert pane.toPlainText() == long
    assert "Check-in" in seen()
    assert "Friday 20 November 2026, 12:30. Load 8. Workload, The printer." in seen()
    assert not any(each.isVisible() for each in page._sheet.findChildren(QPushButton))
    keys(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is pane
    assert pane.accessibleName() == "Check-in, Friday 20 November 2026"
    page._list.setFocus()
    keys(Qt.Key.Key_Down)
    assert "A kettle" in pane.toPlainText()
    assert any(each.isVisible() for each in page._sheet.findChildren(QPushButton))


def test_what_was_found_is_marked_in_sight_however_long_the_line(look_for, write, say):
    write("A visit")
    say("Too many things at once again and no room to think in between, so the kettle it was")
    page = look_for("kettle")
    row = page._list.entries.row(0)
    assert [run.text for run in runs(row.words) if run.marked] == ["kettle"]
    assert row.words.startswith("…think in between, so the ")
    start, rest = parted(row.words, row.words.index("kettle") + 2)
    assert [run for run in (*runs(start), *runs(rest)) if run.marked] == [
        ("ket", True),
        ("tle", True),
    ]
    image = page._list.viewport().grab().toImage()
    ground = page.desk.theme.colour("warn_soft").rgb()
    seen = {image.pixel(x, y) for x in range(image.width()) for y in range(100)}
    assert ground in seen


def test_lines_are_found_where_nothing_else_is_written(look_for, say, seen, find, keys):
    say("Kettle on")
    page = look_for("kettle")
    assert rows(page) == ["Kettle on"]
    keys(Qt.Key.Key_Escape)
    assert "Nothing is written yet" in seen()
    page.setFocus()
    assert QApplication.focusWidget() is find(QPushButton, "Start a guided reflection")


def test_of_very_many_the_latest_are_shown_and_that_is_said(look_for, write, say, seen):
    for day in range(MOST_SAID + 2):
        say("Kettle on", days=day)
    write("A kettle", days=1, title="Lantern")
    page = look_for("kettle")
    assert len(rows(page)) == MOST_SAID + 1
    assert f"1 reflection and the latest {MOST_SAID} check-ins" in seen()


def test_they_come_in_as_the_list_is_scrolled(look_for, write, say, qtbot):
    for day in range(60):
        write("A kettle", days=day, title=f"Entry {day}")
    for day in (10, 55, 70):
        say(f"Kettle {day}", days=day)
    page = look_for("kettle")
    assert "Kettle 10" in rows(page)
    assert "Kettle 55" not in rows(page)
    page._list.scrollToBottom()
    qtbot.waitUntil(lambda: len(rows(page)) == 63)
    found = rows(page)
    assert found[-1] == "Kettle 70"
    assert found.index("Kettle 55") == found.index("Entry 55") - 1


def test_days_alone_show_the_lines_of_those_days(look_for, write, say, keys):
    write("A visit", days=9, title="Harbour")
    say("Kettle on", days=8)
    say("Late", days=1)
    page = look_for("until:2026-11-15 ")
    assert rows(page) == ["Kettle on", "Harbour"]


def test_in_a_narrow_window_with_large_text_it_can_still_be_painted(look_for, write, say, desk):
    write("A visit")
    say("Kettle on and on " * 12)
    desk.theme.set_text_scale(200)
    page = look_for("kettle", 480, 600)
    assert not page.grab().isNull()
