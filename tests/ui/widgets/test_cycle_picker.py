"""The list of cycles that are over."""

from datetime import date

import pytest

from reflect_app.domain.supervision import Cycle
from reflect_app.ui.widgets.cycle_picker import CyclePicker

TODAY = date(2026, 11, 20)
OCTOBER = Cycle(date(2026, 10, 7), date(2026, 11, 4))
WINTER = Cycle(date(2025, 12, 16), date(2026, 1, 13))


@pytest.fixture
def picker(qtbot, theme):
    picker = CyclePicker("Which cycle")
    qtbot.addWidget(picker)
    return picker


def lines(picker):
    return [picker.itemText(number) for number in range(picker.count())]


def test_it_is_out_of_sight_while_there_is_no_earlier_cycle(picker):
    assert picker.isHidden()
    picker.show_cycles([OCTOBER], TODAY)
    assert picker.isVisible()
    picker.show_cycles([], TODAY)
    assert picker.isHidden()
    assert picker.cycle() is None


def test_cycles_go_by_their_days_and_the_running_one_comes_first(picker):
    picker.show_cycles([OCTOBER, WINTER], TODAY)
    assert lines(picker) == [
        "Since last session",
        "7 October to 3 November",
        "16 December 2025 to 12 January 2026",
    ]


def test_what_is_chosen_is_told_and_stays_while_it_is_there(picker, qtbot):
    picker.show_cycles([WINTER], TODAY)
    with qtbot.waitSignal(picker.chosen):
        picker.setCurrentIndex(1)
    with qtbot.assertNotEmitted(picker.chosen):
        picker.show_cycles([OCTOBER, WINTER], TODAY)
    assert picker.cycle() == WINTER
    with qtbot.assertNotEmitted(picker.chosen):
        picker.show_cycles([OCTOBER], TODAY)
        assert picker.cycle() is None
        picker.show_cycles([OCTOBER], TODAY)
    with qtbot.waitSignal(picker.chosen):
        picker.setCurrentIndex(1)
    with qtbot.assertNotEmitted(picker.chosen):
        picker.choose_none()
    assert picker.cycle() is None
