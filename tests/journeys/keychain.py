"""The computer's keychain opens the journal for half a day, where somebody wanted that."""

import contextlib
import os
import subprocess
from collections.abc import Iterator

from person import PASSPHRASE, Person
from screen import BUTTON, PASSWORD

OPEN = "Open with this computer's keychain"
SWITCH_ON = "Let the keychain open it"
OPENED = "Opened by this computer's keychain."
SERVICE = "Reflect journal"
"""What another program finds its entry under."""


def opened_by_it(person: Person) -> None:
    """Switch it on, be let in by it and by the passphrase, and switch it off again."""
    hand, screen = person.hand, person.screen
    with _keychain(person):
        person.begin()
        with person.counted("   the keychain is switched on", at_most=4):
            hand.keys("ctrl+comma")
            person.check_page("Settings")
            hand.press(SWITCH_ON)
            hand.write(PASSPHRASE)
            hand.keys("Return")
            screen.says("On until ")
        if not _kept():
            raise AssertionError("the keychain has no entry")
        _lock(person)
        with person.counted("   the keychain opens, and it is said", at_most=1):
            hand.press(OPEN)
            screen.says(OPENED)
            person.check_page("Settings")
        _lock(person)
        with person.counted("   the passphrase opens as ever"):
            screen.find(OPEN, BUTTON)
            person.unlock()
            if screen.reads(OPENED):
                raise AssertionError("it speaks of the keychain")
        person.quit()
        person.app.start()
        with person.counted("   after a new start it opens too", at_most=1):
            screen.find("Passphrase", PASSWORD)
            hand.press(OPEN)
            screen.says(OPENED)
            person.check_page("Today")
        with person.counted("   switched off, nothing is left of it", at_most=2):
            hand.keys("ctrl+comma")
            person.check_page("Settings")
            hand.press("Off now")
            screen.says("It is off.")
            screen.until("an empty keychain", lambda: not _kept() and not _noted(person))
        _lock(person)
        with person.counted("   the lock screen has no button for it"):
            if screen.look(OPEN, BUTTON):
                raise AssertionError("there is a button for the keychain")
            person.unlock()
        person.quit()


def _lock(person: Person) -> None:
    person.hand.lock()
    field = person.screen.find("Passphrase", PASSWORD)
    person.screen.until("the caret in the passphrase", lambda: field.is_focused)


def _kept() -> bool:
    """Ask another program whether the keychain has an entry of Reflect's."""
    asked = ["secret-tool", "search", "--all", "service", SERVICE]
    return bool(subprocess.run(asked, capture_output=True, check=False).stdout)


def _noted(person: Person) -> bool:
    return any((person.app.home / "home" / ".local" / "state").glob("reflect/keychain-*"))


@contextlib.contextmanager
def _keychain(person: Person) -> Iterator[None]:
    """Have the person's login keychain, unlocked as it is after logging in."""
    home = person.app.home
    places = {"HOME": str(home / "home"), "XDG_RUNTIME_DIR": str(home / "run")}
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"],
        env=os.environ | places,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        daemon.stdin.write(b"a login's password")
        daemon.stdin.close()
        keyring = home / "home" / ".local" / "share" / "keyrings" / "login.keyring"
        person.screen.until("the keychain", keyring.exists)
        yield
    finally:
        daemon.terminate()
        daemon.wait()
