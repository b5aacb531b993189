import math
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.progress import (
    FIRST_PICTURE,
    SPANS,
    DayLoad,
    Leaving,
    Span,
    checked_in_words,
    coverage,
    day_loads,
    fortnight_in_words,
    in_words,
    last_fortnight,
    leaving_in_words,
    leavings,
    reflections_in_words,
    rolling_median,
    source_days,
    span_start,
    usual_range,
)
from reflect_app.domain.records import Plan, Session
from reflect_app.domain.supervision import Cycle

TODAY = date(2026, 11, 20)
FOURTH = date(2026, 11, 4)

check_ins = st.lists(st.tuples(st.dates(date(2026, 6, 1), TODAY), st.integers(0, 10)), max_size=120)


def days_ago(number: int) -> date:
    return TODAY - timedelta(days=number)


def a_session(day: date) -> Session:
    return Session(day=day)


def days_of(pairs: Iterable[tuple[date, int]]) -> list[DayLoad]:
    return day_loads((day, load, False) for day, load in pairs)


def loads(*pairs: tuple[date, int]) -> list[DayLoad]:
    return days_of(pairs)


def every_day(first: date, values: list[int]) -> list[tuple[date, int]]:
    return [(first + timedelta(days=number), value) for number, value in enumerate(values)]


class TestADay:
    def test_a_day_has_its_median_and_its_highest(self) -> None:
        assert loads((TODAY, 2), (TODAY, 9), (TODAY, 2)) == [DayLoad(TODAY, 2.0, 9, 3)]

    def test_two_check_ins_meet_in_the_middle(self) -> None:
        assert loads((TODAY, 4), (TODAY, 7))[0].median == 5.5

    def test_no_check_ins_make_no_days(self) -> None:
        assert days_of([]) == []

    @given(check_ins)
    def test_days_come_oldest_first_and_lose_no_check_in(self, pairs) -> None:
        days = days_of(pairs)
        assert [each.day for each in days] == sorted({day for day, _ in pairs})
        assert sum(each.count for each in days) == len(pairs)
        for each in days:
            assert min(load for day, load in pairs if day == each.day) <= each.median
            assert each.median <= each.highest

    @given(check_ins, st.randoms(use_true_random=False))
    def test_the_order_they_come_in_does_not_matter(self, pairs, shuffler) -> None:
        mixed = shuffler.sample(pairs, len(pairs))
        assert days_of(mixed) == days_of(pairs)


class TestTheRollingLine:
    def test_four_days_in_seven_make_a_point(self) -> None:
        line = rolling_median(days_of(every_day(days_ago(3), [2, 4, 6, 8])))
        assert line == [
            (days_ago(3), None),
            (days_ago(2), None),
            (days_ago(1), None),
            (TODAY, 5.0),
        ]

    def test_the_line_breaks_where_days_are_missing_and_goes_on_after(self) -> None:
        first = days_ago(30)
        pairs = every_day(first, [3] * 5) + every_day(days_ago(4), [6] * 5)
        line = dict(rolling_median(days_of(pairs)))
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
        enough = days_of(every_day(days_ago(FIRST_PICTURE - 1), [5] * FIRST_PICTURE))
        assert [value for _, value in rolling_median(enough) if value is not None]
        assert not [value for _, value in rolling_median(enough[1:]) if value is not None]

    @given(check_ins, st.integers(1, 14), st.integers(1, 7))
    def test_every_point_is_the_median_of_its_own_window(self, pairs, window, least) -> None:
        days = days_of(pairs)
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
        days = days_of(every_day(FOURTH - timedelta(days=21), list(range(10)) * 2 + [10]))
        assert usual_range(days, FOURTH) == (2, 7)

    def test_twenty_days_are_enough_and_nineteen_are_not(self) -> None:
        days = days_of(every_day(FOURTH - timedelta(days=20), [4] * 20))
        assert usual_range(days, FOURTH) == (4, 4)
        assert usual_range(days[1:], FOURTH) is None

    def test_it_looks_back_twelve_weeks_and_not_at_this_cycle(self) -> None:
        inside = every_day(FOURTH - timedelta(weeks=12), [3] * 84)
        around = [(FOURTH - timedelta(days=85), 10), *every_day(FOURTH, [10] * 16)]
        assert usual_range(days_of(inside + around), FOURTH) == (3, 3)
        assert usual_range(days_of(around), FOURTH) is None

    def test_many_check_ins_on_one_day_are_one_day(self) -> None:
        assert usual_range(days_of([(FOURTH - timedelta(days=1), 5)] * 50), FOURTH) is None

    @given(check_ins, st.dates(date(2026, 6, 1), TODAY))
    def test_half_of_the_days_or_more_lie_in_it(self, pairs, before) -> None:
        days = days_of(pairs)
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
        assert in_words(days_of(pairs), self.SESSIONS, TODAY) == [
            "Median 4 on 10 check-in days since 4 November, 5 on 16 before. "
            "Differences this size often come by chance.",
            "A usual range needs 20 check-in days in the 12 weeks before 4 November; so far 16.",
            "Session lines mark dates, not effects.",
        ]

    def test_equal_medians_need_no_word_about_chance(self) -> None:
        pairs = every_day(date(2026, 10, 7), [4] * 28) + every_day(FOURTH, [4] * 10)
        assert in_words(days_of(pairs), self.SESSIONS, TODAY)[:2] == [
            "Median 4 on 10 check-in days since 4 November, 4 on 28 before.",
            "Usual range 4 to 4: the middle half of 28 check-in days "
            "in the 12 weeks before 4 November.",
        ]

    def test_a_wide_and_steady_difference_is_left_to_speak_for_itself(self) -> None:
        pairs = every_day(date(2026, 10, 7), [2, 3] * 14) + every_day(FOURTH, [8, 9] * 8)
        said = in_words(days_of(pairs), self.SESSIONS, TODAY)[0]
        assert said == "Median 8.5 on 16 check-in days since 4 November, 2.5 on 28 before."

    def test_under_three_days_on_either_side_nothing_is_compared(self) -> None:
        few, many = every_day(FOURTH, [4, 4]), every_day(FOURTH, [4] * 10)
        before = every_day(date(2026, 10, 7), [5] * 16)
        assert in_words(days_of(before + few), self.SESSIONS, TODAY)[0] == (
            "2 check-in days since 4 November: too few to say. "
            "Median 5 on 16 check-in days in the cycle before."
        )
        assert in_words(days_of(before[:1] + many), self.SESSIONS, TODAY)[0] == (
            "Median 4 on 10 check-in days since 4 November. "
            "1 check-in day in the cycle before: too few to say."
        )
        assert in_words(days_of(before), self.SESSIONS, TODAY)[0] == (
            "No check-in days since 4 November. Median 5 on 16 check-in days in the cycle before."
        )

    def test_one_session_is_told_alone(self) -> None:
        said = in_words(days_of(every_day(FOURTH, [4, 5, 7])), self.SESSIONS[1:], TODAY)
        assert said[0] == "Median 5 on 3 check-in days since 4 November."

    def test_before_the_first_session_there_is_only_so_far(self) -> None:
        assert in_words(days_of(every_day(days_ago(3), [4, 5, 5, 9])), [], TODAY) == [
            "Median 5 on 4 check-in days so far.",
            "A usual range needs 20 check-in days in the 12 weeks before 23 October; so far none.",
        ]
        assert in_words([], [], TODAY)[0] == "No check-in days so far."

    @given(check_ins, st.lists(st.dates(date(2026, 6, 1), date(2027, 1, 31)), max_size=6))
    def test_it_never_judges(self, pairs, session_days) -> None:
        said = " ".join(in_words(days_of(pairs), [a_session(d) for d in session_days], TODAY))
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
        said = in_words(days_of(workdays), sessions, TODAY)[0]
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
        said = in_words(days_of(every_day(days_ago(56), changed)), sessions, TODAY)[0]
        noticed += "by chance" not in said
    assert noticed >= 15


class TestWrittenLater:
    def test_a_day_is_written_later_when_all_of_it_was(self) -> None:
        days = day_loads([(TODAY, 4, True), (days_ago(1), 4, True), (days_ago(1), 6, False)])
        assert [each.later for each in days] == [False, True]


class TestDaysAway:
    def test_they_are_shown_and_left_out_of_every_median_and_range(self) -> None:
        pairs = every_day(FOURTH - timedelta(days=21), [4] * 21)
        holiday = FOURTH - timedelta(days=5)
        heavy = [(day, 10 if day == holiday else load, False) for day, load in pairs]
        days = day_loads(heavy, {holiday})
        assert [each.day for each in days if each.away] == [holiday]
        assert usual_range(days, FOURTH) == (4, 4)
        assert usual_range(days[:1] + days[2:], FOURTH) is None
        assert {value for _, value in rolling_median(days)} == {None, 4}

    def test_they_are_left_out_of_what_is_said(self) -> None:
        pairs = [(day, load, False) for day, load in every_day(FOURTH, [4, 4, 10, 10, 10])]
        away = {FOURTH + timedelta(days=number) for number in (2, 3, 4)}
        said = in_words(day_loads(pairs, away), [a_session(FOURTH)], TODAY)[0]
        assert said == "2 check-in days since 4 November: too few to say."

    def test_they_count_on_neither_side_of_the_days_covered(self) -> None:
        days = day_loads([(days_ago(2), 4, False), (days_ago(1), 9, False)], {days_ago(1)})
        assert coverage(days, days_ago(3), TODAY, [days_ago(1), days_ago(1), days_ago(9)]) == (
            "1 check-in day of 3, 1 day away left out. Heavy days may be checked in more often."
        )


class TestAFortnight:
    def test_it_is_fourteen_days_with_today(self) -> None:
        days = last_fortnight(loads((days_ago(14), 1), (days_ago(13), 2), (TODAY, 3)), TODAY)
        assert [each.median for each in days] == [2, 3]

    def test_it_is_told_in_words(self) -> None:
        assert fortnight_in_words(loads((days_ago(1), 3), (TODAY, 5))) == (
            "Last 14 days: 2 check-in days, median 4"
        )
        away = day_loads([(TODAY, 5, True)], {TODAY})
        assert fortnight_in_words(away) == "Last 14 days: 1 check-in day, 1 written later"


class TestLeaving:
    TIMES = (1035,) * 5 + (None,) * 2

    def plan(self, number: int, kind: str = "leaving") -> Plan:
        plan = Plan(kind=kind, name="Leaving time", times=self.TIMES, since=date(2026, 11, 2))
        plan.id = number
        return plan

    def test_only_leaving_times_on_days_that_count_are_taken(self) -> None:
        answers = [
            (1, date(2026, 11, 1), 5, False),
            (1, date(2026, 11, 3), 5, False),
            (1, date(2026, 11, 4), -10, True),
            (1, date(2026, 11, 5), 20, False),
            (2, date(2026, 11, 5), 30, False),
            (1, date(2026, 11, 7), 40, False),
        ]
        plans = [self.plan(1), self.plan(2, "break")]
        assert leavings(plans, answers, {date(2026, 11, 5)}) == [
            Leaving(date(2026, 11, 3), 1035, 5),
            Leaving(date(2026, 11, 4), 1035, -10, later=True),
        ]

    @pytest.mark.parametrize(
        ("after", "said"),
        [
            ([5, 10, 30], "Leaving time since 4 November: median 10 minutes after plan on "),
            ([0, 0, 90], "Leaving time since 4 November: median as planned on "),
            ([-15, -20, 0], "Leaving time since 4 November: median 15 minutes before plan on "),
        ],
    )
    def test_it_is_told_with_its_median(self, after: list[int], said: str) -> None:
        left = [Leaving(FOURTH + timedelta(n), 1035, each) for n, each in enumerate(after)]
        left.insert(0, Leaving(days_ago(40), 1035, 300))
        assert leaving_in_words(left, [a_session(FOURTH)], TODAY) == f"{said}3 answered days."

    def test_an_earlier_cycle_is_told_by_its_own_days(self) -> None:
        cycle = Cycle(date(2026, 10, 7), FOURTH)
        days = (cycle.start - timedelta(1), cycle.start, date(2026, 10, 20), cycle.last_day, FOURTH)
        left = [
            Leaving(day, 1035, after) for day, after in zip(days, (90, 5, 6, 7, 90), strict=True)
        ]
        sessions = [a_session(cycle.start), a_session(FOURTH)]
        assert leaving_in_words(left, sessions, TODAY, cycle) == (
            "Leaving time from 7 October to 3 November: "
            "median 6 minutes after plan on 3 answered days."
        )

    def test_two_days_are_too_few_to_say(self) -> None:
        left = [Leaving(days_ago(number), 1035, 5) for number in (1, 2)]
        assert leaving_in_words(left, [], TODAY) == (
            "Leaving time so far: 2 answered days, too few to say."
        )


class TestAnEarlierCycle:
    SEVENTH = date(2026, 10, 7)
    SESSIONS = (a_session(SEVENTH), a_session(FOURTH))
    CYCLE = Cycle(SEVENTH, FOURTH)

    def test_it_is_told_beside_the_one_before_it_which_no_session_began(self) -> None:
        begun = self.SEVENTH - timedelta(days=30)
        days = days_of(every_day(begun, [5] * 30 + [3] * 28 + [9] * 16))
        said = in_words(days, self.SESSIONS, TODAY, self.CYCLE)
        assert said[:2] == [
            "Median 3 on 28 check-in days from 7 October to 3 November.",
            "Usual range 5 to 5: the middle half of 30 check-in days "
            "in the 12 weeks before 7 October.",
        ]
        said = in_words(days, self.SESSIONS, TODAY, Cycle(begun, self.SEVENTH))
        assert said[0] == "Median 5 on 30 check-in days from 7 September to 6 October."

    def test_two_cycles_that_are_over_are_compared(self) -> None:
        sessions = [a_session(self.SEVENTH - timedelta(days=28)), *self.SESSIONS]
        days = days_of(every_day(sessions[0].day, [5] * 28 + [3] * 28 + [9] * 16))
        assert in_words(days, sessions, TODAY, self.CYCLE)[0] == (
            "Median 3 on 28 check-in days from 7 October to 3 November, 5 on 28 before."
        )
        assert in_words(days, sessions, TODAY)[0].startswith("Median 9 on 16 check-in days since")

    def test_a_cycle_of_another_year_says_which(self) -> None:
        old = Cycle(date(2024, 12, 20), date(2025, 1, 17))
        sessions = [a_session(old.start), a_session(old.end)]
        assert in_words([], sessions, TODAY, old)[:2] == [
            "No check-in days from 20 December 2024 to 16 January 2025.",
            "A usual range needs 20 check-in days in the 12 weeks before 20 December 2024; "
            "so far none.",
        ]


class TestFigures:
    def test_what_was_written_and_what_of_it_is_kept(self) -> None:
        assert reflections_in_words(0, 0) == "No reflections"
        assert reflections_in_words(1, 0) == "1 reflection"
        assert reflections_in_words(7, 3) == "7 reflections, 3 of them for supervision"

    def test_a_day_is_heavy_by_its_highest_and_days_away_do_not_count(self) -> None:
        days = day_loads(
            [
                (days_ago(n), load, False)
                for n, load in ((3, 2), (3, 2), (3, 7), (2, 6), (1, 9), (0, 9))
            ],
            {TODAY},
        )
        assert checked_in_words(days) == "3 check-in days, median 6, 2 of them at 7 or more"
        assert checked_in_words(days[:1]) == "1 check-in day, 1 of them at 7 or more"
        assert checked_in_words(days[-1:]) == "No check-in days"


class TestSources:
    def test_a_day_counts_once_for_each_of_its_sources(self) -> None:
        ticked = [
            (days_ago(9), ("court",)),
            (days_ago(2), ("court", "own:1")),
            (days_ago(2), ("court",)),
            (days_ago(1), ("own:1", "time")),
        ]
        assert source_days(ticked, days_ago(3), TODAY) == [("own:1", 2), ("court", 1), ("time", 1)]
        assert source_days([], days_ago(3), TODAY) == []
