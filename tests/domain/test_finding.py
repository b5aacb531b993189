"""What a search asks for."""

import pytest

from reflect_app.domain.finding import Term, terms


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", ()),
        ("  \t", ()),
        ("boundar", (Term("boundar", beginning=True),)),
        ("boundary ", (Term("boundary", beginning=False),)),
        ("the cou", (Term("the", beginning=False), Term("cou", beginning=True))),
        ("cou* the ", (Term("cou", beginning=True), Term("the", beginning=False))),
        ("a", (Term("a", beginning=False),)),
        ('"held the"', (Term("held the", beginning=False),)),
        ('"held the', (Term("held the", beginning=False),)),
        ("-- ** \" ''", ()),
        ("one\0two", (Term("one", beginning=False), Term("two", beginning=True))),
        ("日本", (Term("日本", beginning=True),)),
    ],
)
def test_words_beginnings_and_phrases_are_told_apart(typed: str, asked: tuple[Term, ...]) -> None:
    assert terms(typed) == asked
