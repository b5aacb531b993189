"""A day away can be marked where there is no plan yet."""

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from reflect_app.ui.pages.plan import PlanPage

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def page(desk, qtbot):
    page = PlanPage(desk)
    qtbot.addWidget(page)
    page.resize(1072, 832)
    page.refresh()
    page.show()
    yield page
    page.deleteLater()


def test_a_day_away_is_marked_and_taken_back_before_there_is_any_plan(page, journal, find):
    chip = find(QPushButton, "On leave")
    chip.click()
    assert [(each.day, each.kind) for each in journal.away(FRIDAY, FRIDAY)] == [(FRIDAY, "leave")]
    page.refresh()
    assert chip.isChecked()
    chip.click()
    assert journal.away(FRIDAY, FRIDAY) == []


def test_without_a_plan_one_begins_at_the_first_offer(page, find, qtbot):
    with qtbot.waitActive(page):
        page.activateWindow()
    page.setFocus()
    assert find(QPushButton, "Plan lunch").hasFocus()
