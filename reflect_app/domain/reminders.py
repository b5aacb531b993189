"""When something that was planned is due, said without a word of what it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from reflect_app.domain.plan import BREAK, LEAVING, OPEN, week
from reflect_app.domain.records import Plan, PlanAnswer, Session

PLANNED, APPOINTMENT = "planned", "appointment"
"""All that a reminder may tell: a plan is due, or a session is tomorrow."""

AHEAD: Mapping[str, timedelta] = {BREAK: timedelta(), LEAVING: timedelta(minutes=10)}
"""How long before its planned time a plan is due, by its kind; the others have no time."""
DAY_BEFORE = 16 * 60
"""When a session of tomorrow is told, in minutes after local midnight."""
DAYS = timedelta(days=2)
"""How many days after today have a say in what is due next."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reminder:
    """What is due at one moment."""

    at: datetime
    """Aware and in UTC."""
    what: tuple[str, ...]
    """PLANNED, APPOINTMENT or both, each once however many there are."""


def next_reminder(
    plans: Sequence[Plan],
    answers: Sequence[PlanAnswer],
    sessions: Sequence[Session],
    off: Mapping[date, str],
    now: datetime,
) -> Reminder | None:
    """Return what is due first after `now` (aware), today or tomorrow; None where nothing is.

    It needs the answers and the days away of today and of `DAYS` after it; `off` says which these
    are, as `bank_holidays.days_off`. On a day away no plan is due, and no session of the day
    after is told. A plan that is answered on its day is not due any more. Days and times are those
    of the computer's time zone: a time that the clock leaps over in spring comes an hour later,
    one that it shows twice in autumn comes the first time.
    """
    today = now.astimezone().date()
    end = _moment(today + DAYS, 0)
    due: dict[datetime, set[str]] = {}
    # Leaving just after midnight is due on the day before.
    for day in (today, today + _ONE_DAY, today + DAYS):
        if day in off:
            continue
        for moment in _planned(plans, answers, day):
            due.setdefault(moment, set()).add(PLANNED)
        if any(each.day == day + _ONE_DAY and not each.state for each in sessions):
            due.setdefault(_moment(day, DAY_BEFORE), set()).add(APPOINTMENT)
    at = min((moment for moment in due if now < moment < end), default=None)
    return Reminder(at, tuple(sorted(due[at], reverse=True))) if at else None


def _planned(plans: Sequence[Plan], answers: Iterable[PlanAnswer], day: date) -> Iterator[datetime]:
    """Yield when each break and leaving time of `day` that waits for an answer is due."""
    for row in week(plans, answers, day - timedelta(days=day.weekday())):
        square = row.days[day.weekday()]
        if row.plan.kind in AHEAD and square.planned is not None and square.state == OPEN:
            yield _moment(day, square.planned) - AHEAD[row.plan.kind]


def _moment(day: date, minutes: int) -> datetime:
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    # Of a time that is leapt over in spring, `astimezone` makes one an hour before it.
    return datetime.fromtimestamp(wall.timestamp(), UTC)
