"""What somebody does with the time between sessions: move one, and look at no more than that."""

import re
from functools import partial

from hands import Keyboard, xdotool
from person import Person
from screen import BUTTON, PANEL, NotSeen

ITEMS = ("menu item", "check menu item")
LINES = 20
"""More than the menu of times has."""
ALL_TIME, SINCE_LAST = "All time", "Since last session"
A_CYCLE = re.compile(r"^\d+ \w+( \d{4})? to \d+ \w+( \d{4})?$")
MOVE = re.compile("^Move or cancel .*")


def move_and_cut(person: Person) -> None:
    """Move the next session by a week, then read this cycle and the one before it."""
    hand, screen = person.hand, person.screen
    person.begin(entries=40)
    with person.counted("   move the next session by a week", at_most=3):
        hand.go_to("Supervision")
        person.check_page("Supervision")
        hand.press(MOVE)
        screen.find("What became of it", PANEL)
        hand.submit("Move it")
        screen.says("Moved to ")
        screen.says(", moved to ")
    with person.counted("   cut the journal to this cycle", at_most=3):
        hand.go_to("Journal")
        person.check_page("Journal")
        _choose(person, ALL_TIME, SINCE_LAST)
        since = _found(person)
    with person.counted("   and to the one before it", at_most=2):
        _choose(person, SINCE_LAST, A_CYCLE)
        screen.until("what was written then", lambda: _found(person) != since)
    hand.go_to("Supervision")
    with person.counted("   the move undone, weeks later as well", at_most=1):
        hand.press(re.compile("^Put back .*"))
        screen.says("It stands again: ")
    person.quit()


def _choose(person: Person, chip: str, line: str | re.Pattern[str]) -> None:
    """Open a chip of the search, go down to the first such line of its menu and choose it.

    An open menu is on the bus only as what the arrows come to.
    """
    hand, screen = person.hand, person.screen
    hand.press(chip)
    for _ in range(LINES):
        item = screen.focus_after(partial(xdotool, "key", "Down"))
        if item and item.matches(line, ITEMS):
            break
    else:
        raise NotSeen(f"it is not in the menu of {chip}: {line}")
    words = item.name
    hand.actions += 1
    if isinstance(hand, Keyboard):
        xdotool("key", "Return")
    else:
        item.act()
    screen.find(words, BUTTON)


def _found(person: Person) -> str:
    return person.screen.find(re.compile(r"^(\d+ found|.* check-ins?)$")).name
