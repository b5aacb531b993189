"""What was agreed in a session: what became of it, and which of it is still open."""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from reflect_app.domain.plan import WHEN, kept_count, same_plan
from reflect_app.domain.planning import NO_DAY, count_in_words, cues, placed
from reflect_app.domain.records import (
    Agreed,
    Plan,
    PlanAnswer,
    Preparation,
    Session,
    SessionRecord,
    heading,
)
from reflect_app.domain.supervision import DONE, PARTLY, day_month_year

OPEN = "open"
IN_PLAN = "in your plan"
PLAN_ENDED = "the plan has ended"
INTO_PLAN = "into Plan, when"
LONGEST = 300
"""Letters that something agreed may have."""
EVENING = 17 * 60
"""When a session today whose time nobody knows counts as held, in minutes after midnight."""

_CUE_LETTERS = 24
"""Letters of a cue that stand on a chip; it is never cut off by its card then."""
_COLUMNS = ("session_id", "words", "due", "plan_id", "outcome", "outcome_on")
_ARTICLE = re.compile(r"^(?:an?|the) ")
_WAITS, _END = (
    r"\b(?:after|before|with|every|each|any|when|whenever) (?:(?:any|every|each|an?|the) )?",
    r"s?\b",
)


def held_last(sessions: Iterable[Session], today: date, minutes: int) -> Session | None:
    """Return the latest session that has begun by now, which is `minutes` after midnight today.

    One that is today without a time has begun once it is EVENING.
    """
    begun = [each for each in sessions if (each.day, _start(each)) <= (today, minutes)]
    return max(begun, key=lambda each: (each.day, _start(each)), default=None)


def begun(session_id: int, prepared: Preparation | None, now: datetime) -> SessionRecord:
    """Return a new record of a session; what was prepared for it need not be typed again."""
    record = SessionRecord(session_id=session_id, written_at=now)
    if prepared:
        ticked = (theme for item in prepared.items if item.ticked for theme in item.themes)
        record.focus, record.themes = prepared.question, tuple(dict.fromkeys(ticked))
    return record


def open_agreed(agreed: Iterable[Agreed], sessions: Iterable[Session], today: date) -> list[Agreed]:
    """Return what nobody has said yet how it went, of sessions up to today, the earliest first."""
    days = {each.id: each.day for each in sessions if each.day <= today}
    still = (each for each in agreed if not each.outcome and each.session_id in days)
    return sorted(still, key=lambda each: days[each.session_id])


def due(agreed: Iterable[Agreed], today: date) -> list[Agreed]:
    """Return what was meant for today or an earlier day and is open, the earliest first."""
    dated = ((each.due, each) for each in agreed if each.due and not each.outcome)
    return [each for _, each in sorted((pair for pair in dated if pair[0] <= today), key=_first)]


def by_in_words(day: date, today: date) -> str:
    """Say for when something was agreed: "by 16 December", "for today", "meant for 12 November"."""
    if day == today:
        return "for today"
    return f"{'by' if day > today else 'meant for'} {day_month_year(day, today)}"


def in_words(
    agreed: Agreed, plans: Sequence[Plan], answers: Iterable[PlanAnswer], today: date
) -> str:
    """Say how it went: "open", "by 16 December", "in your plan", "done on 3 December".

    `answers` are those that count: of the cycle, say.
    """
    if agreed.outcome:
        return _settled(agreed, today)
    if plan := plan_of(agreed, plans):
        if plan.until and plan.until < today:
            return PLAN_ENDED
        kept = count_in_words(plan, kept_count(plan, plans, answers))
        return f"{IN_PLAN}, {kept[0].lower()}{kept[1:]}" if kept else IN_PLAN
    return by_in_words(agreed.due, today) if agreed.due else OPEN


def plan_of(agreed: Agreed, plans: Sequence[Plan]) -> Plan | None:
    """Return the plan that something agreed became, as it stands since it was last changed."""
    made = next((each for each in plans if each.id == agreed.plan_id), None)
    if made is None or made.until is None:
        return made
    return max(same_plan(made, plans), key=lambda each: each.since)


def when_plan(words: str, cue: str, plans: Iterable[Plan], today: date) -> Plan:
    """Return a plan to do what `words` say when `cue` is logged, to be saved where it is new.

    Where there is one already that says the same of the same, it is that one.
    """
    name = plan_name(words)
    for plan in plans:
        if (plan.kind, plan.name, plan.cue, plan.until) == (WHEN, name, cue, None):
            return plan
    return placed(Plan(kind=WHEN, name=name, cue=cue, times=NO_DAY, since=today), ())


def plan_name(words: str) -> str:
    """Return what a plan to do what `words` say is called: they, or their beginning."""
    return heading(words, "")


def into_plan(cue: str, names: Mapping[str, str], *, short: bool = False) -> str:
    """Say what a plan waits for: "into Plan, when: prison visit"; `short` where there is less room.

    A source of the person's own keeps its letters as they typed them.
    """
    name = names.get(cue, "")
    if cue in cues():
        name = name[:1].lower() + name[1:]
    if short and len(name) > _CUE_LETTERS:
        begun = textwrap.shorten(name, _CUE_LETTERS, placeholder="…")
        name = begun if len(begun) > 1 else f"{name[: _CUE_LETTERS - 1]}…"
    return f"{INTO_PLAN}: {name}"


def cue_in(words: str, names: Mapping[str, str]) -> str:
    """Return the key of what `words` wait for themselves: "after any disclosure"; or nothing.

    `names` are those of cues by their keys; of several that fit it is the longest.
    """
    said = _plain(words)
    fitting = [
        key
        for key, name in names.items()
        if re.search(_WAITS + re.escape(_plain(name)) + _END, said)
    ]
    return max(fitting, key=lambda key: len(names[key]), default="")


def settle(agreed: Agreed, outcome: str, today: date) -> Agreed:
    """Return `agreed` as it is to be saved once it is said how it went; empty opens it again.

    `outcome` is a key of `supervision.OUTCOMES`.
    """
    return revised(agreed, outcome=outcome, outcome_on=today if outcome else None)


def revised(agreed: Agreed, **changes: object) -> Agreed:
    """Return `agreed` as it is to be saved with these columns changed; the given one stays."""
    twin = again(agreed, **changes)
    twin.id = agreed.id
    return twin


def again(agreed: Agreed, **changes: object) -> Agreed:
    """Return a new record of the same, with these columns changed."""
    return Agreed(**({name: getattr(agreed, name) for name in _COLUMNS} | changes))


def _plain(words: str) -> str:
    """Return `words` for comparing: small letters, one space, no article at the beginning."""
    return _ARTICLE.sub("", " ".join(words.casefold().split()))


def _start(session: Session) -> int:
    return EVENING if session.start is None else session.start


def _first(pair: tuple[date, Agreed]) -> date:
    return pair[0]


def _settled(agreed: Agreed, today: date) -> str:
    said = {DONE: "done", PARTLY: "partly"}.get(agreed.outcome, "let go")
    if agreed.outcome_on is None:
        return said
    comma = "," if agreed.outcome == PARTLY else ""
    return f"{said}{comma} on {day_month_year(agreed.outcome_on, today)}"
