"""The computer's keychain: the real one opens the journal, and whatever is none is never used.

Run with a case and a folder it is the process that tries it, in a home and on a bus of its own.
"""

import base64
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from outcome import Asked, Missing, Outcome, need, share
from work import CHEAP, PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
PLAINTEXT = "keyrings.alt.file.PlaintextKeyring"
ALT = "keyrings.alt==5.0.2"
"""The usual way to a keychain that is a plain file, once it is installed."""
LIMIT = 120
PATIENCE = 3.0
BEGUN = 20.0
"""Seconds within which a daemon has to be there."""
SILENT = PATIENCE + 3
"""Seconds within which a keychain that hangs has to be called silent, on a busy computer."""

RIGHT = {
    "none": "KeychainMissing",
    "locked": "KeychainLocked",
    "fail": "KeychainMissing",
    "null": "KeychainMissing",
    "plaintext": "KeychainMissing",
    "override": "opened",
    "hanging": "KeychainSilent",
    "real": "opened",
}
"""What has to come of each; none of the others may leave a note that it is on."""
NULL = "keyring.backends.null.Keyring"
TAKEN = {"null": NULL, "plaintext": PLAINTEXT, "override": PLAINTEXT}
"""What the library itself would have taken."""
ON_A_BUS = ("locked", "override", "hanging", "real")
"""Where there is one, the real daemon is begun on it, even by a question."""


def keychains(asked: Asked) -> Iterator[Outcome]:
    """Let the app switch it on and open the journal with it, in each of eight surroundings."""
    need("dbus-run-session", "gnome-keyring-daemon")
    alt = _installed(asked.place / "alt")
    wrong: list[str] = []
    taken = 0
    for round_ in range(asked.rounds):
        for case in RIGHT:
            place = asked.place / f"{case}-{round_}"
            found = _tried(case, place, alt)
            wrong += [f"{case}: {why}" for why in _wrong(case, found)]
            taken += found.get("taken") is True
    yield Outcome(
        what="keychains, real and pretended",
        rounds=asked.rounds * len(RIGHT),
        wrong=wrong,
        control=f"the library alone keeps no secret: {share(taken, asked.rounds * len(TAKEN))}",
        caught=taken == asked.rounds * len(TAKEN),
    )


def _wrong(case: str, found: dict[str, object]) -> Iterator[str]:
    if found["said"] != RIGHT[case]:
        yield f"{found['said']} instead of {RIGHT[case]}"
    if found["open"]:
        yield f"the secret lies in the open: {found['open']}"
    if found["noted"] is not (case in ("override", "hanging", "real")):
        yield "it is noted as on" if found["noted"] else "it is not noted as on"
    if found["left"]:
        yield "a process was left behind"
    if case == "hanging" and not found["by_passphrase"]:
        yield "the passphrase had to wait for it"


def _installed(folder: Path) -> Path:
    words = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder]
    if subprocess.run([*words, ALT], check=False).returncode:
        raise Missing(f"{ALT} could not be installed")
    return folder


def _tried(case: str, place: Path, alt: Path) -> dict[str, object]:
    for name in ("home", "run"):
        (place / name).mkdir(parents=True, mode=0o700)
    path = [str(ROOT), *([str(alt)] if case in ("plaintext", "override") else [])]
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    environment = kept | {
        "HOME": str(place / "home"),
        "XDG_RUNTIME_DIR": str(place / "run"),
        "PYTHONPATH": os.pathsep.join(path),
    }
    if case in ("fail", "null"):
        folder = place / "home" / ".config" / "python_keyring"
        folder.mkdir(parents=True)
        (folder / "keyringrc.cfg").write_text(
            f"[backend]\ndefault-keyring=keyring.backends.{case}.Keyring\n", "utf-8"
        )
    if case == "override":
        environment["PYTHON_KEYRING_BACKEND"] = PLAINTEXT
        environment["KEYRING_PROPERTY_SCHEME"] = "nobody's"
    words = [sys.executable, __file__, case, str(place)]
    if case in ON_A_BUS:
        words = ["dbus-run-session", "--", *words]
    answer = subprocess.run(
        words, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False
    )
    if answer.returncode:
        why = answer.stderr.strip().splitlines()[-1:]
        return {"said": f"nothing but {why}", "open": [], "noted": None, "left": False}
    found: dict[str, object] = json.loads(answer.stdout.splitlines()[-1])
    return found


# In a process of its own


def _try(case: str, place: Path) -> dict[str, object]:
    from PySide6.QtCore import QCoreApplication

    from reflect_app.domain.clock import Clock
    from reflect_app.vault.quick_unlock import QuickUnlock
    from reflect_app.vault.vault import Vault

    application = QCoreApplication([])
    vault = Vault(place / "journal")
    vault.create(PASSPHRASE, argon=CHEAP).close()
    quick = QuickUnlock(vault.folder, Clock())
    daemon = _daemon(case, place)
    found: dict[str, object] = {"by_passphrase": False, "taken": _library_takes(case)}
    try:
        said, secret = _switched_on(vault, quick)
        if said == "on" and daemon and case == "hanging":
            os.kill(daemon.pid, signal.SIGSTOP)
        if said == "on":
            said, found["by_passphrase"] = _opened(vault, quick)
    finally:
        if daemon:
            os.kill(daemon.pid, signal.SIGCONT)
            daemon.terminate()
            daemon.wait()
    application.processEvents()
    return found | {
        "said": said,
        "open": [str(path) for path in place.rglob("*") if _holds(path, secret)],
        "noted": quick.note() is not None,
        "left": _children() != set(),
    }


def _switched_on(vault, quick) -> tuple[str, bytes]:
    """Do what Settings does, and return what came of it and what the keychain was given."""
    from reflect_app.vault.keychain import Order, new_entry

    note, secret = vault.draw_quick_unlock(PASSPHRASE, quick.now(), new_entry())
    _, refused = _asked(Order(act="keep", entry=note.entry, secret=secret.hex()), 30)
    if refused:
        return refused, secret
    quick.keep(note)
    return "on", secret


def _opened(vault, quick) -> tuple[str, bool]:
    """Do what the lock screen does; return what came of it, and whether nobody had to wait."""
    from reflect_app.vault.keychain import Order

    note = quick.note()
    by_passphrase = False

    def meanwhile() -> None:
        nonlocal by_passphrase
        vault.unlock(PASSPHRASE).close()
        by_passphrase = True

    began = time.monotonic()
    secret, refused = _asked(Order(act="give", entry=note.entry), PATIENCE, meanwhile)
    if refused:
        took = time.monotonic() - began
        return (refused if took < SILENT else f"{refused} after {took:.0f} s"), by_passphrase
    journal = vault.unlock_with_keychain(note, secret)
    journal.counts()
    journal.close()
    return "opened", by_passphrase


def _asked(order, patience: float, meanwhile=lambda: None) -> tuple[bytes, str]:
    """Return the secret that was given and what it was refused with."""
    from PySide6.QtCore import QCoreApplication

    from reflect_app.ui.keychain_call import KeychainCall

    given: list[bytes] = []
    refused: list[str] = []
    call = KeychainCall(order, patience=patience)
    call.answered.connect(given.append)
    call.refused.connect(lambda error: refused.append(type(error).__name__))
    meanwhile()
    while not given and not refused:
        QCoreApplication.processEvents()
        time.sleep(0.005)
    return (given or [b""])[0], (refused or [""])[0]


def _daemon(case: str, place: Path) -> "subprocess.Popen[bytes] | None":
    """Start what the surroundings have, and see it there."""
    if case not in ON_A_BUS:
        return None
    daemon = _started("--unlock")
    if case == "locked":
        daemon.terminate()
        daemon.wait()
        daemon = _started()
    return daemon


def _started(*words: str) -> "subprocess.Popen[bytes]":
    command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *words]
    daemon = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    daemon.stdin.write(b"a login's password" if words else b"")
    daemon.stdin.close()
    from reflect_app.vault.keychain import Order

    end = time.monotonic() + BEGUN
    while _asked(Order(act="look"), BEGUN)[1]:
        if time.monotonic() > end:
            raise SystemExit("the daemon did not begin")
    if words:  # Its keyring is made and unlocked only after it has taken its name.
        while not list(Path.home().glob(".local/share/keyrings/login.keyring")):
            if time.monotonic() > end:
                raise SystemExit("the daemon made no keyring")
            time.sleep(0.05)
    return daemon


def _library_takes(case: str) -> bool:
    """Say whether the library, left to itself, takes what this case pretends, and is content."""
    if case not in TAKEN:
        return False
    code = (
        "import keyring; ring = keyring.get_keyring(); ring.set_password('s', 'u', 'canary');"
        "print(type(ring).__module__, type(ring).__name__, sep='.')"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    return not answer.returncode and answer.stdout.strip() == TAKEN[case]


def _holds(path: Path, secret: bytes) -> bool:
    if not path.is_file():
        return False
    found = path.read_bytes()
    spelled = secret.hex().encode()
    return any(each in found for each in (secret, spelled, base64.b64encode(spelled)[:40]))


def _children() -> set[int]:
    """Return the processes that this one has started and that still live."""
    told = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("ascii")
    return {int(pid) for pid in told.split()}


if __name__ == "__main__":
    print(json.dumps(_try(sys.argv[1], Path(sys.argv[2]))))
