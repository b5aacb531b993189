"""One journal, one Reflect: the lock file that decides who has it, and a knock on its door."""

from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

from reflect_app.vault.errors import FolderNotWritable, JournalInUse

LOCK_NAME = "journal.lock"
KNOCK_NAME = "journal.knock"


class JournalLock:
    """Held from the lock screen on by the one process that may open the journal in `folder`.

    SQLite's own exclusive lock cannot decide a race: of ten, two had no winner at all.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = QLockFile(str(folder / LOCK_NAME))
        # Age proves nothing, a journal may lie open for a week; a dead owner is seen by its pid.
        self._file.setStaleLockTime(0)

    def take(self, patience: int = 0) -> None:
        """Take the lock within `patience` milliseconds; raise JournalInUse, FolderNotWritable."""
        if self._file.isLocked() or self._file.tryLock(patience):
            return
        if self._file.error() == QLockFile.LockError.LockFailedError:
            raise JournalInUse
        raise FolderNotWritable

    @property
    def held(self) -> bool:
        """Whether this process has the journal."""
        return self._file.isLocked()

    def release(self) -> None:
        """Let another process have the journal."""
        self._file.unlock()

    def knock(self) -> None:
        """Ask the process that holds the lock to show its window."""
        (self._folder / KNOCK_NAME).touch()

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


class Doorbell(QObject):
    """Tells the holder of a journal's lock that somebody started Reflect a second time."""

    rang = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._knock = folder / KNOCK_NAME
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._answer)
        self.listen()

    def listen(self) -> None:
        """Listen from now on, if the folder is there: before the first run it need not be."""
        if self._folder.is_dir() and not self._watcher.directories():
            self._watcher.addPath(str(self._folder))

    def _answer(self) -> None:
        if self._knock.exists():
            self._knock.unlink(missing_ok=True)
            self.rang.emit()
