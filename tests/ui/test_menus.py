import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from reflect_app.ui.menus import Menus


@pytest.fixture
def window(qtbot, theme, settings):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.menus = Menus(window, theme, settings)
    window.show()
    qtbot.waitActive(window)
    return window


@pytest.fixture
def worn(theme):
    """Return a list of the sizes and looks worn, one after the other."""
    worn = []
    theme.changed.connect(lambda: worn.append((theme.text_scale, theme.dark)))
    return worn


def choose(window, name):
    (action,) = (each for each in window.findChildren(QAction) if each.text() == name)
    action.trigger()


def test_one_press_makes_text_larger_at_once(qtbot, window, settings, worn):
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert settings.text_scale == 125
    assert worn == [(125, False)]


def test_several_presses_in_a_row_are_one_more_change_and_not_one_each(
    qtbot, window, settings, theme, worn
):
    for expected in (125, 150, 175, 200, 200, 200, 200):
        qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        assert settings.text_scale == expected
    qtbot.waitUntil(lambda: theme.text_scale == 200)
    qtbot.waitUntil(lambda: not window.menus._still.isActive())
    assert worn == [(125, False), (200, False)]


def test_a_look_and_a_size_chosen_close_together_are_worn_together(
    qtbot, window, settings, theme, worn
):
    choose(window, "Larger text")
    choose(window, "Dark")
    choose(window, "Larger text")
    assert (settings.look, settings.text_scale) == ("dark", 150)
    qtbot.waitUntil(lambda: theme.dark)
    assert worn == [(125, False), (150, True)]


def test_what_is_taken_back_at_once_is_not_worn_at_all(qtbot, window, worn):
    for name in ("Larger text", "Larger text", "Smaller text"):
        choose(window, name)
    qtbot.waitUntil(lambda: not window.menus._still.isActive())
    assert worn == [(125, False)]


def test_a_choice_after_a_pause_is_worn_at_once_again(qtbot, window, worn):
    choose(window, "Dark")
    qtbot.waitUntil(lambda: not window.menus._still.isActive())
    choose(window, "Light")
    assert worn == [(100, True), (100, False)]


def test_what_is_worn_by_another_wish_is_left_alone(qtbot, window, theme, worn):
    theme.set_text_scale(175)
    qtbot.waitUntil(lambda: not window.menus._still.isActive())
    assert worn == [(175, False)]
