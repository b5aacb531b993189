"""The invented prose of the demo journal, and the small marks in it; see `resources/demo`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from reflect_app.domain.records import OwnSource
from reflect_app.domain.reflective_models import (
    FREE,
    GIBBS,
    HARD_CASE,
    INCIDENT,
    WHAT,
    ReflectiveModel,
)
from reflect_app.ui import resources

_INNERMOST = re.compile(r"\{([^{}]*)\}")
_FILES = (
    (HARD_CASE, "hard_cases"),
    (WHAT, "short_ones"),
    (GIBBS, "in_full"),
    (INCIDENT, "incidents"),
    (FREE, "notes"),
)
_WHERE_IT_FITS = ("titles", "who", "case", "months", "when")
_WHAT_IT_IS_ABOUT = ("contact", "mode", "planned", "tags")
_SPARE = re.compile(r" +(?=[ .,;:?\n])")
"""What is left over where a mark stood for nothing."""
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing to write about: its words with their marks, and where it fits."""

    model: ReflectiveModel
    texts: Mapping[str, str]
    """By the keys of the model's stages."""
    load: int
    titles: Sequence[str] = ()
    """None, or some that say the same differently."""
    who: str = ""
    """`she` or `he` where the situation needs it."""
    case: str = ""
    """`begins` or `ends` with this entry, or long `over`."""
    months: Sequence[int] = tuple(range(1, 13))
    when: str = ""
    """What a day has to be, as `WorkedDay.when` has it; empty: any."""
    contact: str = ""
    mode: str = ""
    planned: bool | None = None
    tags: Sequence[str] = ()
    """These four as an entry has them."""


@dataclass(frozen=True)
class Words:
    """What the marks in one piece stand for this time."""

    alias: str
    other: str
    woman: bool
    lists: Mapping[str, Sequence[str]]
    chance: Random = field(repr=False)

    def fill_in(self, text: str) -> str:
        """Return `text` with every mark replaced, from the inmost out; raise KeyError."""
        while _INNERMOST.search(text):
            text = _INNERMOST.sub(lambda mark: self._word(mark[1]), text)
        return _SPARE.sub("", text).strip()

    def _word(self, mark: str) -> str:
        if "|" in mark:
            return self.chance.choice(mark.split("|"))
        if "/" in mark:
            return mark.split("/")[0 if self.woman else 1]
        if mark in ("alias", "other"):
            return self.alias if mark == "alias" else self.other
        word = self.chance.choice(self.lists[mark.lower()])
        return word if mark.islower() else word[0].upper() + word[1:]


class Deck:
    """Deals its cards in an order of chance, each once before any comes again."""

    def __init__(self, cards: Sequence[str], chance: Random) -> None:
        self._cards = list(cards)
        self._chance = chance
        self._left: list[str] = []
        self._last = ""

    def __len__(self) -> int:
        return len(self._cards)

    def draw(self) -> str:
        """Return the next card, never the same twice running."""
        if not self._left:
            self._left = self._chance.sample(self._cards, len(self._cards))
            if self._left[-1] == self._last:
                self._left.reverse()
        self._last = self._left.pop()
        return self._last


@cache
def pieces() -> tuple[Piece, ...]:
    """Return everything there is to write about."""
    return tuple(_piece(model, found) for model, name in _FILES for found in _read(name)["piece"])


@cache
def words() -> Mapping[str, Sequence[str]]:
    """Return the word lists by name, `alias` and the openings among them."""
    return _read("words")


@cache
def small_words() -> Mapping[str, Any]:
    """Return what plans are called, why, and what got in the way of them and of sessions."""
    return _read("plans")


@cache
def session_words() -> Mapping[str, Any]:
    """Return what was brought to sessions and agreed in them, and ethical decisions."""
    return _read("supervision")


def own_sources() -> dict[str, OwnSource]:
    """Return the sources that the person added, new, by their names in `lines.toml`."""
    return {
        name: OwnSource(label=found["own"], retired=found.get("retired", False))
        for name, found in _lines().items()
        if "own" in found
    }


def day_lines(chance: Random, own: Mapping[str, OwnSource]) -> dict[str, tuple[float, Deck]]:
    """Return by source how heavy such a day is, about, and the lines that it may be given.

    `own` are the stored sources of the person's own by their names here.
    """
    return {
        own[name].key if name in own else name: (found["load"], Deck(found["lines"], chance))
        for name, found in _lines().items()
    }


@cache
def _lines() -> dict[str, Any]:
    return _read("lines")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.text(f"demo/{name}.toml"))


def _piece(model: ReflectiveModel, found: dict[str, Any]) -> Piece:
    return Piece(
        model=model,
        texts={stage.key: _unwrapped(found[stage.key]) for stage in model.stages},
        load=found["load"],
        **{name: found[name] for name in (*_WHERE_IT_FITS, *_WHAT_IT_IS_ABOUT) if name in found},
    )


def _unwrapped(text: str) -> str:
    """Return `text` with a line a paragraph."""
    return "\n\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(text.strip()))
