"""The small plans of the demo journal, how they were changed over the years, and how they went."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from reflect_app.demo.days import USUAL, WorkedDay, moment
from reflect_app.demo.texts import Deck, small_words
from reflect_app.domain.plan import (
    BREAK,
    HABIT,
    KEPT,
    LEAVING,
    NOT_THAT_DAY,
    PARTLY,
    WHEN,
    leaving_answer,
    planned,
)
from reflect_app.domain.planning import EVERY_DAY, NAMES, NO_DAY, SUGGESTED, SUGGESTED_LENGTH
from reflect_app.domain.records import Plan, PlanAnswer, WeekTimes

_DAY = timedelta(days=1)
_FRIDAY = 4
_EARLY_FRIDAY = 16 * 60 + 45
_SWIMS_A_WEEK = 2
_WORKING: WeekTimes = (0,) * 5 + (None,) * 2
_MONDAY_AND_WEDNESDAY: WeekTimes = (0, None, 0, None, None, None, None)
_SWIM_ON = (0, 2, 3)
"""Weekdays on which there is time for it, Monday 0."""

_ANSWERED, _SAYS_WHY, _NEXT_MORNING = 0.84, 0.4, 0.06
_PARTS_OF_THE_DAY = {BREAK: 40, LEAVING: 2, HABIT: 20 * 60 + 40}
"""Minutes after the planned time when the answer is given; a habit has no time of its own."""


def plans(first: date, today: date) -> list[Plan]:
    """Return every plan since `first`, those changed and ended too, in the order they were made."""
    at, years = SUGGESTED, today - first
    half, late = first + years / 2, today - timedelta(weeks=9)
    workdays = tuple(at[LEAVING] if day is not None else None for day in _WORKING)
    fridays = tuple(_EARLY_FRIDAY if day == _FRIDAY else time for day, time in enumerate(workdays))
    lunch = tuple(at[BREAK] if day is not None else None for day in _WORKING)
    return [
        _plan("break", BREAK, first, lunch, name=NAMES[BREAK], minutes=SUGGESTED_LENGTH),
        _plan("leaving", LEAVING, first, workdays, name=NAMES[LEAVING], until=half - _DAY),
        _plan("evening_phone", HABIT, first + years / 8, EVERY_DAY, until=first + years / 4),
        _plan("leaving", LEAVING, half, fridays, name=NAMES[LEAVING]),
        _plan("swim", HABIT, half, NO_DAY, per_week=_SWIMS_A_WEEK),
        _plan("first_quarter", HABIT, late, _MONDAY_AND_WEDNESDAY),
        *(
            Plan(kind=WHEN, times=NO_DAY, since=half + number * _DAY, **words)
            for number, words in enumerate(small_words()["when"])
        ),
    ]


def plan_answers(
    chance: Random, days: Sequence[WorkedDay], made: Sequence[Plan]
) -> Iterator[PlanAnswer]:
    """Yield how the plans went on most of the days; on heavy ones less came of them."""
    decks = {plan.name: Deck(_obstacles(plan), chance) for plan in made if plan.kind != WHEN}
    for each in days:
        for plan in made:
            if _counts(plan, each.day) and chance.random() < _ANSWERED:
                yield _answer(chance, each, plan, decks[plan.name])


def _plan(key: str, kind: str, since: date, times: WeekTimes, **columns: Any) -> Plan:
    words = {name: word for name, word in small_words()[key].items() if name != "obstacles"}
    return Plan(kind=kind, since=since, times=times, **(words | columns))


def _obstacles(plan: Plan) -> Sequence[str]:
    found: Sequence[str] = next(
        words["obstacles"]
        for key, words in small_words().items()
        if "obstacles" in words and plan.name in (words.get("name"), NAMES.get(key))
    )
    return found


def _counts(plan: Plan, day: date) -> bool:
    """Say whether there is something to answer about `plan` on a worked `day`."""
    if plan.kind == WHEN:
        return False
    if plan.per_week is None:
        return planned(plan, day) is not None
    # How often it is wanted is all that is planned; what is not kept is not written down.
    return plan.since <= day and day.weekday() in _SWIM_ON


def _answer(chance: Random, day: WorkedDay, plan: Plan, obstacles: Deck) -> PlanAnswer:
    over, after = (day.load - USUAL) / 10, None
    time = planned(plan, day.day) or 0
    if plan.kind == LEAVING:
        late = 5 * round((chance.expovariate(1 / 14) + 40 * over - 4) / 5)
        answer, after = leaving_answer(time, time + min(120, max(-15, late)))
    else:
        roll = chance.random() + over
        answer = KEPT if roll < 0.62 else PARTLY if roll < 0.8 else NOT_THAT_DAY
    later = day.day.weekday() < _FRIDAY and chance.random() < _NEXT_MORNING
    minutes = 24 * 60 + 8 * 60 + 10 if later else time + _PARTS_OF_THE_DAY[plan.kind]
    return PlanAnswer(
        plan_id=plan.id,
        day=day.day,
        at=moment(day.day, minutes + max(0, after or 0)),
        answer=answer,
        minutes_after=after,
        obstacle=obstacles.draw() if answer != KEPT and chance.random() < _SAYS_WHY else "",
        later=later,
    )
