"""The one line of a check-in is found again, and the latest day is known."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reflect_app.domain.finding import question
from reflect_app.domain.folding import holds
from reflect_app.domain.records import CheckIn, Entry
from reflect_app.vault.journal import Journal

TODAY = date(2026, 11, 20)


@pytest.fixture
def said(journal: Journal):
    """Return a way to have checked in with a line, so many days before TODAY."""

    def said(line: str, *, days: int = 0, load: int = 4, hour: int = 12) -> CheckIn:
        day = TODAY - timedelta(days=days)
        at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        return journal.save(CheckIn(at=at, day=day, load=load, line=line))

    return said


def lines(journal: Journal, typed: str) -> list[str]:
    return [each.line for each in journal.check_in_lines(question(typed, TODAY))]


def test_lines_are_found_the_latest_first(journal: Journal, said) -> None:
    said("Two hearings, one adjourned", days=3)
    said("", days=2)
    said("Hearing went well", days=1, hour=9)
    said("Nothing but paper", days=1)
    said("The hearing again", days=1, hour=17)
    assert lines(journal, "hearing") == [
        "The hearing again",
        "Hearing went well",
        "Two hearings, one adjourned",
    ]
    assert [each.line for each in journal.check_in_lines("paper")] == ["Nothing but paper"]


def test_accents_and_capitals_make_no_difference(journal: Journal, said) -> None:
    said("Café with René")
    assert lines(journal, "cafe rene ") == ["Café with René"]


@pytest.mark.parametrize("typed", ["", "  ", "?!", "nowhere"])
def test_nothing_asked_or_nothing_there_finds_none(journal: Journal, said, typed: str) -> None:
    said("A line")
    assert lines(journal, typed) == []


@pytest.mark.parametrize("typed", ["line tag:court", "case:harbour", "kind:court", "flagged line"])
def test_what_a_check_in_cannot_have_finds_none(journal: Journal, said, typed: str) -> None:
    said("A line")
    assert lines(journal, typed) == []


def test_days_and_the_highest_of_a_day_narrow_it(journal: Journal, said) -> None:
    said("Line of last week", days=7, load=9)
    said("Quiet line", days=1, load=2, hour=9)
    said("", days=1, load=8)
    said("Line of today", load=3)
    assert lines(journal, "line since:2026-11-14 ") == ["Line of today", "Quiet line"]
    assert lines(journal, "until:2026-11-14 ") == ["Line of last week"]
    assert lines(journal, "load:>7 line") == ["Quiet line", "Line of last week"]


def test_no_more_than_asked_for_are_returned(journal: Journal, said) -> None:
    for number in range(5):
        said(f"Line {number}", days=number)
    found = journal.check_in_lines("line", limit=2)
    assert [each.line for each in found] == ["Line 0", "Line 1"]


def test_the_latest_day_is_that_of_a_check_in_or_an_entry(journal: Journal, said) -> None:
    assert journal.last_day() is None
    said("", days=3)
    assert journal.last_day() == TODAY - timedelta(days=3)
    moment = datetime(2026, 12, 20, 9, tzinfo=UTC)
    entry = journal.save(Entry(written_at=moment, day=moment.date()))
    assert journal.last_day() == date(2026, 12, 20)
    journal.throw_away(entry.id, moment)
    assert journal.last_day() == TODAY - timedelta(days=3)


@pytest.mark.parametrize(
    "typed",
    ["naive ", "Under ", "istanbul ", "100 ", "100% ", "under_score ", "o'brien ", "ß ", "st"],
)
def test_what_sqlite_leaves_out_beforehand_would_not_have_been_found(
    journal: Journal, said, typed: str
) -> None:
    written = (
        "A naïve plan",
        "Ünder the desk",
        "İstanbul on the wall",
        "100% done, 100 to go",
        "An under_score",
        "O\u2019Brien\u2019s desk, O'Brien's chair",
        "Straße, strasse",
        "Nothing of the kind",
    )
    for days, line in enumerate(written):
        said(line, days=days)
    asked = question(typed, TODAY).terms
    assert lines(journal, typed) == [line for line in written if holds(line, asked)]
