"""Days just past that are not written down yet; nobody is held to them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reflect_app.domain.dates import long_day
from reflect_app.domain.plan import WHEN, in_force, planned
from reflect_app.domain.records import Plan, PlanAnswer

REACH = 5
"""Working days that are looked back on; what is older is left in peace."""

WORKING_DAYS = (0, 1, 2, 3, 4)
"""Monday to Friday, where the person has not said otherwise."""

_FARTHEST = timedelta(weeks=2)
"""However few days a week are worked, nobody remembers a day from longer ago well."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OpenDay:
    """One day with something to add."""

    day: date
    check_in: bool
    """It has no check-in."""
    plans: tuple[Plan, ...]
    """What was planned for it and is not answered."""


def days_back(
    today: date, working: Collection[int] = WORKING_DAYS, away: Collection[date] = ()
) -> list[date]:
    """Return the last working days before today, the latest first, without the days `away`.

    `working` are weekdays, Monday 0. A day away takes its place among them: after two weeks of
    leave nobody is asked about the days before it.
    """
    before = (today - number * _ONE_DAY for number in range(1, _FARTHEST.days + 1))
    worked = [day for day in before if day.weekday() in working]
    return [day for day in worked[:REACH] if day not in away]


def open_days(
    days: Iterable[date],
    *,
    checked_in: Collection[date],
    first_check_in: date | None,
    plans: Sequence[Plan],
    answers: Iterable[PlanAnswer],
) -> list[OpenDay]:
    """Return which of `days` have something to add, in their order.

    Check-ins are asked for from the first one on: who does not use them is not asked. A habit
    that is wanted so many times a week is open on no day in particular.
    """
    answered = {(each.plan_id, each.day) for each in answers}
    found = []
    for day in days:
        unanswered = tuple(
            plan
            for plan in in_force(plans, day)
            if plan.kind != WHEN
            and plan.per_week is None
            and planned(plan, day) is not None
            and (plan.id, day) not in answered
        )
        begun = first_check_in is not None and first_check_in <= day
        each = OpenDay(day, begun and day not in checked_in, unanswered)
        if each.check_in or each.plans:
            found.append(each)
    return found


def in_words(days: Sequence[date], today: date) -> str:
    """Say which days are open: "Yesterday is still open", "3 days are open"; none: nothing."""
    if not days:
        return ""
    if len(days) > 1:
        return f"{len(days)} days are open"
    name = "Yesterday" if days[0] == today - _ONE_DAY else long_day(days[0])
    return f"{name} is still open"


def name_of(day: date, today: date) -> str:
    """Return what to call a day: "Yesterday, Thursday 19 November"."""
    return f"Yesterday, {long_day(day)}" if day == today - _ONE_DAY else long_day(day)
