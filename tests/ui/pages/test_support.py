"""Support as a person meets it: whom to ring, readable at any size, by the keyboard alone."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollArea

from reflect_app.ui import resources
from reflect_app.ui.pages.support import SupportPage
from reflect_app.ui.widgets.focus_ring import FocusRing


@pytest.fixture
def page(desk, show):
    return show(SupportPage(desk))


@pytest.fixture
def panel(page, find):
    return find(QScrollArea, "Support lines")


def test_every_line_and_how_to_reach_it_is_on_the_page(page, seen):
    told = json.loads(resources.text("support/support.json"))
    for group in told["groups"]:
        assert group["title"] in seen()
        for line in group["lines"]:
            for words in line.values():
                assert words in seen()
    assert told["nearer"] in seen()


@pytest.mark.parametrize("number", ["999", "NHS 111, option 2", "116 123"])
def test_what_is_most_urgent_is_there(page, seen, number):
    assert number in seen().split("\n")


def test_it_says_when_the_numbers_were_checked_and_that_nothing_is_noted(page, seen):
    assert "Numbers last checked on " in seen()
    assert "Reflect calls nobody, and keeps no note that you looked here." in seen()
    assert "Also on the lock screen, without opening the journal." in seen()


def test_looking_leaves_no_trace_in_the_journal(journal, page):
    before = journal.counts()
    page.refresh()
    page.flush()
    assert journal.counts() == before


def test_the_arrows_read_on_from_where_the_page_opens(page, panel, keys):
    page.resize(724, 400)
    QApplication.processEvents()
    assert QApplication.focusWidget() is panel
    assert panel.verticalScrollBar().maximum() > 0
    keys(Qt.Key.Key_PageDown)
    assert panel.verticalScrollBar().value() > 0


def test_a_screen_reader_hears_what_it_is(panel):
    heard = QAccessible.queryAccessibleInterface(panel)
    assert heard.text(QAccessible.Text.Name) == "Support lines"


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200)])
def test_nothing_is_wider_than_the_window(page, panel, theme, look, width, percent):
    theme.set_look(look)
    theme.set_text_scale(percent)
    page.resize(width, 700)
    QApplication.processEvents()
    assert panel.widget().minimumSizeHint().width() <= panel.viewport().width()


OWN = [
    {"who": "Maggie, union rep", "reach": "020 7946 0000", "while_locked": False},
    {"who": "", "reach": "a-very-long-address-of-a-surgery@primary-care.example"},
]


def test_ones_own_lines_stand_above_the_public_ones(journal, page, seen):
    journal.set_preference("support", OWN)
    page.refresh()
    told = seen().replace("\u200b", "")
    assert told.index("020 7946 0000") < told.index("Maggie, union rep") < told.index("999")
    assert "a-very-long-address-of-a-surgery@primary-care.example" in told
    journal.set_preference("support", [])
    page.refresh()
    assert "Maggie" not in seen()


@pytest.mark.parametrize(
    ("nation", "first"),
    [
        (None, "NHS 111, option 2"),
        ("england_wales", "NHS 111, option 2"),
        ("scotland", "NHS 24 on 111"),
        ("northern_ireland", "Lifeline 0808 808 8000"),
        ("elsewhere", "NHS 111, option 2"),
    ],
)
def test_the_urgent_line_of_where_one_works_comes_first(journal, page, seen, nation, first):
    if nation:
        journal.set_preference("nation", nation)
    page.refresh()
    numbers = ("NHS 111, option 2", "NHS 24 on 111", "Lifeline 0808 808 8000")
    assert min(numbers, key=seen().index) == first


def test_long_lines_of_ones_own_do_not_widen_it(journal, page, panel, theme):
    journal.set_preference("support", [{"who": "m" * 60, "reach": "m" * 60}] * 6)
    page.refresh()
    theme.set_text_scale(200)
    page.resize(724, 700)
    QApplication.processEvents()
    assert panel.widget().minimumSizeHint().width() <= panel.viewport().width()


def test_a_ring_is_around_it_only_while_there_is_something_to_scroll(qtbot, desk, page, panel):
    ring = FocusRing(page)
    qtbot.waitUntil(lambda: panel.verticalScrollBar().maximum() == 0)
    assert not ring.isVisible()
    page.resize(724, 400)
    qtbot.waitUntil(ring.isVisible)
    page.resize(1072, 832)
    qtbot.waitUntil(ring.isHidden)
