"""What lies ahead and goes into a calendar."""

from datetime import date

import pytest

from reflect_app.domain.dates_ahead import days_by_time, holds, last_day
from reflect_app.domain.records import Plan, Session

FRIDAY = date(2026, 11, 20)


def lunch(times=(750, 750, 780, 750, 750, None, None), **columns):
    return Plan(kind="break", name="Lunch", times=times, since=date(2026, 10, 1), **columns)


@pytest.mark.parametrize(
    ("days", "last"),
    [
        ([], date(2026, 12, 18)),
        ([date(2026, 11, 4)], date(2026, 12, 18)),
        ([FRIDAY], date(2026, 12, 18)),
        ([FRIDAY, date(2026, 12, 2), date(2026, 12, 30)], date(2026, 12, 2)),
        ([date(2199, 12, 2)], date(2027, 2, 12)),
    ],
)
def test_breaks_are_told_until_the_next_session_or_for_four_weeks(days, last):
    assert last_day([Session(day=day) for day in days], FRIDAY) == last


def test_the_days_of_a_break_stand_under_their_time_while_it_is_planned():
    found = days_by_time(lunch(until=date(2026, 11, 25)), FRIDAY, date(2026, 12, 2))
    assert found == {
        750: [FRIDAY, date(2026, 11, 23), date(2026, 11, 24)],
        780: [date(2026, 11, 25)],
    }


@pytest.mark.parametrize(
    ("sessions", "plans", "said"),
    [
        ([], [], ""),
        ([date(2026, 11, 4)], [lunch(until=date(2026, 11, 1))], ""),
        ([date(2026, 12, 2)], [], "The file holds 1 appointment to come."),
        (
            [date(2026, 12, 2), date(2026, 12, 30)],
            [lunch()],
            "The file holds 2 appointments to come and your planned breaks until 2 December.",
        ),
        ([], [lunch()], "The file holds your planned breaks until 18 December."),
    ],
)
def test_it_is_said_in_a_sentence_what_there_is(sessions, plans, said):
    assert holds([Session(day=day) for day in sessions], plans, FRIDAY) == said


def test_a_leaving_time_is_no_break():
    leaving = Plan(kind="leaving", name="Leaving", times=(1035,) * 7, since=date(2026, 10, 1))
    assert holds([], [leaving], FRIDAY) == ""
