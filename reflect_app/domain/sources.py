"""What a day's load can be made of, and the words on the scale it is given on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reflect_app.domain.records import OwnSource


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


def labels(own: Iterable[OwnSource] = ()) -> Mapping[str, str]:
    """Return what a person reads for every source by its key, their `own` and retired ones too."""
    return _LABELS | {each.key: each.label for each in own}


def offered(own: Iterable[OwnSource] = ()) -> tuple[Source, ...]:
    """Return what can be ticked: the list, and what the person added and has not retired."""
    added = (Source(each.key, each.label) for each in own if not each.retired)
    return (*SOURCES, *added)


def known_as(words: str, own: Iterable[OwnSource] = ()) -> str | None:
    """Return the key of the source that has this name, whatever its capitals; None for a new one.

    A retired one has it too, so that no name stands for two.
    """
    meant = _folded(words)
    every = labels(own).items()
    return next((key for key, name in every if _folded(name) == meant), None)


def label(key: str) -> str:
    """Return what a person reads for this source; raise KeyError for one that never shipped."""
    return _LABELS[key]


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


_LABELS = {source.key: source.label for source in SOURCES}
