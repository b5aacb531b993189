"""Notices midnight, so that a page left open does not speak of yesterday."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from reflect_app.domain.clock import Clock

_MINUTE = 60_000


class NewDay(QTimer):
    """Looks once a minute, and soon after the computer wakes, whether it is another day."""

    came = Signal()

    def __init__(self, clock: Clock, page: QWidget) -> None:
        super().__init__(page)
        self._clock = clock
        self._page = page
        self._day = clock.today()
        self.timeout.connect(self._look)
        self.start(_MINUTE)

    def _look(self) -> None:
        # A page that is out of sight is read again anyway when it comes into view.
        if self._clock.today() != self._day:
            self._day = self._clock.today()
            if self._page.isVisible():
                self.came.emit()
