"""The year's words and the sheet of numbers on A4, as the files a person takes along."""

from collections.abc import Iterable, Iterator

from reflect_app.domain.dates import full_day
from reflect_app.domain.over_time import OWN_WORDS, OwnWords, Sheet
from reflect_app.ui.printing.paper import Paper, Words


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the sheet of numbers as a PDF file of one page."""
    return Paper("Numbers", _numbers(sheet)).pdf()


def words_pdf(words: Iterable[OwnWords]) -> bytes:
    """Return a year's own words as a PDF file."""
    return Paper("Year", _year(words)).pdf()


def _numbers(sheet: Sheet) -> Iterator[Words]:
    yield Words("title", sheet.title)
    for part in sheet.parts:
        yield Words("heading", part.heading)
        for label, band in part.lines:
            yield Words("line", label, beside=band)
    for note in sheet.notes:
        yield Words("note", note)


def _year(words: Iterable[OwnWords]) -> Iterator[Words]:
    yield Words("title", OWN_WORDS)
    for each in words:
        yield Words("heading", full_day(each.day))
        for heading, text in each.parts():
            yield Words("label", heading)
            yield Words("text", text)
