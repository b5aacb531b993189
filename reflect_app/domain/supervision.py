"""The time between two supervision sessions, which is the unit of the whole app."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from reflect_app.domain.dates import full_day, long_day
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
_USUAL_CYCLE = timedelta(weeks=USUAL_WEEKS)


@dataclass(frozen=True)
class Cycle:
    """The days from one session to the next: `start` belongs to it, `end` no longer."""

    start: date
    end: date

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
    return [Cycle(*days) for days in pairwise([*starts, today + timedelta(days=1)])]


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
    return Session(day=day, start=latest.start, kind=latest.kind)


def weeks_in_words(weeks: int) -> str:
    """Return how far apart sessions are, from one week to twelve: "four weeks"."""
    return "one week" if weeks == 1 else f"{_NUMBERS[weeks - 1]} weeks"


def day_in_words(day: date, today: date) -> str:
    """Return a day, with its year where that is not this one."""
    return long_day(day) if day.year == today.year else full_day(day)


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


def _when(session: Session) -> tuple[date, int]:
    return session.day, _UNTIMED if session.start is None else session.start


def _since(last: Session, today: date) -> str:
    noun, days = _SPOKEN[last.kind], (today - last.day).days
    return (
        f"Your last {noun} was yesterday." if days == 1 else f"Day {days} since your last {noun}."
    )


def _ahead(following: Session | None, last: Session | None, today: date) -> str:
    if following is None:
        return "No date for the next one yet."
    time = "" if following.start is None else f" at {clock_time(following.start)}"
    noun = _capital(_SPOKEN[following.kind])
    days = (following.day - today).days
    if not days:
        return f"{noun} today{time}."
    if last and last.kind == following.kind:
        noun = "Next one"
    away = "tomorrow" if days == 1 else f"in {days} days"
    return f"{noun} {away}, {long_day(following.day)}{time}."


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
