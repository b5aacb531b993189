from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.clock import Clock
from reflect_app.domain.plan import (
    BREAK,
    FREE,
    HABIT,
    KEPT,
    LEAVING,
    NOT_THAT_DAY,
    OFF,
    OPEN,
    PARTLY,
    WHEN,
    Count,
    after_plan,
    clock_time,
    days_in_words,
    due_today,
    in_force,
    kept_count,
    leaving_answer,
    parse_clock,
    planned,
    slipping,
    week,
    when_due,
)
from reflect_app.domain.records import Plan, PlanAnswer

MONDAY = date(2026, 11, 16)
WORKDAYS = (1035,) * 5 + (None, None)

a_minute = st.integers(0, 1439)
a_time = st.none() | a_minute


def a_plan(kind: str = LEAVING, number: int = 1, **columns: Any) -> Plan:
    usual = {"name": "Leave on time", "times": WORKDAYS, "since": date(2026, 11, 1)}
    plan = Plan(kind=kind, **(usual | columns))
    plan.id = number
    return plan


def an_answer(day: date, answer: str = KEPT, *, plan: int = 1) -> PlanAnswer:
    return PlanAnswer(
        plan_id=plan, day=day, at=datetime(2026, 11, 20, 17, tzinfo=UTC), answer=answer
    )


def day(number: int) -> date:
    """Return a day of the week of MONDAY, 0 to 6."""
    return MONDAY + timedelta(days=number)


class TestWhichDaysCount:
    def test_a_plan_counts_on_its_weekdays_only(self) -> None:
        assert [planned(a_plan(), day(number)) for number in range(7)] == list(WORKDAYS)

    def test_a_plan_counts_on_its_first_and_its_last_day(self) -> None:
        plan = a_plan(since=day(1), until=day(3))
        assert [planned(plan, day(number)) for number in range(5)] == [
            None,
            1035,
            1035,
            1035,
            None,
        ]

    def test_midnight_is_a_time_like_any_other(self) -> None:
        plan = a_plan(times=(0,) + (None,) * 6)
        assert planned(plan, MONDAY) == 0

    @given(st.lists(a_time, min_size=7, max_size=7), st.dates(), st.none() | st.dates(), st.dates())
    def test_a_planned_time_is_always_that_weekdays_and_never_outside(
        self, times, since, until, asked
    ) -> None:
        plan = a_plan(times=tuple(times), since=since, until=until)
        inside = since <= asked and (until is None or asked <= until)
        assert planned(plan, asked) == (times[asked.weekday()] if inside else None)
        assert bool(in_force([plan], asked)) is inside

    def test_plans_stand_with_breaks_first_and_leave_out_what_has_ended(self) -> None:
        ended = a_plan(until=day(0))
        leaving = a_plan(since=day(1))
        lunch = a_plan(BREAK, name="Lunch", since=day(1))
        later = a_plan(since=day(5))
        assert in_force([later, leaving, ended, lunch], day(2)) == [lunch, leaving]

    def test_a_plan_in_force_shows_on_its_free_weekdays_too(self) -> None:
        plan = a_plan()
        assert in_force([plan], day(6)) == [plan]
        assert planned(plan, day(6)) is None

    def test_without_plans_nothing_is_in_force(self) -> None:
        assert in_force([], MONDAY) == []


class TestLeaving:
    @pytest.mark.parametrize(
        ("actual", "expected"),
        [
            ("17:15", (KEPT, 0)),
            ("16:00", (KEPT, -75)),
            ("17:25", (KEPT, 10)),
            ("17:26", (PARTLY, 11)),
            ("17:45", (PARTLY, 30)),
            ("17:46", (NOT_THAT_DAY, 31)),
            ("23:59", (NOT_THAT_DAY, 404)),
            ("00:20", (NOT_THAT_DAY, 425)),
            ("05:15", (NOT_THAT_DAY, 720)),
            ("05:16", (KEPT, -719)),
        ],
    )
    def test_the_minutes_after_a_planned_quarter_past_five(self, actual, expected) -> None:
        assert leaving_answer(17 * 60 + 15, parse_clock(actual)) == expected

    def test_a_late_shift_planned_past_midnight_may_be_left_before_it(self) -> None:
        assert leaving_answer(parse_clock("00:30"), parse_clock("23:50")) == (KEPT, -40)
        assert leaving_answer(parse_clock("23:50"), parse_clock("00:10")) == (PARTLY, 20)

    @given(a_minute, a_minute)
    def test_the_minutes_lead_from_the_planned_time_to_the_actual_one(self, plan, actual) -> None:
        answer, after = leaving_answer(plan, actual)
        assert (plan + after) % 1440 == actual
        assert -720 < after <= 720
        assert (answer == KEPT) == (after <= 10)
        assert (answer == NOT_THAT_DAY) == (after > 30)

    @pytest.mark.parametrize(
        ("minutes", "said"),
        [
            (0, "as planned"),
            (1, "1 minute after plan"),
            (25, "25 minutes after plan"),
            (60, "1 hour after plan"),
            (85, "1 hour 25 minutes after plan"),
            (121, "2 hours 1 minute after plan"),
            (-20, "20 minutes before plan"),
        ],
    )
    def test_the_distance_from_plan_is_said_without_judgement(self, minutes, said) -> None:
        assert after_plan(minutes) == said


class TestClockTimes:
    @pytest.mark.parametrize(
        ("text", "read"),
        [
            ("17:15", "17:15"),
            ("1715", "17:15"),
            ("17.15", "17:15"),
            ("17h15", "17:15"),
            ("17", "17:00"),
            (" 9 ", "09:00"),
            ("930", "09:30"),
            ("0930", "09:30"),
            ("9:05", "09:05"),
            ("5:15pm", "17:15"),
            ("5:15 PM", "17:15"),
            ("5.15 p.m.", "17:15"),
            ("5pm", "17:00"),
            ("515pm", "17:15"),
            ("12am", "00:00"),
            ("12:30 am", "00:30"),
            ("12pm", "12:00"),
            ("0:00", "00:00"),
            ("23:59", "23:59"),
        ],
    )
    def test_a_time_may_be_typed_the_way_people_write_it(self, text, read) -> None:
        assert clock_time(parse_clock(text)) == read

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "soon",
            "24:00",
            "25",
            "17:60",
            "17:5",
            "13pm",
            "0am",
            "17:15pm",
            "-1",
            "17:15:30",
            "17,5",
            "5 p",
            "\u0661\u0667:\u0661\u0665",
            "17:15\x00",
            "12345",
        ],
    )
    def test_what_is_not_clearly_a_time_is_not_guessed(self, text) -> None:
        assert parse_clock(text) is None

    @given(a_minute)
    def test_every_time_reads_back_as_itself(self, minutes) -> None:
        text = clock_time(minutes)
        assert parse_clock(text) == parse_clock(text.replace(":", "")) == minutes

    @given(a_minute)
    def test_every_time_reads_back_from_twelve_hours_too(self, minutes) -> None:
        hours, rest = divmod(minutes, 60)
        text = f"{hours % 12 or 12}:{rest:02}{'pm' if hours >= 12 else 'am'}"
        assert parse_clock(text) == minutes

    @given(st.text())
    def test_nothing_typed_ever_breaks_it(self, text) -> None:
        read = parse_clock(text)
        assert read is None or 0 <= read < 1440


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("", "no day"),
        ("2", "Wed"),
        ("01", "Mon and Tue"),
        ("01234", "Mon to Fri"),
        ("456", "Fri to Sun"),
        ("024", "Mon, Wed and Fri"),
        ("01235", "Mon, Tue, Wed, Thu and Sat"),
        ("0123456", "every day"),
    ],
)
def test_the_weekdays_of_a_plan_are_said_in_words(days, said) -> None:
    plan = a_plan(times=tuple(0 if str(number) in days else None for number in range(7)))
    assert days_in_words(plan) == said


class TestTheWeek:
    def test_the_grid_has_a_row_a_plan_and_seven_days_from_monday(self) -> None:
        lunch = a_plan(BREAK, name="Lunch", number=1)
        leaving = a_plan(number=2)
        rows = week([leaving, lunch], [], MONDAY)
        assert [row.plan for row in rows] == [lunch, leaving]
        assert [cell.day for cell in rows[0].days] == [day(number) for number in range(7)]
        assert [cell.planned for cell in rows[0].days] == list(WORKDAYS)
        assert all(cell.answer is None for row in rows for cell in row.days)

    def test_an_answer_stands_on_its_day_under_its_plan(self) -> None:
        tuesday, other = an_answer(day(1), plan=1), an_answer(day(1), PARTLY, plan=2)
        rows = week(
            [a_plan(BREAK, name="Lunch", number=1), a_plan(number=2)],
            [tuesday, other, an_answer(day(-3), plan=1), an_answer(day(1), plan=9)],
            MONDAY,
        )
        assert [cell.answer for cell in rows[0].days] == [None, tuesday, *[None] * 5]
        assert [cell.answer for cell in rows[1].days] == [None, other, *[None] * 5]

    def test_a_day_answered_though_nothing_was_planned_still_shows(self) -> None:
        saturday = an_answer(day(5))
        (row,) = week([a_plan()], [saturday], MONDAY)
        assert row.days[5].planned is None
        assert row.days[5].answer is saturday

    def test_a_plan_changed_within_the_week_stays_one_row(self) -> None:
        before = a_plan(until=day(1), number=1, name="Leave by 17:15")
        after = a_plan(times=(990,) * 7, since=day(2), number=2, name="Leave by 16:30")
        kept, missed = an_answer(day(1), plan=1), an_answer(day(2), NOT_THAT_DAY, plan=2)
        (row,) = week([after, before], [kept, missed], MONDAY)
        assert row.plan is after
        assert [cell.planned for cell in row.days] == [1035, 1035, *[990] * 5]
        assert [cell.answer for cell in row.days[1:3]] == [kept, missed]
        assert [cell.plan for cell in row.days[1:3]] == [before, after]

    def test_a_day_before_a_plan_began_belongs_to_none(self) -> None:
        (row,) = week([a_plan(since=day(2))], [], MONDAY)
        assert [cell.plan is None for cell in row.days] == [True, True, *[False] * 5]

    def test_two_breaks_of_different_names_are_two_plans(self) -> None:
        rows = week([a_plan(BREAK, name="Lunch"), a_plan(BREAK, name="Tea", number=2)], [], MONDAY)
        assert [row.plan.name for row in rows] == ["Lunch", "Tea"]

    def test_a_plan_that_had_ended_or_has_not_begun_has_no_row(self) -> None:
        assert week([a_plan(until=day(-1)), a_plan(since=day(7))], [], MONDAY) == ()
        assert len(week([a_plan(until=day(0)), a_plan(BREAK, since=day(6))], [], MONDAY)) == 2

    @pytest.mark.parametrize("change", [date(2026, 3, 23), date(2026, 10, 19)])
    def test_the_weeks_in_which_the_clocks_change_have_seven_days_like_any_other(
        self, change
    ) -> None:
        (row,) = week([a_plan(since=date(2026, 1, 1), times=(1035,) * 7)], [], change)
        assert [cell.planned for cell in row.days] == [1035] * 7
        assert row.days[6].day - row.days[0].day == timedelta(days=6)


class TestDaysAway:
    def test_a_day_away_is_not_open_and_an_answer_counts_all_the_same(self) -> None:
        off = {day(0): "leave", day(1): "sick", day(5): "leave"}
        (row,) = week([a_plan()], [an_answer(day(1))], MONDAY, off)
        assert [cell.state for cell in row.days] == [OFF, KEPT, OPEN, OPEN, OPEN, FREE, FREE]
        assert [cell.away for cell in row.days[:2]] == ["leave", "sick"]
        assert row.kept == 1


class TestHabits:
    def gym(self, **columns: Any) -> Plan:
        return a_plan(HABIT, name="Gym", times=(0,) * 7, per_week=2, **columns)

    def test_so_many_times_a_week_may_be_answered_on_any_day(self) -> None:
        (row,) = week([self.gym()], [an_answer(day(6))], MONDAY)
        assert [cell.state for cell in row.days] == [*[OPEN] * 6, KEPT]

    def test_it_asks_until_it_was_kept_so_often_and_not_on_a_day_away(self) -> None:
        given = [an_answer(day(0)), an_answer(day(1), PARTLY)]
        (row,) = week([self.gym()], given, MONDAY)
        assert due_today(row, day(2))
        assert due_today(row, day(0)), "an answer stays in sight"
        (row,) = week([self.gym()], [*given, an_answer(day(2))], MONDAY)
        assert not due_today(row, day(3))
        (row,) = week([self.gym()], given, MONDAY, {day(2): "leave"})
        assert not due_today(row, day(2))

    def test_on_chosen_days_it_asks_on_those(self) -> None:
        plan = a_plan(HABIT, name="Home half day", times=(None, None, 0, *(None,) * 4))
        (row,) = week([plan], [], MONDAY)
        assert [due_today(row, day(number)) for number in range(4)] == [False, False, True, False]

    def test_what_waits_for_a_cue_has_no_row(self) -> None:
        assert week([a_plan(WHEN, times=(None,) * 7)], [], MONDAY) == ()


class TestSlipping:
    @pytest.mark.parametrize(
        ("answers", "slips"),
        [
            ([], False),
            ([NOT_THAT_DAY], False),
            ([NOT_THAT_DAY, KEPT], False),
            ([KEPT, NOT_THAT_DAY, PARTLY], True),
            ([NOT_THAT_DAY, NOT_THAT_DAY, KEPT], False),
        ],
    )
    def test_the_last_two_answered_days_say_so(self, answers, slips) -> None:
        given = [an_answer(day(2 * number), each) for number, each in enumerate(answers)]
        plan = a_plan()
        assert slipping(plan, [plan], given[::-1], day(6)) is slips

    def test_later_days_and_other_plans_say_nothing(self) -> None:
        plan, other = a_plan(), a_plan(BREAK, number=2)
        given = [
            an_answer(day(0), NOT_THAT_DAY),
            an_answer(day(1), NOT_THAT_DAY, plan=2),
            an_answer(day(2), NOT_THAT_DAY),
        ]
        assert not slipping(plan, [plan, other], given, day(1))
        assert slipping(plan, [plan, other], given, day(2))


some_plans = st.lists(
    st.tuples(
        st.sampled_from([BREAK, LEAVING, HABIT, WHEN]),
        st.sampled_from(["Lunch", "Gym"]),
        st.lists(a_time, min_size=7, max_size=7),
        st.integers(-10, 8),
        st.none() | st.integers(-3, 12),
    ),
    max_size=5,
)
some_answers = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(-3, 9)),
    st.sampled_from([KEPT, PARTLY, NOT_THAT_DAY]),
    max_size=20,
)
days_away = st.dictionaries(
    st.integers(0, 6).map(day), st.sampled_from(["leave", "sick", "bank_holiday"])
)


class TestAgainstANaiveCount:
    """Counted once more day by day, without threads, rows or squares."""

    @staticmethod
    def made(drawn: Any) -> list[Plan]:
        # As a journal has them: one plan of a name after the other, never two at once.
        plans, ends = [], {}
        for number, (kind, name, times, since, length) in enumerate(drawn):
            thread = (kind, "" if kind == LEAVING else name)
            begins = max(day(since), ends.get(thread, date.min))
            if begins == date.max:
                continue
            until = None if length is None else begins + timedelta(length)
            ends[thread] = date.max if until is None else until + timedelta(1)
            held = {"times": tuple(times), "since": begins, "until": until}
            if kind == WHEN:
                held["times"] = (None,) * 7
            plans.append(a_plan(kind, number, name=name, **held))
        return plans

    @staticmethod
    def holds(plan: Plan, on: date) -> bool:
        return plan.since <= on and (plan.until is None or on <= plan.until)

    @given(some_plans, some_answers, days_away)
    def test_kept_and_open_days_of_a_week(self, drawn, given_answers, off) -> None:
        plans = self.made(drawn)
        held = [
            an_answer(day(on), how, plan=number)
            for (number, on), how in given_answers.items()
            if any(plan.id == number and self.holds(plan, day(on)) for plan in plans)
        ]
        rows = week(plans, held, MONDAY, off)
        for kind in (BREAK, LEAVING, HABIT):
            mine = [plan for plan in plans if plan.kind == kind]
            kept = waiting = 0
            for on in map(day, range(7)):
                for plan in mine:
                    if not self.holds(plan, on):
                        continue
                    told = [a for a in held if (a.plan_id, a.day) == (plan.id, on)]
                    kept += sum(a.answer == KEPT for a in told)
                    is_open = plan.times[on.weekday()] is not None and on not in off
                    waiting += is_open and not told
            of_kind = [row for row in rows if row.plan.kind == kind]
            assert sum(row.kept for row in of_kind) == kept
            squares = [square.state for row in of_kind for square in row.days]
            assert squares.count(OPEN) == waiting

    @given(some_plans, some_answers, days_away)
    def test_days_away_change_no_count(self, drawn, given_answers, off) -> None:
        plans = self.made(drawn)
        held = [an_answer(day(on), how, plan=n) for (n, on), how in given_answers.items()]
        for plan in plans:
            alike = {
                other.id
                for other in plans
                if other.kind == plan.kind and (plan.kind == LEAVING or other.name == plan.name)
            }
            told = [answer.answer for answer in held if answer.plan_id in alike]
            kept = len([each for each in told if each == KEPT])
            partly = len([each for each in told if each == PARTLY])
            assert kept_count(plan, plans, held) == Count(kept, partly, len(told))
        with_off = week(plans, held, MONDAY, off)
        assert [row.kept for row in with_off] == [row.kept for row in week(plans, held, MONDAY)]


class TestTheClock:
    @given(
        st.dates(date(2020, 1, 1), date(2035, 12, 31))
        | st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)]),
        a_minute,
        a_minute,
    )
    def test_leaving_now_goes_by_the_clock_on_the_wall_whatever_the_day(
        self, on, planned_at, moment
    ) -> None:
        class Wall(Clock):
            def now(self) -> datetime:
                return datetime.combine(on, time(), UTC) + timedelta(minutes=moment)

        shown = Wall().local()
        _, after = leaving_answer(planned_at, Wall().minutes())
        left = datetime.combine(date.min, time()) + timedelta(days=2, minutes=planned_at + after)
        assert (left.hour, left.minute) == (shown.hour, shown.minute)

    @pytest.mark.parametrize(
        ("moment", "after"),
        [
            (datetime(2026, 3, 28, 17, 40, tzinfo=UTC), 25),
            (datetime(2026, 3, 29, 16, 40, tzinfo=UTC), 25),
            (datetime(2026, 10, 24, 16, 40, tzinfo=UTC), 25),
            (datetime(2026, 10, 25, 17, 40, tzinfo=UTC), 25),
            (datetime(2026, 3, 29, 0, 20, tzinfo=UTC), 425),
            (datetime(2026, 10, 24, 23, 20, tzinfo=UTC), 425),
            (datetime(2026, 10, 25, 0, 20, tzinfo=UTC), 485),
        ],
    )
    def test_a_quarter_past_five_is_so_before_and_after_the_clocks_change(
        self, moment, after
    ) -> None:
        class Wall(Clock):
            def now(self) -> datetime:
                return moment

        assert leaving_answer(1035, Wall().minutes())[1] == after


class TestCounting:
    def test_days_without_an_answer_are_held_against_nobody(self) -> None:
        answers = [
            an_answer(day(0)),
            an_answer(day(1), PARTLY),
            an_answer(day(3), NOT_THAT_DAY),
            an_answer(day(2), plan=2),
        ]
        plan = a_plan()
        assert kept_count(plan, [plan, a_plan(BREAK, number=2)], answers) == Count(1, 1, 3)

    def test_a_changed_plan_is_counted_with_what_it_was(self) -> None:
        before, now = a_plan(number=1, until=day(1)), a_plan(number=2, since=day(2))
        answers = [an_answer(day(0), plan=1), an_answer(day(2), plan=2)]
        assert kept_count(now, [before, now], answers) == Count(2, 0, 2)

    def test_nothing_answered_is_a_plain_nought(self) -> None:
        plan = a_plan()
        assert kept_count(plan, [plan], []) == Count(0, 0, 0)


def test_what_was_logged_brings_the_plan_that_waits_for_it():
    def when(cue, **columns):
        return Plan(
            kind="when",
            name="Ten minutes in the car",
            times=(None,) * 7,
            since=date(2026, 11, 2),
            cue=cue,
            **columns,
        )

    after_disclosure, ended = when("disclosure"), when("recall", until=date(2026, 11, 10))
    plans = [after_disclosure, ended]
    assert when_due(plans, ("court", "disclosure"), date(2026, 11, 20)) == [after_disclosure]
    assert when_due(plans, ("recall",), date(2026, 11, 20)) == []
    assert when_due(plans, ("recall",), date(2026, 11, 10)) == [ended]
