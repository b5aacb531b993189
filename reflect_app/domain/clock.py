"""Where the time comes from, so that a test can stand on any day it likes."""

import time
from datetime import UTC, date, datetime


class Clock:
    """The computer's clock and its local time zone."""

    def now(self) -> datetime:
        """Return this moment, aware and in UTC."""
        return datetime.now(UTC)

    def steady(self) -> float:
        """Return seconds since some moment; nobody can set them forward or back.

        They stand still while the computer sleeps, except on Windows.
        """
        return time.monotonic()

    def local(self) -> datetime:
        """Return this moment, aware and in the local time zone."""
        return self.now().astimezone()

    def today(self) -> date:
        """Return the local day: the one a person would name."""
        return self.local().date()

    def minutes(self) -> int:
        """Return the local wall-clock time in minutes after midnight, 0 to 1439."""
        local = self.local()
        return local.hour * 60 + local.minute
