"""Bar 6: the disk becomes full at some point of a save or of a change of keys."""

import contextlib
import copy
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from outcome import Asked, Missing, Outcome, need, need_root, share
from power import opens
from work import CHEAP, PASSPHRASE, Held, Work, held, judged, new_journal

from reflect_app.vault import backup
from reflect_app.vault.errors import DiskFull, JournalError, OneCopyChanged, WrongPassphrase
from reflect_app.vault.files import DATABASE
from reflect_app.vault.journal import Journal
from reflect_app.vault.keys import read, unlock
from reflect_app.vault.vault import Vault, warm

SIZE = 6 << 20
BLOCK = 4096
SAVES = 20
"""Saves that are tried while there is little room, and as many again when there is more."""
NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
NEW = "five quiet lanterns by the canal"
ROOM = 4
"""Times the size of a journal up to which there is room: for a backup and a look through it."""
CONTROLS = 10


def full(asked: Asked) -> Iterator[Outcome]:
    """Save and change keys with less and less room; nothing is lost, and later all goes on."""
    warm()
    with _small_disk(asked.place / "small") as disk:
        yield _saving(asked, disk)
        yield _changing_keys(asked, disk)
        yield _all_keys(asked, disk)
        yield _backing_up(asked, disk)


@contextlib.contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    """Give a disk of few MiB; raise Missing where none may be mounted."""
    need_root()
    need("mount", "umount")
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        raise Missing("no small disk may be mounted")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def _saving(asked: Asked, disk: Path) -> Outcome:
    template = asked.place / "journal"
    first = new_journal(template, SAVES, asked.seed)
    wrong: list[str] = []
    refused = 0
    for number in range(asked.rounds):
        with _with_room(disk, template, number) as room:
            reason, times = _saved(Vault(disk / "journal"), copy.deepcopy(first), room)
        refused += times
        if reason:
            wrong.append(f"{number} blocks of room: {reason}")
    lost = sum(_plain_file_lost(disk, number) for number in range(CONTROLS))
    return Outcome(
        what="full while saving",
        rounds=asked.rounds,
        wrong=wrong,
        control=f"a plain file written anew: lost {share(lost, CONTROLS)}",
        caught=lost > 0 and refused > 0,
        figure=f"{refused} saves refused",
    )


def _saved(vault: Vault, work: Work, filler: Path) -> tuple[str, int]:
    """Save until there is no room, make room and go on; return what is wrong and how often no."""
    journal = vault.unlock(PASSPHRASE)
    refused = 0
    try:
        for _ in range(SAVES):
            before = work.held()
            act = work.choose()
            try:
                act(journal)
            except DiskFull:
                refused += 1
                if reason := _unlike(journal, before):
                    return reason, refused
                filler.unlink()
                act(journal)
                filler.write_bytes(b"")
                _fill(filler)
        filler.unlink()
        for _ in range(SAVES // 4):
            work.choose()(journal)
    except JournalError as error:
        return f"with room again it says {type(error).__name__}", refused
    finally:
        journal.close()
    return judged(vault, [work.held()])[0], refused


def _unlike(journal: Journal, account: Held) -> str:
    """Say what is wrong with a journal whose last save was refused."""
    try:
        return "" if held(journal) == account else "a refused save left something behind"
    except JournalError as error:
        return f"it cannot be read while the disk is full: {type(error).__name__}"


def _changing_keys(asked: Asked, disk: Path) -> Outcome:
    template = asked.place / "keys"
    account = [new_journal(template, 5, asked.seed).held()]
    rounds = min(asked.rounds, 12)
    wrong: list[str] = []
    said: list[str] = []
    for number in range(rounds):
        with _with_room(disk, template, number // 2) as filler:
            vault = Vault(disk / "journal")
            reason, word = _changed(vault, filler, number % 2)
            said.append(word)
            opening = NEW if opens(vault.unlock, NEW) else PASSPHRASE
            reason = reason or judged(vault, account, opening)[0]
        if reason:
            wrong.append(f"keys, {number // 2} blocks of room: {reason}")
    refused = rounds - said.count("changed")
    return Outcome(
        what="full while changing keys",
        rounds=rounds,
        wrong=wrong,
        control=f"refused {share(refused, rounds)}",
        caught=0 < refused < rounds,
        figure=", ".join(f"{said.count(each)} {each}" for each in sorted(set(said))),
    )


def _all_keys(asked: Asked, disk: Path) -> Outcome:
    """Make all keys anew with room for less and less of the second copy that it takes."""
    return _twice(asked, disk, "making all keys anew", _made_anew)


def _backing_up(asked: Asked, disk: Path) -> Outcome:
    """Make a backup with room for less and less of it."""
    return _twice(asked, disk, "making a backup", _backed_up)


def _twice(
    asked: Asked, disk: Path, what: str, do: Callable[[Vault], tuple[str, Callable[[], object]]]
) -> Outcome:
    """Do something that takes as much room as the journal, without room and then with it."""
    template = asked.place / what.replace(" ", "-")
    account = [new_journal(template, SAVES, asked.seed).held()]
    blocks = (template / DATABASE).stat().st_size // BLOCK
    wrong: list[str] = []
    refused = 0
    for number in range(asked.rounds):
        room = number * ROOM * blocks // asked.rounds
        with _with_room(disk, template, room) as filler:
            vault = Vault(disk / "journal")
            passphrase, act = do(vault)
            try:
                act()
            except DiskFull:
                refused += 1
                filler.unlink()
                reason = judged(vault, account)[0] or _done(act)
            except JournalError as error:
                lost = judged(vault, account)[0]
                reason = f"it says {type(error).__name__}, not DiskFull; {lost or 'nothing lost'}"
            else:
                reason = ""
            filler.unlink(missing_ok=True)
            reason = reason or judged(vault, account, passphrase)[0]
        if reason:
            wrong.append(f"{room} blocks of room: {reason}")
    return Outcome(
        what=f"full while {what}",
        rounds=asked.rounds,
        wrong=wrong,
        control=f"refused {share(refused, asked.rounds)}",
        caught=0 < refused < asked.rounds,
    )


def _done(act: Callable[[], object]) -> str:
    """Do something that was refused once more; say what is in the way now."""
    try:
        act()
    except JournalError as error:
        return f"with room again it says {type(error).__name__}"
    return ""


def _made_anew(vault: Vault) -> tuple[str, Callable[[], object]]:
    return NEW, vault.draw_new_keys(PASSPHRASE, NEW, argon=CHEAP).keep


def _backed_up(vault: Vault) -> tuple[str, Callable[[], object]]:
    place = backup.default_place(vault.folder)
    root = unlock(read(vault.folder), PASSPHRASE)[1]

    def act() -> None:
        for made in backup.backups(place):
            if made.trouble:
                raise AssertionError("half a backup was left behind")
        backup.prove(backup.make(vault.folder, place, NOW).path, root)

    return PASSPHRASE, act


def _changed(vault: Vault, filler: Path, one_copy: int) -> tuple[str, str]:
    """Change the passphrase with little room, then with enough; return what is wrong and said.

    With `one_copy` the second copy is missing and takes room of its own.
    """
    if one_copy:
        next(vault.folder.glob("*.copy")).unlink()
        _fill(filler)
    said = "changed"
    try:
        vault.change_passphrase(PASSPHRASE, NEW, argon=CHEAP)
    except (DiskFull, OneCopyChanged) as refused:
        said = type(refused).__name__
    except JournalError as error:
        return f"it says {type(error).__name__}", type(error).__name__
    opening = _opening(vault)
    filler.unlink()
    expected = PASSPHRASE if said == DiskFull.__name__ else NEW
    if opening != [expected]:
        return f"while the disk is full: {', '.join(opening)}", said
    if _opening(vault) != [expected]:
        return f"after {said} it is opened by {_opening(vault)}", said
    if said == DiskFull.__name__:
        vault.change_passphrase(PASSPHRASE, NEW, argon=CHEAP)
    return "" if opens(vault.unlock, NEW) else "with room again it could not be changed", said


def _opening(vault: Vault) -> list[str]:
    """Return which passphrases open a journal, or what else is said than that they do not."""
    found = []
    for each in (PASSPHRASE, NEW):
        try:
            vault.unlock(each).close()
            found.append(each)
        except WrongPassphrase:
            continue
        except JournalError as error:
            found.append(f"unlocking says {type(error).__name__}")
    return found


@contextlib.contextmanager
def _with_room(disk: Path, template: Path, blocks: int) -> Iterator[Path]:
    """Put a copy of a journal on the disk and fill it but for so many blocks."""
    shutil.copytree(template, disk / "journal")
    filler = disk / "filler"
    try:
        _fill(filler)
        size = filler.stat().st_size - blocks * BLOCK
        os.truncate(filler, max(size, 0))
        yield filler
    finally:
        for path in (disk / "journal", filler):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _fill(filler: Path) -> None:
    """Take all the room there is."""
    with filler.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(BLOCK))
    if shutil.disk_usage(filler.parent).free:
        raise AssertionError("there is still room")


def _plain_file_lost(disk: Path, blocks: int) -> bool:
    """Write a file over itself in a full disk, as most programs would; say whether it is gone."""
    words = ["what was written before"] * 4_000
    path, filler = disk / "journal.json", disk / "filler"
    path.write_text(json.dumps(words))
    try:
        _fill(filler)
        os.truncate(filler, filler.stat().st_size - blocks * BLOCK)
        with contextlib.suppress(OSError):
            path.write_text(json.dumps(["what was written last" * 4_000, *words]))
        json.loads(path.read_text())
    except ValueError:
        return True
    else:
        return False
    finally:
        filler.unlink()
        path.unlink()
