"""Small plans kept with oneself: which days count, how they went, and how a time is read.

All times are local wall-clock times in minutes after midnight, 0 to 1439, so a change between
summer and winter time moves none of them.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from reflect_app.domain.dates import WEEKDAYS
from reflect_app.domain.records import Plan, PlanAnswer

BREAK, LEAVING, HABIT, WHEN = "break", "leaving", "habit", "when"
LEAVE, SICK, BANK_HOLIDAY = "leave", "sick", "bank_holiday"
AWAY: Mapping[str, str] = {LEAVE: "On leave", SICK: "Off sick", BANK_HOLIDAY: "Bank holiday"}
"""Why a day does not count, by the key that `records.Away` keeps."""
KEPT, PARTLY, NOT_THAT_DAY = "kept", "partly", "not_that_day"
OPEN, FREE, OFF = "open", "free", "off"
"""What a square of the week is without an answer: waiting for one, without a plan, or away."""

KEPT_WITHIN = 10
"""Minutes after a planned leaving time that still count as kept: logging off, finding a coat."""
PARTLY_WITHIN = 30
"""Minutes after a planned leaving time that still count as partly kept."""

_DAY = 24 * 60
_HALF_DAY = _DAY // 2
_WEEK = 7
_SLIPPING = 2
"""How many answered days in a row not kept look like slipping."""
_ORDER = {BREAK: 0, LEAVING: 1, HABIT: 2, WHEN: 3}
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?(?:([ap])\.?m\.?)?")


@dataclass(frozen=True)
class PlanDay:
    """One square of the week: what was planned on a day, and how it went."""

    day: date
    planned: int | None
    """Minutes after midnight; None where the plan does not count on that day."""
    plan: Plan | None
    """The plan that held then, which an answer belongs to."""
    answer: PlanAnswer | None
    away: str = ""
    """Why the plan counts neither for nor against then, a key of AWAY; empty on other days."""

    @property
    def state(self) -> str:
        """Say how the day went: an answer, or OPEN, FREE or OFF; an answer always counts."""
        if self.answer:
            return self.answer.answer
        if self.planned is None:
            return FREE
        return OFF if self.away else OPEN


@dataclass(frozen=True)
class PlanWeek:
    """One row of the week, Monday first, under the plan as it stands by the end of it."""

    plan: Plan
    days: tuple[PlanDay, ...]

    @property
    def kept(self) -> int:
        """Return on how many of the seven days the plan was kept."""
        return [day.state for day in self.days].count(KEPT)


@dataclass(frozen=True)
class Count:
    """How a plan went on the days that were answered; the others are held against nobody."""

    kept: int
    partly: int
    answered: int


def planned(plan: Plan, day: date) -> int | None:
    """Return the planned time in minutes after local midnight; None if it does not count then."""
    return plan.times[day.weekday()] if _covers(plan, day) else None


def in_force(plans: Iterable[Plan], day: date) -> list[Plan]:
    """Return the plans whose time has begun and not ended, whatever weekday it is.

    Breaks come before leaving times, habits and what waits for a cue, older plans before newer.
    """
    return sorted((plan for plan in plans if _covers(plan, day)), key=_place)


def when_due(plans: Iterable[Plan], cues: Collection[str], day: date) -> list[Plan]:
    """Return the plans "when this happens, I do that" for what has just been logged.

    `cues` are keys of contact kinds and sources. What to do is the plan's name.
    """
    return [plan for plan in in_force(plans, day) if plan.kind == WHEN and plan.cue in cues]


def leaving_answer(planned: int, actual: int) -> tuple[str, int]:
    """Return how a leaving time went, and the minutes after plan (negative: earlier).

    Both times are minutes after midnight, 0 to 1439. Up to KEPT_WITHIN minutes after is kept, up
    to PARTLY_WITHIN partly, later is not. Of the two ways round the clock the shorter one is
    meant, so that 00:20 after a planned 17:15 is 425 minutes after, not a day's work before;
    exactly half a day apart is read as later.
    """
    after = _HALF_DAY - (_HALF_DAY - (actual - planned)) % _DAY
    if after <= KEPT_WITHIN:
        return KEPT, after
    return (PARTLY if after <= PARTLY_WITHIN else NOT_THAT_DAY), after


def after_plan(minutes: int) -> str:
    """Say how far from plan somebody left: "25 minutes after plan", "as planned"."""
    if not minutes:
        return "as planned"
    return f"{_length(abs(minutes))} {'after' if minutes > 0 else 'before'} plan"


def clock_time(minutes: int) -> str:
    """Return minutes after midnight, 0 to 1439, as the clock shows them: "17:15"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours:02}:{rest:02}"


def parse_clock(text: str) -> int | None:
    """Return the minutes after midnight that were meant, 0 to 1439, or None if unclear.

    Reads 17:15, 17.15, 1715, 17h15, 17, 5:15pm, 5.15 p.m. and 5pm. One to six o'clock without
    a nought means the afternoon: 5.15 is 17:15, and 05.15 or 5.15am is the morning.
    """
    found = _CLOCK.fullmatch("".join(text.lower().split()))
    if not found:
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hours <= 12:
        return None
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    elif found[1] in tuple("123456"):
        hours += 12
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def days_in_words(plan: Plan) -> str:
    """Say on which weekdays a plan counts: "Mon to Fri", "Mon, Wed and Fri", "every day"."""
    days = [day for day, time in enumerate(plan.times) if time is not None]
    names = [WEEKDAYS[day][:3] for day in days]
    if len(days) == _WEEK:
        return "every day"
    if len(days) < 2:
        return names[0] if names else "no day"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]} to {names[-1]}"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def week(
    plans: Iterable[Plan],
    answers: Iterable[PlanAnswer],
    monday: date,
    off: Mapping[date, str] = MappingProxyType({}),
) -> tuple[PlanWeek, ...]:
    """Return a row of seven days from `monday` for every daily plan in force during that week.

    A plan that was changed during the week stays one row, each day under what held then. `off`
    says why a day is off, by a key of AWAY. What waits for a cue has no days and no row.
    """
    days = [monday + timedelta(days=number) for number in range(_WEEK)]
    threads: dict[tuple[str, str], list[Plan]] = {}
    for plan in sorted(plans, key=_place):
        if plan.kind != WHEN and any(_covers(plan, day) for day in days):
            threads.setdefault(_thread(plan), []).append(plan)
    given = {(answer.plan_id, answer.day): answer for answer in answers}
    return tuple(
        PlanWeek(thread[-1], tuple(_plan_day(thread, given, day, off.get(day, "")) for day in days))
        for thread in threads.values()
    )


def due_today(row: PlanWeek, today: date) -> bool:
    """Say whether the plan of this week's `row` asks for an answer today, or has one.

    A habit that is wanted so many times a week asks until it was kept so often.
    """
    square = row.days[today.weekday()]
    if square.state != OPEN or square.plan is None:
        return square.answer is not None
    return square.plan.per_week is None or row.kept < square.plan.per_week


def same_plan(plan: Plan, plans: Iterable[Plan]) -> list[Plan]:
    """Return `plan` with what it was before it was changed, and what became of it."""
    return [other for other in plans if _thread(other) == _thread(plan)]


def kept_count(plan: Plan, plans: Iterable[Plan], answers: Iterable[PlanAnswer]) -> Count:
    """Count how `plan` went over `answers`, with what it was before it was last changed.

    Only days with an answer count, so that a day away counts neither for nor against.
    """
    given = [answer.answer for answer in _given(plan, plans, answers)]
    return Count(given.count(KEPT), given.count(PARTLY), len(given))


def slipping(plan: Plan, plans: Iterable[Plan], answers: Iterable[PlanAnswer], day: date) -> bool:
    """Say whether `plan` was kept on neither of the last two days answered, up to `day`."""
    given = [each for each in _given(plan, plans, answers) if each.day <= day]
    last = sorted(given, key=lambda each: each.day)[-_SLIPPING:]
    return len(last) == _SLIPPING and all(each.answer != KEPT for each in last)


def _covers(plan: Plan, day: date) -> bool:
    return plan.since <= day and (plan.until is None or day <= plan.until)


def _given(plan: Plan, plans: Iterable[Plan], answers: Iterable[PlanAnswer]) -> list[PlanAnswer]:
    ids = {other.id for other in same_plan(plan, plans)}
    return [answer for answer in answers if answer.plan_id in ids]


def _place(plan: Plan) -> tuple[int, date, str]:
    return _ORDER[plan.kind], plan.since, plan.name


def _thread(plan: Plan) -> tuple[str, str]:
    # Somebody leaves work once a day, so every leaving time is the same plan, changed; the other
    # kinds are told apart by what they are called.
    return plan.kind, "" if plan.kind == LEAVING else plan.name


def _plan_day(
    thread: Sequence[Plan], given: dict[tuple[int, date], PlanAnswer], day: date, away: str
) -> PlanDay:
    covering = [plan for plan in thread if _covers(plan, day)]
    answers = [given[plan.id, day] for plan in covering if (plan.id, day) in given]
    return PlanDay(
        day,
        planned(covering[-1], day) if covering else None,
        covering[-1] if covering else None,
        answers[-1] if answers else None,
        away,
    )


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [_counted(hours, "hour")] if hours else []
    if rest:
        parts.append(_counted(rest, "minute"))
    return " ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
