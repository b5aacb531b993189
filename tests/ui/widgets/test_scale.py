import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from reflect_app.ui.widgets.scale import TEN_WITHIN_MS, Scale


@pytest.fixture
def scale(qtbot, theme):
    scale = Scale("How heavy is it now?", ("light", "heavy but carried", "more than I can carry"))
    scale.picks = []
    scale.chosen.connect(scale.picks.append)
    qtbot.addWidget(scale)
    with qtbot.waitActive(scale):
        scale.show()
        scale.activateWindow()
    scale.setFocus()
    return scale


@pytest.fixture
def press(scale):
    """Return a way to press a digit at a moment, in milliseconds."""

    def press(digit, moment, modifier=Qt.KeyboardModifier.NoModifier):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_0 + digit, modifier, 0, 0, 0, str(digit))
        key.setTimestamp(moment)
        QApplication.sendEvent(QApplication.focusWidget(), key)

    return press


def test_focus_lands_on_a_number_and_chooses_nothing(scale):
    assert QApplication.focusWidget().text() == "0"
    assert scale.value() is None


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_chooses_its_number(scale, press, digit):
    press(digit, 0)
    assert scale.value() == digit
    assert QApplication.focusWidget().text() == str(digit)


def test_one_and_nought_quickly_make_ten(scale, press):
    press(1, 1_000)
    press(0, 1_000 + TEN_WITHIN_MS)
    assert scale.picks == [1, 10]
    assert scale.value() == 10


def test_one_and_nought_slowly_make_nought(scale, press):
    press(1, 1_000)
    press(0, 1_001 + TEN_WITHIN_MS)
    assert scale.value() == 0


def test_ten_is_not_made_across_a_number_that_was_put_away(scale, press):
    press(1, 1_000)
    scale.set_value(None)
    press(0, 1_100)
    assert scale.value() == 0


def test_other_digits_before_a_nought_stay_out_of_it(scale, press):
    press(1, 1_000)
    press(2, 1_100)
    press(0, 1_200)
    assert scale.value() == 0


def test_a_digit_that_belongs_to_a_shortcut_is_not_taken(scale, press):
    press(7, 0, Qt.KeyboardModifier.ControlModifier)
    assert scale.value() is None


def test_arrows_move_and_stop_at_the_ends(scale):
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert scale.value() == 10
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert scale.value() == 9
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert scale.value() == 0


def test_space_chooses_the_nought_that_has_the_focus(scale):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert scale.value() == 0


def test_a_click_chooses(scale, find):
    QTest.mouseClick(find(QRadioButton, "7"), Qt.MouseButton.LeftButton)
    assert scale.picks == [7]


def test_showing_a_number_is_not_choosing_it(scale):
    scale.set_value(4)
    assert scale.value() == 4
    scale.set_value(None)
    assert scale.value() is None
    assert scale.picks == []


def test_letters_and_other_digits_do_nothing(scale):
    for text in ("a", "\u0667", "-", "\U0001f642"):
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(QApplication.focusWidget(), key)
    assert scale.value() is None


def test_a_screen_reader_meets_eleven_radio_buttons_in_a_named_group(scale):
    group = QAccessible.queryAccessibleInterface(scale)
    assert group.text(QAccessible.Text.Name) == "How heavy is it now?"
    numbers = [group.child(at) for at in range(group.childCount())]
    radios = [each for each in numbers if each.role() == QAccessible.Role.RadioButton]
    assert [each.text(QAccessible.Text.Name) for each in radios] == [str(n) for n in range(11)]
    scale.set_value(3)
    assert [each.state().checked for each in radios].index(1) == 3
