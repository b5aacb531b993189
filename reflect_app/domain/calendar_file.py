"""The sessions to come and the planned breaks, as a file that any calendar can take in.

It says when somebody is busy and nothing else: a calendar at work is often read by others.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from reflect_app.domain.dates_ahead import days_by_time, last_day
from reflect_app.domain.plan import BREAK, same_plan
from reflect_app.domain.planning import SUGGESTED_LENGTH
from reflect_app.domain.records import Plan, Session
from reflect_app.domain.supervision import to_come

APPOINTMENT, PAUSE = "Appointment", "Break"
"""What stands in the calendar, whatever kind a session is and however a break is called."""
ZONE = ZoneInfo("Europe/London")
"""The clock on the wall of every nation whose bank holidays the app knows."""
USUAL_MINUTES = 60
"""How long a session is where nobody said."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SUMMER, _WINTER = timedelta(hours=1), timedelta()


def calendar_file(
    sessions: Sequence[Session],
    plans: Sequence[Plan],
    off: Collection[date],
    *,
    whose: str,
    now: datetime,
) -> str:
    """Return the text of an .ics file with what lies ahead of the local moment `now`.

    There are no breaks on the days `off`. `whose` is the id of the journal: with the same one an
    appointment keeps its identity from file to file, and nobody can tell from it whose that is.
    """
    today = now.date()
    calendar = Calendar()
    calendar.add("prodid", "-//Dates//EN")
    calendar.add("version", "2.0")
    calendar.add_component(_time_zone())
    for session in to_come(sessions, today):
        event, about = _appointment(session), f"session {session.id}"
        calendar.add_component(_named(event, APPOINTMENT, about, whose, now))
    for about, event in _breaks(plans, today, last_day(sessions, today), off):
        calendar.add_component(_named(event, PAUSE, about, whose, now))
    written: bytes = calendar.to_ical()
    return written.decode()


def _appointment(session: Session) -> Event:
    event = Event()
    if session.start is None:
        event.add("dtstart", session.day)
        return event
    event.add("dtstart", _at(session.day, session.start))
    event.add("duration", timedelta(minutes=session.minutes or USUAL_MINUTES))
    return event


def _breaks(
    plans: Sequence[Plan], first: date, last: date, off: Collection[date]
) -> Iterator[tuple[str, Event]]:
    """Yield the breaks from `first` to `last`, each time of day a series, and what it is known by.

    A plan that was changed is still the same one, so that its new times take the place of the old.
    """
    numbers: Counter[int] = Counter()
    for plan in plans:
        if plan.kind != BREAK:
            continue
        thread = same_plan(plan, plans)[0].id
        for minutes, days in days_by_time(plan, first, last).items():
            about = f"break {thread} {numbers[thread]}"
            numbers[thread] += 1
            if event := _series(days, minutes, plan.minutes or SUGGESTED_LENGTH, off):
                yield about, event


def _series(days: list[date], minutes: int, length: int, off: Collection[date]) -> Event | None:
    """Return what comes back every week on these `days` but for those `off`; None for no day."""
    held = [day for day in days if day not in off]
    if not held:
        return None
    event = Event()
    event.add("dtstart", _at(held[0], minutes))
    event.add("duration", timedelta(minutes=length))
    weekdays = sorted({day.weekday() for day in days})
    until = _at(held[-1], minutes).astimezone(UTC)
    rule = {"freq": "weekly", "byday": [_WEEKDAYS[each] for each in weekdays], "until": until}
    event.add("rrule", rule)
    between = [day for day in days if day in off and held[0] < day < held[-1]]
    if between:
        event.add("exdate", [_at(day, minutes) for day in between])
    return event


def _named(event: Event, title: str, about: str, whose: str, now: datetime) -> Event:
    """Return `event` with a title that says nothing, and an identity that nobody can read."""
    event.add("summary", title)
    event.add("uid", str(UUID(bytes=sha256(f"{whose} {about}".encode()).digest()[:16])))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("class", "PRIVATE")
    return event


def _at(day: date, minutes: int) -> datetime:
    """Return the moment at which the clock on the wall shows so many minutes after midnight."""
    return datetime.combine(day, time(*divmod(minutes, 60)), ZONE)


def _time_zone() -> Timezone:
    """Return the rules of ZONE, which have stood since 1996; not every calendar knows them."""
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    for part, begins, name, before, after in (
        (TimezoneDaylight(), datetime(1996, 3, 31, 1), "BST", _WINTER, _SUMMER),  # noqa: DTZ001
        (TimezoneStandard(), datetime(1996, 10, 27, 2), "GMT", _SUMMER, _WINTER),  # noqa: DTZ001
    ):
        part.add("dtstart", begins)  # on the clock as it stood until then, so without a zone
        part.add("rrule", {"freq": "yearly", "bymonth": begins.month, "byday": "-1SU"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
