"""When nobody has touched the journal for a while, or the computer slept."""

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from reflect_app.domain.clock import Clock

LOOK_EVERY = 5_000
"""Milliseconds between two looks at the clock."""
SLEPT = 15
"""More seconds than this unaccounted for between two looks: the computer was asleep."""
STANDS_ASLEEP: bool = sys.platform != "win32"
"""The steady clock stands still in sleep, which tells sleep from a window that was only busy."""

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


class Inactivity(QObject):
    """Watches the whole application and says when it should lock, and why."""

    passed = Signal(str)
    """Time to lock; the argument is the reason, `idle` or `sleep`."""

    def __init__(self, minutes: int, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._idle = QTimer(self, singleShot=True, interval=minutes * 60_000)
        self._idle.timeout.connect(lambda: self.passed.emit("idle"))
        self._look = QTimer(self, interval=LOOK_EVERY)
        self._look.timeout.connect(self._notice_a_gap)

    def start(self, application: QCoreApplication) -> None:
        """Begin to watch what is done anywhere in `application`."""
        self._seen, self._steady = self._clock.now(), self._clock.steady()
        self._idle.start()
        self._look.start()
        application.installEventFilter(self)

    def stop(self) -> None:
        """Watch no longer."""
        self._idle.stop()
        self._look.stop()

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a key or a movement."""
        self._idle.setInterval(minutes * 60_000)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let everything pass; a sign of life starts the time anew."""
        if event.type() in _SIGNS_OF_LIFE and self._idle.isActive():
            self._idle.start()
        return False

    def _notice_a_gap(self) -> None:
        now, steady = self._clock.now(), self._clock.steady()
        gap = (now - self._seen).total_seconds()
        awake = steady - self._steady if STANDS_ASLEEP else LOOK_EVERY / 1000
        self._seen, self._steady = now, steady
        if gap - awake > SLEPT:
            self.passed.emit("sleep")
