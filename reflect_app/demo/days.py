"""The working days of the demo journal, and how heavy they were."""

from bisect import bisect
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, pairwise
from math import exp, sin, tau
from random import Random

from reflect_app.demo.texts import Deck, day_lines
from reflect_app.domain.records import CheckIn, OwnSource

LEAST_YEARS, MOST_YEARS = 2, 20
"""How long the journal has been kept, whatever the number of entries."""
LIGHTEST, HEAVIEST = 1, 9
USUAL = 4.8

_DAYS_TO_AN_ENTRY = 1.6
_WORKED_IN_A_YEAR = 215
_FRIDAY, _SATURDAY = 4, 5
_AT_THE_WEEKEND = 0.02
_NEXT_MORNING = (24 + 8) * 60 + 8
_RETIRED_AFTER = 3
"""In which part of all days the person's retired sources were still ticked: the first third."""
_CAUGHT_UP = 0.3
"""How often a day that went by without a check-in gets one the next morning."""
_AWAY = timedelta(days=7)


@dataclass(frozen=True)
class WorkedDay:
    """A day at work and how heavy it was."""

    day: date
    load: float
    """About LIGHTEST to HEAVIEST, and in between."""
    when: str = ""
    """The day of a supervision `session`, the last before some leave (`off`), or first `back`."""


def moment(day: date, minutes: float) -> datetime:
    """Return so many minutes after the local midnight of `day`, in UTC."""
    clock = datetime.combine(day, time()) + timedelta(seconds=round(minutes * 60))
    return clock.astimezone(UTC)


def on_scale(load: float) -> int:
    """Return `load` as it is given on the scale, never quite at its ends."""
    return min(HEAVIEST, max(LIGHTEST, round(load)))


def first_day(entries: int, today: date) -> date:
    """Return where a journal of so many entries begins if it was written at an everyday pace."""
    years = entries * _DAYS_TO_AN_ENTRY / _WORKED_IN_A_YEAR
    return today - timedelta(days=round(365.25 * min(MOST_YEARS, max(LEAST_YEARS, years))))


def worked_days(
    chance: Random, first: date, today: date, *, off: Collection[date], supervised: Collection[date]
) -> list[WorkedDay]:
    """Return the days at work from `first` until the day before `today`, oldest first.

    None of them is a day `off`; on those `supervised` there was a session. Loads hang
    together from day to day and drift over months, as real ones do.
    """
    slow, slower = chance.random(), chance.random()
    mood, loads = 0.0, {}
    for number in range((today - first).days):
        day = first + timedelta(days=number)
        overtime = chance.random() < _AT_THE_WEEKEND
        if day in off or (day.weekday() >= _SATURDAY and not overtime):
            continue
        mood = 0.65 * mood + chance.gauss(0, 1.1)
        drift = 0.8 * sin(tau * (number / 75 + slow)) + 0.5 * sin(tau * (number / 230 + slower))
        loads[day] = USUAL + drift + mood
    marks = _around_leave(list(loads)) | dict.fromkeys(supervised, "session")
    return [WorkedDay(day, load, marks.get(day, "")) for day, load in loads.items()]


def check_ins(
    chance: Random, days: Sequence[WorkedDay], today: date, own: Mapping[str, OwnSource]
) -> Iterator[CheckIn]:
    """Yield a check-in for most of the days, two for some, and one for this morning.

    `own` are the person's own sources as they are stored, by their names in `lines.toml`.
    """
    every = day_lines(chance, own)
    retired = {each.key for each in own.values() if each.retired}
    lately = {key: line for key, line in every.items() if key not in retired}
    left_out = False
    for number, each in enumerate(days):
        lines = every if number < len(days) // _RETIRED_AFTER else lately
        left_out = not left_out and chance.random() < 0.2
        if left_out:
            if each.day.weekday() < _FRIDAY and chance.random() < _CAUGHT_UP:
                yield _caught_up(chance, each)
            continue
        if chance.random() < 0.2:
            yield _check_in(chance, each, lines, chance.uniform(8.2 * 60, 12.4 * 60))
        yield _check_in(chance, each, lines, chance.uniform(15.5 * 60, 18.2 * 60))
    if today.weekday() < _SATURDAY and days:
        yield _check_in(chance, WorkedDay(today, days[-1].load), lately, 8 * 60 + 5)


def entry_days(chance: Random, days: Sequence[WorkedDay], number: int) -> list[WorkedDay]:
    """Return the day of each of `number` entries, oldest first, spread at an everyday pace.

    The newest days are written about first, heavy ones and those of supervision more often.
    """
    lately = days[-max(20, round(number * _DAYS_TO_AN_ENTRY)) :]
    weights = [max(1.0, each.load) + 4 * bool(each.when) for each in lately]
    reached = list(accumulate(weights))
    last = len(lately) - 1
    places = ((place + chance.random()) / number * reached[-1] for place in range(number))
    return [lately[bisect(reached, place, hi=last)] for place in places]


def _check_in(
    chance: Random, day: WorkedDay, lines: Mapping[str, tuple[float, Deck]], minutes: float
) -> CheckIn:
    load = on_scale(day.load + chance.gauss(0, 0.7))
    fitting = [len(deck) * exp(-((load - usual) ** 2) / 4) for usual, deck in lines.values()]
    drawn = chance.choices(list(lines), fitting, k=chance.choice((1, 1, 2, 2, 3)))
    sources = tuple(dict.fromkeys(drawn))
    line = lines[sources[0]][1].draw() if chance.random() < 0.7 else ""
    return CheckIn(at=moment(day.day, minutes), day=day.day, load=load, sources=sources, line=line)


def _caught_up(chance: Random, day: WorkedDay) -> CheckIn:
    load = on_scale(day.load + chance.gauss(0, 0.7))
    return CheckIn(at=moment(day.day, _NEXT_MORNING), day=day.day, load=load, later=True)


def _around_leave(days: Sequence[date]) -> dict[date, str]:
    """Return which of the days at work are the last before a week away, and the first after."""
    found: dict[date, str] = {}
    for before, after in pairwise(days):
        if after - before > _AWAY:
            found |= {before: "off", after: "back"}
    return found
