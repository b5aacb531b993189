"""Tags: typed, completed, taken away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from reflect_app.ui.parts.write.tag_field import TagField


@pytest.fixture
def field(qtbot, theme):
    field = TagField()
    field.set_tags(())
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    field._field.setFocus()
    return field


def test_a_word_and_enter_make_a_chip_in_lower_case(qtbot, field, find):
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(field._field, "  Home   Visits")
    QTest.keyClick(field._field, Qt.Key.Key_Return)
    assert field.tags() == ("home visits",)
    assert find(QLineEdit, "Add a tag").text() == ""
    assert find(QPushButton, "Remove the tag home visits").isVisible()


def test_several_words_may_be_typed_at_once_and_none_twice(field):
    QTest.keyClicks(field._field, "#court, time,,Court")
    QTest.keyClick(field._field, Qt.Key.Key_Return)
    QTest.keyClicks(field._field, "TIME")
    QTest.keyClick(field._field, Qt.Key.Key_Return)
    QTest.keyClick(field._field, Qt.Key.Key_Return)
    assert field.tags() == ("court", "time")


def test_a_word_that_is_only_typed_counts(field):
    field.set_tags(("court",))
    QTest.keyClicks(field._field, "Time")
    assert field.tags() == ("court", "time")


def test_a_click_takes_a_tag_away(qtbot, field, find):
    field.set_tags(("court", "time"))
    with qtbot.waitSignal(field.changed):
        find(QPushButton, "Remove the tag court").click()
    assert field.tags() == ("time",)
    assert QApplication.focusWidget() is field._field


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_known_tag_completes_the_word(qtbot, field):
    field.set_known(["disclosure", "distance"])
    QTest.keyClicks(field._field, "DIS")
    popup = field._completer.popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().rowCount() == 2
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field._field.text() == "")
    assert field.tags() == ("disclosure",)
