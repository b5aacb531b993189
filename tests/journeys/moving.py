"""The journal goes to another folder, from Settings: all of it arrives, or all of it stays."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from day import FIRST_QUESTION, caret_in
from person import Person
from screen import BUTTON, TEXT

WORDS = "What is to come along."
OWN = ("journal.db", "journal.keys", "journal.keys.copy")
DIALOG = "Move your journal"
LEFT = 64 * 1024
"""Bytes that stay free."""


def to_another_folder(person: Person) -> None:
    """Move the journal, and find what was written at the new place, after a new start too."""
    app, hand, screen = person.app, person.hand, person.screen
    place = app.home / "home" / "Kept"
    place.mkdir()
    (place / "photo.png").touch()
    _begin_with_an_entry(person)
    with person.counted("   moved to another folder: all of it is there"):
        _choose(person, place)
        screen.says("asks for your passphrase there")
        hand.press("Move it there")
        screen.says("Your journal has been moved")
        _check_only_there(place / "Reflect", app.journal)
        person.unlock()
        person.check_page("Settings")
        folder = screen.find("Folder of your journal", TEXT)
        screen.until("the new folder", lambda: folder.text == str(place / "Reflect"))
        _read(person)
    person.quit()
    with person.counted("   after a new start it opens from there"):
        person.start()
        _read(person)
    person.quit()


def no_room_there(person: Person) -> None:
    """Choose a place that is too small, and one that fills up in between: it stays where it is."""
    app, hand, screen = person.app, person.hand, person.screen
    _begin_with_an_entry(person)
    before = _sizes(app.journal)
    with (
        person.counted("   too little room: said at once, nothing moves"),
        _stick(person, "3m") as place,
    ):
        _choose(person, place)
        screen.says("MB are free there")
        screen.gone("Move it there", BUTTON)
    with person.counted("   full half way: it opens where it was"), _stick(person, "24m") as place:
        filler = place / "filler"
        filler.touch()
        _choose(person, place)
        screen.find("Move it there", BUTTON)
        _fill(filler)
        hand.press("Move it there")
        screen.says("There is not enough room in that folder")
        if _sizes(app.journal) != before or list(place.iterdir()) != [filler]:
            raise AssertionError(f"something was moved: {_sizes(app.journal)}")
        person.unlock()
        _read(person)
    person.quit()


def _begin_with_an_entry(person: Person) -> None:
    hand = person.hand
    person.begin()
    hand.begin_hard_case()
    caret_in(person, FIRST_QUESTION)
    hand.write(WORDS)
    hand.keys("ctrl+Return")
    person.check_page("Journal")


def _choose(person: Person, place: Path) -> None:
    """Choose a folder in Settings to move to."""
    hand, screen = person.hand, person.screen
    hand.keys("ctrl+comma")
    person.check_page("Settings")
    hand.press("Move it")
    dialog = screen.find(DIALOG, "dialog", "file chooser")
    field = screen.find("Directory:", TEXT, within=dialog)
    screen.until("the caret in the folder's name", lambda: field.is_focused)
    hand.keys("ctrl+a")
    hand.write(str(place))
    hand.keys("Return")
    screen.gone(DIALOG, "dialog", "file chooser")


def _read(person: Person) -> None:
    person.hand.go_to("Journal")
    person.check_page("Journal")
    person.screen.says(WORDS)


def _check_only_there(place: Path, before: Path) -> None:
    """See that the journal's files are in `place`, and nothing is where they were."""
    here = {name for name in OWN if (place / name).exists()}
    if here != set(OWN) or before.exists():
        raise AssertionError(f"there is {here}, and before: {before.exists()}")


def _sizes(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_size for name in OWN}


def _fill(filler: Path) -> None:
    """Leave room for the keys, and not for the database."""
    with filler.open("wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
        file.truncate(file.tell() - LEFT)


@contextlib.contextmanager
def _stick(person: Person, size: str) -> Iterator[Path]:
    """Have a drive of this size, mounted in the person's home."""
    place = person.app.home / "home" / f"stick-{size}"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)
