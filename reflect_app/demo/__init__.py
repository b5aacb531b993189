"""A journal that somebody else seems to have kept for years, to look around in and to measure by.

Everything in it is invented. The same seed on the same day makes the same journal.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from reflect_app.demo.caseload import Case
from reflect_app.demo.days import WorkedDay, check_ins, entry_days, first_day, worked_days
from reflect_app.demo.diary import away, rest_days, session_days, sessions
from reflect_app.demo.plans import plan_answers, plans
from reflect_app.demo.supervision import papers
from reflect_app.demo.texts import own_sources
from reflect_app.demo.writing import Writer
from reflect_app.domain.progress import HEAVY
from reflect_app.domain.records import CaseAlias, Entry
from reflect_app.domain.still_with import window
from reflect_app.domain.supervision import cycle_start
from reflect_app.vault.journal import Journal

FLAGGED = 4
"""How many entries of the current cycle are kept for supervision."""
ASKED = timedelta(weeks=8)
"""How long before this cycle whether something was still heavy began to be asked."""
LINKED = timedelta(days=365)
"""How long before today entries began to be linked to the words for cases."""

_Told = tuple[Entry, Case | None]


def fill(journal: Journal, *, entries: int, seed: int, today: date) -> date:
    """Put exactly so many finished `entries` and the years around them into an empty journal.

    They end on the local day `today`, with a draft from its morning. Return the first day; raise
    JournalError.
    """
    # Two sources of chance, so that another number of entries tells of the same recent weeks.
    life, words = (_chance(f"{part} {seed} {today}") for part in ("life", "words"))
    days = _live(journal, life, first_day(entries, today), today)
    writer = Writer(words)
    chosen = entry_days(words, days, entries)
    linked_from = min(today - LINKED, start := cycle_start(journal.sessions(), today))
    journal.add_all(writer.entry(day) for day in chosen if day.day < linked_from)
    told = [(writer.entry(day), writer.case) for day in chosen if day.day >= linked_from]
    told.append((writer.draft(today), writer.case))
    _link(journal, told, writer)
    _weigh([entry for entry, _ in told if entry.finished_at], today)
    _flag([entry for entry, _ in told if entry.finished_at and entry.day >= start])
    journal.add_all(entry for entry, _ in told)
    _meet(journal, _chance(f"supervision {seed} {today}"), start, today)
    return days[0].day


def _live(journal: Journal, chance: Random, first: date, today: date) -> list[WorkedDay]:
    """Store everything but the reflections, and return the days at work."""
    supervision = sessions(chance, today, first)
    resting = rest_days(first, today)
    absent = away(chance, first, today, resting)
    days = worked_days(
        chance,
        first,
        today,
        off=resting | {each.day for each in absent},
        supervised=session_days(supervision),
    )
    own = own_sources()
    journal.add_all([*supervision, *absent, *own.values(), *plans(days[0].day, today)])
    kept = dict(zip(own, journal.own_sources(), strict=True))
    journal.add_all(check_ins(chance, days, today, kept))
    journal.add_all(plan_answers(chance, days, journal.plans()))
    return days


def _meet(journal: Journal, chance: Random, since: date, today: date) -> None:
    """Store what came of the sessions, the last of which was on the day `since`."""
    heavy = journal.marks(since - ASKED, today)
    journal.add_all(papers(chance, journal.sessions(), journal.plans(), heavy, today))


def _chance(name: str) -> Random:
    return Random(name)  # noqa: S311  (nothing secret comes of it, and it has to be repeatable)


def _link(journal: Journal, told: Sequence[_Told], writer: Writer) -> None:
    """Store the words for the cases `told` of; link what is about those that still go on."""
    latest = {case.alias: case for _, case in told if case}
    since = {case: entry.day for entry, case in reversed(told) if case}
    ended = {case: writer.ended(case) for case in latest.values()}
    journal.add_all(
        CaseAlias(word=word, since=since[case], ended=ended[case])
        for word, case in latest.items()
        # Of some that were over before it, there was news.
        if since[case] <= (ended[case] or date.max)
    )
    going_on = {latest[each.word]: each.id for each in journal.cases() if each.ended is None}
    for entry, case in told:
        entry.case_id = going_on.get(case) if case else None


def _weigh(entries: Sequence[Entry], today: date) -> None:
    """Let something have been heavy some days ago, so that Today asks whether it still is."""
    first, last = window(today)
    recent = [entry for entry in entries if first <= entry.day <= last]
    if recent:
        heaviest = max(recent, key=lambda entry: entry.load_before or 0)
        heaviest.load_before = max(heaviest.load_before or 0, HEAVY)


def _flag(entries: Sequence[Entry]) -> None:
    """Keep the heaviest of `entries` for supervision, as anybody would."""
    by_load = sorted(entries, key=lambda entry: entry.load_before or 0, reverse=True)
    for entry in by_load[:FLAGGED]:
        entry.flagged = True
        entry.audience = "clinical" if entry.audience == "me" else entry.audience
