"""Search as it is typed, letter by letter, beside the bare question to the index."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import corpus
from figures import Figure, p50, p95, taking_turns
from sqlcipher3 import dbapi2

ROUNDS = 9
WORDS = 24
"""Looked for one by one: from the commonest to the rarest, evenly by the logarithm of the rank."""
PAIRS = ((10, 2_000), (300, 40), (5, 7), (900, 5_000))
"""Places in the vocabulary of two words looked for together."""
SHOWN = 50  # as in the SQL

_RAW = (
    "SELECT rowid, highlight(search, 0, ?, ?), snippet(search, 1, ?, ?, '…', 14) FROM search "
    "WHERE search MATCH ? ORDER BY rowid DESC LIMIT 50"
)


def searching(cache: Path, place: Path) -> Iterator[Figure]:
    """Ask all sizes the same, each question at every size before the next.

    A keystroke counts with its median, since a shared machine takes 4 ms away from any of them;
    the p95 is that of what is typed.
    """
    journals, raws = [], []
    for size in corpus.SIZES:
        journals.append(corpus.opened(corpus.closed_copy(size, cache, place / f"{size}-ours")))
        raws.append(corpus.opened_raw(corpus.closed_copy(size, cache, place / f"{size}-raw")))
    taken: list[list[float]] = [[] for _ in (*journals, *raws)]
    for typed in _keystrokes():
        asked = [
            *(partial(journal.entries, words=typed, limit=SHOWN) for journal in journals),
            *(partial(_ask, raw, _expression(typed)) for raw in raws),
        ]
        for so_far, fresh in zip(taken, taking_turns(ROUNDS, *asked), strict=True):
            so_far.append(p50(fresh))
    ours, theirs = taken[: len(journals)], taken[len(journals) :]
    for size, our, their in zip(corpus.SIZES, ours, theirs, strict=True):
        yield Figure(
            goal=f"search as you type p95, {size:,} entries",
            ours=p95(our),
            against="raw FTS5",
            theirs=p95(their),
            bar=1.5,
            note=f"p50 {p50(our):.1f} and {p50(their):.1f}",
        )
    yield Figure(
        goal=f"search as you type p95, {corpus.SIZES[-1]:,} entries",
        ours=p95(ours[-1]),
        against=f"itself at {corpus.SIZES[0]:,}",
        theirs=p95(ours[0]),
        bar=2,
    )


def _keystrokes() -> Iterator[str]:
    """Yield what stands in the field after each letter."""
    vocabulary = corpus.words()
    ranks = (round(len(vocabulary) ** (number / WORDS)) - 1 for number in range(WORDS))
    sought = [vocabulary[rank] for rank in ranks]
    sought += [f"{vocabulary[first]} {vocabulary[second]}" for first, second in PAIRS]
    for words in sought:
        yield from (words[:length] for length in range(1, len(words) + 1))


def _expression(typed: str) -> str:
    """Return what the app asks the index for: the last word as a beginning, from two letters on."""
    *whole, last = typed.split()
    unfinished = "*" if not typed.endswith(" ") and len(last) > 1 else ""
    return " ".join([*(f'"{word}"' for word in whole), f'"{last}"{unfinished}'])


def _ask(db: dbapi2.Connection, expression: str) -> list[tuple[int, str, str]]:
    marks = ("\x02", "\x03") * 2
    return db.execute(_RAW, (*marks, expression)).fetchall()
