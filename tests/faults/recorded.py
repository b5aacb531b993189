"""The program whose writes are recorded: the app's own code at work, saying what is acknowledged.

`recorded.py WHAT FOLDER SEED COUNT [careless] [in-place] [leaky]`. It speaks on standard output
alone, a word a line, and with os.write, so that the recording has each in its place.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import careless  # noqa: E402 (the path comes first)
from work import CHEAP, PASSPHRASE, Work  # noqa: E402

from reflect_app.vault.vault import Vault  # noqa: E402

BEFORE = 12
"""Saves in the journal before anything is recorded."""


def passphrase(number: int) -> str:
    """Return the passphrase after so many changes of it."""
    return f"five quiet lanterns {number}" if number else PASSPHRASE


def saving(folder: Path, seed: str, count: int) -> None:
    """Save `count` times; each is acknowledged by a word."""
    work = Work(seed)
    for _ in range(BEFORE):
        work.choose()
    journal = Vault(folder).unlock(PASSPHRASE)
    for _ in range(count):
        work.choose()(journal)
        say("saved")
    if "leaky" in sys.argv:
        careless.keep_a_copy(journal)
    journal.close()


def keys(folder: Path, _: str, count: int) -> None:
    """Change the passphrase and the recovery key, `count` times each.

    A new recovery key is said before it is kept, as it would be written down.
    """
    vault = Vault(folder)
    for number in range(1, count + 1):
        vault.change_passphrase(passphrase(number - 1), passphrase(number), argon=CHEAP)
        say("changed")
        drawn = vault.draw_recovery_key(passphrase(number))
        say(drawn.recovery_key)
        drawn.keep()
        say("kept")


def anew(folder: Path, _: str, count: int) -> None:
    """Make all keys anew, `count` times; each new recovery key is said before it counts."""
    vault = Vault(folder)
    for number in range(1, count + 1):
        drawn = vault.draw_new_keys(passphrase(number - 1), passphrase(number), argon=CHEAP)
        say(drawn.recovery_key)
        drawn.keep()
        say("changed")


def creating(folder: Path, _: str, __: int) -> None:
    """Make a new journal, and say its recovery key before."""
    drawn = Vault(folder).draw(PASSPHRASE, argon=CHEAP)
    say(drawn.recovery_key)
    drawn.create().close()
    say("created")


def say(word: str) -> None:
    """Say a word at once."""
    os.write(1, f"{word}\n".encode())


if __name__ == "__main__":
    what, folder, seed, count, *how = sys.argv[1:]
    if "careless" in how:
        careless.never_sync()
    if "in-place" in how:
        careless.write_in_place()
    doing = {"saving": saving, "keys": keys, "anew": anew, "creating": creating}
    doing[what](Path(folder), seed, int(count))
