"""One line of what was tried: how often, how often it went wrong, and that wrong would be seen."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


class Missing(Exception):  # noqa: N818  (it is what happened)
    """The computer lacks something without which a bar cannot be tried at all."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How much is to be tried, with which chance, and where there is room for it."""

    rounds: int
    seed: int
    place: Path


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """So many rounds, of which `wrong` went wrong, beside a control that has to go wrong."""

    what: str
    rounds: int
    wrong: list[str]
    """Why, one sentence a hit."""
    control: str
    """What the same search found where there was something to find."""
    caught: bool
    """Whether the control did go wrong, as it must."""
    figure: str = ""
    """Something measured by the way."""

    @property
    def holds(self) -> bool:
        return self.rounds > 0 and not self.wrong and self.caught


Bar = Callable[[Asked], Iterator[Outcome]]


def need(*programs: str) -> None:
    """Raise Missing unless all of these programs are there."""
    if missing := [program for program in programs if shutil.which(program) is None]:
        raise Missing(f"{', '.join(missing)} is not installed")


def need_root() -> None:
    """Raise Missing unless this process may mount and become somebody else."""
    if os.geteuid():
        raise Missing("this has to be run as root")


def share(caught: int, rounds: int) -> str:
    """Return how often a control went wrong, in words."""
    return f"{caught} of {rounds}"
