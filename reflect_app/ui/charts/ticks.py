"""Days along the foot of a chart, as many as there is room for."""

from collections.abc import Iterator
from datetime import date, timedelta

from reflect_app.domain.dates import MONTHS, short_date

_DAYS = (1, 2, 4, 7, 14)
_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10)
_TWO_MONTHS = 62
"""Days; any stretch longer than this has the first of two months in it."""
_MONTHS_WITH_A_YEAR = 12


def day_ticks(start: date, end: date, room: int) -> list[tuple[date, str]]:
    """Return up to `room` days from `start` to `end`, evenly spaced, and what to call them."""
    for ticks in _finer_to_coarser(start, end):
        if 0 < len(ticks) <= room:
            return ticks
    return [(start, short_date(start))] if room else []


def _finer_to_coarser(start: date, end: date) -> Iterator[list[tuple[date, str]]]:
    days = (end - start).days + 1
    if days <= _TWO_MONTHS:
        for step in _DAYS:
            yield [(day, short_date(day)) for day in _every(start, days, step)]
    firsts = [day for day in _firsts(start, end) if day >= start]
    for step in _MONTHS:
        ticks = [day for day in firsts if (day.month - 1) % step == 0]
        yield [(day, _month(day, len(firsts))) for day in ticks]
    for step in _YEARS:
        yield [(day, str(day.year)) for day in firsts if day.month == 1 and day.year % step == 0]


def _every(start: date, days: int, step: int) -> Iterator[date]:
    """Return every `step`th day; whole weeks begin on a Monday."""
    first = -start.weekday() % 7 if step % 7 == 0 else 0
    for number in range(first, days, step):
        yield start + timedelta(days=number)


def _firsts(start: date, end: date) -> Iterator[date]:
    day = start.replace(day=1)
    while day <= end:
        yield day
        day = (day + timedelta(days=31)).replace(day=1)


def _month(day: date, months: int) -> str:
    if months <= _MONTHS_WITH_A_YEAR:
        return short_date(day)
    return f"{MONTHS[day.month - 1][:3]} {day.year}"
