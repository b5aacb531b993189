"""Two weeks of an officer's life, on a moved clock, with every figure on the screen counted twice.

Once by Reflect and once by the ledger, which knows only what was done. British summer time ends in
between. The table of moments at the end is the life; what can be done in it stands above.
"""

import copy
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from day import SAVED, caret_in, take_keys
from figures import differences, figures, table
from ledger import (
    KEPT,
    LEAVING,
    LUNCH,
    NOT,
    ONE_DAY,
    PARTLY,
    SICK,
    CheckIn,
    Daily,
    Entry,
    Ledger,
    Stretch,
    clock,
    found_in_words,
    long,
    minutes,
    monday,
    short,
    words,
)
from person import Person
from pixels import keep_screen
from screen import LIST, PANEL, PASSWORD, TEXT, Node

LONDON = ZoneInfo("Europe/London")
MON, TUE, WED, THU, FRI, _, SUN = (date(2026, 10, 19 + n) for n in range(7))
MON2, TUE2, WED2, THU2, FRI2 = (date(2026, 10, 26 + n) for n in range(5))
LAST, FOLLOWING, ONE_AFTER = date(2026, 9, 30), WED2, date(2026, 11, 25)
TEN_O_CLOCK = 10 * 60

QUARTER_PAST_FIVE = (minutes("17:15"),) * 4 + (minutes("16:00"), None, None)
AT_FIVE = (minutes("17:00"),) * 4 + (minutes("16:00"), None, None)
HALF_PAST_TWELVE = (minutes("12:30"),) * 5 + (None, None)
GYM, OUTSIDE, RING = "Gym", "Ten minutes outside", "Ring the duty senior"
A_LOT = "Saved. That is a lot. Support is here if you want it."
FIVE_QUESTIONS, THREE_QUESTIONS = "After a hard case", "What, so what, now what"
GIBBS, BLANK = "Gibbs reflective cycle", "Free writing"
FIRST_QUESTIONS = {
    FIVE_QUESTIONS: "What happened?",
    THREE_QUESTIONS: "What happened, in a few plain lines?",
    GIBBS: "What happened, and where were you in it?",
    BLANK: "What is on your mind?",
}
WAITING, LATE, HARBOUR, DRIVE = "In the waiting room", "A late one", "The empty flat", "Good news"
UNFINISHED, PARKED, SMALL = "The drive home was quiet.", "Parked", "Nothing much, and that is fine."
SINCE_LAST = "Since last session"
PICTURES = "JOURNEYS_PICTURES"


class Deed(NamedTuple):
    """Something to be done."""

    act: Callable[..., None]
    given: tuple[Any, ...]
    named: dict[str, Any]


def _deed(act: Callable[..., None]) -> Callable[..., Deed]:
    return lambda *given, **named: Deed(act, given, named)


@dataclass(frozen=True)
class Moment:
    """A day and a time on the wall clock, and what is done then."""

    day: date
    time: str
    deeds: tuple[Deed, ...]
    fold: int = 0
    """1 in the hour that comes a second time when summer time ends."""
    asleep: bool = False
    """The computer slept up to then; else the journal was locked before."""
    slip: bool = False
    """The passphrase is mistyped first."""


class Officer:
    """Does things on the screen, and notes each in the ledger."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._app, self._hand, self._screen = person.app, person.hand, person.screen
        self._passphrase = ""
        self.ledger = Ledger()
        self.pages: dict[str, set[str]] = {}
        """What was read on each page when it was last compared."""
        self._gone_at = ""
        """When something was last gone for good, as the names of backups spell a moment."""
        self._read_row = ""
        """The row of the entry that was open in the Journal then."""

    def live(self, moment: Moment) -> None:
        """Come to a moment, and do what is done then."""
        hours, rest = divmod(minutes(moment.time), 60)
        at = datetime(
            *(moment.day.timetuple()[:3]), hours, rest, 2, fold=moment.fold, tzinfo=LONDON
        )
        if self._passphrase and not moment.asleep:
            self._hand.lock()
            self._read_lock("because you asked")
        self._app.move_clock(at)
        if moment.day != self.ledger.today and self.ledger.deleted:
            self._gone_at = f"{at:%Y-%m-%d-%H%M%S}"
            self.ledger.deleted.clear()
        self.ledger.today, self.ledger.time = moment.day, moment.time
        if moment.asleep:
            self._read_lock("because the computer was asleep")
        if self._passphrase:
            self._unlock(slip=moment.slip)
        for deed in moment.deeds:
            deed.act(self, *deed.given, **deed.named)

    def _read_lock(self, reason: str) -> None:
        secret = self._screen.find("Passphrase", PASSWORD)
        said = f"Locked at {self.ledger.time}, {reason}."
        self._screen.says(reason)
        self._compare("Lock screen", {said})
        self._screen.until("the caret in the passphrase", lambda: secret.is_focused)

    def _unlock(self, *, slip: bool) -> None:
        if slip:
            self._hand.write("heron-lantern-quiet-orchid")
            self._hand.keys("Return")
            self._screen.says("does not open this journal")
        self._person.unlock(self._passphrase)

    # The first day.

    def begin(self) -> None:
        """Go through the first run with what a week is like."""
        hand = self._hand
        self._app.start()
        self._passphrase = take_keys(self._person)
        hand.fill("Usual start of lunch", "12:30")
        hand.fill("Usual leaving time", "17:15")
        hand.press("Keep my week")
        hand.press("Open my journal")
        self._person.check_page("Today")
        self.ledger.plans = [
            Daily(LUNCH, MON, HALF_PAST_TWELVE, minutes=30),
            Daily(LEAVING, MON, (minutes("17:15"),) * 5 + (None, None)),
        ]

    def add_sessions(self) -> None:
        """Add the session before, and take the next as it is suggested."""
        hand, screen = self._hand, self._screen
        self._go("Supervision")
        hand.press("Add a session")
        hand.fill("Date of the session", f"{LAST:%d%m%Y}")
        hand.fill("Time of the session, if it is known", "10:00")
        hand.press("Add this session")
        screen.says(f"Saved: {long(LAST)} at 10:00.")
        self.ledger.sessions[LAST] = TEN_O_CLOCK
        self.take_the_next_date(FOLLOWING)

    def say_why(self) -> None:
        """Add to the lunch why it matters, and what to do when it slips."""
        self._go("Plan")
        self._hand.press(f"Change {LUNCH}")
        self._reason("Better afternoons.", "Eat in the park.")
        self._hand.press("Save the change")
        self._screen.says("Changed from today.")

    def leave_earlier_on_fridays(self) -> None:
        """Give Friday a leaving time of its own."""
        self._go("Plan")
        self._hand.press("Change Leave by 17:15")
        self._hand.press("Another time on some days")
        self._hand.fill("Time on Friday", "16:00")
        self._reason("Bedtime stories.", "Say so in the morning.")
        self._hand.press("Save the change")
        self._screen.says("Changed from today.")
        self.ledger.change(Daily(LEAVING, self.ledger.today, QUARTER_PAST_FIVE))

    def plan_a_habit(self, name: str) -> None:
        """Plan something for twice a week."""
        self._go("Plan")
        self._hand.press("Plan a habit")
        self._hand.fill("What I mean to do", name)
        self._reason("My back.", "Walk home instead.")
        self._hand.press("Plan this habit")
        self._screen.find(f"Change {name}")
        self.ledger.plans.append(Daily(name, self.ledger.today, per_week=2))

    def plan_for_when(self, happens: str, what: str) -> None:
        """Plan what to do when something happens."""
        self._go("Plan")
        self._hand.press("When this happens, I do that")
        self._hand.fill("I do that", what)
        self._hand.keys("shift+Tab")
        self._hand.pick("Office", happens)
        self._hand.press("Add this")
        self._screen.find(f"Change {happens}: {what}")
        self.ledger.whens[happens] = what

    def _reason(self, why: str, if_slipping: str) -> None:
        self._hand.press("Add why, and what if")
        self._hand.fill("Why it matters to me", why)
        self._hand.fill("If it looks like slipping, then", if_slipping)

    # What is done on any day.

    def weigh(self, load: int, *sources: str, line: str = "") -> None:
        """Log a check-in, and compare all that Today says then."""
        hand, screen = self._hand, self._screen
        self._go("Today")
        hand.choose(str(load), within=screen.find("How heavy is it now?", PANEL))
        for source in sources:
            if not screen.look(source):
                hand.press("More sources")
            hand.tick(source)
        if line:
            hand.fill("One line, if it helps", line)
        hand.press(re.compile("^Save check-in"))
        screen.says(f"{load} at {self.ledger.time}.")
        screen.says(A_LOT if load >= 9 else SAVED)
        self.ledger.weigh(load, sources, line)
        self._compare("Today", self.ledger.read_today(saved=True))

    def tell(self, plan: str, how: str, obstacle: str = "") -> None:
        """Say what became of a plan today."""
        self._go("Today")
        self._choose(plan, how, obstacle)
        self.ledger.tell(plan, how, obstacle)

    def leave(self, at: str = "", obstacle: str = "") -> None:
        """Leave work: now, or at the time that is written down."""
        self._go("Today")
        label = self.ledger.label(LEAVING, self.ledger.today)
        if at:
            self._left_at(label, at, obstacle)
        else:
            self._hand.press(f"Leaving now, {label}")
        at = at or self.ledger.time
        self._screen.says(f"Left at {at}")
        self.ledger.leave(minutes(at), obstacle)

    def catch_up(self, day: date, load: int, lunch: str, left: str, obstacle: str) -> None:
        """Fill in a day that was left out."""
        hand, screen, ledger = self._hand, self._screen, self.ledger
        self._go("Today")
        hand.press("Catch up")
        self._hand.choose(str(load), within=screen.find(f"How heavy was {long(day)}?", PANEL))
        screen.says("Saved, marked as written later.")
        ledger.weigh(load, day=day)
        card = self._of_day(day)
        self._choose(LUNCH, lunch, within=card)
        ledger.tell(LUNCH, NOT, day=day)
        self._left_at(ledger.label(LEAVING, day), left, obstacle, within=card)
        screen.says(f"Left at {left}")
        ledger.leave(minutes(left), obstacle, day)
        screen.says("Nothing is open any more")
        hand.press("Done")

    def _of_day(self, day: date) -> Node:
        return self._screen.until(
            f"the card of {long(day)}",
            lambda: next(
                (
                    node
                    for node in self._screen.nodes()
                    if node.name == long(day) and node.accessible.get_child_count()
                ),
                None,
            ),
        )

    def _choose(self, plan: str, how: str, obstacle: str = "", within: Node | None = None) -> None:
        panel = self._screen.find(plan, PANEL, within=within)
        self._hand.choose(how, within=panel)
        chosen = self._screen.find(how, within=panel)
        self._screen.until(f"{how} chosen", lambda: chosen.is_chosen)
        if obstacle:
            self._obstacle(plan, obstacle, within)

    def _left_at(self, label: str, at: str, obstacle: str, within: Node | None = None) -> None:
        self._hand.fill(f"When you left, {label}", at, within=within)
        self._hand.keys("Return")
        if obstacle:
            self._obstacle(label, obstacle, within)

    def _obstacle(self, label: str, obstacle: str, within: Node | None) -> None:
        self._hand.fill(f"What got in the way, {label}", obstacle, within=within)
        self._hand.keys("Return")

    def stay_away(self, kind: str) -> None:
        """Mark today as a day away."""
        self._go("Plan")
        self._hand.tick(kind)
        self._screen.says("Nothing counts.")
        self.ledger.away[self.ledger.today] = kind

    def leave_from_now_on(self, times: Sequence[int | None]) -> None:
        """Plan other leaving times from today on."""
        day = self.ledger.today
        self._go("Plan")
        self._hand.press("Change Leave by 17:15")
        for name, time in zip(("Monday", "Tuesday", "Wednesday", "Thursday"), times, strict=False):
            self._hand.fill(f"Time on {name}", clock(time or 0))
        self._hand.press("Save the change")
        self._screen.says("Changed from today.")
        self.ledger.change(Daily(LEAVING, day, tuple(times)))

    def take_the_next_date(self, day: date) -> None:
        """Take the session that is suggested."""
        self._go("Supervision")
        self._hand.press(f"Add {long(day)} at 10:00")
        self._screen.says(f"Saved: {long(day)} at 10:00.")
        self.ledger.sessions[day] = TEN_O_CLOCK

    def let_go(self, heading: str) -> None:
        """Keep an entry for supervision no longer."""
        self._go("Supervision")
        self._hand.press(re.compile(f"^Not for supervision: {heading}"))
        self._screen.says("It stays in your journal.")
        self.ledger.alter(heading, flagged=False)

    # What is written.

    def write(self, entry: Entry) -> None:
        """Write a reflection to its end, with all that is said about it."""
        self.begin_to_write(entry)
        self.finish(entry.heading)

    def begin_to_write(self, entry: Entry) -> None:
        """Write a reflection, and leave it unfinished."""
        hand = self._hand
        self._go("Today")
        hand.begin_hard_case()
        caret_in(self._person, FIRST_QUESTIONS[FIVE_QUESTIONS])
        if entry.model != FIVE_QUESTIONS:
            hand.press("Change the model")
            hand.press(f"Change to {entry.model}")
            caret_in(self._person, FIRST_QUESTIONS[entry.model])
        for number, text in enumerate(entry.texts):
            if number:
                hand.keys("alt+Down")
            self._put_down(text)
        self._say_about(entry)
        audience = entry.audience
        if entry.flagged:
            hand.tick("Flag for supervision")
            audience = "Clinical" if audience == "Only me" else audience
        now = {"day": self.ledger.today, "time": self.ledger.time}
        self.ledger.entries.append(replace(entry, audience=audience, finished=False, **now))

    def _put_down(self, text: str) -> None:
        # The sheet of the question before goes out of sight with its words.
        empty = self._screen.until(
            "an empty sheet",
            lambda: next(
                (n for n in self._screen.nodes() if n.is_focused and n.role == TEXT and not n.text),
                None,
            ),
        )
        self._hand.write(text)
        self._screen.until("what was written", lambda: empty.text == text)

    def _say_about(self, entry: Entry) -> None:
        hand, screen = self._hand, self._screen
        if entry.title:
            hand.fill("Title, if you like", entry.title)
        for panel, load in (
            ("Load before writing", entry.before),
            ("Load after writing", entry.after),
        ):
            if load is not None:
                hand.choose(str(load), within=screen.find(panel, PANEL))
        if entry.case or entry.contact or entry.tags:
            hand.press("About this entry")
            self._say_whom(entry)
        for tag in entry.tags:
            hand.fill("Add a tag", f"{tag},")
            hand.keys("Return")
            screen.find(f"Remove the tag {tag}")
        if entry.audience != "Only me":
            hand.choose(entry.audience, within=screen.find("Who may see this on a page", PANEL))

    def _say_whom(self, entry: Entry) -> None:
        hand, screen = self._hand, self._screen
        if entry.case:
            if any(each.case == entry.case for each in self.ledger.entries):
                hand.pick("None", entry.case)
            else:
                hand.press(f"Use {entry.case}")
            screen.find(entry.case, LIST)
        if entry.contact:
            hand.pick("Not said", entry.contact)
            if planned := self.ledger.whens.get(entry.contact):
                screen.says(f"You planned: {planned}.")
        if entry.mode:
            hand.pick("Not said how", entry.mode)
        if entry.planned:
            hand.pick("Not said whether", entry.planned)

    def finish(self, heading: str) -> None:
        """Finish what is being written."""
        entry = self.ledger.entry(heading)
        self._screen.until("what was written before", lambda: self._screen.reads(entry.texts[-1]))
        self._hand.keys("ctrl+Return")
        self._person.check_page("Journal")
        self.ledger.alter(heading, finished=True)
        self._screen.says(self.ledger.entry(heading).row)

    def throw_away(self, heading: str) -> None:
        """Delete an entry."""
        self._open(heading)
        self._hand.press("Delete")
        self._screen.says("You can bring it back until tomorrow.")
        self.ledger.throw_away(heading)

    def bring_back(self, heading: str) -> None:
        """Bring a deleted entry back from the list of what was deleted today."""
        self._go("Journal")
        self._hand.press(re.compile(r"^\d+ deleted today: look"))
        self._hand.press(f"Bring back: {heading}")
        self.ledger.bring_back(heading)
        self._screen.says(self.ledger.entry(heading).row)

    def _open(self, heading: str) -> None:
        """Go to an entry's row with the arrows."""
        self._go("Journal")
        row, reflections = self.ledger.entry(heading).row, self._screen.find("Reflections", "list")
        reflections.grab()
        number = [each.name for each in reflections.children()].index(row)
        self._hand.keys("Home")
        for _ in range(number):
            self._hand.keys("Down")
        self._screen.until(f"“{heading}” open", lambda: self._reading() == row)

    def _reading(self) -> str:
        rows = self._screen.find("Reflections", "list").children()
        return next((row.name for row in rows if row.is_chosen), "")

    # What is compared.

    def compare(self, name: str) -> None:
        """Compare every figure on every page, and what can be found, with the ledger."""
        with self._person.counted(f"   every figure counted, {name}"):
            self.compare_journal()
            self._compare_plan()
            self._compare_supervision()
            self._compare_trends()
            self._go("Today")
            self._compare("Today", self.ledger.read_today())

    def compare_journal(self) -> None:
        """Compare every figure in the Journal, and what can be found."""
        self._go("Journal")
        self._read_row = self._reading()
        self._compare("Journal", self._known("Journal", self.ledger))
        for asked, fits, fits_line in self._questions():
            self._hand.search()
            self._hand.keys("ctrl+a")
            self._hand.write(asked)
            rows, lines = self.ledger.found(fits), self.ledger.said(fits_line)
            self._screen.says(found_in_words(len(rows), len(lines)))
            listed = partial(self._listed, rows | lines)
            self._screen.until(f"{len(rows)} rows for {asked}", listed)
        self._hand.keys("Escape")

    def _listed(self, rows: set[str]) -> bool:
        found = self._screen.look("Reflections", "list")
        drafts = {each.row for each in self.ledger.drafts}
        return (set() if found is None else {n.name for n in found.children()}) - drafts == rows

    def _questions(
        self,
    ) -> Sequence[tuple[str, Callable[[Entry], bool], Callable[[CheckIn], bool]]]:
        """Return what is asked for, and which entries and lines of check-ins fit."""
        ledger = self.ledger
        last = ledger.last_session() or date.min

        def nothing(check_in: CheckIn) -> bool:
            return False

        def holds(beginning: str, text: str) -> bool:
            return any(word.startswith(beginning) for word in words(text))

        def heaviest(entry: Entry) -> int:
            return ledger.heaviest(entry.day, entry.before, entry.after)

        return (
            (
                "visit",
                lambda entry: holds("visit", " ".join((entry.title, *entry.texts))),
                lambda check_in: holds("visit", check_in.line),
            ),
            ("tag:boundaries", lambda entry: "boundaries" in entry.tags, nothing),
            ("kind:home", lambda entry: entry.contact == "Home visit", nothing),
            ("case:harbour", lambda entry: entry.case == "Harbour", nothing),
            (
                "load:>6",
                lambda entry: heaviest(entry) > 6,
                lambda check_in: ledger.heaviest(check_in.day) > 6,
            ),
            (
                "load:<5",
                lambda entry: 0 <= heaviest(entry) < 5,
                lambda check_in: ledger.heaviest(check_in.day) < 5,
            ),
            ("flagged", lambda entry: entry.flagged, nothing),
            ("since:last", lambda e: e.day >= last, lambda check_in: check_in.day >= last),
            ("since:2026-10-22", lambda e: e.day >= THU, lambda check_in: check_in.day >= THU),
        )

    def _still_held(self) -> set[str]:
        """Return what is said of the backups made before something was gone, by their names."""
        made = [path.stem.removeprefix("reflect-")[:17] for path in
                (self._app.journal / "backups").glob("*.rfb")]  # fmt: skip
        older = sum(moment < self._gone_at for moment in made)
        if not older:
            return set()
        held = "1 backup still holds it until it is" if older == 1 else (
            f"{older} backups still hold it until they are")  # fmt: skip
        return {f"What you deleted is gone from the journal. {held} replaced."}

    def _compare_plan(self) -> None:
        today, ledger = self.ledger.today, self.ledger
        self._go("Plan")
        if earlier := ledger.earlier():
            with self._cut_to(earlier, SINCE_LAST):
                known = ledger.read_plan(monday(today), today, earlier)
                self._compare("Plan, the cycle before", known | {cycle_words(earlier)})
        if monday(today) > MON:
            before = monday(today) - 7 * ONE_DAY
            self._hand.press("Previous week")
            self._compare("Plan, the week before", ledger.read_plan(before, before))
            self._hand.press("This week")
        self._compare("Plan", ledger.read_plan(monday(today), today))

    def _compare_supervision(self) -> None:
        self._go("Supervision")
        if earlier := self.ledger.earlier():
            with self._cut_to(earlier, SINCE_LAST):
                known = self.ledger.read_supervision(earlier)
                self._compare("Supervision, the cycle before", known | {cycle_words(earlier)})
        self._compare("Supervision", self.ledger.read_supervision())

    def _compare_trends(self) -> None:
        hand, ledger = self._hand, self.ledger
        self._go("Trends")
        if earlier := ledger.earlier():
            hand.pick("An earlier cycle", cycle_words(earlier))
            known = ledger.read_trends(earlier, earlier)
            self._compare("Trends, the cycle before", known | {cycle_words(earlier)})
            self._compare_tables(earlier)
        for span, stretch in ((SINCE_LAST, ledger.since_last()), ("All", ledger.everything())):
            hand.choose(span)
            self._compare(f"Trends, {span}", ledger.read_trends(stretch))
        self._compare_tables(ledger.everything())
        hand.choose(SINCE_LAST)

    @contextmanager
    def _cut_to(self, cycle: Stretch, otherwise: str) -> Iterator[None]:
        """Let the figures be about an earlier cycle for a while."""
        self._hand.pick(otherwise, cycle_words(cycle))
        yield
        self._hand.pick(cycle_words(cycle), otherwise)

    def _compare_tables(self, stretch: Stretch) -> None:
        for title, rows in (
            ("Emotional load", self.ledger.load_table(stretch)),
            ("Leaving time, minutes after plan", self.ledger.leaving_table(stretch)),
            ("What you ticked, in days", self.ledger.ticked_table(stretch)),
        ):
            self._compare_table(title, rows)

    def _compare_table(self, title: str, rows: Sequence[tuple[str, ...]]) -> None:
        if not rows:
            return  # The sentence that says so was compared.
        self._hand.press(f"Show the figures, {title}")
        told = table(self._screen, f"{title}, figures")
        self.pages[title] = {" | ".join(row) for row in told}
        if told != list(rows):
            raise AssertionError(f"{title}: {told} on the screen, {list(rows)} in the ledger")
        self._hand.press(f"Show the chart, {title}")

    def _compare(self, page: str, known: set[str]) -> None:
        """Wait until a page says what the ledger knows, and nothing else with a figure in it."""
        found: list[str] = ["nothing was read"]

        def same() -> bool:
            self.pages[page] = figures(self._screen)
            found[:] = differences(self.pages[page], known)
            return not found

        try:
            self._screen.until(f"every figure of {page}", same, seconds=4)
        except AssertionError as error:
            raise AssertionError("\n".join((f"{page}:", *found))) from error
        if folder := os.environ.get(PICTURES):
            Path(folder).mkdir(parents=True, exist_ok=True)
            when = f"{self.ledger.today:%m-%d}-{self.ledger.time.replace(':', '')}"
            keep_screen(Path(folder) / f"{when}-{page.lower().replace(', ', '-')}.png")

    def notice_tampering(self) -> None:
        """See a ledger that is wrong by one differ from what was read last, each time."""
        for page, tamper in TAMPERED:
            wrong = copy.deepcopy(self.ledger)
            tamper(wrong)
            if differences(self.pages[page], self._known(page, self.ledger)):
                raise AssertionError(f"{page} was read before something else was done")
            if not differences(self.pages[page], self._known(page, wrong)):
                raise AssertionError(f"{page} agrees with a ledger that is wrong: {tamper}")

    def _known(self, page: str, ledger: Ledger) -> set[str]:
        today, every = ledger.today, self.ledger.everything()
        return {
            "Today": ledger.read_today,
            "Journal": lambda: ledger.read_journal(self._read_row) | self._still_held(),
            "Plan": lambda: ledger.read_plan(monday(today), today),
            "Supervision": ledger.read_supervision,
            "Trends, All": lambda: ledger.read_trends(every),
            "Emotional load": lambda: {" | ".join(row) for row in ledger.load_table(every)},
        }[page]()

    def judge(self) -> None:
        """Let the app count what its journal holds, and compare that too."""
        folder = str(self._app.journal)
        command = ("-m", "reflect_app", "check", folder, "--passphrase-stdin")
        judged = json.loads(self._app.prepare(*command, given=f"{self._passphrase}\n"))
        known = self.ledger.counts()
        held = {name: judged["counts"][name] for name in known}
        if not judged["ok"] or held != known:
            raise AssertionError(f"{judged} in the journal, {known} in the ledger")

    def _go(self, page: str) -> None:
        self._hand.go_to(page)
        self._person.check_page(page)


def cycle_words(cycle: Stretch) -> str:
    """Return what an earlier cycle is called where it can be chosen."""
    return f"{short(cycle.first)} to {short(cycle.last)}"


begin, add_sessions, say_why, leave_earlier_on_fridays, plan_a_habit, plan_for_when = map(
    _deed,
    (
        Officer.begin,
        Officer.add_sessions,
        Officer.say_why,
        Officer.leave_earlier_on_fridays,
        Officer.plan_a_habit,
        Officer.plan_for_when,
    ),
)
weigh, tell, leave, catch_up, stay_away, leave_from_now_on = map(
    _deed,
    (
        Officer.weigh,
        Officer.tell,
        Officer.leave,
        Officer.catch_up,
        Officer.stay_away,
        Officer.leave_from_now_on,
    ),
)
(
    take_the_next_date,
    let_go,
    write,
    begin_to_write,
    finish,
    throw_away,
    bring_back,
    compare,
    compare_journal,
) = map(
    _deed,
    (
        Officer.take_the_next_date,
        Officer.let_go,
        Officer.write,
        Officer.begin_to_write,
        Officer.finish,
        Officer.throw_away,
        Officer.bring_back,
        Officer.compare,
        Officer.compare_journal,
    ),
)


def _one_more(ledger: Ledger) -> None:
    ledger.check_ins.append(replace(ledger.check_ins[0], time="08:51"))


def _one_less(ledger: Ledger) -> None:
    del ledger.check_ins[-1]


def _one_heavier(ledger: Ledger) -> None:
    ledger.check_ins[-1] = replace(ledger.check_ins[-1], load=ledger.check_ins[-1].load + 1)


def _a_minute_later(ledger: Ledger) -> None:
    at = max(n for n, each in enumerate(ledger.answers) if each.after is not None)
    ledger.answers[at] = replace(ledger.answers[at], after=(ledger.answers[at].after or 0) + 1)


def _one_more_kept(ledger: Ledger) -> None:
    at = max(n for n, each in enumerate(ledger.answers) if each.how != KEPT)
    ledger.answers[at] = replace(ledger.answers[at], how=KEPT)


def _one_entry_less(ledger: Ledger) -> None:
    del ledger.entries[0]


def _a_day_later(ledger: Ledger) -> None:
    last = max(ledger.sessions)
    ledger.sessions[last + ONE_DAY] = ledger.sessions.pop(last)


TAMPERED = (
    ("Emotional load", _one_more),
    ("Emotional load", _one_heavier),
    ("Trends, All", _one_less),
    ("Supervision", _one_less),
    ("Today", _a_minute_later),
    ("Plan", _a_minute_later),
    ("Plan", _one_more_kept),
    ("Journal", _one_entry_less),
    ("Today", _a_day_later),
    ("Supervision", _a_day_later),
)
"""A page, and what makes the ledger wrong by one on it."""

WAITING_ROOM = Entry(
    FIVE_QUESTIONS,
    ("He would not sit down.", "Wary, then sorry for him."),
    WAITING,
    before=7,
    after=5,
    flagged=True,
    tags=("boundaries",),
)
DISCLOSURE = Entry(
    THREE_QUESTIONS,
    ("It came out at the end of the visit.", "I had no time left.", "Ring tomorrow."),
    LATE,
    before=9,
    case="Harbour",
    contact="Home visit",
    mode="Face to face",
    planned="Not planned",
    tags=("boundaries", "time"),
    audience="Any",
)
QUIET_DRIVE = Entry(FIVE_QUESTIONS, (UNFINISHED,))
EMPTY_FLAT = Entry(
    GIBBS,
    ("The flat was empty.", "Relief, and shame about it."),
    HARBOUR,
    before=8,
    flagged=True,
    case="Harbour",
    contact="Recall",
)
GOOD_NEWS = Entry(BLANK, ("A job, and he rang to say so.",), DRIVE, contact="Good news")
NOTHING_MUCH = Entry(BLANK, (SMALL,), tags=("visits",))

LIFE = (
    Moment(
        MON,
        "08:50",
        (
            begin(),
            add_sessions(),
            say_why(),
            leave_earlier_on_fridays(),
            plan_a_habit(GYM),
            plan_for_when("A disclosure", OUTSIDE),
            plan_for_when("Recall", RING),
            weigh(4, "Workload"),
        ),
    ),
    Moment(MON, "13:05", (tell(LUNCH, KEPT), weigh(6, "Court", line="Two hearings."))),
    Moment(MON, "17:31", (leave("17:20"), write(WAITING_ROOM))),
    Moment(TUE, "09:05", (weigh(2),), asleep=True),
    Moment(TUE, "12:55", (weigh(2), tell(LUNCH, KEPT))),
    Moment(
        TUE,
        "17:52",
        (
            weigh(9, "A disclosure", "Court"),
            write(DISCLOSURE),
            leave("17:50", "It came out late."),
        ),
    ),
    Moment(WED, "08:58", (weigh(5, "Risk decision"),), asleep=True, slip=True),
    Moment(
        WED,
        "17:15",
        (
            tell(LUNCH, PARTLY, "The phone."),
            tell(GYM, KEPT),
            leave(),
            begin_to_write(QUIET_DRIVE),
        ),
    ),
    Moment(FRI, "08:45", (finish(UNFINISHED), weigh(3, "Good day"), tell(LUNCH, KEPT))),
    Moment(FRI, "16:20", (leave("15:50"),)),
    Moment(
        FRI,
        "20:30",
        (
            catch_up(THU, 6, "Not that day", "00:20", "On call."),
            compare("the first week"),
        ),
    ),
    Moment(SUN, "01:40", (weigh(6, "Caring at home"),), asleep=True),
    Moment(SUN, "01:10", (weigh(3),), fold=1),
    Moment(MON2, "10:00", (stay_away(SICK), weigh(8))),
    Moment(TUE2, "08:40", (weigh(7, "Workload"), tell(LUNCH, NOT, "Back to back."))),
    Moment(
        TUE2,
        "17:45",
        (
            leave("17:45"),
            write(EMPTY_FLAT),
            write(GOOD_NEWS),
            throw_away(DRIVE),
            compare_journal(),
            bring_back(DRIVE),
        ),
    ),
    Moment(WED2, "09:10", (weigh(4), compare("right before the session"))),
    Moment(WED2, "17:20", (tell(LUNCH, KEPT), tell(GYM, KEPT), leave("17:18"))),
    Moment(
        THU2,
        "08:50",
        (
            compare("right after the session"),
            take_the_next_date(ONE_AFTER),
            let_go(WAITING),
            leave_from_now_on(AT_FIVE),
            weigh(1, "Good day"),
        ),
        asleep=True,
    ),
    Moment(THU2, "17:06", (tell(LUNCH, KEPT), leave(), throw_away(WAITING))),
    Moment(FRI2, "09:00", (weigh(5, "Workload", "Court"), tell(GYM, PARTLY, "Closed early."))),
    Moment(
        FRI2,
        "16:45",
        (
            tell(LUNCH, KEPT),
            leave("16:45", "A report."),
            write(NOTHING_MUCH),
            compare("the second week"),
        ),
    ),
)


def fortnight(person: Person) -> None:
    """Live through all of it, and let a journal be judged that was opened anew."""
    officer = Officer(person)
    for moment in LIFE:
        with person.counted(f"   {short(moment.day)} {moment.time}"):
            officer.live(moment)
    with person.counted("   a ledger that is wrong by one is noticed"):
        officer.notice_tampering()
    person.quit()
    with person.counted("   the journal is whole"):
        officer.judge()
