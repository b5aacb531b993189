from datetime import date

import pytest
from PySide6.QtWidgets import QCheckBox

from reflect_app.ui.widgets.fields import DateField
from reflect_app.ui.widgets.ticked_day import TickedDay

SUGGESTED, OTHER = date(2027, 2, 15), date(2027, 3, 3)


@pytest.fixture
def day(qtbot, theme):
    day = TickedDay("Look at it again on", "Day of the next review")
    qtbot.addWidget(day)
    day.show_day(None, SUGGESTED)
    day.show()
    return day


def test_a_day_is_suggested_once_it_is_wanted(day, find, qtbot):
    assert day.day() is None
    assert not day.findChild(DateField).isVisible()
    with qtbot.waitSignal(day.changed):
        find(QCheckBox, "Look at it again on").click()
    assert find(DateField, "Day of the next review").day() == SUGGESTED
    assert day.day() == SUGGESTED


def test_another_day_is_told_and_can_be_taken_back(day, find, qtbot):
    find(QCheckBox, "Look at it again on").click()
    with qtbot.waitSignal(day.changed):
        find(DateField, "Day of the next review").set_day(OTHER)
    assert day.day() == OTHER
    with qtbot.waitSignal(day.changed):
        find(QCheckBox, "Look at it again on").click()
    assert day.day() is None


def test_showing_a_day_is_no_change(day, qtbot):
    with qtbot.assertNotEmitted(day.changed):
        day.show_day(OTHER, SUGGESTED)
    assert day.day() == OTHER
    assert day.findChild(DateField).isVisible()
