"""Bars 1 and 10: a process that is killed while it saves, or while it changes the keys."""

import copy
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from disk import Disk, lay_out
from outcome import Asked, Outcome, share
from power import FOLDER, WORDS, keys_judged, opening, opens, recorded
from processes import Child, Tell, done_before_kill, moments, seconds
from work import CHEAP, LONG, PASSPHRASE, Work, judged, new_journal

from reflect_app.vault.engine import connect
from reflect_app.vault.files import DATABASE
from reflect_app.vault.journal import Journal
from reflect_app.vault.keys import read, unlock
from reflect_app.vault.vault import Vault, warm

KILLS_EACH = 25
"""How often one journal is killed before the next is made."""
SAVES = 12
"""Acknowledged saves before a kill, at most."""
LONGEST = 0.008
"""Seconds from there to the kill, at most: longer than nearly every save takes."""
WHILE_OPENING = 0.15
OPENING = 0.02
"""How often, and within how many seconds, a kill comes while the journal is being opened."""
UNKILLED = 200
"""Saves in a journal that is only read at the end."""


def saving(asked: Asked) -> Iterator[Outcome]:
    """Kill the app while it saves; what was acknowledged must be there, and all of it sound."""
    warm()
    wrong, at_once = _killed(asked, asked.place / "killed", asked.rounds, _work)
    rounds = max(10, asked.rounds // 6)
    early, _ = _killed(asked, asked.place / "early", rounds, _work_told_too_early)
    planted = _planted(asked.place / "planted", asked.seed)
    yield Outcome(
        what="killed while saving",
        rounds=asked.rounds,
        wrong=wrong,
        control=f"told too early {share(len(early), rounds)}, index broken {planted or 'unseen'}",
        caught=2 * len(early) > rounds and bool(planted),
        figure=f"{at_once} kills in the middle of a save",
    )
    yield _lived_long(asked, planted)


def changing_keys(asked: Asked) -> Iterator[Outcome]:
    """Kill the app while it changes what opens the journal; exactly one of both must open it."""
    warm()
    for change in CHANGES:
        yield _killed_changes(asked, change)
    yield _stopped_changes(asked, "keys")
    yield _stopped_changes(asked, "anew")


# Saving


def _work(work: Work, journal: Journal, tell: Tell) -> None:
    while True:
        work.choose()(journal)
        tell()


def _work_told_too_early(work: Work, journal: Journal, tell: Tell) -> None:
    while True:
        act = work.choose()
        tell()
        act(journal)


def _killed(
    asked: Asked, place: Path, rounds: int, run: Callable[[Work, Journal, Tell], None]
) -> tuple[list[str], int]:
    """Return what went wrong in so many rounds, and in how many a save was under way."""
    chance = random.Random(f"kills {asked.seed}")
    wrong: list[str] = []
    work, in_the_middle, vault = Work(0), 0, Vault(place)
    for number in range(rounds):
        if number % KILLS_EACH == 0 or not vault.exists():
            shutil.rmtree(place, ignore_errors=True)
            work = new_journal(place, 5, f"{asked.seed} {number}")

        def live(tell: Tell, work: Work = work) -> None:
            run(work, vault.unlock(PASSPHRASE), tell)

        told = _kill(chance, live)
        in_the_middle += _under_way(place)
        accounts = [copy.deepcopy(work)]
        for _ in range(told):
            accounts[0].choose()
        accounts.append(copy.deepcopy(accounts[0]))
        accounts[1].choose()
        reason, position = judged(vault, [each.held() for each in accounts])
        if reason:
            wrong.append(f"round {number}, after {told} saves: {reason}")
            shutil.rmtree(place)
            continue
        work = accounts[position]
    return wrong, in_the_middle


def _kill(chance: random.Random, live: Callable[[Tell], None]) -> int:
    """Let somebody work and be killed; return how many saves were acknowledged."""
    with Child(live) as child:
        if chance.random() < WHILE_OPENING:
            return child.kill(after=chance.uniform(0, OPENING))
        child.wait_for(chance.randint(1, SAVES))
        return child.kill(after=chance.uniform(0, LONGEST))


def _lived_long(asked: Asked, planted: str) -> Outcome:
    """Write, change and delete long texts, killed by nobody; the search must agree all along."""
    rounds = max(4, asked.rounds // 100)
    wrong = []
    for number in range(rounds):
        place = asked.place / f"long-{number}"
        work, vault = Work(asked.seed + number, LONG), Vault(place)
        journal = vault.create(PASSPHRASE, argon=CHEAP)
        for _ in range(UNKILLED):
            work.choose()(journal)
        journal.close()
        if reason := judged(vault, [work.held()])[0]:
            wrong.append(f"journal {number}, after {UNKILLED} saves: {reason}")
        shutil.rmtree(place)
    return Outcome(
        what="never killed, with long texts",
        rounds=rounds,
        wrong=wrong,
        control=f"index broken {planted or 'unseen'}",
        caught=bool(planted),
    )


def _under_way(place: Path) -> bool:
    """Say whether a save was cut off, so that it has to be taken back."""
    side = place / f"{DATABASE}-journal"
    return side.exists() and side.stat().st_size > 0


def _planted(place: Path, seed: int) -> str:
    """Take every entry out of a search index behind the journal's back; say how it was noticed."""
    work = new_journal(place, 40, seed)
    _, root = unlock(read(place), PASSPHRASE)
    db = connect(place / DATABASE, root.database_key)
    db.execute("INSERT INTO search (search, rowid, title, body) SELECT 'delete', * FROM entry_text")
    db.close()
    reason, _ = judged(Vault(place), [work.held()])
    return "seen" if "search" in reason else ""


# Changing what opens the journal


class Openers(NamedTuple):
    """What opens a journal at the moment."""

    passphrase: str
    recovery_key: str


class Change(NamedTuple):
    """One change of what opens a journal: what it does, and what opens it afterwards."""

    act: Callable[[], object]
    after: Openers


def passphrase(vault: Vault, now: Openers, number: int) -> Change:
    """Change the passphrase."""
    new = f"five quiet lanterns {number}"
    return Change(
        lambda: vault.change_passphrase(now.passphrase, new, argon=CHEAP),
        now._replace(passphrase=new),
    )


def recovery_key(vault: Vault, now: Openers, number: int) -> Change:
    """Change the recovery key."""
    drawn = vault.draw_recovery_key(now.passphrase)
    return Change(drawn.keep, now._replace(recovery_key=drawn.recovery_key))


def all_keys(vault: Vault, now: Openers, number: int) -> Change:
    """Make all keys anew, and encrypt what is written under them."""
    new = f"six grey lanterns {number}"
    drawn = vault.draw_new_keys(now.passphrase, new, argon=CHEAP)
    return Change(drawn.keep, Openers(new, drawn.recovery_key))


CHANGES = (passphrase, recovery_key, all_keys)
MEASURED = 3
STOPS = 80
"""Moments at which one recording is stopped, where it has more."""


def _killed_changes(asked: Asked, change: Callable[[Vault, Openers, int], Change]) -> Outcome:
    """Kill one kind of change again and again, at a random moment of the time that it takes."""
    name = change.__name__.replace("_", " ")
    chance = random.Random(f"{name} {asked.seed}")
    rounds = max(10, asked.rounds // len(CHANGES))
    vault = Vault(asked.place / change.__name__)
    account = [new_journal(vault.folder, 20, asked.seed).held()]
    drawn = vault.draw_recovery_key(PASSPHRASE)
    drawn.keep()
    now = Openers(PASSPHRASE, drawn.recovery_key)
    longest, now = _measured(vault, change, now)
    wrong: list[str] = []
    older = 0
    for number, moment in enumerate(moments(chance, longest, rounds)):
        under_way = change(vault, now, number)
        done = done_before_kill(under_way.act, moment)
        allowed = [under_way.after] if done else [now, under_way.after]
        opening = _opening(vault, now, under_way.after)
        if opening not in allowed:
            wrong.append(f"{name}, round {number}: {len(opening)} of its keys open it")
            break
        older += opening == now
        now = Openers(*opening)
        if reason := judged(vault, account, now.passphrase)[0]:
            wrong.append(f"{name}, round {number}: {reason}")
    return Outcome(
        what=f"killed while changing {name}",
        rounds=rounds,
        wrong=wrong,
        control=f"the older one opened {older} times, the newer {rounds - older}",
        caught=0 < older < rounds,
    )


def _measured(
    vault: Vault, change: Callable[[Vault, Openers, int], Change], now: Openers
) -> tuple[float, Openers]:
    """Return how many seconds a change takes at most, and what opens the journal then."""
    longest = 0.0
    for number in range(MEASURED):
        under_way = change(vault, now, number - MEASURED)
        longest = max(longest, seconds(under_way.act))
        now = under_way.after
    return longest, now


def _opening(vault: Vault, *openers: Openers) -> tuple[str, ...]:
    """Return which of their passphrases and recovery keys open the journal."""
    passphrases = dict.fromkeys(each.passphrase for each in openers)
    recovery_keys = dict.fromkeys(each.recovery_key for each in openers)
    return (
        *(each for each in passphrases if opens(vault.unlock, each)),
        *(each for each in recovery_keys if opens(vault.unlock_with_recovery_key, each)),
    )


def _stopped_changes(asked: Asked, what: str) -> Outcome:
    """Stop changes after every single thing that they do to the disk."""
    stopped, wrong = _stopped(asked, what)
    _, lost = _stopped(asked, what, "in-place")
    return Outcome(
        what=f"stopped after a write of {WORDS[what]}",
        rounds=stopped,
        wrong=wrong,
        control=f"written in place: {len(lost)} open by none or two",
        caught=bool(lost),
    )


def _stopped(asked: Asked, what: str, *how: str) -> tuple[int, list[str]]:
    recording, work = recorded(asked, what, f"{asked.seed}.stopped", *how)
    account = [work.held()]
    disk, wrong, place = Disk(recording), [], asked.place / "stopped"
    points = range(1, len(recording.ops) + 1)
    most = max(STOPS, asked.rounds)
    chance = random.Random(f"stopped {asked.seed}")
    chosen = sorted(chance.sample(points, most)) if len(points) > most else list(points)
    for point in chosen:
        disk.go_on(point)
        lay_out(disk.as_it_is(), place)
        vault, told = Vault(place / FOLDER), recording.told(point)
        reason = keys_judged(vault, told) or judged(vault, account, opening(vault, told)[0])[0]
        if reason:
            wrong.append(f"stopped after {point} of {len(recording.ops)}: {reason}")
    return len(chosen), wrong
