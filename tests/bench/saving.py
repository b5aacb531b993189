"""What a save costs beside the bare SQL for it, on the same file with the same pragmas."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import corpus
from figures import Action, Figure, p50, p95, taking_turns
from sqlcipher3 import dbapi2

from reflect_app.domain.records import Entry
from reflect_app.vault.journal import Journal

SIZES = (1_000, 20_000)
ROUNDS = 200
DRAFT_SIZE = 20_000
FRAME = 16.0
"""Milliseconds that a draft's save may take, or a person sees the caret stumble."""
WORDS_BETWEEN = 5
"""So many words are typed between one save of a draft and the next."""
LAST_WORDS = " I could leave it there."
"""Typed between the last save of a draft and its end."""

_INSERT_ENTRY = (
    "INSERT INTO entry (id, written_at, day, model, title, load_before, load_after, flagged, "
    "caret_stage, caret, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?)"
)
_INSERT_ANSWER = "INSERT INTO answer (entry_id, stage, text) VALUES (?, ?, ?)"
_INDEX = "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)"


class _Rows(NamedTuple):
    """One entry as SQL takes it, so that the bare side has nothing left to work out."""

    entry: tuple[object, ...]
    answers: list[tuple[int, str, str]]
    indexed: tuple[int, str, str]


def adding(cache: Path, place: Path) -> Iterator[Figure]:
    """Save finished entries, and finish drafts."""
    for name, ours, raw in (
        ("add an entry durably", _add, _add_raw),
        ("finish a draft durably", _finish, _finish_raw),
    ):
        folder = place / name.split()[0]
        both = [
            action
            for size in SIZES
            for action in (
                ours(corpus.opened(corpus.closed_copy(size, cache, folder / f"{size}-ours"))),
                raw(corpus.opened_raw(corpus.closed_copy(size, cache, folder / f"{size}-raw"))),
            )
        ]
        taken = taking_turns(ROUNDS, *both)
        for size, ours_taken, raw_taken in zip(SIZES, taken[::2], taken[1::2], strict=True):
            yield Figure(
                goal=f"{name}, {size:,} entries",
                ours=p50(ours_taken),
                against="raw SQL",
                theirs=p50(raw_taken),
                bar=2,
                note=f"p95 {p95(ours_taken):.1f} and {p95(raw_taken):.1f}",
            )


def drafting(cache: Path, place: Path) -> Iterator[Figure]:
    """Save a draft that grows by a few words each time."""
    journal = corpus.opened(corpus.closed_copy(DRAFT_SIZE, cache, place / "ours"))
    raw = corpus.opened_raw(corpus.closed_copy(DRAFT_SIZE, cache, place / "raw"))
    ours_taken, raw_taken = taking_turns(ROUNDS, _draft(journal), _draft_raw(raw))
    yield Figure(
        goal=f"draft save p95, {DRAFT_SIZE:,} entries",
        ours=p95(ours_taken),
        against="one frame",
        theirs=FRAME,
        bar=1,
        note=f"p50 {p50(ours_taken):.1f}; raw SQL p50 {p50(raw_taken):.1f}, "
        f"p95 {p95(raw_taken):.1f}",
    )


def _add(journal: Journal) -> Action:
    waiting = iter(corpus.later_entries(ROUNDS))
    return lambda: journal.save(next(waiting))


def _add_raw(db: dbapi2.Connection) -> Action:
    waiting = iter([_rows(entry) for entry in corpus.later_entries(ROUNDS)])

    def add() -> None:
        rows = next(waiting)
        with _transaction(db):
            db.execute(_INSERT_ENTRY, rows.entry)
            db.executemany(_INSERT_ANSWER, rows.answers)
            db.execute(_INDEX, rows.indexed)

    return add


def _finish(journal: Journal) -> Action:
    drafts = []
    for entry in corpus.later_entries(ROUNDS):
        moment, entry.finished_at = entry.finished_at, None
        draft = journal.save(entry)
        *_, last = draft.answers
        draft.write(last, draft.text(last) + LAST_WORDS)
        drafts.append((draft, moment))
    waiting = iter(drafts)
    return lambda: journal.finish(*next(waiting))


def _finish_raw(db: dbapi2.Connection) -> Action:
    drafts = [_rows(entry) for entry in corpus.later_entries(ROUNDS)]
    for rows in drafts:
        _store_draft(db, rows)
    waiting = iter(drafts)

    def finish() -> None:
        rows = next(waiting)
        key, title, body = rows.indexed
        _, last, text = rows.answers[-1]
        with _transaction(db):
            db.execute("UPDATE entry SET finished_at = ? WHERE id = ?", (rows.entry[-1], key))
            db.execute(
                "UPDATE answer SET text = ? WHERE entry_id = ? AND stage = ?",
                (text + LAST_WORDS, key, last),
            )
            db.execute(_INDEX, (key, title, body + LAST_WORDS))

    return finish


def _draft(journal: Journal) -> Action:
    written = _growing_text()
    first = corpus.later_entries(1)[0]
    draft = Entry(written_at=first.written_at, day=first.day)

    def save() -> None:
        nonlocal draft
        draft.write("text", next(written))
        draft.caret_stage, draft.caret = "text", len(draft.text("text"))
        draft = journal.save(draft)

    return save


def _draft_raw(db: dbapi2.Connection) -> Action:
    written = _growing_text()
    rows = _rows(corpus.later_entries(1)[0])
    key = rows.entry[0]
    _store_draft(db, rows._replace(answers=[(rows.indexed[0], "text", "")]))

    def save() -> None:
        text = next(written)
        with _transaction(db):
            db.execute("UPDATE answer SET text = ? WHERE entry_id = ?", (text, key))
            db.execute("UPDATE entry SET caret = ? WHERE id = ?", (len(text), key))

    return save


def _store_draft(db: dbapi2.Connection, rows: _Rows) -> None:
    with _transaction(db):
        db.execute(_INSERT_ENTRY, (*rows.entry[:-1], None))
        db.executemany(_INSERT_ANSWER, rows.answers)


def _rows(entry: Entry) -> _Rows:
    key = round(entry.written_at.timestamp() * 1000)
    answers = [(key, answer.stage, answer.text) for answer in entry.answers.values()]
    return _Rows(
        entry=(
            key,
            _moment(entry.written_at),
            entry.day.isoformat(),
            entry.model,
            entry.title,
            entry.load_before,
            entry.load_after,
            entry.flagged,
            _moment(entry.finished_at),
        ),
        answers=answers,
        indexed=(key, entry.title, "\n".join(text for _, _, text in answers)),
    )


def _moment(at: datetime | None) -> str | None:
    return at and at.strftime("%Y-%m-%d %H:%M:%S.%f")


def _growing_text() -> Iterator[str]:
    text = " ".join(entry.text("text") for entry in corpus.later_entries(50)).split()
    return (" ".join(text[: WORDS_BETWEEN * number]) for number in range(1, ROUNDS + 1))


@contextmanager
def _transaction(db: dbapi2.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    yield
    db.execute("COMMIT")
