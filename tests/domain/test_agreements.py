"""An agreement says what was agreed, and when it is worth another look."""

from datetime import date

import pytest

from reflect_app.domain.agreements import (
    AGREED,
    EXCEPTIONS,
    NAMELESS,
    NOT_MANAGEMENT,
    PARTS,
    SKETCH,
    due_for_review,
    heading,
    in_words,
    new_agreement,
    passages,
    standing,
    title,
    words,
)
from reflect_app.domain.records import Agreement

TODAY = date(2026, 11, 20)


def printed(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    return {each.heading: (*each.lines, *each.listed) for each in passages(agreement)}


def test_a_new_one_is_a_sketch_with_the_starting_list() -> None:
    agreement = new_agreement()
    assert heading(agreement) == SKETCH
    assert standing(agreement) == f"{SKETCH}."
    assert title(agreement) == NAMELESS
    assert printed(agreement) == {
        "What we call it": ("Clinical supervision",),
        "What it is not": (NOT_MANAGEMENT,),
        "What stays between us": ("What is said stays between us, but for this:", *EXCEPTIONS),
    }


def test_an_agreed_one_says_since_when_and_until_when() -> None:
    agreement = Agreement(agreed_on=date(2026, 3, 3), review_on=date(2027, 3, 3))
    assert heading(agreement) == AGREED
    assert standing(agreement) == ("Agreed on 3 March 2026. To be looked at again on 3 March 2027.")


def test_everything_that_is_said_is_printed_in_order() -> None:
    own = {key: f"{key} one\n\n {key} two " for key in PARTS}
    agreement = Agreement(
        kind="Reflective hour", weeks=4, minutes=50, exceptions=(" A ", ""), **own
    )
    assert list(printed(agreement)) == [
        "With whom",
        "What we call it",
        "How often and how long",
        "Where",
        "Privacy",
        "If one of us cannot come",
        "Between sessions",
        "What it is not",
        "What stays between us",
        "What is written down",
        "Where it is kept",
        "Who sees it",
    ]
    assert printed(agreement)["Privacy"] == ("privacy one", "privacy two")
    assert printed(agreement)["What we call it"] == ("Reflective hour",)
    assert printed(agreement)["What stays between us"][1:] == ("A",)
    every = words(agreement)
    assert all(f"{key} two" in every for key in PARTS)


@pytest.mark.parametrize(
    ("weeks", "minutes", "said"),
    [
        (1, None, "Every week"),
        (4, None, "Every 4 weeks"),
        (None, 60, "60 minutes"),
        (6, 90, "Every 6 weeks, 90 minutes"),
    ],
)
def test_how_often_and_how_long_are_one_line(
    weeks: int | None, minutes: int | None, said: str
) -> None:
    agreement = Agreement(weeks=weeks, minutes=minutes)
    assert printed(agreement)["How often and how long"] == (said,)


def test_what_was_not_said_is_not_printed() -> None:
    agreement = Agreement(not_management=False)
    assert printed(agreement) == {
        "What we call it": ("Clinical supervision",),
        "What stays between us": ("What is said stays between us.",),
    }


def test_it_is_due_from_its_review_date_on() -> None:
    due, today = Agreement(review_on=date(2026, 11, 19)), Agreement(review_on=TODAY)
    others = Agreement(review_on=date(2026, 11, 21)), Agreement()
    assert due_for_review([due, *others, today], TODAY) == [due, today]
    assert due_for_review([], TODAY) == []


def test_what_is_due_is_said_in_a_sentence() -> None:
    with_whom = Agreement(with_whom=" My supervisor ")
    assert in_words([]) == ""
    assert in_words([with_whom]) == (
        "Your agreement about supervision, My supervisor, has come to its review date. "
        "Worth a look together."
    )
    assert in_words([Agreement(kind="peer")]) == (
        "Your agreement about peer supervision has come to its review date. Worth a look together."
    )
    assert in_words([with_whom, Agreement()]) == (
        "2 agreements have come to their review date. Worth a look together."
    )
