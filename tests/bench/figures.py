"""One measured figure beside the one it is held against; on a shared machine only ratios count."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

Action = Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A goal: `ours` may be at most `bar` times `theirs`.

    All but the ratio are in milliseconds, unless the goal names another unit.
    """

    goal: str
    ours: float
    against: str
    theirs: float
    bar: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def holds(self) -> bool:
        return self.ratio <= self.bar


def milliseconds(action: Action) -> float:
    """Return how long `action` took."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def taking_turns(rounds: int, *actions: Action) -> list[list[float]]:
    """Return the milliseconds of each action in every round.

    Each round begins with another action, so that none always profits from what went before.
    """
    taken: list[list[float]] = [[] for _ in actions]
    places = range(len(actions))
    for number in range(rounds):
        for place in (*places[number % len(actions) :], *places[: number % len(actions)]):
            taken[place].append(milliseconds(actions[place]))
    return taken


def p50(taken: list[float]) -> float:
    return median(taken)


def p95(taken: list[float]) -> float:
    return quantiles(taken, n=20, method="inclusive")[-1]
