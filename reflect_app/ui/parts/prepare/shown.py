"""One thing as it stands on the page, and in words what is shared of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reflect_app.domain.focus import AGREED, OF_ENTRIES, Candidate
from reflect_app.domain.one_page import (
    ALL,
    LEAVING_CHART,
    LOAD_CHART,
    SENTENCES,
    PagePart,
    sentence_key,
)
from reflect_app.domain.records import PageItem
from reflect_app.domain.supervision import THEMES

_CHARTS = {
    LEAVING_CHART: "the chart of planned and actual times",
    LOAD_CHART: "the chart of how heavy the days were",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, repr=False)
class Shown:
    """What a row of the page goes by; nothing in it is to be changed."""

    item: PageItem
    part: PagePart
    candidate: Candidate | None
    """What it comes from; None for the person's own words."""
    written: Sequence[str] = ()
    """The sentences of the entry it is about."""
    themes: Collection[str] = tuple(THEMES)
    """The keys of the themes on offer; what was chosen before stays to be seen."""

    @property
    def name(self) -> str:
        """Return what it is called whichever of its sentences are shared."""
        if self.candidate and self.item.kind in OF_ENTRIES:
            return self.candidate.title
        return self.part.title

    @property
    def chart_in_words(self) -> str:
        """Return what its chart would be called, empty where there is none."""
        if not (self.candidate and self.candidate.chart):
            return ""
        return _CHARTS[LOAD_CHART if self.item.kind == "heavy_day" else LEAVING_CHART]


def shared_in_words(shown: Shown) -> str:
    """Say where it is from, what of it is on the page and how long it is meant to take."""
    minutes = [f"{shown.part.minutes} minutes"] if shown.part.minutes else []
    said = (_shared(shown), *shown.part.themes, *minutes)
    return " ".join(filter(None, (from_in_words(shown), *(f"{each}." for each in said))))


def from_in_words(shown: Shown) -> str:
    """Say where it is from, or how it went, whatever of it is shared."""
    detail = shown.candidate.detail if shown.candidate else ""
    if shown.item.kind == AGREED:
        *_, detail = detail.split(", ")  # where it is from stands in its title
    return f"{_capital(detail)}." if detail else ""


def chosen_in_words(shown: Shown) -> str:
    """Say how many sentences are shared: short, so that nothing moves while they are ticked."""
    number = _chosen(shown)
    return f"Sharing {counted(number, 'sentence')} you chose" if number else "Title only"


def counted(number: int, noun: str) -> str:
    """Return so many of something: "one sentence", "two sentences", "12 sentences"."""
    words = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{words} {noun}" if number == 1 else f"{words} {noun}s"


def _shared(shown: Shown) -> str:
    part = shown.part
    words = "Title only"
    if shown.written and shown.item.share == ALL:
        words = "Sharing all of it"
    elif _chosen(shown):
        words = chosen_in_words(shown)
    elif part.lines:
        words = _capital(counted(len(part.lines), "sentence"))
    if not part.chart:
        return words
    return f"{words}, and {_CHARTS[part.chart.kind]}"


def _chosen(shown: Shown) -> int:
    """Return how many sentences are shared; one of them may stand in the title."""
    if not shown.written:
        return len(shown.part.quote)  # the person's own words
    if shown.item.share != SENTENCES:
        return 0
    return sum(sentence_key(each) in shown.item.sentences for each in shown.written)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
