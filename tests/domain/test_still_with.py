"""Which heavy entry is asked about, and when nobody is asked."""

from datetime import date, timedelta

import pytest

from reflect_app.domain.focus import STILL_HEAVY
from reflect_app.domain.records import EntryMarks, StillWith
from reflect_app.domain.still_with import ANSWERS, HEAVY, asked, window

FRIDAY = date(2026, 11, 20)


def entry(number, *, days=2, before=None, after=None):
    day = FRIDAY - timedelta(days=days)
    return EntryMarks(number, day, False, "me", "free", "", None, (), before, after, "")


def answer(entry_id, *, days=0):
    return StillWith(entry_id=entry_id, day=FRIDAY - timedelta(days=days), answer="settled")


@pytest.mark.parametrize(("days", "comes"), [(1, False), (2, True), (7, True), (8, False)])
def test_it_is_asked_from_two_days_on_for_a_week(days, comes):
    heavy = entry(1, days=days, before=7)
    assert asked([heavy], (), FRIDAY) == (heavy if comes else None)


def test_the_window_is_what_the_question_is_asked_of():
    first, last = window(FRIDAY)
    assert (FRIDAY - first, FRIDAY - last) == (timedelta(days=7), timedelta(days=2))


@pytest.mark.parametrize(
    ("before", "after", "comes"),
    [(7, None, True), (None, 7, True), (2, 9, True), (6, 6, False), (None, None, False)],
)
def test_the_higher_of_both_loads_counts(before, after, comes):
    marks = entry(1, before=before, after=after)
    assert asked([marks], (), FRIDAY) == (marks if comes else None)


def test_the_heaviest_comes_first_and_then_the_one_written_first():
    marks = [entry(3, before=8), entry(2, before=9), entry(1, days=3, before=9)]
    assert asked(marks, (), FRIDAY).id == 1


def test_what_was_answered_is_not_asked_again():
    marks = [entry(2, before=7), entry(1, before=9)]
    assert asked(marks, [answer(1, days=1)], FRIDAY).id == 2


def test_one_answer_a_day_is_enough():
    assert asked([entry(2, before=9)], [answer(1)], FRIDAY) is None


def test_with_nothing_heavy_nobody_is_asked():
    assert asked((), (), FRIDAY) is None


def test_what_is_said_to_be_heavy_is_what_preparing_looks_for():
    assert ANSWERS == {"settled": "Settled", "a_bit": "A bit", "heavy": "Still heavy"}
    assert HEAVY == STILL_HEAVY
