"""The time between two supervision sessions, which is the unit of the whole app."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from reflect_app.domain.dates import day_month, full_day, long_day
from reflect_app.domain.plan import clock_time
from reflect_app.domain.records import Session

KINDS: Mapping[str, str] = {
    "clinical": "Clinical supervision",
    "reflective": "Reflective session",
    "group": "Group supervision",
    "peer": "Peer supervision",
    "line_management": "Line management",
    "eap": "EAP counselling",
}
"""What a session may be called, by key: employers differ, and nothing assumes one of them."""

FUNCTIONS: Mapping[str, str] = {
    "supportive": "Supportive",
    "learning": "Learning",
    "ethical": "Ethical",
}
"""What supervision is for (Proctor's restorative, formative and normative), by key."""

THEMES: Mapping[str, str] = {
    "relationships": "Relationships",
    "boundaries": "Boundaries",
    "emotional_impact": "Emotional impact",
    "fitness": "Fitness to practise",
    "communication": "Communication",
    "conflict": "Conflict",
    "development": "Development",
    "coping": "Healthy coping",
    "team": "Team and organisation",
}
"""What is brought to supervision, by key; always optional."""

STAFF_THEMES: Mapping[str, str] = {
    "staff": "Staff matters",
    "upward": "Decisions upward",
}
"""What those who manage staff bring beside the THEMES, by key."""
MANAGES_STAFF = "manages_staff"
"""The journal's preference that says whether the person manages staff; without it they do not."""

TASKS: Mapping[str, str] = {
    "administration": "Administration",
    "relationship": "Learning relationship",
    "teaching": "Teaching",
    "evaluation": "Evaluation",
    "ethics": "Ethics",
    "counselling": "Counselling",
    "consulting": "Consulting",
}
"""Carroll's seven tasks of supervision, by key: a lens, folded away until it is wanted."""

TIME_WENT: Mapping[str, str] = {
    "cases": "Mostly cases",
    "half": "About half",
    "self": "Mostly how I am",
}
"""Where the time of a session went, by key."""

DONE, PARTLY, LET_GO = "done", "partly", "let_go"
OUTCOMES: Mapping[str, str] = {DONE: "Done", PARTLY: "Partly", LET_GO: "Let go"}
"""How something agreed went, by the key that `records.Agreed` keeps; without one it is open."""

CAUTIOUS = ("line_management", "group")
"""Kinds of session whose page starts empty: only what is marked for any session is offered."""

_SPOKEN = {
    "clinical": "supervision",
    "reflective": "reflective session",
    "group": "group supervision",
    "peer": "peer supervision",
    "line_management": "line management session",
    "eap": "EAP counselling session",
}
_UNTIMED = 24 * 60
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve")  # fmt: skip
USUAL_WEEKS = 4
"""From one session to the next, where nobody said otherwise."""
MOVED, CANCELLED, REMOVED = "moved", "cancelled", "removed"
"""What became of a session that was not held; `records.Session.state` begins with it."""
_ONE_DAY = timedelta(days=1)
_ONE_WEEK = timedelta(weeks=1)
_USUAL_CYCLE = timedelta(weeks=USUAL_WEEKS)


def kind_name(kind: str) -> str:
    """Return what a session of this kind is called; a kind of the person's own is its name."""
    return KINDS.get(kind, kind)


def spoken(kind: str) -> str:
    """Return what a session of this kind is called within a sentence."""
    return _SPOKEN.get(kind, kind)


def themes(*, manages_staff: bool) -> Mapping[str, str]:
    """Return the themes on offer to somebody who manages staff, or does not."""
    return {**THEMES, **STAFF_THEMES} if manages_staff else THEMES


@dataclass(frozen=True)
class Cycle:
    """The days from one session to the next: `start` belongs to it, `end` no longer."""

    start: date
    end: date

    @property
    def last_day(self) -> date:
        """Return the last day that belongs to it."""
        return self.end - _ONE_DAY

    def holds(self, day: date) -> bool:
        """Say whether a day lies in this cycle."""
        return self.start <= day < self.end


def last_session(sessions: Iterable[Session], today: date) -> Session | None:
    """Return the latest session before today; one that is today still lies ahead."""
    return max((each for each in sessions if each.day < today), key=_when, default=None)


def next_session(sessions: Iterable[Session], today: date) -> Session | None:
    """Return the earliest session from today on; a session today is next until the day is over."""
    return next(iter(to_come(sessions, today)), None)


def cycles(sessions: Iterable[Session], today: date) -> list[Cycle]:
    """Return the cycles that past sessions have begun, oldest first.

    The last one is still running: it ends after today. Sessions on one day begin one cycle; a
    session today begins its cycle tomorrow, looking back (see `next_session`).
    """
    starts = sorted({session.day for session in sessions if session.day < today})
    if not starts:
        return []
    return [Cycle(*days) for days in pairwise([*starts, today + _ONE_DAY])]


def this_cycle(sessions: Iterable[Session], today: date) -> Cycle:
    """Return the cycle that is running (see `cycle_start`)."""
    return Cycle(cycle_start(sessions, today), today + _ONE_DAY)


def earlier_cycles(sessions: Iterable[Session], today: date, begun: date | None) -> list[Cycle]:
    """Return the cycles that are over, the latest first.

    `begun` is the first day that anything is known of, None where nothing is. The days from then
    to the first session are a cycle too; cycles that were over by then are left out. Together
    with the one that is running they hold every day from `begun` to today exactly once.
    """
    known = cycles(sessions, today)
    if not known or begun is None:
        return []
    opening = [Cycle(begun, known[0].start)] if begun < known[0].start else []
    return [each for each in reversed([*opening, *known[:-1]]) if each.end > begun]


def cycle_in_words(cycle: Cycle, today: date) -> str:
    """Return the first and the last day of a cycle: "14 October to 10 November"."""
    return days_in_words(cycle.start, cycle.last_day, today)


def within(cycle: Cycle, today: date) -> str:
    """Say when a cycle is or was: "since 4 November", "from 14 October to 10 November"."""
    if cycle.holds(today):
        return f"since {day_month_year(cycle.start, today)}"
    one = cycle.start == cycle.last_day
    return f"{'on' if one else 'from'} {cycle_in_words(cycle, today)}"


def days_in_words(first: date, last: date, today: date) -> str:
    """Return the days from `first` to `last`, with the year where it is not this one."""
    if first == last:
        return day_month_year(first, today)
    if first.year == last.year:
        return f"{day_month(first)} to {day_month_year(last, today)}"
    return f"{day_month(first)} {first.year} to {day_month(last)} {last.year}"


def cycle_start(sessions: Iterable[Session], today: date) -> date:
    """Return the day this cycle began; with no session yet, four weeks back, as most are long."""
    last = last_session(sessions, today)
    return last.day if last else today - _USUAL_CYCLE


def where_we_are(sessions: Sequence[Session], today: date) -> str:
    """Say in a sentence or two where today lies between the last session and the next."""
    last, following = last_session(sessions, today), next_session(sessions, today)
    if not last and not following:
        return "No supervision date yet. You can add one under Supervision."
    sentences = [_since(last, today)] if last else []
    sentences.append(_ahead(following, last, today))
    if following and following.day == today:
        sentences.reverse()
    return " ".join(sentences)


def to_come(sessions: Iterable[Session], today: date) -> list[Session]:
    """Return the sessions from today on, the next one first."""
    return sorted((each for each in sessions if each.day >= today), key=_when)


def so_far(sessions: Iterable[Session], today: date) -> list[Session]:
    """Return the sessions before today, the last one first."""
    return sorted((each for each in sessions if each.day < today), key=_when, reverse=True)


def days_between(session: Session, sessions: Iterable[Session]) -> int | None:
    """Return how many days after the one before it a session lies; None for the very first."""
    before = [each.day for each in sessions if _when(each) < _when(session)]
    return (session.day - max(before)).days if before else None


def same_session(session: Session, sessions: Iterable[Session]) -> Session | None:
    """Return another record of `session`: the same day, time and kind."""
    meant = (session.day, session.start, session.kind)
    return next(
        (
            each
            for each in sessions
            if each.id != session.id and (each.day, each.start, each.kind) == meant
        ),
        None,
    )


def there_already(session: Session, sessions: Iterable[Session], today: date) -> str:
    """Say that `session` is one of `sessions` already, or nothing where it is not."""
    if not same_session(session, sessions):
        return ""
    return (
        f"{kind_name(session.kind)} on {when_in_words(session, today)} is here already, "
        "so there is nothing to add. You can choose another day, time or kind."
    )


def moved(to: Session) -> str:
    """Return the state of a session that became `to`: its day and, where it is known, its time."""
    time = [] if to.start is None else [str(to.start)]
    return " ".join((MOVED, to.day.isoformat(), *time))


def next_week(session: Session, today: date) -> Session:
    """Return `session` as it would be when moved by a week, or by so many that it lies ahead."""
    day = session.day + _ONE_WEEK
    while day < today:
        day += _ONE_WEEK
    return again(session, day)


def again(session: Session, day: date) -> Session:
    """Return a new session like `session`, on another day."""
    return Session(
        day=day,
        start=session.start,
        kind=session.kind,
        minutes=session.minutes,
        mode=session.mode,
        place=session.place,
        with_whom=session.with_whom,
        in_group=session.in_group,
    )


def removed(session: Session, today: date) -> str:
    """Return the state of a session that is removed `today`; it tells of the one it had."""
    return " ".join(filter(None, (REMOVED, today.isoformat(), session.state)))


def before_removal(state: str) -> str:
    """Return the state that a session had before it was removed."""
    return state.split(maxsplit=2)[2] if state.count(" ") > 1 else ""


def became(session: Session, sessions: Iterable[Session]) -> Session | None:
    """Return which of the `sessions` that stand a moved `session` has become.

    None once that one was moved on, put right or removed.
    """
    _, day, start = _state(session)
    meant = (day, start, session.kind)
    return next((each for each in sessions if (each.day, each.start, each.kind) == meant), None)


def fate(session: Session, others: Iterable[Session], today: date) -> str:
    """Say what became of a `session` that was not held: "moved to 9 December", "cancelled".

    `others` are all sessions, held or not: a day that none of them has any more goes unsaid.
    """
    state, day, _ = _state(session)
    if state != MOVED or day is None:
        return state
    if day == session.day:
        return "moved to another time that day"
    known = any(each.day == day for each in others)
    return f"moved to {day_month_year(day, today)}" if known else MOVED


def suggested(sessions: Iterable[Session], today: date, weeks: int = USUAL_WEEKS) -> Session | None:
    """Return the session after the latest one: so many weeks on, at the same time, of its kind.

    Where that day has passed it is so many times as many weeks that it lies ahead; with no
    session to go by there is none.
    """
    latest = max(sessions, key=_when, default=None)
    if latest is None:
        return None
    cycle = timedelta(weeks=weeks)
    day = latest.day + cycle
    while day < today:
        day += cycle
    return again(latest, day)


def weeks_in_words(weeks: int) -> str:
    """Return how far apart sessions are, from one week to twelve: "four weeks"."""
    return "one week" if weeks == 1 else f"{_NUMBERS[weeks - 1]} weeks"


def day_in_words(day: date, today: date) -> str:
    """Return a day, with its year where that is not this one."""
    return long_day(day) if day.year == today.year else full_day(day)


def day_month_year(day: date, today: date) -> str:
    """Return a day within a sentence, with its year where that is not this one."""
    return day_month(day) if day.year == today.year else f"{day_month(day)} {day.year}"


def when_in_words(session: Session, today: date) -> str:
    """Return day and time: "Wednesday 2 December at 10:00"."""
    day = day_in_words(session.day, today)
    return day if session.start is None else f"{day} at {clock_time(session.start)}"


def distance(day: date, today: date) -> str:
    """Return how far a day lies from today: "in 12 days", "yesterday"."""
    days = (day - today).days
    if abs(days) <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def _state(session: Session) -> tuple[str, date | None, int | None]:
    """Return what became of a session, and the day and the time it was moved to, where it was."""
    state, *to = session.state.split()
    day = date.fromisoformat(to[0]) if to else None
    return state, day, int(to[1]) if len(to) > 1 else None


def _when(session: Session) -> tuple[date, int]:
    return session.day, _UNTIMED if session.start is None else session.start


def _since(last: Session, today: date) -> str:
    noun, days = spoken(last.kind), (today - last.day).days
    return (
        f"Your last {noun} was yesterday." if days == 1 else f"Day {days} since your last {noun}."
    )


def _ahead(following: Session | None, last: Session | None, today: date) -> str:
    if following is None:
        return "No date for the next one yet."
    time = "" if following.start is None else f" at {clock_time(following.start)}"
    noun = _capital(spoken(following.kind))
    days = (following.day - today).days
    if not days:
        return f"{noun} today{time}."
    if last and last.kind == following.kind:
        noun = "Next one"
    away = "tomorrow" if days == 1 else f"in {days} days"
    return f"{noun} {away}, {long_day(following.day)}{time}."


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
