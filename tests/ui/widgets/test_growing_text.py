"""A field for prose, as a page with several of them is scrolled while one is written in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from reflect_app.ui.widgets.growing_text import Asked, GrowingText

LONG = "Words that go on until they need another line. " * 8


@pytest.fixture
def area(qtbot, theme):
    """Return what scrolls; fields are put into the layout of its widget."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    content = QWidget()
    QVBoxLayout(content).addStretch()
    area.setWidget(content)
    area.resize(320, 300)
    qtbot.addWidget(area)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    return area


@pytest.fixture
def put(qtbot, area):
    """Return a way to put a field below the others."""

    def put(field):
        column = area.widget().layout()
        column.insertWidget(column.count() - 1, field)
        field.show()
        qtbot.waitUntil(lambda: field.height() == field.sizeHint().height())
        return field

    return put


def test_it_is_as_tall_as_what_is_written(qtbot, area, put):
    field = put(GrowingText("What happened"))
    one = field.height()
    field.setPlainText(LONG)
    qtbot.waitUntil(lambda: field.height() > 4 * one)
    assert field.verticalScrollBar().maximum() == 0
    narrow = field.height()
    area.resize(640, 300)
    qtbot.waitUntil(lambda: field.height() < narrow * 2 // 3)
    field.clear()
    qtbot.waitUntil(lambda: field.height() == one)


def test_it_begins_with_room_for_as_many_lines_as_are_wanted(qtbot, put):
    one, two = put(GrowingText("A line")), put(GrowingText("Two lines", lines=2))
    line = two.height() - one.height()
    assert line == pytest.approx(one.document().size().height() - 8, abs=2)
    empty = two.height()
    two.set_text("Tea")
    two.insertPlainText("\n")
    assert two.sizeHint().height() == pytest.approx(empty, abs=1)


def test_larger_text_gets_more_room(qtbot, put, theme):
    field = put(GrowingText("What happened"))
    field.set_text(LONG)
    qtbot.waitUntil(lambda: field.height() == field.sizeHint().height())
    before = field.height()
    theme.set_text_scale(200)
    qtbot.waitUntil(lambda: field.height() > 2 * before)
    assert field.verticalScrollBar().maximum() == 0


def test_the_line_that_is_written_stays_in_sight(qtbot, area, put):
    field = put(GrowingText("What happened"))
    put(GrowingText("What I make of it"))
    field.setFocus()
    for _ in range(20):
        QTest.keyClicks(field, "Another line")
        QTest.keyClick(field, Qt.Key.Key_Return)

    def caret():
        return field.viewport().mapTo(area, field.cursorRect().center()).y()

    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    qtbot.waitUntil(lambda: 0 < caret() < area.height())
    QTest.keyClick(field, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: 0 < caret() < area.height())
    assert area.verticalScrollBar().value() == 0


def test_a_page_stays_where_it_is_while_another_field_is_filled(qtbot, area, put):
    first, second = put(GrowingText("What happened")), put(GrowingText("What I make of it"))
    first.setFocus()
    second.set_text(LONG)
    qtbot.waitUntil(lambda: second.height() == second.sizeHint().height())
    assert area.verticalScrollBar().value() == 0


def test_it_is_written_in_where_nothing_scrolls(qtbot, theme):
    field = GrowingText("What happened")
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    QTest.keyClicks(field, "Tea")
    qtbot.wait(0)
    assert field.text() == "Tea"


def test_what_is_asked_stands_above_the_field_and_names_it(qtbot, put):
    asked = put(Asked("Something I realised"))
    told = []
    asked.changed.connect(lambda: told.append(asked.text()))
    asked.set_text("Kept before")
    assert told == []
    asked.setFocus()
    assert asked.field.hasFocus()
    asked.field.insertPlainText("Now. ")
    assert told == ["Now. Kept before"]
    assert asked.field.accessibleName() == "Something I realised"
