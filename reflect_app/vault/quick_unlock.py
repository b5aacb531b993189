"""A third way in for half a day: the root key wrapped under a secret that the keychain holds.

The note of it lies with the app's own state, never beside the journal. Without the keychain's
secret it opens nothing, and the secret alone opens nothing either. What it says of its time is
part of what was encrypted, so that nobody can prolong it by writing in it.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_state_path

from reflect_app.domain.clock import Clock
from reflect_app.vault.errors import CannotSave, DamagedDraft, KeychainOver, WrongFromKeychain

if TYPE_CHECKING:  # The lock screen stands without them.
    from reflect_app.vault.keys import Header, Root

LASTS = 12 * 3600
"""Seconds after which the passphrase is asked again."""
MOST_FAILURES = 3
TOLERANCE = 60
"""Seconds by which a clock may be put right without an end to it all."""

_REFUSED = (
    "What Reflect notes about this computer's keychain could not be written, so nothing has "
    "changed: please make room on the disk, or allow writing there, and try again."
)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_MOST_BYTES = 4_096
_SECRET = 32
_NONCE = 12


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment on this computer, told by three clocks; no hand can set them all."""

    wall: float
    """Seconds since 1970, as the clock on the wall says."""
    running: float
    """Seconds since the computer was started, asleep or not as far as it can tell."""
    boot: str
    """The mark of that start, empty where the system has none."""

    @classmethod
    def now(cls, clock: Clock) -> "Moment":
        """Return this one."""
        return cls(wall=clock.now().timestamp(), running=_running(), boot=_boot())

    def stands_since(self, made: "Moment") -> bool:
        """Say whether less than LASTS has passed since `made`, in one run of the computer."""
        by_wall, passed = self.wall - made.wall, self.running - made.running
        # Without a mark of the start only the two clocks together can tell of a new one.
        if self.boot != made.boot or (not self.boot and abs(by_wall - passed) > TOLERANCE):
            return False
        return 0 <= passed < LASTS and -TOLERANCE <= by_wall < LASTS


@dataclass(frozen=True, kw_only=True, repr=False)
class Note:
    """What this computer keeps of it."""

    entry: str
    """What the secret is called in the keychain."""
    vault_id: str
    keys: str
    """The MAC of the header it was made for: after any change of keys it opens nothing."""
    made: Moment
    nonce: str
    wrapped: str = ""
    failures: int = 0

    def bound(self) -> bytes:
        """Return all that its encryption is tied to."""
        return json.dumps(asdict(replace(self, wrapped="", failures=0)), sort_keys=True).encode()


class QuickUnlock:
    """The note for the journal in one folder on this computer."""

    def __init__(
        self,
        journal_folder: Path,
        clock: Clock,
        place: Path | None = None,
        moment: Callable[[Clock], Moment] = Moment.now,
    ) -> None:
        """Keep it in `place`, by default where the system wants an app's own state."""
        journal = hashlib.sha256(os.fsencode(journal_folder.absolute())).hexdigest()[:16]
        folder = place or user_state_path("reflect", appauthor=False)
        self._file = folder / f"keychain-{journal}.json"
        self._clock = clock
        self._moment = moment

    def now(self) -> Moment:
        """Return this moment, for a new note."""
        return self._moment(self._clock)

    def note(self) -> Note | None:
        """Return what opens the journal now; one whose time is over is ended by looking."""
        note = self._read()
        if note is None or not note.wrapped:
            return None
        if note.failures >= MOST_FAILURES or not self.now().stands_since(note.made):
            self._end_if_possible()
            return None
        return note

    def keep(self, note: Note) -> None:
        """Write it down; raise CannotSave where the computer refuses it."""
        try:
            self._write(note)
        except OSError:
            raise CannotSave(_REFUSED) from None

    def count_failure(self, note: Note) -> bool:
        """Count that the keychain's secret did not open it; return whether it may be tried again.

        Where the count cannot be kept, it ends at once.
        """
        try:
            self.keep(replace(note, failures=note.failures + 1))
        except CannotSave:
            self._end_if_possible()
            return False
        return self.note() is not None

    def end(self) -> None:
        """Let it open nothing from now on; only what the keychain is to forget stays noted.

        Raise CannotSave where the computer refuses it, and it is as it was.
        """
        note = self._read()
        if note:
            with suppress(OSError):
                self._write(replace(note, wrapped=""))
                return
        try:
            self._file.unlink(missing_ok=True)
        except OSError:
            raise CannotSave(_REFUSED) from None

    def left(self) -> str:
        """Return the entry that the keychain is still to forget, empty if there is none."""
        note = self._read()
        return note.entry if note and not note.wrapped else ""

    def sweep(self, entry: str) -> None:
        """Remove what is left of a note, now that the keychain has been told about `entry`."""
        if self.left() == entry:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _end_if_possible(self) -> None:
        with suppress(CannotSave):  # Its time is over all the same, and that is asked every time.
            self.end()

    def _read(self) -> Note | None:
        with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            if self._file.is_file() and self._file.stat().st_size <= _MOST_BYTES:
                found = json.loads(self._file.read_bytes())
                return _parsed(found) if isinstance(found, dict) else None
        return None

    def _write(self, note: Note) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(note), file)
            file.flush()
            os.fsync(handle)
        fresh.replace(self._file)


def draw(header: "Header", root: "Root", now: Moment, entry: str) -> tuple[Note, bytes]:
    """Return a note that opens the journal of `header` from `now` on, and the secret it takes."""
    secret, nonce = os.urandom(_SECRET), os.urandom(_NONCE)
    note = Note(
        entry=entry, vault_id=header.vault_id, keys=header.mac.hex(), made=now, nonce=nonce.hex()
    )
    return replace(note, wrapped=root.wrapped(secret, nonce, note.bound()).hex()), secret


def unlock(headers: "Sequence[Header]", note: Note, secret: bytes) -> "tuple[Header, Root]":
    """Return the header that counts and the root key.

    Raise WrongFromKeychain for another secret, KeychainOver once the keys have been changed.
    """
    from reflect_app.vault import keys  # noqa: PLC0415

    header = headers[0]
    if (header.vault_id, header.mac.hex()) != (note.vault_id, note.keys):
        raise KeychainOver
    sealed = bytes.fromhex(note.nonce + note.wrapped)
    try:
        root = keys.Root(keys.unseal(secret, sealed, note.bound()), note.vault_id)
    except DamagedDraft:
        raise WrongFromKeychain from None
    if not header.genuine(root):
        raise KeychainOver
    return header, root


def _parsed(found: dict[str, Any]) -> Note:
    """Return the note that was read; raise ValueError, KeyError or TypeError for anything else."""
    made = Moment(**found.pop("made"))
    note = Note(made=made, **found)
    numbers = (made.wall, made.running, note.failures)
    if not all(type(each) in (int, float) for each in numbers):
        raise TypeError("not a time")
    for each in (note.entry, note.vault_id, note.keys, note.nonce, note.wrapped):
        bytes.fromhex(each)
    return note


def _running() -> float:
    # A computer that is asleep goes on towards the end of it, where the system can say so.
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


def _boot() -> str:
    with suppress(OSError):
        return _BOOT_ID.read_text(encoding="ascii").strip()
    return ""
