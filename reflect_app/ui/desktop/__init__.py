"""What the desktop around the window tells: its screen is being locked, or it goes to sleep.

Each system says it in its own way, and one that says nothing is no worse than before: the clock's
gap after a sleep and the time without a key are watched on all of them.
"""

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget


def listen(window: QWidget) -> QObject | None:
    """Return what listens to this system, if it can be listened to.

    It belongs to `window` and has a signal `left(str)`: why to lock, `screen` or `sleep`.
    """
    if sys.platform == "linux":
        from reflect_app.ui.desktop import linux as system
    elif sys.platform == "win32":
        from reflect_app.ui.desktop import windows as system
    elif sys.platform == "darwin":
        from reflect_app.ui.desktop import macos as system
    else:
        return None
    return system.Desktop(window)
