"""One session from end to end: prepared, printed, recorded, and met again four weeks later."""

import re
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from person import PASSPHRASE, Person
from screen import BOX, BUTTON, PASSWORD, TEXT, Node

QUESTION = "How do I stay open to what I am told without taking it home?"
FOCUS = "My focus, in one question"
REALISED = ("Something I realised", "Listening to the end is the help.")
CHOSEN = ("What I choose to do differently", "Ten minutes before whatever comes next.")
AGREED = ("What we agreed, a line for each", "Say no to the Friday report")
PDF = b"%PDF-"
LONDON = ZoneInfo("Europe/London")
TWO_MINUTES = 120

_NEXT = """
import sys
from datetime import date
from pathlib import Path
from reflect_app.domain.clock import Clock
from reflect_app.domain.supervision import next_session
from reflect_app.vault.vault import Vault
journal = Vault(Path(sys.argv[1])).unlock(sys.stdin.readline().rstrip())
print(next_session(journal.sessions(), Clock().today()).day.isoformat())
journal.close()
"""


def prepare_and_print(person: Person) -> None:
    """Prepare the next session, and print one page."""
    hand = person.hand
    person.begin(entries=40)
    with person.counted("8  prepare the focus and print one page", at_most=6):
        hand.go_to("Supervision")
        hand.press("Prepare")
        _ask_and_tick(person)
        hand.press("Print one page")
        _print(person)
    person.quit()


def from_one_session_to_the_next(person: Person) -> None:
    """Prepare on the day before, keep three lines the evening after, and prepare the next."""
    hand, screen, app = person.hand, person.screen, person.app
    person.lay_out(entries=40)
    said = app.prepare("-c", _NEXT, str(app.journal), given=f"{PASSPHRASE}\n")
    day = date.fromisoformat(said.strip())
    app.move_clock(_at(day - timedelta(days=1), 16))
    person.start()
    with person.counted("   Today knows what waits the day before"):
        screen.says("Tomorrow: ")
        hand.press("Prepare")
        ticked = _ask_and_tick(person)
    _sleep(person, _at(day, 18))
    with person.counted("   what came of it, in three lines", at_most=7, seconds=TWO_MINUTES):
        screen.says("After your session")
        for field, words in (REALISED, CHOSEN, AGREED):
            hand.fill(field, words)
        hand.press("Save what came of the session")
        screen.says("Saved with your session.")
    hand.go_to("Supervision")
    with person.counted("   a date for the next one", at_most=2):
        hand.press("Add a session")
        hand.press("Add this session")
        screen.says("Saved: ")
    with person.counted("   nothing of it was to be typed again"):
        hand.press(re.compile("^Read the record Clinical"))
        screen.says("There already: the focus")
        hand.press("More ways to look at it")
        for words in (QUESTION, REALISED[1], CHOSEN[1]):
            screen.says(words)
    _sleep(person, _at(day + timedelta(days=27), 9))
    with person.counted("   four weeks later: what was agreed, and how it went", at_most=3):
        screen.says("Tomorrow: ")
        hand.press("Prepare")
        screen.find(AGREED[1], BOX)
        hand.tick(AGREED[1])
        hand.press("See the page")
        page = screen.find("The sheet as it prints")
        screen.until("it on the page", lambda: AGREED[1] in page.description)
        if ticked in page.description:
            raise AssertionError("what was brought last time is on this page too")
    person.quit()


def _ask_and_tick(person: Person) -> str:
    """Write the question, where the caret is, and tick the first of what is offered."""
    screen = person.screen
    question = screen.find(FOCUS, TEXT)
    screen.until("the caret in the question", lambda: question.is_focused)
    person.hand.write(QUESTION)
    box = screen.until("something to tick", partial(_first_box, person))
    name = box.name
    person.hand.tick(name)
    screen.says("Title only")
    return name


def _first_box(person: Person) -> Node | None:
    return next((node for node in person.screen.nodes() if node.role == BOX), None)


def _print(person: Person) -> None:
    """Take what the print dialog offers first: without a printer that is a file."""
    screen, home = person.screen, person.app.home / "home"
    screen.find("Print", BUTTON)
    person.hand.keys("Return")
    screen.until("a page in a file", lambda: any(_is_pdf(each) for each in home.glob("*.pdf")))


def _is_pdf(path) -> bool:
    return path.read_bytes().startswith(PDF) and path.read_bytes().rstrip().endswith(b"%%EOF")


def _sleep(person: Person, until: datetime) -> None:
    """Lock, let time pass, and come back to Today."""
    person.hand.lock()
    person.screen.find("Passphrase", PASSWORD)
    person.app.move_clock(until)
    person.unlock()
    person.hand.go_to("Today")
    person.check_page("Today")


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 0, 2, tzinfo=LONDON)
