"""Bars 7, 8 and 9: what was written shows in no file, in no memory after a lock, in no core."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from outcome import Asked, Missing, Outcome, need, need_root
from recorded import BEFORE
from traces import in_files
from work import CHEAP, PASSPHRASE, Work, first_word, new_journal

from reflect_app.vault.keys import read, unlock
from reflect_app.vault.vault import Vault

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("recorded.py")
SAVES = 60
NOBODY = 65534
WRITES = re.compile(r"^\d+ +p?write(?:64|v|v2)?\((\d+), (.*)\) += \d")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
PATIENCE = 300

HARDENED = ("-m", "reflect_app")
OPEN = ("-c", "import sys; from reflect_app import cli; sys.exit(cli.main(sys.argv[1:]))")


def files(asked: Asked) -> Iterator[Outcome]:
    """Look for all that was written in every file, and in every single write, of a session."""
    need("strace")
    wrong: list[str] = []
    looked = 0
    for number in range(asked.rounds):
        found, count = _session(asked.place / f"session-{number}", f"{asked.seed}.{number}")
        wrong += found
        looked += count
    careless, _ = _session(asked.place / "careless", f"{asked.seed}.0", "leaky")
    planted = _planted(asked.place)
    yield Outcome(
        what="words in files and in whatever was written",
        rounds=asked.rounds,
        wrong=wrong,
        control=f"planted found in {planted} of 5 forms, in a removed file {len(careless)} words",
        caught=planted == 5 and bool(careless),
        figure=f"{looked} words and keys looked for",
    )


def memory(asked: Asked) -> Iterator[Outcome]:
    """Walk the journey that looks into the memory of all that lives after a lock."""
    wrong = []
    for number in range(asked.rounds):
        walked = subprocess.run(
            [ROOT / "tests" / "journeys" / "run", "traces"],
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        if walked.returncode or "memory after the lock holds nothing" not in walked.stdout:
            wrong.append(f"walk {number}: {(walked.stdout + walked.stderr).strip()[-300:]}")
    yield Outcome(
        what="words in memory after a lock, in a real window",
        rounds=asked.rounds,
        wrong=wrong,
        control="typed words found before the lock, or the journey ends",
        caught=len(wrong) < asked.rounds,
    )


def processes(asked: Asked) -> Iterator[Outcome]:
    """Read the app's memory with the same login, and let it crash."""
    need_root()
    need("setpriv")
    if Path("/proc/sys/kernel/core_pattern").read_text().startswith("|"):
        raise Missing("core files are given to a program here, so none can be looked for")
    wrong = []
    control = _curious(asked.place / "open", OPEN)
    seen = [way for way in ("mem", "process_vm_readv", "ptrace") if control[way]]
    for number in range(asked.rounds):
        found = _curious(asked.place / f"hardened-{number}", HARDENED)
        wrong += [
            f"readable by {way}" for way in ("mem", "process_vm_readv", "ptrace") if found[way]
        ]
        wrong += ["a core file"] * found["cores"]
    yield Outcome(
        what="memory and core file for the same login",
        rounds=asked.rounds,
        wrong=wrong,
        control=f"not hardened: by {', '.join(seen) or 'nothing'}; {control['cores']} core",
        caught=len(seen) == 3 and control["cores"] == 1,
    )


# Files


def _session(home: Path, seed: str, *how: str) -> tuple[list[str], int]:
    """Work in a home of its own; return what was found of it, and how much was looked for."""
    for name in ("home", "tmp", "log"):
        (home / name).mkdir(parents=True)
    folder = home / "home" / "journal"
    work = new_journal(folder, BEFORE, seed)
    _, root = unlock(read(folder), PASSPHRASE)
    words = [PASSPHRASE, root.database_key.hex(), root.draft_key.hex()]
    words += [first_word(text) for text in _texts(work)]
    log = home / "log" / "writes"
    subprocess.run(
        ["strace", "-f", "-qq", "-xx", "-s", str(1 << 24), "-o", log, "-e",
         "trace=write,pwrite64,writev,pwritev", sys.executable, PROGRAM,
         "saving", folder, seed, str(SAVES), *how],
        env=os.environ | {"HOME": str(home / "home"), "TMPDIR": str(home / "tmp")},
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    for _ in range(SAVES):
        work.choose()
        words += [first_word(text) for text in _texts(work)]
    words = list(dict.fromkeys(words))
    written = home / "log" / "written"
    written.write_bytes(_written(log))
    log.unlink()
    left = [path for path in home.rglob("*") if path.is_file()]
    if folder / "journal.db" not in left or written.stat().st_size < 1 << 20:
        raise AssertionError("the session left no trace at all: a blind search")
    return in_files(words, left), len(words)


def _texts(work: Work) -> Iterator[str]:
    for entry in work.entries.values():
        yield entry.text
        if entry.changes:
            yield entry.changes
    yield from work.check_ins
    yield from work.plans


def _written(log: Path) -> bytes:
    """Return all that a program wrote, to whatever file, but for what it said."""
    pieces = []
    with log.open(encoding="ascii") as lines:
        for line in lines:
            match = WRITES.match(line)
            if match and match[1] != "1":
                pieces += [bytes.fromhex(t.replace("\\x", "")) for t in TEXT.findall(match[2])]
    return b"".join(pieces)


def _planted(place: Path) -> int:
    """Return in how many forms a planted word is found."""
    word = "kestrel over the allotments"
    plain = [f"before {word} after".encode(coding) for coding in ("utf-8", "utf-16-le")]
    forms = [*plain, *map(base64.b64encode, plain), zlib.compress(plain[0])]
    path = place / "planted"
    found = 0
    for form in forms:
        path.write_bytes(form)
        found += bool(in_files([word], [path]))
    return found


# Processes


def _curious(place: Path, how: tuple[str, ...]) -> dict[str, Any]:
    """Start Reflect as nobody in particular and let somebody with the same login look at it."""
    journal, crash = place / "journal", place / "crash"
    place.mkdir()
    crash.mkdir()
    Vault(journal).create(PASSPHRASE, argon=CHEAP).close()
    for path in (place, *place.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    # Python may lie in a folder that only root may enter; leave to read says nothing of memory.
    may = "-all,+dac_read_search"
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
              f"--inh-caps={may}", f"--ambient-caps={may}"]  # fmt: skip
    watcher = [sys.executable, Path(__file__).with_name("curious.py")]
    app = [sys.executable, *how, "--journal", journal]
    found = subprocess.run(
        [*become, *watcher, journal / "journal.lock", crash, *app],
        env={
            "HOME": str(place), "LANG": "C.UTF-8", "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(place),
        },
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    if found.returncode:
        said = (crash / "said").read_text() if (crash / "said").exists() else ""
        raise AssertionError(f"nobody could look at it: {found.stderr} {said}")
    result: dict[str, Any] = json.loads(found.stdout)
    shutil.rmtree(place)
    if result["limit"] == 0:
        raise Missing("no core file of any program is allowed here")
    return result
