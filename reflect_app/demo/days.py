"""The working days of the demo journal: how heavy they were, and what was kept of small plans."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, pairwise
from math import exp, sin, tau
from random import Random

from reflect_app.demo.texts import Deck, day_lines
from reflect_app.domain.plan import BREAK, KEPT, LEAVING, NOT_THAT_DAY, PARTLY, leaving_answer
from reflect_app.domain.planning import SUGGESTED, SUGGESTED_LENGTH, WORKING_WEEK, begun
from reflect_app.domain.records import CheckIn, Plan, PlanAnswer, Session

LEAST_YEARS, MOST_YEARS = 2, 20
"""How long the journal has been kept, whatever the number of entries."""
LIGHTEST, HEAVIEST = 1, 9

_DAYS_TO_AN_ENTRY = 1.6
_WORKED_IN_A_YEAR = 215
_EVERYDAY = timedelta(weeks=4)
"""How long before today nobody has been on leave, so that the last weeks are ordinary ones."""
_USUAL = 4.8
_SATURDAY = 5
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


def sessions(today: date, first: date) -> list[Session]:
    """Return supervision about every four weeks since `first`, and the next one to come."""
    wednesday = today - timedelta(days=10 + (today.weekday() - 2 - 10) % 7)
    found = [wednesday + timedelta(weeks=4)]
    while wednesday >= first:
        found.append(wednesday)
        wednesday -= timedelta(weeks=5 if _on_leave(wednesday - timedelta(weeks=4)) else 4)
    return [Session(day=day, start=14 * 60) for day in reversed(found)]


def worked_days(
    chance: Random, first: date, today: date, supervision: Sequence[Session]
) -> list[WorkedDay]:
    """Return the days at work from `first` until the day before `today`, oldest first.

    Loads hang together from day to day and drift over months, as real ones do.
    """
    slow, slower = chance.random(), chance.random()
    mood, loads = 0.0, {}
    for number in range((today - first).days):
        day = first + timedelta(days=number)
        if not _at_work(chance, day, today):
            continue
        mood = 0.65 * mood + chance.gauss(0, 1.1)
        drift = 0.8 * sin(tau * (number / 75 + slow)) + 0.5 * sin(tau * (number / 230 + slower))
        loads[day] = _USUAL + drift + mood
    marks = _around_leave(list(loads)) | {session.day: "session" for session in supervision}
    return [WorkedDay(day, load, marks.get(day, "")) for day, load in loads.items()]


def check_ins(chance: Random, days: Sequence[WorkedDay], today: date) -> Iterator[CheckIn]:
    """Yield a check-in for most of the days, two for some, and one for this morning."""
    lines = day_lines(chance)
    left_out = False
    for each in days:
        left_out = not left_out and chance.random() < 0.2
        if left_out:
            continue
        if chance.random() < 0.2:
            yield _check_in(chance, each, lines, chance.uniform(8.2 * 60, 12.4 * 60))
        yield _check_in(chance, each, lines, chance.uniform(15.5 * 60, 18.2 * 60))
    if today.weekday() < _SATURDAY and days:
        yield _check_in(chance, WorkedDay(today, days[-1].load), lines, 8 * 60 + 5)


def plans(days: Sequence[WorkedDay]) -> list[Plan]:
    """Return a lunch break and a leaving time, both held from the first day on."""
    return [
        begun(
            kind,
            tuple(SUGGESTED[kind] if works else None for works in WORKING_WEEK),
            SUGGESTED_LENGTH if kind == BREAK else None,
            (),
            days[0].day,
        )
        for kind in (BREAK, LEAVING)
    ]


def plan_answers(
    chance: Random, days: Sequence[WorkedDay], made: Sequence[Plan]
) -> Iterator[PlanAnswer]:
    """Yield how the plans went on most of the days; on heavy ones less came of them."""
    for each in days:
        for plan in made:
            planned = plan.times[each.day.weekday()]
            if planned is not None and chance.random() < 0.84:
                yield _answer(chance, each, plan, planned)


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
    chance: Random, day: WorkedDay, lines: dict[str, tuple[float, Deck]], minutes: float
) -> CheckIn:
    load = on_scale(day.load + chance.gauss(0, 0.7))
    fitting = [len(deck) * exp(-((load - usual) ** 2) / 4) for usual, deck in lines.values()]
    drawn = chance.choices(list(lines), fitting, k=chance.choice((1, 1, 2, 2, 3)))
    sources = tuple(dict.fromkeys(drawn))
    line = lines[sources[0]][1].draw() if chance.random() < 0.7 else ""
    return CheckIn(at=moment(day.day, minutes), day=day.day, load=load, sources=sources, line=line)


def _answer(chance: Random, day: WorkedDay, plan: Plan, planned: int) -> PlanAnswer:
    over = (day.load - _USUAL) / 10
    if plan.kind == BREAK:
        roll = chance.random() + over
        answer = KEPT if roll < 0.62 else PARTLY if roll < 0.8 else NOT_THAT_DAY
        return PlanAnswer(
            plan_id=plan.id, day=day.day, at=moment(day.day, planned + 40), answer=answer
        )
    late = 5 * round((chance.expovariate(1 / 14) + 40 * over - 4) / 5)
    answer, after = leaving_answer(planned, planned + min(120, max(-15, late)))
    return PlanAnswer(
        plan_id=plan.id,
        day=day.day,
        at=moment(day.day, planned + max(0, after) + 2),
        answer=answer,
        minutes_after=after,
    )


def _at_work(chance: Random, day: date, today: date) -> bool:
    ordinary = chance.random()
    if (day.month, day.day) in ((12, 25), (12, 26), (1, 1)):
        return False
    if day.weekday() >= _SATURDAY:
        return ordinary < 0.02
    # Off sick, a day in lieu, a course.
    return ordinary > 0.03 and (day > today - _EVERYDAY or not _on_leave(day))


def _around_leave(days: Sequence[date]) -> dict[date, str]:
    """Return which of the days at work are the last before a week away, and the first after."""
    found: dict[date, str] = {}
    for before, after in pairwise(days):
        if after - before > _AWAY:
            found |= {before: "off", after: "back"}
    return found


def _on_leave(day: date) -> bool:
    """Say whether `day` is in one of the five times a year when nobody writes."""
    return any(begin <= (day.month, day.day) <= end for begin, end in _LEAVE)


_LEAVE = (
    ((1, 1), (1, 2)),
    ((2, 14), (2, 20)),
    ((4, 3), (4, 12)),
    ((7, 27), (8, 14)),
    ((10, 24), (10, 30)),
    ((12, 23), (12, 31)),
)
