"""Where in a text the things looked for stand, by the rules of the search index.

The index says which entries hold what was typed; to show the words in the text itself they have
to be found again, cut and folded as its tokenizer (`unicode61 remove_diacritics 2`) does it.
"""

import re
import unicodedata
from collections.abc import Iterable

from reflect_app.domain.finding import Term

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_ACCENTS = re.compile("[\u0300-\u036f]")

_Sought = tuple[tuple[str, ...], bool]
"""The words of a term, folded, and whether the last may go on."""


def marks(text: str, asked: Iterable[Term]) -> list[tuple[int, int]]:
    """Return the stretches of `text` that any of `asked` matches, whole words, from left to right.

    Each is (start, end) in characters; they do not overlap.
    """
    terms = [(tuple(map(_fold, _WORD.findall(term.text))), term.beginning) for term in asked]
    sought = [term for term in terms if term[0]]
    openings = tuple(words[0] for words, _ in sought)
    spans = [word.span() for word in _WORD.finditer(text)]
    words = [_fold(text[start:end]) for start, end in spans]
    found: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        start = spans[index][0]
        if not word.startswith(openings) or (found and start < found[-1][1]):
            continue
        longest = max(_length(words, index, term) for term in sought)
        if longest:
            found.append((start, spans[index + longest - 1][1]))
    return found


def _length(words: list[str], index: int, sought: _Sought) -> int:
    """Return how many words from `index` on match `sought`: all of it, or none."""
    terms, beginning = sought
    *whole, last = words[index : index + len(terms)]
    if (*whole,) != terms[:-1]:
        return 0
    matches = last.startswith(terms[-1]) if beginning else last == terms[-1]
    return len(terms) if matches else 0


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFD", word)).lower()
