"""Which backups there are to restore from, as a person tells them from each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_app.domain.dates import day_month, long_day
from reflect_app.ui.backups import when
from reflect_app.ui.moving import shown
from reflect_app.vault.errors import JournalError

if TYPE_CHECKING:  # They take what the lock screen does without; the worker fetches them.
    from reflect_app.vault.backup import Ask, Backup

READ_FIRST = "What is in it has not been looked through yet. It is read before anything changes."
BESIDE = "Beside your journal"
SECOND = "in your second place"
IN = "In “{folder}”"
KINDS = (
    ("entries", "reflection"),
    ("drafts", "draft"),
    ("check_ins", "check-in"),
    ("plans", "plan"),
    ("sessions", "session"),
)
"""What is counted aloud of what a journal holds, and what one of it is called."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One backup that can be restored, as a person tells it from others."""

    backup: "Backup"
    day: str
    """The day it was made, for a few words."""
    when: str
    """The day and the time."""
    where: str

    @property
    def name(self) -> str:
        """Return when it was made, and where it is unless that is beside the journal."""
        return self.when if self.where == BESIDE else f"{self.when}, {SECOND}"

    @property
    def holds(self) -> str:
        """Return how much is in it, or that nobody has looked yet."""
        counts = self.backup.counts
        return f"It holds {amount(counts)}." if counts else READ_FIRST


def found(folder: Path, places: Sequence[Path], today: date) -> list[Offer]:
    """Return the backups in `places` that may be of the journal in `folder`, the latest first.

    Where its keys say nothing any more, those of any journal may be. For the worker.
    """
    from reflect_app.vault import backup, keys  # noqa: PLC0415

    try:
        vault_id = keys.read(folder)[0].vault_id
    except JournalError:
        vault_id = ""
    offers = []
    for place in places:
        try:
            there = backup.of_journal(place, vault_id) if vault_id else backup.backups(place)
        except JournalError:
            continue
        where = BESIDE if place == backup.default_place(folder) else IN.format(folder=shown(place))
        offers += [_offer(each, where, today) for each in there if not each.trouble]
    offers = [_told_apart(offer, offers) for offer in offers]
    return sorted(offers, key=lambda offer: offer.backup.made, reverse=True)


def _told_apart(offer: Offer, offers: Sequence[Offer]) -> Offer:
    """Return `offer` with the seconds too, where another is of the same minute."""
    if sum(each.name == offer.name for each in offers) == 1:
        return offer
    return replace(offer, when=f"{offer.when}:{offer.backup.made:%S}")


def in_file(file: Path, today: date) -> Offer:
    """Return what is in `file`, for the worker; raise NotABackup, DamagedBackup, NewerJournal."""
    from reflect_app.vault import backup  # noqa: PLC0415

    manifest, _ = backup.read(file)
    made = backup.Backup(path=file, size=0, made=manifest.made, manifest=manifest)
    return _offer(made, IN.format(folder=shown(file.parent)), today)


def _offer(made: "Backup", where: str, today: date) -> Offer:
    local = made.made.astimezone().date()
    day = long_day(local) if local.year == today.year else f"{day_month(local)} {local.year}"
    return Offer(backup=made, day=day, when=when(made, today), where=where)


def amount(counts: Mapping[str, int]) -> str:
    """Return how much there is: "412 reflections, 1 draft and 1,310 check-ins"."""
    said = [
        f"{counts[kind]:,} {word if counts[kind] == 1 else word + 's'}"
        for kind, word in KINDS
        if counts.get(kind)
    ]
    if not said:
        return "nothing yet"
    return " and ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)


def ask_with(secret: str, by_recovery_key: bool) -> "Ask":  # noqa: FBT001
    """Return what opens a header with `secret`; for the worker."""
    from reflect_app.vault import backup  # noqa: PLC0415

    return (backup.by_recovery_key if by_recovery_key else backup.by_passphrase)(secret)
