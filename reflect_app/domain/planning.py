"""Making, changing and ending a plan, so that a day that has been keeps the plan it had."""

from collections.abc import Iterable
from datetime import date, timedelta

from reflect_app.domain.contacts import KINDS
from reflect_app.domain.dates import WEEKDAYS
from reflect_app.domain.plan import (
    AWAY,
    BREAK,
    HABIT,
    KEPT,
    LEAVING,
    NOT_THAT_DAY,
    OFF,
    PARTLY,
    WHEN,
    Count,
    PlanDay,
    after_plan,
    clock_time,
    days_in_words,
    same_plan,
)
from reflect_app.domain.records import OwnSource, Plan, PlanAnswer, WeekTimes
from reflect_app.domain.sources import SOURCES

NAMES = {BREAK: "Lunch break away from the desk", LEAVING: "Leaving time"}
"""What the two plans that are offered first are called, by kind."""
WORKING_WEEK = (True,) * 5 + (False,) * 2
SUGGESTED = {BREAK: 12 * 60 + 30, LEAVING: 17 * 60 + 15}
"""The time a new plan begins with, to be altered, by kind."""
SUGGESTED_LENGTH = 30
SHORTEST, LONGEST = 5, 240
"""Minutes a planned break may last."""
EVERY_DAY: WeekTimes = (0,) * 7
NO_DAY: WeekTimes = (None,) * 7
SUGGESTED_PER_WEEK, MOST_PER_WEEK = 2, 7

_DAY = timedelta(days=1)
_WHOLE_DAY = 24 * 60
_TIMES = ("not yet", "once", "twice", "three times", "four times", "five times", "six times")
_TERMS = ("times", "minutes", "per_week", "cue")
"""What a day is answered for: changing one of them leaves the days that have been as they were."""
_WORDS = ("name", "why", "if_slipping")


def going_on(plans: Iterable[Plan], kind: str) -> Plan | None:
    """Return the plan of this kind that has no end yet."""
    open_ended = (plan for plan in plans if plan.kind == kind and plan.until is None)
    return max(open_ended, key=lambda plan: plan.since, default=None)


def begun(
    kind: str, times: WeekTimes, minutes: int | None, plans: Iterable[Plan], today: date
) -> Plan:
    """Return a new plan of the usual name, which begins as `placed` says."""
    new = Plan(kind=kind, name=NAMES[kind], times=times, since=today, minutes=minutes)
    return placed(new, plans)


def placed(new: Plan, plans: Iterable[Plan]) -> Plan:
    """Return `new` from the first day, its own or later, that no plan of its name holds.

    It goes on with the history of that name; a leaving time with that of the last one.
    """
    held = () if new.kind == WHEN else (plan.until for plan in same_plan(new, plans))
    since = max((until + _DAY for until in held if until), default=new.since)
    return _copy(new, since=max(since, new.since))


def changed(plan: Plan, wanted: Plan, plans: Iterable[Plan], since: date) -> tuple[Plan, ...]:
    """Return what to save, in this order, so that `plan` is as `wanted` from the day `since` on.

    Another name, and why it matters, hold for the days that have been as well; but what is done
    when something happens is the plan itself.
    """
    terms = {name: getattr(wanted, name) for name in _TERMS}
    words = {name: getattr(wanted, name) for name in _WORDS}
    named = plan.kind in (BREAK, HABIT)
    renamed = tuple(
        _twin(each, name=wanted.name)
        for each in same_plan(plan, plans)
        if named and each.id != plan.id and each.name != wanted.name
    )
    same = all(getattr(plan, name) == term for name, term in terms.items())
    same = same and (plan.kind != WHEN or plan.name == wanted.name)
    if same or plan.since >= since:
        return *renamed, _twin(plan, **terms, **words)
    name = wanted.name if named else plan.name
    return *renamed, _twin(plan, until=since - _DAY, name=name), _copy(wanted, since=since)


def unchanged(plan: Plan, wanted: Plan) -> bool:
    """Say whether `wanted` is `plan` as it stands."""
    return all(getattr(plan, name) == getattr(wanted, name) for name in (*_TERMS, *_WORDS))


def name_taken(wanted: Plan, plan: Plan | None, plans: Iterable[Plan]) -> bool:
    """Say whether a break or habit could not be told from another if it were called so.

    `plan` is the one to be changed. A new one may go on with the name of one that has ended.
    """
    if wanted.kind not in (BREAK, HABIT):
        return False
    return any(
        other.kind == wanted.kind
        and other.name.casefold() == wanted.name.casefold()
        and (other.name != plan.name if plan else other.until is None)
        for other in plans
    )


def ended(plan: Plan, since: date) -> Plan:
    """Return `plan` as it is to be saved so that it no longer holds from the day `since` on."""
    return _twin(plan, until=since - _DAY)


def resumed(plan: Plan) -> Plan:
    """Return an ended `plan` as it is to be saved so that it goes on."""
    return _twin(plan, until=None)


def first_open_day(plan: Plan, answers: Iterable[PlanAnswer], today: date) -> date:
    """Return the day from which a change holds: today, or tomorrow once today is answered."""
    answered = any(each.plan_id == plan.id and each.day == today for each in answers)
    return today + _DAY if answered else today


def cues(own: Iterable[OwnSource] = (), also: str = "") -> dict[str, str]:
    """Return what a plan can wait for, by key: kinds of contact, sources, then the `own`.

    A source of the person's own that is retired is no longer among them, unless it is `also`.
    """
    shipped = {source.key: source.label for source in SOURCES}
    kept = {each.key: each.label for each in own if not each.retired or each.key == also}
    more = {key: label for key, label in (shipped | kept).items() if key not in KINDS}
    return {**KINDS, **more}


def usual_time(plan: Plan) -> int:
    """Return the time that most of a plan's days have; the earlier in the week where it ties."""
    times = [time for time in plan.times if time is not None]
    return max(times, key=times.count)


def heading(plan: Plan, time: int) -> str:
    """Return what a plan says with its planned `time`: "Leave by 17:15"."""
    return f"Leave by {clock_time(time)}" if plan.kind == LEAVING else plan.name


def detail(plan: Plan, time: int) -> str:
    """Return what the heading leaves out about one day: "12:30 for 30 minutes"."""
    if plan.kind == HABIT:
        return _rhythm(plan)
    if plan.kind == LEAVING:
        return days_in_words(plan)
    length = f" for {plan.minutes} minutes" if plan.minutes else ""
    return f"{clock_time(time)}{length}"


def week_detail(plan: Plan) -> str:
    """Return what the heading leaves out about the week: "12:30 for 30 minutes, Mon to Fri"."""
    if plan.kind == HABIT:
        return _rhythm(plan)
    usual = usual_time(plan)
    others = [
        f"{WEEKDAYS[day][:3]} {clock_time(time)}"
        for day, time in enumerate(plan.times)
        if time not in (None, usual)
    ]
    about_days = "; ".join([days_in_words(plan), *others])
    return about_days if plan.kind == LEAVING else f"{detail(plan, usual)}, {about_days}"


def week_heading(plan: Plan) -> str:
    """Return what a plan says about its week, with its usual time: "Leave by 17:15"."""
    return heading(plan, usual_time(plan)) if plan.kind == LEAVING else plan.name


def so_far(plan: Plan, kept: int, *, over: bool) -> str:
    """Say how often a habit was `kept` in its week: "Twice a week, once so far".

    `over` is a week that has been: one without an answer stays empty. Nothing is counted where
    a habit has days of its own.
    """
    if plan.per_week is None:
        return detail(plan, 0)
    if not kept:
        return _rhythm(plan) if over else f"{_rhythm(plan)}, not yet this week"
    return f"{_rhythm(plan)}, {_often(kept)} {'that week' if over else 'so far'}"


def answer_in_words(planned: int | None, answer: PlanAnswer, *, today: bool) -> str:
    """Say how a plan went: "Left at 17:40, 25 minutes after plan"."""
    later = ", written later" if answer.later else ""
    if planned is not None and answer.minutes_after is not None:
        days, minutes = divmod(planned + answer.minutes_after, _WHOLE_DAY)
        left = clock_time(minutes) + (" the next day" if days > 0 else "")
        return f"Left at {left}, {after_plan(answer.minutes_after)}{later}"
    not_kept = "Not today" if today else "Not that day"
    return {KEPT: "Kept", PARTLY: "Kept in part", NOT_THAT_DAY: not_kept}[answer.answer] + later


def left_at(day: PlanDay) -> int | None:
    """Return when somebody left, in minutes after midnight; None if that is not known."""
    if day.planned is None or day.answer is None or day.answer.minutes_after is None:
        return None
    return (day.planned + day.answer.minutes_after) % _WHOLE_DAY


def said(day: PlanDay) -> str:
    """Say in words what a square of the week shows; nothing where nothing was planned."""
    if day.plan is None or (day.planned is None and day.answer is None):
        return ""
    name = day.plan.name if day.planned is None else heading(day.plan, day.planned)
    if day.answer:
        how = answer_in_words(day.planned, day.answer, today=False)
    else:
        how = AWAY[day.away] if day.state == OFF else "no answer"
    return f"{name}: {_inside(how)}"


def count_in_words(plan: Plan, count: Count, when: str = "") -> str:
    """Say how a plan went, going by the days that were answered, or nothing.

    With "since 4 November" for `when`: "Kept on 10 of 12 days answered since 4 November"
    """
    if not (count.kept if plan.per_week else count.answered):
        return ""
    if plan.per_week:
        return f"Kept {_often(count.kept)} {when}".rstrip()
    return f"Kept on {count.kept} of {_days(count.answered)} answered {when}".rstrip()


def _rhythm(plan: Plan) -> str:
    if plan.per_week is not None:
        return f"{_outside(_often(plan.per_week))} a week"
    return _outside(days_in_words(plan))


def _often(number: int) -> str:
    return _TIMES[number] if number < len(_TIMES) else f"{number} times"


def _inside(name: str) -> str:
    return name[0].lower() + name[1:]


def _outside(words: str) -> str:
    return words[0].upper() + words[1:]


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _copy(plan: Plan, **changes: object) -> Plan:
    columns = ("kind", "since", "until", *_TERMS, *_WORDS)
    return Plan(**({name: getattr(plan, name) for name in columns} | changes))


def _twin(plan: Plan, **changes: object) -> Plan:
    twin = _copy(plan, **changes)
    twin.id = plan.id
    return twin
