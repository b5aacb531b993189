"""A field for a long line, as a person types and pastes into it."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.widgets.wrapped_line import WrappedLine
from reflect_app.ui.widgets.writing import OneLine


@pytest.fixture
def place(qtbot, theme):
    place = QWidget()
    qtbot.addWidget(place)
    QVBoxLayout(place).addStretch()
    place.resize(300, 500)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    return place


@pytest.fixture
def line(place):
    line = WrappedLine("Why it matters to me", most=300)
    place.layout().insertWidget(0, line)
    line.show()
    line.setFocus()
    return line


def test_it_is_as_tall_as_its_words(qtbot, line, place):
    qtbot.waitUntil(lambda: line.height() > 20)
    one = line.height()
    other = OneLine("", "Beside it")
    place.layout().insertWidget(1, other)
    other.show()
    qtbot.waitUntil(lambda: other.height() > 20)
    assert abs(one - other.height()) <= 1
    line.set_text("Say at half past four that I am leaving, to somebody who will hear it " * 3)
    qtbot.waitUntil(lambda: line.height() > 3 * one)
    assert line.document().size().height() <= line.viewport().height()
    place.resize(600, 500)
    qtbot.waitUntil(lambda: line.height() < 3 * one)


def test_larger_text_gets_more_room(qtbot, line, theme):
    line.set_text("Supper with everybody at one table")
    qtbot.waitUntil(lambda: line.height() > 20)
    before = line.height()
    theme.set_text_scale(200)
    qtbot.waitUntil(lambda: line.height() > before * 3 // 2)


def test_enter_is_told_and_begins_no_line(qtbot, line):
    QTest.keyClicks(line, "Sleep")
    with qtbot.waitSignal(line.entered):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "Sleep"


def test_what_is_pasted_becomes_one_clean_line(line):
    pasted = QMimeData()
    pasted.setText("Supper\nwith\x00 everybody\t")
    line.insertFromMimeData(pasted)
    assert line.text() == "Supper with everybody "
    line.selectAll()
    line.copy()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "Supper with everybody "
    assert not clipboard.mimeData().hasHtml()


def test_it_holds_no_more_than_there_is_room_for(line):
    line.set_text("a" * 298)
    line.selectAll()
    line.moveCursor(line.textCursor().MoveOperation.End)
    QTest.keyClicks(line, "bcd")
    assert line.text() == "a" * 298 + "bc"
    assert line.textCursor().position() == 300
    line.selectAll()
    pasted = QMimeData()
    pasted.setText("x" * 400)
    line.insertFromMimeData(pasted)
    assert line.text() == "x" * 300
    line.set_text("y" * 301)
    assert line.text() == "y" * 300
