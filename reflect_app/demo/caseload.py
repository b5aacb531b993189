"""The people whom the demo journal is about, by their neutral words and nothing else."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SIZE = 22
"""How many of a caseload get written about."""

_USUALLY = timedelta(days=240)
_ENOUGH = timedelta(days=100)
"""How long a case is known before it may end."""
_LONG_OVER = timedelta(days=300)
_TOLD_LATELY = 8
"""How many are left in peace after they have been written about, so that all have their turn."""


@dataclass(frozen=True)
class Case:
    """One case: what it is called, and since when."""

    alias: str
    woman: bool
    since: date


class Caseload:
    """Who is being seen at the moment, and whose case is over.

    A word is given to another case only after all the others have been used.
    """

    def __init__(self, aliases: Sequence[str], chance: Random) -> None:
        self._chance = chance
        self._free = deque(chance.sample(list(aliases), len(aliases)))
        self._open: list[Case] = []
        self._over: list[tuple[date, Case]] = []
        self._lately: deque[Case] = deque(maxlen=_TOLD_LATELY)

    def fits(self, case: str, day: date) -> bool:
        """Say whether something whose case `begins`, `ends` or is `over` may be told on `day`."""
        return bool({"ends": self._ripe, "over": self._long_over}.get(case, lambda _: (True,))(day))

    def meet(self, case: str, who: str, day: date) -> tuple[Case, Case]:
        """Return the case that an entry of `day` is about, and another of the same time."""
        while len(self._open) < SIZE:
            self._begin("", day - timedelta(days=self._chance.randrange(300)))
        met = self._met(case, who, day)
        self._lately.append(met)
        return met, self._chance.choice([each for each in self._open if each is not met])

    def ended(self, case: Case) -> date | None:
        """Return the day on which `case` ended, None while it goes on.

        A word of long ago that somebody else has now counts as going on.
        """
        return next((end for end, each in self._over if each is case), None)

    def _met(self, case: str, who: str, day: date) -> Case:
        if case == "over":
            return self._remember(self._chance.choice(self._long_over(day)))
        if case == "ends":
            return self._end(min(self._ripe(day), key=lambda each: _unlike_usual(each, day)), day)
        if case == "begins":
            self._end(min(self._open, key=lambda each: each.since), day)
            return self._begin(who, day)
        fitting = [each for each in self._open if not who or each.woman == (who == "she")]
        waiting = [each for each in fitting if each not in self._lately] or fitting
        return self._chance.choice(waiting) if waiting else self._begin(who, day)

    def _begin(self, who: str, day: date) -> Case:
        woman = who == "she" if who else self._chance.random() < 0.3
        case = Case(self._free.popleft(), woman, day)
        self._open.append(case)
        # Whoever went by this word before is not told of again.
        self._over = [(end, each) for end, each in self._over if each.alias != case.alias]
        return case

    def _end(self, case: Case, day: date) -> Case:
        self._open.remove(case)
        self._free.append(case.alias)
        self._over.append((day, case))
        return case

    def _remember(self, case: Case) -> Case:
        # So soon after, its word must not be given to anybody else.
        self._free.remove(case.alias)
        self._free.append(case.alias)
        return case

    def _ripe(self, day: date) -> list[Case]:
        return [each for each in self._open if day - each.since >= _ENOUGH]

    def _long_over(self, day: date) -> list[Case]:
        return [case for end, case in self._over if day - end >= _LONG_OVER]


def _unlike_usual(case: Case, day: date) -> timedelta:
    return abs(day - case.since - _USUALLY)
