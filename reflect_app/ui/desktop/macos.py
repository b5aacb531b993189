"""macOS posts a notification when its screen is locked, as it mostly is before it sleeps.

Written from the documentation of CFNotificationCenter; it has been tried on no Mac yet.
"""

import ctypes
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

_FRAMEWORK = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_LOCKED = b"com.apple.screenIsLocked"
_UTF_8 = 0x08000100
_AT_ONCE = 4
_Called = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)


class Desktop(QObject):
    """Hears of what is posted to everybody logged in."""

    left = Signal(str)
    """Time to lock, for one of `lock_screen.REASONS`."""

    def __init__(self, window: QWidget, core: Any = None) -> None:
        super().__init__(window)
        core = core or ctypes.CDLL(_FRAMEWORK)
        core.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
        core.CFStringCreateWithCString.restype = ctypes.c_void_p
        # The notification centre keeps only its address.
        self._called = _Called(lambda *_: self.left.emit("screen"))
        center = ctypes.c_void_p(core.CFNotificationCenterGetDistributedCenter())
        name = ctypes.c_void_p(core.CFStringCreateWithCString(None, _LOCKED, _UTF_8))
        core.CFNotificationCenterAddObserver(center, None, self._called, name, None, _AT_ONCE)
