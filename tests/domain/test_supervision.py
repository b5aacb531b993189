from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.records import Session
from reflect_app.domain.supervision import (
    CANCELLED,
    KINDS,
    MOVED,
    STAFF_THEMES,
    THEMES,
    Cycle,
    became,
    cycle_in_words,
    cycle_start,
    cycles,
    day_in_words,
    days_between,
    distance,
    earlier_cycles,
    fate,
    last_session,
    moved,
    next_session,
    next_week,
    same_session,
    so_far,
    suggested,
    themes,
    there_already,
    this_cycle,
    to_come,
    weeks_in_words,
    when_in_words,
    where_we_are,
    within,
)

TODAY = date(2026, 11, 20)
some_days = st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=12)


def a_session(day: date, start: int | None = 600, kind: str = "clinical") -> Session:
    return Session(day=day, start=start, kind=kind)


def ahead(days: int, start: int | None = 600, kind: str = "clinical") -> Session:
    """Return a session so many days from today; behind it where negative."""
    return a_session(TODAY + timedelta(days=days), start, kind)


class TestLastAndNext:
    def test_without_sessions_there_is_neither(self) -> None:
        assert last_session([], TODAY) is None
        assert next_session([], TODAY) is None

    def test_only_past_sessions_leave_no_next(self) -> None:
        older, newer = ahead(-30), ahead(-2)
        assert last_session([newer, older], TODAY) is newer
        assert next_session([newer, older], TODAY) is None

    def test_a_session_today_is_next_until_the_day_is_over(self) -> None:
        session = ahead(0)
        assert next_session([session], TODAY) is session
        assert last_session([session], TODAY) is None
        assert last_session([session], TODAY + timedelta(days=1)) is session

    def test_of_two_on_one_day_the_earlier_comes_first(self) -> None:
        morning, afternoon, sometime = ahead(3, 570), ahead(3, 840), ahead(3, None)
        assert next_session([sometime, afternoon, morning], TODAY) is morning
        later = TODAY + timedelta(days=9)
        assert last_session([afternoon, morning], later) is afternoon

    @given(some_days)
    def test_next_and_last_part_the_calendar_at_today(self, days) -> None:
        sessions = [a_session(day) for day in days]
        last, following = last_session(sessions, TODAY), next_session(sessions, TODAY)
        assert (last.day if last else None) == max((d for d in days if d < TODAY), default=None)
        assert (following.day if following else None) == min(
            (d for d in days if d >= TODAY), default=None
        )


class TestCycles:
    def test_no_session_yet_means_no_cycle(self) -> None:
        assert cycles([], TODAY) == []
        assert cycles([ahead(0), ahead(5)], TODAY) == []

    def test_a_cycle_has_its_first_day_and_not_its_last(self) -> None:
        first, second = cycles([ahead(-44), ahead(-16)], TODAY)
        assert first == Cycle(TODAY - timedelta(days=44), TODAY - timedelta(days=16))
        assert first.holds(first.start)
        assert not first.holds(first.end)
        assert second.holds(first.end)
        assert second.holds(TODAY)
        assert not second.holds(TODAY + timedelta(days=1))

    def test_two_sessions_on_one_day_begin_one_cycle(self) -> None:
        assert len(cycles([ahead(-16, 570), ahead(-16, 840)], TODAY)) == 1

    def test_on_the_day_of_a_session_the_weeks_before_it_are_still_this_cycle(self) -> None:
        sessions = [ahead(-28), ahead(0)]
        assert cycle_start(sessions, TODAY) == TODAY - timedelta(days=28)
        assert cycle_start(sessions, TODAY + timedelta(days=1)) == TODAY

    def test_without_a_session_a_cycle_is_taken_to_be_four_weeks(self) -> None:
        assert cycle_start([ahead(3)], TODAY) == TODAY - timedelta(days=28)

    @given(some_days, st.dates(date(2026, 1, 1), TODAY))
    def test_every_day_since_the_first_session_lies_in_exactly_one_cycle(self, days, asked) -> None:
        made = cycles([a_session(day) for day in days], TODAY)
        first = min((day for day in days if day < TODAY), default=None)
        inside = first is not None and asked >= first
        assert sum(cycle.holds(asked) for cycle in made) == inside
        assert all(cycle.start < cycle.end for cycle in made)
        if made:
            assert made[-1].start == cycle_start([a_session(day) for day in days], TODAY)

    def test_a_cycle_over_the_changing_of_the_clocks_counts_whole_days(self) -> None:
        spring = a_session(date(2026, 3, 28))
        assert where_we_are([spring], date(2026, 3, 30)) == (
            "Day 2 since your last supervision. No date for the next one yet."
        )


class TestEarlierCycles:
    def test_they_come_latest_first_with_the_days_before_the_first_session(self) -> None:
        sessions = [ahead(-44), ahead(-16), ahead(12)]
        begun = TODAY - timedelta(days=50)
        assert earlier_cycles(sessions, TODAY, begun) == [
            Cycle(TODAY - timedelta(days=44), TODAY - timedelta(days=16)),
            Cycle(begun, TODAY - timedelta(days=44)),
        ]

    def test_one_session_leaves_the_days_before_it_if_any(self) -> None:
        assert earlier_cycles([ahead(-16)], TODAY, TODAY - timedelta(days=16)) == []
        assert earlier_cycles([ahead(-16)], TODAY, TODAY - timedelta(days=17)) == [
            Cycle(TODAY - timedelta(days=17), TODAY - timedelta(days=16))
        ]

    @pytest.mark.parametrize("sessions", [[], [ahead(0)], [ahead(3)]])
    def test_without_a_session_that_has_been_there_is_no_earlier_one(self, sessions) -> None:
        assert earlier_cycles(sessions, TODAY, date(2025, 1, 1)) == []

    def test_where_nothing_is_known_yet_nothing_is_offered(self) -> None:
        assert earlier_cycles([ahead(-44), ahead(-16)], TODAY, None) == []
        assert earlier_cycles([ahead(-44), ahead(-16)], TODAY, TODAY - timedelta(days=3)) == []

    def test_a_session_today_ends_nothing_before_the_day_is_over(self) -> None:
        sessions, begun = [ahead(-28), ahead(0)], TODAY - timedelta(days=28)
        assert earlier_cycles(sessions, TODAY, begun) == []
        assert this_cycle(sessions, TODAY).holds(TODAY)
        tomorrow = TODAY + timedelta(days=1)
        assert earlier_cycles(sessions, tomorrow, begun) == [Cycle(begun, TODAY)]

    def test_two_on_one_day_part_nothing(self) -> None:
        sessions = [ahead(-44), ahead(-16, 570), ahead(-16, 840, "group")]
        (only,) = earlier_cycles(sessions, TODAY, TODAY - timedelta(days=44))
        assert only.last_day == TODAY - timedelta(days=17)

    @pytest.mark.parametrize("seed", range(40))
    def test_every_day_lies_in_exactly_one(self, seed: int) -> None:
        """Todays lie around both changes of the clocks, the turn of the year and a leap day."""
        draw = Random(seed)  # noqa: S311 (days, not secrets)
        near = draw.choice(
            [date(2026, 3, 29), date(2026, 10, 25), date(2027, 1, 1), date(2028, 2, 29), TODAY]
        )
        today = near + timedelta(days=draw.randint(-2, 2))
        days = [today + timedelta(days=draw.randint(-400, 60)) for _ in range(draw.randint(0, 16))]
        sessions = [a_session(day) for day in days for _ in range(draw.choice((1, 1, 2)))]
        draw.shuffle(sessions)
        begun = today - timedelta(days=draw.randint(0, 500))
        earlier, running = earlier_cycles(sessions, today, begun), this_cycle(sessions, today)
        for number in range((today - begun).days + 1):
            day = begun + timedelta(days=number)
            held = sum(cycle.holds(day) for cycle in (*earlier, running))
            assert held == (1 if any(each < today for each in days) else running.holds(day))
        assert not any(cycle.holds(today) for cycle in earlier)
        assert all(cycle.start <= cycle.last_day < today for cycle in earlier)
        assert earlier == sorted(earlier, key=lambda cycle: cycle.start, reverse=True)

    @pytest.mark.parametrize(
        ("start", "end", "words", "when"),
        [
            ((2026, 10, 14), (2026, 11, 11), "14 October to 10 November", "from "),
            ((2026, 10, 14), (2026, 10, 15), "14 October", "on "),
            ((2025, 9, 3), (2025, 10, 1), "3 September to 30 September 2025", "from "),
            ((2025, 12, 16), (2026, 1, 13), "16 December 2025 to 12 January 2026", "from "),
            ((2025, 10, 14), (2025, 10, 15), "14 October 2025", "on "),
        ],
    )
    def test_a_cycle_goes_by_its_first_and_its_last_day(self, start, end, words, when) -> None:
        cycle = Cycle(date(*start), date(*end))
        assert cycle_in_words(cycle, TODAY) == words
        assert within(cycle, TODAY) == f"{when}{words}"

    def test_the_one_that_is_running_goes_by_when_it_began(self) -> None:
        assert within(this_cycle([ahead(-16)], TODAY), TODAY) == "since 4 November"
        assert within(this_cycle([], TODAY), TODAY) == "since 23 October"
        assert within(this_cycle([ahead(-400)], TODAY), TODAY) == "since 16 October 2025"


class TestNotHeld:
    def test_a_moved_session_says_where_to_as_long_as_that_day_is_known(self) -> None:
        session, to = ahead(12), ahead(19)
        session.state = moved(to)
        assert fate(session, [session, to], TODAY) == "moved to 9 December"
        assert fate(session, [session], TODAY) == "moved"
        far = ahead(60)
        session.state = moved(far)
        assert fate(session, [session, far], TODAY) == "moved to 19 January 2027"

    def test_another_time_on_the_same_day_is_said_as_such(self) -> None:
        session, to = ahead(12), ahead(12, 840)
        session.state = moved(to)
        assert fate(session, [session, to], TODAY) == "moved to another time that day"
        assert became(session, [to]) is to

    @pytest.mark.parametrize("state", [CANCELLED, MOVED])
    def test_what_became_of_it_may_not_be_known(self, state) -> None:
        session = Session(day=TODAY, state=state)
        assert fate(session, [session], TODAY) == state
        assert became(session, [ahead(0), ahead(7)]) is None

    @pytest.mark.parametrize("start", [None, 0, 600])
    def test_what_it_became_is_told_by_day_time_and_kind(self, start) -> None:
        to = ahead(19, start)
        session = Session(day=TODAY, state=moved(to))
        others = [ahead(19, 1), ahead(19, start, "group"), ahead(20, start)]
        assert became(session, [*others, to]) is to
        assert became(session, others) is None

    def test_a_week_on_is_offered_or_as_many_as_bring_it_ahead(self) -> None:
        to = next_week(ahead(12, 570, "peer"), TODAY)
        assert (to.day, to.start, to.kind) == (date(2026, 12, 9), 570, "peer")
        assert next_week(ahead(-16), TODAY).day == date(2026, 11, 25)

    def test_what_is_there_already_is_said_kindly(self) -> None:
        assert there_already(ahead(12), [], TODAY) == ""
        stored = ahead(12)
        stored.id = 1
        assert there_already(ahead(12), [stored], TODAY) == (
            "Clinical supervision on Wednesday 2 December at 10:00 is here already, "
            "so there is nothing to add. You can choose another day, time or kind."
        )


class TestWhereWeAre:
    @pytest.mark.parametrize(
        ("sessions", "said"),
        [
            ([], "No supervision date yet. You can add one under Supervision."),
            (
                [ahead(-16), ahead(12)],
                "Day 16 since your last supervision. "
                "Next one in 12 days, Wednesday 2 December at 10:00.",
            ),
            (
                [ahead(-16), ahead(12, None)],
                "Day 16 since your last supervision. Next one in 12 days, Wednesday 2 December.",
            ),
            (
                [ahead(-16)],
                "Day 16 since your last supervision. No date for the next one yet.",
            ),
            (
                [ahead(-1)],
                "Your last supervision was yesterday. No date for the next one yet.",
            ),
            (
                [ahead(-27), ahead(1)],
                "Day 27 since your last supervision. "
                "Next one tomorrow, Saturday 21 November at 10:00.",
            ),
            (
                [ahead(-28), ahead(0)],
                "Supervision today at 10:00. Day 28 since your last supervision.",
            ),
            (
                [ahead(-28), ahead(0, None)],
                "Supervision today. Day 28 since your last supervision.",
            ),
            (
                [ahead(-1), ahead(0)],
                "Supervision today at 10:00. Your last supervision was yesterday.",
            ),
            ([ahead(0)], "Supervision today at 10:00."),
            ([ahead(1)], "Supervision tomorrow, Saturday 21 November at 10:00."),
            ([ahead(12)], "Supervision in 12 days, Wednesday 2 December at 10:00."),
            (
                [ahead(-16), ahead(2, kind="group")],
                "Day 16 since your last supervision. "
                "Group supervision in 2 days, Sunday 22 November at 10:00.",
            ),
            (
                [ahead(-3, kind="reflective"), ahead(0, 945, "peer")],
                "Peer supervision today at 15:45. Day 3 since your last reflective session.",
            ),
            (
                [ahead(-1, kind="eap")],
                "Your last EAP counselling session was yesterday. No date for the next one yet.",
            ),
            (
                [ahead(1, None, "line_management")],
                "Line management session tomorrow, Saturday 21 November.",
            ),
            ([ahead(1, None, "eap")], "EAP counselling session tomorrow, Saturday 21 November."),
        ],
    )
    def test_each_situation_has_its_own_plain_sentence(self, sessions, said) -> None:
        assert where_we_are(sessions, TODAY) == said

    @given(some_days, st.sampled_from(sorted(KINDS)), st.none() | st.integers(0, 1439))
    def test_it_always_says_something_whole(self, days, kind, start) -> None:
        said = where_we_are([a_session(day, start, kind) for day in days], TODAY)
        assert said[0].isupper()
        assert said.endswith(".")
        assert "None" not in said
        assert "  " not in said


class TestTheList:
    def test_what_is_to_come_begins_with_the_next_and_what_was_with_the_last(self) -> None:
        far, near, last, first = ahead(40), ahead(0), ahead(-1), ahead(-29)
        sessions = [first, far, last, near]
        assert to_come(sessions, TODAY) == [near, far]
        assert so_far(sessions, TODAY) == [last, first]

    @given(some_days)
    def test_every_session_is_in_one_of_the_two(self, days) -> None:
        sessions = [a_session(day) for day in days]
        assert len(to_come(sessions, TODAY)) + len(so_far(sessions, TODAY)) == len(sessions)

    def test_days_are_counted_from_the_one_before(self) -> None:
        first, second, third = ahead(-56), ahead(-28), ahead(2)
        sessions = [third, first, second]
        assert [days_between(each, sessions) for each in (first, second, third)] == [None, 28, 30]

    def test_the_second_on_one_day_comes_after_no_days(self) -> None:
        morning, afternoon = ahead(-3, 570), ahead(-3, 840)
        assert days_between(afternoon, [afternoon, morning]) == 0
        assert days_between(morning, [afternoon, morning]) is None

    def test_the_same_session_is_the_same_day_time_and_kind(self) -> None:
        stored = ahead(3)
        stored.id = 1
        assert same_session(ahead(3), [stored]) is stored
        for other in (ahead(4), ahead(3, 660), ahead(3, None), ahead(3, 600, "peer")):
            assert same_session(other, [stored]) is None
        assert same_session(stored, [stored]) is None


class TestSuggested:
    def test_without_a_session_nothing_is_suggested(self) -> None:
        assert suggested([], TODAY) is None

    def test_four_weeks_on_at_the_same_time_and_of_its_kind(self) -> None:
        session = suggested([ahead(-50), ahead(-16, 945, "peer")], TODAY)
        assert session is not None
        assert (session.day, session.start, session.kind) == (date(2026, 12, 2), 945, "peer")

    def test_after_a_session_to_come_it_is_the_one_after_that(self) -> None:
        session = suggested([ahead(-16), ahead(12)], TODAY)
        assert session is not None
        assert session.day == date(2026, 12, 30)

    @pytest.mark.parametrize(
        ("weeks", "words"), [(1, "one week"), (4, "four weeks"), (12, "twelve weeks")]
    )
    def test_the_rhythm_is_said_in_words(self, weeks, words) -> None:
        assert weeks_in_words(weeks) == words

    def test_another_rhythm_is_kept_to(self) -> None:
        session = suggested([ahead(-16)], TODAY, 6)
        assert session is not None
        assert session.day == date(2026, 12, 16)

    @given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.integers(1, 12))
    def test_it_lies_ahead_a_whole_number_of_cycles_on(self, day, weeks) -> None:
        session = suggested([a_session(day)], TODAY, weeks)
        assert session is not None
        assert session.day >= TODAY
        assert session.day > day
        assert (session.day - day).days % (7 * weeks) == 0


class TestInWords:
    def test_a_year_is_named_where_it_is_another(self) -> None:
        assert day_in_words(date(2026, 12, 2), TODAY) == "Wednesday 2 December"
        assert day_in_words(date(2025, 12, 3), TODAY) == "Wednesday 3 December 2025"
        assert when_in_words(ahead(12), TODAY) == "Wednesday 2 December at 10:00"
        assert when_in_words(ahead(60, None), TODAY) == "Tuesday 19 January 2027"

    @pytest.mark.parametrize(
        ("days", "said"),
        [
            (-16, "16 days ago"),
            (-1, "yesterday"),
            (0, "today"),
            (1, "tomorrow"),
            (12, "in 12 days"),
        ],
    )
    def test_how_far_a_day_lies_from_today(self, days, said) -> None:
        assert distance(TODAY + timedelta(days), TODAY) == said


def test_a_session_may_be_called_what_employers_call_it() -> None:
    assert list(KINDS.values()) == [
        "Clinical supervision",
        "Reflective session",
        "Group supervision",
        "Peer supervision",
        "Line management",
        "EAP counselling",
    ]
    assert Session(day=TODAY).kind in KINDS


def test_who_manages_staff_has_more_to_bring() -> None:
    assert themes(manages_staff=False) == THEMES
    more = themes(manages_staff=True)
    assert list(more) == [*THEMES, *STAFF_THEMES]
