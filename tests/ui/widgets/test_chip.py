import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from reflect_app.ui.widgets.chip import Chip


@pytest.fixture
def chip(qtbot, theme):
    chip = Chip("Risk decision")
    chip.changes = []
    chip.toggled.connect(chip.changes.append)
    qtbot.addWidget(chip)
    chip.show()
    return chip


def test_the_space_bar_and_the_mouse_tick_and_untick(chip):
    QTest.keyClick(chip, Qt.Key.Key_Space)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.changes == [True, False]


def test_it_is_a_check_box_to_a_screen_reader(chip):
    heard = QAccessible.queryAccessibleInterface(chip)
    assert heard.role() == QAccessible.Role.CheckBox
    assert heard.text(QAccessible.Text.Name) == "Risk decision"
    chip.toggle()
    assert heard.state().checked


def test_ticking_changes_no_size(chip):
    before = chip.sizeHint()
    chip.setChecked(True)
    assert chip.sizeHint() == before
    assert before.height() >= 32
