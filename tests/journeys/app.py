"""Reflect as a person starts it, in a home of its own that nothing else writes to."""

import os
import re
import signal
import subprocess
import tempfile
import time
import uuid
from datetime import datetime
from pathlib import Path

from screen import PATIENCE, Screen
from traces import MARK, internet_sockets, is_alive, processes

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "bin" / "python"
START = ("python3", str(ROOT / "packaging" / "dev.py"), "run")


_NOISE = re.compile("propagateSizeHints|qt.accessibility.atspi|^Matplotlib is building the font")
"""What Qt and the bus say in every run, and Matplotlib in a new home on a busy computer."""


def unexpected(words: str) -> list[str]:
    """Return the lines of `words` that Qt and the bus do not say in every run."""
    return [line for line in words.splitlines() if line.strip() and not _NOISE.search(line)]


class App:
    """Starts Reflect, knows all its processes, and ends them."""

    def __init__(self) -> None:
        self._mark = uuid.uuid4().hex
        self._folder = tempfile.TemporaryDirectory(prefix="reflect-journey-")
        self.home = Path(self._folder.name)
        self.began = time.time()
        for name in ("home", "tmp", "run"):
            (self.home / name).mkdir(mode=0o700)
        self.journal = self.home / "home" / ".local" / "share" / "reflect"
        self.screen = Screen(self.pids)
        self._process: subprocess.Popen[bytes] | None = None
        self._clock = self.home / "clock"

    def move_clock(self, to: datetime) -> None:
        """Let the wall clock of every process of it stand at `to`, aware, until it is moved again.

        It has to be called before the first start. Timers run on as ever.
        """
        new = self._clock.with_suffix(".new")
        new.write_text(f"{to.timestamp():.0f}\n", "utf-8")
        new.replace(self._clock)

    def pids(self) -> set[int]:
        """Return all that lives of it; a lock goes on in another process."""
        return {pid for pid in processes(self._mark) if is_alive(pid)}

    def start(self) -> None:
        """Start it with the README's command."""
        with (self.home / "output").open("ab") as output:
            self._process = subprocess.Popen(START, env=self._environment(), stderr=output)

    def start_second(self) -> tuple[int, list[str]]:
        """Start it once more; return the exit status and what it said on standard error."""
        answer = subprocess.run(
            START,
            env=self._environment(),
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return answer.returncode, unexpected(answer.stderr)

    def kill(self) -> None:
        """End every process of it in the middle of whatever it does."""
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)
        if self._process:
            self._process.wait()
        self._process = None

    def prepare(self, *words: str, given: str = "") -> str:
        """Run a command of the app's Python beforehand; return what it says."""
        answer = subprocess.run(
            [PYTHON, *words],
            env=self._environment() | {"QT_QPA_PLATFORM": "offscreen"},
            cwd=ROOT,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            raise AssertionError(f"{words} ended with {answer.returncode}: {answer.stderr}")
        return answer.stdout

    def wait_for_end(self) -> None:
        """Wait until no process of it lives; it must have ended well."""
        self.screen.until("the end of every process", lambda: not self.pids())
        if self._process and self._process.wait(PATIENCE):
            raise AssertionError(f"Reflect ended with {self._process.returncode}")

    def complaints(self) -> list[str]:
        """Return what it wrote on standard error, but for what Qt says in every run."""
        output = self.home / "output"
        return unexpected(output.read_text("utf-8", "replace")) if output.exists() else []

    def check_network(self) -> None:
        """Let nobody listen or call: a private journal has no business on the network."""
        if sockets := internet_sockets(self.pids()):
            raise AssertionError(f"on the network: {sockets}")

    def clean(self) -> None:
        """End whatever still lives and remove its home."""
        self.kill()
        self.screen.close()
        self._folder.cleanup()

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "PATH")
            or name.startswith(("PIP_", "SSL_", "REQUESTS_"))
        }
        return (
            kept
            | self._moved()
            | {
                MARK: self._mark,
                "HOME": str(self.home / "home"),
                "LANG": "C.UTF-8",
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "QT_QPA_PLATFORM": "xcb",
                "TMPDIR": str(self.home / "tmp"),
                "TZ": "Europe/London",
                "XDG_RUNTIME_DIR": str(self.home / "run"),
            }
        )

    def _moved(self) -> dict[str, str]:
        """Return what makes a process read the moved clock, if it was moved."""
        if not self._clock.exists():
            return {}
        return {
            "LD_PRELOAD": str(next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))),
            "FAKETIME_TIMESTAMP_FILE": str(self._clock),
            "FAKETIME_FMT": "%s",
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }
