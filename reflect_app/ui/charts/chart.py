"""What a chart is, what it is drawn from, and what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtGui import QImage

from reflect_app.domain.dates import day_month
from reflect_app.domain.progress import DayLoad, Leaving, usual_range
from reflect_app.domain.records import Keys, Session
from reflect_app.domain.supervision import Cycle, cycle_start
from reflect_app.ui.charts.canvas import Canvas, Frame, Mark


@dataclass(frozen=True)
class Stretch:
    """The days a person looks at, and what is known before them."""

    start: date
    end: date
    """The last day, today's or where `cycle` is over an earlier one."""
    days: Sequence[DayLoad]
    """Every check-in day of the journal up to today, oldest first."""
    sessions: Sequence[Session]
    leavings: Sequence[Leaving] = ()
    """Every answered leaving time up to today, oldest first."""
    ticked: Sequence[tuple[date, Keys]] = ()
    """The day and the sources of every check-in up to today that has any."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What a person reads for each source, by its key."""
    cycle: Cycle | None = None
    """The earlier cycle that these days are, None for any others."""

    @property
    def first_day(self) -> date | None:
        """Return the first day that anything is known of."""
        firsts = [each[0].day for each in (self.days, self.leavings) if each]
        return min([*firsts, *(day for day, _ in self.ticked[:1])], default=None)

    @property
    def when(self) -> str:
        """Say which days these are: "from 4 November to 20 November"."""
        start, end = self.start, self.end
        if start == end:
            return f"on {day_month(end)}"
        if start.year == end.year:
            return f"from {day_month(start)} to {day_month(end)}"
        return f"from {day_month(start)} {start.year} to {day_month(end)} {end.year}"

    @property
    def shown(self) -> list[DayLoad]:
        """Return the check-in days among these."""
        return [each for each in self.days if self.start <= each.day <= self.end]

    @property
    def left(self) -> list[Leaving]:
        """Return the answered leaving times of these days."""
        return [each for each in self.leavings if self.start <= each.day <= self.end]

    @property
    def session_days(self) -> list[date]:
        """Return the days from `start` to `end` that had a session, each once, oldest first."""
        days = {each.day for each in self.sessions if self.start <= each.day <= self.end}
        return sorted(days)

    @property
    def usual(self) -> tuple[float, float] | None:
        """Return the middle half of the days in the weeks before the cycle, if they are enough."""
        before = self.cycle.start if self.cycle else cycle_start(self.sessions, self.end)
        return usual_range(self.days, before)


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
    """Called in the worker; returns what a pointer finds, from left to right or downwards."""
    words: Callable[[Stretch], str]
    """What a screen reader says of the picture."""
    table: Callable[[Stretch], Table]
    drawable: Callable[[Stretch], bool]
    """Whether there is anything to draw in the days looked at."""
    nothing: str
    """What is said where there is not, before the day since when: "No check-in days"."""
    ready: Callable[[Stretch], bool]
    """Whether the whole journal holds enough for the chart to be shown at all."""
    downwards: bool = False
    """What a pointer finds stands one below the other, and not side by side."""

    def picture(self, stretch: Stretch, frame: Frame) -> tuple[QImage, Sequence[Mark]]:
        """Draw `stretch` into `frame`; for the worker, which is the only one to touch a Canvas."""
        canvas = Canvas(frame)
        marks = self.draw(stretch, canvas)
        return canvas.image(), marks
