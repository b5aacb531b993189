"""A journal comes to harm, and a person is led back to it by what the screen offers."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from day import FIRST_QUESTION, caret_in
from person import PASSPHRASE, Person
from screen import PASSWORD, TEXT

WORDS = "What no disk may take."
PAGE = 4096
_WHERE_TEXTS_BEGIN = """
import sys
from pathlib import Path
from reflect_app.vault.vault import Vault
journal = Vault(Path(sys.argv[1])).unlock(sys.stdin.readline().rstrip())
rows = journal._plain_rows("SELECT rootpage FROM sqlite_schema WHERE name = 'answer'")
print(list(rows)[0][0])
journal.close()
"""
OPEN_FILE = "Choose a backup"
OPEN_FOLDER = "A folder for what can still be read"


def damaged(person: Person) -> None:
    """Damage the database at several places, and restore the backup that was made at the lock."""
    hand, screen, journal = person.hand, person.screen, person.app.journal
    _begin_with_a_backup(person)
    hand.lock()
    screen.says("because you asked")
    _spoil(journal / "journal.db", 0, 3, 9, 12)
    with person.counted("   a damaged database: the newest backup", at_most=7):
        _try(person)
        screen.says("is damaged or belongs to another journal")
        hand.press(re.compile("^Restore that of"))
        hand.press("Restore it")
        screen.says("is restored")
        screen.says("What was there before is kept")
        person.unlock()
    _read(person)
    if len(list(journal.glob("replaced */journal.db"))) != 1:
        raise AssertionError("the damaged journal is not kept")
    person.quit()


def damaged_while_open(person: Person) -> None:
    """Damage pages that are read only after opening; the journal is locked and restored."""
    hand, screen, journal = person.hand, person.screen, person.app.journal
    _begin_with_a_backup(person)
    hand.lock()
    screen.says("because you asked")
    root = person.app.prepare("-c", _WHERE_TEXTS_BEGIN, str(journal), given=f"{PASSPHRASE}\n")
    _spoil(journal / "journal.db", int(root) - 1)
    with person.counted("   damage seen only after opening", at_most=9):
        _try(person)
        hand.press("Lock and see what helps")
        screen.says("because a part of it could not be read")
        hand.press(re.compile("^Restore that of"))
        hand.fill("Passphrase", PASSPHRASE)
        hand.press("Restore it")
        screen.says("is restored")
        person.unlock()
    _read(person)
    person.quit()


def keys_lost(person: Person) -> None:
    """Lose both files with the keys, and take them from the newest backup."""
    hand, screen, journal = person.hand, person.screen, person.app.journal
    _begin_with_a_backup(person)
    hand.lock()
    screen.says("because you asked")
    for name in ("journal.keys", "journal.keys.copy"):
        (journal / name).write_bytes(b"\0" * 700)
    with person.counted("   both files of keys lost: those of a backup", at_most=4):
        _try(person)
        screen.says("hold this journal's keys are damaged")
        hand.press(re.compile("^Use the keys backed up on"))
        screen.find("Pages")
    _read(person)
    person.quit()


def another_computer(person: Person) -> None:
    """Restore onto a computer without a journal, from a file."""
    app, hand, screen = person.app, person.hand, person.screen
    _begin_with_a_backup(person)
    person.quit()
    kept = app.home / "home" / "kept.rfb"
    shutil.copy(_backups(app.journal)[-1], kept)
    shutil.rmtree(app.journal)
    app.start()
    with person.counted("   another computer: a journal from a file", at_most=11):
        hand.press("I have a backup")
        screen.says("No backup of this journal was found")
        hand.press("Choose a file")
        _name_in(person, OPEN_FILE, "File name:", kept)
        screen.says("It holds 1 reflection")
        hand.fill("Passphrase", PASSPHRASE)
        hand.press("Restore it")
        screen.says("is restored")
        person.unlock()
    _read(person)
    person.quit()


def saved_from_damage(person: Person) -> None:
    """Damage the first page and save what can still be read into a journal of its own."""
    app, hand, screen = person.app, person.hand, person.screen
    place = app.home / "home" / "Kept"
    place.mkdir()
    _begin_with_a_backup(person)
    hand.lock()
    screen.says("because you asked")
    _spoil(app.journal / "journal.db", 0)
    with person.counted("   a damaged database: what can still be read", at_most=9):
        _try(person)
        hand.press("Save what can still be read")
        _name_in(person, OPEN_FOLDER, "Directory:", place)
        screen.says("What could still be read is in a new journal")
        screen.says("It holds 1 reflection")
        person.unlock()
    _read(person)
    if not (place / "Reflect rescued" / "journal.keys").exists():
        raise AssertionError("the new journal is not where it was to be")
    person.quit()


def _begin_with_a_backup(person: Person) -> None:
    """Write something, lock, open again, and wait until the backup of that lock is proven."""
    hand, screen, journal = person.hand, person.screen, person.app.journal
    person.begin()
    hand.begin_hard_case()
    caret_in(person, FIRST_QUESTION)
    hand.write(WORDS)
    hand.keys("ctrl+Return")
    person.check_page("Journal")
    hand.lock()
    screen.says("because you asked")
    _until(person, "a backup", lambda: bool(_backups(journal)))
    person.unlock()
    _until(person, "a proven backup", lambda: _proven(journal))


def _try(person: Person) -> None:
    """Type the passphrase of a journal that will not open."""
    field = person.screen.find("Passphrase", PASSWORD)
    person.screen.until("the caret in the passphrase", lambda: field.is_focused)
    person.hand.write(PASSPHRASE)
    person.hand.keys("Return")


def _read(person: Person) -> None:
    person.hand.go_to("Journal")
    person.check_page("Journal")
    person.screen.says(WORDS)


def _name_in(person: Person, dialog: str, field: str, path: Path) -> None:
    """Give `path` to a dialog that asks for it."""
    hand, screen = person.hand, person.screen
    window = screen.find(dialog, "dialog", "file chooser")
    line = screen.find(field, TEXT, within=window)
    screen.until("the caret in the name", lambda: line.is_focused)
    hand.keys("ctrl+a")
    hand.write(str(path))
    hand.keys("Return")
    screen.gone(dialog, "dialog", "file chooser")


def _spoil(database: Path, *pages: int) -> None:
    """Change a bit on each of these pages, the first being 0."""
    with database.open("r+b") as file:
        for page in pages:
            file.seek(page * PAGE + 900)
            byte = file.read(1)[0]
            file.seek(page * PAGE + 900)
            file.write(bytes([byte ^ 1]))


def _backups(journal: Path) -> list[Path]:
    return sorted((journal / "backups").glob("*.rfb"))


def _proven(journal: Path) -> bool:
    """Say whether the newest backup says that it was read from end to end."""
    with _backups(journal)[-1].open("rb") as file:
        file.readline()
        return bool(json.loads(file.readline())["mac"])


def _until(person: Person, what: str, holds: Callable[[], bool]) -> None:
    person.screen.until(what, holds)
