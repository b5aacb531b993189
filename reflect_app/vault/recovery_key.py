"""The way back in when the passphrase is forgotten, as it is written on paper.

160 random bits and 20 that check them, in nine groups of four letters or digits. There is no I,
L, O or U among them: whoever reads one means 1, 1, 0 or V.
"""

import hashlib
import re
import secrets
import unicodedata

from reflect_app.vault.errors import WrongRecoveryKey

_BYTES = 20
_CHECK_BITS = 20
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = (8 * _BYTES + _CHECK_BITS) // 5
_GROUP = 4
_MEANT = str.maketrans("OILU", "011V")

_NOT_ALL_THERE = (
    "A recovery key has 36 letters and digits, in nine groups of four. Nothing has changed: "
    "compare what you typed with your copy and try again."
)
_MISTYPED = (
    "One or more letters or digits of that recovery key are not right. Nothing has changed: "
    "compare it with your copy, group by group, and try again."
)
_MISTYPED_GROUP = (
    "One letter or digit of that recovery key is not right, probably in group {}. Nothing has "
    "changed: compare that group with your copy and try again."
)


def new() -> bytes:
    """Return a new secret."""
    return secrets.token_bytes(_BYTES)


def spelled(secret: bytes) -> str:
    """Return a recovery key as it is printed: nine groups of four, without look-alikes."""
    number = int.from_bytes(secret, "big") << _CHECK_BITS | _check(secret)
    letters = "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read(text: str) -> bytes:
    """Return the secret that `text` spells, however it was typed; raise WrongRecoveryKey."""
    letters = tidy(text)
    if len(letters) != _LENGTH or not set(letters) <= set(_LETTERS):
        raise WrongRecoveryKey(_NOT_ALL_THERE)
    secret = _checked(letters)
    if secret is not None:
        return secret
    groups = {
        place // _GROUP + 1
        for place in range(_LENGTH)
        for letter in _LETTERS
        if _checked(letters[:place] + letter + letters[place + 1 :]) is not None
    }
    raise WrongRecoveryKey(_MISTYPED_GROUP.format(*groups) if len(groups) == 1 else _MISTYPED)


def tidy(text: str) -> str:
    """Return a recovery key, or one group of it, in capitals and without spaces and dashes."""
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text[:1000]))
    return letters.upper().translate(_MEANT)


def _checked(letters: str) -> bytes | None:
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    secret = (number >> _CHECK_BITS).to_bytes(_BYTES, "big")
    return secret if number & (1 << _CHECK_BITS) - 1 == _check(secret) else None


def _check(secret: bytes) -> int:
    digest = hashlib.sha256(b"reflect recovery key 1" + secret).digest()
    return int.from_bytes(digest, "big") >> 256 - _CHECK_BITS
