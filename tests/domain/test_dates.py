import locale
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.dates import (
    MONTHS,
    WEEKDAYS,
    at,
    day_month,
    full_day,
    long_day,
    month,
    short_date,
    short_day,
)

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def english_locale() -> Iterator[None]:
    before = locale.setlocale(locale.LC_TIME)
    locale.setlocale(locale.LC_TIME, "C")
    yield
    locale.setlocale(locale.LC_TIME, before)


def test_a_day_reads_as_a_british_reader_says_it() -> None:
    assert long_day(FRIDAY) == "Friday 20 November"
    assert full_day(FRIDAY) == "Friday 20 November 2026"
    assert short_day(FRIDAY) == "Fri 20"
    assert day_month(date(2026, 11, 4)) == "4 November"
    assert short_date(date(2026, 9, 4)) == "4 Sep"
    assert month(FRIDAY) == "November 2026"


@pytest.mark.parametrize(
    ("moment", "read"),
    [
        (datetime(2026, 11, 20, 15, 10), "15:10"),  # noqa: DTZ001
        (datetime(2026, 11, 20, 0, 5), "00:05"),  # noqa: DTZ001
        (datetime(2026, 11, 20, 23, 59, 59), "23:59"),  # noqa: DTZ001
    ],
)
def test_a_time_is_the_wall_clock_of_24_hours(moment, read) -> None:
    assert at(moment) == read


@pytest.mark.usefixtures("english_locale")
@given(st.dates())
def test_every_day_agrees_with_an_english_calendar(day: date) -> None:
    assert long_day(day) == f"{day:%A} {day.day} {day:%B}"
    assert short_day(day) == f"{day:%a} {day.day}"
    assert short_date(day) == f"{day.day} {day:%b}"
    assert month(day) == f"{day:%B} {day.year}"


def test_there_are_seven_days_and_twelve_months() -> None:
    assert (len(WEEKDAYS), len(MONTHS)) == (7, 12)
