from datetime import date, timedelta

import pytest

from reflect_app.ui.charts.ticks import day_ticks

TODAY = date(2026, 11, 20)


def labels(days: int, room: int = 8) -> list[str]:
    start = TODAY - timedelta(days=days - 1)
    return [label for _, label in day_ticks(start, TODAY, room)]


def test_a_single_day_is_named() -> None:
    assert labels(1) == ["20 Nov"]


def test_a_few_days_are_all_named() -> None:
    assert labels(4) == ["17 Nov", "18 Nov", "19 Nov", "20 Nov"]


def test_weeks_begin_on_a_monday() -> None:
    ticks = day_ticks(TODAY - timedelta(days=29), TODAY, 6)
    assert [label for _, label in ticks] == ["26 Oct", "2 Nov", "9 Nov", "16 Nov"]
    assert {day.weekday() for day, _ in ticks} == {0}


def test_longer_than_two_months_the_first_of_each_is_named() -> None:
    assert labels(63) == ["1 Oct", "1 Nov"]
    assert labels(81) == ["1 Sep", "1 Oct", "1 Nov"]


def test_a_year_is_told_in_months_and_needs_no_year() -> None:
    assert labels(365) == ["1 Jan", "1 Mar", "1 May", "1 Jul", "1 Sep", "1 Nov"]


def test_with_more_than_a_year_the_year_is_told() -> None:
    assert labels(500, room=20)[-1] == "Nov 2026"


def test_twenty_years_are_told_in_years() -> None:
    assert labels(20 * 365) == ["2010", "2015", "2020", "2025"]


@pytest.mark.parametrize("days", [1, 2, 13, 30, 62, 63, 100, 365, 800, 1825, 7300])
@pytest.mark.parametrize("room", [1, 2, 3, 5, 8])
def test_there_are_never_more_than_have_room_and_always_one(days: int, room: int) -> None:
    start = TODAY - timedelta(days=days - 1)
    ticks = day_ticks(start, TODAY, room)
    assert 1 <= len(ticks) <= room
    assert all(start <= day <= TODAY for day, _ in ticks)


def test_without_room_there_is_none() -> None:
    assert day_ticks(TODAY, TODAY, 0) == []
