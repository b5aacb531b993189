"""Whether what weighed some days ago still does: which entry is asked about, and the answers."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from reflect_app.domain.progress import HEAVY as HEAVY_LOAD
from reflect_app.domain.records import EntryMarks, StillWith

SETTLED, A_BIT, HEAVY = "settled", "a_bit", "heavy"
ANSWERS: Mapping[str, str] = {SETTLED: "Settled", A_BIT: "A bit", HEAVY: "Still heavy"}
"""What can be said of a heavy entry later, by the key that `records.StillWith` keeps."""

SOONEST, LATEST = 2, 7
"""How many local days after it was written an entry is asked about, both included."""


def window(today: date) -> tuple[date, date]:
    """Return the first and the last day on which an entry was written that is asked about today."""
    return today - timedelta(days=LATEST), today - timedelta(days=SOONEST)


def asked(
    marks: Iterable[EntryMarks], answered: Iterable[StillWith], today: date
) -> EntryMarks | None:
    """Return the entry to ask about today, None where there is none or one was answered today.

    The heaviest comes first, and of those that weigh the same the one that was written first.
    """
    given = {each.entry_id: each.day for each in answered}
    if today in given.values():
        return None
    first, last = window(today)
    waiting = (each for each in marks if first <= each.day <= last and each.id not in given)
    heavy = (each for each in waiting if each.load is not None and each.load >= HEAVY_LOAD)
    return max(heavy, key=_weight, default=None)


def _weight(marks: EntryMarks) -> tuple[int, int]:
    return marks.load or 0, -marks.id
