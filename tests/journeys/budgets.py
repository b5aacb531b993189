"""What has to cost next to nothing on a tired evening, counted action by action."""

import json
import re

from day import SAVED, caret_in
from hands import Mouse
from person import PASSPHRASE, Person
from screen import BUTTON, PANEL

GIBBS = "Change to Gibbs reflective cycle"
FIRST_OF_GIBBS = "What happened, and where were you in it?"
OBSTACLE = re.compile("^What got in the way")
REASON = "A recall came in at noon."
LATER = "Saved, marked as written later."

# Lunch is planned for one past day alone or for today alone, and every other day is written down:
# whichever day it is, exactly this one is in question.
_PREPARE = """
import sys
from datetime import timedelta
from pathlib import Path
from reflect_app.domain.bank_holidays import NATION, bank_holidays
from reflect_app.domain.clock import Clock
from reflect_app.domain.records import CheckIn, Plan
from reflect_app.vault.vault import Vault
journal = Vault(Path(sys.argv[1])).unlock(sys.stdin.readline().rstrip())
clock = Clock()
today = clock.today()
days = [today - timedelta(number) for number in range(1, 15)]
off = bank_holidays(NATION, days[-1], today)
open_day = next(day for day in days if day not in off) if sys.argv[2] == "past" else today
journal.set_preference("week", {"days": list(range(7))})
journal.add_all(
    CheckIn(at=clock.now(), day=day, load=4, later=True) for day in days if day != open_day
)
journal.save(Plan(kind="break", name="Lunch", times=(750,) * 7, minutes=30, since=open_day,
                  until=open_day))
journal.close()
"""
_READ = """
import json, sys
from datetime import date
from pathlib import Path
from reflect_app.vault.vault import Vault
journal = Vault(Path(sys.argv[1])).unlock(sys.stdin.readline().rstrip())
answers = journal.plan_answers(date.min, date.max)
print(json.dumps([[each.answer, each.obstacle, each.later] for each in answers]))
journal.close()
"""


def with_a_model(person: Person) -> None:
    """Write after a hard case with another model than the usual one."""
    hand = person.hand
    person.begin()
    with person.counted("4  to the caret of a model's first question", at_most=3):
        hand.begin_hard_case()
        hand.press("Change the model")
        hand.press(GIBBS)
        caret_in(person, FIRST_OF_GIBBS)
    person.quit()


def why_lunch_slipped(person: Person) -> None:
    """Answer that lunch did not happen, and say why; or leave that out."""
    hand, screen = person.hand, person.screen
    _begin(person, "today")
    with person.counted("6  leave out why lunch slipped", at_most=1):
        hand.choose("Partly")
        screen.find(OBSTACLE)
    person.quit()
    _check_answers(person, [["partly", "", False]])
    person.start()
    with person.counted("6  say why lunch slipped", at_most=3):
        hand.choose("Not today")
        hand.into(OBSTACLE)
        hand.write(REASON)
        if not isinstance(hand, Mouse):  # A click elsewhere would do too: leaving it saves.
            hand.keys("Return")
    person.quit()
    _check_answers(person, [["not_that_day", REASON, False]])


def catch_up(person: Person) -> None:
    """Fill in the last working day, its number and its one plan."""
    hand, screen = person.hand, person.screen
    _begin(person, "past")
    with person.counted("13 catch up a check-in and a plan", at_most=3):
        hand.press("Catch up")
        hand.choose("6", within=screen.find(re.compile("^How heavy was "), PANEL))
        screen.says(LATER)
        hand.choose("Kept")
        screen.says("Nothing is open any more")
    hand.press("Done")
    screen.gone("Done", BUTTON)
    if screen.reads(SAVED):
        raise AssertionError("it speaks of a check-in of today")
    person.quit()
    _check_answers(person, [["kept", "", True]])


def _begin(person: Person, which: str) -> None:
    """Start on a journal in which the "past" working day, or "today", has something to answer."""
    person.begin()
    person.quit()
    words = ("-c", _PREPARE, str(person.app.journal), which)
    person.app.prepare(*words, given=f"{PASSPHRASE}\n")
    person.start()


def _check_answers(person: Person, wanted: list[list[object]]) -> None:
    """Read in the journal itself how every plan was answered."""
    words = ("-c", _READ, str(person.app.journal))
    read = json.loads(person.app.prepare(*words, given=f"{PASSPHRASE}\n"))
    if read != wanted:
        raise AssertionError(f"the answers are not those that were given: {read}")
