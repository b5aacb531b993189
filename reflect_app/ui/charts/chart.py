"""What a chart is, what it is drawn from, and what becomes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QImage

from reflect_app.domain.progress import DayLoad, usual_range
from reflect_app.domain.records import Session
from reflect_app.domain.supervision import cycle_start
from reflect_app.ui.charts.canvas import Canvas, Frame, Mark


@dataclass(frozen=True)
class Stretch:
    """The days a person looks at, and what is known before them."""

    start: date
    today: date
    days: Sequence[DayLoad]
    """Every check-in day of the journal up to today, oldest first."""
    sessions: Sequence[Session]

    @property
    def shown(self) -> list[DayLoad]:
        """Return the check-in days from `start` on."""
        return [each for each in self.days if each.day >= self.start]

    @property
    def session_days(self) -> list[date]:
        """Return the days from `start` to today that had a session, each once, oldest first."""
        days = {each.day for each in self.sessions if self.start <= each.day <= self.today}
        return sorted(days)

    @property
    def usual(self) -> tuple[float, float] | None:
        """Return the middle half of the days in the weeks before this cycle, if they are enough."""
        return usual_range(self.days, cycle_start(self.sessions, self.today))


@dataclass(frozen=True)
class Table:
    """A chart's figures as rows of text under a header, newest first."""

    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Chart:
    """One picture of the journal, the words for it and its table."""

    title: str
    caption: str
    draw: Callable[[Stretch, Canvas], Sequence[Mark]]
    """Called in the worker; returns what a pointer finds, from left to right."""
    words: Callable[[Stretch], str]
    """What a screen reader says of the picture."""
    table: Callable[[Stretch], Table]

    def picture(self, stretch: Stretch, frame: Frame) -> tuple[QImage, Sequence[Mark]]:
        """Draw `stretch` into `frame`; for the worker, which is the only one to touch a Canvas."""
        canvas = Canvas(frame)
        marks = self.draw(stretch, canvas)
        return canvas.image(), marks
