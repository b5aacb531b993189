"""The unlocked side: every question the journal is asked and every save.

A Journal exists only while the vault is open. Records come back detached: change them freely and
hand them to `save`, which returns the stored one and leaves the given one as it was if it raises.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    Select,
    and_,
    case,
    column,
    delete,
    event,
    exists,
    func,
    inspect,
    literal_column,
    or_,
    select,
    table,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session as Transaction
from sqlalchemy.orm import aliased, joinedload
from sqlcipher3 import dbapi2

from reflect_app.domain import sources
from reflect_app.domain.around_session import cycle_since, earlier
from reflect_app.domain.contacts import audience_when_kept
from reflect_app.domain.finding import Question, Term, terms
from reflect_app.domain.focus import OF_ENTRIES, SinceLast, waiting
from reflect_app.domain.folding import folded, holds
from reflect_app.domain.progress import day_loads
from reflect_app.domain.records import (
    EXCERPT_LENGTH,
    HEADING_LENGTH,
    MARK_END,
    MARK_START,
    Agreed,
    Agreement,
    Answer,
    Away,
    CaseAlias,
    CheckIn,
    Decision,
    Entry,
    EntryLine,
    EntryMarks,
    Keys,
    OwnSource,
    PageItem,
    Plan,
    PlanAnswer,
    Preparation,
    Record,
    Session,
    SessionRecord,
    StillWith,
    headed,
    heading,
)
from reflect_app.domain.supervision import REMOVED, before_removal, removed
from reflect_app.vault import engine as engines
from reflect_app.vault import keys

R = TypeVar("R", bound=Record)

SNIPPET_WORDS = 14
AT_ONCE = 500
"""How many records `add_all` commits together."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_LINE_COLUMNS: tuple[Any, ...] = (
    Entry.id,
    Entry.written_at,
    Entry.day,
    Entry.model,
    Entry.flagged,
    Entry.load_before,
    Entry.load_after,
    Entry.contact,
    Entry.tags,
)
_MARK_COLUMNS: tuple[Any, ...] = (
    Entry.id,
    Entry.day,
    Entry.flagged,
    Entry.audience,
    Entry.model,
    Entry.contact,
    Entry.case_id,
    Entry.tags,
    Entry.load_before,
    Entry.load_after,
)
_REMOVED = Session.state.startswith(REMOVED)
_FINISHED = and_(Entry.finished_at.is_not(None), Entry.deleted_at.is_(None))
_UNDER_WAY = and_(Entry.finished_at.is_(None), Entry.deleted_at.is_(None))
_OPENING = (
    select(func.substr(Answer.text, 1, HEADING_LENGTH + EXCERPT_LENGTH))
    .where(Answer.entry_id == Entry.id)
    .order_by(Answer.id)
    .limit(1)
    .correlate(Entry)
    .scalar_subquery()
)
# One question for a whole page, asked of the driver: it is asked at every key. With a bare `?`
# after LIMIT SQLite would prepare it anew each time.
_FOUND = (
    "SELECT entry.id, written_at, day, model, flagged, load_before, load_after, contact, tags, "
    "highlight(search, 0, ?, ?), snippet(search, 1, ?, ?, '…', ?), "
    "CASE search.title WHEN '' THEN substr(search.body, 1, ?) ELSE '' END "
    "FROM search JOIN entry ON entry.id = search.rowid "
    "WHERE search MATCH ? AND search.rowid < ? ORDER BY search.rowid DESC LIMIT +?"
)
# The same beside other conditions, which the driver would have to be told one by one.
_SEARCH = table("search", column("rowid"), column("title"), column("body"))
_INDEX: ColumnElement[str] = literal_column("search")
_MARKED = (
    func.highlight(_INDEX, 0, MARK_START, MARK_END),
    func.snippet(_INDEX, 1, MARK_START, MARK_END, "…", SNIPPET_WORDS),
    case((_SEARCH.c.title == "", func.substr(_SEARCH.c.body, 1, 2 * HEADING_LENGTH)), else_=""),
)
_MATCH = text("search MATCH :words")
_ACCENTED = func.length(CheckIn.line) != func.length(CheckIn.line.cast(LargeBinary))
"""A line has more bytes than letters: there may be accents."""
_HITS = text("SELECT count(*) FROM search WHERE search MATCH :words")
# A day is as heavy as its heaviest moment. What is not given is lighter than 0.
_HIGHEST = func.max(
    func.coalesce(
        select(func.max(CheckIn.load))
        .where(CheckIn.day == Entry.day)
        .correlate(Entry)
        .scalar_subquery(),
        -1,
    ),
    func.coalesce(Entry.load_before, -1),
    func.coalesce(Entry.load_after, -1),
)
# Asked for all the years at once, by Trends: what SQLAlchemy would do with each of thousands of
# rows takes longer than finding them.
_LOADS = "SELECT day, load, later FROM check_in WHERE day >= ? ORDER BY day, at"
_TICKED = "SELECT day, sources FROM check_in WHERE sources != '[]' ORDER BY day, at"
_TICKED_IN = (
    "SELECT day, sources FROM check_in "
    "WHERE day BETWEEN ? AND ? AND sources != '[]' ORDER BY day, at"
)
# All that a page can be about, in one question.
_KNOWN = (
    "SELECT id, day, flagged, audience, model, contact, case_id, tags, load_before, load_after, "
    "title, CASE title WHEN '' THEN "
    "(SELECT substr(text, 1, ?) FROM answer WHERE entry_id = entry.id ORDER BY id LIMIT 1) END "
    "FROM entry WHERE finished_at IS NOT NULL AND deleted_at IS NULL AND id IN ("
    "SELECT id FROM entry WHERE flagged UNION SELECT id FROM entry WHERE day BETWEEN ? AND ? "
    "UNION SELECT entry_id FROM still_with WHERE day BETWEEN ? AND ? "
    "UNION SELECT CAST(about AS INTEGER) FROM page_item JOIN preparation "
    "ON preparation.id = preparation_id WHERE session_id = ? AND about NOT LIKE '%-%' "
    "AND page_item.kind IN ('flagged', 'still', 'good')) ORDER BY id DESC"
)
_MINUTES_AFTER = (
    "SELECT plan_id, day, minutes_after, later FROM plan_answer "
    "WHERE minutes_after IS NOT NULL ORDER BY day"
)
_day = date.fromisoformat
_decoded = json.JSONDecoder().raw_decode  # at every key, fifty times: half the price of `loads`
_TAKEN = text("SELECT 1 FROM entry WHERE id = :id")
_TEXT = text("SELECT title, body FROM entry_text WHERE id = :id")
_LEARN = text("INSERT INTO search (rowid, title, body) VALUES (:id, :title, :body)")
_FORGET = text(
    "INSERT INTO search (search, rowid, title, body) VALUES ('delete', :id, :title, :body)"
)
_ABOUT_ITSELF = text("SELECT value FROM meta WHERE key = :key")
_NOTE = text("INSERT OR REPLACE INTO meta (key, value) VALUES (:key, :value)")
_SITTINGS, _KEYS_USED = "sittings", "keys"
_COUNT_UP = (
    "INSERT INTO meta (key, value) VALUES ('sittings', '1') "
    "ON CONFLICT (key) DO UPDATE SET value = value + 1"
)
_PREFERENCE = text("SELECT value FROM preference WHERE key = :key")
_PREFER = text("INSERT OR REPLACE INTO preference (key, value) VALUES (:key, :value)")
# The draft of changes to an entry holds the same tags once more.
_TAGS = text(
    "SELECT value FROM entry, json_each(entry.tags) WHERE tags != '[]' AND deleted_at IS NULL "
    "AND revises IS NULL GROUP BY value ORDER BY count(*) DESC, value"
)
_WITH_ANSWERS = (joinedload(Entry.answers),)
_NEVER = 2**62
"""An id beyond any entry's."""


class Journal:
    """One open journal, over one connection that nothing else can reach."""

    def __init__(self, engine: Engine, *, folder: Path, vault_id: str, root: keys.Root) -> None:
        self.folder = folder
        self.vault_id = vault_id
        self.root = root
        """What its backups are proven with."""
        self._engine = engine
        self._bound = vault_id.encode()
        self._open = True
        self._counted = False
        self._changes = 0
        event.listen(engine, "begin", self._look)
        event.listen(engine, "commit", self._count_sitting)
        event.listen(engine, "rollback", self._count_again)

    @classmethod
    def over(cls, db: dbapi2.Connection, path: Path, vault_id: str, root: keys.Root) -> "Journal":
        """Return the journal that `db` has open at `path`; closing it closes `db`."""
        engine = engines.engine_over(db, path)
        return cls(engine, folder=path.parent, vault_id=vault_id, root=root)

    @property
    def is_open(self) -> bool:
        """Whether it can still be used."""
        return self._open

    def close(self) -> None:
        """Close the file; the journal cannot be used or reopened afterwards."""
        if not self._open:
            return
        self._open = False
        # Disposing of the engine would only renew its pool, and leave a connection that was never
        # asked for to whoever asks next.
        connection = self._engine.raw_connection()
        connection.detach()
        connection.close()

    # Saving

    def save(self, record: R) -> R:
        """Store `record`, new or changed, and return the stored one; raise JournalError."""
        with self._transaction() as transaction:
            if not isinstance(record, Entry):
                return _whole(transaction, transaction.merge(record))
            deleted_at = _deleted_meanwhile(transaction, record)
            stored = _merge(transaction, record)
            stored.deleted_at = deleted_at or stored.deleted_at
            return cast("R", _flush(transaction, stored))

    def delete(self, record: Record) -> None:
        """Remove `record` and what hangs on it, the words in the search index included."""
        with self._transaction() as transaction:
            connection = transaction.connection()
            if isinstance(record, Entry):
                with _kept_findable(connection, record.id):
                    connection.execute(delete(Entry).where(Entry.id == record.id))
            elif isinstance(record, Decision):
                # Its notes can only go once it is no more, and then the database takes them along.
                connection.execute(delete(Decision).where(Decision.id == record.id))
            else:
                transaction.delete(transaction.merge(record))

    def finish(self, draft: Entry, at: datetime) -> Entry:
        """Make `draft` part of the journal as of `at`; a revision takes its original's place."""
        with self._transaction() as transaction:
            original = draft.revises and transaction.get(Entry, draft.revises)
            if not original:
                stored = _merge(transaction, draft)
                stored.finished_at, stored.revises = at, None
                return _flush(transaction, stored)
            _take_over(original, draft)
            original.deleted_at = None  # somebody has just written in it
            _flush(transaction, original)
            transaction.execute(delete(Entry).where(Entry.id == draft.id))
            return original

    def revise(self, entry: Entry) -> Entry:
        """Return the draft of changes to a finished `entry`: the one under way, or a new copy.

        The copy is not stored before it is saved.
        """
        with self._transaction() as transaction:
            changes = select(Entry).where(Entry.revises == entry.id, Entry.deleted_at.is_(None))
            under_way = transaction.scalar(changes)
        if under_way:
            return under_way
        draft = Entry(written_at=entry.written_at, day=entry.day, revises=entry.id)
        _take_over(draft, entry)
        return draft

    def flag(self, entry_id: int, *, flagged: bool) -> Entry | None:
        """Keep an entry for supervision, or no longer; return it, None if it is there no more.

        A draft of changes to it goes along: it takes the entry's place one day. What is newly
        kept may be seen as `audience_when_kept` says; what is let go stays as it is seen.
        """
        with self._transaction() as transaction:
            query = select(Entry).where(or_(Entry.id == entry_id, Entry.revises == entry_id))
            found = {entry.id: entry for entry in transaction.scalars(query)}
            for entry in found.values():
                if flagged and not entry.flagged:
                    entry.audience = audience_when_kept(entry.audience)
                entry.flagged = flagged
            return found.get(entry_id)

    def add_all(self, records: Iterable[Record]) -> None:
        """Store many new records, AT_ONCE to a transaction."""
        iterator = iter(records)
        while batch := list(islice(iterator, AT_ONCE)):
            with self._transaction() as transaction:
                for record in batch:
                    if isinstance(record, Entry):
                        _flush(transaction, _merge(transaction, record))
                    else:
                        transaction.add(record)

    # Reflections

    def entry(self, entry_id: int) -> Entry | None:
        """Return one entry, draft or finished, unless it is deleted."""
        with self._transaction() as transaction:
            entry = transaction.get(Entry, entry_id)
            return None if entry is None or entry.deleted_at else entry

    def drafts(self) -> list[Entry]:
        """Return what is not finished, newest first."""
        with self._transaction() as transaction:
            query = select(Entry).where(_UNDER_WAY).order_by(Entry.id.desc())
            return list(transaction.scalars(query))

    def entries(
        self, *, words: str | Question = "", before: int | None = None, limit: int = 50
    ) -> list[EntryLine]:
        """Return finished entries older than the id `before`, newest first, at most `limit`.

        `words` is what a person typed, or the question that it asks; see `domain.finding`.
        """
        asked = _asked(words)
        if not asked.blank:
            find = self._found if asked.plain else self._fitting
            return find(asked, before or _NEVER, limit)
        with self._transaction() as transaction:
            query = (
                select(*_LINE_COLUMNS, Entry.title, _OPENING)
                .where(_FINISHED, Entry.id < (before or _NEVER))
                .order_by(Entry.id.desc())
                .limit(limit)
            )
            return [_line(row, row[-2], row[-1]) for row in transaction.execute(query)]

    def count(self, words: str | Question = "") -> int:
        """Return how many finished entries there are, or how many hold `words`."""
        asked = _asked(words)
        query: Any = select(func.count()).where(_FINISHED)
        if not asked.plain:
            query = self._among(asked, func.count(Entry.id))
        elif asked.terms:
            query = _HITS.bindparams(words=_expression(asked.terms))
        elif not asked.blank:
            return 0
        with self._transaction() as transaction:
            return transaction.scalar(query) or 0

    def first_day(self) -> date | None:
        """Return the day of the oldest finished entry."""
        with self._transaction() as transaction:
            query = select(Entry.day).where(_FINISHED).order_by(Entry.id)
            return transaction.scalar(query.limit(1))

    def flagged(self) -> list[EntryLine]:
        """Return the finished entries kept for supervision, newest first."""
        with self._transaction() as transaction:
            query = (
                select(*_LINE_COLUMNS, Entry.title, _OPENING)
                .where(Entry.flagged, _FINISHED)
                .order_by(Entry.id.desc())
            )
            return [_line(row, row[-2], row[-1]) for row in transaction.execute(query)]

    def tags(self) -> list[str]:
        """Return the tags that are in use, the most used first."""
        with self._transaction() as transaction:
            return list(transaction.scalars(_TAGS))

    def kinds(self) -> list[str]:
        """Return the kinds of contact that finished entries are about, the most used first."""
        with self._transaction() as transaction:
            query = select(Entry.contact).where(_FINISHED, Entry.contact != "")
            most = query.group_by(Entry.contact).order_by(func.count().desc(), Entry.contact)
            return list(transaction.scalars(most))

    # Check-ins, plans, sessions

    def check_ins(self, since: date, until: date) -> list[CheckIn]:
        """Return the check-ins of the local days from `since` to `until`, oldest first."""
        with self._transaction() as transaction:
            query = select(CheckIn).where(CheckIn.day.between(since, until)).order_by(CheckIn.at)
            return list(transaction.scalars(query))

    def loads(self, since: date | None = None) -> list[tuple[date, int, bool]]:
        """Return the local day and load of every check-in from `since` on, oldest first.

        The third value says whether it was written on a later day.
        """
        rows = self._plain_rows(_LOADS, (since or date.min).isoformat())
        return [(_day(day), load, bool(later)) for day, load, later in rows]

    def ticked(self) -> list[tuple[date, Keys]]:
        """Return the local day and the sources of every check-in that has any, oldest first."""
        known: dict[str, Keys] = {}  # few of thousands differ, and decoding costs the most
        found: list[tuple[date, Keys]] = []
        for day, written in self._plain_rows(_TICKED):
            if written not in known:
                known[written] = tuple(_decoded(written)[0])
            found.append((_day(day), known[written]))
        return found

    def check_in_lines(self, words: str | Question = "", *, limit: int = 50) -> list[CheckIn]:
        """Return the check-ins whose one line fits what was asked, the latest first.

        They are few and short, so they are read through and in no index. A tag, a case, a kind or
        a flag is nothing that a check-in has; a load is compared with the highest of its day.
        """
        asked = _asked(words)
        if asked.blank or asked.tags or asked.cases or asked.kinds or asked.flagged:
            return []
        if asked.plain and not asked.terms:
            return []
        query = select(CheckIn.id, CheckIn.line).where(
            CheckIn.line != "", *_said_on(asked), *_may_hold(asked)
        )
        with self._transaction() as transaction:
            rows = transaction.execute(query.order_by(CheckIn.day.desc(), CheckIn.at.desc()))
            fitting = (check_in_id for check_in_id, line in rows if holds(line, asked.terms))
            ids = list(islice(fitting, limit))
            found = transaction.scalars(select(CheckIn).where(CheckIn.id.in_(ids)))
            return sorted(found, key=lambda each: ids.index(each.id))

    def last_day(self) -> date | None:
        """Return the local day of the latest check-in or, if later, of the last entry."""
        with self._transaction() as transaction:
            written = select(Entry.day).where(Entry.deleted_at.is_(None))
            days = (
                transaction.scalar(select(func.max(CheckIn.day))),
                # In the order of writing: looking at every day would take long in the end.
                transaction.scalar(written.order_by(Entry.id.desc()).limit(1)),
            )
        return max((day for day in days if day), default=None)

    def first_check_in(self) -> date | None:
        """Return the earliest local day with a check-in."""
        with self._transaction() as transaction:
            return transaction.scalar(select(func.min(CheckIn.day)))

    def plans(self) -> list[Plan]:
        """Return every plan, past ones too, in the order they were made."""
        with self._transaction() as transaction:
            return list(transaction.scalars(select(Plan).order_by(Plan.id)))

    def plan_answers(self, since: date, until: date) -> list[PlanAnswer]:
        """Return the answers for the local days from `since` to `until`, oldest first."""
        with self._transaction() as transaction:
            query = select(PlanAnswer).where(PlanAnswer.day.between(since, until))
            return list(transaction.scalars(query.order_by(PlanAnswer.day, PlanAnswer.plan_id)))

    def minutes_after(self) -> list[tuple[int, date, int, bool]]:
        """Return plan id, day, minutes after plan and "answered later" of each leaving time.

        Oldest first.
        """
        rows = self._plain_rows(_MINUTES_AFTER)
        return [(plan_id, _day(day), after, bool(later)) for plan_id, day, after, later in rows]

    def sessions(self) -> list[Session]:
        """Return every supervision session that stands, past and to come, by day."""
        with self._transaction() as transaction:
            query = select(Session).where(Session.state == "")
            return list(transaction.scalars(query.order_by(Session.day, Session.start)))

    def sessions_not_held(self) -> list[Session]:
        """Return the sessions that were moved or cancelled, by the day they were meant for."""
        with self._transaction() as transaction:
            query = select(Session).where(Session.state != "", ~_REMOVED)
            return list(transaction.scalars(query.order_by(Session.day, Session.start)))

    def sessions_removed(self) -> list[Session]:
        """Return the sessions that can still be brought back, by the day they were meant for."""
        with self._transaction() as transaction:
            query = select(Session).where(_REMOVED)
            return list(transaction.scalars(query.order_by(Session.day, Session.start)))

    def move(self, session: Session, to: Session) -> Session:
        """Store what a moved `session` is now and the one it became, both or neither.

        Return the latter, which what was prepared goes along to. The day that was left stays,
        among `sessions_not_held`.
        """
        with self._transaction() as transaction:
            left, became = transaction.merge(session), transaction.merge(to)
            transaction.flush()
            _bring_along(transaction, left, became)
            return became

    def put_back(self, session: Session, became: Session | None = None) -> Session:
        """Let a `session` that was moved or cancelled stand again, and return it.

        What it `became` goes, both or neither; what was prepared comes back.
        """
        with self._transaction() as transaction:
            stored = transaction.merge(session)
            stored.state = stored.reason = ""
            if became:
                _bring_along(transaction, became, stored)
                transaction.delete(transaction.merge(became))
            return stored

    def remove_session(self, session: Session, today: date) -> None:
        """Remove `session`; until the next local day it can be brought back with all it has."""
        with self._transaction() as transaction:
            stored = transaction.merge(session)
            stored.state = removed(stored, today)

    def bring_back_session(self, session_id: int) -> None:
        """Undo `remove_session`."""
        with self._transaction() as transaction:
            stored = transaction.get(Session, session_id)
            if stored and stored.state.startswith(REMOVED):
                stored.state = before_removal(stored.state)

    def empty_sessions(self, today: date) -> int:
        """Remove for good the sessions that were removed before the local day `today`.

        What was prepared, recorded and agreed goes with them. Return how many.
        """
        with self._transaction() as transaction:
            earlier = func.substr(Session.state, len(REMOVED) + 2, 10) < today.isoformat()
            gone = list(transaction.scalars(select(Session).where(_REMOVED, earlier)))
            for session in gone:
                transaction.delete(session)
        return len(gone)

    def restore(self, gone: Iterable[Record]) -> None:
        """Put back what was removed, all or nothing, as it was."""
        with self._transaction() as transaction:
            for record in gone:
                transaction.merge(record)

    def preparation(self, session_id: int) -> Preparation | None:
        """Return what is prepared for a session."""
        with self._transaction() as transaction:
            query = select(Preparation).where(Preparation.session_id == session_id)
            return transaction.scalar(query)

    def session_records(self) -> list[SessionRecord]:
        """Return what was recorded of sessions that stand, the earliest session first."""
        with self._transaction() as transaction:
            query = select(SessionRecord).join(Session).where(Session.state == "")
            return list(transaction.scalars(query.order_by(Session.day, Session.start)))

    def session_record(self, session_id: int) -> SessionRecord | None:
        """Return what was recorded of one session."""
        with self._transaction() as transaction:
            query = select(SessionRecord).where(SessionRecord.session_id == session_id)
            return transaction.scalar(query)

    def agreed(self, *, open_by: date | None = None) -> list[Agreed]:
        """Return what was agreed in sessions that stand, in the order it was written down.

        With `open_by` it is only what is open and was meant for that day or an earlier one.
        """
        with self._transaction() as transaction:
            query = select(Agreed).join(Session).where(Session.state == "")
            if open_by:
                query = query.where(Agreed.due <= open_by, Agreed.outcome == "")
            return list(transaction.scalars(query.order_by(Agreed.id)))

    def agreements(self) -> list[Agreement]:
        """Return the agreements with supervisors, in the order they were made."""
        with self._transaction() as transaction:
            return list(transaction.scalars(select(Agreement).order_by(Agreement.id)))

    def decisions(self) -> list[Decision]:
        """Return the ethical decisions, drafts too, the latest begun first."""
        with self._transaction() as transaction:
            query = select(Decision).order_by(Decision.begun_at.desc(), Decision.id.desc())
            return list(transaction.scalars(query))

    def still_with(self, since: date | None = None) -> list[StillWith]:
        """Return what was said of heavy entries on the local day `since` or later, in order."""
        with self._transaction() as transaction:
            query = select(StillWith).where(StillWith.day >= (since or date.min))
            return list(transaction.scalars(query.order_by(StillWith.id)))

    def marks(self, since: date, until: date) -> list[EntryMarks]:
        """Return what the finished entries of these local days are about, the newest first."""
        with self._transaction() as transaction:
            query = select(*_MARK_COLUMNS, Entry.title, _OPENING).where(
                _FINISHED, Entry.day.between(since, until)
            )
            rows = transaction.execute(query.order_by(Entry.id.desc()))
            return list(map(_marks, rows))

    def since_last(self, session: Session, now: datetime) -> SinceLast:
        """Gather what is known since the session before `session`, as far as its page goes.

        That is up to today, which `now` is a local moment of, or up to the day of a session that
        has been, both included. The entries come whole where what is stored of its preparation
        is about them.
        """
        sessions, today = self.sessions(), now.date()
        before = earlier(session, sessions, self._done_on(today), now)
        cycle = cycle_since(before, min(session.day, today))
        span = (cycle.start, cycle.last_day)
        labels = sources.labels(self.own_sources())
        away = {each.day for each in self.away(*span)}
        loads, said = day_loads(self.loads(cycle.start), away), self.still_with(cycle.start)
        return SinceLast(
            session=session,
            today=today,
            cycle=cycle,
            sessions=sessions,
            loads=[each for each in loads if cycle.holds(each.day)],
            sources=_by_day(self._plain_rows(_TICKED_IN, *map(str, span)), labels),
            labels=labels,
            away=away,
            plans=self.plans(),
            plan_answers=self.plan_answers(*span),
            agreed=waiting(self.agreed(), before, cycle),
            cases={each.id: each.word for each in self.cases() if each.ended is None},
            decisions=self.decisions(),
            still={each.entry_id: each.answer for each in said if each.day < cycle.end},
            entries=self._prepared(session),
            known={mark.id: mark for mark in self._known(session, *span)},
        )

    def away(self, since: date, until: date) -> list[Away]:
        """Return the days away from `since` to `until`, oldest first."""
        with self._transaction() as transaction:
            query = select(Away).where(Away.day.between(since, until)).order_by(Away.day)
            return list(transaction.scalars(query))

    def own_sources(self) -> list[OwnSource]:
        """Return the person's own sources, retired ones too, in the order they were made."""
        with self._transaction() as transaction:
            return list(transaction.scalars(select(OwnSource).order_by(OwnSource.id)))

    # Cases

    def cases(self) -> list[CaseAlias]:
        """Return the words for cases, ended ones too, in the order they began."""
        with self._transaction() as transaction:
            return list(transaction.scalars(select(CaseAlias).order_by(CaseAlias.id)))

    def end_case(self, case: CaseAlias, day: date) -> None:
        """End a case on the local `day`: no entry is linked to its word any more."""
        with self._transaction() as transaction:
            linked = update(Entry).where(Entry.case_id == case.id)
            transaction.execute(linked.values(case_id=None))
            transaction.merge(case).ended = day

    # Deleting

    def throw_away(self, entry_id: int, at: datetime) -> None:
        """Delete an entry and the draft of changes to it so that `bring_back` can undo it."""
        self._mark_deleted(entry_id, None, at)

    def bring_back(self, entry_id: int) -> None:
        """Undo `throw_away`; changes that had been deleted before the entry stay deleted."""
        with self._transaction() as transaction:
            query = select(Entry.deleted_at).where(Entry.id == entry_id)
            deleted_at = transaction.scalar(query)
        if deleted_at:
            self._mark_deleted(entry_id, deleted_at, None)

    def thrown_away(self) -> list[Entry]:
        """Return what can still be brought back, the latest deleted first.

        Changes to an entry that is deleted too come back with it or after it.
        """
        with self._transaction() as transaction:
            original = aliased(Entry)
            deleted_too = exists().where(
                original.id == Entry.revises, original.deleted_at.is_not(None)
            )
            query = select(Entry).where(Entry.deleted_at.is_not(None), ~deleted_too)
            return list(transaction.scalars(query.order_by(Entry.deleted_at.desc())))

    def empty(self, before: datetime) -> int:
        """Remove for good what was deleted before that moment; return how many entries.

        Its words left the search index when it was deleted. What is freed is overwritten. An
        entry to which changes are being written stays until they are finished or deleted too.
        """
        with self._transaction() as transaction:
            changes = aliased(Entry)
            under_way = exists().where(changes.revises == Entry.id, changes.deleted_at.is_(None))
            query = select(Entry.id).where(Entry.deleted_at < before, ~under_way)
            gone = list(transaction.scalars(query))
            if gone:
                transaction.execute(delete(Entry).where(Entry.id.in_(gone)))
        return len(gone)

    # What the journal knows about itself

    def sittings(self) -> int:
        """Return how often it was opened and written in: a copy from earlier has the lower one."""
        with self._transaction() as transaction:
            return int(transaction.scalar(_ABOUT_ITSELF, {"key": _SITTINGS}) or 0)

    def keys_used(self) -> tuple[int, bytes] | None:
        """Return the generation and the MAC of the header it was last opened with, if noted."""
        with self._transaction() as transaction:
            noted = transaction.scalar(_ABOUT_ITSELF, {"key": _KEYS_USED})
        if not noted:
            return None
        generation, mac = noted.split()
        return int(generation), bytes.fromhex(mac)

    def note_keys(self, generation: int, mac: bytes) -> None:
        """Note the header that counts from now on: a lower generation is one put back."""
        with self._transaction() as transaction:
            noted = {"key": _KEYS_USED, "value": f"{generation} {mac.hex()}"}
            transaction.execute(_NOTE, noted)

    def date_back(self, now: datetime) -> None:
        """Let what was deleted after `now`, by a clock that was ahead, be deleted now."""
        with self._transaction() as transaction:
            ahead = update(Entry).where(Entry.deleted_at > now)
            transaction.execute(ahead.values(deleted_at=now))

    # What the journal remembers about the person

    def preference(self, key: str, default: Any = None) -> Any:
        """Return the plain value kept under `key`, or `default`."""
        with self._transaction() as transaction:
            row = transaction.execute(_PREFERENCE, {"key": key}).first()
            return json.loads(row[0]) if row else default

    def set_preference(self, key: str, value: Any) -> None:
        """Keep a value that JSON can hold under `key`."""
        with self._transaction() as transaction:
            transaction.execute(_PREFER, {"key": key, "value": json.dumps(value)})

    # Looking after it

    def counts(self) -> dict[str, int]:
        """Return how many of each record there are; `entries` are the finished ones."""
        with self._transaction() as transaction:
            total = {
                table.__tablename__ + "s": transaction.scalar(select(func.count(table.id))) or 0
                for table in (CheckIn, Plan, PlanAnswer, Session)
            }
            drafts = select(func.count(Entry.id)).where(_UNDER_WAY)
            total["drafts"] = transaction.scalar(drafts) or 0
        return {"entries": self.count(), **total}

    def check(self) -> list[str]:
        """Read the whole file and return what is wrong with it, in plain words; all is well: [].

        Call it on a journal just opened: pages read before would be judged from memory.
        """
        problems: list[str] = []
        with self._engine.connect() as connection:
            run = connection.exec_driver_sql
            problems += [
                f"A part of the file was changed from outside: {row}"
                for (row,) in run("PRAGMA cipher_integrity_check")
            ]
            try:
                problems += [
                    f"The database is not whole: {row}"
                    for (row,) in run("PRAGMA integrity_check")
                    if row != "ok"
                ]
                problems += [
                    f"A row of {row[0]} belongs to nothing."
                    for row in run("PRAGMA foreign_key_check")
                ]
            except DBAPIError as error:  # a page that cannot be read ends either of them
                return [*problems, engines.translate(error).sentence]
            try:
                run("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
            except DBAPIError:
                problems.append("The search index does not match what is written.")
        return problems

    def seal(self, draft: Entry) -> bytes:
        """Return `draft` encrypted, for keeping outside the file when a save was refused."""
        kept = {name: getattr(draft, name) for name in _OF_A_DRAFT}
        kept["answers"] = {stage: answer.text for stage, answer in draft.answers.items()}
        kept |= {"id": draft.id, "day": draft.day.isoformat()}
        kept |= {"written_at": draft.written_at.isoformat()}
        return keys.seal(self.root.draft_key, json.dumps(kept).encode(), self._bound)

    def unseal(self, sealed: bytes) -> Entry:
        """Return the draft that `seal` put away, not stored yet; raise DamagedDraft."""
        kept = json.loads(keys.unseal(self.root.draft_key, sealed, self._bound))
        draft = kept["id"] is not None and self.entry(kept["id"])
        if not draft or draft.finished_at:
            draft = Entry(
                written_at=datetime.fromisoformat(kept["written_at"]),
                day=date.fromisoformat(kept["day"]),
            )
        for name in _OF_A_DRAFT:
            setattr(draft, name, kept[name])
        draft.tags = tuple(draft.tags)
        for stage in draft.answers.keys() | kept["answers"].keys():
            draft.write(stage, kept["answers"].get(stage, ""))
        return draft

    def _plain_rows(self, question: str, *values: str | int) -> Sequence[Sequence[Any]]:
        """Return the answer to SQL as the file holds it: days and tuples are text."""
        with self._transaction() as transaction:
            return transaction.connection().exec_driver_sql(question, values).all()

    def _done_on(self, day: date) -> set[int]:
        """Return the ids of the sessions of a day that somebody said they are done writing up."""
        with self._transaction() as transaction:
            query = select(SessionRecord.session_id).join(Session)
            return set(transaction.scalars(query.where(SessionRecord.done, Session.day == day)))

    def _known(self, session: Session, first: date, last: date) -> list[EntryMarks]:
        """Return what a page for `session` can be about, the newest first."""
        span, opening = (first.isoformat(), last.isoformat()), HEADING_LENGTH + EXCERPT_LENGTH
        rows = self._plain_rows(_KNOWN, opening, *span, *span, session.id)
        return list(map(_plain_marks, rows))

    def _prepared(self, session: Session) -> dict[int, Entry]:
        """Return the whole finished entries that the preparation for `session` is about, by id."""
        about = (
            select(PageItem.about.cast(Integer))
            .join(Preparation)
            .where(Preparation.session_id == session.id, PageItem.kind.in_(OF_ENTRIES))
        )
        with self._transaction() as transaction:
            query = select(Entry).where(_FINISHED, Entry.id.in_(about))
            return {entry.id: entry for entry in transaction.scalars(query)}

    def _found(self, asked: Question, before: int, limit: int) -> list[EntryLine]:
        """Return the lines that hold every term, newest first: ranking by fit is 22 times dearer.

        This is asked at every key, so it goes to the driver itself: what SQLAlchemy would do with
        fifty rows takes a quarter as long as finding them.
        """
        if not asked.terms:
            return []
        marks = (MARK_START, MARK_END, MARK_START, MARK_END, SNIPPET_WORDS)
        values = (*marks, 2 * HEADING_LENGTH, _expression(asked.terms), before, limit)
        try:
            with self._engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                return list(map(_found_line, driver.execute(_FOUND, values)))
        except (DBAPIError, dbapi2.Error) as error:
            raise engines.translate(error) from None

    def _fitting(self, asked: Question, before: int, limit: int) -> list[EntryLine]:
        """Return the lines of what fits a question that asks for more than words."""
        marked = bool(asked.terms)
        words = _MARKED if marked else (Entry.title, _OPENING)
        query = self._among(asked, *_LINE_COLUMNS, *words)
        key = _SEARCH.c.rowid if marked else Entry.id  # in whose order the rows come by themselves
        query = query.where(key < before).order_by(key.desc()).limit(limit)
        with self._transaction() as transaction:
            rows = transaction.execute(query)
            if marked:
                return [_marked_line(row, *row[-3:]) for row in rows]
            return [_line(row, row[-2], row[-1]) for row in rows]

    def _among(self, asked: Question, *columns: Any) -> Select[Any]:
        """Return the query for `columns` of the finished entries that fit `asked`."""
        query = select(*columns)
        if asked.terms:
            query = query.select_from(_SEARCH).join(Entry, Entry.id == _SEARCH.c.rowid)
            query = query.where(_MATCH.bindparams(words=_expression(asked.terms)))
        if asked.cases:
            ids = [each.id for each in self.cases() if _any_fits(asked.cases, each.word)]
            query = query.where(Entry.case_id.in_(ids))
        return query.where(*_conditions(asked))

    def _mark_deleted(self, entry_id: int, was: datetime | None, at: datetime | None) -> None:
        """Let an entry and the changes to it that were deleted at one moment be so at another."""
        with self._transaction() as transaction:
            query = select(Entry).where(or_(Entry.id == entry_id, Entry.revises == entry_id))
            for entry in transaction.scalars(query.where(Entry.deleted_at.is_(was))).all():
                entry.deleted_at = at
                _flush(transaction, entry)

    def _look(self, connection: Connection) -> None:
        self._changes = engines.changes(connection)

    def _count_sitting(self, connection: Connection) -> None:
        """Let the first change of a sitting count it, in the same commit.

        It costs nothing of its own, and whatever ends the process later, the count has been made.
        """
        if self._counted or engines.changes(connection) == self._changes:
            return
        self._counted = True
        connection.exec_driver_sql(_COUNT_UP)

    def _count_again(self, _: Connection) -> None:
        self._counted = False  # what was taken back may have been the count

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        """Open one transaction; what goes wrong in it becomes a JournalError without values."""
        try:
            with (
                Transaction(self._engine, expire_on_commit=False) as transaction,
                transaction.begin(),
            ):
                yield transaction
        except DBAPIError as error:
            raise engines.translate(error) from None


_OF_AN_ENTRY = (
    "model",
    "title",
    "load_before",
    "load_after",
    "flagged",
    "audience",
    "case_id",
    "contact",
    "mode",
    "planned",
    "tags",
    "caret_stage",
    "caret",
)
_OF_A_DRAFT = (*_OF_AN_ENTRY, "revises")


def _bring_along(transaction: Transaction, left: Session, became: Session) -> None:
    """Let what was prepared for one session be for another."""
    prepared = update(Preparation).where(Preparation.session_id == left.id)
    transaction.execute(prepared.values(session_id=became.id))


def _whole(transaction: Transaction, record: R) -> R:
    """Return a merged `record` with what belongs to it: none is asked for once it is detached."""
    transaction.flush()
    for name in inspect(type(record)).relationships.keys():  # noqa: SIM118  (no mapping)
        getattr(record, name)
    return record


def _merge(transaction: Transaction, entry: Entry) -> Entry:
    """Return the stored or new twin of `entry`, with an id, nothing written yet."""
    with transaction.no_autoflush:
        twin = transaction.merge(entry, options=_WITH_ANSWERS)
        if twin.id is None:
            twin.id = _free_id(transaction.connection(), twin.written_at)
            if not twin.answers:
                twin.answers = {}  # left unsaid, they could not be asked for once it is detached
    return twin


def _deleted_meanwhile(transaction: Transaction, entry: Entry) -> datetime | None:
    """Return when the stored twin of `entry` was deleted, unless there are other words in `entry`.

    A late save of the same words must not undo a deletion. Words that were written after it must
    not be lost by it.
    """
    if entry.id is None or entry.deleted_at:
        return None
    twin = transaction.get(Entry, entry.id, options=_WITH_ANSWERS)
    if twin is None or twin.deleted_at is None:
        return None
    return twin.deleted_at if _words(twin) == _words(entry) else None


def _words(entry: Entry) -> tuple[str, dict[str, str]]:
    return entry.title, {stage: answer.text for stage, answer in entry.answers.items()}


def _free_id(connection: Connection, written_at: datetime) -> int:
    """Return the first id from that moment on that no entry has."""
    free = (written_at - _EPOCH) // timedelta(milliseconds=1)
    while connection.execute(_TAKEN, {"id": free}).first():
        free += 1
    return free


def _flush(transaction: Transaction, entry: Entry) -> Entry:
    """Write a changed `entry` and keep the search index true to it."""
    was_finished = any(inspect(entry).attrs.finished_at.history.non_added())
    if not (was_finished or entry.finished_at):
        transaction.flush()
        return entry
    with _kept_findable(transaction.connection(), entry.id, was_finished=was_finished):
        transaction.flush()
    return entry


@contextmanager
def _kept_findable(
    connection: Connection, entry_id: int, *, was_finished: bool = True
) -> Iterator[None]:
    """Bring the search index along with whatever happens to one entry's text.

    Drafts are not in it, and an edit that leaves the text alone does not touch it: taking words
    out of an index with secure-delete is the dearest thing a save can do.
    """
    before = connection.execute(_TEXT, {"id": entry_id}).first() if was_finished else None
    yield
    after = connection.execute(_TEXT, {"id": entry_id}).first()
    if before == after:
        return
    if before:
        connection.execute(_FORGET, {"id": entry_id, "title": before[0], "body": before[1]})
    if after:
        connection.execute(_LEARN, {"id": entry_id, "title": after[0], "body": after[1]})


def _take_over(target: Entry, source: Entry) -> None:
    """Give `target` everything a person can change in `source`."""
    for name in _OF_AN_ENTRY:
        setattr(target, name, getattr(source, name))
    for stage in target.answers.keys() | source.answers.keys():
        target.write(stage, source.text(stage))


def _found_line(row: Sequence[Any]) -> EntryLine:
    """Return a list's view of a row of _FOUND, as the driver hands it over."""
    entry_id, written_at, day, model, flagged, before, after, contact, tags = row[:9]
    title, excerpt, opening = row[9:]
    return EntryLine(
        id=entry_id,
        written_at=datetime.fromisoformat(f"{written_at}+00:00"),
        day=date.fromisoformat(day),
        model=model,
        heading=heading(title, opening),
        excerpt=" ".join(excerpt.split()),
        flagged=bool(flagged),
        load_before=before,
        load_after=after,
        contact=contact,
        tags=() if tags == "[]" else tuple(_decoded(tags)[0]),
    )


def _plain_marks(row: Sequence[Any]) -> EntryMarks:
    """Return the marks of a row of _KNOWN, as the driver hands it over."""
    entry_id, day, flagged, audience, model, contact, case_id, tags, before, after = row[:10]
    return EntryMarks(
        entry_id,
        _day(day),
        bool(flagged),
        audience,
        model,
        contact,
        case_id,
        () if tags == "[]" else tuple(_decoded(tags)[0]),
        before,
        after,
        heading(row[10], row[11] or ""),
    )


def _by_day(ticked: Iterable[Sequence[Any]], labels: Mapping[str, str]) -> dict[date, Keys]:
    """Return what was ticked on each day, once and as it is read, in the order it was ticked."""
    found: dict[date, Keys] = {}
    for written, keys_written in ticked:
        day = _day(written)
        names = (labels[key] for key in _decoded(keys_written)[0] if key in labels)
        found[day] = tuple(dict.fromkeys((*found.get(day, ()), *names)))
    return found


def _asked(words: str | Question) -> Question:
    """Return the question that words alone ask."""
    if isinstance(words, Question):
        return words
    return Question(terms(words), blank=not words.strip())


def _conditions(asked: Question) -> list[ColumnElement[bool]]:
    """Return what an entry has to be beside holding words and being about a case."""
    found = [_FINISHED, *map(_tagged, asked.tags)]
    if asked.kinds:
        found.append(Entry.contact.in_(asked.kinds))
    if asked.since:
        found.append(Entry.day >= asked.since)
    if asked.until:
        found.append(Entry.day <= asked.until)
    if asked.load:
        least, most = asked.load
        found += [_HIGHEST.between(max(least, 0), most)]
    if asked.flagged:
        found.append(and_(Entry.flagged))
    return found


def _said_on(asked: Question) -> list[ColumnElement[bool]]:
    """Return on which days a check-in may have been to fit `asked`."""
    found: list[ColumnElement[bool]] = []
    if asked.since:
        found.append(CheckIn.day >= asked.since)
    if asked.until:
        found.append(CheckIn.day <= asked.until)
    if asked.load:
        same_day = aliased(CheckIn)
        highest = select(func.max(same_day.load)).where(same_day.day == CheckIn.day)
        found.append(highest.correlate(CheckIn).scalar_subquery().between(*asked.load))
    return found


def _may_hold(asked: Question) -> list[ColumnElement[bool]]:
    """Return what leaves out most lines without the words asked for, before any is cut into words.

    SQLite knows no accents, so what is written with other than plain letters always stays in.
    """
    words = [word for term in asked.terms for word in folded(term.text) if word.isascii()]
    return [or_(CheckIn.line.contains(word), _ACCENTED) for word in words]


def _any_fits(asked: Iterable[Term], word: str) -> bool:
    return any(term.fits(word) for term in asked)


def _tagged(term: Term) -> ColumnElement[bool]:
    """Return the condition that an entry has a tag, or one that begins like this."""
    tags = func.json_each(Entry.tags).table_valued("value")
    tag, asked = tags.c.value, term.text.lower()
    fits = func.substr(tag, 1, len(asked)) == asked if term.beginning else tag == asked
    return exists().where(fits).correlate(Entry)


def _expression(asked: tuple[Term, ...]) -> str:
    """Return the FTS5 expression for `asked`: each term quoted, so that none is an operator."""
    quoted = (f'"{term.text}"{"*" if term.beginning else ""}' for term in asked)
    return " ".join(quoted)


def _line(row: Any, title: str, opening: str | None) -> EntryLine:
    """Return a list's view of an entry."""
    return _listed(row, *headed(title, opening or ""))


def _marks(row: Any) -> EntryMarks:
    *marks, title, opening = row
    return EntryMarks._make((*marks, heading(title, opening or "")))


def _marked_line(row: Any, title: str, excerpt: str, opening: str) -> EntryLine:
    """Return a list's view of an entry with what was found in it marked."""
    return _listed(row, heading(title, opening), " ".join(excerpt.split()))


def _listed(row: Any, heading: str, excerpt: str) -> EntryLine:
    return EntryLine(
        id=row.id,
        written_at=row.written_at,
        day=row.day,
        model=row.model,
        heading=heading,
        excerpt=excerpt,
        flagged=row.flagged,
        load_before=row.load_before,
        load_after=row.load_after,
        contact=row.contact,
        tags=row.tags,
    )
