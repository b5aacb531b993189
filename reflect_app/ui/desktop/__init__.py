"""What the desktop around the window tells: its screen is being locked, or it goes to sleep.

Each system says it in its own way, and one that says nothing is no worse than before: the clock's
gap after a sleep and the time without a key are watched on all of them.
"""

import sys
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget


class Listener(Protocol):
    """What each system's module makes."""

    @property
    def left(self) -> SignalInstance:
        """Emitted with why to lock, for one of `lock_screen.REASONS`."""


def listen(window: QWidget) -> "Listener | None":
    """Return what listens to this system, if it can be listened to; it belongs to `window`."""
    if sys.platform == "linux":
        from reflect_app.ui.desktop import linux as system
    elif sys.platform == "win32":
        from reflect_app.ui.desktop import windows as system
    elif sys.platform == "darwin":
        from reflect_app.ui.desktop import macos as system
    else:
        return None
    return system.Desktop(window)
