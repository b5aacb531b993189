"""Bar 12: files that no program of ours writes, given to the app as if they were its own."""

import hashlib
import json
import random
import resource
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from damage import Files, files, lay, said
from outcome import Asked, Outcome, share
from processes import Child
from work import PASSPHRASE, new_journal

from reflect_app.vault import backup, keys, restoring
from reflect_app.vault.errors import JournalError, JournalInUse
from reflect_app.vault.files import HEADERS
from reflect_app.vault.vault import warm

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
HANG = 5.0
LARGEST = 300 * 1024
"""Seconds and KiB that nothing malformed may take."""
CONTROLS = 300


def malformed(asked: Asked) -> Iterator[Outcome]:
    """Give it headers and backups that no program of ours writes, with checksums that fit."""
    warm()
    folder = asked.place / "journal"
    new_journal(folder, 10, asked.seed)
    whole = files(folder)
    yield _survived(
        asked,
        "headers",
        lambda chance: _malformed(chance, whole[HEADERS[0]]),
        lambda given: _tried(folder, whole, given),
    )
    lay(whole, folder)
    made = backup.make(folder, backup.default_place(folder), NOW)
    proven = backup.prove(made.path, keys.unlock(keys.read(folder), PASSPHRASE)[1])
    content = proven.path.read_bytes()
    yield _survived(
        asked,
        "backups",
        lambda chance: _malformed_backup(chance, content),
        lambda given: _tried_backups(asked.place, (each for each in given if each != content)),
    )


def _survived(
    asked: Asked,
    what: str,
    make: Callable[[random.Random], bytes],
    run: Callable[[Iterable[bytes]], dict[str, Any]],
) -> Outcome:
    """Give malformed things to the app in a process of its own, and say how it took them."""

    def given(count: int) -> Iterator[bytes]:
        # One at a time: all of them would be counted as the memory of the app.
        return (make(random.Random(f"{what} {asked.seed} {each}")) for each in range(count))

    report = asked.place / f"{what}.json"
    with Child(lambda _: report.write_text(json.dumps(run(given(asked.rounds))))) as child:
        _, status = child.result()
    result = {"wrong": [], "longest": 0.0, "memory": 0}
    if status:
        result["wrong"] = [f"the process that read them ended with {status}"]
    else:
        result = json.loads(report.read_text())
    wrong = result["wrong"]
    if result["longest"] > HANG:
        wrong.append(f"one took {result['longest']:.1f} s")
    if result["memory"] > LARGEST:
        wrong.append(f"it took {result['memory'] // 1024} MiB")
    controls = min(CONTROLS, asked.rounds)
    trusting = sum(map(_trusting_reader_breaks, given(controls)))
    return Outcome(
        what=f"malformed {what}",
        rounds=asked.rounds,
        wrong=wrong,
        control=f"a trusting reader breaks on {share(trusting, controls)}",
        caught=trusting > 0,
        figure=f"longest {result['longest']:.2f} s, {result['memory'] // 1024} MiB",
    )


def _malformed(chance: random.Random, header: bytes) -> bytes:
    """Return something like a header: rather often it gets past the first looks at it."""
    kind = chance.choice((_bytes_changed, _structure_changed, _structure_changed, _nested, _noise))
    return kind(chance, header)


def _noise(chance: random.Random, _: bytes) -> bytes:
    return chance.randbytes(chance.choice((0, 1, 700, 16_384, 16_385, 1 << 20)))


def _bytes_changed(chance: random.Random, header: bytes) -> bytes:
    content = bytearray(header)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content))
        content[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
    return bytes(content)


def _nested(chance: random.Random, _: bytes) -> bytes:
    opening, closing = chance.choice(((b"[", b"]"), (b'{"a":', b"}")))
    depth = chance.choice((10, 900, 2_000, 8_000))
    return opening * depth + b"1" + closing * depth


def _structure_changed(chance: random.Random, header: bytes) -> bytes:
    """Return a document with one value exchanged and its checksum made good."""
    document = json.loads(header.partition(b"\n")[0])
    part = document
    if chance.random() < 0.6:
        part = chance.choice(
            [each for each in document.values() if isinstance(each, dict) and each]
        )
    name = chance.choice(list(part))
    change = chance.randrange(4)
    if change == 0:
        del part[name]
    elif change == 1:
        part[chance.choice(("extra", "", "\ud800", "x" * 5_000))] = _value(chance)
    else:
        part[name] = _value(chance)
    document.pop("checksum", None)
    document["checksum"] = hashlib.sha256(_spelt(document)).hexdigest()
    return _spelt(document)


def _spelt(document: dict[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _value(chance: random.Random) -> Any:
    return chance.choice(
        (None, True, False, 0, 1, -1, 2, 10**30, 2**53, 2**63, 0.5, float("nan"), float("inf"),
         "", "0" * 32, "g" * 32, "0" * 64, "\ud800", "é" * 32, "x" * 10_000, [], {}, [[]],
         {"lanes": 1}, 64, 1_048_577, "00" * 48, "00" * 16, "00" * 12)
    )  # fmt: skip


def _tried(folder: Path, whole: Files, headers: Iterable[bytes]) -> dict[str, Any]:
    """Give each to the app, in a process of its own; return what came of it."""
    wrong, longest = [], 0.0
    for number, header in enumerate(headers):
        names = HEADERS if number % 2 else HEADERS[:1]
        for name in HEADERS:
            (folder / name).write_bytes(header if name in names else whole[name])
        before = files(folder)
        began = time.monotonic()
        outcome = said(folder)
        longest = max(longest, time.monotonic() - began)
        if "not named" in outcome or outcome == JournalInUse.__name__:
            wrong.append(f"header {number}: {outcome}")
        if outcome != "opened" and files(folder) != before:
            wrong.append(f"header {number}: refused, and yet something was changed")
        if outcome == "opened" and names == HEADERS and header != whole[HEADERS[0]]:
            wrong.append(f"header {number}: opened")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"wrong": wrong, "longest": longest, "memory": memory}


def _tried_backups(place: Path, given: Iterable[bytes]) -> dict[str, Any]:
    """Restore from each where there is nothing, in a process of its own; return what came of it."""
    wrong, longest = [], 0.0
    file, folder = place / "malformed.rfb", place / "restored"
    for number, content in enumerate(given):
        file.write_bytes(content)
        began = time.monotonic()
        try:
            restoring.restore(file, folder, backup.by_passphrase(PASSPHRASE), NOW)
            wrong.append(f"backup {number}: restored")
        except JournalError:
            if any(path.is_file() for path in folder.rglob("*")):
                wrong.append(f"backup {number}: refused, and yet it left something behind")
        except Exception as error:  # noqa: BLE001 (anything else is what is looked for)
            wrong.append(f"backup {number}: not named: {type(error).__name__}")
        longest = max(longest, time.monotonic() - began)
        shutil.rmtree(folder, ignore_errors=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"wrong": wrong, "longest": longest, "memory": memory}


def _malformed_backup(chance: random.Random, content: bytes) -> bytes:
    """Return a backup that says something else of itself, or has another header in it."""
    magic, line, rest = content.split(b"\n", 2)
    if chance.random() < 0.2:
        return magic + b"\n" + line + b"\n" + _malformed(chance, rest[:700]) + rest[700:]
    document = json.loads(line)
    if chance.random() < 0.2:
        return magic + b"\n" + _malformed(chance, line + b"\n") + rest
    part = document[chance.choice(("header", "database"))] if chance.random() < 0.4 else document
    name = chance.choice([each for each in part if each not in ("checksum", "mac", "counts")])
    before, part[name] = part[name], _value(chance)
    if part[name] == before:
        part[name] = None
    document.pop("checksum", None)
    document["checksum"] = hashlib.sha256(_spelt(document)).hexdigest()
    return magic + b"\n" + _spelt(document) + rest


def _trusting_reader_breaks(content: bytes) -> bool:
    """Say whether a reader that looks at nothing beforehand comes to grief."""
    try:
        if content.startswith(backup.MAGIC):
            line = json.loads(content.split(b"\n", 2)[1])
            return line["database"]["size"] + line["header"]["size"] > len(content)
        slot = json.loads(content)["passphrase"]
        [bytes.fromhex(slot[name]) for name in ("salt", "nonce", "wrapped")]
        return not all(1 <= slot[name] <= 1 << 20 for name in ("lanes", "memory", "passes"))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return True
