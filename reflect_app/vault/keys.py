"""The root key, what is derived from it, and the header that keeps it wrapped beside the database.

The header is one line of canonical JSON, the same in journal.keys and journal.keys.copy:

    checksum    SHA-256 of all the rest: tells damage from a wrong passphrase, without any key
    format      always "reflect-keys"
    generation  1, and one more at every later change: of two copies the higher one counts
    mac         HMAC-SHA256 of all but itself and the checksum, under a key from the root key
    passphrase  the root key under Argon2id(passphrase): memory (KiB), passes, lanes, salt, ...
    recovery    the root key under HKDF(recovery key): salt, nonce, wrapped
    vault       the id that the database bears too
    version     of this format; a later one keeps `checksum`, `format` and `version` as they are
"""

import hmac
import os
import secrets
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any, ClassVar, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from reflect_app.vault import canonical, recovery_key
from reflect_app.vault.errors import (
    CannotSave,
    DamagedDraft,
    DamagedHeader,
    JournalError,
    KeysChanged,
    NewerJournal,
    NotEnoughMemory,
    OneCopyChanged,
    WrongPassphrase,
    WrongRecoveryKey,
    named,
)
from reflect_app.vault.files import HEADERS

FORMAT = "reflect-keys"
VERSION = 1

GUESS = 0.7
"""Seconds that one guess at a passphrase shall cost on the computer where it was chosen."""
_LEAST_MEMORY = 64 * 1024
_MOST_STEPS = 8
"""Up to 512 MiB: a journal has to open on the smallest computer it may be carried to."""
_KEY = 32
_NONCE = 12
_SALT = 16
_WRAPPED = _KEY + 16
_MOST_BYTES = 16_384
"""Far above any header of ours; a longer file is not read on."""


@dataclass(frozen=True, kw_only=True)
class Argon:
    """What one guess at a passphrase costs; the memory is in KiB."""

    memory: int = 128 * 1024
    passes: int = 3
    lanes: int = 4

    @classmethod
    def for_this_computer(cls, time: Callable[[], float] = perf_counter) -> "Argon":
        """Return what makes a guess take about GUESS seconds here; `time` tells seconds.

        It costs two guesses at the least memory to find out: a busy moment must not make every
        later guess cheap.
        """
        least = cls(memory=_LEAST_MEMORY)
        seconds = []
        for _ in range(2):
            began = time()
            _derived("", bytes(_SALT), least)
            seconds.append(time() - began)
        steps = round(GUESS / max(min(seconds), 1e-9))
        return replace(least, memory=_LEAST_MEMORY * min(max(steps, 1), _MOST_STEPS))


class Root:
    """The key that everything else in one vault is derived from."""

    def __init__(self, secret: bytes, vault_id: str) -> None:
        self._secret = secret
        self._salt = bytes.fromhex(vault_id)

    @property
    def database_key(self) -> bytes:
        """The raw key of the database."""
        return self._derive("database")

    @property
    def header_key(self) -> bytes:
        """The key that proves the header."""
        return self._derive("header")

    @property
    def draft_key(self) -> bytes:
        """The key for words put aside when they could not be saved."""
        return self._derive("draft")

    @property
    def guard_key(self) -> bytes:
        """The key under which names to watch for are hashed."""
        return self._derive("guard")

    @property
    def backup_key(self) -> bytes:
        """The key that proves a backup."""
        return self._derive("backup")

    def wrapped(self, key: bytes, nonce: bytes, bound: bytes) -> bytes:
        """Return the root key encrypted under `key` and tied to `bound`."""
        return AESGCM(key).encrypt(nonce, self._secret, bound)

    def _derive(self, purpose: str) -> bytes:
        return _hkdf(self._secret, self._salt, f"reflect {purpose} key 1")


@dataclass(frozen=True, kw_only=True, repr=False)
class PassphraseSlot:
    """The root key wrapped under a passphrase."""

    kind: ClassVar = "passphrase"

    memory: int
    passes: int
    lanes: int
    salt: bytes
    nonce: bytes
    wrapped: bytes = b""

    def key(self, passphrase: str) -> bytes:
        """Return the wrapping key; working it out is what takes its time."""
        argon = Argon(memory=self.memory, passes=self.passes, lanes=self.lanes)
        return _derived(passphrase, self.salt, argon)


@dataclass(frozen=True, kw_only=True, repr=False)
class RecoverySlot:
    """The root key wrapped under the recovery key."""

    kind: ClassVar = "recovery"

    salt: bytes
    nonce: bytes
    wrapped: bytes = b""

    def key(self, secret: bytes) -> bytes:
        """Return the wrapping key: 160 random bits need no slow derivation."""
        return _hkdf(secret, self.salt, "reflect recovery slot 1")


Slot = TypeVar("Slot", PassphraseSlot, RecoverySlot)


@dataclass(frozen=True, kw_only=True, repr=False)
class Header:
    """What lies beside the database: two ways to the root key, and the proof that it is whole."""

    vault_id: str
    generation: int
    passphrase: PassphraseSlot
    recovery: RecoverySlot
    mac: bytes = b""

    def genuine(self, root: Root) -> bool:
        """Say whether every part was written by somebody who had the root key."""
        return hmac.compare_digest(self.mac, self.proof(root))

    def proof(self, root: Root) -> bytes:
        """Return the MAC that this header should bear."""
        return hmac.digest(root.header_key, canonical.line(self._document()), "sha256")

    def to_bytes(self) -> bytes:
        """Return the only spelling of this header that is ever read again."""
        document = self._document() | {"mac": self.mac.hex()}
        return canonical.checked_line(document)

    def _document(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "generation": self.generation,
            "passphrase": _spelled(self.passphrase),
            "recovery": _spelled(self.recovery),
            "vault": self.vault_id,
            "version": VERSION,
        }


def make(passphrase: str, argon: Argon) -> tuple[Header, Root, str]:
    """Return the header of a new journal, its root key and its recovery key to write down."""
    return _fresh(secrets.token_hex(_SALT), 1, passphrase, argon)


def make_anew(before: Header, passphrase: str, argon: Argon) -> tuple[Header, Root, str]:
    """Return what `make` does for the journal of `before`, whose root key is known to others."""
    return _fresh(before.vault_id, before.generation + 1, passphrase, argon)


def with_passphrase(header: Header, root: Root, passphrase: str, argon: Argon) -> Header:
    """Return the header that follows `header`, with another passphrase to the same root key."""
    slot = _passphrase_slot(passphrase, argon, root, header.vault_id)
    return _following(replace(header, passphrase=slot), root)


def with_recovery_key(header: Header, root: Root) -> tuple[Header, str]:
    """Return the header that follows `header`, with another recovery key, and that key."""
    secret = recovery_key.new()
    slot = _recovery_slot(secret, root, header.vault_id)
    return _following(replace(header, recovery=slot), root), recovery_key.spelled(secret)


def unlock(headers: Sequence[Header], passphrase: str) -> tuple[Header, Root]:
    """Return the header that counts and the root key; raise WrongPassphrase or DamagedHeader."""
    key = cache(lambda slot: slot.key(passphrase))  # copies of unequal age mostly share the slot
    return _unlock(headers, lambda header: header.passphrase, key, WrongPassphrase)


def unlock_with_recovery_key(headers: Sequence[Header], text: str) -> tuple[Header, Root]:
    """Return the header that counts and the root key; raise WrongRecoveryKey or DamagedHeader."""
    secret = recovery_key.read(text)
    return _unlock(
        headers, lambda header: header.recovery, lambda slot: slot.key(secret), WrongRecoveryKey
    )


def _unlock(
    headers: Sequence[Header],
    slot: Callable[[Header], Slot],
    key: Callable[[Slot], bytes],
    wrong: type[JournalError],
) -> tuple[Header, Root]:
    forged = False
    for position, header in enumerate(headers):
        root = _unwrapped(slot(header), key(slot(header)), header.vault_id)
        if root is None:
            continue
        if not header.genuine(root):
            forged = True
        elif any(newer.genuine(root) for newer in headers[:position]):
            raise wrong  # it opens a copy that a later change was cut off from replacing
        else:
            return header, root
    raise DamagedHeader if forged else wrong


# The header's two files


def load(path: Path) -> Header:
    """Return the header in one file; raise a JournalError, DamagedHeader for anything else."""
    try:
        return _parse(_bytes(path))
    except OSError as error:
        raise named(error) from None


def put(path: Path, header: Header) -> None:
    """Make the file at `path` hold `header`, whole or not at all; raise a JournalError."""
    try:
        _replace(path, header.to_bytes(), lambda _: None)
    except OSError as error:
        raise named(error) from None


def read(folder: Path) -> list[Header]:
    """Return the whole and differing copies in `folder`, the latest first.

    Raise NewerJournal if a later version wrote one, DamagedHeader if neither is whole.
    """
    found: list[Header] = []
    refused: JournalError = DamagedHeader()
    for name in HEADERS:
        try:
            header = _parse(_bytes(folder / name))
        except FileNotFoundError:
            continue
        except OSError as error:
            refused = named(error)
        except DamagedHeader:
            continue
        else:
            if header not in found:
                found.append(header)
    if not found:
        raise refused
    return sorted(found, key=lambda header: -header.generation)


def write(
    folder: Path, header: Header, accept: Callable[[Header], object] = lambda _: None
) -> None:
    """Make both copies in `folder` hold `header`, touching only those that do not; durable.

    `accept` is given each as it came back from the disk, before it takes an older one's place,
    and raises a JournalError to leave that one where it is.
    """
    content = header.to_bytes()
    for name in HEADERS:
        try:
            if _bytes(folder / name) == content:
                continue
        except OSError:
            pass  # missing or unreadable: the more reason to write it
        try:
            _replace(folder / name, content, accept)
        except OSError as error:
            raise named(error) from None


def change(
    folder: Path, before: Header, after: Header, opens: Callable[[list[Header]], object]
) -> None:
    """Put `after` in the place of `before`, once `opens` could open it as it lay on the disk.

    Cut off anywhere, one of the two counts and the other opens nothing. Raise KeysChanged if
    `before` no longer counts, OneCopyChanged if only the first copy could be written, another
    JournalError if none was.
    """
    if read(folder)[0] != before:
        raise KeysChanged
    write(folder, before)  # two copies alike to begin with, so that there are never three
    try:
        write(folder, after, _once(lambda header: opens([header])))
    except JournalError:
        if _counts(folder, after):
            raise OneCopyChanged from None
        raise


def _counts(folder: Path, header: Header) -> bool:
    try:
        return read(folder)[0] == header
    except JournalError:
        return False


def _once(accept: Callable[[Header], object]) -> Callable[[Header], object]:
    """Return `accept`, to be asked about each header no more than once: it takes its time."""
    accepted: list[Header] = []

    def ask(header: Header) -> None:
        if header not in accepted:
            accept(header)
            accepted.append(header)

    return ask


def _bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        return b""  # a pipe put in its place would wait for ever
    with path.open("rb") as file:
        return file.read(_MOST_BYTES + 1)


def _replace(path: Path, content: bytes, accept: Callable[[Header], object]) -> None:
    """Put `content` in `path`'s place so that a power cut leaves the old or the new, whole."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    try:
        handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        accept(_come_back(fresh, content))
        fresh.replace(path)
    except (OSError, JournalError):
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    _come_back(path, content)


def _come_back(path: Path, content: bytes) -> Header:
    """Return the header in `path`; raise CannotSave if it is not what was written there."""
    if _bytes(path) != content:
        raise CannotSave
    return _parse(content)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; Windows does so by itself and cannot be asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# The header's one spelling


def _parse(content: bytes) -> Header:
    """Return the header that `content` spells; raise DamagedHeader or NewerJournal."""
    document = _whole(content)
    if document["version"] > VERSION:
        raise NewerJournal
    if not canonical.fits(document, _SCHEMA):
        raise DamagedHeader
    return Header(
        vault_id=document["vault"],
        generation=document["generation"],
        passphrase=PassphraseSlot(**_unspelled(document["passphrase"])),
        recovery=RecoverySlot(**_unspelled(document["recovery"])),
        mac=bytes.fromhex(document["mac"]),
    )


def _whole(content: bytes) -> dict[str, Any]:
    """Return the document in `content` if nothing happened to it since it was written."""
    if len(content) > _MOST_BYTES:
        raise DamagedHeader
    try:
        return canonical.whole(content, FORMAT)
    except ValueError:
        raise DamagedHeader from None


def _spelled(slot: PassphraseSlot | RecoverySlot) -> dict[str, Any]:
    return {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in asdict(slot).items()
    }


def _unspelled(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: bytes.fromhex(value) if isinstance(value, str) else value
        for name, value in document.items()
    }


# The upper bounds keep a tampered header from stopping the app: they are checked before any work.
_SCHEMA: canonical.Schema = {
    "checksum": canonical.hexed(32),
    "format": FORMAT.__eq__,
    "generation": canonical.between(1, 2**53),
    "mac": canonical.hexed(32),
    "passphrase": {
        "lanes": canonical.between(1, 8),
        "memory": canonical.between(64, _LEAST_MEMORY * _MOST_STEPS),
        "nonce": canonical.hexed(_NONCE),
        "passes": canonical.between(1, 4),
        "salt": canonical.hexed(_SALT),
        "wrapped": canonical.hexed(_WRAPPED),
    },
    "recovery": {
        "nonce": canonical.hexed(_NONCE),
        "salt": canonical.hexed(_SALT),
        "wrapped": canonical.hexed(_WRAPPED),
    },
    "vault": canonical.hexed(_SALT),
    "version": VERSION.__eq__,
}


# Wrapping


def _fresh(
    vault_id: str, generation: int, passphrase: str, argon: Argon
) -> tuple[Header, Root, str]:
    root = Root(secrets.token_bytes(_KEY), vault_id)
    secret = recovery_key.new()
    header = Header(
        vault_id=vault_id,
        generation=generation,
        passphrase=_passphrase_slot(passphrase, argon, root, vault_id),
        recovery=_recovery_slot(secret, root, vault_id),
    )
    return replace(header, mac=header.proof(root)), root, recovery_key.spelled(secret)


def _derived(passphrase: str, salt: bytes, argon: Argon) -> bytes:
    slow = Argon2id(
        salt=salt,
        length=_KEY,
        iterations=argon.passes,
        lanes=argon.lanes,
        memory_cost=argon.memory,
    )
    # The same passphrase reaches us composed or decomposed, from one keyboard or another. A
    # lone surrogate must not raise: that error would carry the passphrase with it.
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return slow.derive(typed)
    except MemoryError:
        raise NotEnoughMemory from None


def _salt() -> bytes:
    return secrets.token_bytes(_SALT)


def _nonce() -> bytes:
    return secrets.token_bytes(_NONCE)


def _following(header: Header, root: Root) -> Header:
    """Return `header` as the next change, proven anew."""
    header = replace(header, generation=header.generation + 1)
    return replace(header, mac=header.proof(root))


def _passphrase_slot(passphrase: str, argon: Argon, root: Root, vault_id: str) -> PassphraseSlot:
    slot = PassphraseSlot(
        memory=argon.memory, passes=argon.passes, lanes=argon.lanes, salt=_salt(), nonce=_nonce()
    )
    return _filled(slot, slot.key(passphrase), root, vault_id)


def _recovery_slot(secret: bytes, root: Root, vault_id: str) -> RecoverySlot:
    slot = RecoverySlot(salt=_salt(), nonce=_nonce())
    return _filled(slot, slot.key(secret), root, vault_id)


def _filled(slot: Slot, key: bytes, root: Root, vault_id: str) -> Slot:
    return replace(slot, wrapped=root.wrapped(key, slot.nonce, _bound(slot, vault_id)))


def _unwrapped(slot: PassphraseSlot | RecoverySlot, key: bytes, vault_id: str) -> Root | None:
    try:
        secret = AESGCM(key).decrypt(slot.nonce, slot.wrapped, _bound(slot, vault_id))
    except InvalidTag:
        return None
    return Root(secret, vault_id)


def _bound(slot: PassphraseSlot | RecoverySlot, vault_id: str) -> bytes:
    """Return what a slot is tied to: its vault and its own parameters."""
    parameters = _spelled(replace(slot, wrapped=b""))
    return canonical.line(parameters | {"kind": slot.kind, "vault": vault_id, "version": VERSION})


def _hkdf(secret: bytes, salt: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), length=_KEY, salt=salt, info=purpose.encode()).derive(secret)


# Words put aside outside the database


def seal(key: bytes, content: bytes, bound: bytes) -> bytes:
    """Return `content` encrypted under `key` and tied to `bound`."""
    nonce = _nonce()
    return nonce + AESGCM(key).encrypt(nonce, content, bound)


def unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """Return what `seal` was given; raise DamagedDraft if anything about it has changed."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
    except (InvalidTag, ValueError):
        raise DamagedDraft from None
