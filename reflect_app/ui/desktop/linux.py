"""Linux desktops say on D-Bus that the screen is locked and that the computer goes to sleep."""

from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QWidget

_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
)
_LOGIN = "org.freedesktop.login1"


def _slot(signature: str) -> Any:
    return SLOT(signature)  # the stubs ask for bytes, and Qt takes none


class Desktop(QObject):
    """Listens on both buses; where one is missing it stays silent."""

    left = Signal(str)
    """Time to lock, for one of `lock_screen.REASONS`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        # Any path will do: who may send on this bus is decided by the bus, and to lock once too
        # often, when another person's session on the same computer is locked, is no harm.
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for name in _SCREEN_SAVERS:
            session.connect("", "", name, "ActiveChanged", self, _slot("tell_screen(bool)"))
        system.connect("", "", f"{_LOGIN}.Session", "Lock", self, _slot("tell_lock()"))
        system.connect(
            "", "", f"{_LOGIN}.Manager", "PrepareForSleep", self, _slot("tell_sleep(bool)")
        )

    @Slot(bool)
    def tell_screen(self, covered: bool) -> None:  # noqa: FBT001
        """Pass on that a screen saver has come up; that it has gone is nothing to us."""
        if covered:
            self.left.emit("screen")

    @Slot()
    def tell_lock(self) -> None:
        """Pass on that the session is to be locked."""
        self.left.emit("screen")

    @Slot(bool)
    def tell_sleep(self, coming: bool) -> None:  # noqa: FBT001
        """Pass on that the computer is about to sleep; it says so once more when it wakes."""
        if coming:
            self.left.emit("sleep")
