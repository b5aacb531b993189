"""Passphrases: five words drawn by chance, and honest words about one's own."""

from dataclasses import dataclass
from functools import cache

from xkcdpass import xkcd_password
from zxcvbn import zxcvbn

from reflect_app.vault.vault import SHORTEST

WORDS = 5
"""From the EFF's long list of 7,776 words: 64.6 bits."""

_MOST = 72
"""zxcvbn looks no further."""


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to guess: `level` from 0 to 4, and a sentence about it."""

    level: int
    sentence: str


DRAWN = Strength(4, "Five words drawn by chance: years of guessing would not find them.")
"""What can be said of a passphrase from `suggest`."""

_OWN = (
    # The least number of guesses that zxcvbn thinks it takes, as a power of ten.
    (18, Strength(4, "Hard to guess, if it stands in no book, song or saying.")),
    (14, Strength(3, "Good. One more word, not related to the others, would make it strong.")),
    (10, Strength(2, "It would hold off a person, not a computer. Two more words would help.")),
    (6, Strength(1, "A computer would guess this within hours. Try four or five unrelated words.")),
    (0, Strength(0, "This would be guessed at once. Try four or five unrelated words.")),
)
_EMPTY = Strength(0, "Four or five words that have nothing to do with each other are best.")
_SHORT = Strength(0, f"At least {SHORTEST} characters. Four or five unrelated words are best.")


def suggest() -> str:
    """Return a new passphrase of WORDS words with spaces between them."""
    drawn: str = xkcd_password.generate_xkcdpassword(_words(), numwords=WORDS, delimiter=" ")
    return drawn


def strength(text: str) -> Strength:
    """Judge a passphrase that somebody made up.

    zxcvbn knows common words and patterns but not how words belong together: it takes any four
    words for four free choices. So the top level comes later here than it would have it.
    """
    if not text:
        return _EMPTY
    if len(text) < SHORTEST:
        return _SHORT
    guesses = zxcvbn(text[:_MOST])["guesses_log10"]
    return next(judged for least, judged in _OWN if guesses >= least)


@cache
def _words() -> list[str]:
    words: list[str] = xkcd_password.generate_wordlist(
        wordfile=xkcd_password.locate_wordfile("eff-long"), min_length=1, max_length=99
    )
    return words
