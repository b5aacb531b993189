"""Words as the search index takes them, for the few lines that are not in it."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from reflect_app.domain.finding import Term

_OF_A_WORD = ("L", "N")
"""The classes of letters and digits; private characters, `Co`, count as letters too."""
_PRIVATE = "Co"


def folded(text: str) -> tuple[str, ...]:
    """Return the words of `text` without capitals, accents and whatever stands between them."""
    parted = unicodedata.normalize("NFD", text)
    bare = "".join(each for each in parted if not unicodedata.combining(each)).lower()
    return tuple("".join(run) for is_word, run in groupby(bare, _is_of_a_word) if is_word)


def holds(line: str, asked: Iterable[Term]) -> bool:
    """Say whether `line` has every one of the terms, a phrase with its words in a row."""
    words = folded(line)
    return all(_has(words, folded(term.text), beginning=term.beginning) for term in asked)


def _has(words: Sequence[str], phrase: Sequence[str], *, beginning: bool) -> bool:
    places = range(len(words) - len(phrase) + 1)
    rows = (words[place : place + len(phrase)] for place in places)
    if not beginning:
        return any(tuple(row) == tuple(phrase) for row in rows)
    return any(
        tuple(row[:-1]) == tuple(phrase[:-1]) and row[-1].startswith(phrase[-1]) for row in rows
    )


def _is_of_a_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in _OF_A_WORD or category == _PRIVATE
