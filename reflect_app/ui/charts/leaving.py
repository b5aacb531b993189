"""How far from plan somebody left: earlier goes up, later goes down."""

from collections.abc import Sequence
from typing import Any

from reflect_app.domain.dates import full_day
from reflect_app.domain.plan import after_plan, clock_time
from reflect_app.domain.progress import COMPARED_LEAST, Leaving
from reflect_app.ui.charts.canvas import Canvas, Key, Mark, hollow
from reflect_app.ui.charts.chart import Chart, Stretch, Table

TITLE = "Leaving time, minutes after plan"
_STEPS = (15, 30, 45, 60, 120, 240)
"""Minutes between two hairlines: the first of these with few enough of them."""
_MOST_LEVELS = 6
_DAY = 24 * 60
_DOT, _STEM = 0.68, 0.2
"""A dot and its stem in heights of the text."""


def draw(stretch: Stretch, canvas: Canvas) -> list[Mark]:
    """Draw each day as a stem from "as planned" to when it was, with a dot at its end."""
    left, size = stretch.left, canvas.frame.text_size
    levels = _levels([-each.after for each in left])
    later = any(each.later for each in left)
    room = canvas.frame.width / ((stretch.end - stretch.start).days + 1)
    dot: dict[str, Any] = {
        "linestyle": "none",
        "marker": "o",
        "markersize": min(max(room, 3), _DOT * size),
        "markeredgewidth": 0,
        "color": canvas.frame.tokens.plum,
    }
    ring = hollow(dot, canvas.frame.tokens.plum, canvas.frame)
    beside = max(canvas.width_of(words) for _, words in levels) / size + 1
    canvas.leave(left=beside, head=1, key=[Key("written later", ring)] if later else ())
    canvas.through(levels)
    canvas.along_days(stretch.start, stretch.end)
    canvas.axes.axhline(0, color=canvas.frame.tokens.accent, linewidth=0.14 * size, zorder=2)
    for colour, days in _by_colour(left, canvas):
        _draw_days(days, dot | {"color": colour}, canvas, min(_STEM * size, max(room / 3, 0.6)))
    return canvas.marks([(each.day, -each.after, _in_words(each)) for each in left])


def words(stretch: Stretch) -> str:
    """Return what the picture shows as one sentence."""
    left = stretch.left
    if not left:
        return f"{TITLE}, no answered days {stretch.when}"
    days = "1 answered day" if len(left) == 1 else f"{len(left)} answered days"
    parts = {
        "later than planned": sum(each.after > 0 for each in left),
        "as planned": sum(each.after == 0 for each in left),
        "earlier": sum(each.after < 0 for each in left),
        "answered later": sum(each.later for each in left),
    }
    told = "".join(f", {number} {how}" for how, number in parts.items() if number)
    return f"{TITLE}, {days} {stretch.when}{told}"


def table(stretch: Stretch) -> Table:
    """Return the days shown, newest first."""
    rows = [
        (
            full_day(each.day) + (", answered later" if each.later else ""),
            clock_time(each.planned),
            _left_at(each),
            str(each.after),
        )
        for each in reversed(stretch.left)
    ]
    return Table(("Day", "Planned", "Left", "After plan"), rows)


def _levels(values: Sequence[int]) -> list[tuple[float, str]]:
    """Return the hairlines that hold `values`, minutes before plan, and what to call each."""
    lowest, highest = min(*values, 0, 0), max(*values, 0, 0)
    for step in _STEPS:
        below, above = max(-(lowest // step), 1), max(-(-highest // step), 1)
        if below + above < _MOST_LEVELS:
            break
    return [(number * step, _level(number * step)) for number in range(-below, above + 1)]


def _level(minutes: int) -> str:
    if not minutes:
        return "as planned"
    return f"{minutes} early" if minutes > 0 else f"{-minutes} later"


def _by_colour(
    left: Sequence[Leaving], canvas: Canvas
) -> tuple[tuple[str, list[Leaving]], tuple[str, list[Leaving]]]:
    tokens = canvas.frame.tokens
    return (
        (tokens.accent, [each for each in left if each.after <= 0]),
        (tokens.plum, [each for each in left if each.after > 0]),
    )


def _draw_days(days: Sequence[Leaving], dot: dict[str, Any], canvas: Canvas, width: float) -> None:
    """Draw stems of one colour and their dots, hollow where a day was answered later."""
    canvas.axes.vlines(
        [each.day.toordinal() for each in days],
        0,
        [-each.after for each in days],
        colors=dot["color"],
        linewidth=width,
        alpha=0.5,
        zorder=3,
    )
    for style, later in ((dot, False), (hollow(dot, dot["color"], canvas.frame), True)):
        some = [each for each in days if each.later is later]
        canvas.axes.plot(
            [each.day.toordinal() for each in some],
            [-each.after for each in some],
            **style,
            clip_on=False,
            zorder=4,
        )


def _left_at(each: Leaving) -> str:
    return clock_time((each.planned + each.after) % _DAY)


def _in_words(each: Leaving) -> str:
    later = ", answered later" if each.later else ""
    return f"{full_day(each.day)}: left at {_left_at(each)}, {after_plan(each.after)}{later}"


CHART = Chart(
    title=TITLE,
    caption="Up is earlier than planned, down is later. Only days that were answered are shown.",
    draw=draw,
    words=words,
    table=table,
    drawable=lambda stretch: bool(stretch.left),
    nothing="No answered leaving times",
    ready=lambda stretch: len(stretch.leavings) >= COMPARED_LEAST,
)
