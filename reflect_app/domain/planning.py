"""Making, changing and ending a plan, so that a day that has been keeps the plan it had."""

from collections.abc import Iterable
from datetime import date, timedelta

from reflect_app.domain.dates import WEEKDAYS, day_month
from reflect_app.domain.plan import (
    BREAK,
    KEPT,
    LEAVING,
    NOT_THAT_DAY,
    PARTLY,
    Count,
    PlanDay,
    after_plan,
    clock_time,
    days_in_words,
)
from reflect_app.domain.records import Plan, PlanAnswer, WeekTimes

NAMES = {BREAK: "Lunch break away from the desk", LEAVING: "Leaving time"}
"""What the two plans are called, by kind."""
WORKING_WEEK = (True,) * 5 + (False,) * 2
SUGGESTED = {BREAK: 12 * 60 + 30, LEAVING: 17 * 60 + 15}
"""The time a new plan begins with, to be altered, by kind."""
SUGGESTED_LENGTH = 30
SHORTEST, LONGEST = 5, 240
"""Minutes a planned break may last."""

_DAY = timedelta(days=1)
_WHOLE_DAY = 24 * 60


def going_on(plans: Iterable[Plan], kind: str) -> Plan | None:
    """Return the plan of this kind that has no end yet."""
    open_ended = (plan for plan in plans if plan.kind == kind and plan.until is None)
    return max(open_ended, key=lambda plan: plan.since, default=None)


def begun(
    kind: str, times: WeekTimes, minutes: int | None, plans: Iterable[Plan], today: date
) -> Plan:
    """Return a new plan from the first day, today or later, that no plan of its kind holds."""
    held = (plan.until for plan in plans if plan.kind == kind and plan.until)
    since = max((until + _DAY for until in held), default=today)
    return Plan(kind=kind, name=NAMES[kind], times=times, since=max(since, today), minutes=minutes)


def changed(plan: Plan, times: WeekTimes, minutes: int | None, since: date) -> tuple[Plan, ...]:
    """Return what to save, in this order, so that `plan` is another from the day `since` on."""
    if plan.since >= since:
        return (_twin(plan, times=times, minutes=minutes),)
    new = Plan(kind=plan.kind, name=plan.name, times=times, since=since, minutes=minutes)
    return ended(plan, since), new


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


def usual_time(plan: Plan) -> int:
    """Return the time that most of a plan's days have; the earlier in the week where it ties."""
    times = [time for time in plan.times if time is not None]
    return max(times, key=times.count)


def heading(plan: Plan, time: int) -> str:
    """Return what a plan says with its planned `time`: "Leave by 17:15"."""
    return f"Leave by {clock_time(time)}" if plan.kind == LEAVING else plan.name


def detail(plan: Plan, time: int) -> str:
    """Return what the heading leaves out about one day: "12:30 for 30 minutes"."""
    if plan.kind == LEAVING:
        return days_in_words(plan)
    length = f" for {plan.minutes} minutes" if plan.minutes else ""
    return f"{clock_time(time)}{length}"


def week_detail(plan: Plan) -> str:
    """Return what the heading leaves out about the week: "12:30 for 30 minutes, Mon to Fri"."""
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
    return heading(plan, usual_time(plan))


def answer_in_words(planned: int | None, answer: PlanAnswer, *, today: bool) -> str:
    """Say how a plan went: "Left at 17:40, 25 minutes after plan"."""
    if planned is not None and answer.minutes_after is not None:
        left = clock_time((planned + answer.minutes_after) % _WHOLE_DAY)
        return f"Left at {left}, {after_plan(answer.minutes_after)}"
    not_kept = "Not today" if today else "Not that day"
    return {KEPT: "Kept", PARTLY: "Kept in part", NOT_THAT_DAY: not_kept}[answer.answer]


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
    how = answer_in_words(day.planned, day.answer, today=False) if day.answer else "no answer"
    return f"{name}: {_inside(how)}"


def counts_in_words(counts: Iterable[tuple[Plan, Count]], since: date) -> str:
    """Say how each plan went since a day, going by the days that were answered, or nothing.

    "Since 4 November: lunch break away from the desk kept on 10 of 12 days answered."
    """
    known = [
        f"{_inside(plan.name)} kept on {count.kept} of {_days(count.answered)} answered"
        for plan, count in counts
        if count.answered
    ]
    return f"Since {day_month(since)}: {'; '.join(known)}." if known else ""


def _inside(name: str) -> str:
    return name[0].lower() + name[1:]


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _twin(plan: Plan, **changes: object) -> Plan:
    columns = ("kind", "name", "times", "since", "until", "minutes")
    twin = Plan(**({name: getattr(plan, name) for name in columns} | changes))
    twin.id = plan.id
    return twin
