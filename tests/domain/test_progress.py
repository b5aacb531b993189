import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.progress import (
    FIRST_PICTURE,
    SPANS,
    DayLoad,
    Span,
    coverage,
    day_loads,
    in_words,
    rolling_median,
    span_start,
    usual_range,
)
from reflect_app.domain.records import Session

TODAY = date(2026, 11, 20)
FOURTH = date(2026, 11, 4)

check_ins = st.lists(st.tuples(st.dates(date(2026, 6, 1), TODAY), st.integers(0, 10)), max_size=120)


def days_ago(number: int) -> date:
    return TODAY - timedelta(days=number)


def a_session(day: date) -> Session:
    return Session(day=day)


def loads(*pairs: tuple[date, int]) -> list[DayLoad]:
    return day_loads(pairs)


def every_day(first: date, values: list[int]) -> list[tuple[date, int]]:
    return [(first + timedelta(days=number), value) for number, value in enumerate(values)]


class TestADay:
    def test_a_day_has_its_median_and_its_highest(self) -> None:
        assert loads((TODAY, 2), (TODAY, 9), (TODAY, 2)) == [DayLoad(TODAY, 2.0, 9, 3)]

    def test_two_check_ins_meet_in_the_middle(self) -> None:
        assert loads((TODAY, 4), (TODAY, 7))[0].median == 5.5

    def test_no_check_ins_make_no_days(self) -> None:
        assert day_loads([]) == []

    @given(check_ins)
    def test_days_come_oldest_first_and_lose_no_check_in(self, pairs) -> None:
        days = day_loads(pairs)
        assert [each.day for each in days] == sorted({day for day, _ in pairs})
        assert sum(each.count for each in days) == len(pairs)
        for each in days:
            assert min(load for day, load in pairs if day == each.day) <= each.median
            assert each.median <= each.highest

    @given(check_ins, st.randoms(use_true_random=False))
    def test_the_order_they_come_in_does_not_matter(self, pairs, shuffler) -> None:
        mixed = shuffler.sample(pairs, len(pairs))
        assert day_loads(mixed) == day_loads(pairs)


class TestTheRollingLine:
    def test_four_days_in_seven_make_a_point(self) -> None:
        line = rolling_median(day_loads(every_day(days_ago(3), [2, 4, 6, 8])))
        assert line == [
            (days_ago(3), None),
            (days_ago(2), None),
            (days_ago(1), None),
            (TODAY, 5.0),
        ]

    def test_the_line_breaks_where_days_are_missing_and_goes_on_after(self) -> None:
        first = days_ago(30)
        pairs = every_day(first, [3] * 5) + every_day(days_ago(4), [6] * 5)
        line = dict(rolling_median(day_loads(pairs)))
        assert len(line) == 31
        assert line[first + timedelta(days=4)] == 3
        # Seven days on, four of the five still lie in the window; a day later only three.
        assert line[first + timedelta(days=7)] == 3
        assert line[first + timedelta(days=8)] is None
        assert line[days_ago(2)] is None
        assert line[days_ago(1)] == 6

    def test_nothing_recorded_draws_nothing(self) -> None:
        assert rolling_median([]) == []

    def test_one_day_alone_is_a_gap(self) -> None:
        assert rolling_median(loads((TODAY, 5))) == [(TODAY, None)]

    def test_the_first_picture_has_a_line_to_show(self) -> None:
        enough = day_loads(every_day(days_ago(FIRST_PICTURE - 1), [5] * FIRST_PICTURE))
        assert [value for _, value in rolling_median(enough) if value is not None]
        assert not [value for _, value in rolling_median(enough[1:]) if value is not None]

    @given(check_ins, st.integers(1, 14), st.integers(1, 7))
    def test_every_point_is_the_median_of_its_own_window(self, pairs, window, least) -> None:
        days = day_loads(pairs)
        line = rolling_median(days, window, least)
        assert [day for day, _ in line] == [
            days[0].day + timedelta(days=number) for number in range(len(line))
        ]
        if days:
            assert line[-1][0] == days[-1].day
        for day, value in line:
            near = [x.median for x in days if day - timedelta(days=window) < x.day <= day]
            assert value == (median(near) if len(near) >= least else None)


class TestTheUsualRange:
    def test_it_is_the_middle_half_of_the_days(self) -> None:
        days = day_loads(every_day(FOURTH - timedelta(days=21), list(range(10)) * 2 + [10]))
        assert usual_range(days, FOURTH) == (2, 7)

    def test_twenty_days_are_enough_and_nineteen_are_not(self) -> None:
        days = day_loads(every_day(FOURTH - timedelta(days=20), [4] * 20))
        assert usual_range(days, FOURTH) == (4, 4)
        assert usual_range(days[1:], FOURTH) is None

    def test_it_looks_back_twelve_weeks_and_not_at_this_cycle(self) -> None:
        inside = every_day(FOURTH - timedelta(weeks=12), [3] * 84)
        around = [(FOURTH - timedelta(days=85), 10), *every_day(FOURTH, [10] * 16)]
        assert usual_range(day_loads(inside + around), FOURTH) == (3, 3)
        assert usual_range(day_loads(around), FOURTH) is None

    def test_many_check_ins_on_one_day_are_one_day(self) -> None:
        assert usual_range(day_loads([(FOURTH - timedelta(days=1), 5)] * 50), FOURTH) is None

    @given(check_ins, st.dates(date(2026, 6, 1), TODAY))
    def test_half_of_the_days_or_more_lie_in_it(self, pairs, before) -> None:
        days = day_loads(pairs)
        usual = usual_range(days, before)
        seen = [x for x in days if before - timedelta(weeks=12) <= x.day < before]
        assert (usual is None) == (len(seen) < 20)
        if usual:
            low, high = usual
            assert 0 <= low <= high <= 10
            assert sum(low <= x.median <= high for x in seen) * 2 >= len(seen)


class TestHowFarBack:
    SESSIONS = tuple(a_session(day) for day in (FOURTH, date(2026, 10, 7), date(2026, 9, 9)))
    FIRST = date(2024, 1, 8)

    @pytest.mark.parametrize(
        ("span", "start"),
        [
            (Span.SINCE_LAST, FOURTH),
            (Span.THREE, date(2026, 9, 9)),
            (Span.YEAR, date(2025, 11, 21)),
            (Span.ALL, FIRST),
        ],
    )
    def test_each_span_begins_where_it_says(self, span, start) -> None:
        assert span_start(span, self.SESSIONS, self.FIRST, TODAY) == start

    def test_fewer_sessions_than_asked_for_show_the_whole_journal(self) -> None:
        first = date(2026, 10, 1)
        assert span_start(Span.THREE, self.SESSIONS[:2], first, TODAY) == first
        assert span_start(Span.SINCE_LAST, [], first, TODAY) == first
        assert span_start(Span.YEAR, [], first, TODAY) == first

    @pytest.mark.parametrize("span", list(Span))
    def test_an_empty_journal_begins_today(self, span) -> None:
        assert span_start(span, [], None, TODAY) == TODAY

    @pytest.mark.parametrize("span", list(Span))
    def test_a_clock_set_back_never_asks_for_a_span_that_ends_before_it_begins(self, span) -> None:
        assert span_start(span, [], TODAY + timedelta(days=3), TODAY) == TODAY

    def test_a_session_today_still_shows_the_weeks_before_it(self) -> None:
        sessions = [*self.SESSIONS, a_session(TODAY)]
        assert span_start(Span.SINCE_LAST, sessions, self.FIRST, TODAY) == FOURTH

    def test_every_span_can_be_chosen(self) -> None:
        assert [span for span, _ in SPANS] == list(Span)
        assert [words for _, words in SPANS] == [
            "Since last session",
            "3 sessions",
            "1 year",
            "All",
        ]

    def test_coverage_counts_the_days_shown_and_says_what_it_cannot(self) -> None:
        days = loads((days_ago(10), 3), (days_ago(10), 4), (days_ago(2), 1), (days_ago(90), 5))
        assert coverage(days, days_ago(83), TODAY) == (
            "2 check-in days of 84. Heavy days may be checked in more often."
        )
        assert coverage(days[-1:], TODAY, TODAY).startswith("0 check-in days of 1.")
        assert coverage(days, days_ago(2), days_ago(2)).startswith("1 check-in day of 1.")


class TestInWords:
    SESSIONS = (a_session(date(2026, 10, 7)), a_session(FOURTH))

    def test_two_cycles_are_told_with_their_days_and_no_verdict(self) -> None:
        pairs = every_day(date(2026, 10, 7), [5] * 16) + every_day(FOURTH, [4] * 10)
        assert in_words(day_loads(pairs), self.SESSIONS, TODAY) == [
            "Median 4 on 10 check-in days since 4 November, 5 on 16 before. "
            "Differences this size often come by chance.",
            "A usual range needs 20 check-in days in the 12 weeks before 4 November; so far 16.",
            "Session lines mark dates, not effects.",
        ]

    def test_equal_medians_need_no_word_about_chance(self) -> None:
        pairs = every_day(date(2026, 10, 7), [4] * 28) + every_day(FOURTH, [4] * 10)
        assert in_words(day_loads(pairs), self.SESSIONS, TODAY)[:2] == [
            "Median 4 on 10 check-in days since 4 November, 4 on 28 before.",
            "Usual range 4 to 4: the middle half of 28 check-in days "
            "in the 12 weeks before 4 November.",
        ]

    def test_a_wide_and_steady_difference_is_left_to_speak_for_itself(self) -> None:
        pairs = every_day(date(2026, 10, 7), [2, 3] * 14) + every_day(FOURTH, [8, 9] * 8)
        said = in_words(day_loads(pairs), self.SESSIONS, TODAY)[0]
        assert said == "Median 8.5 on 16 check-in days since 4 November, 2.5 on 28 before."

    def test_under_three_days_on_either_side_nothing_is_compared(self) -> None:
        few, many = every_day(FOURTH, [4, 4]), every_day(FOURTH, [4] * 10)
        before = every_day(date(2026, 10, 7), [5] * 16)
        assert in_words(day_loads(before + few), self.SESSIONS, TODAY)[0] == (
            "2 check-in days since 4 November: too few to say. "
            "Median 5 on 16 check-in days in the cycle before."
        )
        assert in_words(day_loads(before[:1] + many), self.SESSIONS, TODAY)[0] == (
            "Median 4 on 10 check-in days since 4 November. "
            "1 check-in day in the cycle before: too few to say."
        )
        assert in_words(day_loads(before), self.SESSIONS, TODAY)[0] == (
            "No check-in days since 4 November. Median 5 on 16 check-in days in the cycle before."
        )

    def test_one_session_is_told_alone(self) -> None:
        said = in_words(day_loads(every_day(FOURTH, [4, 5, 7])), self.SESSIONS[1:], TODAY)
        assert said[0] == "Median 5 on 3 check-in days since 4 November."

    def test_before_the_first_session_there_is_only_so_far(self) -> None:
        assert in_words(day_loads(every_day(days_ago(3), [4, 5, 5, 9])), [], TODAY) == [
            "Median 5 on 4 check-in days so far.",
            "A usual range needs 20 check-in days in the 12 weeks before 23 October; so far none.",
        ]
        assert in_words([], [], TODAY)[0] == "No check-in days so far."

    @given(check_ins, st.lists(st.dates(date(2026, 6, 1), date(2027, 1, 31)), max_size=6))
    def test_it_never_judges(self, pairs, session_days) -> None:
        said = " ".join(in_words(day_loads(pairs), [a_session(d) for d in session_days], TODAY))
        assert said
        for unwanted in ("eased", "improved", "worse", "better", "heaviest", "failed", "!", "None"):
            assert unwanted not in said


def _neighbouring(number: int, spread: float, chance: random.Random) -> Iterator[int]:
    """Yield loads in which a day leans on the day before by 0.5 and nothing ever changes."""
    leaning, state = 0.5, chance.gauss(0, 1)
    for _ in range(number):
        yield min(10, max(0, round(4.5 + spread * state)))
        state = leaning * state + math.sqrt(1 - leaning**2) * chance.gauss(0, 1)


@pytest.mark.parametrize("spread", [1.2, 2.0])
@pytest.mark.parametrize("filled", [0.75, 1.0])
def test_unchanged_cycles_are_put_down_to_chance_nineteen_times_in_twenty(spread, filled) -> None:
    chance = random.Random(7)  # noqa: S311
    sessions = [a_session(days_ago(56)), a_session(days_ago(28))]
    rounds, spoken, differing = 150, 0, 0
    for _ in range(rounds):
        workdays = [
            pair
            for pair in every_day(days_ago(56), list(_neighbouring(57, spread, chance)))
            if pair[0].weekday() < 5 and chance.random() < filled
        ]
        said = in_words(day_loads(workdays), sessions, TODAY)[0]
        now, before = (part.split()[0] for part in said[len("Median ") :].split(", "))
        differing += now != before
        spoken += now != before and "by chance" not in said
    assert differing > rounds / 3, "the control: medians of unchanged cycles do differ"
    assert spoken < rounds / 20


def test_a_change_of_four_points_is_not_put_down_to_chance() -> None:
    chance = random.Random(7)  # noqa: S311
    sessions = [a_session(days_ago(56)), a_session(days_ago(28))]
    noticed = 0
    for _ in range(20):
        values = list(_neighbouring(57, 1.2, chance))
        changed = [v if n < 28 else min(10, v + 4) for n, v in enumerate(values)]
        said = in_words(day_loads(every_day(days_ago(56), changed)), sessions, TODAY)[0]
        noticed += "by chance" not in said
    assert noticed >= 15
