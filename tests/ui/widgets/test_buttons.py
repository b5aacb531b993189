import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reflect_app.ui.widgets.buttons import Button


@pytest.fixture
def button(qtbot, theme):
    button = Button("Finish", hint="Ctrl+Enter")
    qtbot.addWidget(button)
    button.show()
    return button


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_the_space_bar_press_it(qtbot, button, key):
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_other_keys_do_not(qtbot, button):
    with qtbot.assertNotEmitted(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_A)


def test_its_keys_are_shown_beside_its_text_and_said_apart_from_it(button):
    assert button.accessibleDescription() == "Ctrl+Enter"
    plain = Button("Finish")
    plain.setFont(button.font())
    assert button.sizeHint().width() > plain.sizeHint().width()
