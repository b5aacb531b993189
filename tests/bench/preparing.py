"""All that a session can be prepared from, beside the questions it is gathered with.

Against rows as the driver hands them over, records and sentences cannot but lose: that figure
says what they cost. Against the journal's own questions it says what the gathering adds.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import corpus
from figures import Figure, p50, taking_turns
from sqlcipher3 import dbapi2

from reflect_app.domain.focus import candidates
from reflect_app.domain.one_page import page
from reflect_app.domain.records import (
    Agreed,
    CaseAlias,
    Decision,
    PageItem,
    Preparation,
    Session,
    StillWith,
)
from reflect_app.vault.journal import Journal

SIZE = 10_000
ROUNDS = 41
CYCLE = timedelta(weeks=4)
AHEAD = timedelta(days=2)
ON_PAGE, HEAVY = 6, 20

_KNOWN = (
    "SELECT id, day, flagged, audience, model, contact, case_id, tags, load_before, load_after, "
    "title, CASE title WHEN '' THEN "
    "(SELECT substr(text, 1, 320) FROM answer WHERE entry_id = entry.id ORDER BY id LIMIT 1) END "
    "FROM entry WHERE finished_at IS NOT NULL AND deleted_at IS NULL AND id IN ("
    "SELECT id FROM entry WHERE flagged UNION SELECT id FROM entry WHERE day BETWEEN ? AND ? "
    "UNION SELECT entry_id FROM still_with WHERE day BETWEEN ? AND ?) ORDER BY id DESC"
)
_IN_SPAN = (
    "SELECT day, load, later FROM check_in WHERE day BETWEEN ? AND ? ORDER BY day, at",
    "SELECT day, sources FROM check_in WHERE day BETWEEN ? AND ? ORDER BY day, at",
    "SELECT * FROM plan_answer WHERE day BETWEEN ? AND ? ORDER BY day, plan_id",
    "SELECT * FROM away WHERE day BETWEEN ? AND ? ORDER BY day",
    "SELECT * FROM still_with WHERE day BETWEEN ? AND ? ORDER BY id",
)
_WHOLE = (
    "SELECT * FROM session WHERE state = '' ORDER BY day, start",
    "SELECT * FROM plan ORDER BY id",
    "SELECT agreed.* FROM agreed JOIN session ON session.id = session_id ORDER BY agreed.id",
    "SELECT * FROM case_alias ORDER BY id",
    "SELECT * FROM own_source ORDER BY id",
    "SELECT * FROM decision ORDER BY begun_at DESC",
    "SELECT * FROM decision_note ORDER BY id",
    "SELECT entry.* FROM entry WHERE id IN (SELECT CAST(about AS INTEGER) FROM page_item)",
    "SELECT * FROM answer WHERE entry_id IN (SELECT CAST(about AS INTEGER) FROM page_item)",
)


def preparing(cache: Path, place: Path) -> Iterator[Figure]:
    """Open what is offered for a session four weeks after the last one, and what is on its page."""
    for name in ("ours", "raw"):
        folder = corpus.lived_copy(SIZE, cache, place / name)
        raw = corpus.opened_raw(folder)
        raw.execute("UPDATE entry SET audience = 'clinical' WHERE flagged")
        raw.commit()
        raw.close()
        journal = corpus.opened(folder)
        session = _prepared(journal)
        journal.close()
    journal, raw = corpus.opened(place / "ours"), corpus.opened_raw(place / "raw")
    open_it = partial(_open, journal, session)
    offered, known = open_it(), _ask(raw)
    ours, asked, theirs = taking_turns(
        ROUNDS, open_it, partial(_one_by_one, journal, session), partial(_ask, raw)
    )
    for against, milliseconds in (("its questions", asked), ("bare rows", theirs)):
        yield Figure(
            goal=f"opening what to bring, {SIZE:,} entries",
            ours=p50(ours),
            against=against,
            theirs=p50(milliseconds),
            bar=1.5,
            note=f"{offered} offered out of {known} entries",
        )


def _prepared(journal: Journal) -> Session:
    """Fill the last four weeks with all that is looked at; return the session that follows."""
    today = corpus.END.date()
    begun = today - CYCLE
    for each in journal.sessions():
        if each.day > begun:
            journal.delete(each)
    last = journal.save(Session(day=begun, start=10 * 60))
    session = journal.save(Session(day=today + AHEAD, start=10 * 60))
    journal.save(CaseAlias(word="Harbour", since=begun))
    for number in range(3):
        journal.save(Agreed(session_id=last.id, words=f"Something small, {number}"))
        journal.save(Decision(begun_at=corpus.END, day=today, question=f"A question, {number}"))
    lines = journal.flagged()
    for line in lines[:HEAVY]:
        journal.save(StillWith(entry_id=line.id, day=today, answer="heavy"))
    items = [
        PageItem(kind="flagged", about=str(line.id), position=place, share="all")
        for place, line in enumerate(lines[:ON_PAGE])
    ]
    journal.save(Preparation(session_id=session.id, question="How do I?", items=items))
    return session


def _open(journal: Journal, session: Session) -> int:
    """Return how much is offered."""
    since = journal.since_last(session, corpus.END)
    preparation = journal.preparation(session.id)
    return len(candidates(since)) if preparation and page(preparation, since).parts else 0


def _one_by_one(journal: Journal, session: Session) -> None:
    """Ask the journal for the same, and do nothing with it."""
    since, until = corpus.END.date() - CYCLE, corpus.END.date()
    for ask in (
        journal.sessions,
        journal.flagged,
        journal.plans,
        journal.agreed,
        journal.cases,
        journal.own_sources,
        journal.decisions,
    ):
        ask()
    for ask_in in (journal.marks, journal.check_ins, journal.plan_answers, journal.away):
        ask_in(since, until)
    journal.still_with(since)
    preparation = journal.preparation(session.id)
    for item in preparation.items if preparation else ():
        journal.entry(int(item.about))


def _ask(db: dbapi2.Connection) -> int:
    """Return how many entries the answers are about."""
    span = tuple(day.isoformat() for day in (corpus.END.date() - CYCLE, corpus.END.date()))
    known = db.execute(_KNOWN, (*span, *span)).fetchall()
    for question in _IN_SPAN:
        db.execute(question, span).fetchall()
    for question in _WHOLE:
        db.execute(question).fetchall()
    return len(known)
