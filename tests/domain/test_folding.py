"""Lines that are read through find what the search index would."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.finding import Term, terms
from reflect_app.domain.folding import folded, holds

LINE = "Two hearings at Château-Rouge, one adjourned: 24/7 again."


@pytest.mark.parametrize(
    "typed",
    [
        "hearings",
        "HEARINGS adjourned ",
        "chateau",
        "rouge hear",
        '"one adjourned"',
        '"chateau rouge"',
        "24/7 ",
        '"two hearings" aga',
        "",
    ],
)
def test_a_line_is_found_by_its_words_their_beginnings_and_phrases(typed: str) -> None:
    assert holds(LINE, terms(typed))


@pytest.mark.parametrize(
    "typed", ["hearing ", "earings", '"adjourned one"', "hearings recall", '"again two"', "24/8 "]
)
def test_a_line_without_them_is_not(typed: str) -> None:
    assert not holds(LINE, terms(typed))


def test_words_lose_capitals_accents_and_what_stands_between_them() -> None:
    assert folded("Élan, don't  go—NOW") == ("elan", "don", "t", "go", "now")


LETTERS = st.text("aAeéÉñ ß1'-_/,.\u0301\u0131İ\u200d😀ø", max_size=12)


@given(line=LETTERS, asked=LETTERS, beginning=st.booleans())
def test_what_is_found_is_what_the_index_would_find(
    *, line: str, asked: str, beginning: bool
) -> None:
    if not any(each.isalnum() for each in asked):
        return
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
    db.execute("INSERT INTO t VALUES (?)", (line,))
    expression = f'"{asked}"{"*" if beginning else ""}'
    (found,) = db.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchone()
    db.close()
    assert holds(line, (Term(asked, beginning),)) == bool(found)
