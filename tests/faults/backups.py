"""Bar 11: a backup gives back the same journal on another machine, and a changed one nothing."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from outcome import Asked, Outcome, share
from power import opens
from processes import done_before_kill, moments, seconds
from work import CHEAP, PASSPHRASE, Held, Work, judged, new_journal

from reflect_app.vault import backup as backups
from reflect_app.vault import restoring
from reflect_app.vault.errors import JournalError
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.keys import read, unlock
from reflect_app.vault.vault import Vault, warm

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
SAVES = 25
FLIPS_EACH = 5


def restored(asked: Asked) -> Iterator[Outcome]:
    """Restore on a clean home, by passphrase and by recovery key, and from changed backups."""
    warm()
    chance = random.Random(f"backups {asked.seed}")
    wrong: list[str] = []
    let_in: list[str] = []
    unnoticed = 0
    for number in range(asked.rounds):
        place = asked.place / str(number)
        made = _Made(place, f"{asked.seed} {number}", by_recovery_key=bool(number % 2))
        if reason := made.restored(place / "elsewhere"):
            wrong.append(f"backup {number}: {reason}")
        for _ in range(FLIPS_EACH):
            what, changed = _changed(chance, made.content)
            if reason := made.refused(changed, place / "changed"):
                let_in.append(f"backup {number}, {what}: {reason}")
            unnoticed += made.plainly_copied(changed, place / "plain")
        shutil.rmtree(place)
    tried = asked.rounds * FLIPS_EACH
    yield Outcome(
        what="restored elsewhere, by either key",
        rounds=asked.rounds,
        wrong=wrong,
        control="another journal in its place: noticed",
        caught=_tells_another(asked),
    )
    yield Outcome(
        what="changed backups refused",
        rounds=tried,
        wrong=let_in,
        control=f"merely copied out: opens {share(unnoticed, tried)}",
        caught=unnoticed > 0,
    )
    yield _killed_while_restoring(asked)


def _killed_while_restoring(asked: Asked) -> Outcome:
    """Kill the app while it puts a backup in a journal's place; one of both must be there."""
    place = asked.place / "killed"
    template, folder = place / "template", place / "journal"
    work = new_journal(template, SAVES, asked.seed)
    then = work.held()
    made = backups.make(template, backups.default_place(template), NOW)
    file = backups.prove(made.path, unlock(read(template), PASSPHRASE)[1]).path
    journal = Vault(template).unlock(PASSPHRASE)
    for _ in range(SAVES):
        work.choose()(journal)
    journal.close()

    def restore() -> None:
        restoring.restore(file, folder, backups.by_passphrase(PASSPHRASE), NOW)

    shutil.copytree(template, folder)
    longest = seconds(restore)
    chance = random.Random(f"restoring {asked.seed}")
    wrong, older = [], 0
    for moment in moments(chance, longest, asked.rounds):
        shutil.rmtree(folder)
        shutil.copytree(template, folder)
        done = done_before_kill(restore, moment)
        restoring.settle(folder)
        reason, position = judged(Vault(folder), [then, work.held()])
        if reason or (done and position):
            wrong.append(
                f"killed after {moment:.3f} s: {reason or 'done, and the old one is there'}"
            )
        older += position == 1
    return Outcome(
        what="killed while restoring",
        rounds=asked.rounds,
        wrong=wrong,
        control=f"the old one there {older} times, the restored one {asked.rounds - older}",
        caught=0 < older < asked.rounds,
    )


class _Made:
    """One journal, its backup, and what was in it."""

    def __init__(self, place: Path, seed: str, *, by_recovery_key: bool) -> None:
        folder = place / "journal"
        drawn = Vault(folder).draw(PASSPHRASE, argon=CHEAP)
        journal, work = drawn.create(), Work(seed)
        for _ in range(SAVES):
            work.choose()(journal)
        journal.close()
        self._account: Held = work.held()
        self._database = (folder / DATABASE).read_bytes()
        _, root = unlock(read(folder), PASSPHRASE)
        made = backups.make(folder, backups.default_place(folder), NOW)
        self.file = backups.prove(made.path, root).path
        self.content = self.file.read_bytes()
        self._ask = (
            backups.by_recovery_key(drawn.recovery_key)
            if by_recovery_key
            else backups.by_passphrase(PASSPHRASE)
        )

    def restored(self, folder: Path) -> str:
        """Restore it where nothing was; say what is wrong."""
        later = NOW + timedelta(days=1)
        try:
            restoring.restore(self.file, folder, self._ask, later)
        except JournalError as error:
            return f"it is refused: {type(error).__name__}"
        if (folder / DATABASE).read_bytes() != self._database:
            return "the database is not the same, byte by byte"
        return judged(Vault(folder), [self._account])[0]

    def refused(self, content: bytes, folder: Path) -> str:
        """Restore from a changed file; say what is wrong, which is anything but a refusal."""
        changed = self.file.with_name("changed.rfb")
        changed.write_bytes(content)
        try:
            restoring.restore(changed, folder, self._ask, NOW)
        except JournalError:
            left = [path for path in folder.rglob("*") if path.is_file()]
            return f"it left {len(left)} files behind" if left else ""
        except Exception as error:  # noqa: BLE001 (anything else is what is looked for)
            return f"not named: {type(error).__name__}"
        finally:
            changed.unlink()
            shutil.rmtree(folder, ignore_errors=True)
        return "it was restored"

    def plainly_copied(self, content: bytes, folder: Path) -> bool:
        """Say whether a mere copy of what is in a changed file opens all the same."""
        size = len(self._database)
        folder.mkdir()
        (folder / DATABASE).write_bytes(content[-size:])
        shutil.copy(self.file.parents[1] / HEADERS[0], folder / HEADERS[0])
        try:
            return opens(Vault(folder).unlock, PASSPHRASE)
        finally:
            shutil.rmtree(folder)


def _changed(chance: random.Random, content: bytes) -> tuple[str, bytes]:
    """Return what is done to a backup, and what it is then."""
    at = chance.randrange(len(content))
    if chance.random() < 0.5:
        at = chance.randrange(2_000)  # what it says about itself, and the header
    if chance.random() < 0.1:
        return f"cut at {at}", content[:at]
    if chance.random() < 0.1:
        return "added to", content + chance.randbytes(chance.randint(1, 5_000))
    bit = chance.randrange(8)
    return f"bit {bit} of byte {at}", content[:at] + bytes([content[at] ^ 1 << bit]) + content[
        at + 1 :
    ]


def _tells_another(asked: Asked) -> bool:
    """Say whether a restored journal that is not the one looked for would be noticed."""
    one, other = asked.place / "one", asked.place / "other"
    account = new_journal(one, SAVES, f"{asked.seed} one").held()
    new_journal(other, SAVES, f"{asked.seed} other")
    return bool(judged(Vault(other), [account])[0])
