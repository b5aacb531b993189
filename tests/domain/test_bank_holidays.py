from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.bank_holidays import NATIONS, bank_holidays, days_off
from reflect_app.domain.records import Away

YEAR = (date(2026, 1, 1), date(2026, 12, 31))

a_day = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("nation", "day", "rests"),
    [
        ("england_wales", date(2026, 4, 6), True),
        ("scotland", date(2026, 4, 6), False),
        ("northern_ireland", date(2026, 4, 6), True),
        ("england_wales", date(2026, 8, 31), True),
        ("scotland", date(2026, 8, 31), False),
        ("scotland", date(2026, 8, 3), True),
        ("scotland", date(2026, 1, 2), True),
        ("england_wales", date(2026, 1, 2), False),
        ("scotland", date(2026, 11, 30), True),
        ("northern_ireland", date(2026, 3, 17), True),
        ("northern_ireland", date(2026, 7, 13), True),
        ("england_wales", date(2026, 7, 13), False),
        ("scotland", date(2026, 6, 15), True),
        ("england_wales", date(2026, 12, 28), True),
        ("england_wales", date(2022, 9, 19), True),
    ],
)
def test_each_nation_has_its_own(nation, day, rests):
    assert (day in bank_holidays(nation, *YEAR) | bank_holidays(nation, day, day)) is rests


def test_a_nation_nobody_knows_is_taken_for_england_and_wales():
    assert bank_holidays("atlantis", *YEAR) == bank_holidays("england_wales", *YEAR)


@given(st.sampled_from(list(NATIONS)), a_day, st.integers(0, 900))
def test_a_stretch_holds_just_the_days_that_a_day_alone_says(nation, since, length):
    until = since + timedelta(length)
    found = bank_holidays(nation, since, until)
    assert all(since <= day <= until for day in found)
    middle = since + timedelta(length // 2)
    assert (middle in found) == bool(bank_holidays(nation, middle, middle))


def test_what_a_person_marked_comes_before_a_bank_holiday():
    christmas, boxing = date(2026, 12, 25), date(2026, 12, 26)
    marked = [Away(day=christmas, kind="sick"), Away(day=date(2026, 12, 30), kind="leave")]
    assert days_off(marked, "england_wales", christmas, boxing) == {
        christmas: "sick",
        boxing: "bank_holiday",
    }
