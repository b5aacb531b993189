"""A list in a card, as long as it is asked to be."""

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from reflect_app.ui.widgets.card import Line
from reflect_app.ui.widgets.rows import SHOWN, Row, Rows, link


class Asking(QWidget):
    read_requested = Signal(object)


@pytest.fixture
def asking(qtbot):
    asking = Asking()
    qtbot.addWidget(asking)
    return asking


@pytest.fixture
def rows(qtbot, theme):
    rows = Rows("reflections")
    qtbot.addWidget(rows)
    rows.resize(600, 400)
    rows.show()
    return rows


def makers(asking, count):
    """Return what makes so many rows, and a list of those that were made."""
    made = []

    def make(number):
        made.append(number)
        return Row(f"Day {number}", "", link("Read", f": {number}", asking.read_requested, number))

    return [lambda number=number: make(number) for number in range(count)], made


def test_the_first_few_are_made_and_the_rest_when_they_are_asked_for(rows, asking, find):
    wanted, made = makers(asking, SHOWN + 2)
    rows.fill(wanted)
    assert len(made) == SHOWN
    QApplication.processEvents()
    find(QPushButton, f"Show all {SHOWN + 2} reflections").click()
    assert len(made) == SHOWN + 2
    QApplication.processEvents()
    assert len([line for line in rows.findChildren(Line) if line.isVisible()]) == SHOWN + 1
    wanted, made = makers(asking, SHOWN + 1)
    rows.fill(wanted)
    assert len(made) == SHOWN + 1


def test_a_link_tells_what_it_is_about(rows, asking, find, qtbot):
    rows.fill(makers(asking, 2)[0])
    with qtbot.waitSignal(asking.read_requested) as told:
        find(QPushButton, "Read: 1").click()
    assert told.args == [1]


def test_without_rows_there_is_nothing(rows, asking):
    rows.fill(makers(asking, 1)[0])
    assert rows.isVisible()
    rows.fill([])
    assert not rows.isVisible()
    assert not [each for each in rows.findChildren(Row) if each.isVisible()]
