"""Emotional load over the days, the sessions between them and the usual range behind them."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from statistics import median
from typing import Any

from reflect_app.domain.dates import full_day, short_date
from reflect_app.domain.progress import FIRST_PICTURE, DayLoad, at_work, rolling_median
from reflect_app.ui.charts.canvas import Canvas, Key, Mark, hollow
from reflect_app.ui.charts.chart import Chart, Stretch, Table

HIGHEST = 10
_WINDOW = timedelta(days=7)
_FLAG_ROOM = 16
"""Pixels a session needs for its line and date; closer ones are ticks at the top of the plot."""
_TICK = 0.4
_DOT, _LINE = 0.48, 0.17
"""A dot and a line in heights of the text, so that they grow with it."""
_DASH = 0.3
"""Days to each side of a point of the line that stands alone."""


def draw(stretch: Stretch, canvas: Canvas) -> list[Mark]:
    """Draw days as dots, their rolling median as a line, the usual range and the sessions."""
    shown, plum, soft = stretch.shown, canvas.frame.tokens.plum, canvas.frame.tokens.accent_soft
    room = canvas.frame.width / ((stretch.end - stretch.start).days + 1)
    dot = _dot(room, canvas.frame.text_size) | {"color": plum}
    width = _LINE * canvas.frame.text_size if room > 1 else 1.2
    line: dict[str, Any] = {"color": plum, "linewidth": width, "solid_capstyle": "round"}
    later = hollow(dot, plum, canvas.frame)
    key = [Key("a day's median", dot), Key("median of seven days", line)]
    if any(each.later for each in shown):
        key.insert(1, Key("written later", later))
    if stretch.usual:
        band = {"color": soft, "linewidth": canvas.frame.text_size, "solid_capstyle": "butt"}
        key.append(Key("the middle half of your days, 12 weeks before", band, "usual range"))

    canvas.leave(left=2, head=2, key=key)
    canvas.up_to(HIGHEST, step=2)
    canvas.along_days(stretch.start, stretch.end)
    if stretch.usual:
        # The edge keeps a range in sight whose two ends are one.
        canvas.axes.axhspan(*stretch.usual, color=soft, linewidth=3, zorder=0)
    _draw_sessions(stretch.session_days, canvas)
    for style, written_later in ((dot, False), (later, True)):
        days = [each for each in shown if each.later is written_later]
        canvas.axes.plot(
            [each.day.toordinal() for each in days],
            [each.median for each in days],
            **style,
            clip_on=False,
            zorder=5 if written_later else 3,
        )
    canvas.axes.plot(*_rolling(stretch), **line, clip_on=False, zorder=4)
    return canvas.marks([(each.day, each.median, _in_words(each)) for each in shown])


def words(stretch: Stretch) -> str:
    """Return what the picture shows as one sentence."""
    days, when = stretch.shown, stretch.when
    if not days:
        return f"Emotional load, no check-in days {when}"
    said = [f"{len(days)} check-in {'day' if len(days) == 1 else 'days'} {when}"]
    if counted := at_work(days):
        said.append(f"median {_number(median(each.median for each in counted))}")
    said.append(f"highest {max(each.highest for each in days)}")
    if later := sum(each.later for each in days):
        said.append(f"{later} written later")
    return f"Emotional load, {', '.join(said)}"


def table(stretch: Stretch) -> Table:
    """Return the days shown, newest first."""
    rows = [
        (
            full_day(each.day) + _notes(each),
            _number(each.median),
            str(each.highest),
            str(each.count),
        )
        for each in reversed(stretch.shown)
    ]
    return Table(("Day", "Median", "Highest", "Check-ins"), rows)


def _in_words(each: DayLoad) -> str:
    day = full_day(each.day)
    if each.count == 1:
        return f"{day}: {each.highest}{_notes(each)}"
    middle = _number(each.median)
    return f"{day}: median {middle} of {each.count} check-ins, highest {each.highest}{_notes(each)}"


def _notes(each: DayLoad) -> str:
    """Say what sets a day apart, after a comma; nothing for most."""
    notes = ((each.later, "written later"), (each.away, "a day away"))
    return "".join(f", {note}" for applies, note in notes if applies)


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _dot(room: float, text_size: float) -> dict[str, Any]:
    """Return how a day is drawn that has `room` pixels; many on one spot show through."""
    return {
        "linestyle": "none",
        "marker": "o",
        "markersize": min(max(room, 3), _DOT * text_size),
        "markeredgewidth": 0,
        "alpha": 0.6 if room > 1 else 0.35,
    }


def _rolling(stretch: Stretch) -> tuple[list[float], list[float]]:
    """Return the line's days and values, with a gap where it breaks.

    The first of them look back before the chart's start. One on its own becomes a dash: a line
    from a point to itself would not be seen.
    """
    needed = [each for each in stretch.days if stretch.start - _WINDOW < each.day <= stretch.end]
    line = [(day, value) for day, value in rolling_median(needed) if day >= stretch.start]
    days: list[float] = []
    values: list[float] = []
    for _, together in groupby(line, key=lambda point: point[1] is None):
        points = [
            (day.toordinal(), float("nan") if value is None else value) for day, value in together
        ]
        reach = _DASH if len(points) == 1 else 0
        days += [points[0][0] - reach, *(day for day, _ in points[1:-1]), points[-1][0] + reach]
        values += [points[0][1], *(value for _, value in points[1:-1]), points[-1][1]]
    return days, values


def _draw_sessions(days: Sequence[date], canvas: Canvas) -> None:
    if not days:
        return
    flags = canvas.plot_width / len(days) >= _FLAG_ROOM
    canvas.axes.vlines(
        [day.toordinal() for day in days],
        0 if flags else HIGHEST - _TICK,
        HIGHEST,
        colors=canvas.frame.tokens.accent,
        linewidth=1.2,
        linestyles=(0, (3, 3)) if flags else "solid",
        zorder=2,
    )
    if flags:
        _date_sessions(days, canvas)
    else:
        _, top = canvas.place(days[0], HIGHEST)
        size, colour = canvas.frame.text_size, canvas.frame.tokens.accent
        canvas.write("sessions", x=2 * size, y=top - 0.7 * size, colour=colour)


def _date_sessions(days: Sequence[date], canvas: Canvas) -> None:
    """Write dates at the head of the lines, newest first, wherever they fit.

    They stand to the right of their lines, and to the left only at the edge of the sheet: between
    two lines nobody could tell whose date it is.
    """
    size = canvas.frame.text_size
    gap = 0.5 * size
    free = canvas.frame.width - gap
    for day in reversed(days):
        x, top = canvas.place(day, HIGHEST)
        for label in (f"session {short_date(day)}", short_date(day)):
            width = canvas.width_of(label)
            beyond = x + 2 * gap + width > canvas.frame.width
            left = x - gap - width if beyond else x + gap
            if left >= 0 and left + width <= free:
                canvas.write(label, x=left, y=top - 0.7 * size, colour=canvas.frame.tokens.accent)
                free = min(left, x) - gap
                break


CHART = Chart(
    title="Emotional load",
    caption="A dot is the median of a day, hollow where the whole day was written later. The line "
    "is the median of seven days, and breaks where fewer than four of them were recorded.",
    draw=draw,
    words=words,
    table=table,
    drawable=lambda stretch: bool(stretch.shown),
    nothing="No check-in days",
    ready=lambda stretch: len(stretch.days) >= FIRST_PICTURE,
)
