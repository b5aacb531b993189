"""What a session asks of the days around it: to be prepared shortly before, and kept after."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches

from reflect_app.domain.agreed import EVENING
from reflect_app.domain.dates import WEEKDAYS
from reflect_app.domain.focus import USUAL_MINUTES, cautious
from reflect_app.domain.records import Agreed, Preparation, Session
from reflect_app.domain.supervision import Cycle, so_far, this_cycle, to_come

DAYS_BEFORE, DAYS_AFTER = 2, 2
"""How many local days before a session it is prepared, and after it asked what came of it."""


def to_prepare(sessions: Iterable[Session], now: datetime) -> Session | None:
    """Return the next session that has not begun at the local moment `now`.

    One whose time nobody knows can be prepared until its day is over.
    """
    ahead = to_come(sessions, now.date())
    return next((each for each in ahead if each.start is None or not _begun(each, now)), None)


def is_near(session: Session, today: date) -> bool:
    """Say whether `session` is so near that it is time to prepare it."""
    return (session.day - today).days <= DAYS_BEFORE


def just_over(sessions: Sequence[Session], now: datetime) -> list[Session]:
    """Return the sessions of today and the days just past that are over, the latest first.

    `now` is a local moment. One today whose time nobody knows is over in the evening.
    """
    since, tomorrow = now.date() - timedelta(days=DAYS_AFTER), now.date() + timedelta(days=1)
    recent = (each for each in so_far(sessions, tomorrow) if each.day >= since)
    return [each for each in recent if _over(each, now)]


def earlier(
    session: Session, sessions: Iterable[Session], done: Collection[int], now: datetime
) -> list[Session]:
    """Return the sessions that were before `session` by the local moment `now`, the last first.

    Those of today count for a session on a later day alone: once they are over, or `done` has
    their ids, as somebody said so before the clock did.
    """
    today = now.date()
    if session.day <= today:
        return so_far(sessions, session.day)
    been = so_far(sessions, today + timedelta(days=1))
    return [each for each in been if each.day < today or each.id in done or _over(each, now)]


def cycle_since(earlier: Sequence[Session], until: date) -> Cycle:
    """Return the days from the first of the `earlier` sessions to `until`, both included."""
    usual = this_cycle(earlier, until)
    return Cycle(earlier[0].day, usual.end) if earlier else usual


def waits(session: Session, kept: int, prepared: Preparation | None, today: date) -> str:
    """Say how much waits for a near session: "Wednesday: 3 things wait. Five minutes.".

    `kept` is how many entries are flagged; where others sit there too they are not offered.
    """
    days = (session.day - today).days
    when = WEEKDAYS[session.day.weekday()] if days > 1 else ("Today", "Tomorrow")[days]
    if prepared and (prepared.question or any(item.ticked for item in prepared.items)):
        return f"{when}: your page is begun."
    if not kept or cautious(session):
        return f"{when}: five minutes to prepare."
    return f"{when}: {'1 thing waits' if kept == 1 else f'{kept} things wait'}. Five minutes."


def lines_in(text: str) -> list[str]:
    """Return what was agreed as it was typed, a line for each."""
    return list(filter(None, map(in_one_line, text.splitlines())))


def in_one_line(text: str) -> str:
    """Return `text` with one blank wherever there were blanks or ends of lines."""
    return " ".join(text.split())


def settled(
    lines: Iterable[str], kept: Iterable[Agreed], session_id: int
) -> tuple[list[Agreed], list[Agreed]]:
    """Return what is to be saved and what to be removed so that `lines` is what was agreed.

    `kept` is what the journal holds of this session. What still says the same is neither; a line
    that was changed keeps its date, its plan and how it went.
    """
    gone, new = list(kept), []
    for line in lines:
        same = next((each for each in gone if in_one_line(each.words) == line), None)
        if same:
            gone.remove(same)
        else:
            new.append(line)
    return [_agreed(line, gone, session_id) for line in new], gone


def _agreed(line: str, gone: list[Agreed], session_id: int) -> Agreed:
    """Return what `line` says, as the one of `gone` that was much like it; that is gone no more."""
    twin = Agreed(session_id=session_id, words=line)
    if alike := get_close_matches(line, [each.words for each in gone], n=1):
        was = next(each for each in gone if each.words == alike[0])
        gone.remove(was)
        twin.id, twin.due, twin.plan_id = was.id, was.due, was.plan_id
        twin.outcome, twin.outcome_on = was.outcome, was.outcome_on
    return twin


def _begun(session: Session, now: datetime) -> bool:
    return _moment(session) <= _wall(now)


def _over(session: Session, now: datetime) -> bool:
    return _moment(session) + _length(session) <= _wall(now)


def _moment(session: Session) -> datetime:
    """Return when a session begins, by the clock on the wall."""
    start = EVENING if session.start is None else session.start
    return datetime.combine(session.day, time()) + timedelta(minutes=start)


def _length(session: Session) -> timedelta:
    if session.start is None:
        return timedelta()
    return timedelta(minutes=USUAL_MINUTES if session.minutes is None else session.minutes)


def _wall(now: datetime) -> datetime:
    return now.replace(tzinfo=None)
