"""Which days are open, and how they are told without holding anybody to them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reflect_app.domain.catch_up import OpenDay, days_back, in_words, name_of, open_days
from reflect_app.domain.records import Plan, PlanAnswer

FRIDAY = date(2026, 11, 20)
THURSDAY, WEDNESDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 18), date(2026, 11, 16)
WORKING = (750,) * 5 + (None,) * 2


def a_plan(number: int, kind: str = "break", **columns: object) -> Plan:
    plan = Plan(kind=kind, name="Lunch", times=WORKING, since=date(2026, 11, 2), **columns)
    plan.id = number
    return plan


def an_answer(plan: Plan, day: date) -> PlanAnswer:
    return PlanAnswer(plan_id=plan.id, day=day, at=datetime.now(UTC), answer="kept")


def opened(days=(THURSDAY,), *, checked_in=(), first=MONDAY, plans=(), answers=()):
    return open_days(
        days, checked_in=checked_in, first_check_in=first, plans=plans, answers=answers
    )


def test_five_working_days_are_looked_back_on_the_latest_first() -> None:
    assert days_back(FRIDAY) == [
        THURSDAY,
        WEDNESDAY,
        date(2026, 11, 17),
        MONDAY,
        date(2026, 11, 13),
    ]


def test_a_monday_looks_back_over_the_weekend() -> None:
    assert days_back(MONDAY)[0] == date(2026, 11, 13)


def test_who_works_other_days_is_asked_about_those() -> None:
    assert days_back(FRIDAY, (2, 6)) == [
        WEDNESDAY,
        date(2026, 11, 15),
        date(2026, 11, 11),
        date(2026, 11, 8),
    ]
    assert days_back(FRIDAY, ()) == []


def test_days_away_are_left_out_and_nothing_older_takes_their_place() -> None:
    assert days_back(FRIDAY, away={THURSDAY, MONDAY}) == [
        WEDNESDAY,
        date(2026, 11, 17),
        date(2026, 11, 13),
    ]


def test_a_day_without_a_check_in_is_open() -> None:
    assert opened() == [OpenDay(THURSDAY, check_in=True, plans=())]
    assert opened(checked_in={THURSDAY}) == []


@pytest.mark.parametrize("first", [None, FRIDAY])
def test_nobody_is_asked_for_check_ins_before_their_first(first: date | None) -> None:
    assert opened(first=first) == []
    (day,) = opened(first=first, plans=[a_plan(1)])
    assert not day.check_in


def test_plans_without_an_answer_are_open() -> None:
    lunch, leaving = a_plan(1), a_plan(2, "leaving")
    answers = [an_answer(lunch, THURSDAY), an_answer(leaving, WEDNESDAY)]
    (day,) = opened(checked_in={THURSDAY}, plans=[leaving, lunch], answers=answers)
    assert day == OpenDay(THURSDAY, check_in=False, plans=(leaving,))


def test_what_counts_on_no_day_in_particular_is_never_open() -> None:
    plans = [
        a_plan(1, "when", cue="disclosure"),
        a_plan(2, "habit", per_week=2),
        a_plan(3, until=WEDNESDAY),
    ]
    assert opened(checked_in={THURSDAY}, plans=plans) == []


def test_open_days_are_told_in_a_few_words() -> None:
    assert in_words([], FRIDAY) == ""
    assert in_words([THURSDAY], FRIDAY) == "Yesterday is still open"
    assert in_words([WEDNESDAY], FRIDAY) == "Wednesday 18 November is still open"
    assert in_words([THURSDAY, WEDNESDAY, MONDAY], FRIDAY) == "3 days are open"


def test_a_day_is_called_by_its_name() -> None:
    assert name_of(THURSDAY, FRIDAY) == "Yesterday, Thursday 19 November"
    assert name_of(FRIDAY - timedelta(2), FRIDAY) == "Wednesday 18 November"
