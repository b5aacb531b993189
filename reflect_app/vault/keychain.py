"""The computer's keychain, asked in a process of its own, and only where it is known to be one.

The library that speaks to keychains would take whatever is installed or named in the environment,
a plain file too. So the few that encrypt are named here, and nothing else is ever asked. A keychain
may never answer: a process that waits for one can be ended, and takes with it what it was told.
"""

import importlib
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from reflect_app.vault.errors import (
    JournalError,
    KeychainLocked,
    KeychainMissing,
    KeychainRefused,
)

if TYPE_CHECKING:  # Only the process that asks loads it, once the environment is rid of overrides.
    from keyring.backend import KeyringBackend

ALLOWED = (
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
)
"""Module and class of each keychain that may be asked, the first that is there is taken."""
PATIENCE = 30.0
"""Seconds for an answer: somebody may have to unlock the keychain first."""

_SERVICE = "Reflect journal"
"""What the keychain shows of an entry; its name is drawn by chance and says nothing."""
_SECRET = 32
_ENOUGH = 1
"""The priority from which the library recommends a keychain."""
_OVERRIDES = ("KEYRING_PROPERTY_", "PYTHON_KEYRING_", "KEYCHAIN_PATH")
_LOCKED = {"KeyringLocked", "LockedException", "PromptDismissedException"}

Act = Literal["look", "keep", "give", "forget"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Order:
    """What the keychain is asked: whether there is one, to keep a secret, to give or forget it."""

    act: Act
    entry: str = ""
    secret: str = ""
    """In hexadecimal digits."""

    def to_line(self) -> bytes:
        """Return it as one line of JSON, for the standard input of `command`."""
        return json.dumps(asdict(self)).encode() + b"\n"


def new_entry() -> str:
    """Return a name for an entry that says nothing about the journal."""
    return os.urandom(16).hex()


def command() -> tuple[str, list[str]]:
    """Return the program that carries out one order; it holds no key of the journal."""
    own = [] if getattr(sys, "frozen", False) else ["-m", "reflect_app"]
    return sys.executable, [*own, "--keychain"]


def read_answer(line: bytes) -> bytes:
    """Return the secret in an answer, if one was asked for; raise what the keychain did instead."""
    try:
        answer = json.loads(line)
        said, secret = answer["said"], bytes.fromhex(answer["secret"])
    except (ValueError, KeyError, TypeError):
        raise KeychainRefused from None
    if said != "done":
        raise _REFUSALS.get(said, KeychainRefused)
    return secret


_REFUSALS: dict[str, type[JournalError]] = {"locked": KeychainLocked, "missing": KeychainMissing}


# The process that asks


def serve() -> int:
    """Carry out the order on standard input, and answer on standard output."""
    # Whoever asked may have ended meanwhile, at a lock for one.
    end = threading.Timer(2 * PATIENCE, os._exit, [1])
    end.daemon = True
    end.start()
    order = Order(**json.loads(sys.stdin.buffer.readline()))
    said, secret = _carried_out(order)
    sys.stdout.buffer.write(json.dumps({"said": said, "secret": secret}).encode() + b"\n")
    sys.stdout.buffer.flush()
    return 0


def _carried_out(order: Order) -> tuple[str, str]:
    """Return what became of it, and the secret if it was to be given."""
    for name in [name for name in os.environ if name.startswith(_OVERRIDES)]:
        del os.environ[name]
    ring = next(_keychains(), None)
    if ring is None:
        return "missing", ""
    try:
        return "done", _ACTS[order.act](ring, order)
    except Exception as error:  # noqa: BLE001 (each keychain has its own, and more below them)
        return ("locked" if _is_locked(error) else "refused"), ""


def _keychains() -> Iterator["KeyringBackend"]:
    """Yield those that are there. None is sought, no plug-in loaded, no choice of others read."""
    for module, name in ALLOWED:
        with suppress(Exception):  # what is not for this system says so in ways of its own
            kind = vars(importlib.import_module(module))[name]
            if (kind.__module__, kind.__qualname__) != (module, name) or kind.priority < _ENOUGH:
                continue
            ring = kind()
            if hasattr(kind, "persist"):
                ring.persist = "session"  # Windows would send it round with a roaming profile
            yield ring


def _look(_ring: "KeyringBackend", _order: Order) -> str:
    return ""


def _keep(ring: "KeyringBackend", order: Order) -> str:
    probe = Order(act="keep", entry=new_entry(), secret=os.urandom(_SECRET).hex())
    _put(ring, probe)
    ring.delete_password(_SERVICE, probe.entry)
    if ring.get_password(_SERVICE, probe.entry) is not None:
        raise ValueError("it does not forget")
    _put(ring, order)
    return ""


def _put(ring: "KeyringBackend", order: Order) -> None:
    ring.set_password(_SERVICE, order.entry, order.secret)
    if ring.get_password(_SERVICE, order.entry) != order.secret:
        raise ValueError("it does not keep what it is given")


def _give(ring: "KeyringBackend", order: Order) -> str:
    return ring.get_password(_SERVICE, order.entry) or ""


def _forget(ring: "KeyringBackend", order: Order) -> str:
    ring.delete_password(_SERVICE, order.entry)
    return ""


_ACTS: dict[Act, Callable[["KeyringBackend", Order], str]] = {
    "look": _look,
    "keep": _keep,
    "give": _give,
    "forget": _forget,
}


def _is_locked(error: BaseException) -> bool:
    """Say whether it stayed locked, say because somebody did not want to unlock it."""
    at: BaseException | None = error
    while at is not None:
        if type(at).__name__ in _LOCKED:
            return True
        at = at.__cause__
    return False
