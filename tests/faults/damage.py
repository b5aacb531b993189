"""Bars 3, 4 and 5: files that somebody or something has changed while nobody had them open."""

import json
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from outcome import Asked, Outcome, share
from work import CHEAP, PASSPHRASE, Held, held, judged, new_journal

from reflect_app.vault import engine, keys
from reflect_app.vault.errors import DamagedJournal, JournalError
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.vault import Vault, warm

SAVES = 60
PATIENCE = 3.0
"""Seconds within which a damaged header is refused or healed."""
OTHER = "a passphrase of another journal"

Files = dict[str, bytes]


def flips(asked: Asked) -> Iterator[Outcome]:
    """Flip one bit of the database; it must be noticed, and no changed word be shown."""
    warm()
    chance = random.Random(f"flips {asked.seed}")
    folder = asked.place / "journal"
    account = new_journal(folder, SAVES, asked.seed).held()
    whole = files(folder)
    size = len(whole[DATABASE])
    wrong = []
    at_opening = 0
    for _ in range(asked.rounds):
        at, bit = chance.randrange(size), chance.randrange(8)
        (folder / DATABASE).write_bytes(_flipped(whole[DATABASE], at, 1 << bit))
        noticed, shown = _noticed(folder, account)
        at_opening += noticed == "opening"
        if not noticed:
            wrong.append(f"bit {bit} of byte {at} of {size} was not noticed")
        if shown:
            wrong.append(f"bit {bit} of byte {at} of {size}: {shown}")
    lay(whole, folder)
    sound = judged(Vault(folder), [account])[0]
    unnoticed = _unnoticed_in_plain(account, asked.place / "plain.db", chance, asked.rounds)
    unguarded = share(unnoticed, asked.rounds)
    yield Outcome(
        what="one bit of the database flipped",
        rounds=asked.rounds,
        wrong=wrong,
        control=f"plain SQLite: unnoticed {unguarded}, whole {sound or 'opens'}",
        caught=unnoticed > 0 and not sound,
        figure=f"{at_opening} noticed at opening, the others by the check",
    )


def headers(asked: Asked) -> Iterator[Outcome]:
    """Change every byte of the header and cut it everywhere, in one copy and in both."""
    warm()
    folder = asked.place / "journal"
    account = new_journal(folder, 10, asked.seed).held()
    whole = files(folder)
    length = len(whole[HEADERS[0]])
    chance = random.Random(f"headers {asked.seed}")
    damages = [*_every_damage(chance, length), *_random_damages(chance, length, asked.rounds)]
    taken = sum(_plain_json_takes(damage(whole[HEADERS[0]])) for damage in damages)
    for what, judge in (("both copies", _refused), ("one copy", _healed)):
        wrong, longest = [], 0.0
        for number, damage in enumerate(damages):
            changed = damage(whole[HEADERS[0]])
            began = time.monotonic()
            reason = judge(folder, whole, changed, number)
            longest = max(longest, time.monotonic() - began)
            if reason:
                wrong.append(f"damage {number}: {reason}")
        if longest > PATIENCE:
            wrong.append(f"one took {longest:.1f} s")
        lay(whole, folder)
        sound = judged(Vault(folder), [account])[0]
        yield Outcome(
            what=f"each byte of the header flipped or cut, {what}",
            rounds=len(damages),
            wrong=wrong,
            control=f"plain JSON takes {share(taken, len(damages))}, whole {sound or 'opens'}",
            caught=taken > 0 and not sound,
            figure=f"longest {longest:.2f} s",
        )


def substitutes(asked: Asked) -> Iterator[Outcome]:
    """Put something else in a file's place; it is named, and never an empty journal opened."""
    warm()
    cases = _Substitutes(asked)
    wrong = []
    found = []
    for what, put in cases.all():
        lay(cases.whole, cases.folder)
        put()
        before = files(cases.folder)
        outcome = said(cases.folder)
        found.append(outcome)
        if outcome == "opened":
            wrong.append(f"{what}: it was opened, and the check found nothing")
        if "not named" in outcome:
            wrong.append(f"{what}: {outcome}")
        if {name: before[name] for name in before} != files(cases.folder):
            wrong.append(f"{what}: a file was changed, made or taken away")
    lay(cases.whole, cases.folder)
    sound = judged(Vault(cases.folder), [cases.account])[0]
    empty = _opens_empty(cases)
    yield Outcome(
        what="something else in a file's place",
        rounds=len(found),
        wrong=wrong,
        control=f"an unguarded opener: {empty}, whole {sound or 'opens'}",
        caught=empty == "an empty journal" and not sound,
        figure=", ".join(f"{found.count(each)} {each}" for each in sorted(set(found))),
    )


# Files


def files(folder: Path) -> Files:
    """Return what lies in a journal's folder; SQLite's empty side file does not count."""
    names = (path for path in folder.iterdir() if path.is_file() and path.suffix != ".db-journal")
    return {path.name: path.read_bytes() for path in names if "-journal" not in path.name}


def lay(files: Files, folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _flipped(content: bytes, at: int, bits: int) -> bytes:
    return content[:at] + bytes([content[at] ^ bits]) + content[at + 1 :]


# The database


def _noticed(folder: Path, account: Held) -> tuple[str, str]:
    """Return when damage was noticed, and what was shown that nobody wrote."""
    try:
        journal = Vault(folder).unlock(PASSPHRASE)
    except DamagedJournal:
        return "opening", ""
    try:
        noticed = "check" if journal.check() else ""
        try:
            shown = held(journal)
        except DamagedJournal:
            return noticed, ""
        return noticed, "" if shown == account else "something was shown that nobody wrote"
    finally:
        journal.close()


def _unnoticed_in_plain(account: Held, path: Path, chance: random.Random, rounds: int) -> int:
    """Return how many flips SQLite alone lets pass in the same words."""
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE entry (words TEXT)")
        texts = [str(value) for value in account.values()]
        db.executemany("INSERT INTO entry VALUES (?)", [(text,) for text in texts])
    db.close()
    whole = path.read_bytes()
    return sum(
        not _plain_notices(path, _flipped(whole, chance.randrange(len(whole)), 1))
        for _ in range(rounds)
    )


def _plain_notices(path: Path, content: bytes) -> bool:
    path.write_bytes(content)
    db = sqlite3.connect(path)
    try:
        return db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
    except sqlite3.Error:
        return True
    finally:
        db.close()


# The header

Damage = Callable[[bytes], bytes]


def _every_damage(chance: random.Random, length: int) -> Iterator[Damage]:
    for at in range(length):
        bits = chance.randint(1, 255)
        yield lambda content, at=at, bits=bits: _flipped(content, at, bits)
        yield lambda content, at=at: content[:at]


def _random_damages(chance: random.Random, length: int, count: int) -> Iterator[Damage]:
    """Yield damage to more than one byte."""
    for _ in range(count):
        piece, at = chance.randbytes(chance.randint(2, 40)), chance.randrange(length)
        yield lambda content, at=at, piece=piece: content[:at] + piece + content[at + len(piece) :]


def _refused(folder: Path, whole: Files, changed: bytes, _: int) -> str:
    """Say what is wrong with how two damaged copies are taken."""
    for name in HEADERS:
        (folder / name).write_bytes(changed)
    outcome = said(folder)
    if outcome == "opened" or "not named" in outcome:
        return outcome
    if (folder / DATABASE).read_bytes() != whole[DATABASE]:
        return "the database was changed"
    return ""


def _healed(folder: Path, whole: Files, changed: bytes, number: int) -> str:
    """Say what is wrong with how one damaged copy is taken."""
    damaged, sound = HEADERS if number % 2 else reversed(HEADERS)
    (folder / damaged).write_bytes(changed)
    (folder / sound).write_bytes(whole[sound])
    outcome = said(folder)
    if outcome != "opened":
        return outcome
    if any((folder / name).read_bytes() != whole[name] for name in HEADERS):
        return "it was not made good"
    return ""


def said(folder: Path) -> str:
    """Return what opening a journal came to: opened, the name of what is in the way, or worse."""
    try:
        journal = Vault(folder).unlock(PASSPHRASE)
    except JournalError as error:
        return type(error).__name__
    except Exception as error:  # noqa: BLE001 (anything else is what is looked for)
        return f"not named: {type(error).__name__}"
    try:
        return "found by the check" if journal.check() else "opened"
    finally:
        journal.close()


def _plain_json_takes(content: bytes) -> bool:
    try:
        return isinstance(json.loads(content), dict)
    except ValueError:
        return False


# Something else in a file's place


class _Substitutes:
    """A journal with a past, another journal, and everything that is not this one's file."""

    def __init__(self, asked: Asked) -> None:
        self.folder = asked.place / "journal"
        work = new_journal(self.folder, SAVES, asked.seed)
        self.account = work.held()
        self.earlier = files(self.folder)
        vault = Vault(self.folder)
        vault.change_passphrase(PASSPHRASE, OTHER, argon=CHEAP)
        vault.change_passphrase(OTHER, PASSPHRASE, argon=CHEAP)
        vault.unlock(PASSPHRASE).close()
        self.whole = files(self.folder)
        other = asked.place / "other"
        new_journal(other, SAVES, f"{asked.seed} other")
        self.other = files(other)

    def all(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield every case: what it is, and what puts it there."""
        database = self.whole[DATABASE]
        for what, content in self._databases(database):
            yield f"database: {what}", lambda content=content: self._put(content, DATABASE)
        for pages in range(1, len(database) // engine.PAGE):
            cut = database[: pages * engine.PAGE]
            yield f"database: the first {pages} pages", lambda cut=cut: self._put(cut, DATABASE)
        yield "database: missing", (self.folder / DATABASE).unlink
        yield "database: a folder", lambda: self._put_folder(DATABASE)
        for what, content in self._headers():
            yield f"headers: {what}", lambda content=content: self._put(content, *HEADERS)
        yield "headers: missing", lambda: [(self.folder / name).unlink() for name in HEADERS]
        yield "headers: folders", lambda: self._put_folder(*HEADERS)

    def _databases(self, database: bytes) -> Iterator[tuple[str, bytes]]:
        plain = engine.PLAIN_MAGIC + bytes(len(database) - len(engine.PLAIN_MAGIC))
        yield "0 bytes", b""
        yield "1 byte", b"x"
        yield "one page of zeros", bytes(engine.PAGE)
        yield "all zeros", bytes(len(database))
        yield "begins as plain SQLite", plain
        yield "another journal's", self.other[DATABASE]
        yield "cut within a page", database[:-100]
        yield "a page of zeros appended", database + bytes(engine.PAGE)
        yield "a page of junk appended", database + random.Random(1).randbytes(engine.PAGE)
        yield "some junk appended", database + b"junk"
        yield "itself appended", database + database

    def _headers(self) -> Iterator[tuple[str, bytes]]:
        header = self.whole[HEADERS[0]]
        yield "0 bytes", b""
        yield "another journal's", self.other[HEADERS[0]]
        yield "older ones", self.earlier[HEADERS[0]]
        yield "junk appended", header + b"junk"
        yield "a line appended", header + b"\n"
        yield "itself appended", header + header
        yield "far too long", header + bytes(1 << 24)

    def _put(self, content: bytes, *names: str) -> None:
        for name in names:
            (self.folder / name).write_bytes(content)

    def _put_folder(self, *names: str) -> None:
        for name in names:
            (self.folder / name).unlink()
            (self.folder / name).mkdir()


def _opens_empty(cases: _Substitutes) -> str:
    """Open a file of 0 bytes with the right key and no guard, as any program might."""
    from sqlcipher3 import dbapi2

    _, root = keys.unlock(keys.read(cases.folder), PASSPHRASE)
    path = cases.folder.with_name("unguarded.db")
    path.touch()
    db = dbapi2.connect(path)
    try:
        db.execute(f"PRAGMA key = \"x'{root.database_key.hex()}'\"")
        tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    except dbapi2.Error as error:
        return type(error).__name__
    finally:
        db.close()
    return "an empty journal" if tables == 0 else "a journal"
