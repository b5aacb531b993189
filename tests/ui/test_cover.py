"""Covering the window while somebody looks at another program."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reflect_app.ui.cover import Cover, Curtain

AWAY, BACK = Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationActive


@pytest.fixture
def window(qtbot, settings, theme):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.is_open = True
    window.curtain = Curtain(window, settings, lambda: window.is_open)
    window.show()
    yield window
    QGuiApplication.instance().applicationStateChanged.disconnect(window.curtain._follow)


def turn(state):
    QGuiApplication.instance().applicationStateChanged.emit(state)


def covers(window):
    return [each for each in window.findChildren(Cover) if each.isVisible()]


def test_nothing_is_covered_unless_somebody_wants_it(window):
    turn(AWAY)
    assert covers(window) == []


def test_the_window_is_covered_until_somebody_is_back(window, settings):
    settings.cover_when_away = True
    turn(AWAY)
    turn(AWAY)
    (cover,) = covers(window)
    assert cover.geometry() == window.rect()
    turn(BACK)
    assert covers(window) == []


def test_a_locked_window_has_nothing_to_hide(window, settings):
    settings.cover_when_away = True
    window.is_open = False
    turn(AWAY)
    assert covers(window) == []
