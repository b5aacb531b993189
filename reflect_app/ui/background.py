"""The one worker thread; nowhere else is a thread made."""

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

T = TypeVar("T")


class _Task(QRunnable):
    """Runs in the worker and carries its result, or what went wrong, back in a signal."""

    def __init__(self, task: Callable[[], object], ticket: int, background: "Background") -> None:
        super().__init__()
        self._task = task
        self._ticket = ticket
        self._background = background

    def run(self) -> None:
        """Do the task; whatever it raises belongs to the one who asked."""
        try:
            outcome: tuple[object, Exception | None] = (self._task(), None)
        except Exception as error:  # noqa: BLE001
            outcome = (None, error)
        self._background.ended.emit(self._ticket, outcome)


class Background(QObject):
    """Does slow work one task after the other, and tells the window when it is done."""

    ended = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._waiting: dict[int, tuple[QObject, Callable[..., None], Callable[..., None]]] = {}
        self._tickets = 0
        self.ended.connect(self._hand_back)

    def run(
        self,
        task: Callable[[], T],
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run `task` in the worker, then `done` or `failed` in the thread of the window.

        Neither is called once `owner` is gone. `task` must not touch a widget, nor be the first
        to import a module that makes classes of Qt's.
        """
        self._tickets += 1
        self._waiting[self._tickets] = (owner, done, failed)
        self._pool.start(_Task(task, self._tickets, self))

    def wait(self) -> None:
        """Wait until the worker has nothing left to do; for the end of the program and tests."""
        self._pool.clear()
        self._pool.waitForDone()

    @Slot(int, object)
    def _hand_back(self, ticket: int, outcome: tuple[object, Exception | None]) -> None:
        owner, done, failed = self._waiting.pop(ticket)
        if not shiboken6.isValid(owner):
            return
        result, error = outcome
        if error is None:
            done(result)
        else:
            failed(error)
