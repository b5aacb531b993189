"""What stands in the window while the journal is taken to another folder, and what becomes of it.

It runs in the process that took over at a lock: that one has no key and never had the database
open, so the files may be read as files.
"""

import re
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.background import Background
from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.settings import Settings
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.middle import Middle
from reflect_app.ui.widgets.support_panel import breakable
from reflect_app.ui.widgets.text import Body, Wordmark
from reflect_app.vault import moving
from reflect_app.vault.errors import JournalError, JournalInUse, NotMoved

WIDTH = 420
MOVING = "Moving your journal to “{folder}”. It stays encrypted all the way."
MOVED = "Your journal has been moved and is now in “{folder}”."
LEFT = (
    "A copy of it is still in “{folder}”: once your journal has opened here, please delete that "
    "one."
)
IN_USE = (
    "Somebody has a journal open in that folder. Your journal is where it was and safe: close "
    "the other one, or choose another folder."
)
NOT_NOTED = (
    "The folder of your settings could not be written, so Reflect would not find your journal "
    "in another place. It is where it was and safe: allow writing there and try again."
)


class Move(QWidget):
    """Copies, lets the settings name the copy, removes the original; says how far it came."""

    painted = Signal()
    """It stands on the screen."""
    moved = Signal(str)
    """The journal is in `to`, and `lock` is held; the sentence says so."""
    stayed = Signal(str)
    """The journal is where it was, for the reason in the sentence."""

    def __init__(
        self, theme: Theme, settings: Settings, background: Background, journal: Path, to: Path
    ) -> None:
        """Move the journal in `journal`, whose lock is held, to the folder `to`."""
        super().__init__()
        self._settings = settings
        self._background = background
        self._journal = journal
        self.to = to
        self.lock = JournalLock(to)
        self._stands = False
        self._was_there = to.exists()
        name = Wordmark("Reflect")
        words = Body(MOVING.format(folder=shown(to)))
        middle = Middle(theme, WIDTH)
        for label in (name, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            middle.body.addWidget(label)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(middle)

    def begin(self) -> None:
        """Begin to copy."""
        self._background.run(self._copy, self, self._name_it, self._stay)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell of the first time."""
        super().paintEvent(event)
        if not self._stands:
            self._stands = True
            QTimer.singleShot(0, self, self.painted.emit)

    def _copy(self) -> None:
        """Take the new folder and put a copy into it; for the worker."""
        _take(self.lock, self.to)
        moving.copy(self._journal, self.to)

    def _name_it(self, _: None) -> None:
        """Let the settings name the copy: from here on it is the journal."""
        before = self._settings.journal_folder
        self._settings.journal_folder = self.to
        if self._settings.save():
            self._background.run(self._clear, self, self._arrive, self._arrive_unclear)
            return
        self._settings.journal_folder = before
        self._background.run(self._undo, self, self._stay, self._stay)

    def _clear(self) -> bool:
        """Remove the original: the settings name the copy, and that is on the disk for good."""
        return moving.clear(self.to)

    def _undo(self) -> NotMoved:
        moving.undo(self.to)
        return NotMoved(NOT_NOTED)

    def _arrive(self, cleared: bool) -> None:  # noqa: FBT001
        self.moved.emit(sentence(self.to, None if cleared else self._journal))

    def _arrive_unclear(self, error: Exception) -> None:
        self._arrive(cleared=False)
        raise error

    def _stay(self, error: Exception) -> None:
        self.lock.release()
        if not self._was_there:
            moving.leave(self.to)
        if isinstance(error, JournalError):
            self.stayed.emit(error.sentence)
            return
        self.stayed.emit(NotMoved.sentence)
        raise error


def finish(folder: Path) -> str:
    """Clear what a move to `folder` could not, when it was cut off; return a sentence about it.

    For the worker. Empty where nothing was to be done, or the old folder is out of reach.
    """
    old = moving.origin(folder)
    if old is None or not old.is_dir():
        return ""
    try:
        with JournalLock(old):
            cleared = moving.clear(folder)
    except JournalError:
        cleared = False
    if cleared:
        moving.leave(old)
    return sentence(folder, None if cleared else old)


def sentence(folder: Path, left_in: Path | None) -> str:
    """Return where the journal is now, and where a copy of it still is, if one is."""
    words = MOVED.format(folder=shown(folder))
    if left_in:
        words += " " + LEFT.format(folder=shown(left_in))
    return words


def shown(folder: Path) -> str:
    """Return the path of `folder` with places to break a line in it, first of all between parts."""
    return "\u200b".join(map(breakable, re.split(r"(?<=[/\\])", str(folder))))


def _take(lock: JournalLock, folder: Path) -> None:
    """Make `folder` if need be and hold its `lock`; raise JournalError."""
    moving.prepare(folder)
    try:
        lock.take()
    except JournalInUse:
        raise NotMoved(IN_USE) from None
