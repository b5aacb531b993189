"""One thing as it stands on the page, and in words what is shared of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reflect_app.domain.focus import Candidate
from reflect_app.domain.one_page import ALL, LEAVING_CHART, LOAD_CHART, PagePart
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
    def chart_in_words(self) -> str:
        """Return what its chart would be called, empty where there is none."""
        if not (self.candidate and self.candidate.chart):
            return ""
        return _CHARTS[LOAD_CHART if self.item.kind == "heavy_day" else LEAVING_CHART]


def shared_in_words(shown: Shown) -> str:
    """Say where it is from, what of it is on the page and how long it is meant to take."""
    detail = shown.candidate.detail if shown.candidate else ""
    minutes = [f"{shown.part.minutes} minutes"] if shown.part.minutes else []
    said = (_capital(detail), _shared(shown), *shown.part.themes, *minutes)
    return " ".join(f"{each}." for each in said if each)


def counted(number: int, noun: str) -> str:
    """Return so many of something: "one sentence", "two sentences", "12 sentences"."""
    words = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{words} {noun}" if number == 1 else f"{words} {noun}s"


def _shared(shown: Shown) -> str:
    part = shown.part
    words = "Title only"
    if part.quote and shown.item.share == ALL:
        words = "Sharing all of it"
    elif part.quote:
        words = f"Sharing {counted(len(part.quote), 'sentence')} you chose"
    elif part.lines:
        words = _capital(counted(len(part.lines), "sentence"))
    if not part.chart:
        return words
    return f"{words}, and {_CHARTS[part.chart.kind]}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
