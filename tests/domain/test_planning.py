from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.plan import (
    BREAK,
    KEPT,
    LEAVING,
    NOT_THAT_DAY,
    PARTLY,
    Count,
    PlanDay,
    planned,
    week,
)
from reflect_app.domain.planning import (
    NAMES,
    answer_in_words,
    begun,
    changed,
    counts_in_words,
    detail,
    ended,
    first_open_day,
    going_on,
    heading,
    left_at,
    resumed,
    said,
    usual_time,
    week_detail,
    week_heading,
)
from reflect_app.domain.records import Plan, PlanAnswer

TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
FIVE = (1035,) * 5 + (None, None)
EARLIER = (990,) * 5 + (None, None)

a_week = st.lists(st.none() | st.integers(0, 1439), min_size=7, max_size=7).map(tuple)


def a_plan(kind: str = LEAVING, number: int = 1, **columns: Any) -> Plan:
    usual = {"name": NAMES[kind], "times": FIVE, "since": date(2026, 11, 2)}
    plan = Plan(kind=kind, **(usual | columns))
    plan.id = number
    return plan


def an_answer(day: date, answer: str = KEPT, *, plan: int = 1, after: int | None = None) -> Any:
    return PlanAnswer(
        plan_id=plan,
        day=day,
        at=datetime(2026, 11, 20, 17, tzinfo=UTC),
        answer=answer,
        minutes_after=after,
    )


def stored(plans: list[Plan], saved: tuple[Plan, ...]) -> list[Plan]:
    """Return `plans` as a journal would hold them after saving."""
    held = {plan.id: plan for plan in plans}
    for plan in saved:
        if plan.id is None:
            plan.id = max(held, default=0) + 1
        held[plan.id] = plan
    return list(held.values())


def times_planned(plans: list[Plan], day: date) -> list[int | None]:
    return [planned(plan, day) for plan in plans if plan.since <= day <= (plan.until or day)]


class TestGoingOn:
    def test_a_plan_without_an_end_goes_on_even_if_it_begins_tomorrow(self) -> None:
        past, coming = a_plan(until=TODAY), a_plan(number=2, since=TODAY + timedelta(1))
        assert going_on([past, coming], LEAVING) is coming

    def test_other_kinds_and_ended_plans_do_not_count(self) -> None:
        assert going_on([a_plan(BREAK), a_plan(until=TODAY)], LEAVING) is None


class TestBeginning:
    def test_a_first_plan_holds_from_today(self) -> None:
        plan = begun(BREAK, FIVE, 30, [], TODAY)
        assert (plan.since, plan.until, plan.times, plan.minutes) == (TODAY, None, FIVE, 30)
        assert plan.name == "Lunch break away from the desk"

    def test_a_new_plan_never_lies_over_one_that_ends_today(self) -> None:
        plan = begun(LEAVING, FIVE, None, [a_plan(until=TODAY)], TODAY)
        assert plan.since == TODAY + timedelta(1)

    def test_plans_of_another_kind_and_long_ended_ones_are_no_hindrance(self) -> None:
        others = [a_plan(BREAK, until=TODAY), a_plan(until=TODAY - timedelta(30))]
        assert begun(LEAVING, FIVE, None, others, TODAY).since == TODAY


class TestChanging:
    def test_the_days_that_have_been_keep_what_was_planned(self) -> None:
        before = a_plan()
        plans = stored([before], changed(before, EARLIER, None, TODAY))
        assert times_planned(plans, TODAY - timedelta(1)) == [1035]
        assert times_planned(plans, TODAY) == [990]

    def test_the_old_plan_is_saved_first_so_that_no_moment_has_two(self) -> None:
        old, new = changed(a_plan(), EARLIER, None, TODAY)
        assert (old.id, old.until) == (1, TODAY - timedelta(1))
        assert (new.id, new.since, new.until) == (None, TODAY, None)

    def test_a_plan_made_today_is_changed_in_its_place(self) -> None:
        (plan,) = changed(a_plan(since=TODAY), EARLIER, None, TODAY)
        assert (plan.id, plan.since, plan.times) == (1, TODAY, EARLIER)

    def test_the_plan_at_hand_is_left_alone_in_case_the_save_is_refused(self) -> None:
        plan = a_plan()
        changed(plan, EARLIER, None, TODAY)
        ended(plan, TODAY)
        assert (plan.times, plan.until) == (FIVE, None)

    @given(a_week, st.integers(-40, 40), st.integers(-60, 60))
    def test_every_day_has_one_plan_and_the_right_one(self, times, since, asked) -> None:
        before = a_plan(since=TODAY + timedelta(since))
        plans = stored([before], changed(before, times, None, TODAY))
        day = TODAY + timedelta(asked)
        if day < before.since:
            assert times_planned(plans, day) == []
        else:
            right = FIVE if day < TODAY else times
            assert times_planned(plans, day) == [right[day.weekday()]]

    @given(a_week)
    def test_a_week_in_which_a_plan_is_changed_shows_it_as_one(self, times) -> None:
        before = a_plan()
        plans = stored([before], changed(before, times, None, MONDAY + timedelta(2)))
        (row,) = week(plans, [], MONDAY)
        assert [square.planned for square in row.days] == [*FIVE[:2], *times[2:]]


class TestEnding:
    def test_an_ended_plan_holds_until_the_day_before(self) -> None:
        plan = ended(a_plan(), TODAY)
        assert planned(plan, TODAY - timedelta(1)) == 1035
        assert planned(plan, TODAY) is None

    def test_a_plan_made_and_ended_on_one_day_was_never_one(self) -> None:
        plan = ended(a_plan(since=TODAY), TODAY)
        assert times_planned([plan], TODAY) == []
        assert begun(LEAVING, FIVE, None, [plan], TODAY).since == TODAY

    def test_it_can_be_taken_up_again_as_it_was(self) -> None:
        again = resumed(ended(a_plan(minutes=20), TODAY))
        assert (again.id, again.until, again.times, again.minutes) == (1, None, FIVE, 20)


class TestFromWhen:
    def test_a_change_holds_from_today_while_today_is_open(self) -> None:
        others = [an_answer(TODAY, plan=2), an_answer(TODAY - timedelta(1))]
        assert first_open_day(a_plan(), others, TODAY) == TODAY

    def test_a_day_that_is_answered_keeps_the_plan_it_was_answered_for(self) -> None:
        assert first_open_day(a_plan(), [an_answer(TODAY)], TODAY) == TODAY + timedelta(1)


class TestWords:
    @pytest.mark.parametrize(
        ("plan", "head", "rest"),
        [
            (a_plan(), "Leave by 17:15", "Mon to Fri"),
            (
                a_plan(BREAK, times=(750,) * 5 + (None, None), minutes=30),
                "Lunch break away from the desk",
                "12:30 for 30 minutes, Mon to Fri",
            ),
            (
                a_plan(times=(1035,) * 4 + (990, None, None)),
                "Leave by 17:15",
                "Mon to Fri; Fri 16:30",
            ),
            (
                a_plan(BREAK, times=(750, 780) + (None,) * 5),
                "Lunch break away from the desk",
                "12:30, Mon and Tue; Tue 13:00",
            ),
        ],
    )
    def test_a_plan_says_its_week(self, plan, head, rest) -> None:
        assert week_heading(plan) == head
        assert week_detail(plan) == rest

    def test_a_day_says_its_own_time(self) -> None:
        assert heading(a_plan(), 990) == "Leave by 16:30"
        assert detail(a_plan(), 990) == "Mon to Fri"
        lunch = a_plan(BREAK, minutes=45)
        assert detail(lunch, 750) == "12:30 for 45 minutes"

    def test_the_usual_time_is_the_one_most_days_have(self) -> None:
        assert usual_time(a_plan(times=(990, 1035, 1035, 990, 1035, None, None))) == 1035
        assert usual_time(a_plan(times=(990, 1035) + (None,) * 5)) == 990
        assert usual_time(a_plan(times=(0,) + (None,) * 6)) == 0

    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            (an_answer(TODAY, after=25), "Left at 17:40, 25 minutes after plan"),
            (an_answer(TODAY, after=0), "Left at 17:15, as planned"),
            (an_answer(TODAY, after=425), "Left at 00:20, 7 hours 5 minutes after plan"),
            (an_answer(TODAY), "Kept"),
            (an_answer(TODAY, PARTLY), "Kept in part"),
            (an_answer(TODAY, NOT_THAT_DAY), "Not today"),
        ],
    )
    def test_an_answer_is_said_without_judgement(self, answer, words) -> None:
        assert answer_in_words(1035, answer, today=True) == words

    def test_an_earlier_day_is_not_called_today(self) -> None:
        said_then = answer_in_words(1035, an_answer(TODAY, NOT_THAT_DAY), today=False)
        assert said_then == "Not that day"

    @pytest.mark.parametrize(
        ("square", "words", "time"),
        [
            (PlanDay(TODAY, 1035, a_plan(), None), "Leave by 17:15: no answer", None),
            (
                PlanDay(TODAY, 1035, a_plan(), an_answer(TODAY, PARTLY, after=20)),
                "Leave by 17:15: left at 17:35, 20 minutes after plan",
                1055,
            ),
            (
                PlanDay(TODAY, 750, a_plan(BREAK), an_answer(TODAY)),
                "Lunch break away from the desk: kept",
                None,
            ),
            (PlanDay(TODAY, None, a_plan(), None), "", None),
            (PlanDay(TODAY, None, None, None), "", None),
            (
                PlanDay(TODAY, None, a_plan(), an_answer(TODAY, after=5)),
                "Leaving time: kept",
                None,
            ),
        ],
    )
    def test_a_square_of_the_week_can_be_said_aloud(self, square, words, time) -> None:
        assert said(square) == words
        assert left_at(square) == time

    def test_the_count_goes_by_the_days_that_were_answered(self) -> None:
        counts = [(a_plan(BREAK), Count(10, 1, 12)), (a_plan(), Count(0, 0, 1))]
        assert counts_in_words(counts, date(2026, 11, 4)) == (
            "Since 4 November: lunch break away from the desk kept on 10 of 12 days answered; "
            "leaving time kept on 0 of 1 day answered."
        )

    def test_with_nothing_answered_nothing_is_said(self) -> None:
        assert counts_in_words([(a_plan(), Count(0, 0, 0))], TODAY) == ""
