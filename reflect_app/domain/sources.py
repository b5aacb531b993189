"""What a day's load can be made of, and the words on the scale it is given on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Something that weighs, or lifts; check-ins keep its key, which never changes."""

    key: str
    label: str


SOURCES = (
    Source("workload", "Workload"),
    Source("disclosure", "A disclosure"),
    Source("risk_decision", "Risk decision"),
    Source("court", "Court"),
    Source("conflict", "Conflict"),
    Source("time", "Time"),
    Source("recall", "Recall"),
    Source("targets", "Targets"),
    Source("new_initiatives", "New initiatives"),
    Source("staff_absence", "Staff absence"),
    Source("caseload", "Size or risk of caseload"),
    Source("team", "Team or management"),
    Source("disturbing_material", "Disturbing material"),
    Source("caring", "Caring at home"),
    Source("own_health", "Own health"),
    Source("good_day", "Good day"),
)

FIRST = 5
"""How many of `SOURCES` show at once; the rest wait under More."""

LOAD_ANCHORS = ("light", "heavy but carried", "more than I can carry")
"""The words under 0, the middle and 10 of the load scale, which is not a validated one."""

A_LOT = 9
"""A load from here to 10 is answered with a word about Support."""


def label(key: str) -> str:
    """Return what a person reads for this source; raise KeyError for one that never shipped."""
    return _LABELS[key]


_LABELS = {source.key: source.label for source in SOURCES}
