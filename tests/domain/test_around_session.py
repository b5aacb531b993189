"""When a session is near, when it is over, and what was agreed as somebody types it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from reflect_app.domain.around_session import (
    cycle_since,
    earlier,
    is_near,
    just_over,
    lines_in,
    settled,
    to_prepare,
    waits,
)
from reflect_app.domain.records import Agreed, PageItem, Preparation, Session
from reflect_app.domain.supervision import Cycle

FRIDAY = date(2026, 11, 20)


def session(*, days=0, start=600, **columns):
    made = Session(day=FRIDAY + timedelta(days=days), start=start, **columns)
    made.id = 100 + days
    return made


def at(hour, minute=0, *, days=0):
    return datetime(2026, 11, 20, hour, minute, tzinfo=UTC) + timedelta(days=days)


def agreed(number, words, **columns):
    made = Agreed(session_id=7, words=words, **columns)
    made.id = number
    return made


# Before


@pytest.mark.parametrize(("days", "near"), [(0, True), (2, True), (3, False)])
def test_a_session_is_near_two_days_before(days, near):
    assert is_near(session(days=days), FRIDAY) is near


def test_one_that_has_begun_is_not_prepared_any_more():
    today, later = session(), session(days=28)
    assert to_prepare([today, later], at(9, 59)) is today
    assert to_prepare([today, later], at(10)) is later
    assert to_prepare([today], at(10)) is None


def test_one_without_a_time_can_be_prepared_until_its_day_is_over():
    today = session(start=None)
    assert to_prepare([today], at(23, 59)) is today
    assert to_prepare([today], at(0, 0, days=1)) is None


def test_where_the_clock_on_the_wall_stands_is_what_counts():
    in_delhi = datetime(2026, 11, 20, 10, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert to_prepare([session()], in_delhi) is None


@pytest.mark.parametrize(
    ("columns", "hour", "minute"),
    [({}, 11, 0), ({"minutes": 90}, 11, 30), ({"start": None}, 17, 0)],
)
def test_one_that_is_over_today_comes_before_those_of_later_days(columns, hour, minute):
    before, today, ahead = session(days=-28), session(**columns), session(days=28)
    known, over = [before, today, ahead], at(hour, minute)
    assert earlier(ahead, known, (), over) == [today, before]
    assert earlier(ahead, known, (), over - timedelta(minutes=1)) == [before]
    assert earlier(ahead, known, {today.id}, at(0)) == [today, before]


def test_on_its_own_day_and_after_it_a_session_looks_back_day_by_day():
    before, today, tonight = session(days=-28), session(), session(start=1200)
    known = [before, today, tonight]
    assert earlier(today, known, {today.id}, at(23)) == [before]
    assert earlier(tonight, known, {today.id}, at(23)) == [before]
    assert earlier(today, known, (), at(12, days=20)) == [before]
    assert earlier(before, known, (), at(12)) == []


def test_the_days_since_begin_with_the_day_of_the_one_before():
    assert cycle_since([session(), session(days=-28)], FRIDAY) == Cycle(
        FRIDAY, FRIDAY + timedelta(days=1)
    )
    assert cycle_since([], FRIDAY) == Cycle(FRIDAY - timedelta(days=28), FRIDAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("days", "count", "said"),
    [
        (0, 2, "Today: 2 things wait. Five minutes."),
        (1, 1, "Tomorrow: 1 thing waits. Five minutes."),
        (2, 3, "Sunday: 3 things wait. Five minutes."),
        (2, 0, "Sunday: five minutes to prepare."),
    ],
)
def test_it_says_how_much_waits_and_for_when(days, count, said):
    assert waits(session(days=days), count, None, FRIDAY) == said


@pytest.mark.parametrize("columns", [{"kind": "line_management"}, {"in_group": True}])
def test_where_others_sit_too_nothing_is_said_to_wait(columns):
    said = waits(session(days=1, **columns), 3, None, FRIDAY)
    assert said == "Tomorrow: five minutes to prepare."


@pytest.mark.parametrize(
    ("question", "ticked", "begun"),
    [("How?", False, True), ("", True, True), ("", False, False)],
)
def test_a_page_that_is_begun_is_not_asked_for_again(question, ticked, begun):
    items = [PageItem(kind="own", ticked=ticked)]
    prepared = Preparation(session_id=1, question=question, items=items)
    said = waits(session(days=1), 1, prepared, FRIDAY)
    assert said == f"Tomorrow: {'your page is begun.' if begun else '1 thing waits. Five minutes.'}"


# After


def test_it_is_over_after_its_length_or_an_hour():
    usual, short = session(), session(minutes=30)
    assert just_over([usual], at(10, 59)) == []
    assert just_over([usual], at(11)) == [usual]
    assert just_over([short], at(10, 30)) == [short]


def test_one_without_a_time_is_over_in_the_evening():
    today = session(start=None)
    assert just_over([today], at(16, 59)) == []
    assert just_over([today], at(17)) == [today]


def test_a_late_one_is_over_when_the_next_day_has_begun():
    late = session(start=23 * 60 + 30)
    assert just_over([late], at(23, 59)) == []
    assert just_over([late], at(0, 30, days=1)) == [late]


def test_it_is_just_over_for_two_days_and_the_latest_comes_first():
    sessions = [session(days=-3), session(days=-2), session(days=-1), session(days=1)]
    assert [each.id for each in just_over(sessions, at(12))] == [99, 98]


# What was agreed


def test_each_line_is_one_thing_agreed():
    assert lines_in("  Ten   minutes \n\n\t\nAsk for a debrief\n") == [
        "Ten minutes",
        "Ask for a debrief",
    ]


def test_what_still_says_the_same_is_left_alone():
    assert settled(["One", "Two"], [agreed(1, "Two"), agreed(2, " One ")], 7) == ([], [])


def test_new_lines_are_new_and_missing_ones_go():
    kept = agreed(1, "Go home at five on Fridays", due=FRIDAY)
    changed, gone = settled(["Ring the team"], [kept], 7)
    assert [(each.id, each.words, each.due, each.session_id) for each in changed] == [
        (None, "Ring the team", None, 7)
    ]
    assert gone == [kept]


def test_a_line_that_was_put_right_keeps_its_date_and_its_plan():
    kept = agreed(1, "Ask for a debref", due=FRIDAY, plan_id=4, outcome="partly", outcome_on=FRIDAY)
    (changed,), gone = settled(["Ask for a debrief"], [kept], 7)
    assert (changed.id, changed.words) == (1, "Ask for a debrief")
    assert (changed.due, changed.plan_id) == (FRIDAY, 4)
    assert (changed.outcome, changed.outcome_on) == ("partly", FRIDAY)
    assert gone == []


def test_the_same_line_twice_is_two_things():
    changed, gone = settled(["Lunch", "Lunch"], [agreed(1, "Lunch")], 7)
    assert [each.words for each in changed] == ["Lunch"]
    assert gone == []
