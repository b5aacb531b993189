"""What somebody does with Reflect on a working day, from the first run on."""

import json
import re

from hands import Keyboard, Mouse
from person import PASSPHRASE, Person
from pixels import holds_colour
from screen import PANEL, PASSWORD, TEXT, Node

SAVED = "Saved in your encrypted journal."
SUGGESTED = "Suggested passphrase"
WEEKEND = ("Saturday", "Sunday")
FIRST_QUESTION, SECOND_QUESTION = "What happened?", "What did it stir up in you?"
BEGUN, REST = "The visit was unbearbl", "e until the neighbour came."
SECOND_ANSWER = "Helpless, and angry afterwards."
FOUND_WORD = "neighbour"


def make_journal(person: Person) -> str:
    """Go through the first run, taking what it suggests; return the passphrase."""
    passphrase = take_keys(person)
    person.hand.submit("Later")
    person.hand.submit("Open my journal")
    person.check_page("Today")
    return passphrase


def take_keys(person: Person) -> str:
    """Take the passphrase that the first run suggests, and the recovery key; return the first."""
    screen, hand = person.screen, person.hand
    passphrase = screen.find(SUGGESTED, TEXT).text
    hand.submit("Continue")
    part = screen.find(re.compile(r"^Type part \d+ of"), TEXT)
    number = re.search(r"\d+", part.name)[0]
    letters = screen.find(re.compile(f"^Part {number}: ")).name.partition(": ")[2]
    screen.until("the caret where the part goes", lambda: part.is_focused)
    hand.write(letters.replace(" ", ""))
    hand.submit("Continue")
    return passphrase


def first_run(person: Person) -> None:
    """Begin with nothing at all."""
    with person.counted("12 first run to first check-in", at_most=12, seconds=120):
        person.app.start()
        passphrase = make_journal(person)
        _log(person, "6")
    person.quit()
    with person.counted("   the journal opens with that passphrase"):
        _check(person, passphrase, check_ins=1)


def check_in_and_plan(person: Person) -> None:
    """Say how heavy it is, and what became of the plans."""
    hand, screen = person.hand, person.screen
    person.begin()
    with person.counted("1  log a check-in", at_most=2):
        _log(person, "7")
    with person.counted("2  check-in with sources and a line", at_most=5, seconds=30):
        hand.choose("4")
        hand.tick("Court")
        if not isinstance(hand, Mouse):  # Its click into the field is an action too.
            hand.tick("Workload")
        hand.into("One line, if it helps")
        hand.write("Two hearings, one adjourned.")
        hand.submit(re.compile("^Save check-in"))
        screen.says("7 at ")
        screen.until("both check-ins", lambda: screen.reads(", 4 at "))
    _plan(person)
    with person.counted("5  tick lunch and leaving time", at_most=2):
        hand.choose("Kept")
        screen.says("Kept")
        hand.press(re.compile("^Leaving now"))
        screen.says("Left at ")
    hand.go_to("Plan")
    person.check_page("Plan")
    screen.says("Left at ")
    person.quit()


def write_and_find(person: Person) -> None:
    """Write after a hard case, keep it for supervision, and find it again."""
    hand, screen = person.hand, person.screen
    person.begin()
    with person.counted("3  write after a hard case: to the caret", at_most=2):
        hand.begin_hard_case()
        caret_in(person, FIRST_QUESTION)
    hand.write(BEGUN + REST)
    second = _second_question(person)
    hand.write(SECOND_ANSWER)
    screen.until("the second answer", lambda: second.text == SECOND_ANSWER)
    hand.choose("8", within=screen.find("Load before writing", PANEL))
    with person.counted("7  keep an entry for supervision", at_most=1):
        hand.tick("Flag for supervision")
    with person.counted("   finish it", at_most=1):
        if isinstance(hand, Keyboard):
            hand.keys("ctrl+Return")
        else:
            hand.press(re.compile("^Finish"))
        person.check_page("Journal")
        screen.until("what was written", lambda: screen.reads(SECOND_ANSWER))
    hand.go_to("Today")
    person.check_page("Today")
    with person.counted("11 find what I wrote about a word", at_most=3):
        hand.search()
        person.check_page("Journal")
        hand.write(FOUND_WORD)
        screen.says("1 found")
        row = screen.find(re.compile("for supervision, load 8"), "list item")
        screen.until("the word in the list", lambda: FOUND_WORD in row.description + row.name)
        screen.until("its mark in the list", lambda: holds_colour(row.place, _marked(person)))
        screen.says(REST)
    person.quit()


def lock(person: Person) -> None:
    """Somebody walks in while a word is half written."""
    hand, screen = person.hand, person.screen
    person.begin()
    hand.begin_hard_case()
    caret_in(person, FIRST_QUESTION)
    hand.write(BEGUN + REST)
    for _ in REST:
        hand.keys("Left")
    before = person.app.pids()
    with person.counted("10 somebody walks in: lock", at_most=1):
        hand.lock()
        secret = screen.find("Passphrase", PASSWORD)
        screen.until("the caret in the passphrase", lambda: secret.is_focused)
    with person.counted("   locked, nothing of the journal is seen"):
        _check_locked(person, before)
    with person.counted("   unlock, with the caret where it was", at_most=2):
        hand.write(PASSPHRASE)
        hand.submit("Unlock")
        surface = caret_in(person, FIRST_QUESTION)
        screen.until("the draft", lambda: surface.text == BEGUN + REST)
        screen.until("its caret", lambda: surface.caret == len(BEGUN))
    hand.write("X")
    screen.until("a word gone on with", lambda: surface.text == f"{BEGUN}X{REST}")
    person.quit()


def weeks_since_the_last_session(person: Person) -> None:
    """Look back before supervision."""
    person.begin(entries=40)
    with person.counted("9  see the weeks since the last session", at_most=2):
        person.hand.go_to("Trends")
        person.check_page("Trends")
        person.screen.find(re.compile(r"^Emotional load, \d+ check-in days? "))
        person.screen.says("In words")
    person.quit()


def quit_and_start_again(person: Person) -> None:
    """Leave for the evening, and find everything in the morning."""
    hand, screen = person.hand, person.screen
    person.begin()
    _log(person, "7")
    hand.begin_hard_case()
    caret_in(person, FIRST_QUESTION)
    hand.write(BEGUN + REST)
    with person.counted("   leave", at_most=2):
        person.quit()
    with person.counted("   start again: everything is there", at_most=3):
        person.start()
        hand.press(re.compile("^Continue the draft from"))
        surface = caret_in(person, FIRST_QUESTION)
        screen.until("the draft", lambda: surface.text == BEGUN + REST)
    person.quit()
    with person.counted("   the journal is whole"):
        _check(person, PASSPHRASE, check_ins=1, drafts=1)


def _log(person: Person, load: str) -> None:
    person.hand.choose(load)
    person.hand.submit(re.compile("^Save check-in"))
    person.screen.says(SAVED)


def caret_in(person: Person, question: str) -> Node:
    surface = person.screen.find(question, TEXT)
    person.screen.until(f"the caret under “{question}”", lambda: surface.is_focused)
    return surface


def _second_question(person: Person) -> Node:
    if isinstance(person.hand, Keyboard):
        person.hand.keys("alt+Down")
    else:
        person.hand.choose("What it stirred up")
        person.hand.into(SECOND_QUESTION)
    return caret_in(person, SECOND_QUESTION)


def _plan(person: Person) -> None:
    """Plan lunch and a leaving time for every day, whichever today is."""
    for offer, save in (
        ("Plan lunch", "Plan this lunch"),
        ("Plan a leaving time", "Plan this leaving time"),
    ):
        person.hand.press(offer)
        for name in WEEKEND:
            person.hand.tick(name)
        person.hand.press(save)
        person.screen.gone(save)


def _check_locked(person: Person, before: set[int]) -> None:
    """See another process show the lock screen, and nothing that the journal holds."""
    screen = person.screen
    screen.until("the end of the process that was open", lambda: not before <= person.app.pids())
    for words in (BEGUN[-12:], REST, FIRST_QUESTION, "hard case", "What it stirred up"):
        if node := screen.reads(words):
            raise AssertionError(f"it can be read on the locked screen: {node}")
    if titles := set(person.titles()) - {"Reflect"}:
        raise AssertionError(f"a window says more than Reflect: {titles}")
    screen.says("because you asked")
    screen.says("116 123")


def _marked(person: Person) -> str:
    words = "from reflect_app.ui.theme import LIGHT; print(LIGHT.warn_soft)"
    return person.app.prepare("-c", words).strip()


def _check(person: Person, passphrase: str, **counts: int) -> None:
    """Let the app judge its journal."""
    words = ("-m", "reflect_app", "check", str(person.app.journal), "--passphrase-stdin")
    judged = json.loads(person.app.prepare(*words, given=f"{passphrase}\n"))
    held = {name: judged["counts"][name] for name in counts}
    if not judged["ok"] or held != counts:
        raise AssertionError(f"the journal is not as it was left: {judged}")
