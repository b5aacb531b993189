from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.plan import (
    BREAK,
    HABIT,
    KEPT,
    LEAVING,
    NOT_THAT_DAY,
    PARTLY,
    WHEN,
    Count,
    PlanDay,
    kept_count,
    planned,
    week,
)
from reflect_app.domain.planning import (
    EVERY_DAY,
    NAMES,
    NO_DAY,
    answer_in_words,
    begun,
    changed,
    count_in_words,
    cues,
    detail,
    ended,
    first_open_day,
    going_on,
    heading,
    left_at,
    name_taken,
    placed,
    resumed,
    said,
    so_far,
    unchanged,
    usual_time,
    week_detail,
    week_heading,
)
from reflect_app.domain.records import OwnSource, Plan, PlanAnswer

TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
FIVE = (1035,) * 5 + (None, None)
EARLIER = (990,) * 5 + (None, None)

a_week = st.lists(st.none() | st.integers(0, 1439), min_size=7, max_size=7).map(tuple)


def a_plan(kind: str = LEAVING, number: int = 1, **columns: Any) -> Plan:
    usual = {"name": NAMES.get(kind, ""), "times": FIVE, "since": date(2026, 11, 2)}
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


def an_own(label: str, **columns: Any) -> OwnSource:
    source = OwnSource(label=label, **columns)
    source.id = len(label)
    return source


def as_wanted(plan: Plan, times: Any, **columns: Any) -> Plan:
    """Return what a form would ask for: `plan` with other times, and whatever else."""
    kept = {
        name: getattr(plan, name)
        for name in ("kind", "name", "minutes", "per_week", "cue", "why", "if_slipping")
    }
    return Plan(**(kept | {"times": times, "since": TODAY} | columns))


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


class TestNames:
    def test_two_habits_going_on_cannot_share_a_name(self) -> None:
        gym = a_plan(HABIT, name="Gym")
        assert name_taken(a_plan(HABIT, name="gym"), None, [gym])
        assert not name_taken(a_plan(BREAK, name="Gym"), None, [gym])
        assert not name_taken(a_plan(WHEN, name="Gym"), None, [a_plan(WHEN, name="Gym")])

    def test_one_that_has_ended_is_gone_on_with(self) -> None:
        gym = a_plan(HABIT, name="Gym", until=TODAY)
        new = a_plan(HABIT, 2, name="Gym", since=TODAY)
        assert not name_taken(new, None, [gym])
        assert placed(new, [gym]).since == TODAY + timedelta(1)
        assert placed(a_plan(HABIT, 2, name="Run", since=TODAY), [gym]).since == TODAY

    def test_a_change_may_keep_its_name_and_not_take_that_of_another(self) -> None:
        gym, swim = a_plan(HABIT, name="Gym"), a_plan(HABIT, 2, name="Swim", until=TODAY)
        assert not name_taken(as_wanted(gym, FIVE), gym, [gym, swim])
        assert name_taken(as_wanted(gym, FIVE, name="Swim"), gym, [gym, swim])

    def test_a_plan_made_again_for_the_same_cue_begins_at_once(self) -> None:
        old = a_plan(WHEN, name="Tea", until=TODAY)
        assert placed(a_plan(WHEN, 2, name="Tea", since=TODAY), [old]).since == TODAY


class TestCues:
    def test_contacts_come_first_and_own_sources_last(self) -> None:
        offered = cues([an_own("Choir"), an_own("Old job", retired=True)])
        assert next(iter(offered)) == "office"
        assert offered["court"] == "Court or report"
        assert offered["disclosure"] == "A disclosure"
        assert list(offered.values())[-1] == "Choir"
        assert "Old job" not in offered.values()

    def test_a_retired_one_that_a_plan_waits_for_is_still_there(self) -> None:
        old = an_own("Old job", retired=True)
        assert cues([old], old.key)[old.key] == "Old job"


class TestChanging:
    def test_the_days_that_have_been_keep_what_was_planned(self) -> None:
        before = a_plan()
        plans = stored([before], changed(before, as_wanted(before, EARLIER), [before], TODAY))
        assert times_planned(plans, TODAY - timedelta(1)) == [1035]
        assert times_planned(plans, TODAY) == [990]

    def test_the_old_plan_is_saved_first_so_that_no_moment_has_two(self) -> None:
        plan = a_plan()
        old, new = changed(plan, as_wanted(plan, EARLIER), [plan], TODAY)
        assert (old.id, old.until) == (1, TODAY - timedelta(1))
        assert (new.id, new.since, new.until) == (None, TODAY, None)

    def test_a_plan_made_today_is_changed_in_its_place(self) -> None:
        made = a_plan(since=TODAY)
        (plan,) = changed(made, as_wanted(made, EARLIER), [made], TODAY)
        assert (plan.id, plan.since, plan.times) == (1, TODAY, EARLIER)

    def test_the_plan_at_hand_is_left_alone_in_case_the_save_is_refused(self) -> None:
        plan = a_plan()
        changed(plan, as_wanted(plan, EARLIER, name="Home"), [plan], TODAY)
        ended(plan, TODAY)
        assert (plan.times, plan.until) == (FIVE, None)

    def test_why_it_matters_is_changed_where_it_stands(self) -> None:
        before = a_plan()
        wanted = as_wanted(before, FIVE, why="The children", if_slipping="I ring home")
        (plan,) = changed(before, wanted, [before], TODAY)
        assert (plan.id, plan.since, plan.until) == (1, before.since, None)
        assert (plan.why, plan.if_slipping) == ("The children", "I ring home")

    def test_another_name_goes_with_the_whole_history(self) -> None:
        old = a_plan(HABIT, name="Gym", until=TODAY - timedelta(8))
        now = a_plan(HABIT, 2, name="Gym", since=TODAY - timedelta(7))
        other = a_plan(HABIT, 3, name="Swim")
        plans = [old, now, other]
        plans = stored(plans, changed(now, as_wanted(now, FIVE, name="Run"), plans, TODAY))
        assert [plan.name for plan in plans] == ["Run", "Run", "Swim"]
        wanted = as_wanted(plans[1], EARLIER, name="Walk")
        plans = stored(plans, changed(plans[1], wanted, plans, TODAY))
        assert [(plan.name, plan.since) for plan in plans if plan.name == "Walk"] == [
            ("Walk", old.since),
            ("Walk", now.since),
            ("Walk", TODAY),
        ]
        answers = [an_answer(TODAY - timedelta(9)), an_answer(TODAY, plan=4)]
        assert kept_count(plans[-1], plans, answers) == Count(2, 0, 2)

    def test_a_habit_keeps_the_days_before_as_often_as_they_were_wanted(self) -> None:
        gym = a_plan(HABIT, name="Gym", times=EVERY_DAY, per_week=2)
        old, new = changed(gym, as_wanted(gym, EVERY_DAY, per_week=3), [gym], TODAY)
        assert (old.per_week, new.per_week) == (2, 3)
        assert len(week([old, new], [], MONDAY)) == 1

    def test_what_is_done_when_something_happens_is_the_plan_itself(self) -> None:
        old = a_plan(WHEN, name="Ten minutes", times=NO_DAY, cue="recall")
        ended_then, new = changed(old, as_wanted(old, NO_DAY, name="A debrief"), [old], TODAY)
        assert (ended_then.name, ended_then.until) == ("Ten minutes", TODAY - timedelta(1))
        assert (new.name, new.cue, new.since) == ("A debrief", "recall", TODAY)

    def test_the_same_once_more_is_no_change(self) -> None:
        plan = a_plan()
        assert unchanged(plan, as_wanted(plan, FIVE))
        assert not unchanged(plan, as_wanted(plan, FIVE, why="Sleep"))

    @given(a_week, st.integers(-40, 40), st.integers(-60, 60))
    def test_every_day_has_one_plan_and_the_right_one(self, times, since, asked) -> None:
        before = a_plan(since=TODAY + timedelta(since))
        plans = stored([before], changed(before, as_wanted(before, times), [before], TODAY))
        day = TODAY + timedelta(asked)
        if day < before.since:
            assert times_planned(plans, day) == []
        else:
            right = FIVE if day < TODAY else times
            assert times_planned(plans, day) == [right[day.weekday()]]

    @given(a_week)
    def test_a_week_in_which_a_plan_is_changed_shows_it_as_one(self, times) -> None:
        before = a_plan()
        plans = stored(
            [before], changed(before, as_wanted(before, times), [before], MONDAY + timedelta(2))
        )
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
            (
                an_answer(TODAY, after=425),
                "Left at 00:20 the next day, 7 hours 5 minutes after plan",
            ),
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

    def test_a_day_away_and_an_answer_written_later_can_be_said_aloud(self) -> None:
        away = PlanDay(TODAY, 1035, a_plan(), None, "sick")
        assert said(away) == "Leave by 17:15: off sick"
        answer = an_answer(TODAY)
        answer.later = True
        assert said(PlanDay(TODAY, 750, a_plan(BREAK), answer, "leave")) == (
            "Lunch break away from the desk: kept, written later"
        )

    @pytest.mark.parametrize(
        ("kept", "over", "words"),
        [
            (0, False, "Twice a week, not yet this week"),
            (1, False, "Twice a week, once so far"),
            (7, True, "Twice a week, 7 times that week"),
            (0, True, "Twice a week"),
        ],
    )
    def test_a_habit_says_how_often_it_was_kept_in_its_week(self, kept, over, words) -> None:
        gym = a_plan(HABIT, name="Gym", times=EVERY_DAY, per_week=2)
        assert so_far(gym, kept, over=over) == words

    def test_a_habit_on_days_of_its_own_says_them(self) -> None:
        home = a_plan(HABIT, name="Home", times=(None, None, 0, *(None,) * 4))
        daily = a_plan(HABIT, name="No e-mail after 20:00", times=EVERY_DAY)
        assert so_far(home, 1, over=False) == week_detail(home) == detail(home, 0) == "Wed"
        assert week_detail(daily) == "Every day"
        assert week_heading(daily) == heading(daily, 0) == "No e-mail after 20:00"

    @pytest.mark.parametrize(
        ("plan", "count", "words"),
        [
            (a_plan(), Count(10, 1, 12), "Kept on 10 of 12 days answered since 4 November"),
            (a_plan(), Count(0, 0, 1), "Kept on 0 of 1 day answered since 4 November"),
            (a_plan(), Count(0, 0, 0), ""),
            (a_plan(HABIT, per_week=2), Count(4, 0, 6), "Kept four times since 4 November"),
            (a_plan(HABIT, per_week=2), Count(0, 0, 6), ""),
        ],
    )
    def test_the_count_goes_by_the_days_that_were_answered(self, plan, count, words) -> None:
        assert count_in_words(plan, count, "since 4 November") == words
        assert count_in_words(plan, count) == words.removesuffix(" since 4 November")
