"""The one line of a check-in is read again on Today; its number is not."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from reflect_app.domain.records import CheckIn
from reflect_app.ui.pages.today import TodayPage
from reflect_app.ui.parts.today.earlier_lines import CLOSE, READ

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def said(journal, clock):
    """Return a way to have checked in with a line, so many days ago."""

    def said(line, *, days=0, load=8):
        at = clock.now() - timedelta(days=days)
        day = FRIDAY - timedelta(days=days)
        return journal.save(CheckIn(at=at, day=day, load=load, line=line))

    return said


@pytest.fixture
def open_page(desk, show):
    return lambda: show(TodayPage(desk))


def texts(page):
    return [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]


def test_without_a_line_there_is_nothing_to_read(open_page, said):
    said("")
    said("Fifteen days ago", days=14)
    assert READ not in texts(open_page())


def test_lines_are_read_the_latest_first_without_their_numbers(open_page, said, find, seen):
    said("Two hearings, one adjourned.", days=3)
    said("Quiet", days=1)
    page = open_page()
    assert "Two hearings" not in seen()
    find(QPushButton, READ).click()
    words = seen().split("\n")
    place = words.index("Thursday 19 November, 15:10")
    assert words[place : place + 4] == [
        "Thursday 19 November, 15:10",
        "Quiet",
        "Tuesday 17 November, 15:10",
        "Two hearings, one adjourned.",
    ]
    assert "8 at" not in seen()
    find(QPushButton, CLOSE).click()
    assert "Two hearings" not in seen()
    assert READ in texts(page)


def test_the_line_just_saved_is_there_and_gone_with_undo(open_page, find, keys, seen, qtbot):
    page = open_page()
    keys("4")
    page._check_in._line.setText("A calm one")
    keys(Qt.Key.Key_Return)
    find(QPushButton, READ).click()
    assert "A calm one" in seen()
    find(QPushButton, "Undo the check-in").click()
    assert "A calm one" not in seen()
    assert READ not in texts(page)


def test_what_is_unfolded_stays_so_while_the_page_is_read_again(open_page, said, find, seen):
    said("Quiet", days=1)
    page = open_page()
    find(QPushButton, READ).click()
    page.refresh()
    QApplication.processEvents()
    assert "Quiet" in seen()


def test_a_line_as_long_as_it_can_be_fits_the_page(open_page, said, find, theme):
    said("Word " * 60 + "W" * 200, days=1)
    theme.set_text_scale(200)
    page = open_page()
    page.resize(724, 700)
    find(QPushButton, READ).click()
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0
