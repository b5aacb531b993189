"""The unlocked side: every question the journal is asked and every save.

A Journal exists only while the vault is open. Records come back detached: change them freely and
hand them to `save`, which returns the stored one and leaves the given one as it was if it raises.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    and_,
    delete,
    func,
    inspect,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session as Transaction
from sqlalchemy.orm import joinedload
from sqlcipher3 import dbapi2

from reflect_app.domain.finding import Term, terms
from reflect_app.domain.records import (
    EXCERPT_LENGTH,
    HEADING_LENGTH,
    MARK_END,
    MARK_START,
    Answer,
    Away,
    CaseAlias,
    CheckIn,
    Entry,
    EntryLine,
    OwnSource,
    Plan,
    PlanAnswer,
    Record,
    Session,
    headed,
    heading,
)
from reflect_app.vault import engine as engines
from reflect_app.vault import keys

R = TypeVar("R", bound=Record)

SNIPPET_WORDS = 14
AT_ONCE = 500
"""How many records `add_all` commits together."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_LINE_COLUMNS = (
    Entry.id,
    Entry.written_at,
    Entry.day,
    Entry.model,
    Entry.flagged,
    Entry.load_before,
    Entry.load_after,
)
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
    "SELECT entry.id, written_at, day, model, flagged, load_before, load_after, "
    "highlight(search, 0, ?, ?), snippet(search, 1, ?, ?, '…', ?), "
    "CASE search.title WHEN '' THEN substr(search.body, 1, ?) ELSE '' END "
    "FROM search JOIN entry ON entry.id = search.rowid "
    "WHERE search MATCH ? AND search.rowid < ? ORDER BY search.rowid DESC LIMIT +?"
)
_TAKEN = text("SELECT 1 FROM entry WHERE id = :id")
_TEXT = text("SELECT title, body FROM entry_text WHERE id = :id")
_LEARN = text("INSERT INTO search (rowid, title, body) VALUES (:id, :title, :body)")
_FORGET = text(
    "INSERT INTO search (search, rowid, title, body) VALUES ('delete', :id, :title, :body)"
)
_PREFERENCE = text("SELECT value FROM preference WHERE key = :key")
_PREFER = text("INSERT OR REPLACE INTO preference (key, value) VALUES (:key, :value)")
_WITH_ANSWERS = (joinedload(Entry.answers),)
_NEVER = 2**62
"""An id beyond any entry's."""


class Journal:
    """One open journal, over one connection that nothing else can reach."""

    def __init__(self, engine: Engine, *, folder: Path, vault_id: str, draft_key: bytes) -> None:
        self.folder = folder
        self.vault_id = vault_id
        self._engine = engine
        self._draft_key = draft_key
        self._bound = vault_id.encode()
        self._open = True

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
            if isinstance(record, Entry):
                return cast("R", _flush(transaction, _merge(transaction, record)))
            return transaction.merge(record)

    def delete(self, record: Record) -> None:
        """Remove `record` and what hangs on it, the words in the search index included."""
        with self._transaction() as transaction:
            connection = transaction.connection()
            if isinstance(record, Entry):
                with _kept_findable(connection, record.id):
                    connection.execute(delete(Entry).where(Entry.id == record.id))
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
            _flush(transaction, original)
            transaction.execute(delete(Entry).where(Entry.id == draft.id))
            return original

    def revise(self, entry: Entry) -> Entry:
        """Return the draft of changes to a finished `entry`: the one under way, or a new copy.

        The copy is not stored before it is saved.
        """
        with self._transaction() as transaction:
            under_way = transaction.scalar(select(Entry).where(Entry.revises == entry.id))
        if under_way:
            return under_way
        draft = Entry(written_at=entry.written_at, day=entry.day, revises=entry.id)
        _take_over(draft, entry)
        return draft

    def flag(self, entry_id: int, *, flagged: bool) -> Entry | None:
        """Keep an entry for supervision, or no longer; return it, None if it is there no more.

        A draft of changes to it goes along: it takes the entry's place one day.
        """
        with self._transaction() as transaction:
            query = select(Entry).where(or_(Entry.id == entry_id, Entry.revises == entry_id))
            found = {entry.id: entry for entry in transaction.scalars(query)}
            for entry in found.values():
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
        self, *, words: str = "", before: int | None = None, limit: int = 50
    ) -> list[EntryLine]:
        """Return finished entries older than the id `before`, newest first, at most `limit`.

        `words` is what a person typed; see `domain.finding`.
        """
        if words.strip():
            return self._found(terms(words), before or _NEVER, limit)
        with self._transaction() as transaction:
            query = (
                select(*_LINE_COLUMNS, Entry.title, _OPENING)
                .where(_FINISHED, Entry.id < (before or _NEVER))
                .order_by(Entry.id.desc())
                .limit(limit)
            )
            return [_line(row, row[-2], row[-1]) for row in transaction.execute(query)]

    def count(self, words: str = "") -> int:
        """Return how many finished entries there are, or how many hold `words`."""
        asked = terms(words)
        with self._transaction() as transaction:
            if not words.strip():
                query = select(func.count()).where(_FINISHED)
                return transaction.scalar(query) or 0
            if not asked:
                return 0
            matching = text("SELECT count(*) FROM search WHERE search MATCH :asked")
            return transaction.scalar(matching, {"asked": _expression(asked)}) or 0

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

    # Check-ins, plans, sessions

    def check_ins(self, since: date, until: date) -> list[CheckIn]:
        """Return the check-ins of the local days from `since` to `until`, oldest first."""
        with self._transaction() as transaction:
            query = select(CheckIn).where(CheckIn.day.between(since, until)).order_by(CheckIn.at)
            return list(transaction.scalars(query))

    def loads(self, since: date | None = None) -> list[tuple[date, int]]:
        """Return the local day and load of every check-in from `since` on, oldest first."""
        with self._transaction() as transaction:
            query = select(CheckIn.day, CheckIn.load).order_by(CheckIn.day, CheckIn.at)
            rows = transaction.execute(query.where(CheckIn.day >= since) if since else query)
            return [(day, load) for day, load in rows]

    def plans(self) -> list[Plan]:
        """Return every plan, past ones too, in the order they were made."""
        with self._transaction() as transaction:
            return list(transaction.scalars(select(Plan).order_by(Plan.id)))

    def plan_answers(self, since: date, until: date) -> list[PlanAnswer]:
        """Return the answers for the local days from `since` to `until`, oldest first."""
        with self._transaction() as transaction:
            query = select(PlanAnswer).where(PlanAnswer.day.between(since, until))
            return list(transaction.scalars(query.order_by(PlanAnswer.day, PlanAnswer.plan_id)))

    def sessions(self) -> list[Session]:
        """Return every supervision session that stands, past and to come, by day."""
        with self._transaction() as transaction:
            query = select(Session).where(Session.state == "")
            return list(transaction.scalars(query.order_by(Session.day, Session.start)))

    def sessions_not_held(self) -> list[Session]:
        """Return the sessions that were moved or cancelled, by the day they were meant for."""
        with self._transaction() as transaction:
            query = select(Session).where(Session.state != "")
            return list(transaction.scalars(query.order_by(Session.day, Session.start)))

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
        self._mark_deleted(entry_id, at)

    def bring_back(self, entry_id: int) -> None:
        """Undo `throw_away`."""
        self._mark_deleted(entry_id, None)

    def thrown_away(self) -> list[Entry]:
        """Return what can still be brought back, the latest deleted first."""
        with self._transaction() as transaction:
            query = select(Entry).where(Entry.deleted_at.is_not(None), Entry.revises.is_(None))
            return list(transaction.scalars(query.order_by(Entry.deleted_at.desc())))

    def empty(self, before: datetime) -> int:
        """Remove for good what was deleted before that moment; return how many entries.

        Its words left the search index when it was deleted. What is freed is overwritten.
        """
        with self._transaction() as transaction:
            gone = list(transaction.scalars(select(Entry.id).where(Entry.deleted_at < before)))
            transaction.execute(delete(Entry).where(Entry.id.in_(gone)))
        return len(gone)

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
        return keys.seal(self._draft_key, json.dumps(kept).encode(), self._bound)

    def unseal(self, sealed: bytes) -> Entry:
        """Return the draft that `seal` put away, not stored yet; raise DamagedDraft."""
        kept = json.loads(keys.unseal(self._draft_key, sealed, self._bound))
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

    def _found(self, asked: tuple[Term, ...], before: int, limit: int) -> list[EntryLine]:
        """Return the lines that hold every term, newest first: ranking by fit is 22 times dearer.

        This is asked at every key, so it goes to the driver itself: what SQLAlchemy would do with
        fifty rows takes a quarter as long as finding them.
        """
        if not asked:
            return []
        marks = (MARK_START, MARK_END, MARK_START, MARK_END, SNIPPET_WORDS)
        values = (*marks, 2 * HEADING_LENGTH, _expression(asked), before, limit)
        try:
            with self._engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                return list(map(_found_line, driver.execute(_FOUND, values)))
        except (DBAPIError, dbapi2.Error) as error:
            raise engines.translate(error) from None

    def _mark_deleted(self, entry_id: int, at: datetime | None) -> None:
        with self._transaction() as transaction:
            query = select(Entry).where(or_(Entry.id == entry_id, Entry.revises == entry_id))
            for entry in transaction.scalars(query).all():
                entry.deleted_at = at
                _flush(transaction, entry)

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


def _merge(transaction: Transaction, entry: Entry) -> Entry:
    """Return the stored or new twin of `entry`, with an id, nothing written yet."""
    with transaction.no_autoflush:
        twin = transaction.merge(entry, options=_WITH_ANSWERS)
        if twin.id is None:
            twin.id = _free_id(transaction.connection(), twin.written_at)
            if not twin.answers:
                twin.answers = {}  # left unsaid, they could not be asked for once it is detached
    return twin


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
    entry_id, written_at, day, model, flagged, before, after, title, excerpt, opening = row
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
    )


def _expression(asked: tuple[Term, ...]) -> str:
    """Return the FTS5 expression for `asked`: each term quoted, so that none is an operator."""
    quoted = (f'"{term.text}"{"*" if term.beginning else ""}' for term in asked)
    return " ".join(quoted)


def _line(row: Row[Any], title: str, opening: str | None) -> EntryLine:
    """Return a list's view of an entry."""
    heading, excerpt = headed(title, opening or "")
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
    )
