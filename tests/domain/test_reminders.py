"""What is due next, on the clock of the wall, across midnight and the change to summer time."""

import time as computer
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.plan import AWAY, KEPT
from reflect_app.domain.records import Plan, PlanAnswer, Session
from reflect_app.domain.reminders import APPOINTMENT, PLANNED, Reminder, next_reminder

FRIDAY = date(2026, 11, 20)
SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)
"""Sundays on which London's clocks go from 01:00 to 02:00, and from 02:00 back to 01:00."""
DAY, TEN_MINUTES = timedelta(days=1), timedelta(minutes=10)


def a_plan(kind="break", at=750, days=range(7), number=1, **columns):
    times = tuple(at if day in days else None for day in range(7))
    plan = Plan(kind=kind, name=f"{kind} {number}", times=times, since=date(2026, 1, 1), **columns)
    plan.id = number
    return plan


def wall(day, minutes, *, second_time=False):
    """Return the moment when a clock on the wall shows this."""
    shown = time(*divmod(minutes, 60), fold=second_time)
    return datetime.fromtimestamp(datetime.combine(day, shown).timestamp(), UTC)


def due(now, plans=(), *, answers=(), sessions=(), off=()):
    return next_reminder(plans, answers, sessions, dict.fromkeys(off, "leave"), now)


@pytest.mark.parametrize(
    ("kind", "before", "at"),
    [("break", 749, 750), ("leaving", 739, 740)],
)
def test_a_break_is_due_when_it_begins_and_leaving_ten_minutes_before(kind, before, at):
    plans = [a_plan(kind)]
    assert due(wall(FRIDAY, before), plans) == Reminder(wall(FRIDAY, at), (PLANNED,))
    assert due(wall(FRIDAY, at), plans) == Reminder(wall(FRIDAY + DAY, at), (PLANNED,))


@pytest.mark.parametrize("kind", ["habit", "when"])
def test_what_has_no_time_is_never_due(kind):
    assert due(wall(FRIDAY, 0), [a_plan(kind)]) is None


def test_a_plan_is_due_only_on_its_days_and_while_it_lasts():
    assert due(wall(FRIDAY, 0), [a_plan(days=[0])]) is None
    assert due(wall(FRIDAY, 0), [a_plan(until=FRIDAY - DAY)]) is None
    assert due(wall(FRIDAY, 760), [a_plan(until=FRIDAY)]) is None


def test_a_session_is_told_on_the_day_before_at_four_in_the_afternoon():
    sessions = [Session(day=FRIDAY + DAY)]
    told = Reminder(wall(FRIDAY, 960), (APPOINTMENT,))
    assert due(wall(FRIDAY, 0), sessions=sessions) == told
    assert due(wall(FRIDAY - DAY, 0), sessions=sessions) == told
    assert due(wall(FRIDAY, 960), sessions=sessions) is None


@pytest.mark.parametrize("state", ["cancelled", "moved 2026-12-09 600"])
def test_a_session_that_is_not_held_is_not_told(state):
    assert due(wall(FRIDAY, 0), sessions=[Session(day=FRIDAY + DAY, state=state)]) is None


def test_what_is_due_at_one_moment_is_told_once_each():
    plans = [a_plan(at=960), a_plan(at=960, number=2), a_plan("leaving", at=970, number=3)]
    sessions = [Session(day=FRIDAY + DAY), Session(day=FRIDAY + DAY, kind="group")]
    found = due(wall(FRIDAY, 0), plans, sessions=sessions)
    assert found == Reminder(wall(FRIDAY, 960), (PLANNED, APPOINTMENT))


def test_a_plan_that_is_answered_already_is_due_tomorrow():
    answer = PlanAnswer(plan_id=1, day=FRIDAY, at=wall(FRIDAY, 600), answer=KEPT)
    plans = [a_plan(), a_plan(at=800, number=2)]
    assert due(wall(FRIDAY, 700), plans, answers=[answer]).at == wall(FRIDAY, 800)
    assert due(wall(FRIDAY, 700), plans[:1], answers=[answer]).at == wall(FRIDAY + DAY, 750)


def test_leaving_just_after_midnight_is_told_before_it():
    plans = [a_plan("leaving", at=5)]
    assert due(wall(FRIDAY, 1434), plans).at == wall(FRIDAY, 1435)
    assert due(wall(FRIDAY, 1434), plans, off=[FRIDAY]).at == wall(FRIDAY, 1435)
    assert due(wall(FRIDAY, 1434), plans, off=[FRIDAY + DAY]).at == wall(FRIDAY + DAY, 1435)


def test_a_time_that_spring_leaps_over_comes_as_much_later():
    assert due(wall(SPRING, 0), [a_plan(at=90)]).at == wall(SPRING, 150)


def test_a_time_that_autumn_shows_twice_comes_once():
    first = due(wall(AUTUMN, 0), [a_plan(at=90)])
    assert first.at == wall(AUTUMN, 90)
    again = due(first.at, [a_plan(at=90)])
    assert again.at == wall(AUTUMN + DAY, 90)
    assert again.at > wall(AUTUMN, 90, second_time=True)


def test_ten_minutes_before_are_ten_minutes_even_where_the_clock_leaps():
    assert due(wall(SPRING, 0), [a_plan("leaving", at=125)]).at == wall(SPRING, 55)


days = st.one_of(
    *(
        st.dates(middle - 3 * DAY, middle + 3 * DAY)
        for middle in (SPRING, AUTUMN, FRIDAY, date(2026, 12, 31))
    )
)
moments = st.builds(
    lambda day, seconds: wall(day, 0) + timedelta(seconds=seconds), days, st.integers(0, 86_399)
)
plans = st.lists(
    st.builds(
        lambda kind, at, on: (kind, at, on),
        st.sampled_from(["break", "leaving", "habit"]),
        st.integers(0, 1439),
        st.sets(st.integers(0, 6)),
    ),
    max_size=4,
    # Somebody leaves once a day: two such plans at a time are one, changed.
    unique_by=lambda found: found[0] if found[0] == "leaving" else found[:2],
).map(lambda found: [a_plan(*each, number=number) for number, each in enumerate(found, 1)])


@st.composite
def situations(draw):
    now = draw(moments)
    today = now.astimezone().date()
    near = st.integers(-1, 3).map(lambda number: today + number * DAY)
    planned = draw(plans)
    answers = [
        PlanAnswer(plan_id=plan.id, day=day, at=now, answer=KEPT)
        for plan in planned
        for day in draw(st.sets(near, max_size=2))
    ]
    sessions = [Session(day=day) for day in draw(st.lists(near, max_size=3))]
    off = {day: draw(st.sampled_from(sorted(AWAY))) for day in draw(st.sets(near, max_size=2))}
    return planned, answers, sessions, off, now


@given(situations())
def test_it_lies_ahead_and_not_beyond_tomorrow(situation):
    now = situation[-1]
    found = next_reminder(*situation)
    if found:
        assert now < found.at < wall(now.astimezone().date() + 2 * DAY, 0)
        assert found.what in {(PLANNED,), (APPOINTMENT,), (PLANNED, APPOINTMENT)}


@given(situations(), st.floats(0, 0.99))
def test_it_stays_what_it_is_until_it_is_due(situation, share):
    *rest, now = situation
    found = next_reminder(*rest, now)
    if found:
        assert next_reminder(*rest, now + share * (found.at - now)) == found


@given(situations())
def test_every_plan_of_today_comes_once_and_in_order(situation):
    planned, answers, sessions, off, now = situation
    start = wall(now.astimezone().date(), 0)
    tomorrow = start.astimezone().date() + DAY
    came, at = [], start
    while (found := next_reminder(planned, answers, sessions, off, at)) and found.at < wall(
        tomorrow, 0
    ):
        came.append(found.at)
        at = found.at
    answered = {(each.plan_id, each.day) for each in answers}
    expected = {
        moment
        for plan in planned
        for day in (tomorrow - DAY, tomorrow)
        if plan.kind != "habit" and day not in off and (plan.id, day) not in answered
        for time_ in [plan.times[day.weekday()]]
        if time_ is not None
        for moment in [wall(day, time_) - (plan.kind == "leaving") * TEN_MINUTES]
    }
    expected |= {
        wall(day, 960)
        for day in (tomorrow - DAY, tomorrow)
        if day not in off and any(each.day == day + DAY for each in sessions)
    }
    assert came == sorted(each for each in expected if start < each < wall(tomorrow, 0))


@given(situations())
def test_days_away_have_none(situation):
    *rest, _, now = situation
    today = now.astimezone().date()
    assert (
        next_reminder(*rest, dict.fromkeys([today, today + DAY, today + 2 * DAY], "sick"), now)
        is None
    )


@pytest.mark.skipif(not hasattr(computer, "tzset"), reason="the time zone is the computer's")
@pytest.mark.parametrize("zone", ["UTC0", "NZST-12NZDT,M9.5.0,M4.1.0/3", "HST10"])
def test_it_follows_the_computer_s_own_time_zone(monkeypatch, zone):
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", zone)
        computer.tzset()
        found = due(wall(FRIDAY, 0), [a_plan()])
        shown = found.at.astimezone()
        assert (shown.date(), shown.hour, shown.minute) == (FRIDAY, 12, 30)
    computer.tzset()
