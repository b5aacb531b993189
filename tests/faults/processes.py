"""A child process that is killed in the middle of whatever it does, and what it said before."""

import os
import random
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

COARSE = 0.002
"""Seconds by which a sleep may be too long, so that the last of the waiting is not one."""
BEYOND = 2.0
"""How much longer than something takes the latest kills wait."""

Tell = Callable[[], object]


class Child:
    """A copy of this process, with everything imported already, that runs one function and ends.

    The function is given something to call whenever a thing is acknowledged.
    """

    def __init__(self, run: Callable[[Tell], object]) -> None:
        self._reader, writer = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            _be(run, lambda: os.write(writer, b"."))
        os.close(writer)
        self.told = 0
        self._ended = False

    def wait_for(self, count: int) -> None:
        """Wait until so many things are acknowledged, or no more can come."""
        while self.told < count and (said := os.read(self._reader, 1)):
            self.told += len(said)

    def kill(self, after: float = 0.0) -> int:
        """End it by force so many seconds from now; return how much it had acknowledged."""
        end = time.monotonic() + after
        time.sleep(max(0.0, after - COARSE))
        while time.monotonic() < end:
            pass
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.result()[0]

    def result(self) -> tuple[int, int]:
        """Wait for its end; return how much it acknowledged, and its exit status."""
        while said := os.read(self._reader, 4096):
            self.told += len(said)
        _, status = os.waitpid(self.pid, 0)
        self._ended = True
        return self.told, os.waitstatus_to_exitcode(status)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._ended:
            self.kill()
        os.close(self._reader)


def seconds(act: Callable[[], object]) -> float:
    """Return how long something takes in a process of its own that nobody ends."""
    with Child(lambda tell: (tell(), act())) as child:
        child.wait_for(1)
        began = time.monotonic()
        child.result()
        return time.monotonic() - began


def done_before_kill(act: Callable[[], object], after: float) -> bool:
    """Do something in a process that is killed so long after its beginning; say if it was done."""
    with Child(lambda tell: (tell(), act(), tell())) as child:
        child.wait_for(1)
        return child.kill(after=after) > 1


def moments(chance: random.Random, longest: float, count: int) -> Iterator[float]:
    """Yield when to kill something that takes `longest`: one after the other, the last too late."""
    for number in range(count):
        yield BEYOND * longest * (number + chance.random()) / count


def _be(run: Callable[[Tell], object], tell: Tell) -> None:
    status = 1
    try:
        run(tell)
        status = 0
    except BaseException:  # noqa: BLE001 (nothing may leave this function: it is another process)
        traceback.print_exc()
    finally:
        os._exit(status)
