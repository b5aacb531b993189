"""An ordinary bad day: what the world takes away, and that nothing written goes with it."""

import contextlib
import shutil
import subprocess
from pathlib import Path

from day import FIRST_QUESTION, caret_in
from person import Person
from screen import BUTTON

SMALL = "3m"
WORDS = "Words the disk would not take."
MORE = " And some more."
TRY_AGAIN = "Try again"


def full_disk(person: Person) -> None:
    """Write while the disk is full, make room, and find everything there."""
    place = person.app.journal.parent
    place.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "none", place], check=True)
    try:
        person.begin()
        filler = place / "filler"
        with person.counted("   a full disk: nothing written is lost"):
            _fill(filler)
            _write_in_vain(person, "The disk is full")
            filler.unlink()
            _write_at_last(person)
        person.quit()
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def folder_gone(person: Person) -> None:
    """Write while the journal's folder is away, as a stick that is pulled out, and put it back."""
    journal = person.app.journal
    elsewhere = journal.with_name("elsewhere")
    person.begin()
    with person.counted("   a folder that is gone: nothing written is lost"):
        journal.rename(elsewhere)
        for page in ("Journal", "Plan", "Supervision", "Trends", "Today"):
            person.hand.go_to(page)
            person.check_page(page)
        _write_in_vain(person, "The journal's folder is no longer there")
        elsewhere.rename(journal)
        _write_at_last(person)
    person.quit()


def locked_while_gone(person: Person) -> None:
    """Lock while the folder is away: the words come back although they could not be saved."""
    hand, screen, journal = person.hand, person.screen, person.app.journal
    elsewhere = journal.with_name("elsewhere")
    person.begin()
    hand.begin_hard_case()
    caret_in(person, FIRST_QUESTION)
    with person.counted("   locked without its folder: the words come back"):
        journal.rename(elsewhere)
        hand.write(WORDS)
        hand.lock()
        screen.says("because you asked")
        elsewhere.rename(journal)
        person.unlock()
        surface = caret_in(person, FIRST_QUESTION)
        screen.until("the words", lambda: surface.text == WORDS)
    person.quit()


def small_window(person: Person) -> None:
    """Go on writing while the window becomes small and large again."""
    hand, screen = person.hand, person.screen
    person.begin()
    hand.begin_hard_case()
    surface = caret_in(person, FIRST_QUESTION)
    with person.counted("   a window that changes its size keeps the caret in sight"):
        for width, height in (("800", "560"), ("1279", "840")):
            subprocess.run(
                ["xdotool", "getactivewindow", "windowsize", "--sync", width, height], check=True
            )
            hand.write(WORDS)
            frame = screen.find("Reflect", "frame")
            screen.until("the new size", lambda: abs(frame.place[2] - int(width)) < 20)  # noqa: B023
            screen.until("the words", lambda: surface.text.endswith(WORDS))
            left, top, _, _ = frame.place
            if surface.place[1] - top > int(height) - 60 or surface.place[0] < left:
                raise AssertionError(f"the writing is out of sight: {surface.place}")
    person.quit()


def _fill(filler: Path) -> None:
    """Take all the room there is."""
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    if shutil.disk_usage(filler.parent).free:
        raise AssertionError("there is still room")


def _write_in_vain(person: Person, sentence: str) -> None:
    hand, screen = person.hand, person.screen
    hand.begin_hard_case()
    surface = caret_in(person, FIRST_QUESTION)
    hand.write(WORDS)
    screen.says(sentence)
    hand.write(MORE)
    screen.until("the words on the screen", lambda: surface.text == WORDS + MORE)


def _write_at_last(person: Person) -> None:
    """Save what could not be saved, and see that it is in the journal."""
    hand, screen = person.hand, person.screen
    hand.press(TRY_AGAIN)
    screen.gone(TRY_AGAIN, BUTTON)
    hand.keys("ctrl+Return")
    person.check_page("Journal")
    screen.says(WORDS + MORE)
