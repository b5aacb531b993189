"""Locking ends the process: how the one that is open hands its place to one that knows nothing.

After a lock inside one process hundreds of copies of what was written stayed in its memory; in a
new process there are none. A standby, started soon after unlocking, has its lock window built and
hidden; it holds no key, no lock and no file of the journal, and takes over within a blink.
"""

import json
import os
import sys
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QProcess, QTimer, Signal

from reflect_app.ui.background import Background

PATIENCE = 3_000
"""Milliseconds the old process waits for the new one's window before it ends anyway."""
SHOWN = b"shown\n"


@dataclass(frozen=True, kw_only=True, repr=False)
class Handover:
    """All that outlives a lock; nothing in it can be read without the key."""

    reason: str
    """Why it locked: a key of `lock_screen.REASONS`."""
    locked_at: datetime
    geometry: bytes
    """The window's place, as QWidget.saveGeometry gives it."""
    page: str = ""
    """The page that was open."""
    entry_id: int | None = None
    """The draft that was open on the writing page."""
    sealed: bytes = b""
    """That draft, encrypted, if it could not be saved in the journal."""
    move_to: str = ""
    """The folder the journal is to be taken to before it asks for the passphrase."""
    said: str = ""
    """A sentence of ours for the lock screen, about what was done before it."""

    def to_line(self) -> bytes:
        """Return it as one line of JSON."""
        plain = asdict(self) | {
            "locked_at": self.locked_at.isoformat(),
            "geometry": b64encode(self.geometry).decode(),
            "sealed": b64encode(self.sealed).decode(),
        }
        return json.dumps(plain).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Handover":
        """Return what `to_line` wrote; raise ValueError for anything else."""
        plain = json.loads(line)
        plain["locked_at"] = datetime.fromisoformat(plain["locked_at"])
        plain["geometry"] = b64decode(plain["geometry"])
        plain["sealed"] = b64decode(plain["sealed"])
        return cls(**plain)


class Standby(QObject):
    """The open process's side: keeps a second Reflect ready behind a pipe."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._process: QProcess | None = None
        self._waiting = QTimer(self, singleShot=True)
        self._waiting.timeout.connect(self.prepare)

    def prepare_in(self, milliseconds: int) -> None:
        """Start the standby then, unless it is dismissed before."""
        self._waiting.start(milliseconds)

    def prepare(self) -> None:
        """Start the standby; it builds its window and waits."""
        self._process = process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.start(*_command(self._folder))

    def hand_over(self, handover: Handover) -> bool:
        """Give the standby the place; return whether its window stands there within PATIENCE.

        One that died, or was never started, is replaced by a new process, which takes longer.
        """
        if self._process is None or self._process.state() == QProcess.ProcessState.NotRunning:
            self.prepare()
        process = self._process
        if process is None or not process.waitForStarted(PATIENCE):
            return False
        process.write(QByteArray(handover.to_line()))
        process.waitForBytesWritten(PATIENCE)
        return process.waitForReadyRead(PATIENCE)

    def dismiss(self) -> None:
        """End the standby at once, for good: it holds nothing that could be left half done."""
        self._waiting.stop()
        if self._process is not None:
            self._process.kill()
            self._process.waitForFinished(PATIENCE)


class Relief(QObject):
    """The standby's side: waits in silence for the place to be handed over."""

    arrived = Signal(object)
    """The Handover that makes this process the one a person sees."""
    dismissed = Signal()
    """The other process ended without needing this one."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A blocking read in the worker works on every system; Windows has no other way for pipes.
        background.run(sys.stdin.buffer.readline, self, self._receive, self._fall_silent)

    def answer(self) -> None:
        """Tell the old process that the lock screen stands; then let go of its pipes."""
        try:
            sys.stdout.buffer.write(SHOWN)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            pass  # It did not wait for us, which is all the same to us now.
        nowhere = os.open(os.devnull, os.O_RDWR)
        for pipe in (sys.stdin.fileno(), sys.stdout.fileno()):
            os.dup2(nowhere, pipe)
        os.close(nowhere)

    def _receive(self, line: bytes) -> None:
        if not line:
            self.dismissed.emit()
            return
        self.arrived.emit(Handover.from_line(line))

    def _fall_silent(self, _error: Exception) -> None:
        self.dismissed.emit()


def _command(folder: Path) -> tuple[str, list[str]]:
    """Return the command that starts a standby: a frozen app is its own interpreter."""
    own = [] if getattr(sys, "frozen", False) else ["-m", "reflect_app"]
    return sys.executable, [*own, "--standby", "--journal", str(folder)]
