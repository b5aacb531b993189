"""Bar 2: the power goes while the app writes, and not everything that was written arrives."""

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from disk import Disk, Recording, lay_out, record
from outcome import Asked, Outcome, share
from recorded import BEFORE, passphrase
from work import CHEAP, PASSPHRASE, Held, Work, judged, new_journal

from reflect_app.vault.errors import JournalError
from reflect_app.vault.files import DATABASE
from reflect_app.vault.vault import Vault

PROGRAM = Path(__file__).with_name("recorded.py")
SAVES = 40
CHANGES = 3
CUTS_EACH = 150
"""How many power cuts one recording is good for."""
CONTROLS = 40
FOLDER = "journal"
WORDS = {"keys": "changing keys", "anew": "making all keys anew", "creating": "making a journal"}

Judge = Callable[[Path, list[str]], str]
"""Says what is wrong with what a cut left, given what had been said before it."""


def cuts(asked: Asked) -> Iterator[Outcome]:
    """Let the power go while the app saves, changes keys and makes a journal."""
    yield _outcome(asked, "saving", asked.rounds, _saved, bar=0.5)
    yield _outcome(asked, "keys", max(20, asked.rounds // 5), _changed, bar=0.0)
    yield _outcome(asked, "anew", max(20, asked.rounds // 5), _changed, bar=0.0)
    yield _outcome(asked, "creating", max(20, asked.rounds // 10), _created, bar=0.0)


def recorded(asked: Asked, what: str, seed: object, *how: str) -> tuple[Recording, Work]:
    """Return what the app does to the disk in such a piece of work, and who did it before."""
    place = asked.place / f"{what}-{seed}-{'-'.join(how)}"
    place.mkdir()
    work = Work(seed) if what == "creating" else new_journal(place / FOLDER, BEFORE, seed)
    count = SAVES if what == "saving" else CHANGES
    command = [sys.executable, PROGRAM, what, place / FOLDER, seed, count, *how]
    return record(command, place, asked.place / "log"), work


def _outcome(
    asked: Asked, what: str, rounds: int, judge: Callable[[Work], Judge], *, bar: float
) -> Outcome:
    wrong = []
    for number, begin in enumerate(range(0, rounds, CUTS_EACH)):
        count = min(CUTS_EACH, rounds - begin)
        wrong += _cut(asked, what, f"{asked.seed}.{number}", count, judge)
    controls = min(CONTROLS, rounds)
    lost = _cut(asked, what, f"{asked.seed}.0", controls, judge, "careless")
    return Outcome(
        what=f"power cut while {WORDS.get(what, what)}",
        rounds=rounds,
        wrong=wrong,
        control=f"never synced: lost {share(len(lost), controls)}",
        caught=len(lost) > bar * controls,
    )


def _cut(
    asked: Asked, what: str, seed: str, count: int, judge: Callable[[Work], Judge], *how: str
) -> list[str]:
    """Return what went wrong in so many cuts of one recording."""
    chance = random.Random(f"cuts {what} {seed}")
    recording, work = recorded(asked, what, seed, *how)
    judged_by = judge(work)
    disk, wrong = Disk(recording), []
    for point in _points(chance, len(recording.ops), count, what):
        disk.go_on(point)
        place = asked.place / "after"
        lay_out(disk.after_a_cut(chance), place)
        if reason := judged_by(place / FOLDER, recording.told(point)):
            wrong.append(f"{what} {seed}, cut after {point} of {len(recording.ops)}: {reason}")
    return wrong


def _points(chance: random.Random, most: int, count: int, what: str) -> list[int]:
    """Return where to cut; a journal that is being made is only promised at the very end."""
    points = chance.choices(range(1, most + 1), k=count)
    if what == "creating":
        points[::2] = [most] * len(points[::2])
    return sorted(points)


def _saved(work: Work) -> Judge:
    accounts: list[Held] = [work.held()]
    for _ in range(SAVES):
        work.choose()
        accounts.append(work.held())

    def judge(folder: Path, told: list[str]) -> str:
        return judged(Vault(folder), accounts[len(told) : len(told) + 2])[0]

    return judge


def _changed(work: Work) -> Judge:
    account = [work.held()]

    def judge(folder: Path, told: list[str]) -> str:
        return (
            keys_judged(Vault(folder), told)
            or judged(Vault(folder), account, opening(Vault(folder), told)[0])[0]
        )

    return judge


def opening(vault: Vault, told: list[str]) -> list[str]:
    """Return which passphrases open a journal whose changes of keys were told so far."""
    number = told.count("changed")
    return [each for each in map(passphrase, range(number + 2)) if opens(vault.unlock, each)]


def keys_judged(vault: Vault, told: list[str]) -> str:
    """Say what is wrong with what opens a journal after a change of its keys was cut off."""
    number = told.count("changed")
    found = opening(vault, told)
    if found not in ([passphrase(number)], [passphrase(number + 1)]):
        return f"after {number} changes {len(found)} passphrases open it"
    offered = [word for word in told if word not in ("changed", "kept")]
    kept = [each for each in offered if opens(vault.unlock_with_recovery_key, each)]
    # Where all keys are made anew, a recovery key is said before anything has changed.
    sure = told.count("kept") if told[:1] == ["changed"] else number
    if kept in ([offered[-1:]] if len(offered) == sure else [offered[:sure][-1:], offered[-1:]]):
        return ""
    return f"after {sure} new recovery keys {len(kept)} of them open it"


def opens(unlock: Callable[[str], object], secret: str) -> bool:
    """Say whether this opens a journal, whatever keeps it from it."""
    try:
        unlock(secret).close()
    except JournalError:
        return False
    return True


def _created(_: Work) -> Judge:
    def judge(folder: Path, told: list[str]) -> str:
        vault = Vault(folder)
        if not vault.exists():
            if "created" in told:
                return "it was made, and is not there"
            return judged(_made(vault), [{}])[0]
        if reason := judged(vault, [{}])[0]:
            return reason
        if not opens(vault.unlock_with_recovery_key, told[0]):
            return "its recovery key does not open it"
        return ""

    return judge


def _made(vault: Vault) -> Vault:
    """Make a journal where one was begun, as somebody would after a cut."""
    vault.create(PASSPHRASE, argon=CHEAP).close()
    if not (vault.folder / DATABASE).exists():
        raise AssertionError("no journal was made")
    return vault
