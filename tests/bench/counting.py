"""What the app counts and adds up by days, beside the raw SQL that answers the same.

Nothing in the app counts by months or weeks as such: a month is what a search with `since:` and
`until:` asks for, a week is what Plan and Today read of it, and Trends reads all days at once.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import corpus
from figures import Figure, p50, p95, taking_turns
from sqlcipher3 import dbapi2

from reflect_app.domain.finding import Question
from reflect_app.vault.journal import Journal

SIZES = (1_000, 50_000)
ROUNDS = 31
MONTH = (date(2026, 10, 1), date(2026, 10, 31))
WEEK = (date(2026, 11, 16), date(2026, 11, 22))
FORTNIGHT = date(2026, 11, 7)

_STANDS = "finished_at IS NOT NULL AND deleted_at IS NULL"


class _Asked(NamedTuple):
    """One question, as the app asks it and in SQL."""

    name: str
    ours: Callable[[Journal], object]
    raw: str
    values: tuple[date, ...] = ()


_QUESTIONS = (
    _Asked(
        "entries of a month",
        lambda journal: journal.count(Question(since=MONTH[0], until=MONTH[1])),
        f"SELECT count(*) FROM entry WHERE {_STANDS} AND day BETWEEN ? AND ?",  # noqa: S608
        MONTH,
    ),
    _Asked(
        "all entries",
        lambda journal: journal.count(),
        f"SELECT count(*) FROM entry WHERE {_STANDS}",  # noqa: S608
    ),
    _Asked(
        "plan answers of a week",
        lambda journal: journal.plan_answers(*WEEK),
        "SELECT id, plan_id, day, at, answer, minutes_after, obstacle, later FROM plan_answer "
        "WHERE day BETWEEN ? AND ? ORDER BY day, plan_id",
        WEEK,
    ),
    _Asked(
        "loads of a fortnight",
        lambda journal: journal.loads(FORTNIGHT),
        "SELECT day, load, later FROM check_in WHERE day >= ? ORDER BY day, at",
        (FORTNIGHT,),
    ),
    _Asked(
        "loads of all days",
        lambda journal: journal.loads(),
        "SELECT day, load, later FROM check_in ORDER BY day, at",
    ),
    _Asked(
        "sources of all days",
        lambda journal: journal.ticked(),
        "SELECT day, sources FROM check_in ORDER BY day, at",
    ),
    _Asked(
        "leaving times of all days",
        lambda journal: journal.minutes_after(),
        "SELECT plan_id, day, minutes_after, later FROM plan_answer "
        "WHERE minutes_after IS NOT NULL ORDER BY day",
    ),
)


def counting(cache: Path, place: Path) -> Iterator[Figure]:
    """Ask each question of a small journal and of twenty years."""
    for size in SIZES:
        journal = corpus.opened(corpus.lived_copy(size, cache, place / f"{size}-ours"))
        db = corpus.opened_raw(corpus.lived_copy(size, cache, place / f"{size}-raw"))
        for asked in _QUESTIONS:
            ours, raw = taking_turns(
                ROUNDS,
                lambda asked=asked, journal=journal: asked.ours(journal),
                lambda asked=asked, db=db: _ask(db, asked),
            )
            yield Figure(
                goal=f"{asked.name}, {size:,} entries",
                ours=p50(ours),
                against="raw SQL",
                theirs=p50(raw),
                bar=1.5,
                note=f"p95 {p95(ours):.1f} and {p95(raw):.1f}; {len(_ask(db, asked)):,} rows",
            )
        journal.close()
        db.close()


def _ask(db: dbapi2.Connection, asked: _Asked) -> list[tuple[object, ...]]:
    return db.execute(asked.raw, [day.isoformat() for day in asked.values]).fetchall()
