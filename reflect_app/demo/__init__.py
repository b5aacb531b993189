"""A journal that somebody else seems to have kept for years, to look around in and to measure by.

Everything in it is invented. The same seed on the same day makes the same journal.
"""

from datetime import date
from random import Random

from reflect_app.demo.days import (
    check_ins,
    entry_days,
    first_day,
    plan_answers,
    plans,
    sessions,
    worked_days,
)
from reflect_app.demo.writing import Writer
from reflect_app.domain.records import Entry
from reflect_app.domain.supervision import cycle_start
from reflect_app.vault.journal import Journal

FLAGGED = 4
"""How many entries of the current cycle are kept for supervision."""


def fill(journal: Journal, *, entries: int, seed: int, today: date) -> date:
    """Put exactly so many finished `entries` and the years around them into an empty journal.

    They end on the local day `today`, with a draft from its morning. Return the first day; raise
    JournalError.
    """
    # Two sources of chance, so that another number of entries tells of the same recent weeks.
    life, words = (_chance(f"{part} {seed} {today}") for part in ("life", "words"))
    supervision = sessions(today, first_day(entries, today))
    days = worked_days(life, first_day(entries, today), today, supervision)
    journal.add_all(supervision)
    journal.add_all(check_ins(life, days, today))
    journal.add_all(plan_answers(life, days, [journal.save(plan) for plan in plans(days)]))
    writer = Writer(words)
    start = cycle_start(supervision, today)
    chosen = entry_days(words, days, entries)
    journal.add_all(writer.entry(day) for day in chosen if day.day < start)
    journal.add_all(_flagged([writer.entry(day) for day in chosen if day.day >= start]))
    journal.save(writer.draft(today))
    return days[0].day


def _chance(name: str) -> Random:
    return Random(name)  # noqa: S311  (nothing secret comes of it, and it has to be repeatable)


def _flagged(entries: list[Entry]) -> list[Entry]:
    """Keep the heaviest of `entries` for supervision, as anybody would."""
    by_load = sorted(entries, key=lambda entry: entry.load_before or 0, reverse=True)
    for entry in by_load[:FLAGGED]:
        entry.flagged = True
    return entries
