"""What was copied out of the journal does not lie about for long."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

AFTER = 60_000
"""Milliseconds for which something copied can be pasted elsewhere."""


class Clipboard(QObject):
    """Empties the clipboard of what came from here: after a while, or at once when told to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard: QClipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self, singleShot=True, interval=AFTER)
        self._timer.timeout.connect(self.forget)
        self._clipboard.dataChanged.connect(self._watch)

    def forget(self) -> None:
        """Empty the clipboard if what lies there came from here."""
        self._timer.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()

    def _watch(self) -> None:
        if self._clipboard.ownsClipboard() and self._clipboard.text():
            self._timer.start()
        else:
            self._timer.stop()
