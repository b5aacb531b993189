"""A year of sessions in numbers, and the sheet that must tell nothing but what was ticked."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflect_app.domain.over_time import (
    ALL_THEMES,
    BANDS,
    OVER_TWELVE_MONTHS,
    RECHARGED,
    RECHARGED_NOTE,
    SHEET,
    SHEET_NOTE,
    SHEET_TITLE,
    agreed_in_words,
    band,
    gaps_in_words,
    held,
    kinds_of,
    noted_in_words,
    numbers,
    offered,
    own_words,
    own_words_as_text,
    recharged_in_words,
    sessions_in_words,
    sheet,
    tally,
    years,
)
from reflect_app.domain.records import Agreed, PageItem, Preparation, Session, SessionRecord
from reflect_app.domain.supervision import FUNCTIONS, KINDS, OUTCOMES, TIME_WENT

TODAY = date(2026, 11, 20)
LINES = [(group, key) for group, (_, labels) in SHEET.items() for key in labels]


def a_session(number, day, kind="clinical", start=600):
    session = Session(day=day, kind=kind, start=start)
    session.id = number
    return session


def a_record(number, **columns):
    return SessionRecord(session_id=number, written_at=datetime(2026, 11, 4, tzinfo=UTC), **columns)


def monthly(*records, agreed=(), prepared=()):
    """Return a year of sessions four weeks apart, each with one of `records`, counted."""
    days = [TODAY - timedelta(weeks=4 * ago) for ago in range(len(records), 0, -1)]
    sessions = [a_session(number, day) for number, day in enumerate(days)]
    noted = [a_record(number, **each) for number, each in enumerate(records)]
    known = held(sessions, noted, agreed, TODAY)
    return tally(known, {each.session_id: each for each in prepared})


def brought(number, *items):
    preparation = Preparation(session_id=number)
    preparation.items = [
        PageItem(kind="own", themes=themes, ticked=ticked) for themes, ticked in items
    ]
    return preparation


# Years


def test_the_last_twelve_months_begin_the_day_after_this_day_a_year_ago():
    (twelve,) = years([], TODAY)
    assert (twelve.first, twelve.last) == (date(2025, 11, 21), TODAY)
    assert twelve.holds(TODAY)
    assert not twelve.holds(date(2025, 11, 20))


def test_on_a_leap_day_they_begin_on_the_first_of_march():
    (twelve,) = years([], date(2028, 2, 29))
    assert twelve.first == date(2027, 3, 1)


def test_every_calendar_year_with_a_session_can_be_chosen_the_latest_first():
    found = years([date(2024, 1, 1), date(2026, 3, 1), date(2024, 12, 31)], TODAY)
    assert [each.name for each in found] == ["The last twelve months", "2026", "2024"]
    assert [each.within for each in found][:2] == ["in the last twelve months", "in 2026"]
    assert all(found[2].holds(day) for day in (date(2024, 1, 1), date(2024, 12, 31)))


@given(st.dates(date(1950, 3, 1), date(2199, 12, 31)))
def test_twelve_months_are_never_more_than_a_year(today):
    (twelve,) = years([], today)
    assert (twelve.last - twelve.first).days + 1 in (365, 366)


# What was held


def test_sessions_to_come_are_not_counted_and_gaps_lie_between_those_held():
    days = [date(2026, 10, 7), date(2026, 9, 9), date(2026, 12, 2)]
    found = held([a_session(number, day) for number, day in enumerate(days)], [], [], TODAY)
    assert [(each.day, each.gap) for each in found] == [
        (date(2026, 9, 9), None),
        (date(2026, 10, 7), 28),
    ]


def test_a_session_today_counts_once_something_is_recorded_of_it():
    session = a_session(1, TODAY, start=None)
    assert held([session], [], [], TODAY) == []
    assert len(held([session], [a_record(1)], [], TODAY)) == 1


def test_the_kinds_that_there_are_come_with_ones_own_last():
    found = kinds_of([a_session(1, TODAY, "Triad"), a_session(2, TODAY, "group")])
    assert list(found.items()) == [("group", "Group supervision"), ("Triad", "Triad")]


# Counts


def test_a_theme_counts_once_a_session_wherever_it_was_noted():
    counted = monthly(
        {"themes": ("conflict", "team")},
        {"themes": ("conflict",)},
        {},
        prepared=[
            brought(0, (("conflict",), True), (("coping", "conflict"), True)),
            brought(1, (("development",), False)),
            brought(2, (("staff",), True)),
        ],
    )
    assert dict(counted.themes.each) == {"conflict": 2, "coping": 1, "team": 1, "staff": 1}
    assert counted.themes.of == 3
    assert list(counted.themes.each) == [each for each in ALL_THEMES if each in counted.themes.each]


def test_functions_and_time_are_counted_of_the_sessions_that_say_so():
    counted = monthly(
        {"functions": ("supportive", "ethical"), "time_went": "half"},
        {"functions": ("supportive",)},
        {},
    )
    assert dict(counted.functions.each) == {"supportive": 2, "ethical": 1}
    assert noted_in_words(counted.functions, counted) == "Noted for 2 of 3 sessions."
    assert noted_in_words(counted.time_went, counted) == "Noted for 1 of 3 sessions."


def test_what_was_agreed_is_done_partly_let_go_or_open():
    agreed = [
        Agreed(session_id=number, words="Words", outcome=outcome)
        for number, outcome in ((0, "done"), (0, ""), (1, "let_go"), (7, "done"))
    ]
    counted = monthly({}, {}, agreed=agreed)
    assert dict(counted.agreed.each) == {"done": 1, "let_go": 1, "open": 1}
    assert agreed_in_words(counted.agreed, counted) == "3 things agreed in 2 sessions."


def test_without_anything_noted_it_says_so():
    session = held([a_session(1, date(2026, 11, 4))], [], [], TODAY)
    counted = tally(session, {})
    assert not counted.noted
    assert monthly({}).noted
    (year, *_) = years([], TODAY)
    assert sessions_in_words(counted, year) == "1 session held in the last twelve months."
    assert sessions_in_words(tally([], {}), year) == "No session held in the last twelve months."


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((), "Given for 0 of 0 sessions: too few to say."),
        ((0, 10), "Given for 2 of 2 sessions: too few to say."),
        ((8, None, 7, 3), "Median 7, given for 3 of 4 sessions."),
        ((8, 7, 3, 6), "Median 6.5, given for 4 of 4 sessions."),
    ],
)
def test_a_median_of_recharged_is_said_from_three_on(values, said):
    assert recharged_in_words(monthly(*({"recharged": each} for each in values))) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((), "With a session before it, the days between the two are counted here."),
        ((28,), "1 gap: 28 days; for a median too few to say."),
        ((1, 28), "2 gaps: 1 day and 28 days; for a median too few to say."),
        ((35, 28, 21), "3 gaps: shortest 21 days, median 28, longest 35."),
        ((1, 28, 21, 1), "4 gaps: shortest 1 day, median 11, longest 28."),
    ],
)
def test_gaps_are_said_with_a_median_from_three_on(days, said):
    dates = [date(2026, 1, 1)]
    for each in days:
        dates.append(dates[-1] + timedelta(each))
    sessions = [a_session(number, day) for number, day in enumerate(dates)]
    assert gaps_in_words(tally(held(sessions, [], [], TODAY), {})) == said


# Own words


def test_a_years_own_words_stand_in_order_and_nothing_else_does():
    sessions = [a_session(1, date(2026, 10, 7)), a_session(2, date(2026, 11, 4), "peer")]
    sessions.append(a_session(3, date(2026, 11, 11)))
    records = [
        a_record(2, realised=" The boundary lets me stay.\n", focus="kept out"),
        a_record(1, chosen="Ten minutes after a disclosure.", realised="\n"),
        a_record(3, felt="kept out", strengths="kept out"),
    ]
    words = own_words(held(sessions, records, [], TODAY))
    assert [each.kind for each in words] == ["Clinical supervision", "Peer supervision"]
    assert own_words_as_text(words) == (
        "My year, in my own words\n\n\n"
        "Wednesday 7 October 2026\n\nI chose\nTen minutes after a disclosure.\n\n\n"
        "Wednesday 4 November 2026\n\nI realised\nThe boundary lets me stay.\n"
    )


# The sheet of numbers

SPAN = OVER_TWELVE_MONTHS
WORD = st.text(alphabet="zqx0123456789", min_size=3, max_size=12).map(lambda word: f"zq{word}")
"""Words that no label of the sheet has in it."""


@st.composite
def journals(draw):
    """Draw sessions of any kind on any days, with words, marks and numbers in every field."""
    days = draw(st.lists(st.dates(date(2025, 11, 21), TODAY), max_size=14))
    kinds = st.sampled_from(list(KINDS)) | WORD
    sessions = [a_session(number, day, draw(kinds)) for number, day in enumerate(days)]
    records, agreed, prepared = [], [], {}
    for number in range(len(sessions)):
        records += draw(st.lists(some_record(number), max_size=1))
        agreed += draw(st.lists(something_agreed(number), max_size=2))
        if draw(st.booleans()):
            themes = draw(st.lists(st.sampled_from(list(ALL_THEMES)) | WORD, max_size=3))
            prepared[number] = brought(number, (tuple(themes), draw(st.booleans())))
    return tally(held(sessions, records, agreed, TODAY), prepared)


def some_record(number):
    def keys(names):
        return st.lists(st.sampled_from(list(names)) | WORD, max_size=3).map(tuple)

    return st.builds(
        lambda **columns: a_record(number, **columns),
        realised=WORD,
        chosen=WORD,
        focus=WORD,
        felt=WORD,
        recharged=st.none() | st.integers(0, 10),
        time_went=st.sampled_from(["", *TIME_WENT]) | WORD,
        themes=keys(ALL_THEMES),
        functions=keys(FUNCTIONS),
    )


def something_agreed(number):
    outcomes = st.sampled_from(["", *OUTCOMES])
    return st.builds(Agreed, session_id=st.just(number), words=WORD, outcome=outcomes)


@settings(max_examples=60, deadline=None)
@given(journals(), st.sets(st.sampled_from(LINES)))
def test_the_sheet_holds_no_word_no_date_and_no_exact_count(counted, ticked):
    """Every line of it is one that was ticked, with a band; there is no place for another word."""
    found = numbers(counted)
    made = sheet(found, ticked, SPAN)
    allowed = {""}
    for group, key in ticked:
        heading, labels = SHEET[group]
        allowed |= {heading, f"{labels[key]}: {band(found[group, key])}"}
    notes = {SHEET_NOTE, RECHARGED_NOTE} if RECHARGED in dict(ticked) else {SHEET_NOTE}
    lines = made.text().split("\n")
    assert lines[0] == f"{SHEET_TITLE}, over twelve months"
    assert set(lines[1:]) == allowed | notes
    assert sum(": " in line for line in set(lines) - notes) == len(ticked)
    assert "zq" not in made.text()


@settings(max_examples=60, deadline=None)
@given(journals(), st.sets(st.sampled_from(LINES)), st.data())
def test_two_years_whose_counts_lie_in_the_same_bands_make_one_and_the_same_sheet(
    counted, ticked, data
):
    """So no exact count can be read off it, nor anything that was not ticked."""
    found = numbers(counted)
    other = {
        line: data.draw(st.sampled_from([each for each in range(60) if band(each) == band(count)]))
        if line in ticked
        else data.draw(st.integers(0, 500))
        for line, count in found.items()
    }
    assert sheet(other, ticked, SPAN) == sheet(found, ticked, SPAN)


@settings(max_examples=60, deadline=None)
@given(journals())
def test_the_numbers_behind_the_lines_are_those_of_the_page(counted):
    found = numbers(counted)
    assert set(found) == set(LINES)
    kinds = [found["sessions", key] for key in (*KINDS, "other")]
    assert found["sessions", "all"] == sum(kinds) == counted.sessions
    assert sum(count for line, count in found.items() if line[0] == "gaps") == len(counted.gaps)
    assert sum(count for line, count in found.items() if line[0] == RECHARGED) == len(
        counted.recharged
    )
    parts = [found["agreed", key] for key in (*OUTCOMES, "open")]
    assert found["agreed", "all"] == sum(parts) == counted.agreed.of


def test_bands_leave_no_number_out_and_name_themselves():
    assert [band(count) for count in (0, 1, 3, 4, 6, 7, 9, 10, 400)] == [
        *("0", "1 to 3", "1 to 3", "4 to 6", "4 to 6", "7 to 9", "7 to 9"),
        *("10 or more", "10 or more"),
    ]
    assert re.findall("|".join(sorted(BANDS, key=len, reverse=True)), SHEET_NOTE) == list(BANDS)


def test_kinds_and_themes_of_managers_are_offered_only_where_there_are_any():
    nothing = offered(numbers(monthly({})))
    assert ("sessions", "clinical") in nothing
    assert ("themes", "conflict") in nothing
    assert not {("sessions", "eap"), ("sessions", "other"), ("themes", "staff")} & nothing
    assert ("themes", "staff") in offered(numbers(monthly({"themes": ("staff",)})))


@given(st.dates(date(1950, 3, 1), date(2199, 12, 31)))
def test_a_sheet_says_over_how_long_it_counts_and_not_when(today):
    """The same words for whichever year it is."""
    twelve, *calendar = years([today - timedelta(400), today], today)
    assert twelve.span == "over twelve months"
    assert {year.span for year in calendar} == {"over a calendar year"}


def test_nothing_is_ticked_and_nothing_stands_on_it():
    assert sheet(numbers(monthly({})), (), SPAN).parts == ()
