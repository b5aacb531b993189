"""Windows sends its windows a message when the session is locked and before it sleeps.

Written from the documentation of WTSRegisterSessionNotification and WM_POWERBROADCAST; it has
been tried on no Windows yet.
"""

import sys

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

SESSION_CHANGE, SESSION_LOCK = 0x02B1, 7
POWER_BROADCAST, SUSPEND = 0x0218, 4


def reason(message: int, detail: int) -> str:
    """Return why to lock after this message with this first parameter; empty if not at all."""
    return {(SESSION_CHANGE, SESSION_LOCK): "screen", (POWER_BROADCAST, SUSPEND): "sleep"}.get(
        (message, detail), ""
    )


class Desktop(QObject):
    """Hears of what is sent to `window`."""

    left = Signal(str)
    """Time to lock, for one of `lock_screen.REASONS`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)
        self._filter = _Filter(self)
        if application := QCoreApplication.instance():
            application.installNativeEventFilter(self._filter)


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop

    def nativeEventFilter(self, kind: object, message: object) -> tuple[bool, int]:
        """Let every message pass."""
        if sys.platform == "win32" and kind == b"windows_generic_MSG":
            from ctypes import wintypes

            sent = wintypes.MSG.from_address(int(message))
            if why := reason(sent.message, sent.wParam):
                self._desktop.left.emit(why)
        return False, 0
