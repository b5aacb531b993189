"""What the full check costs beside the two pragmas that any check of such a file must run."""

from collections.abc import Iterator
from pathlib import Path

import corpus
from figures import Figure, milliseconds, p50
from sqlcipher3 import dbapi2

SIZE = 20_000
ROUNDS = 7


def checking(cache: Path, place: Path) -> Iterator[Figure]:
    """Check a journal just opened, each time anew: what was read before would be in memory."""
    ours_folder = corpus.closed_copy(SIZE, cache, place / "ours")
    raw_folder = corpus.closed_copy(SIZE, cache, place / "raw")
    taken: dict[str, list[float]] = {"ours": [], "raw": []}
    for number in range(ROUNDS):
        for way in sorted(taken, reverse=bool(number % 2)):
            if way == "ours":
                journal = corpus.opened(ours_folder)
                taken[way].append(milliseconds(journal.check))
                journal.close()
            else:
                db = corpus.opened_raw(raw_folder)
                taken[way].append(milliseconds(lambda db=db: _pragmas(db)))
                db.close()
    megabytes = (ours_folder / "journal.db").stat().st_size / 1e6
    yield Figure(
        goal=f"check everything, {SIZE:,} entries",
        ours=p50(taken["ours"]),
        against="two raw pragmas",
        theirs=p50(taken["raw"]),
        bar=1.5,
        note=f"{megabytes:.0f} MB; {min(taken['ours']):.0f} to {max(taken['ours']):.0f} and "
        f"{min(taken['raw']):.0f} to {max(taken['raw']):.0f}",
    )


def _pragmas(db: dbapi2.Connection) -> None:
    db.execute("PRAGMA cipher_integrity_check").fetchall()
    db.execute("PRAGMA integrity_check").fetchall()
