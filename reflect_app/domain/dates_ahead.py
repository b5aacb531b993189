"""Which sessions and planned breaks lie ahead, for a calendar outside the journal."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from reflect_app.domain.plan import BREAK, planned
from reflect_app.domain.records import Plan, Session
from reflect_app.domain.supervision import USUAL_WEEKS, day_month_year, to_come

_MOST = timedelta(weeks=12)
"""How far ahead breaks are told at most: plans change, and a year may be mistyped."""


def last_day(sessions: Iterable[Session], today: date) -> date:
    """Return the last day whose breaks are told: the next session's, or the one in four weeks."""
    ahead = [each.day for each in sessions if each.day > today]
    return min(min(ahead, default=today + timedelta(weeks=USUAL_WEEKS)), today + _MOST)


def days_by_time(plan: Plan, first: date, last: date) -> dict[int, list[date]]:
    """Return the days of a plan from `first` to `last` by its time, minutes after midnight."""
    found: dict[int, list[date]] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if (minutes := planned(plan, day)) is not None:
            found.setdefault(minutes, []).append(day)
    return found


def holds(sessions: Sequence[Session], plans: Sequence[Plan], today: date) -> str:
    """Say in a sentence what the file would hold, or return nothing where that is nothing."""
    count, last = len(to_come(sessions, today)), last_day(sessions, today)
    appointments = "1 appointment" if count == 1 else f"{count} appointments"
    breaks = any(days_by_time(plan, today, last) for plan in plans if plan.kind == BREAK)
    said = [f"{appointments} to come"] if count else []
    if breaks:
        said.append(f"your planned breaks until {day_month_year(last, today)}")
    return f"The file holds {' and '.join(said)}." if said else ""
