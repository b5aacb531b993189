"""What stands in the diary of the demo journal: supervision, and the days away from work."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from reflect_app.demo.supervision import MINUTES
from reflect_app.demo.texts import Deck, session_words, small_words
from reflect_app.domain.bank_holidays import NATION, bank_holidays
from reflect_app.domain.plan import LEAVE, SICK
from reflect_app.domain.records import Away, Session
from reflect_app.domain.supervision import CANCELLED, MOVED, moved

EVERYDAY = timedelta(weeks=4)
"""How long before today nobody has been on leave, so that the last weeks are ordinary ones."""

_WELL = timedelta(days=9)
"""How long before today nobody has been off sick."""
_IN_A_YEAR = 13
_MOVED, _CANCELLED, _IN_A_GROUP = 4, 9, 6
"""Which of a year's sessions, counted back from the last one, went otherwise."""
_AT = 14 * 60
_SATURDAY = 5
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_CALLS_IN_SICK, _IN_LIEU = 0.012, 0.012
"""How often a day at work is the first of some days off sick, or taken for one worked before."""

_LEAVE = (
    ((1, 1), (1, 2)),
    ((2, 14), (2, 20)),
    ((4, 3), (4, 12)),
    ((7, 27), (8, 14)),
    ((10, 24), (10, 30)),
    ((12, 23), (12, 31)),
)
"""The times of a year on leave, each from a month and day until another."""


def sessions(chance: Random, today: date, first: date) -> list[Session]:
    """Return supervision about every four weeks since `first`, and the next one to come.

    Once a year one is moved by a week or so, and one is cancelled; both stay in the diary.
    """
    wednesday = today - timedelta(days=10 + (today.weekday() - 2 - 10) % 7)
    found = [Session(day=wednesday + 4 * _WEEK, start=_AT)]
    reasons = {name: Deck(lines, chance) for name, lines in small_words()["sessions"].items()}
    number = 0
    while wednesday >= first:
        found += _held(wednesday, number % _IN_A_YEAR, reasons)
        wednesday -= 5 * _WEEK if on_leave(wednesday - 4 * _WEEK) else 4 * _WEEK
        number += 1
    for session in found:
        session.minutes, session.mode = MINUTES, "face_to_face"
        session.in_group = session.kind == "group"
        session.with_whom = "" if session.in_group else session_words()["with_whom"]
    return sorted(found, key=lambda session: session.day)


def away(chance: Random, first: date, today: date, resting: set[date]) -> list[Away]:
    """Return the days of leave and the sick days from `first` until some days before `today`.

    They are working days; those that are `resting` by law do not count among them.
    """
    found: dict[date, str] = {}
    for number in range((today - first).days):
        day = first + number * _DAY
        fate = chance.random()
        length = chance.choice((1, 1, 2, 2, 3))
        if day.weekday() >= _SATURDAY or day in resting or day in found:
            continue
        if on_leave(day) or fate > 1 - _IN_LIEU:
            if day <= today - EVERYDAY:
                found[day] = LEAVE
        elif fate < _CALLS_IN_SICK and day + length * _DAY <= today - _WELL:
            spell = (day + each * _DAY for each in range(length))
            found |= {each: SICK for each in spell if each.weekday() < _SATURDAY}
    return [Away(day=day, kind=kind) for day, kind in sorted(found.items()) if day not in resting]


def rest_days(first: date, today: date) -> set[date]:
    """Return the bank holidays of the usual nation from `first` to `today`."""
    return bank_holidays(NATION, first, today)


def on_leave(day: date) -> bool:
    """Say whether `day` is in one of the times of a year that are spent on leave."""
    return any(begin <= (day.month, day.day) <= end for begin, end in _LEAVE)


def _held(wednesday: date, place: int, reasons: dict[str, Deck]) -> Iterator[Session]:
    """Yield what became of the session meant for a `wednesday`."""
    if place == _CANCELLED:
        reason = reasons[CANCELLED].draw()
        yield Session(day=wednesday, start=_AT, state=CANCELLED, reason=reason)
    elif place == _MOVED:
        later = wednesday + _WEEK + _DAY
        held = Session(day=later + 2 * _WEEK * on_leave(later), start=10 * 60)
        yield Session(day=wednesday, start=_AT, state=moved(held), reason=reasons[MOVED].draw())
        yield held
    else:
        kind = "group" if place == _IN_A_GROUP else "clinical"
        yield Session(day=wednesday, start=_AT, kind=kind)


def session_days(supervision: Sequence[Session]) -> set[date]:
    """Return the days on which a session was held, or will be."""
    return {session.day for session in supervision if not session.state}
