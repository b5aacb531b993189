"""What a person types to find something, read as words, beginnings of words and phrases."""

import re
from dataclasses import dataclass

SHORTEST_BEGINNING = 2
"""A single letter is looked for as a word of its own: as a beginning it would find everything."""

_PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True)
class Term:
    """One thing that must be in the text: a phrase, a word, or where `beginning` its start."""

    text: str
    beginning: bool


def terms(typed: str) -> tuple[Term, ...]:
    """Return what `typed` asks for, in order; nothing for blanks and mere punctuation.

    Words between double quotes are a phrase. The last word counts as a beginning while it is
    being typed, and so does any word that ends in `*`.
    """
    typed = typed.replace("\0", " ")  # where SQLite would take the question to end
    found: list[Term] = []
    for piece in _PIECE.finditer(typed):
        phrase, word = piece.groups()
        text = (word or phrase or "").strip('*" \t\n')
        if not any(character.isalnum() for character in text):
            continue
        unfinished = word is not None and (piece.end() == len(typed) or word.endswith("*"))
        found.append(Term(text, unfinished and len(text) >= SHORTEST_BEGINNING))
    return tuple(found)
