"""What an officer did, kept and counted by hand: nothing here knows how Reflect counts.

The sentences are those that somebody reads on a page; every figure in them is worked out here
from what was done. Times are local minutes after midnight.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

KEPT, PARTLY, NOT = "Kept", "Partly", "Not today"
LUNCH, LEAVING = "Lunch break away from the desk", "Leaving time"
SICK = "Off sick"
ONE_DAY = timedelta(days=1)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {9: "September", 10: "October", 11: "November"}
TIMES = ("not yet", "once", "twice", "three times", "four times")
WORKING = range(5)
"""Monday to Friday."""
SEEN_BY = {"Only me": "Only me", "Clinical": "For clinical supervision", "Any": "For any session"}


@dataclass(frozen=True)
class CheckIn:
    """How heavy it was; `time` is when it was said, on whatever day that was."""

    day: date
    time: str
    load: int
    sources: tuple[str, ...] = ()
    line: str = ""
    later: bool = False

    @property
    def row(self) -> str:
        """Return what is read aloud for it where its line was found."""
        return f"Check-in, {full(self.day)}, {self.time}, {self.line}, load {self.load}"


@dataclass(frozen=True)
class Daily:
    """A break, a leaving time or a habit, as it held from one day up to another."""

    name: str
    since: date
    times: tuple[int | None, ...] = ()
    """For Monday to Sunday; a habit has none."""
    minutes: int = 0
    per_week: int = 0
    until: date = date.max

    def planned(self, day: date) -> int | None:
        """Return the time for a day, None where there is none."""
        if not self.times or not self.since <= day <= self.until:
            return None
        return self.times[day.weekday()]


@dataclass(frozen=True)
class Answer:
    """What became of a plan on a day; `after` are the minutes after a planned leaving time."""

    plan: str
    day: date
    how: str
    after: int | None = None
    obstacle: str = ""
    later: bool = False


@dataclass(frozen=True)
class Entry:
    """A reflection, under way until it is finished."""

    model: str
    texts: tuple[str, ...]
    title: str = ""
    before: int | None = None
    after: int | None = None
    flagged: bool = False
    audience: str = "Only me"
    case: str = ""
    contact: str = ""
    mode: str = ""
    planned: str = ""
    tags: tuple[str, ...] = ()
    day: date = date.min
    time: str = ""
    finished: bool = True

    @property
    def heading(self) -> str:
        """Return what it is known by."""
        return self.title or self.texts[0]

    @property
    def load(self) -> str:
        """Return "load 8 to 6", "load 8", or nothing."""
        known = [str(load) for load in (self.before, self.after) if load is not None]
        return f"load {' to '.join(known)}" if known else ""

    @property
    def row(self) -> str:
        """Return what is read aloud for its row in the list."""
        state = "" if self.finished else "draft"
        flag = "for supervision" if self.flagged else ""
        about = (self.contact.lower(), *self.tags, state, flag, self.load)
        heading = self.heading.removesuffix(".")
        return ", ".join((heading, f"{full(self.day)}, {self.time}", *filter(None, about)))

    @property
    def about(self) -> str:
        """Return the line under its title while it is read."""
        contact = ", ".join(filter(None, (self.contact, self.mode.lower(), self.planned.lower())))
        parts = (
            f"{full(self.day)}, {self.time}",
            self.model if self.title else "",
            self.case and f"Case {self.case}",
            contact,
            self.load.capitalize(),
            SEEN_BY[self.audience],
        )
        return ". ".join(filter(None, parts)) + "."


@dataclass(frozen=True)
class Stretch:
    """Days that are looked at, the last one among them."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return self.first <= day <= self.last

    @property
    def words(self) -> str:
        """Return "from 30 September to 27 October"."""
        if self.first == self.last:
            return f"on {short(self.first)}"
        return f"from {short(self.first)} to {short(self.last)}"

    def when(self, today: date) -> str:
        """Return the same, or "since 30 September" where it goes on."""
        return f"since {short(self.first)}" if self.last == today else self.words


@dataclass
class Ledger:
    """Everything that was done so far, and the moment it is."""

    today: date = date.min
    time: str = ""
    check_ins: list[CheckIn] = field(default_factory=list)
    """In the order of the moments they were made."""
    plans: list[Daily] = field(default_factory=list)
    whens: dict[str, str] = field(default_factory=dict)
    """What is done, by what happens."""
    answers: list[Answer] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    """Oldest first."""
    deleted: list[tuple[date, Entry]] = field(default_factory=list)
    """The day of its deletion with each entry that can be brought back."""
    sessions: dict[date, int | None] = field(default_factory=dict)
    away: dict[date, str] = field(default_factory=dict)
    put_off: bool = False

    # What was done.

    def weigh(
        self, load: int, sources: Sequence[str] = (), line: str = "", day: date | None = None
    ) -> None:
        """Note a check-in, now or for an earlier day."""
        later = day is not None
        self.check_ins.append(
            CheckIn(day or self.today, self.time, load, tuple(sources), line, later)
        )

    def tell(self, plan: str, how: str, obstacle: str = "", day: date | None = None) -> None:
        """Note what became of a break or a habit."""
        self.answers.append(
            Answer(plan, day or self.today, how, None, obstacle, later=day is not None)
        )

    def leave(self, at: int, obstacle: str = "", day: date | None = None) -> None:
        """Note when work was left; what lies before noon is after midnight."""
        planned = self.planned(LEAVING, day or self.today) or 0
        after = at - planned + (24 * 60 if at < 12 * 60 else 0)
        how = KEPT if after <= 10 else PARTLY if after <= 30 else NOT
        self.answers.append(
            Answer(LEAVING, day or self.today, how, after, obstacle, later=day is not None)
        )

    def change(self, plan: Daily) -> None:
        """Note that a plan is another from its first day on."""
        self.plans = [
            replace(each, until=plan.since - ONE_DAY) if each.name == plan.name else each
            for each in self.plans
        ]
        self.plans = [each for each in self.plans if each.since <= each.until] + [plan]

    def alter(self, heading: str, **changes: object) -> None:
        """Note that something about an entry is otherwise."""
        entry = self.entry(heading)
        self.entries[self.entries.index(entry)] = replace(entry, **changes)

    def throw_away(self, heading: str) -> None:
        """Note that an entry was deleted."""
        entry = self.entry(heading)
        self.entries.remove(entry)
        self.deleted.append((self.today, entry))

    def bring_back(self, heading: str) -> None:
        """Note that an entry was brought back, to where it was."""
        found = next(each for each in self.deleted if each[1].heading == heading)
        self.deleted.remove(found)
        self.entries = sorted([*self.entries, found[1]], key=lambda each: (each.day, each.time))

    # What is known.

    def entry(self, heading: str) -> Entry:
        """Return the entry of this heading."""
        return next(each for each in self.entries if each.heading == heading)

    @property
    def finished(self) -> list[Entry]:
        """Return the finished entries, newest first."""
        return [each for each in reversed(self.entries) if each.finished]

    @property
    def drafts(self) -> list[Entry]:
        """Return what is under way, newest first."""
        return [each for each in reversed(self.entries) if not each.finished]

    @property
    def flagged(self) -> list[Entry]:
        """Return what is kept for supervision, newest first."""
        return [each for each in self.finished if each.flagged]

    def plan(self, name: str, day: date) -> Daily:
        """Return a plan as it held on a day."""
        return next(
            each for each in self.plans if each.name == name and each.since <= day <= each.until
        )

    def planned(self, name: str, day: date) -> int | None:
        """Return the planned time of a plan for a day."""
        found = [each.planned(day) for each in self.plans if each.name == name]
        return next((time for time in found if time is not None), None)

    def answer(self, name: str, day: date) -> Answer | None:
        """Return what became of a plan on a day."""
        return next((each for each in self.answers if (each.plan, each.day) == (name, day)), None)

    def label(self, name: str, day: date) -> str:
        """Return what a plan is called on a day."""
        if name != LEAVING:
            return name
        return f"Leave by {clock(self.planned(name, day) or 0)}"

    def names(self) -> list[str]:
        """Return the plans with days, breaks before leaving times before habits."""
        order = {LUNCH: 0, LEAVING: 1}
        return sorted({each.name for each in self.plans}, key=lambda name: order.get(name, 2))

    def last_session(self) -> date | None:
        """Return the day of the session before today."""
        return max((day for day in self.sessions if day < self.today), default=None)

    def next_session(self) -> date | None:
        """Return the day of the session from today on."""
        return min((day for day in self.sessions if day >= self.today), default=None)

    def loads(self, day: date) -> list[int]:
        """Return the loads of a day."""
        return [each.load for each in self.check_ins if each.day == day]

    def days(self, stretch: Stretch | None = None) -> list[date]:
        """Return the days with a check-in, oldest first."""
        stretch = stretch or Stretch(date.min, date.max)
        return sorted({each.day for each in self.check_ins if stretch.holds(each.day)})

    def at_work(self, stretch: Stretch) -> list[float]:
        """Return the median of each check-in day, without the days away."""
        days = (day for day in self.days(stretch) if day not in self.away)
        return [median(self.loads(day)) for day in days]

    def since_last(self) -> Stretch:
        """Return the days since the last session."""
        return Stretch(self.last_session() or self.today - 28 * ONE_DAY, self.today)

    def earlier(self) -> Stretch | None:
        """Return the days between the last session and the one before it."""
        last = self.last_session()
        before = max((day for day in self.sessions if last and day < last), default=None)
        return Stretch(before, last - ONE_DAY) if before and last else None

    def everything(self) -> Stretch:
        """Return the days since the first check-in."""
        return Stretch(min(self.days()), self.today)

    def all_later(self, day: date) -> bool:
        """Say whether all of a day was written later."""
        return all(each.later for each in self.check_ins if each.day == day)

    def heaviest(self, day: date, *own: int | None) -> int:
        """Return the heaviest number of a day, an entry's own included; -1 without any."""
        given = [load for load in own if load is not None]
        return max([*self.loads(day), *given], default=-1)

    def open_days(self) -> list[date]:
        """Return which of the last five working days have something to add."""
        back = [self.today - n * ONE_DAY for n in range(1, 15)]
        worked = [day for day in back if day.weekday() in WORKING][:5]
        return [day for day in worked if day not in self.away and self._is_open(day)]

    def _is_open(self, day: date) -> bool:
        begun = bool(self.check_ins) and min(self.days()) <= day
        dated = (LUNCH, LEAVING)
        unanswered = [n for n in dated if self.planned(n, day) is not None]
        return (begun and not self.loads(day)) or any(
            not self.answer(name, day) for name in unanswered
        )

    # What is read on the pages.

    def where(self) -> list[str]:
        """Return where today lies between two sessions, in its sentences."""
        last, following = self.last_session(), self.next_session()
        said = []
        if last:
            days = (self.today - last).days
            said.append(
                "Your last supervision was yesterday."
                if days == 1
                else f"Day {days} since your last supervision."
            )
        if following is None:
            return [*said, "No date for the next one yet."]
        ahead, time = (following - self.today).days, self._time(following)
        if not ahead:
            return [f"Supervision today{time}.", *said]
        how = "tomorrow" if ahead == 1 else f"in {ahead} days"
        noun = "Next one" if last else "Supervision"
        return [*said, f"{noun} {how}, {long(following)}{time}."]

    def _time(self, session: date) -> str:
        time = self.sessions[session]
        return "" if time is None else f" at {clock(time)}"

    def read_today(self, *, saved: bool = False) -> set[str]:
        """Return what is read on Today; `saved` is just after a check-in."""
        new = saved and len(self.check_ins) == 1
        said = {long(self.today), " ".join([NEW] * new + self.where())}
        if (days := self.open_days()) and not self.put_off:
            one = "Yesterday" if days[0] == self.today - ONE_DAY else long(days[0])
            said.add(f"{one} is still open." if len(days) == 1 else f"{len(days)} days are open.")
        if any(each.line and (self.today - each.day).days < 14 for each in self.check_ins):
            said.add("Read your lines of the last two weeks")
        for name in self.names():
            if self._asked_today(name):
                said |= self._row(name, self.today)
        for draft in self.drafts:
            day = "" if draft.day == self.today else f"{short(draft.day)}, "
            said |= {f"Continue the draft from {day}{draft.time}", draft.heading}
        for entry in self.flagged[:5]:
            said |= {f"Read {entry.heading}, {long(entry.day)}", entry.heading, long(entry.day)}
        if len(self.flagged) > 5:
            said.add(f"{len(self.flagged) - 5} more.")
        return said | self._asks() | (self._saved() if saved else set())

    def _asks(self) -> set[str]:
        """Return what Today says of a session close by, and of what may still be heavy."""
        if not (self.entries or self.check_ins):
            return set()
        if over := self._just_over():
            about = f"Clinical supervision, {long(over)}{self._time(over)}."
            return {about, "Not now, ask about the session tomorrow"}
        said = set()
        ahead = min((day for day in self.sessions if not self._begun(day)), default=None)
        if ahead and (days := (ahead - self.today).days) <= 2:
            number = len(self.flagged)
            waits = f"{number} thing{'s wait' if number > 1 else ' waits'}. Five minutes."
            when = ("Today", "Tomorrow", long(ahead).split()[0])[days]
            said.add(f"{when}: {waits if number else 'five minutes to prepare.'}")
        if heavy := self._may_be_heavy():
            said |= {f"Read {heavy.heading}, {long(heavy.day)}", heavy.heading, long(heavy.day)}
        return said

    def _just_over(self) -> date | None:
        """Return the day of the latest session that ended at most two days ago.

        None of them is recorded, or said to be of another length than an hour.
        """
        recent = [day for day in self.sessions if 0 <= (self.today - day).days <= 2]
        return max((day for day in recent if self._begun(day, minutes=60)), default=None)

    def _begun(self, session: date, *, minutes: int = 0) -> bool:
        """Say whether a session began so many minutes ago, or earlier."""
        begins = self.sessions[session]
        moment = (17 * 60 if begins is None else begins + minutes, session)
        hours, rest = map(int, self.time.split(":"))
        return (moment[1], moment[0]) <= (self.today, hours * 60 + rest)

    def _may_be_heavy(self) -> Entry | None:
        """Return the heaviest of the reflections of two to seven days ago, from 7 on."""
        recent = [each for each in self.entries if each.finished]
        recent = [each for each in recent if 2 <= (self.today - each.day).days <= 7]
        loads = [max(each.before or 0, each.after or 0) for each in recent]
        most = max(loads, default=0)
        return recent[loads.index(most)] if most >= 7 else None

    def _asked_today(self, name: str) -> bool:
        if self.answer(name, self.today):
            return True
        if self.today in self.away:
            return False
        plan = self.plan(name, self.today)
        if plan.per_week:
            return self.kept_in_week(name, monday(self.today)) < plan.per_week
        return plan.planned(self.today) is not None

    def _saved(self) -> set[str]:
        last = self.check_ins[-1]
        told = ", ".join(
            f"{each.load} at {each.time}" for each in self.check_ins if each.day == self.today
        )
        fortnight = [day for day in self.days() if (self.today - day).days < 14]
        counted = [median(self.loads(day)) for day in fortnight if day not in self.away]
        later = sum(map(self.all_later, fortnight))
        parts = [
            counted_days(len(fortnight)),
            f"median {number(median(counted))}" if counted else "",
            f"{later} written later" if later else "",
        ]
        due = [what for cue, what in self.whens.items() if cue in last.sources]
        said = {f"Today: {told}.", f"Last 14 days: {', '.join(filter(None, parts))}"}
        return said | ({f"You planned: {'; '.join(due)}"} if due else set())

    def _row(self, name: str, day: date, *, always_said: bool = False) -> set[str]:
        """Return what is read about a plan to be answered for a day."""
        answer, label = self.answer(name, day), self.label(name, day)
        plan = self.plan(name, day)
        said = {label, self._detail(plan, monday(day))}
        if name == LEAVING:
            how = "Leaving now" if day == self.today else "Left as planned"
            said |= {f"{how}, {label}", f"When you left, {label}"}
        if answer and answer.how != KEPT:
            said |= {f"What got in the way, {label}", answer.obstacle}
        if answer and (answer.after is not None or always_said):
            said.add(self._answered(answer, today=day == self.today))
            if answer.after is not None:
                said.add(self._left(answer))
        return said

    def _detail(self, plan: Daily, week: date) -> str:
        if plan.per_week:
            rhythm, kept = f"{TIMES[plan.per_week]} a week".capitalize(), 0
            kept = self.kept_in_week(plan.name, week)
            over = week + 7 * ONE_DAY <= self.today
            if not kept:
                return rhythm if over else f"{rhythm}, not yet this week"
            return f"{rhythm}, {TIMES[kept]} {'that week' if over else 'so far'}"
        if plan.name == LEAVING:
            return "Mon to Fri"
        return f"{clock(next(filter(None, plan.times)))} for {plan.minutes} minutes"

    def _answered(self, answer: Answer, *, today: bool) -> str:
        later = ", written later" if answer.later else ""
        if answer.after is not None:
            next_day = (self.planned(LEAVING, answer.day) or 0) + answer.after >= 24 * 60
            left = self._left(answer) + " the next day" * next_day
            return f"Left at {left}, {after_plan(answer.after)}{later}"
        words = {KEPT: "Kept", PARTLY: "Kept in part", NOT: NOT if today else "Not that day"}
        return words[answer.how] + later

    def _left(self, answer: Answer) -> str:
        planned = self.planned(LEAVING, answer.day) or 0
        return clock((planned + (answer.after or 0)) % (24 * 60))

    def kept_in_week(self, name: str, week: date) -> int:
        """Return on how many days of a week a plan was kept."""
        return sum(
            (each.plan, each.how) == (name, KEPT) and week <= each.day < week + 7 * ONE_DAY
            for each in self.answers
        )

    def read_journal(self, reading: str) -> set[str]:
        """Return what is read in the Journal, with the entry of the row `reading` open."""
        said = {each.row for each in self.entries}
        if self.finished:
            first = self.finished[-1].day
            plural = "" if len(self.finished) == 1 else "s"
            since = f"{short(first)} {first.year}"
            said.add(f"{len(self.finished)} reflection{plural} since {since}")
        today = [each for day, each in self.deleted if day == self.today]
        if today:
            said.add(f"{len(today)} deleted today: look")
        for each in self.entries:
            if each.title:
                said.add(each.texts[0])
            if each.row == reading:
                said |= {each.about, *each.texts, each.title, f"The reflection: {each.title}"}
        return said

    def said(self, fits: Callable[[CheckIn], bool]) -> set[str]:
        """Return the rows of the check-ins with a line that fits."""
        return {each.row for each in self.check_ins if each.line and fits(each)}

    def found(self, fits: Callable[[Entry], bool]) -> set[str]:
        """Return the rows of the finished entries that fit."""
        return {each.row for each in self.finished if fits(each)}

    def read_plan(self, week: date, chosen: date, counted: Stretch | None = None) -> set[str]:
        """Return what is read in the week from the Monday `week`, with a day of it chosen.

        What is `counted` are the days since the last session, or others.
        """
        days = [week + n * ONE_DAY for n in range(7)]
        said = {span(week), *map(self._aloud, days), *self.whens.values()}
        said |= {f"Change {happens}: {what}" for happens, what in self.whens.items()}
        said.add(f"Today, {full(chosen)}" if chosen == self.today else full(chosen))
        for name in self.names():
            plans = [each for each in self.plans if each.name == name and each.since <= days[-1]]
            plan = plans[-1]
            label = f"Leave by {clock(usual(plan))}" if name == LEAVING else name
            said |= {label, self._week_detail(plan, week)}
            if plan.until == date.max:
                said.add(f"Change {label}")
            counted = counted or self.since_last()
            said.add(f"{self._count(name, counted)} {counted.when(self.today)}")
            given = [self.answer(name, day) for day in days]
            said |= {self._left(each) for each in given if each and each.after is not None}
            asked = name not in (LUNCH, LEAVING) or self.planned(name, chosen) is not None
            if asked and chosen <= self.today:
                said |= self._row(name, chosen, always_said=True)
        if kind := self.away.get(chosen):
            when = " today" if chosen == self.today else ""
            said.add(f"{kind}{when}. Nothing counts. An answer you give is kept all the same.")
        return said

    def _week_detail(self, plan: Daily, week: date) -> str:
        if plan.per_week:
            return self._detail(plan, week)
        others = [
            f"{WEEKDAYS[at][:3]} {clock(time)}"
            for at, time in enumerate(plan.times)
            if time not in (None, usual(plan))
        ]
        days = "; ".join(["Mon to Fri", *others])
        return days if plan.name == LEAVING else f"{self._detail(plan, week)}, {days}"

    def _count(self, name: str, stretch: Stretch) -> str:
        given = [each for each in self.answers if each.plan == name and stretch.holds(each.day)]
        kept = sum(each.how == KEPT for each in given)
        if self.plan(name, self.today).per_week:
            return f"Kept {TIMES[kept]}" if kept else ""
        answered = "1 day" if len(given) == 1 else f"{len(given)} days"
        return f"Kept on {kept} of {answered} answered" if given else ""

    def _aloud(self, day: date) -> str:
        """Return what a screen reader says for a day of the week."""
        said = [full(day), self.away.get(day, "")]
        for name in self.names():
            answer, planned = self.answer(name, day), self.planned(name, day)
            under_way = any(p.name == name and p.since <= day <= p.until for p in self.plans)
            if not under_way or (name in (LUNCH, LEAVING) and planned is None and not answer):
                continue
            how = self._answered(answer, today=False) if answer else "no answer"
            if not answer and day in self.away:
                how = self.away[day]
            said.append(f"{self.label(name, day)}: {how[0].lower()}{how[1:]}")
        return ". ".join(filter(None, said))

    def read_supervision(self, counted: Stretch | None = None) -> set[str]:
        """Return what is read under Supervision, with the days `counted` between sessions."""
        said = {" ".join(self.where()), *self._between_sessions(counted or self.since_last())}
        for day in self.sessions:
            when = f"{long(day)}{self._time(day)}"
            before = max((each for each in self.sessions if each < day), default=None)
            gap = f", after {(day - before).days} days" if before else ""
            said |= {when, f"Clinical supervision{gap}"}
            moves = "Was not held" if day < self.today else "Move or cancel"
            acts = [moves, "Correct", "Remove"]
            acts += ["Prepare"] * (day >= self.today)
            acts += ["Write the record"] * (day <= self.today)
            said |= {f"{act} Clinical supervision, {when}" for act in acts}
        if self.next_session() is None:
            latest = max(self.sessions)
            said.add("No date for it yet. At four weeks apart it would be:")
            said.add(f"Add {long(latest + 28 * ONE_DAY)}{self._time(latest)}")
        said |= self._for_a_calendar()
        for entry in self.flagged:
            about = f"{entry.heading}, {long(entry.day)}"
            said |= {f"Read: {about}", f"Not for supervision: {about}", entry.heading}
            said.add(", ".join(filter(None, (long(entry.day), entry.load))))
        return said

    def _for_a_calendar(self) -> set[str]:
        """Return what a file of dates would hold."""
        ahead = sum(day >= self.today for day in self.sessions)
        month = self.today + 28 * ONE_DAY
        last = min((day for day in self.sessions if day > self.today), default=month)
        days = [self.today + n * ONE_DAY for n in range((last - self.today).days + 1)]
        lunches = [each for each in self.plans if each.name == LUNCH]
        held = [f"{ahead} appointment{'s' * (ahead > 1)} to come"] if ahead else []
        if any(each.since <= day <= each.until and each.planned(day) is not None
               for each in lunches for day in days):  # fmt: skip
            held.append(f"your planned breaks until {short(last)}")
        return {f"The file holds {' and '.join(held)}."} if held else set()

    def _between_sessions(self, stretch: Stretch) -> Iterable[str]:
        """Yield what a cycle is summed up in."""
        when = stretch.when(self.today)
        yield f"{when[0].upper()}{when[1:]}"
        written = [each for each in self.finished if stretch.holds(each.day)]
        flagged = sum(each.flagged for each in written)
        plural = "" if len(written) == 1 else "s"
        kept = f", {flagged} of them for supervision" if flagged else ""
        yield f"{len(written) or 'No'} reflection{plural}{kept}"
        days = [day for day in self.days(stretch) if day not in self.away]
        heavy = sum(max(self.loads(day)) >= 7 for day in days)
        middle = median(self.at_work(stretch)) if len(days) >= 3 else None
        parts = [
            counted_days(len(days)),
            "" if middle is None else f"median {number(middle)}",
            f"{heavy} of them at 7 or more" if heavy else "",
        ]
        yield ", ".join(filter(None, parts))
        for name in self.names():
            named = [each for each in self.plans if each.name == name]
            last = ([each for each in named if each.since <= stretch.last] or named)[-1]
            label = f"Leave by {clock(usual(last))}" if name == LEAVING else name
            if count := self._count(name, stretch):
                yield f"{label}: {count[0].lower()}{count[1:]}"

    def read_trends(self, stretch: Stretch, cycle: Stretch | None = None) -> set[str]:
        """Return what is read under Trends; the words are about the days of a `cycle`."""
        shown = self.days(stretch)
        loads = self.at_work(stretch)
        first = max(stretch.first, min(*self.days(), stretch.last))
        away = [day for day in self.away if first <= day <= stretch.last]
        later = sum(map(self.all_later, shown))
        left = [f"{len(away)} day{'s' * (len(away) > 1)} away left out"] if away else []
        every = (stretch.last - first).days + 1 - len(away)
        coverage = ", ".join([f"{counted_days(len(loads))} of {every}", *left])
        parts = [
            f"Emotional load, {counted_days(len(shown))} {stretch.words}",
            f"median {number(median(loads))}" if loads else "",
            f"highest {max(max(self.loads(day)) for day in shown)}",
            f"{later} written later" if later else "",
        ]
        said = {f"{coverage}. Heavy days may be checked in more often."}
        said |= {", ".join(filter(None, parts)), *self._in_words(cycle or self.since_last())}
        return said | self._leaving_words(stretch) | self._ticked_words(stretch)

    def _in_words(self, cycle: Stretch) -> Iterable[str]:
        before = self.earlier() if cycle.last == self.today else None
        loads, when = self.at_work(cycle), cycle.when(self.today)
        earlier = self.at_work(before) if before else []
        if before is None:
            yield side(loads, when)
        elif min(len(loads), len(earlier)) < 3:
            yield f"{side(loads, when)} {side(earlier, 'in the cycle before')}"
        else:
            both = f"{side(loads, when)[:-1]}, {number(median(earlier))} on {len(earlier)} before."
            differ = median(loads) != median(earlier)
            # Fewer than fourteen days a side are never taken for more than chance.
            yield both + " Differences this size often come by chance." * differ
        usual = Stretch(cycle.first - 84 * ONE_DAY, cycle.first - ONE_DAY)
        known = len(self.at_work(usual)) or "none"
        yield (
            f"A usual range needs 20 check-in days in the 12 weeks before {short(cycle.first)}; "
            f"so far {known}."
        )
        if len(self._leavings()) < 3:
            return
        left = [each.after or 0 for each in self._leavings(cycle)]
        days = "1 answered day" if len(left) == 1 else f"{len(left)} answered days"
        if len(left) < 3:
            yield f"Leaving time {when}: {days}, too few to say."
        else:
            yield f"Leaving time {when}: median {after_plan(round(median(left)))} on {days}."

    def _leavings(self, stretch: Stretch | None = None) -> list[Answer]:
        stretch = stretch or Stretch(date.min, date.max)
        left = (each for each in self.answers if each.plan == LEAVING and stretch.holds(each.day))
        return sorted((each for each in left if each.day not in self.away), key=lambda a: a.day)

    def _leaving_words(self, stretch: Stretch) -> set[str]:
        left, title = self._leavings(stretch), "Leaving time, minutes after plan"
        if len(self._leavings()) < 3:
            return set()
        if not left:
            return {f"No answered leaving times since {short(stretch.first)}. {LONGER}"}
        days = "1 answered day" if len(left) == 1 else f"{len(left)} answered days"
        after = [each.after or 0 for each in left]
        kinds = (
            (sum(each > 0 for each in after), "later than planned"),
            (after.count(0), "as planned"),
            (sum(each < 0 for each in after), "earlier"),
            (sum(each.later for each in left), "answered later"),
        )
        told = [f"{title}, {days} {stretch.words}", *(f"{n} {how}" for n, how in kinds if n)]
        return {", ".join(told)}

    def _ticked(self, stretch: Stretch) -> list[tuple[str, int]]:
        each_once = {
            (each.day, source)
            for each in self.check_ins
            if stretch.holds(each.day)
            for source in each.sources
        }
        counted = Counter(source for _, source in each_once)
        return sorted(
            counted.items(), key=lambda pair: (-pair[1], pair[0].removeprefix("A ").lower())
        )

    def _ticked_words(self, stretch: Stretch) -> set[str]:
        ticked = ", ".join(f"{source} {days}" for source, days in self._ticked(stretch))
        if not ticked:
            return {f"Nothing was ticked since {short(stretch.first)}. {LONGER}"}
        return {f"What you ticked, in days, {stretch.words}: {ticked}"}

    def load_table(self, stretch: Stretch) -> list[tuple[str, ...]]:
        """Return the rows of the figures behind the load, newest first."""
        return [
            (
                full(day)
                + ", written later" * self.all_later(day)
                + ", a day away" * (day in self.away),
                f"Median {number(median(self.loads(day)))}",
                f"Highest {max(self.loads(day))}",
                f"Check-ins {len(self.loads(day))}",
            )
            for day in reversed(self.days(stretch))
        ]

    def leaving_table(self, stretch: Stretch) -> list[tuple[str, ...]]:
        """Return the rows of the figures behind the leaving times, newest first."""
        return [
            (
                full(each.day) + ", answered later" * each.later,
                f"Planned {clock(self.planned(LEAVING, each.day) or 0)}",
                f"Left {self._left(each)}",
                f"After plan {each.after}",
            )
            for each in reversed(self._leavings(stretch))
        ]

    def ticked_table(self, stretch: Stretch) -> list[tuple[str, ...]]:
        """Return the rows of the figures behind what was ticked."""
        return [(source, f"Days {days}") for source, days in self._ticked(stretch)]

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind the journal has to hold."""
        return {
            "entries": len(self.finished),
            "drafts": len(self.drafts),
            "check_ins": len(self.check_ins),
            "plans": len(self.plans) + len(self.whens),
            "plan_answers": len(self.answers),
            "sessions": len(self.sessions),
        }


NEW = "Your journal is new. Nothing here needs doing."
LONGER = "A longer span shows the days before."


def side(loads: Sequence[float], when: str) -> str:
    """Return a median with the days behind it, or why there is none."""
    if not loads:
        return f"No check-in days {when}."
    if len(loads) < 3:
        return f"{counted_days(len(loads))} {when}: too few to say."
    return f"Median {number(median(loads))} on {counted_days(len(loads))} {when}."


def median(values: Sequence[float]) -> float:
    """Return the middle of `values`, halfway between the middle two of an even number."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def number(value: float) -> str:
    """Return 4.0 as "4" and 4.5 as "4.5"."""
    return f"{value:.1f}".removesuffix(".0")


def counted_days(days: int) -> str:
    return "1 check-in day" if days == 1 else f"{days} check-in days"


def minutes(time: str) -> int:
    """Return "17:15" in minutes after midnight."""
    hours, rest = time.split(":")
    return int(hours) * 60 + int(rest)


def clock(time: int) -> str:
    return f"{time // 60:02}:{time % 60:02}"


def after_plan(after: int) -> str:
    """Return 65 as "1 hour 5 minutes after plan"."""
    if not after:
        return "as planned"
    hours, rest = divmod(abs(after), 60)
    parts = [(hours, "hour"), (rest, "minute")]
    said = " ".join(f"{n} {noun}{'s' * (n > 1)}" for n, noun in parts if n)
    return f"{said} {'after' if after > 0 else 'before'} plan"


def usual(plan: Daily) -> int:
    """Return the time most of a plan's days have."""
    return Counter(time for time in plan.times if time is not None).most_common(1)[0][0]


def monday(day: date) -> date:
    return day - day.weekday() * ONE_DAY


def short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]}"


def long(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {short(day)}"


def full(day: date) -> str:
    return f"{long(day)} {day.year}"


def span(week: date) -> str:
    """Return a week as its page says it: "26 October to 1 November 2026"."""
    sunday = week + 6 * ONE_DAY
    first = str(week.day) if week.month == sunday.month else short(week)
    return f"{first} to {short(sunday)} {sunday.year}"


def found_in_words(reflections: int, check_ins: int) -> str:
    """Return how much a search found: "3 found", "3 reflections and 1 check-in"."""
    if not check_ins:
        return f"{reflections} found"
    lines = "1 check-in" if check_ins == 1 else f"{check_ins} check-ins"
    plural = "" if reflections == 1 else "s"
    return f"{reflections} reflection{plural} and {lines}" if reflections else lines


def words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return re.findall(r"\w+", text.lower())
