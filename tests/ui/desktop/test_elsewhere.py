"""What can be tried here of how other systems say that nobody sits before them."""

import ctypes

import pytest
from PySide6.QtWidgets import QWidget

from reflect_app.ui import desktop
from reflect_app.ui.desktop import macos, windows


@pytest.mark.parametrize(
    ("message", "detail", "why"),
    [(0x02B1, 7, "screen"), (0x02B1, 8, ""), (0x0218, 4, "sleep"), (0x0218, 7, ""), (15, 7, "")],
)
def test_of_the_messages_of_windows_two_are_a_reason_to_lock(message, detail, why):
    assert windows.reason(message, detail) == why


def test_messages_of_another_system_pass(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    listening = windows.Desktop(window)
    assert listening._filter.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)


class Center:
    """Stands in for CoreFoundation: remembers who wants to be called for what."""

    def __init__(self):
        self.CFNotificationCenterGetDistributedCenter = self._function(1)
        self.CFStringCreateWithCString = self._function(2)
        self.CFNotificationCenterAddObserver = self._function(None)
        self.given = []

    def _function(self, value):
        def function(*given):
            self.given.append(given)
            return value

        return function


def test_a_mac_that_locks_its_screen_is_a_reason_to_lock(qtbot):
    window, center, heard = QWidget(), Center(), []
    qtbot.addWidget(window)
    listening = macos.Desktop(window, center)
    listening.left.connect(heard.append)
    assert center.given[1][1] == b"com.apple.screenIsLocked"
    called = ctypes.cast(center.given[2][2], ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5))
    called(None, None, None, None, None)
    assert heard == ["screen"]


def test_a_system_nobody_knows_says_nothing(qtbot, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr("sys.platform", "plan9")
    assert desktop.listen(window) is None
