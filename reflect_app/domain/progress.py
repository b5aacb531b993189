"""Load, leaving times and sources over time, as numbers that claim no more than they can.

A load is 0 to 10 in the app's own words and not a validated scale. Only days with a check-in
count; a day's value is the median of its check-ins. Days away from work are shown where somebody
checked in on them, and left out of every median and range.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from random import Random
from statistics import median, quantiles

from reflect_app.domain.plan import LEAVING, after_plan, planned
from reflect_app.domain.records import Keys, Plan, Session
from reflect_app.domain.supervision import Cycle, cycles, day_month_year, this_cycle, within

FIRST_PICTURE = 4
"""Check-in days that make a first picture: the fewest that give the rolling line a point."""

USUAL_WEEKS = 12
USUAL_LEAST = 20
"""The usual range looks back this many weeks and needs this many check-in days in them."""

COMPARED_LEAST = 3
"""Days that each side of a comparison, or a median, needs before anything is said."""

HEAVY = 7
"""The load from which a day counts as a heavy one, by its highest number."""

FORTNIGHT = 14
"""Days in the small line that shows after a check-in, today included."""

_ONE_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)

# See `_by_chance`. Tried by simulation, which the tests keep: with nothing changed and each day
# leaning on the one before by 0.5, fewer than 5 % of cycles are taken for more than chance.
_BLOCK = 4
_RESAMPLES = 400
_TAIL = 0.0025
_JUDGED_LEAST = 14


class Span(StrEnum):
    """How far back a chart looks."""

    SINCE_LAST = "since_last"
    THREE = "three"
    YEAR = "year"
    ALL = "all"


SPANS = (
    (Span.SINCE_LAST, "Since last session"),
    (Span.THREE, "3 sessions"),
    (Span.YEAR, "1 year"),
    (Span.ALL, "All"),
)


@dataclass(frozen=True)
class DayLoad:
    """One day's check-ins: charts draw the median, heavy days go by the highest."""

    day: date
    median: float
    highest: int
    count: int
    later: bool = False
    """All of it was written on a later day."""
    away: bool = False
    """A day away from work, which no median and no range counts."""


@dataclass(frozen=True)
class Leaving:
    """How one planned leaving time went."""

    day: date
    planned: int
    """Minutes after local midnight, 0 to 1439."""
    after: int
    """Minutes after plan, negative when earlier."""
    later: bool = False
    """Answered on a later day."""


def day_loads(
    check_ins: Iterable[tuple[date, int, bool]], away: Collection[date] = ()
) -> list[DayLoad]:
    """Gather (day, load 0 to 10, written later) in any order into one value a day, oldest first.

    `away` are the days away from work.
    """
    days = groupby(sorted(check_ins), key=itemgetter(0))
    return [
        _day_load(day, [(load, later) for _, load, later in each], away=day in away)
        for day, each in days
    ]


def leavings(
    plans: Iterable[Plan],
    answers: Iterable[tuple[int, date, int, bool]],
    away: Collection[date] = (),
) -> list[Leaving]:
    """Return how leaving times went, in the order of `answers`.

    These are plan id, day, minutes after plan and whether it was answered later. An answer for a
    day on which nothing is planned any more, or for a day away, is left out.
    """
    leaving = {plan.id: plan for plan in plans if plan.kind == LEAVING}
    return [
        Leaving(day, time, after, later)
        for plan_id, day, after, later in answers
        if plan_id in leaving
        and day not in away
        and (time := planned(leaving[plan_id], day)) is not None
    ]


def source_days(
    ticked: Iterable[tuple[date, Keys]], start: date, today: date
) -> list[tuple[str, int]]:
    """Return on how many days from `start` to today each source was ticked, most days first.

    A day counts once for each of its sources, by their keys.
    """
    each_once = {(day, key) for day, keys in ticked if start <= day <= today for key in keys}
    counted = Counter(key for _, key in each_once)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def rolling_median(
    days: Sequence[DayLoad], window: int = 7, least: int = 4
) -> list[tuple[date, float | None]]:
    """Return, for every calendar day from first to last, the median of the days up to it.

    `days` come oldest first. A point looks back over `window` calendar days, its own included,
    and is None, so that the line breaks, where fewer than `least` of them have a check-in.
    """
    if not days:
        return []
    known = at_work(days)
    dates = [each.day for each in known]
    line: list[tuple[date, float | None]] = []
    for number in range((days[-1].day - days[0].day).days + 1):
        day = days[0].day + timedelta(days=number)
        start = bisect_right(dates, day - timedelta(days=window))
        loads = [each.median for each in known[start : bisect_right(dates, day)]]
        line.append((day, median(loads) if len(loads) >= least else None))
    return line


def at_work(days: Iterable[DayLoad]) -> list[DayLoad]:
    """Return the days that medians and ranges count."""
    return [each for each in days if not each.away]


def usual_range(days: Iterable[DayLoad], before: date) -> tuple[float, float] | None:
    """Return the middle half of the days in the 12 weeks before `before`, which is left out.

    These are the first and third quartile of the days' medians, interpolated (type 7 of Hyndman
    and Fan 1996). None with fewer than 20 check-in days, too few for a range.
    """
    loads = _usual_loads(days, before)
    if len(loads) < USUAL_LEAST:
        return None
    low, _, high = quantiles(loads, n=4, method="inclusive")
    return low, high


def span_start(
    span: Span, sessions: Iterable[Session], first_day: date | None, today: date
) -> date:
    """Return the first day a chart shows; the last is today.

    `first_day` is the journal's first, None while it is empty. Where there are fewer sessions
    than the span asks for, it begins there.
    """
    begin = min(first_day or today, today)
    if span is Span.YEAR:
        return max(begin, today - _YEAR + _ONE_DAY)
    wanted = {Span.SINCE_LAST: 1, Span.THREE: 3}.get(span)
    past = cycles(sessions, today)
    return past[-wanted].start if wanted and len(past) >= wanted else begin


def coverage(days: Iterable[DayLoad], start: date, today: date, away: Iterable[date] = ()) -> str:
    """Say how much of the days from `start` to today, both included, has a check-in.

    Days away count on neither side.
    """
    checked = sum(start <= each.day <= today for each in at_work(days))
    left_out = sum(start <= day <= today for day in set(away))
    every = (today - start).days + 1 - left_out
    rest = f", {_counted(left_out, 'day')} away left out" if left_out else ""
    return f"{_check_in_days(checked)} of {every}{rest}. Heavy days may be checked in more often."


def reflections_in_words(written: int, kept: int) -> str:
    """Say how much was written: "7 reflections, 3 of them for supervision"."""
    reflections = _counted(written, "reflection") if written else "No reflections"
    return f"{reflections}{f', {kept} of them for supervision' if kept else ''}"


def checked_in_words(days: Iterable[DayLoad]) -> str:
    """Say how heavy days were: "10 check-in days, median 4, 2 of them at 7 or more".

    A heavy day is one by its highest number. Days away do not count.
    """
    counted = at_work(days)
    if not counted:
        return "No check-in days"
    parts = [_check_in_days(len(counted))]
    if len(counted) >= COMPARED_LEAST:
        parts.append(f"median {_number(median(each.median for each in counted))}")
    if heavy := sum(each.highest >= HEAVY for each in counted):
        parts.append(f"{heavy} of them at {HEAVY} or more")
    return ", ".join(parts)


def last_fortnight(days: Iterable[DayLoad], today: date) -> list[DayLoad]:
    """Return the check-in days of the last FORTNIGHT days, today included."""
    since = today - timedelta(days=FORTNIGHT)
    return [each for each in days if since < each.day <= today]


def fortnight_in_words(days: Sequence[DayLoad]) -> str:
    """Say what the small line shows: "Last 14 days: 9 check-in days, median 4"."""
    parts = [_check_in_days(len(days))]
    if counted := [each.median for each in at_work(days)]:
        parts.append(f"median {_number(median(counted))}")
    if later := sum(each.later for each in days):
        parts.append(f"{later} written later")
    return f"Last {FORTNIGHT} days: {', '.join(parts)}"


def in_words(
    days: Sequence[DayLoad],
    sessions: Sequence[Session],
    today: date,
    cycle: Cycle | None = None,
) -> list[str]:
    """Say what the load chart shows in plain sentences, with the number of days behind each.

    `days` come oldest first and reach as far back as the journal does. They are about an earlier
    `cycle`, or without one about the one that is running.
    """
    counted = at_work(days)
    before = (cycle or this_cycle(sessions, today)).start
    sentences = [_cycle_in_words(counted, sessions, today, cycle)]
    sentences.append(_usual_in_words(counted, before, today))
    if cycles(sessions, today):
        sentences.append("Session lines mark dates, not effects.")
    return sentences


def leaving_in_words(
    left: Iterable[Leaving],
    sessions: Iterable[Session],
    today: date,
    cycle: Cycle | None = None,
) -> str:
    """Say how leaving went in a `cycle`, without one in this, or so far where there was none."""
    shown = cycle or _running(sessions, today)
    days = [each for each in left if each.day <= today]
    after = [each.after for each in days if shown is None or shown.holds(each.day)]
    when = within(shown, today) if shown else "so far"
    answered = _counted(len(after), "answered day")
    if len(after) < COMPARED_LEAST:
        return f"Leaving time {when}: {answered}, too few to say."
    return f"Leaving time {when}: median {after_plan(round(median(after)))} on {answered}."


def _day_load(day: date, check_ins: list[tuple[int, bool]], *, away: bool) -> DayLoad:
    loads = [load for load, _ in check_ins]
    later = all(later for _, later in check_ins)
    return DayLoad(day, float(median(loads)), max(loads), len(loads), later, away)


def _usual_loads(days: Iterable[DayLoad], before: date) -> list[float]:
    since = before - timedelta(weeks=USUAL_WEEKS)
    return [each.median for each in at_work(days) if since <= each.day < before]


def _running(sessions: Iterable[Session], today: date) -> Cycle | None:
    """Return the cycle that the last session began, None where there was no session."""
    return next(reversed(cycles(sessions, today)), None)


def _cycle_in_words(
    days: Sequence[DayLoad], sessions: Sequence[Session], today: date, cycle: Cycle | None
) -> str:
    shown = cycle or _running(sessions, today)
    if shown is None:
        return _side([each.median for each in days if each.day <= today], "so far")
    loads, when = _loads(days, shown), within(shown, today)
    before = next((each for each in cycles(sessions, today) if each.end == shown.start), None)
    if before is None:
        return _side(loads, when)
    earlier = _loads(days, before)
    if min(len(loads), len(earlier)) < COMPARED_LEAST:
        return f"{_side(loads, when)} {_side(earlier, 'in the cycle before')}"
    both = f"{_side(loads, when)[:-1]}, {_number(median(earlier))} on {len(earlier)} before."
    if median(loads) != median(earlier) and _by_chance(earlier, loads):
        both += " Differences this size often come by chance."
    return both


def _loads(days: Iterable[DayLoad], cycle: Cycle) -> list[float]:
    return [each.median for each in days if cycle.holds(each.day)]


def _usual_in_words(days: Sequence[DayLoad], before: date, today: date) -> str:
    usual, count = usual_range(days, before), len(_usual_loads(days, before))
    weeks = f"in the {USUAL_WEEKS} weeks before {day_month_year(before, today)}"
    if usual is None:
        return f"A usual range needs {USUAL_LEAST} check-in days {weeks}; so far {count or 'none'}."
    low, high = map(_number, usual)
    return f"Usual range {low} to {high}: the middle half of {count} check-in days {weeks}."


def _side(loads: Sequence[float], when: str) -> str:
    if not loads:
        return f"No check-in days {when}."
    if len(loads) < COMPARED_LEAST:
        return f"{_check_in_days(len(loads))} {when}: too few to say."
    return f"Median {_number(median(loads))} on {len(loads)} check-in days {when}."


def _by_chance(earlier: Sequence[float], later: Sequence[float]) -> bool:
    """Say whether a difference of two medians is one that unchanged days often show.

    Days resemble their neighbours, so whole blocks of them are drawn again (moving-block
    bootstrap, Künsch 1989); the difference is put down to chance while its interval holds zero,
    and always with too few days to draw blocks from. The draw is the same every time, so that
    the same journal always reads the same.
    """
    if min(len(earlier), len(later)) < _JUDGED_LEAST:
        return True
    draw = Random(0)  # noqa: S311 - a statistic, not a secret
    differences = sorted(
        _drawn_median(later, draw) - _drawn_median(earlier, draw) for _ in range(_RESAMPLES)
    )
    tail = int(_TAIL * _RESAMPLES)
    return differences[tail] <= 0 <= differences[-1 - tail]


def _drawn_median(loads: Sequence[float], draw: Random) -> float:
    drawn: list[float] = []
    while len(drawn) < len(loads):
        start = draw.randrange(len(loads) - _BLOCK + 1)
        drawn.extend(loads[start : start + _BLOCK])
    return median(drawn[: len(loads)])


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _check_in_days(number: int) -> str:
    return _counted(number, "check-in day")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
